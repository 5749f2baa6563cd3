"""The text of a tree of headings, paragraphs, lists and tables, as a reader sees it.

It knows the tags of HTML and the tags that trafilatura gives its pages.
"""

import re
from collections.abc import Iterator
from typing import Protocol

from annotator.articles.intake.elements import Element

_HEADINGS = {"head", "h1", "h2", "h3", "h4", "h5", "h6"}
_LISTS = {"list", "ul", "ol", "dl"}
_PARAGRAPHS = {"p", "div", "quote", "blockquote", "pre", "table", *_HEADINGS, *_LISTS}
_ITEMS = {"item", "li"}
_ROWS = {"row", "tr"}
_CELLS = {"cell", "td", "th"}
_LINES = {"lb", "br"}
_APART = _PARAGRAPHS | _ITEMS | _ROWS | _CELLS | _LINES

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
    writer = TextWriter(_LINE_ENDS if keep_spaces else _COLLAPSED)
    walk = _walk(root)
    for event, element in walk:
        if event == "end":
            writer.leave(element.tag)
            writer.say(element.tail if element is not root else None)
        elif element.tag in _ROWS and _is_grid(element):
            writer.row([_on_one_line(cell) for cell in element if cell.tag in _CELLS])
            walk.skip_subtree()
        else:
            writer.enter(element.tag, element.get("mark", "•"))
            writer.say(element.text)
    return writer.text()


class TextWriter:
    """Text with its line breaks put off until there are words to part."""

    def __init__(self, spaces: re.Pattern[str] = _COLLAPSED) -> None:
        self._spaces = spaces
        self._parts: list[str] = []
        self._breaks = 0
        self._mark = ""
        self._depth = 0

    def enter(self, tag: str, mark: str = "•") -> None:
        """Begin an element; an item begins with the mark."""
        if tag in _LINES:
            self._break(min(self._breaks + 1, 2))
        elif tag in _PARAGRAPHS:
            self._break(self._gap())
        elif tag in _ITEMS | _ROWS | _CELLS:
            self._break(1)
        if tag in _ITEMS:
            self._mark = "  " * min(self._depth - 1, _DEEPEST_INDENT) + mark + " "
        self._depth += tag in _LISTS

    def leave(self, tag: str) -> None:
        """End an element."""
        self._depth -= tag in _LISTS
        if tag in _PARAGRAPHS:
            self._break(self._gap())
        elif tag in _ITEMS | _ROWS | _CELLS:
            self._break(1)

    def say(self, text: str | None) -> None:
        """Write words of an element."""
        words = self._spaces.sub(" ", text or "")
        at_start = self._breaks or not self._parts
        if at_start or (self._spaces is _COLLAPSED and self._parts[-1].endswith(" ")):
            words = words.lstrip(_EDGES)
        if words and at_start:
            self._parts += ["\n" * self._breaks if self._parts else "", self._mark]
            self._breaks, self._mark = 0, ""
        if words:
            self._parts.append(words)

    def row(self, cells: list[str]) -> None:
        """Write a row of a table on one line."""
        self._break(1)
        if any(cells):
            self.say(" | ".join(cells))
        self._break(1)

    def text(self) -> str:
        """Return the written text."""
        return "".join(self._parts).rstrip(_EDGES)

    def _gap(self) -> int:
        return 1 if self._depth else 2

    def _break(self, lines: int) -> None:
        if self._parts:
            self._parts[-1] = self._parts[-1].rstrip(_EDGES)
        self._breaks = max(self._breaks, lines)


def _is_grid(row: Element) -> bool:
    """Whether the row is data: several cells of at most a paragraph each, not a page's layout."""
    cells = [cell for cell in row if cell.tag in _CELLS]
    return len(cells) > 1 and all(sum(1 for _ in cell.iter(*_PARAGRAPHS)) <= 1 for cell in cells)


def _on_one_line(cell: Element) -> str:
    words: list[str] = []
    for event, element in _walk(cell):
        if event == "start":
            words.append(element.text or "")
        else:
            words.append(" " if element.tag in _APART else "")
            words.append(element.tail or "" if element is not cell else "")
    return _COLLAPSED.sub(" ", "".join(words)).strip(_EDGES)


class _Walk(Protocol):
    def __iter__(self) -> Iterator[tuple[str, Element]]: ...

    def skip_subtree(self) -> None: ...


def _walk(root: Element) -> _Walk:
    """Each element as it begins and ends; a loop, because pages nest deeper than calls may."""
    from lxml import etree

    walk: _Walk = etree.iterwalk(root, events=("start", "end"))
    return walk
