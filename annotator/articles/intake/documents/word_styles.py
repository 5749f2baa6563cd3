"""Styles of Word documents, and the numbers of their lists."""

import re
from dataclasses import dataclass, field

from annotator.articles.highlighter_colours import HIGHLIGHTERS
from annotator.articles.intake.block_text import Height
from annotator.articles.intake.documents.annotated_text import TITLES
from annotator.articles.intake.documents.list_numbers import shown_number
from annotator.articles.intake.documents.names import (
    attribute,
    child_of,
    is_true,
    number_of,
    short_name,
)
from annotator.articles.intake.documents.word_elements import switch, value_of
from annotator.articles.intake.elements import Element

_UNSHADED = {"", "auto", "ffffff"}
_HEADING = re.compile(r"(?:heading \d|title|subtitle)", re.IGNORECASE)
_HEIGHTS = {"superscript": Height.RAISED, "subscript": Height.LOWERED}
_LEAST_POSITION = 4
"""Half points above or below the line from which on words are raised or lowered, not adjusted."""
_CHAIN = 50
"""The most styles that are each based on the next."""


class Styles:
    """The styles of a document, as far as they hide words, number paragraphs or mark words."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._usual = ""
        for style in root if root is not None else ():
            if short_name(style.tag) == "w:style":
                name = attribute(style, "styleId")
                self._styles[name] = style
                is_usual = is_true(attribute(style, "default", "0"))
                if is_usual and attribute(style, "type") == "paragraph":
                    self._usual = name
        self._hidden: dict[str, bool] = {}

    def hides(self, name: str) -> bool:
        """Return whether words in a style are hidden; no name is the usual paragraph."""
        name = name or self._usual
        if name not in self._hidden:
            said = (switch(style, "w:rPr", "w:vanish") for style in self._chain(name))
            self._hidden[name] = next((one for one in said if one is not None), False)
        return self._hidden[name]

    def run_value(self, name: str, element: str) -> Element | None:
        """Return a property that a style of characters gives to words."""
        found = (child_of(style, "w:rPr", element) for style in self._chain(name))
        return next((one for one in found if one is not None), None)

    def colour(self, properties: Element | None) -> str:
        """Return the colour of a highlighter or a shading as #rrggbb, or nothing."""
        if properties is None:
            return ""
        marked = child_of(properties, "w:highlight")
        style = value_of(properties, "w:rStyle")
        if marked is None and style:
            marked = self.run_value(style, "w:highlight")
        colour = HIGHLIGHTERS.get(attribute(marked, "val"), "")
        fill = attribute(child_of(properties, "w:shd"), "fill").lower()
        if not colour and fill not in _UNSHADED and _is_colour(fill):
            colour = f"#{fill}"
        return colour

    def height(self, properties: Element | None) -> Height:
        """Return how words stand to their line, by their own properties or by their style."""
        style = value_of(properties, "w:rStyle")

        def value(name: str) -> str:
            own = child_of(properties, name)
            if own is None and style:
                own = self.run_value(style, name)
            return attribute(own, "val")

        position = number_of(value("w:position"), 0)
        if value("w:vertAlign") in _HEIGHTS:
            return _HEIGHTS[value("w:vertAlign")]
        if abs(position) < _LEAST_POSITION:
            return Height.ON_LINE
        return Height.RAISED if position > 0 else Height.LOWERED

    def numbering(self, name: str) -> tuple[str, str]:
        """Return the list and the level that a style gives to paragraphs, as the file says them."""
        chain = self._chain(name or self._usual)
        said = [(one, child_of(one, "w:pPr", "w:numPr")) for one in chain]
        numbers = (value_of(found, "w:numId") for _, found in said)
        levels = (value_of(found, "w:ilvl") for _, found in said)
        return next(filter(None, numbers), ""), next(filter(None, levels), "")

    def numbered_style(self, name: str) -> str:
        """Return the style, of those that a style is based on, that names its list."""
        found = (s for s in self._chain(name) if child_of(s, "w:pPr", "w:numPr") is not None)
        return next((attribute(style, "styleId") for style in found), name)

    def title(self, name: str) -> str:
        """Return “title” or “subtitle” for a style of them, whatever it is called on the screen."""
        names = (value_of(style, "w:name").lower() for style in self._chain(name))
        return next((one for one in names if one in TITLES), "")

    def is_heading(self, name: str) -> bool:
        """Return whether paragraphs in a style are headings."""
        return any(
            _HEADING.match(value_of(style, "w:name"))
            or value_of(style, "w:pPr", "w:outlineLvl") not in {"", "9"}
            for style in self._chain(name)
        )

    def _chain(self, name: str) -> list[Element]:
        chain: list[Element] = []
        while name in self._styles and len(chain) < _CHAIN:
            chain.append(self._styles[name])
            name = value_of(chain[-1], "w:basedOn")
        return chain


_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9
BULLET = "•"


