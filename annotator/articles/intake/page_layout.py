"""From the lines of printed pages to the text that their readers read.

The lines come in the order in which they were drawn, with their places in points, upwards and to
the right from the corner of the page. Running heads are set aside, columns put in order, and lines
joined to paragraphs, over the ends of columns and pages too.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from annotator.articles.intake.page_lines import CELL_GAP, PageLine, PrintedLine
from annotator.articles.model import LeftOut, LeftOutKind, Locator

HYPHENS = "-\u00ad\u2010\ufffe"
"""The last sign of a line whose last word goes on in the next; U+FFFE stands for any of them."""
_SOFT = "\u00ad"
_EDGE_LINES = 2
"""Lines at the top and at the foot of a page that may be a running head."""
_MANY = 3
"""Pages on which a line stands at the same place that is taken for a running head."""
_DIGITS = re.compile(r"[0-9]{1,6}")
_ROMAN = re.compile(r"[ivxlc]{1,7}", re.IGNORECASE)
_ITEM = re.compile(r"[•◦▪‣·●○■–—\ue000-\uf8ff]\s|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s|\([ivxl]{1,6}\)\s")
_LABEL = re.compile(r"\(?([A-Z]|[ivxl]{2,6}|[IVXL]{1,6})[.)]\s")
"""Labels that are an item's if those of other lines come before or after them; or a name's."""
_TOUCHING = re.compile(
    r"([•◦▪‣●○■\ue000-\uf8ff])(?=\w)"
    r"|(\(?(?:\d{1,3}|[a-z]|[ivxl]{1,6}|[A-Z])\)|\d{1,3}\.)(?=[^\W\d_]{2})"
)
"""A bullet or a number at the beginning of a line, without a space behind it."""
_PRIVATE = re.compile("^[\ue000-\uf8ff]$")
"""A bullet of a font of symbols."""
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡§]+)\s?\S")
_SENTENCE_END = re.compile(r"[.!?…:。！？؟][\"'”’»«)\]]*$")
_TOGETHER = re.compile(
    "[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]"
)
"""Signs of writing that puts no spaces between words."""
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_FIRST_PARTS = {
    *("well", "self", "ex", "non", "half", "long", "short", "high", "low"),
    *("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
}
"""Words that keep their hyphen, as a rule, where the text does not tell."""


@dataclass(slots=True)
class Block:
    """Lines beneath each other, in their order."""

    lines: list[PageLine] = field(default_factory=list)

    @property
    def left(self) -> float:
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        return max(line.right for line in self.lines)

    @property
    def top(self) -> float:
        return max(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        return min(line.bottom for line in self.lines)

    @property
    def size(self) -> float:
        return median(line.size for line in self.lines)


@dataclass(slots=True)
class Paragraph:
    """The lines of a paragraph; an item of a list stands close to the paragraph before it."""

    lines: list[PageLine]
    block: Block
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class PrintedText:
    """The text of pages, how its places are cited, and the parts that are not in it."""

    text: str
    locators: tuple[Locator, ...]
    left_out: tuple[LeftOut, ...]
    lines: tuple[PrintedLine, ...] = ()


def printed_text(
    pages: Sequence[Sequence[PageLine]], labels: Sequence[str], scanned: Iterable[int] = ()
) -> PrintedText:
    """Return the text of pages with a locator for each.

    Args:
        pages: The lines of each page, in the order in which they were drawn.
        labels: How each page is cited.
        scanned: The numbers of pages that are pictures, from 0.
    """
    heads = running_heads(pages)
    bodies = [[line for line in page if id(line) not in heads] for page in pages]
    paragraphs = [*_joined(_paragraphs(bodies))]
    writer = _Writer(_Vocabulary(bodies), labels)
    for paragraph in paragraphs:
        writer.write(paragraph)
    set_aside = [(line, heads[id(line)]) for page in pages for line in page if id(line) in heads]
    return writer.printed(set_aside, scanned)


def running_heads(pages: Sequence[Sequence[PageLine]]) -> dict[int, str]:
    """Return the lines that stand on several pages at the same place: by their ``id`` their words.

    A number in them may be that of the page, for which “#” stands. Two pages are enough where
    there are no more than three.
    """
    found: dict[tuple[str, int, int], list[PageLine]] = {}
    for page in pages:
        heights = sorted({round(line.bottom) for line in page})
        edges = {*heights[:_EDGE_LINES], *heights[-_EDGE_LINES:]}
        for line in page:
            if round(line.bottom) in edges:
                for words, first in _numbered(line):
                    found.setdefault((words, first, round(line.bottom / 6)), []).append(line)
    enough = _MANY if len(pages) > _MANY else 2
    return {
        id(line): words
        for (words, _, _), lines in found.items()
        if len({line.page for line in lines}) >= enough
        for line in lines
    }


def _numbered(line: PageLine) -> Iterator[tuple[str, int]]:
    """Yield the words of a line; and with “#” for each number, how far it is from the page's."""
    words = line.text.strip()
    yield words, 0
    for number in _DIGITS.finditer(words):
        yield f"{words[: number.start()]}#{words[number.end() :]}", int(number[0]) - line.page
    if _ROMAN.fullmatch(words):
        yield "#", _roman(words) - line.page


