"""Styles of OpenDocument texts, and the numbers of their lists."""

import re
from collections.abc import Iterator
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
from annotator.articles.intake.elements import Element

_CHAIN = 50
"""The most styles that each have the next as their parent."""
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_FORMS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "①": "decimalEnclosedCircle",
    "一": "ideographDigital",
    "一, 二, 三, ...": "japaneseCounting",
    "ア": "aiueo",
    "イ": "iroha",
    "א": "hebrew1",
    "أ": "arabicAlpha",
    "甲": "ideographTraditional",
    "1st": "ordinal",
    "One": "cardinalText",
    "First": "ordinalText",
    "*": "chicago",
}
"""The numbers of OpenDocument by the names that Word gives them."""
_PART = re.compile(r"%(\d+)%")
BULLET = "•"


class OdtStyles:
    """The styles of a text, as far as they hide, mark or number words.

    Args:
        roots: The parts that hold styles; what a later part says goes before.
    """

    def __init__(self, *roots: Element | None) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self._lists: dict[str, Element] = {}
        self._fonts: dict[str, str] = {}
        self._outline: Element | None = None
        for root in roots:
            for element in _styles_in(root):
                self._take(element)

    def _take(self, element: Element) -> None:
        kind, name = short_name(element.tag), attribute(element, "name")
        if kind == "style:style":
            self._styles[attribute(element, "family"), name] = element
        elif kind == "text:list-style":
            self._lists[name] = element
        elif kind == "style:font-face":
            self._fonts[name] = attribute(element, "font-family").strip("'\"")
        elif kind == "text:outline-style":
            self._outline = element

    def hides(self, family: str, name: str) -> bool:
        """Return whether words in a style are hidden."""
        shown = self._said(family, name, "display")
        return shown not in {"", "true"}

    def colour(self, name: str) -> str:
        """Return the colour behind words in a style as #rrggbb, or nothing."""
        colour = self._said("text", name, "background-color").lower()
        return colour if _COLOUR.fullmatch(colour) and colour != HIGHLIGHTERS["white"] else ""

    def font(self, name: str) -> str:
        """Return the font that a style of words names."""
        font = self._said("text", name, "font-name")
        return self._fonts.get(font, font)

    def height(self, name: str) -> Height | None:
        """Return how words in a style stand to their line; ``None`` where it does not say."""
        said = self._said("text", name, "text-position").split(" ")[0]
        if not said:
            return None
        part = number_of(said.rstrip("%").partition(".")[0], 0)
        part += (said == "super") - (said == "sub")
        return Height((part > 0) - (part < 0))

    def title(self, name: str) -> str:
        """Return “title” or “subtitle” for a style of them."""
        chain = self._chain("paragraph", name)
        names = (attribute(one, key) for one in chain for key in ("name", "display-name"))
        return next((one for one in map(str.lower, names) if one in TITLES), "")

    def list_of(self, paragraph: str) -> str:
        """Return the style of lists that a style of paragraphs names."""
        chain = self._chain("paragraph", paragraph)
        return next(filter(None, (attribute(one, "list-style-name") for one in chain)), "")

    def levels(self, name: str) -> dict[int, Element]:
        """Return the levels of a style of lists, from 1."""
        return _levels(self._lists.get(name))

    @property
    def headings(self) -> dict[int, Element]:
        """The levels of the numbers of headings, from 1."""
        return _levels(self._outline)

    def _said(self, family: str, name: str, property_name: str) -> str:
        for style in self._chain(family, name):
            value = attribute(child_of(style, "style:text-properties"), property_name)
            if value:
                return value
        return ""

    def _chain(self, family: str, name: str) -> list[Element]:
        chain: list[Element] = []
        while (family, name) in self._styles and len(chain) < _CHAIN:
            chain.append(self._styles[family, name])
            name = attribute(chain[-1], "parent-style-name")
        return chain


def _styles_in(root: Element | None) -> Iterator[Element]:
    for group in root if root is not None else ():
        if short_name(group.tag) in {
            "office:styles",
            "office:automatic-styles",
            "office:font-face-decls",
        }:
            yield from group


def _levels(style: Element | None) -> dict[int, Element]:
    found = {}
    for level in style if style is not None else ():
        found[number_of(attribute(level, "level"), 1)] = level
    return found


@dataclass(slots=True)
class OdtList:
    """A list whose items are being read, on all its levels; counts are from level 1 on."""

    style: str
    name: str = ""
    counts: dict[int, int] = field(default_factory=dict)


class OdtNumbers:
    """Counts the items of lists, and the headings, and says the number that each is shown with."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self._by_name: dict[str, OdtList] = {}
        self._last: dict[str, OdtList] = {}
        self._headings: dict[int, int] = {}

    def begin(self, element: Element) -> OdtList:
        """Begin a list that is in no other; it may go on with an earlier one."""
        style, name = attribute(element, "style-name"), attribute(element, "id")
        before = self._by_name.get(attribute(element, "continue-list"))
        if before is None and is_true(attribute(element, "continue-numbering", "false")):
            before = self._last.get(style)
        begun = OdtList(style, name, dict(before.counts) if before is not None else {})
        self._last[style] = begun
        if name:
            self._by_name[name] = begun
        return begun

    def count(self, one: OdtList, level: int, start: str, paragraph: str) -> str:
        """Count an item and return its number, or its bullet.

        Args:
            one: The list.
            level: The level of the item, from 1.
            start: The number that the file says for the item, or nothing.
            paragraph: The style of its first paragraph.
        """
        levels = self._styles.levels(one.style or self._styles.list_of(paragraph))
        return _counted(levels, one.counts, level, start)

    def heading(self, level: int, start: str) -> str:
        """Count a heading and return its number; empty where headings have none.

        Args:
            level: The level of the heading, from 1.
            start: The number that the file says for it, or nothing.
        """
        return _counted(self._styles.headings, self._headings, level, start)


def _counted(levels: dict[int, Element], counts: dict[int, int], level: int, start: str) -> str:
    counts[level] = (
        number_of(start, 1) if start else counts.get(level, _start(levels, level) - 1) + 1
    )
    for lower in [one for one in counts if one > level]:
        del counts[lower]
    return _shown(levels, counts, level)


def _start(levels: dict[int, Element], level: int) -> int:
    return number_of(attribute(levels.get(level), "start-value"), 1)


def _shown(levels: dict[int, Element], counts: dict[int, int], level: int) -> str:
    own = levels.get(level)
    if own is None:
        return BULLET if not levels else ""
    if not short_name(own.tag).endswith(("level-style-number", "outline-level-style")):
        return BULLET

    def number(at: int) -> str:
        form = attribute(levels.get(at), "num-format")
        count = counts.get(at, _start(levels, at))
        return shown_number(_FORMS.get(form, "decimal"), count) if form else ""

    pattern = attribute(own, "num-list-format")
    if pattern and attribute(own, "num-format"):
        return _PART.sub(lambda part: number(int(part[1])), pattern).strip()
    if not attribute(own, "num-format"):
        return ""
    shown = number_of(attribute(own, "display-levels"), 1)
    numbers = filter(None, map(number, range(max(1, level - shown + 1), level + 1)))
    before, after = attribute(own, "num-prefix"), attribute(own, "num-suffix")
    return (before + ".".join(numbers) + after).strip()
