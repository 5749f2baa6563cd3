"""Writes the report as an OpenDocument text (.odt): OASIS OpenDocument 1.3.

The libraries that write it are either unkept or under a licence that ours cannot take; we use
little of the format.
"""

import re
from collections.abc import Iterable
from typing import assert_never
from xml.sax.saxutils import escape, quoteattr

from annotator.kernel.progress import Progress, unwatched
from annotator.reports.document.blocks import (
    Block,
    Cell,
    Document,
    HeadingBlock,
    HighlightEnd,
    HighlightStart,
    Inline,
    JumpRun,
    JumpTarget,
    LinkRun,
    PageBreak,
    Panel,
    ParagraphBlock,
    ParagraphStyle,
    RunStyle,
    TableBlock,
    TextRun,
)
from annotator.reports.formats.deterministic_zip import parcel
from annotator.reports.formats.odt.styles import (
    LINK,
    LOOKS,
    PARAGRAPHS,
    RAISED,
    automatic,
    column_style,
    highlight_style,
    named,
    on_new_page,
    right_to_left,
    verdict_style,
)
from annotator.reports.printable import printable, runs_left

_WRITTEN_SPACES = re.compile(r"\t|\n| (?= )|^ | $|  +")


class OdtMarkup:
    """Writes blocks; ``stated`` is the day that remarks are dated with, ISO 8601.

    ``widths`` of columns and ``languages`` of words are the values whose styles are used.
    """

    def __init__(self, stated: str) -> None:
        self.widths: set[int] = set()
        self.languages: set[str] = set()
        self._stated = stated
        self._tables = 0
        self._break = False

    def block(self, block: Block) -> str:
        """A block as elements of a text document; a new page comes with the next heading."""
        match block:
            case HeadingBlock(level):
                return self._heading(level, block.line)
            case ParagraphBlock(style):
                return self._paragraph(PARAGRAPHS[style], block.line)
            case Panel(_, content):
                return "".join(map(self.block, content))
            case TableBlock():
                return self._table(block)
            case PageBreak():
                self._break = True
                return ""
        assert_never(block)

    def _heading(self, level: int, content: Iterable[Inline]) -> str:
        style = f"Heading_20_{level}"
        if self._break and level == 1:
            style, self._break = on_new_page(style), False
        held = tuple(content)
        named = f'text:style-name="{_directed(style, held)}" text:outline-level="{level}"'
        return f"<text:h {named}>{self._line(held)}</text:h>"

    def _paragraph(self, style: str, content: Iterable[Inline]) -> str:
        held = tuple(content)
        return f'<text:p text:style-name="{_directed(style, held)}">{self._line(held)}</text:p>'

    def _line(self, content: Iterable[Inline]) -> str:
        return "".join(map(self._inline, content))

    def _inline(self, piece: Inline) -> str:
        match piece:
            case TextRun():
                return self._spoken(piece.language, _span(_style(piece), piece.text))
            case LinkRun(url, text):
                return _led(printable(url), _span(LINK, text))
            case JumpRun(anchor, words, raised):
                return _led(f"#{anchor}", _span(RAISED if raised else LINK, words.text))
            case JumpTarget(name):
                return f'<text:bookmark text:name="{name}"/>'
            case HighlightStart(number, _, _, remark):
                said = "".join(f"<text:p>{self._line(_bare(p.line))}</text:p>" for p in remark)
                by = (
                    f"<dc:creator>Fact-check</dc:creator><dc:date>{self._stated}T00:00:00</dc:date>"
                )
                return f'<office:annotation office:name="r{number}">{by}{said}</office:annotation>'
            case HighlightEnd(number):
                return f'<office:annotation-end office:name="r{number}"/>'
        assert_never(piece)

    def _spoken(self, language: str, inner: str) -> str:
        """Words with their language, where it is known."""
        if not (style := language_style(language)):
            return inner
        self.languages.add(style)
        return f'<text:span text:style-name="{style}">{inner}</text:span>'

    def _table(self, table: TableBlock) -> str:
        self._tables += 1
        self.widths.update(table.widths)
        columns = "".join(
            f'<table:table-column table:style-name="{column_style(width)}"/>'
            for width in table.widths
        )
        head = ""
        if any(table.head):
            names = (
                ((ParagraphBlock(ParagraphStyle.NOTE, (TextRun(n, RunStyle.STRONG),))),)
                for n in table.head
            )
            head = f"<table:table-header-rows>{self._row(names, 'Row')}</table:table-header-rows>"
        row = "Form" if table.form else "Row"
        rows = "".join(self._row(cells, row) for cells in table.rows)
        style = "Short" if table.is_short else "Report"
        name = f'table:name="Table{self._tables}" table:style-name="{style}"'
        return f"<table:table {name}>{columns}{head}{rows}</table:table>" + (
            '<text:p text:style-name="Gap"/>'
        )

    def _row(self, cells: Iterable[Cell], style: str) -> str:
        held = "".join(
            '<table:table-cell table:style-name="Cell" office:value-type="string">'
            f"{''.join(map(self.block, cell))}</table:table-cell>"
            for cell in cells
        )
        return f'<table:table-row table:style-name="{style}">{held}</table:table-row>'


def _directed(style: str, content: Iterable[Inline]) -> str:
    """The style as it is for the way in which the words of the content run."""
    words = "".join(piece.text for piece in content if isinstance(piece, TextRun))
    return right_to_left(style) if runs_left(words) else style