def _roman(words: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[each] for each in words.lower()]
    signs = [
        -1 if value < after else 1 for value, after in zip(values, [*values[1:], 0], strict=True)
    ]
    return sum(value * sign for value, sign in zip(values, signs, strict=True))


class _Vocabulary:
    """The words of the pages, and whether a word that a line parts has a hyphen."""

    def __init__(self, pages: Iterable[Iterable[PageLine]]) -> None:
        self._words: Counter[str] = Counter()
        for page in pages:
            for line in page:
                inner = line.text.rstrip()
                if inner and inner[-1] in HYPHENS:
                    inner = inner.rpartition(" ")[0]
                self._words.update(word.casefold() for word in _WORD.findall(inner))

    def joined(self, before: str, after: str) -> str:
        """Return two lines as one, the first of which ends with a hyphen."""
        sign, start = before[-1], before[:-1]
        if sign == _SOFT:
            return start + after
        return start + ("" if self._is_parted(start, after) else "-") + after

    def _is_parted(self, start: str, after: str) -> bool:
        first = re.search(r"[^\W\d_]+$", start)
        second = re.match(r"[^\W\d_]+", after)
        if first is None or second is None or not second[0][0].islower():
            return False
        a, b = first[0].casefold(), second[0].casefold()
        if re.search(r"[-\u2010][^\W\d_]*$", start) and self._words[f"{a}{b}"] == 0:
            return self._words[b] == 0
        whole, hyphened = self._words[a + b], self._words[f"{a}-{b}"]
        if whole or hyphened:
            return whole >= hyphened
        if a in _FIRST_PARTS:
            return False
        return not (self._words[a] and self._words[b] and min(len(a), len(b)) > 3)


def _paragraphs(pages: Sequence[Sequence[PageLine]]) -> Iterator[Paragraph]:
    leading = _leading(pages)
    for page in pages:
        blocks = _in_order(_blocks(_rows(page)))
        for block in blocks:
            yield from _parted(block, blocks, leading)


