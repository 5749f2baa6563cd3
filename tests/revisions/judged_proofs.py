"""Page proofs laid out by the programs of others: the kinds of pages, as Chromium and LibreOffice
print them.
"""

from dataclasses import dataclass
from html import escape
from itertools import pairwise
from random import Random

from tests.revisions.proof_pages import CAPTION, PULL_QUOTE

_FACE = "font: 10pt 'DejaVu Serif', serif; text-align: justify; hyphens: manual"
_HEADS = (
    "@page {size: A5; margin: 20mm 15mm; @top-left {content: 'The Eastmere Courier · 14 June'; "
    "font-size: 8pt} @bottom-right {content: counter(page); font-size: 8pt}}"
)
_INITIAL = (
    "h1 + p::first-letter {float: left; font-size: 34pt; line-height: .9; padding-right: 3pt} "
    "h1 + p::first-line {font-variant: small-caps}"
)
PRINTED = {
    "one column": "",
    "running heads": _HEADS,
    "two columns": "body {columns: 2} h1 {column-span: all} h2 {text-transform: uppercase}",
    "two columns and heads": f"{_HEADS} body {{columns: 2; font-size: 9pt}}",
    "three columns and an initial": f"body {{columns: 3; font-size: 9pt}} {_INITIAL}",
    "a head in capitals": "body {columns: 2} h1 {text-transform: uppercase}",
    "an initial on its line": "h1 + p::first-letter {font-size: 40pt}",
    "boxes beside the text": (
        "aside {float: right; width: 40%; border: 1pt solid; padding: 6pt; font-size: 14pt} "
        "figcaption {font-size: 8pt}"
    ),
    "ragged": "body {columns: 2; text-align: left} aside {font: bold 16pt sans-serif}",
    "spaced letters": "body {font-family: 'DejaVu Sans'; letter-spacing: .3pt; columns: 2}",
    "ligatures": "body {font-family: 'Liberation Serif'; columns: 2}",
}
"""The style sheets of pages that Chromium prints, by what is on them."""


def printed_page(text: str, style: str, random: Random) -> str:
    """Return a text as a web page with boxes, whose long words may be parted."""
    body = "".join(_element(*each) for each in _parts(text, random))
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>x</title>"
        f"<style>@page {{size: A4; margin: 20mm}} body {{{_FACE}}} {style}</style><body>{body}"
    )


def _element(kind: str, words: str) -> str:
    inner = f"<figure><figcaption>{escape(words)}</figcaption></figure>"
    return inner if kind == "figcaption" else f"<{kind}>{escape(words)}</{kind}>"


def _parts(text: str, random: Random) -> list[tuple[str, str]]:
    """Return the paragraphs of a text with the boxes among them, by what they are."""
    found = []
    for number, words in enumerate(text.split("\n\n")):
        kind = "p" if len(words) > 40 else "h2" if number else "h1"
        found.append((kind, _parted(words, random)))
    found.insert(4, ("aside", PULL_QUOTE))
    found.insert(7, ("figcaption", CAPTION))
    return found


def _parted(words: str, random: Random) -> str:
    """Return words in which long ones have hyphens that are only seen at the end of a line."""
    parted = []
    for word in words.split(" "):
        inner = range(2, len(word) - 2) if word.isalpha() and len(word) > 5 else range(0)
        cuts = [0, *(place for place in inner if random.random() < 0.4), len(word)]
        parted.append("\u00ad".join(word[a:b] for a, b in pairwise(cuts)))
    return " ".join(parted)


@dataclass(frozen=True)
class Office:
    """How LibreOffice lays a text out: columns, the size of its pages, and an initial."""

    columns: int = 2
    width: float = 21
    height: float = 29.7
    initial: bool = True
    capitals: bool = True


OFFICE = {
    "two columns and an initial": Office(),
    "three columns": Office(3),
    "small pages": Office(1, 14.8, 21, capitals=False),
    "small pages in columns": Office(2, 14.8, 21, initial=False),
}
_NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        *(("office", "office"), ("style", "style"), ("text", "text")),
        *(("fo", "xsl-fo-compatible"), ("svg", "svg-compatible")),
    )
)


def office_document(text: str, layout: Office, random: Random) -> bytes:
    """Return a text as a flat OpenDocument file with columns, heads, boxes and page numbers."""
    parts = [*_parts(text, random)]
    names = {"h1": "H1", "h2": "H2", "aside": "Q", "figcaption": "C", "p": "P"}
    first = next(number for number, (kind, _) in enumerate(parts) if kind == "p")
    told = [
        f'<text:p text:style-name="{"D" if layout.initial and number == first else names[kind]}">'
        f"{escape(words)}</text:p>"
        for number, (kind, words) in enumerate(parts)
    ]
    body = f'{told[0]}<text:section text:style-name="S" text:name="s">{"".join(told[1:])}'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMESPACES} '
        'office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:styles>{_styles(layout)}</office:styles>{_frame(layout)}"
        f"<office:body><office:text>{body}</text:section></office:text></office:body>"
        "</office:document>"
    ).encode()


def _style(name: str, paragraph: str = "", letters: str = "", inner: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph">'
        f"<style:paragraph-properties {paragraph}>{inner}</style:paragraph-properties>"
        f"<style:text-properties {letters}/></style:style>"
    )


def _styles(layout: Office) -> str:
    around = 'fo:margin-top="0.3cm" fo:margin-bottom="0.3cm"'
    box = f'{around} fo:border="0.05cm solid #000000" fo:padding="0.2cm"'
    drop = '<style:drop-cap style:lines="3" style:length="1" style:distance="0.1cm"/>'
    head = 'fo:text-transform="uppercase"' if layout.capitals else 'fo:font-variant="small-caps"'
    justified = 'fo:text-align="justify"'
    return (
        '<style:default-style style:family="paragraph"><style:text-properties '
        'fo:font-family="\'Liberation Serif\'" fo:font-size="10pt" fo:language="en" '
        'fo:country="US" fo:hyphenate="true" fo:hyphenation-remain-char-count="2" '
        'fo:hyphenation-push-char-count="2"/></style:default-style>'
        + _style("P", f'{justified} fo:text-indent="0.4cm"')
        + _style("D", justified, inner=drop)
        + _style("H1", letters='fo:font-size="24pt" fo:font-weight="bold"')
        + _style("H2", around, f'fo:font-weight="bold" {head}')
        + _style("Q", box, 'fo:font-size="15pt"')
        + _style("C", around, 'fo:font-size="8pt" fo:font-style="italic"')
    )


def _frame(layout: Office) -> str:
    """Return the columns, the paper, and the heads and feet of the pages."""
    return (
        '<office:automatic-styles><style:style style:name="S" style:family="section">'
        f'<style:section-properties><style:columns fo:column-count="{layout.columns}" '
        'fo:column-gap="0.6cm"/></style:section-properties></style:style>'
        '<style:page-layout style:name="pl"><style:page-layout-properties '
        f'fo:page-width="{layout.width}cm" fo:page-height="{layout.height}cm" fo:margin="1.8cm"/>'
        '<style:header-style><style:header-footer-properties fo:min-height="0.6cm" '
        'fo:margin-bottom="0.3cm"/></style:header-style><style:footer-style>'
        '<style:header-footer-properties fo:min-height="0.6cm"/></style:footer-style>'
        "</style:page-layout></office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="pl">'
        "<style:header><text:p>The Eastmere Courier · Weekend</text:p></style:header>"
        "<style:footer><text:p>page <text:page-number/></text:p></style:footer>"
        "</style:master-page></office:master-styles>"
    )
