"""The text of a tree of headings, paragraphs, lists and tables, as a reader sees it.

It knows the tags of HTML and the tags that trafilatura gives its pages.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from enum import IntEnum

from annotator.articles.intake.elements import Element
from annotator.articles.intake.text_sources import TextSources

_HEADINGS = {"head", "h1", "h2", "h3", "h4", "h5", "h6"}
_LISTS = {"list", "ul", "ol", "dl"}
_PARTS = {
    *("section", "article", "main", "header", "footer", "aside", "nav", "figure", "figcaption"),
    *("address", "details", "summary", "fieldset", "legend", "form", "hr", "center", "hgroup"),
    *("caption", "menu", "dir", "search", "body", "listing", "xmp", "plaintext", "svg"),
}
_PARAGRAPHS = {"p", "div", "quote", "blockquote", "pre", "table", *_HEADINGS, *_LISTS, *_PARTS}
_ITEMS = {"item", "li"}
_ROWS = {"row", "tr"}
_TERMS = {"dt", "dd", "option", "optgroup"}
_CELLS = {"cell", "td", "th"}
_LINES = {"lb", "br"}
_ONE_LINE = _ITEMS | _ROWS | _CELLS | _TERMS
_APART = _PARAGRAPHS | _ONE_LINE | _LINES

_BULLET = "•"
_COLLAPSED = re.compile(r"[ \t\n\r\f\v]+")
_LINE_ENDS = re.compile(r"[\n\r]+")
_EDGES = " \t"
_DEEPEST_INDENT = 20
"""Lists within lists that are moved in further; spaces must not outgrow the words."""


def text_of(root: Element, *, keep_spaces: bool = False) -> str:
    """Return the words under ``root``: a blank line between paragraphs, a line an item or a row.

    Runs of ASCII space become a single space, as on a screen, unless ``keep_spaces``; other
    characters stay. Items begin with a bullet; cells of a row are parted by bars.
    """
    writer = TextWriter(keep_spaces=keep_spaces)
    for event, element in _walk(root):
        if event == "end":
            writer.leave(element.tag)
            writer.say(element.tail if element is not root else None)
        else:
            is_data = element.tag in _ROWS and is_grid(element)
            writer.enter(GRID_ROW if is_data else element.tag, element.get("mark", _BULLET))
            writer.say(element.text)
    return writer.text()


GRID_ROW = "grid row"
"""The tag of a row of data, which stands on a line of its own with bars between the cells."""
_ANY_ROW = _ROWS | {GRID_ROW}


class Height(IntEnum):
    """How words stand to their line."""

    LOWERED = -1
    ON_LINE = 0
    RAISED = 1


_UP = dict(zip("+=()-–−ni", "⁺⁼⁽⁾⁻⁻⁻ⁿⁱ", strict=True))
_DOWN = dict(zip("+=()-–−", "₊₌₍₎₋₋₋", strict=True))
_UP_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DOWN_DIGITS = "₀₁₂₃₄₅₆₇₈₉"
_IN_FIGURES = re.compile(
    r"\d|[+=()−]|(?<!\d)[-–]|[-–](?!\d)|(?<![^\W\d_])[ni](?![^\W\d_])|(?P<word>[^\W\d_])"
)
"""The characters of figures, of which a dash between two is none; and the letters of words."""
_AT_ENDS = re.compile(r"^\d+|\d+$")
_CENTS = re.compile(r"[.,]\d+$")
_NOT_FOR_SIGNS_ALONE = re.compile(r"[=()]")
_FRACTION_BEHIND = re.compile(r"\d[/⁄]$")
_LOOK_BACK = 40
"""Code points before raised words in which a bracket around them is looked for."""


def raised(words: str) -> str:
    """Return words with their figures as raised ones, character for character.

    Beside letters, as in ordinals, only the figures at the ends are, which might touch others.
    """
    return _put(words, _up)


def lowered(words: str) -> str:
    """Return words with their figures as lowered ones, character for character."""
    return _put(words, _down)


def _put(words: str, sign: Callable[[re.Match[str]], str]) -> str:
    found = [*_IN_FIGURES.finditer(words)]
    if any(one["word"] for one in found):
        return _AT_ENDS.sub(lambda run: "".join(map(sign, _IN_FIGURES.finditer(run[0]))), words)
    if not any(one[0].isalnum() for one in found) and _NOT_FOR_SIGNS_ALONE.search(words):
        return words
    return _IN_FIGURES.sub(sign, words)


def _up(found: re.Match[str]) -> str:
    sign = found[0]
    return _UP_DIGITS[unicodedata.decimal(sign)] if sign.isdecimal() else _UP.get(sign, sign)


def _down(found: re.Match[str]) -> str:
    sign = found[0]
    return _DOWN_DIGITS[unicodedata.decimal(sign)] if sign.isdecimal() else _DOWN.get(sign, sign)


def _is_plain_at(height: Height, words: str, before: str) -> bool:
    """Whether raised or lowered words may stand as plain ones behind others.

    Args:
        height: Which of both they are.
        words: The words.
        before: The end of the line that is written so far.
    """
    is_in_brackets = words[0] == "[" or before.rfind("[") > before.rfind("]")
    if not before or before[-1].isspace() or is_in_brackets:
        return True
    if height is Height.RAISED:
        return before[-1].isdecimal() and _CENTS.match(words) is not None
    return before[-1].isalpha() or _FRACTION_BEHIND.search(before) is not None


def _touches(last: Height, words: str, height: Height) -> bool:
    """Whether words would be one with the raised or lowered figures just before them.

    Args:
        last: The height of the figures.
        words: The words.
        height: Their height.
    """
    if last is Height.RAISED:
        return words[0].isalnum()
    return words[0].isdecimal() and height is Height.ON_LINE


class Place:
    """A place in a text that is being written.

    ``position`` is in code points; a place before words that are still to come has it from the
    moment at which they are written.
    """

    __slots__ = ("position",)

    def __init__(self, position: int = -1) -> None:
        self.position = position


class TextWriter:
    """Text with its line breaks put off until there are words to part.

    Runs of ASCII space become a single space, unless ``keep_spaces``.
    """

    def __init__(self, *, keep_spaces: bool = False, sources: TextSources | None = None) -> None:
        self._spaces = _LINE_ENDS if keep_spaces else _COLLAPSED
        self._sources = sources
        self._parts: list[str] = []
        self._length = 0
        self._breaks = 0
        self._mark = ""
        self._depth = 0
        self._row: _Row | None = None
        self._ahead: list[Place] = []
        self._settled: list[Place] = []
        self._plain: tuple[Height, int] = (Height.ON_LINE, 0)

    def place(self) -> Place:
        """Return the place where the words written so far end."""
        place = Place(self._length)
        self._settled.append(place)
        return place

    def place_ahead(self) -> Place:
        """Return the place at which the next words will begin."""
        place = Place()
        self._ahead.append(place)
        return place

    def enter(self, tag: str, mark: str = _BULLET) -> None:
        """Begin an element; an item begins with the mark."""
        if self._row is not None:
            self._row.enter(tag)
        elif tag == GRID_ROW:
            self._break(1)
            self._row = _Row()
        elif tag in _LINES:
            self._break(min(self._breaks + 1, 2))
        elif tag in _PARAGRAPHS:
            self._break(self._gap())
        elif tag in _ONE_LINE:
            self._break(1)
        if tag in _ITEMS and self._row is None:
            self._mark = "  " * min(self._depth - 1, _DEEPEST_INDENT) + mark + " "
        elif tag in _ITEMS and mark != _BULLET:
            self._mark = f"{mark} "
        self._depth += tag in _LISTS

    def leave(self, tag: str) -> None:
        """End an element."""
        self._depth -= tag in _LISTS
        if self._row is not None:
            self._leave_row(self._row, tag)
        elif tag in _PARAGRAPHS:
            self._break(self._gap())
        elif tag in _ONE_LINE:
            self._break(1)
        if tag in _ITEMS:
            self._mark = ""

    def say_lines(self, text: str) -> None:
        """Write words of which the lines and the spaces stand as they are, except in a row."""
        if self._row is not None:
            self.say(text)
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self.enter("br")
            if line.strip(_EDGES):
                self._say(line, None)

    def say(self, text: str | None, height: Height = Height.ON_LINE) -> None:
        """Write words of an element; raised and lowered figures never become parts of others."""
        self._say(text or "", self._spaces if self._row is None else _COLLAPSED, height)

    def _say(
        self, text: str, spaces: re.Pattern[str] | None, height: Height = Height.ON_LINE
    ) -> None:
        words = spaces.sub(" ", text) if spaces else text
        gap = self._row.gap(words) if self._row is not None else ""
        if gap:
            self._strip()
        at_start = self._breaks or not self._parts
        ends_apart = at_start or gap or (spaces is _COLLAPSED and self._parts[-1].endswith(" "))
        if spaces and ends_apart:
            words = words.lstrip(_EDGES)
        if not words:
            return
        if at_start:
            self._write("\n" * self._breaks if self._parts else "")
            self._breaks = 0
        self._write(gap + self._mark)
        self._mark = ""
        self._settle()
        words = self._at_height(words, height, goes_on=not (at_start or gap))
        if self._sources is not None:
            self._sources.add(self._length, words, text)
        self._write(words)

    def _at_height(self, words: str, height: Height, *, goes_on: bool) -> str:
        """Return words as they are written where they are raised, lowered, or behind such words."""
        last, parts = self._plain if goes_on else (Height.ON_LINE, 0)
        if last is height:
            self._plain = (last, parts + 1 if parts else 0)
            is_plain = parts > 0
        else:
            if parts and _touches(last, words, height):
                self._rewrite(parts, raised if last is Height.RAISED else lowered)
            self._plain, is_plain = (Height.ON_LINE, 0), False
        if height is Height.ON_LINE:
            return words
        if not is_plain and _is_plain_at(height, words, self._line_end() if goes_on else ""):
            self._plain, is_plain = (height, int(words[-1].isdecimal())), True
        if is_plain:
            return words
        return raised(words) if height is Height.RAISED else lowered(words)

    def _line_end(self) -> str:
        found = ""
        for part in reversed(self._parts):
            found = part + found
            if len(found) >= _LOOK_BACK:
                break
        return found[-_LOOK_BACK:]

    def _rewrite(self, parts: int, form: Callable[[str], str]) -> None:
        """Write the last parts in another form, which is as long."""
        self._parts[-parts:] = map(form, self._parts[-parts:])
        if self._sources is not None:
            self._sources.rewrite(parts, form)

    def text(self) -> str:
        """Return the written text."""
        self._strip()
        self._settle()
        written = "".join(self._parts)
        if self._sources is not None:
            self._sources.text = written
        return written

    def _write(self, words: str) -> None:
        if words:
            self._parts.append(words)
            self._length += len(words)

    def _settle(self) -> None:
        """Give the places ahead their position: where the next words begin."""
        for place in self._ahead:
            place.position = self._length
        self._settled += self._ahead
        self._ahead = []

    def _leave_row(self, row: "_Row", tag: str) -> None:
        row.leave(tag)
        if row.is_over:
            self._write(row.end())
            self._row = None
            self._break(1)

    def _gap(self) -> int:
        return 1 if self._depth else 2

    def _break(self, lines: int) -> None:
        self._strip()
        self._breaks = max(self._breaks, lines)

    def _strip(self) -> None:
        """Take the spaces away with which the text ends, under the places that stand in them."""
        while self._parts and self._parts[-1][-1] in _EDGES:
            last = self._parts.pop()
            self._length -= len(last)
            self._write(last.rstrip(_EDGES))
        if self._sources is not None:
            self._sources.cut(self._length)
        for place in reversed(self._settled):
            if place.position <= self._length:
                break
            place.position = self._length


class _Row:
    """A row of cells that is being written on one line."""

    def __init__(self) -> None:
        self.is_over = False
        self._cells = 0
        self._rows_within = 0
        self._bars = 0
        self._has_words = False
        self._is_apart = False

    def enter(self, tag: str) -> None:
        """Hear of the beginning of an element in the row."""
        self._rows_within += tag in _ANY_ROW
        if tag in _CELLS and not self._rows_within:
            self._bars += self._cells > 0
            self._cells += 1
            self._is_apart = False
        elif tag in _APART:
            self._is_apart = True

    def leave(self, tag: str) -> None:
        """Hear of the end of an element in the row, or of the row."""
        self.is_over = not self._rows_within and tag in _ANY_ROW
        self._rows_within -= tag in _ANY_ROW
        self._is_apart = self._is_apart or tag in _APART

    def gap(self, words: str) -> str:
        """Return what parts words from the words before them."""
        if not words.strip(_EDGES):
            return ""
        gap = " " if self._is_apart and self._has_words else ""
        if self._bars:
            gap = (" " if self._has_words else "") + "| " * self._bars
        self._bars, self._is_apart, self._has_words = 0, False, True
        return gap

    def end(self) -> str:
        """Return the bars of the empty cells at the end of the row."""
        return " |" * self._bars if self._has_words else ""


def is_grid(row: Element) -> bool:
    """Whether the row is data: several cells of at most a paragraph each, not a page's layout."""
    cells = [cell for cell in row if cell.tag in _CELLS]
    return len(cells) > 1 and all(sum(1 for _ in cell.iter(*_PARAGRAPHS)) <= 1 for cell in cells)


def _walk(root: Element) -> Iterator[tuple[str, Element]]:
    """Each element as it begins and ends; a loop, because pages nest deeper than calls may."""
    from lxml import etree

    walk: Iterator[tuple[str, Element]] = etree.iterwalk(root, events=("start", "end"))
    return walk
