"""Blocks as OpenDocument content (OASIS OpenDocument 1.3, part 3, chapters 5 to 9)."""

import re
from collections.abc import Iterable
from typing import assert_never
from xml.sax.saxutils import escape, quoteattr

from annotator.reports.document.blocks import (
    Block,
    Cell,
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
from annotator.reports.formats.odt.languages import language_style
from annotator.reports.formats.odt.styles import (
    LINK,
    LOOKS,
    PARAGRAPHS,
    RAISED,
    column_style,
    highlight_style,
    on_new_page,
    right_to_left,
    verdict_style,
)
from annotator.reports.printable import printable, runs_left

_SPACES = re.compile(r"\t|\n| (?= )|^ | $|  +")


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
        name = f'table:name="Table{self._tables}" table:style-name="Report"'
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
    text = _SPACES.sub(_kept, escape(printable(words).replace("\r", "\n")))
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
