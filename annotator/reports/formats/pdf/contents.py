"""A document as pieces that stand one below the other: for paper, for print and for the preview."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import chain
from unicodedata import bidirectional

from annotator.appearance import ColourPalette, style
from annotator.claims.verdicts import Standing
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.wording import within_quotation
from annotator.reports.document.blocks import (
    Block,
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
from annotator.reports.formats.pdf.page_flow import (
    MarkedSpan,
    OutlineEntry,
    PartRole,
    Piece,
    state_of,
)

_FIRST_STRONG, _POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


def own(words: str) -> str:
    """Return a person's own words, which may run in another direction than words around them."""
    if any(bidirectional(letter) in {"R", "AL", "AN"} for letter in words):
        words = f"{_FIRST_STRONG}{words}{_POP}"
    return plain(words)


def plain(words: str) -> str:
    """Words as they are, with their line ends."""
    return escape(words).replace("\n", "<br>")


def line(
    name: str, *parts: str, role: PartRole = PartRole.PARAGRAPH, language: str = "", tag: str = "p"
) -> str:
    """A paragraph of a class, with its role in the report and the language of its words."""
    state = state_of(role, language)
    told = f' state="{state}"' if state else ""
    return f'<{tag} class="{name}"{told}>{"".join(parts)}</{tag}>'


def bit(name: str, *parts: str) -> str:
    """A stretch of a class within a paragraph."""
    return f'<span class="{name}">{"".join(parts)}</span>'


def target(key: str) -> str:
    """A place that links within the report lead to."""
    return f'<a name="{escape(key)}"></a>'


def inner(key: str, words: str, name: str = "link") -> str:
    """A link to a place in the report; ``words`` are HTML, ``name`` is the class."""
    return f'<a class="{name}" href="#{escape(key)}">{words}</a>'


def outer(url: str, words: str) -> str:
    """Return a link to a web address."""
    return f'<a class="address" href="{escape(url)}">{own(words)}</a>'


def badge(standing: Standing, words: str, colours: ColourPalette) -> str:
    """Return a verdict: its letter on its colour, and the verdict and its reasons in words."""
    of = colours.of(standing)
    ground = f"background-color:{of.fill};" if of.fill else ""
    letter = style(standing).letter
    name, _, why = words.strip().removeprefix(f"{letter} ").partition(": ")
    return (
        f'<span class="small" style="{ground}color:{of.on_fill};font-weight:600">'
        f"&nbsp;{escape(letter)}&nbsp;</span>&nbsp;"
        f'<span style="color:{of.line};font-weight:600">{escape(name)}</span>'
        + (f'<span style="color:{of.line}">: {escape(why)}</span>' if why else "")
    )


def reference(sign: str, standing: Standing, colours: ColourPalette, key: str) -> str:
    """Return the small number and letter behind a highlight, which lead to its claim."""
    shown = f'<span style="color:{colours.of(standing).line}">{escape(sign)}</span>'
    return f'<a class="ref" href="#{key}">{shown}</a>'


def columns(cells: Sequence[tuple[int, str]], edge: str = "", space: int = 0) -> str:
    """Return a row of a table.

    Args:
        cells: The share of the width, in percent, and the HTML of each cell.
        edge: The colour of the line above the row; empty for no line.
        space: The pixels over the row.
    """
    above = f"border-top:1px solid {edge};padding-top:5px;" if edge else ""
    row = "".join(
        f'<td width="{share}%" style="{above}padding-right:12px;padding-bottom:5px">{html}</td>'
        for share, html in cells
    )
    return (
        f'<table width="100%" cellspacing="0" cellpadding="0" style="margin-top:{space}px">'
        f"<tr>{row}</tr></table>"
    )


def barred(colour: str, html: str) -> str:
    """Return HTML beside a bar of a colour."""
    return (
        '<table width="100%" cellspacing="0" cellpadding="0" style="margin-top:6px"><tr>'
        f'<td width="3" style="background-color:{colour}"></td>'
        f'<td style="padding-left:10px">{html}</td></tr></table>'
    )


def boxed(colour: str, html: str, lines: int = 0) -> str:
    """Return HTML in a frame, with so many empty lines after it to write on."""
    room = "<p>&nbsp;</p>" * lines
    return (
        '<table width="100%" cellspacing="0" cellpadding="0" style="margin-top:6px"><tr>'
        f'<td style="border:1px solid {colour};padding:8px">{html}{room}</td></tr></table>'
    )


