"""The styles of the document, in the colours of the light theme."""

from collections.abc import Iterable, Iterator

from annotator import appearance
from annotator.claims.verdicts import Standing
from annotator.reports.document.blocks import ParagraphStyle, RunStyle

PARAGRAPHS = {
    ParagraphStyle.TITLE: "Title",
    ParagraphStyle.SUBTITLE: "Subtitle",
    ParagraphStyle.LEAD: "Lead",
    ParagraphStyle.BANNER: "Banner",
    ParagraphStyle.BODY: "Text_20_body",
    ParagraphStyle.QUOTE: "Quotations",
    ParagraphStyle.STATED: "Statement",
    ParagraphStyle.NOTE: "Note",
    ParagraphStyle.ITEM: "Item",
    ParagraphStyle.TEXT: "Article_20_Text",
}
LOOKS = {
    RunStyle.STRONG: "Strong_20_Emphasis",
    RunStyle.MUTED: "Muted",
    RunStyle.UNREAD: "Muted",
    RunStyle.CODE: "Source_20_Text",
    RunStyle.OLD: "Old_20_Wording",
    RunStyle.NEW: "Strong_20_Emphasis",
    RunStyle.WARNING: "Warning",
}
_LINE = 16.6
"""The width of a line in centimetres: A4 within our margins."""
LINK, RAISED = "Internet_20_link", "Claim_20_Number"
_STROKES = {
    "solid": ("solid", "single"),
    "wavy": ("wave", "single"),
    "dotted": ("dotted", "single"),
    "dashed": ("dash", "single"),
    "double": ("solid", "double"),
}
"""OpenDocument's line style and type (20.392, 20.393) for ours."""
_PARAGRAPHS = (
    # name, size, space above, space below, bold
    ("Title", 24, 0, 6, True),
    ("Subtitle", 10, 0, 6, False),
    ("Lead", 14, 6, 8, False),
    ("Banner", 11, 4, 8, False),
    ("Text_20_body", 11, 0, 4, False),
    ("Quotations", 11.5, 2, 4, False),
    ("Statement", 11, 0, 4, True),
    ("Note", 9.5, 0, 3, False),
    ("Item", 11, 0, 4, False),
    ("Article_20_Text", 12, 0, 10, False),
    ("Gap", 6, 0, 0, False),
    ("Heading_20_1", 16, 18, 4, True),
    ("Heading_20_2", 13, 14, 4, True),
    ("Heading_20_3", 11.5, 12, 4, True),
)
_EXTRA = {
    "Quotations": 'fo:margin-left="0.5cm"',
    "Article_20_Text": 'fo:line-height="150%"',
    "Banner": 'fo:padding="0.2cm" fo:border="1.5pt solid {error}"',
}


def verdict_style(standing: Standing) -> str:
    """The character style of a verdict in words."""
    return f"Verdict_20_{_name(standing)}"


def highlight_style(standing: Standing) -> str:
    """The character style of the words in the article that a claim quotes."""
    return f"Highlight_20_{_name(standing)}"


def right_to_left(style: str) -> str:
    """Return the same paragraph style for words that run from right to left.

    It says “right” and not “start”, which LibreOffice takes for the left in both directions.
    """
    return f"{style}_20_RTL"


def on_new_page(style: str) -> str:
    """The same heading's style where it begins a page."""
    return f"{style}_20_New"


def column_style(width: int) -> str:
    """Return the style of a column.

    Args:
        width: The share of the line, in hundredths.
    """
    return f"Column{width}"


def named() -> str:
    """The styles that an editor sees and can change."""
    palette = appearance.palette("light")
    return "".join((*_paragraphs(palette), *_characters(palette), *_standings(palette)))


def automatic(widths: Iterable[int]) -> str:
    """Return the styles of tables.

    Args:
        widths: The columns' shares of the line, in hundredths.
    """
    line = f'fo:border-bottom="0.5pt solid {appearance.palette("light").border}"'
    columns = "".join(
        f'<style:style style:name="{column_style(width)}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{_LINE * width / 100:.3f}cm"/>'
        "</style:style>"
        for width in sorted(widths)
    )
    return (
        '<style:style style:name="Report" style:family="table">'
        f'<style:table-properties style:width="{_LINE}cm" table:align="left"/></style:style>'
        '<style:style style:name="Short" style:family="table">'
        f'<style:table-properties style:width="{_LINE}cm" table:align="left"'
        ' style:may-break-between-rows="false"/></style:style>'
        '<style:style style:name="Row" style:family="table-row">'
        '<style:table-row-properties fo:keep-together="always"/></style:style>'
        '<style:style style:name="Form" style:family="table-row">'
        '<style:table-row-properties fo:keep-together="always" style:min-row-height="2.2cm"/>'
        '</style:style><style:style style:name="Cell" style:family="table-cell">'
        f'<style:table-cell-properties fo:padding="0.1cm" {line}/></style:style>{columns}'
    )


