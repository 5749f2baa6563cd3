"""Writes the report as a document for Word (.docx), by python-docx.

Each place of a claim in the article has a comment with the verdict and the reasons, so that an
editor sees it beside the words and can go on in Word. No property names the maker of the file, or
the time.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from types import SimpleNamespace
from typing import Any, assert_never
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
    RunStyle,
    TableBlock,
    TextRun,
)
from annotator.reports.formats.deterministic_zip import parcel
from annotator.reports.formats.docx.styles import (
    COMMENT,
    COMMENT_SIGN,
    LINK,
    LOOKS,
    PARAGRAPHS,
    RAISED,
    TABLE,
    furnish,
    highlight_style,
    identity,
    verdict_style,
)
from annotator.reports.printable import printable, runs_left

_LINE = 9_400
"""The width of a line in twentieths of a point: A4 within our margins."""
_ROOM = 1_300
"""The height of a cell to be filled in by hand."""


_LITTLE = '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>'
_BELOW = f"<w:p><w:pPr>{_LITTLE}</w:pPr></w:p>"
"""Two tables that touch merge, and to the eye so do a table and the block after it."""


_WITH_NEXT = "<w:keepNext/>"


class DocxMarkup:
    """Writes blocks, and collects ``comments``, which are of the report's day.

    ``relate`` gives a web address its id.
    """

    def __init__(self, relate: Callable[[str], str], stated: date) -> None:
        self.comments: list[str] = []
        self._relate, self._stated = relate, stated
        self._anchors = 0
        self._break = False

    def block(self, block: Block) -> str:
        """A block as elements of a document's body; a new page comes with the next heading."""
        match block:
            case HeadingBlock(level):
                turns = "<w:pageBreakBefore/>" if self._break else ""
                self._break = False
                return self._paragraph(f"Heading {level}", block.line, turns)
            case ParagraphBlock(style):
                return self._paragraph(PARAGRAPHS[style], block.line)
            case Panel(_, content):
                return "".join(map(self.block, content))
            case TableBlock():
                return self._table(block) + _BELOW
            case PageBreak():
                self._break = True
                return ""
        assert_never(block)

    def _paragraph(self, style: str, content: tuple[Inline, ...], turns: str = "") -> str:
        words = "".join(piece.text for piece in content if isinstance(piece, TextRun))
        bidi = "<w:bidi/>" if runs_left(words) else ""
        inner = "".join(map(self._inline, content))
        pstyle = f'<w:pStyle w:val="{identity(style)}"/>'
        return f"<w:p><w:pPr>{pstyle}{turns}{bidi}</w:pPr>{inner}</w:p>"

    def _inline(self, piece: Inline) -> str:
        match piece:
            case TextRun():
                return _run(piece.text, _style(piece), piece.language)
            case LinkRun(url, text):
                return f'<w:hyperlink r:id="{self._relate(url)}">{_run(text, LINK)}</w:hyperlink>'
            case JumpRun(anchor, words, raised):
                run = _run(words.text, RAISED if raised else LINK)
                return f'<w:hyperlink w:anchor="{anchor}">{run}</w:hyperlink>'
            case JumpTarget(name):
                self._anchors += 1
                return (
                    f'<w:bookmarkStart w:id="{self._anchors}" w:name="{name}"/>'
                    f'<w:bookmarkEnd w:id="{self._anchors}"/>'
                )
            case HighlightStart(number, _, _, remark):
                self.comments.append(_comment(number, remark, self._stated))
                return f'<w:commentRangeStart w:id="{number}"/>'
            case HighlightEnd(number):
                return (
                    f'<w:commentRangeEnd w:id="{number}"/><w:r><w:rPr>'
                    f'<w:rStyle w:val="{COMMENT_SIGN}"/></w:rPr>'
                    f'<w:commentReference w:id="{number}"/></w:r>'
                )
        assert_never(piece)

    def _table(self, table: TableBlock) -> str:
        widths = [_LINE * share // 100 for share in table.widths]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        head = self._head(table.head, widths) if any(table.head) else ""
        rows = "".join(
            self._row(row, widths, form=table.form, leads=table.leads(place))
            for place, row in enumerate(table.rows)
        )
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{identity(TABLE)}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"
        )

    def _in_cell(self, block: ParagraphBlock, *, leads: bool) -> str:
        turns = _WITH_NEXT if leads else ""
        return self._paragraph(PARAGRAPHS[block.style], block.line, turns)

    def _head(self, names: tuple[str, ...], widths: list[int]) -> str:
        cells = (
            _cell(self._paragraph("Note", (TextRun(name, RunStyle.STRONG),), _WITH_NEXT), width)
            for name, width in zip(names, widths, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"

    def _row(self, row: tuple[Cell, ...], widths: list[int], *, form: bool, leads: bool) -> str:
        room = f'<w:trHeight w:val="{_ROOM}"/>' if form else ""
        cells = (
            _cell("".join(self._in_cell(block, leads=leads) for block in held), width)
            for held, width in zip(row, widths, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/>{room}</w:trPr>{''.join(cells)}</w:tr>"


def _comment(number: int, remark: tuple[ParagraphBlock, ...], stated: date) -> str:
    """Return a comment; it is the report's own, and names no person."""
    said = (_said(_plain(paragraph)) for paragraph in remark)
    by = f'w:author="Fact-check" w:date="{stated.isoformat()}T00:00:00Z" w:initials="FC"'
    return f'<w:comment w:id="{number}" {by}>{"".join(said)}</w:comment>'


def _said(words: str) -> str:
    bidi = "<w:bidi/>" if runs_left(words) else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{COMMENT}"/>{bidi}</w:pPr>{_run(words, "")}</w:p>'


def _plain(paragraph: ParagraphBlock) -> str:
    """Return the words of a paragraph, without their looks or links."""
    said = []
    for piece in paragraph.line:
        match piece:
            case TextRun(text) | LinkRun(_, text):
                said.append(text)
            case JumpRun(_, words):
                said.append(words.text)
            case JumpTarget() | HighlightStart() | HighlightEnd():
                pass
            case _:
                assert_never(piece)
    return "".join(said)


def _style(words: TextRun) -> str:
    if words.standing and words.look in {RunStyle.VERDICT, RunStyle.HIGHLIGHT}:
        of = verdict_style if words.look is RunStyle.VERDICT else highlight_style
        return of(words.standing)
    return LOOKS.get(words.look, "")


def _run(text: str, style: str, language: str = "") -> str:
    properties = f'<w:rStyle w:val="{identity(style)}"/>' if style else ""
    properties += "<w:rtl/>" if runs_left(text) else ""
    properties += _language(quoteattr(printable(language))) if language else ""
    inner = "<w:br/>".join(
        "<w:tab/>".join(
            f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in line.split("\t")
        )
        for line in printable(text).replace("\r", "\n").split("\n")
    )
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


def _language(code: str) -> str:
    """The language of words; Word looks in another place for it for each kind of script."""
    return f"<w:lang w:val={code} w:eastAsia={code} w:bidi={code}/>"


def _cell(content: str, width: int) -> str:
    content = content or "<w:p/>"  # Word takes a file for damaged where a cell has no paragraph
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


_COMMENTS = "word/comments.xml"
_CHUNK = 200
"""Blocks parsed at once."""


def render(document: Document, progress: Progress = unwatched) -> bytes:
    """Return the document as a file; the same blocks give the same bytes.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    import docx

    package = docx.Document()
    furnish(package)
    frame(package, document.running_title)
    comments = _fill(package, document, progress)
    return _saved(package, document, comments)


def _fill(package: Any, document: Document, progress: Progress) -> list[str]:
    """Write the blocks into the document; return the comments on them."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    @cache
    def relate(url: str) -> str:
        found = package.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return str(found)

    markup = DocxMarkup(relate, document.stated_date)
    waiting: list[str] = []
    for block in document.blocks:
        progress(document.articles, document.articles)
        waiting.append(markup.block(block))
        if len(waiting) == _CHUNK:
            _put(package, waiting)
    _put(package, waiting)
    return markup.comments


def _put(document: Any, markups: list[str]) -> None:
    """Move the written blocks into the document, before the properties that end it."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    ending = document.element.body.sectPr
    for element in parse_xml(f"<w:body {nsdecls('w', 'r')}>{''.join(markups)}</w:body>"):
        ending.addprevious(element)
    markups.clear()


def frame(document: Any, running_title: str) -> None:
    """Set the paper, the running title and the page numbers."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(22)
    section.header.paragraphs[0].text = running_title
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for words, field in (("", "PAGE"), (" / ", "NUMPAGES")):
        footer.add_run(words)
        number = (
            f'<w:fldSimple {nsdecls("w")} w:instr="{field}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
        footer.runs[-1].element.addnext(parse_xml(number))


def _saved(package: Any, document: Document, comments: list[str]) -> bytes:
    from docx.oxml.ns import nsdecls

    stated = datetime(*document.stated_date.timetuple()[:3])
    about = package.core_properties
    about.author = about.comments = about.last_modified_by = ""
    about.title = document.title
    about.created = about.modified = stated
    _ = package.comments  # gives the document the part for them
    held = parts_of(package.part.package)
    held[_COMMENTS] = f"<w:comments {nsdecls('w')}>{''.join(comments)}</w:comments>".encode()
    return parcel(held)


def parts_of(package: Any) -> dict[str, bytes]:
    """Return the parts of a document, as python-docx would pack it.

    It would pack it with the computer's time, which may be outside the range of a zip.
    """
    from docx.opc.pkgwriter import PackageWriter

    held: dict[str, bytes] = {}
    # what python-docx asks of a zip
    taker: Any = SimpleNamespace(write=lambda uri, blob: held.update({uri.membername: blob}))

    writer: Any = PackageWriter
    for part in package.parts:
        part.before_marshal()
    writer._write_content_types_stream(taker, package.parts)  # noqa: SLF001 - there is no other way
    writer._write_pkg_rels(taker, package.rels)  # noqa: SLF001 - likewise
    writer._write_parts(taker, package.parts)  # noqa: SLF001 - likewise
    return held