_NUMBER, _REST = 9, 91
"""The shares of the width, in percent, of the number of an entry and of the entry."""
_TOGETHER = 2
"""Rows of a table that stand on one page with their entry."""
_FIGURE = 20
"""The share of the width, in percent, of a figure, where five or fewer stand in a row."""
_ROOM = 4
"""Empty lines for an answer."""
_BEFORE = 30
"""Pixels above the heading of a part."""
_BETWEEN = 9
"""Pixels between two paragraphs of an article."""
_JOINER = "\N{WORD JOINER}"
"""Takes no room, and no line is broken at it."""
_CLASSES = {
    ParagraphStyle.TITLE: "title",
    ParagraphStyle.SUBTITLE: "kicker",
    ParagraphStyle.LEAD: "lead",
    ParagraphStyle.BANNER: "confidential",
    ParagraphStyle.BODY: "own",
    ParagraphStyle.QUOTE: "quote",
    ParagraphStyle.STATED: "statement",
    ParagraphStyle.NOTE: "caption",
    ParagraphStyle.ITEM: "own",
}
_ABOVE = {
    ParagraphStyle.TITLE: 14,
    ParagraphStyle.LEAD: 14,
    ParagraphStyle.BANNER: 10,
    ParagraphStyle.BODY: 6,
    ParagraphStyle.NOTE: 4,
}
"""Pixels above a paragraph."""
_LOOKS = {
    RunStyle.STRONG: "strong",
    RunStyle.MUTED: "muted",
    RunStyle.CODE: "code",
    RunStyle.OLD: "old",
    RunStyle.NEW: "strong",
}
_ROLES = {
    ParagraphStyle.TITLE: PartRole.TITLE,
    ParagraphStyle.QUOTE: PartRole.QUOTE,
    ParagraphStyle.ITEM: PartRole.ITEM,
}
_LEADING = {ParagraphStyle.TITLE, ParagraphStyle.LEAD}