def _paragraphs(palette: appearance.ColourPalette) -> Iterator[str]:
    for name, size, above, below, bold in _PARAGRAPHS:
        extra = _EXTRA.get(name, "").format(error=palette.error)
        space = f'fo:margin-top="{above}pt" fo:margin-bottom="{below}pt" {extra}'
        keep = ' fo:keep-with-next="always"' if name.startswith("Heading") else ""
        letters = _letters(palette.heading if bold else palette.text, size, bold=bold)
        yield _style(name, "paragraph", f"<style:paragraph-properties {space}{keep}/>{letters}")
        yield _style(
            right_to_left(name),
            "paragraph",
            '<style:paragraph-properties style:writing-mode="rl-tb" fo:text-align="right"/>',
            f' style:parent-style-name="{name}"',
        )
    first = "Heading_20_1"
    for name, parent in (
        (on_new_page(first), first),
        (right_to_left(on_new_page(first)), right_to_left(first)),
    ):
        yield _style(
            name,
            "paragraph",
            '<style:paragraph-properties fo:break-before="page"/>',
            f' style:parent-style-name="{parent}" style:default-outline-level="1"',
        )


def _characters(palette: appearance.ColourPalette) -> Iterator[str]:
    underlined = 'style:text-underline-style="solid" style:text-underline-width="auto"'
    for name, looks in (
        ("Strong_20_Emphasis", _bold()),
        ("Muted", f'fo:color="{palette.text_muted}"'),
        ("Source_20_Text", 'fo:font-family="Liberation Mono" fo:font-size="9pt"'),
        (
            "Old_20_Wording",
            f'fo:color="{palette.text_muted}" style:text-line-through-style="solid"',
        ),
        ("Warning", f'fo:color="{palette.warning}" {_bold()}'),
        (LINK, f'fo:color="{palette.link}" {underlined}'),
        (RAISED, f'fo:color="{palette.text_muted}" style:text-position="super 65%" {_bold()}'),
    ):
        yield _style(name, "text", f"<style:text-properties {looks}/>")


def _standings(palette: appearance.ColourPalette) -> Iterator[str]:
    for standing in Standing:
        colours = palette.of(standing)
        style, kind = _STROKES[appearance.style(standing).underline]
        line = (
            f'style:text-underline-style="{style}" style:text-underline-type="{kind}" '
            f'style:text-underline-width="auto" style:text-underline-color="{colours.line}"'
        )
        fill = f' fo:background-color="{colours.fill}"' if colours.fill else ""
        ink = f' fo:color="{colours.on_fill if colours.fill else palette.text}"'
        for name, more in (
            (verdict_style(standing), " " + _bold()),
            (highlight_style(standing), ""),
        ):
            yield _style(name, "text", f"<style:text-properties {line}{fill}{ink}{more}/>")


def _letters(colour: str, size: float, *, bold: bool) -> str:
    sizes = " ".join(
        f'{name}="{size}pt"'
        for name in ("fo:font-size", "style:font-size-asian", "style:font-size-complex")
    )
    weight = " " + _bold() if bold else ""
    return f'<style:text-properties fo:color="{colour}" {sizes}{weight}/>'


def _bold() -> str:
    return " ".join(
        f'{name}="bold"'
        for name in ("fo:font-weight", "style:font-weight-asian", "style:font-weight-complex")
    )


def _style(name: str, family: str, properties: str, more: str = "") -> str:
    shown = name.replace("_20_", " ")
    return (
        f'<style:style style:name="{name}" style:display-name="{shown}" '
        f'style:family="{family}"{more}>{properties}</style:style>'
    )


def _name(standing: Standing) -> str:
    return appearance.label(standing).replace(" ", "_20_")
