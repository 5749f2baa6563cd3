"""How a page is built, counted tag by tag before any tree is made of it.

What takes a page apart is made for pages that people write. With the depth of its tree its work
grows as the square or the cube, and the tree itself ends at 2,048 elements within each other, and
loses the rest. So a page is counted first, in time that grows as its length.
"""

from dataclasses import dataclass

from annotator.kernel.errors import OddPage

DEEPEST = 250
"""Elements within each other; browsers stop at 512, and pages that people write before 100."""
_ELEMENTS = 100_000
_CHILDREN = 20_000
_ATTRIBUTES = 1_000
_CHARACTERS = 10_000_000
_WEIGHT = 5_000_000
"""The depths of all elements, added up."""
_TABLES = 100_000_000
"""The squares of how many tables each element is in, added up."""
_STEPS = 1_000_000_000
"""How often the parser may look at an open element while it seeks what an end tag ends."""
_PIECE = 1 << 16


@dataclass(slots=True)
class PageShape:
    """What was counted in a page."""

    elements: int = 0
    depth: int = 0
    children: int = 0
    attributes: int = 0
    characters: int = 0
    weight: int = 0
    tables: int = 0

    @property
    def is_usual(self) -> bool:
        """Whether a tree can be made of it, and taken apart in good time."""
        return (
            self.elements <= _ELEMENTS
            and self.depth <= DEEPEST
            and self.children <= _CHILDREN
            and self.attributes <= _ATTRIBUTES
            and self.characters <= _CHARACTERS
            and self.weight <= _WEIGHT
            and self.tables <= _TABLES
        )


def shape_of(page: bytes, name: str) -> PageShape:
    """Count what a page in UTF-8 is built of.

    Raises:
        OddPage: tags stay open in such numbers that even to count them would take too long.
    """
    counter = _Counter(page.count(b"</"), name)
    feed(page, counter)
    return counter.shape


def feed(page: bytes, target: object) -> None:
    """Let a target hear the tags and words of a page in UTF-8, one after the other."""
    from lxml import html  # noqa: PLC0415 - heavy

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, target=target)
    # piece by piece, so that a target that has had enough is not fed the rest
    for start in range(0, len(page), _PIECE):
        parser.feed(page[start : start + _PIECE])
    parser.close()


class _Counter:
    """Hears a page; lxml calls its methods."""

    def __init__(self, end_tags: int, name: str) -> None:
        self.shape = PageShape()
        self._deepest = max(DEEPEST, _STEPS // max(1, end_tags))
        self._name = name
        self._children = [0]
        self._tables = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        shape, children = self.shape, self._children
        children[-1] += 1
        shape.children = max(shape.children, children[-1])
        children.append(0)
        depth = len(children) - 1
        if depth > self._deepest:
            raise OddPage(self._name)
        self._tables += tag == "table"
        shape.elements += 1
        shape.depth = max(shape.depth, depth)
        shape.weight += depth
        shape.tables += self._tables * self._tables
        shape.attributes = max(shape.attributes, len(attributes))

    def end(self, tag: str) -> None:
        self._tables -= tag == "table"
        if len(self._children) > 1:
            self._children.pop()

    def data(self, words: str) -> None:
        self.shape.characters += len(words)

    def close(self) -> None:
        """End; lxml wants to call this."""