def pieces(
    document: Document, colours: ColourPalette, progress: Progress = unwatched
) -> list[Piece]:
    """Return the pieces of a document.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    composer, found = _Composer(colours), list[Piece]()
    for block in document.blocks:
        progress(document.articles, document.articles)
        found += composer.pieces(block)
    return [*found, *composer.rest()]


class _Composer:
    """Makes pieces of blocks; an entry is gathered until the next entry begins."""

    def __init__(self, colours: ColourPalette) -> None:
        self._colours = colours
        self._text = _AnnotatedText(colours)
        self._number: str | None = None
        self._gathered: list[str] = []
        self._is_continued = False
        self._is_point = False

    def pieces(self, block: Block) -> Iterator[Piece]:
        """Yield the pieces that are complete with a block."""
        match block:
            case HeadingBlock() | ParagraphBlock() if block.number:
                yield from self.rest()
                self._begin(block)
            case ParagraphBlock(ParagraphStyle.TEXT):
                yield from chain(self.rest(), self._text.pieces(block))
            case HeadingBlock():
                yield from chain(self.rest(), [self._heading(block)])
            case ParagraphBlock():
                name = "next" if block.style is ParagraphStyle.BODY else ""
                yield from self._add(self._paragraph(block, name), self._of_paragraph(block))
            case Panel(standing, content):
                told = "".join(self._paragraph(held) for held in content)
                bar = barred(self._colours.of(standing).line, told)
                yield from self._add(bar, Piece(bar, above=6, whole=True))
            case TableBlock():
                yield from self._table(block)
            case PageBreak():
                # the title of the next article turns the page
                yield from self.rest()

    def rest(self) -> Iterator[Piece]:
        """Yield the open entry, if there is any."""
        if self._number is not None:
            yield from self._flushed(leads=False)
        self._number, self._is_continued, self._is_point = None, False, False

    # inner workings

    def _begin(self, block: HeadingBlock | ParagraphBlock) -> None:
        is_claim = isinstance(block, HeadingBlock)
        self._is_point = not is_claim
        role = PartRole.ENTRY if is_claim else PartRole.POINT
        number = self._inlines(block.number)
        self._number = line("number" if is_claim else "group", number, role=role)
        judged = any(isinstance(p, TextRun) and p.look is RunStyle.VERDICT for p in block.content)
        name = "own" if judged or not is_claim else "quote"
        words, language = self._inlines(block.content), _language(block.content)
        self._gathered = [line(name, words, role=role, language=language)]

    def _add(self, html: str, piece: Piece) -> Iterator[Piece]:
        """Add to the entry that is open, or else stand alone."""
        if self._number is None:
            yield piece
        else:
            self._gathered.append(html)

    def _flushed(self, *, leads: bool) -> Iterator[Piece]:
        """Yield the gathered pieces of an entry, and go on without its number."""
        if self._gathered:
            cells = [(_NUMBER, self._number or ""), (_REST, "".join(self._gathered))]
            edge, above = ("", 4) if self._is_continued else (self._colours.border, 10)
            yield Piece(columns(cells, edge), above=above, leads=leads, whole=True)
        self._gathered, self._number, self._is_continued = [], "", True

    def _heading(self, block: HeadingBlock) -> Piece:
        words, title = self._inlines(block.content), _plainly(block.content)
        entry = OutlineEntry(block.outline, title) if block.outline else None
        language = _language(block.content)
        if block.opens_article:
            html = line("title", words, role=PartRole.TITLE, language=language)
            return Piece(html, 14, leads=True, turns=True, entry=entry)
        if entry is None:
            html = line("group", words, role=PartRole.ENTRY, language=language)
            return Piece(html, above=10, leads=True)
        html = line("heading", words, role=PartRole.HEADING, language=language, tag="h2")
        return Piece(html, _BEFORE, leads=True, entry=entry)

    def _of_paragraph(self, block: ParagraphBlock) -> Piece:
        html = self._paragraph(block)
        if block.style is ParagraphStyle.BANNER:
            html = boxed(self._colours.warning, html)
        entry = OutlineEntry(block.outline, _plainly(block.content)) if block.outline else None
        leads = block.style in _LEADING
        return Piece(html, _ABOVE.get(block.style, 0), leads=leads, entry=entry)

    def _paragraph(
        self, block: ParagraphBlock, name: str = "", role: PartRole | None = None
    ) -> str:
        quotes = block.style is ParagraphStyle.QUOTE
        words = self._inlines(map(_in_quotation, block.line) if quotes else block.line)
        if quotes:
            words = f"“{words}”"
        first = block.content[0] if block.content else None
        if isinstance(first, TextRun) and first.look is RunStyle.WARNING:
            # so that a warning is told by more than its colour
            words = f"! {words}"
        if role is None:
            usual = _ROLES.get(block.style, PartRole.PARAGRAPH)
            role = PartRole.POINT if self._is_point else usual
        name = name or _CLASSES[block.style]
        return line(name, words, role=role, language=_language(block.content))

    def _table(self, table: TableBlock) -> Iterator[Piece]:
        if table.standings:
            yield Piece(self._figures(table), above=12, leads=True)
            return
        if len(table.widths) == 1 and table.form:
            # a bookmark would part the letters of the first word, and leads nobody here
            words = (
                tuple(piece for piece in each.content if not isinstance(piece, JumpTarget))
                for each in table.rows[0][0]
            )
            held = "".join(line("caption", self._inlines(said)) for said in words if said)
            box = boxed(self._colours.border, held, _ROOM)
            yield from self._add(box, Piece(box, above=6, whole=True))
            return
        rows = [self._row(row, table) for row in table.rows]
        leading = [table.leads(place) for place in range(len(rows))]
        if any(table.head):
            leading.insert(0, True)
            heads = [line("caption", plain(name), role=PartRole.HEAD_CELL) for name in table.head]
            rows.insert(0, columns([*zip(table.widths, heads, strict=True)], space=6))
        # many rows may be parted, and fewer documents are quicker
        together = len(table.rows) <= _TOGETHER
        if self._number is not None and together:
            self._gathered += rows
            return
        if self._number is not None:
            yield from self._flushed(leads=True)
            rows = [columns([(_NUMBER, ""), (_REST, row)]) for row in rows]
        for row, leads in zip(rows, leading, strict=True):
            yield Piece(row, above=4, leads=leads, whole=True)

    def _row(self, row: Sequence[Sequence[ParagraphBlock]], table: TableBlock) -> str:
        cells = ["".join(map(self._in_cell, cell)) for cell in row]
        if table.form:
            cells[0] += "<p>&nbsp;</p>"
        return columns([*zip(table.widths, cells, strict=True)], self._colours.border)

    def _in_cell(self, block: ParagraphBlock) -> str:
        name = "said" if block.style is ParagraphStyle.QUOTE else ""
        return self._paragraph(block, name, PartRole.CELL)

    def _figures(self, table: TableBlock) -> str:
        (row,) = table.rows
        is_narrow = len(row) * _FIGURE > 100
        cells, shares = [], table.widths if is_narrow else [_FIGURE] * len(row)
        for share, standing, name, cell in zip(
            shares, table.standings, table.head, row, strict=True
        ):
            counted = (self._inlines(block.line) for block in cell)
            figure = line("figure", *counted, role=PartRole.CELL)
            what = line("small", badge(standing, name, self._colours), role=PartRole.CELL)
            cells.append((share, figure + what))
        left = 100 - sum(shares)
        return columns([*cells, (left, "")] if left else cells)

    def _inlines(self, content: Iterable[Inline]) -> str:
        html, is_apart = "", True
        for piece in content:
            is_badge = isinstance(piece, TextRun) and piece.look is RunStyle.VERDICT
            html += " " * (is_badge and not is_apart) + self._inline(piece)
            is_apart = isinstance(piece, JumpTarget) or (
                isinstance(piece, TextRun) and piece.text.endswith(" ")
            )
        return html

    def _inline(self, piece: Inline) -> str:
        match piece:
            case TextRun(look=RunStyle.VERDICT, standing=standing) if standing:
                return badge(standing, piece.text, self._colours)
            case TextRun(look=look):
                return bit(_LOOKS[look], _said(piece)) if look in _LOOKS else _warned(piece)
            case LinkRun(url, text):
                return outer(url, text)
            case JumpRun(anchor, words):
                return inner(anchor, self._inline(words))
            case JumpTarget(name):
                return target(name)
            case _:
                return ""


class _AnnotatedText:
    """Makes pieces of the paragraphs of articles, with the places of their highlights."""

    def __init__(self, colours: ColourPalette) -> None:
        self._colours = colours
        self._open: dict[int, HighlightStart] = {}
        self._anchors: dict[int, str] = {}

    def pieces(self, paragraph: ParagraphBlock) -> Iterator[Piece]:
        """Yield the paragraph, if it holds visible words."""
        html, marks, length = list[str](), list[MarkedSpan](), 0
        anchor, ended = "", ""
        for piece in paragraph.content:
            match piece:
                case JumpTarget(name):
                    anchor = name
                case HighlightStart(number):
                    self._open[number], self._anchors[number] = piece, anchor
                case HighlightEnd(number):
                    del self._open[number]
                    ended = self._anchors.pop(number)
                case TextRun(text, look):
                    end = length + _units(text)
                    marks += self._marks(length, end)
                    html.append(_in_article(text, look, anchor))
                    length = end
                case JumpRun(key, words) if words.standing:
                    # on a sign of its own: on the first letter it would part that from the next
                    place = f'<a name="{ended}">{_JOINER}</a>'
                    html.append(place + reference(words.text, words.standing, self._colours, key))
                    length += _units(_JOINER + words.text)
                case _:
                    pass
        if html:
            shown = line("article", *html, language=_language(paragraph.content))
            yield Piece(shown, above=_BETWEEN, marks=tuple(marks))

    def _marks(self, start: int, end: int) -> Iterator[MarkedSpan]:
        for found in sorted(self._open.values(), key=lambda found: found.lane):
            yield MarkedSpan(start, end, found.standing, found.lane)


def _in_article(words: str, look: RunStyle, anchor: str) -> str:
    """Return words of an article; links lead to a sentence that was not looked at."""
    return target(anchor) + bit("unread", plain(words)) if look is RunStyle.UNREAD else plain(words)


def _units(words: str) -> int:
    """Return the length of words in UTF-16 units."""
    return len(words.encode("utf-16-le")) // 2


def _said(words: TextRun) -> str:
    return "".join(own(part) if written else plain(part) for part, written in words.parts())


def _warned(words: TextRun) -> str:
    said = _said(words)
    return bit("warning", said) if words.look is RunStyle.WARNING else said


def _language(content: Iterable[Inline]) -> str:
    """Return the language of words, if they are not in that of the report."""
    runs = (piece.language for piece in content if isinstance(piece, TextRun))
    return next(filter(None, runs), "")


def _in_quotation(piece: Inline) -> Inline:
    """Return words as they stand between quotation marks."""
    if isinstance(piece, TextRun):
        return replace(piece, text=within_quotation(piece.text))
    return piece


def _plainly(content: Iterable[Inline]) -> str:
    """Return the words of a heading for the list of contents."""
    return "".join(piece.text for piece in content if isinstance(piece, TextRun)).strip()