@dataclass(slots=True)
class _Level:
    kind: str = "decimal"
    shown: str = ""
    start: int = 1
    restart: int = -1
    style: str = ""
    is_plain: bool = False
    is_hidden: bool = False


@dataclass(slots=True)
class _NumberedList:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """Counts the paragraphs of lists and says the number that each is shown with."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _NumberedList] = {}
        self._linked: dict[str, str] = {}
        self._used: set[tuple[str, int]] = set()
        self._numbers: dict[str, Element] = {}
        for element in root if root is not None else ():
            name = short_name(element.tag)
            if name == "w:abstractNum":
                self._read_list(element)
            elif name == "w:num":
                self._numbers[attribute(element, "numId")] = element

    def _read_list(self, element: Element) -> None:
        name = attribute(element, "abstractNumId")
        levels = (one for one in element if short_name(one.tag) == "w:lvl")
        self._lists[name] = _NumberedList(dict(map(_read_level, levels)))
        self._linked[name] = value_of(element, "w:numStyleLink")

    def label(self, paragraph: Element | None, style: str) -> tuple[int, str] | None:
        """Count a paragraph; return its level, from 0, and its number as it is shown.

        Args:
            paragraph: The properties of the paragraph.
            style: The id of its style.
        """
        own = child_of(paragraph, "w:numPr")
        number, level = self._styles.numbering(style)
        own_number = value_of(own, "w:numId")
        found = self._list_of(own_number or number)
        if found is None:
            return None
        level = value_of(own, "w:ilvl") or ("" if own_number else level)
        named = "" if own_number else self._styles.numbered_style(style)
        at = number_of(level, _level_of(found, named) if not level else 0)
        at = min(max(at, 0), _LEVELS - 1)
        return at, self._counted(own_number or number, found, at)

    def _list_of(self, number: str) -> _NumberedList | None:
        name = value_of(self._numbers.get(number), "w:abstractNumId")
        for _ in range(_LEVELS):
            if not self._linked.get(name):
                break
            number = self._styles.numbering(self._linked[name])[0]
            name = value_of(self._numbers.get(number), "w:abstractNumId")
        return self._lists.get(name)

    def _counted(self, number: str, found: _NumberedList, at: int) -> str:
        levels, start = self._levels(number, found, at)
        counts = found.counts
        level = levels.get(at, _Level())
        if start is not None:
            counts[at] = start
        else:
            before = counts[at]
            counts[at] = level.start if before is None else before + 1
        for upper in range(at):
            if counts[upper] is None:
                counts[upper] = levels.get(upper, _Level()).start
        for lower in range(at + 1, _LEVELS):
            restart = levels.get(lower, _Level()).restart
            if restart < 0 or at < restart:
                counts[lower] = None
        return _shown(levels, counts, at)

    def _levels(
        self, number: str, found: _NumberedList, at: int
    ) -> tuple[dict[int, _Level], int | None]:
        """Return the levels of a list, and where it begins anew if this is its first use."""
        levels, start = dict(found.levels), None
        for override in self._numbers.get(number, ()):
            if short_name(override.tag) != "w:lvlOverride":
                continue
            level = number_of(attribute(override, "ilvl"), 0)
            own = child_of(override, "w:lvl")
            if own is not None:
                levels[level] = _read_level(own)[1]
            begins = value_of(override, "w:startOverride")
            if begins and level == at and (number, at) not in self._used:
                self._used.add((number, at))
                start = number_of(begins, 1)
        return levels, start


def _read_level(element: Element) -> tuple[int, _Level]:
    kind = value_of(element, "w:numFmt")
    alternative = child_of(element, "mc:AlternateContent", "mc:Choice")
    level = _Level(
        kind=kind or value_of(alternative, "w:numFmt") or "decimal",
        shown=value_of(element, "w:lvlText"),
        start=number_of(value_of(element, "w:start"), 0),
        restart=number_of(value_of(element, "w:lvlRestart"), -1),
        style=value_of(element, "w:pStyle"),
        is_plain=bool(switch(element, "w:isLgl")),
        is_hidden=bool(switch(element, "w:rPr", "w:vanish")),
    )
    return number_of(attribute(element, "ilvl"), 0), level


def _level_of(found: _NumberedList, style: str) -> int:
    return next((at for at, level in found.levels.items() if style and level.style == style), 0)


def _shown(levels: dict[int, _Level], counts: list[int | None], at: int) -> str:
    level = levels.get(at, _Level())
    if level.is_hidden:
        return ""
    if level.kind == "bullet":
        return BULLET

    def number(match: re.Match[str]) -> str:
        other = int(match[1]) - 1
        kind = levels.get(other, _Level()).kind
        kind = "decimal" if level.is_plain and kind != "decimalZero" else kind
        return "" if kind == "none" else shown_number(kind, counts[other] or 0)

    return _PLACEHOLDER.sub(number, level.shown).strip()


def _is_colour(fill: str) -> bool:
    return len(fill) == 6 and all(digit in "0123456789abcdef" for digit in fill)