def _bare(content: Iterable[Inline]) -> Iterable[Inline]:
    """The content without links, which many programs do not show in a remark."""
    for piece in content:
        yield TextRun(piece.text) if isinstance(piece, LinkRun) else piece


def _style(words: TextRun) -> str:
    if words.standing and words.look in {RunStyle.VERDICT, RunStyle.HIGHLIGHT}:
        of = verdict_style if words.look is RunStyle.VERDICT else highlight_style
        return of(words.standing)
    return LOOKS.get(words.look, "")


def _span(style: str, words: str) -> str:
    """Return words in which every space counts: OpenDocument folds plain spaces."""
    text = _WRITTEN_SPACES.sub(_kept, escape(printable(words).replace("\r", "\n")))
    return f'<text:span text:style-name="{style}">{text}</text:span>' if style else text


def _kept(found: "re.Match[str]") -> str:
    match found[0]:
        case "\t":
            return "<text:tab/>"
        case "\n":
            return "<text:line-break/>"
        case spaces:
            return f'<text:s text:c="{len(spaces)}"/>'


def _led(target: str, inner: str) -> str:
    return f'<text:a xlink:type="simple" xlink:href={quoteattr(target)}>{inner}</text:a>'


_MIME = "application/vnd.oasis.opendocument.text"
_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        *(("office", "office"), ("style", "style"), ("text", "text"), ("table", "table")),
        *(("fo", "xsl-fo-compatible"), ("meta", "meta"), ("manifest", "manifest")),
    )
)
_OTHERS = 'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
_PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>\n'


def render(document: Document, progress: Progress = unwatched) -> bytes:
    """Return the document as a file; the same blocks give the same bytes.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    markup, pieces = OdtMarkup(document.stated_date.isoformat()), []
    for block in document.blocks:
        progress(document.articles, document.articles)
        pieces.append(markup.block(block))
    content = _document(
        "document-content",
        f"<office:automatic-styles>{automatic(markup.widths)}"
        f"{language_styles(markup.languages)}</office:automatic-styles>"
        f"<office:body><office:text>{''.join(pieces)}</office:text></office:body>",
    )
    held = {
        "mimetype": _MIME.encode(),
        "content.xml": content,
        "styles.xml": _styles(document),
        "meta.xml": _meta(document),
        "META-INF/manifest.xml": _manifest(),
    }
    return parcel(held, stored_first=True)


def _styles(document: Document) -> bytes:
    running = escape(document.running_title)
    return _document(
        "document-styles",
        f"<office:styles>{spoken_by_default()}{named()}</office:styles><office:automatic-styles>"
        '<style:page-layout style:name="A4"><style:page-layout-properties'
        ' fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2.2cm"/>'
        f"{_edge('header', 'bottom')}{_edge('footer', 'top')}</style:page-layout>"
        "</office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="A4"><style:header>'
        f'<text:p text:style-name="Note">{running}</text:p></style:header><style:footer>'
        '<text:p text:style-name="Note"><text:page-number text:select-page="current">1'
        "</text:page-number> / <text:page-count>1</text:page-count></text:p></style:footer>"
        "</style:master-page></office:master-styles>",
    )


def _edge(name: str, side: str) -> str:
    """The room between the text and the line above or below it."""
    room = f'<style:header-footer-properties fo:min-height="0cm" fo:margin-{side}="0.5cm"/>'
    return f"<style:{name}-style>{room}</style:{name}-style>"


def _meta(document: Document) -> bytes:
    stated = f"{document.stated_date.isoformat()}T00:00:00"
    return _document(
        "document-meta",
        f"<office:meta><dc:title>{escape(document.title)}</dc:title>"
        f"<meta:creation-date>{stated}</meta:creation-date><dc:date>{stated}</dc:date>"
        "<dc:language>en</dc:language></office:meta>",
    )


def _manifest() -> bytes:
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (
            ("/", _MIME),
            *((name, "text/xml") for name in ("content.xml", "styles.xml", "meta.xml")),
        )
    )
    space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    opened = f'<manifest:manifest {space} manifest:version="1.3">'
    return f"{_PROLOGUE}{opened}{entries}</manifest:manifest>".encode()


def _document(kind: str, inner: str) -> bytes:
    opened = f'<office:{kind} {_SPACES} {_OTHERS} office:version="1.3">'
    return f"{_PROLOGUE}{opened}{inner}</office:{kind}>".encode()


_TAG = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}))?(?:-.*)?")
"""The parts of an RFC 5646 code that OpenDocument has places for (part 3, 20.202)."""


def language_style(code: str) -> str:
    """The style of words in a language; empty if that is none."""
    found = _TAG.fullmatch(code)
    return f"Language-{found[1].lower()}-{(found[2] or 'none').upper()}" if found else ""


def language_styles(names: Iterable[str]) -> str:
    """Return the styles of languages, in the order of their names."""
    return "".join(
        f'<style:style style:name="{name}" style:family="text">{_properties(name)}</style:style>'
        for name in sorted(names)
    )


def spoken_by_default() -> str:
    """The style that says in which language the report itself is."""
    said = _properties(language_style("en-GB"))
    return f'<style:default-style style:family="paragraph">{said}</style:default-style>'


def _properties(name: str) -> str:
    _, language, country = name.split("-")
    country = country if country != "NONE" else "none"
    said = " ".join(
        f'{space}:language{script}="{language}" {space}:country{script}="{country}"'
        for space, script in (("fo", ""), ("style", "-asian"), ("style", "-complex"))
    )
    return f"<style:text-properties {said}/>"
