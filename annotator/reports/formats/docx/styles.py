"""The styles of the document: Word's own where there is any, ours for verdicts and highlights."""

from typing import Any

from annotator import appearance
from annotator.claims.verdicts import Standing
from annotator.reports.document.blocks import ParagraphStyle, RunStyle

PARAGRAPHS = {
    ParagraphStyle.TITLE: "Title",
    ParagraphStyle.SUBTITLE: "Subtitle",
    ParagraphStyle.LEAD: "Lead",
    ParagraphStyle.BANNER: "Intense Quote",
    ParagraphStyle.BODY: "Body Text",
    ParagraphStyle.QUOTE: "Quote",
    ParagraphStyle.STATED: "Statement",
    ParagraphStyle.NOTE: "Note",
    ParagraphStyle.ITEM: "Item",
    ParagraphStyle.TEXT: "Article Text",
}
LOOKS = {
    RunStyle.STRONG: "Strong",
    RunStyle.MUTED: "Muted",
    RunStyle.UNREAD: "Muted",
    RunStyle.CODE: "Code",
    RunStyle.OLD: "Old Wording",
    RunStyle.NEW: "Strong",
    RunStyle.WARNING: "Warning",
}
LINK, RAISED, TABLE = "Hyperlink", "Claim Number", "Report Table"
COMMENT, COMMENT_SIGN = "CommentText", "CommentReference"
"""The identifiers by which Word knows its styles of comments."""
_UNDERLINES = {
    "solid": "single",
    "wavy": "wave",
    "dotted": "dotted",
    "dashed": "dash",
    "double": "double",
}
"""Word's names (ECMA-376, 17.18.99) for ours."""
_OWN = {
    "Lead": (14, 6),
    "Statement": (11, 4),
    "Note": (9.5, 3),
    "Item": (11, 4),
    "Article Text": (12, 10),
}
"""Size and space below, in points, of the paragraph styles that Word has not."""
_HEADINGS = ((1, 16, 18), (2, 13, 14), (3, 11.5, 12))


def verdict_style(standing: Standing) -> str:
    """The character style of a verdict in words."""
    return f"Verdict {appearance.label(standing)}"


def highlight_style(standing: Standing) -> str:
    """The character style of the words in the article that a claim quotes."""
    return f"Highlight {appearance.label(standing)}"


def identity(name: str) -> str:
    """The identifier of a style, as python-docx and Word make it from the name."""
    return name.replace(" ", "")


def furnish(document: Any) -> None:
    """Give the document its styles, in the colours of the light theme."""
    palette = appearance.palette("light")
    _letters(document.styles["Normal"], palette.text, 11)
    _paragraphs(document, palette)
    _characters(document, palette)
    for standing in Standing:
        _standing(document, standing, palette)
    _table(document, palette)
    _comments(document, palette)
    _other_scripts(document)


def _paragraphs(document: Any, palette: appearance.ColourPalette) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    styles = document.styles
    for name, (size, below) in _OWN.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _letters(style, palette.text, size)
        style.paragraph_format.space_after = Pt(below)
    styles["Statement"].font.bold = True
    styles["Article Text"].paragraph_format.line_spacing = 1.5
    _letters(styles["Title"], palette.heading, 24, bold=True)
    _letters(styles["Subtitle"], palette.text_muted, 10, italic=False)
    _letters(styles["Quote"], palette.heading, 11.5, italic=False)
    styles["Quote"].paragraph_format.left_indent = Pt(12)
    styles["Body Text"].paragraph_format.space_after = Pt(4)
    for level, size, above in _HEADINGS:
        style = styles[f"Heading {level}"]
        _letters(style, palette.heading, size, bold=True)
        style.paragraph_format.space_before = Pt(above)
        style.paragraph_format.space_after = Pt(4)
        style.paragraph_format.keep_with_next = True


def _characters(document: Any, palette: appearance.ColourPalette) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    styles = document.styles
    for name, colour, size in (
        ("Muted", palette.text_muted, None),
        ("Code", palette.text, 9),
        ("Old Wording", palette.text_muted, None),
        ("Warning", palette.warning, None),
        (LINK, palette.link, None),
        (RAISED, palette.text_muted, 11),
    ):
        _letters(styles.add_style(name, WD_STYLE_TYPE.CHARACTER), colour, size)
    styles["Code"].font.name = "Consolas"
    styles["Old Wording"].font.strike = True
    styles["Warning"].font.bold = True
    styles[LINK].font.underline = True
    styles[RAISED].font.superscript = True
    styles[RAISED].font.bold = True


def _standing(document: Any, standing: Standing, palette: appearance.ColourPalette) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    colours = palette.of(standing)
    for name, bold in ((verdict_style(standing), True), (highlight_style(standing), False)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.bold = bold or None
        _letters(style, colours.on_fill if colours.fill else palette.text, None)
        properties = style.element.get_or_add_rPr()
        line = OxmlElement("w:u")
        line.set(qn("w:val"), _UNDERLINES[appearance.style(standing).underline])
        line.set(qn("w:color"), colours.line[1:])
        properties.append(line)
        if colours.fill:
            shade = OxmlElement("w:shd")
            shade.set(qn("w:val"), "clear")
            shade.set(qn("w:fill"), colours.fill[1:])
            properties.append(shade)


def _table(document: Any, palette: appearance.ColourPalette) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    style = document.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{palette.border[1:]}"'
    style.element.append(
        parse_xml(
            f"<w:tblPr {nsdecls('w')}><w:tblBorders><w:top {line}/><w:bottom {line}/>"
            f"<w:insideH {line}/></w:tblBorders><w:tblCellMar><w:top w:w='40' w:type='dxa'/>"
            "<w:left w:w='60' w:type='dxa'/><w:bottom w:w='40' w:type='dxa'/>"
            "<w:right w:w='100' w:type='dxa'/></w:tblCellMar></w:tblPr>"
        )
    )


def _comments(document: Any, palette: appearance.ColourPalette) -> None:
    """Word's own styles of comments, which python-docx's document has not."""
    from docx.enum.style import WD_STYLE_TYPE

    for name, own, kind, size in (
        ("annotation text", COMMENT, WD_STYLE_TYPE.PARAGRAPH, 10),
        ("annotation reference", COMMENT_SIGN, WD_STYLE_TYPE.CHARACTER, 8),
    ):
        style = document.styles.add_style(name, kind, builtin=True)
        style.element.styleId = own
        _letters(style, palette.text, size)
    document.styles["annotation text"].paragraph_format.space_after = 0


def _other_scripts(document: Any) -> None:
    """Let Arabic, Hebrew, Devanagari or Thai look like the rest; Word is told of them apart."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for properties in document.styles.element.xpath("w:style[not(@w:type='table')]/w:rPr"):
        for name in ("w:b", "w:i", "w:sz"):
            said, also = properties.find(qn(name)), properties.find(qn(f"{name}Cs"))
            if said is None:
                continue
            if also is None:
                also = OxmlElement(f"{name}Cs")
                said.addnext(also)
            also.attrib.clear()
            also.attrib.update(said.attrib)


def _letters(
    style: Any,
    colour: str,
    size: float | None,
    *,
    bold: bool | None = None,
    italic: bool | None = None,
) -> None:
    from docx.shared import Pt, RGBColor

    style.font.color.rgb = RGBColor.from_string(colour[1:])
    style.font.size = Pt(size) if size else None
    style.font.bold = bold if bold is not None else style.font.bold
    style.font.italic = italic if italic is not None else style.font.italic