def _leading(pages: Sequence[Sequence[PageLine]]) -> dict[int, float]:
    """Return by the size of letters the usual distance of lines."""
    found: dict[int, list[float]] = {}
    for page in pages:
        for line, following in pairwise(page):
            down = line.bottom - following.bottom
            if 0.5 * line.size < down < 2.5 * line.size and _overlap(line, following) > 0:
                found.setdefault(round(line.size), []).append(down)
    return {size: sorted(downs)[len(downs) // 3] for size, downs in found.items()}


def _rows(lines: Sequence[PageLine]) -> list[PageLine]:
    """Return the lines with the cells of a row on one line, parted by bars.

    Columns whose lines were drawn side by side are told from cells by their width, and put one
    behind the other.
    """
    rows: list[list[PageLine]] = []
    for line in lines:
        touching = _TOUCHING.match(line.text)
        if touching is not None:
            line.text = f"{touching[0]} {line.text[touching.end() :]}"
        last = rows[-1][-1] if rows else None
        if last is not None and _same_row(last, line):
            rows[-1].append(line)
        else:
            rows.append([line])
    width = max((x.right for x in lines), default=0) - min((x.left for x in lines), default=0)
    pairs = [row for row in rows if len(row) == 2]
    wide = [row for row in pairs if min(x.right - x.left for x in row) > 0.28 * width]
    if len(wide) >= 5 and 2 * len(wide) > len(rows):
        return [*_columns(rows)]
    return [_row(row, is_justified=_is_justified(n, rows)) for n, row in enumerate(rows)]


def _is_justified(number: int, rows: Sequence[Sequence[PageLine]]) -> bool:
    """Whether the cells of a row are words of a line that fills its column as a line beside it."""
    row = rows[number]
    if any(" " in cell.text for cell in row):
        return False
    beside = (rows[n] for n in (number - 1, number + 1) if 0 <= n < len(rows))
    return any(
        abs(other[0].left - row[0].left) < 2 and abs(other[-1].right - row[-1].right) < 2
        for other in beside
        if len(other) == 1
    )


def _columns(rows: Sequence[Sequence[PageLine]]) -> Iterator[PageLine]:
    right: list[PageLine] = []
    for row in rows:
        if len(row) == 1 and right and row[0].right > min(line.left for line in right):
            if row[0].left < min(line.left for line in right) - 5:
                yield from right
                right = []
                yield row[0]
            else:
                right.append(row[0])
            continue
        yield row[0]
        right.extend(row[1:])
    yield from right


def _same_row(line: PageLine, following: PageLine) -> bool:
    shared = min(line.top, following.top) - max(line.bottom, following.bottom)
    apart = following.left - line.right
    return (
        line.text.rstrip()[-1:] not in HYPHENS
        and shared > 0.6 * min(line.size, following.size)
        and apart > -1
    )


def _row(parts: Sequence[PageLine], *, is_justified: bool) -> PageLine:
    first = parts[0]
    if len(parts) == 1:
        return first
    text = _PRIVATE.sub("•", first.text)
    signs = [*first.signs]
    for cell, following in pairwise(parts):
        mark = cell.text.strip() + " "
        is_mark = bool(_ITEM.fullmatch(mark) or _LABEL.fullmatch(mark))
        near = is_justified or following.left - cell.right < CELL_GAP * cell.size
        is_cell = not (near or is_mark)
        text = text.rstrip() + (" | " if is_cell else " ") + following.text
        signs += [-1] * is_cell + following.signs
    return PageLine(
        text,
        first.left,
        min(cell.bottom for cell in parts),
        max(cell.right for cell in parts),
        max(cell.top for cell in parts),
        first.first,
        first.page,
        signs,
    )


def _blocks(lines: Sequence[PageLine]) -> list[Block]:
    blocks: list[Block] = []
    for line in lines:
        last = blocks[-1].lines[-1] if blocks else None
        if last is not None and _goes_on(blocks[-1], last, line):
            blocks[-1].lines.append(line)
        else:
            blocks.append(Block([line]))
    return blocks


def _goes_on(block: Block, last: PageLine, line: PageLine) -> bool:
    down = last.bottom - line.bottom
    alike = max(last.size, line.size) < 1.15 * min(last.size, line.size)
    overlap = min(block.right, line.right) - max(block.left, line.left)
    return alike and overlap > 0 and 0 < down < 1.9 * last.size


def _in_order(blocks: list[Block]) -> list[Block]:
    """Return the blocks as they are read; the order in which they were drawn is kept if it fits."""
    if all(not _is_above(later, earlier) for earlier, later in _pairs(blocks)):
        return blocks
    left, ordered = [*blocks], []
    while left:
        free = (b for b in left if not any(_precedes(o, b, left) for o in left if o is not b))
        following = next(free, left[0])
        left.remove(following)
        ordered.append(following)
    return ordered


def _pairs(blocks: Sequence[Block]) -> Iterator[tuple[Block, Block]]:
    # more blocks than a page has in print are not compared each with each
    near = blocks[:200]
    return ((a, b) for n, a in enumerate(near) for b in near[n + 1 :])


def _is_above(block: Block, other: Block) -> bool:
    """Whether the block stands above the other in a column that they share."""
    shared = min(block.right, other.right) - max(block.left, other.left)
    narrow = min(block.right - block.left, other.right - other.left)
    return block.bottom > other.top - 2 and shared > 0.3 * narrow


def _precedes(block: Block, other: Block, blocks: Sequence[Block]) -> bool:
    if _is_above(block, other):
        return True
    beside = block.right <= other.left + 2 and block.bottom < other.top and other.bottom < block.top
    if not beside or len(blocks) > 200:
        return beside
    return not _is_above(other, block)


def _parted(block: Block, page: Sequence[Block], leading: dict[int, float]) -> Iterator[Paragraph]:
    lines = block.lines
    if _is_list(block, page):
        yield from (Paragraph([line], block, is_item=True) for line in lines)
        return
    limits = _limits(block, page)
    items = _items(lines)
    start = 0
    for n, (line, following) in enumerate(pairwise(lines), start=1):
        after = lines[n + 1] if n + 1 < len(lines) else None
        is_item = n in items and " | " not in line.text
        if is_item or _ends(line, following, after, limits[n - 1], block.left, leading):
            yield Paragraph(lines[start:n], block, start in items)
            start = n
    yield Paragraph(lines[start:], block, start in items)


def _items(lines: Sequence[PageLine]) -> set[int]:
    """Return the numbers of the lines that begin an item of a list."""
    items = {n for n, line in enumerate(lines) if _ITEM.match(line.text)}
    labels = {n: found[1] for n, line in enumerate(lines) if (found := _LABEL.match(line.text))}
    for (n, label), (other, following) in pairwise(labels.items()):
        if _follows(label, following):
            items |= {n, other}
    return items


def _follows(label: str, following: str) -> bool:
    """Whether a letter or a Roman number is the next after another."""
    if len(label) == len(following) == 1 and ord(following) == ord(label) + 1:
        return True
    is_roman = bool(_ROMAN.fullmatch(label) and _ROMAN.fullmatch(following))
    return is_roman and _roman(following) == _roman(label) + 1


def _is_list(block: Block, page: Sequence[Block]) -> bool:
    """Whether each line ends a sentence with room left in its column, as items without bullets."""
    column = max(b.right for b in page if b.left <= block.left + 1 and b.right >= block.right)
    return len(block.lines) > 1 and all(
        _SENTENCE_END.search(line.text.rstrip()) is not None
        and not following.text[:1].islower()
        and column - line.right > following.first + 0.35 * line.size
        for line, following in pairwise(block.lines)
    )


def _limits(block: Block, page: Sequence[Block]) -> list[float]:
    """Return for each line how far to the right it could go: a box beside it is in its way."""
    others = [b for b in page if b is not block and b.left < block.right and b.right > block.left]
    limits = []
    for line in block.lines:
        beside = (
            other.left - 0.8 * line.size
            for other in others
            if other.left >= line.right and other.bottom < line.top and line.bottom < other.top
        )
        limits.append(min((block.right, *beside)))
    return limits


def _ends(
    line: PageLine,
    following: PageLine,
    after: PageLine | None,
    limit: float,
    edge: float,
    leading: dict[int, float],
) -> bool:
    """Whether a paragraph ends with the line: by the distance, an indent, or room that is left.

    Args:
        line: The line.
        following: The line beneath it.
        after: The line beneath that.
        limit: How far to the right the line could go, in points.
        edge: The left edge of the block, in points.
        leading: The usual distance of lines, by the size of letters.
    """
    if " | " in line.text or " | " in following.text:
        return True
    down = line.bottom - following.bottom
    if down > 1.22 * leading.get(round(line.size), down):
        return True
    if line.text.rstrip()[-1:] in HYPHENS:
        return False
    small = following.text[:1].islower()
    indent = following.left - edge
    if 0.6 * line.size < indent < 5 * line.size and line.left < edge + 0.4 * line.size:
        returns = after is None or after.left < edge + 0.4 * line.size
        if returns and not small:
            return True
    has_room = limit - line.right > following.first + 0.35 * line.size
    return has_room and (not small or _SENTENCE_END.search(line.text.rstrip()) is not None)


def _joined(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Join a paragraph with its end in the next column or page; notes between wait behind it."""
    last: Paragraph | None = None
    notes: list[Paragraph] = []
    for paragraph in paragraphs:
        if last is not None and _is_note(paragraph, last):
            notes.append(paragraph)
        elif last is not None and _runs_on(last, paragraph):
            last.lines += paragraph.lines
            last.block = paragraph.block
        else:
            if last is not None:
                yield last
                yield from notes
            last, notes = paragraph, []
    if last is not None:
        yield last
    yield from notes


def _is_note(paragraph: Paragraph, body: Paragraph) -> bool:
    first = paragraph.lines[0]
    beneath = first.page != body.lines[-1].page or first.top <= body.lines[-1].bottom + 2
    return (
        beneath
        and _NOTE.match(first.text) is not None
        and paragraph.block.size < 0.92 * body.block.size
        and body.lines[-1].page == first.page
    )


def _runs_on(paragraph: Paragraph, following: Paragraph) -> bool:
    last, first = paragraph.lines[-1], following.lines[0]
    if following.block is paragraph.block or following.is_item:
        return False
    size, other = paragraph.block.size, following.block.size
    if max(size, other) > 1.08 * min(size, other) or " | " in last.text + first.text:
        return False
    is_elsewhere = first.page != last.page or first.bottom > last.bottom
    if not is_elsewhere:
        return False
    if last.text.rstrip()[-1:] in HYPHENS:
        return True
    is_full = paragraph.block.right - last.right <= first.first + 0.35 * size
    indented = len(following.block.lines) > 1 and first.left - following.block.left > 0.6 * size
    if not is_full or indented:
        return False
    return first.text[:1].islower() or not _SENTENCE_END.search(last.text.rstrip())


def _overlap(line: PageLine, other: PageLine) -> float:
    return min(line.right, other.right) - max(line.left, other.left)


class _Writer:
    """Writes paragraphs, and where in the text each page begins."""

    def __init__(self, vocabulary: _Vocabulary, labels: Sequence[str]) -> None:
        self._vocabulary = vocabulary
        self._labels = labels
        self._parts: list[str] = []
        self._length = 0
        self._page = -1
        self._was_item = False
        self._starts: dict[int, int] = {}
        self._locators: list[Locator] = []
        self._lines: list[PrintedLine] = []

    def write(self, paragraph: Paragraph) -> None:
        """Write a paragraph behind a blank line; an item or a row on the next line."""
        is_close = paragraph.is_item or " | " in paragraph.lines[0].text
        if self._parts:
            self._add("\n" if is_close and self._was_item else "\n\n")
        self._was_item = is_close
        before: PageLine | None = None
        pending = ""
        for line in paragraph.lines:
            text = line.text.strip()
            if before is not None and pending:
                both = self._both(pending, text)
                split = len(both) - len(text)
                self._add_line(both[:split], before.page, before.signs)
            self._turn(line.page)
            before, pending = line, text
        if before is not None:
            letters = "".join(pending.split())
            kept = [at for sign, at in zip(letters, before.signs, strict=False) if sign != _SOFT]
            # a hyphen at the end of a paragraph: the word may go on behind a box
            self._add_line(pending.replace(_SOFT, "").replace("\ufffe", "-"), before.page, kept)

    def printed(self, heads: Sequence[tuple[PageLine, str]], scanned: Iterable[int]) -> PrintedText:
        """Return the written text with its locators, and what was left out.

        Args:
            heads: The running heads, each with the words that its like have on other pages.
            scanned: The pages that are pictures, from 0.
        """
        left_out = [*self._heads(heads), *self._scanned(scanned)]
        left_out.sort(key=lambda part: part.position)
        return PrintedText(
            "".join(self._parts), tuple(self._locators), tuple(left_out), tuple(self._lines)
        )

    def _both(self, before: str, after: str) -> str:
        if before[-1] in HYPHENS:
            joined = self._vocabulary.joined(before, after)
        elif _TOGETHER.match(before[-1]) and _TOGETHER.match(after[:1]):
            joined = before + after
        else:
            joined = f"{before} {after}"
        return joined

    def _turn(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self._starts.setdefault(page, self._length)
            self._locators.append(Locator(self._length, f"page {self._labels[page]}"))

    def _add_line(self, words: str, page: int, signs: Sequence[int]) -> None:
        """Add the words of a line, of which a hyphen at the end may be left out.

        Args:
            words: The words, with a space behind them where one parts the lines.
            page: Its page, from 0.
            signs: Those of the line.
        """
        letters = len("".join(words.split()))
        self._lines.append(PrintedLine(self._length, page, tuple(signs[:letters])))
        self._add(words)

    def _add(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)

    def _heads(self, heads: Sequence[tuple[PageLine, str]]) -> Iterator[LeftOut]:
        """Yield each running head once, with the number of pages that have it."""
        numbers = Counter(words for _, words in heads)
        first: dict[str, PageLine] = {}
        for line, words in heads:
            first.setdefault(words, line)
        for words, line in first.items():
            position = self._start(line.page)
            yield LeftOut(LeftOutKind.HEADER, line.text.strip(), position, numbers[words])

    def _scanned(self, pages: Iterable[int]) -> Iterator[LeftOut]:
        for page in pages:
            yield LeftOut(LeftOutKind.SCANNED_PAGE, "", self._start(page))

    def _start(self, page: int) -> int:
        """Return where a page begins; one without words begins where the next does."""
        later = [at for number, at in self._starts.items() if number >= page]
        return min(later, default=self._length)
