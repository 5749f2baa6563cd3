"""The methods of lxml's elements that are used here; lxml brings no types of its own."""

from collections.abc import Iterator, Mapping
from typing import Protocol


class Element(Protocol):
    """An element of a web page or of an XML part."""

    tag: str
    attrib: Mapping[str, str]
    text: str | None
    tail: str | None

    def __iter__(self) -> Iterator["Element"]:
        """Its children."""

    def get(self, key: str, default: str = "") -> str:
        """An attribute."""

    def getparent(self) -> "Element | None":
        """Return the element that it is in."""

    def items(self) -> list[tuple[str, str]]:
        """Return its attributes."""

    def set(self, key: str, value: str) -> None:
        """Give it an attribute."""

    def iter(self, *tags: str) -> Iterator["Element"]:
        """Return the element and all beneath it, with one of the tags if any are named."""

    def iterfind(self, path: str) -> Iterator["Element"]:
        """Return the elements beneath it that a path leads to."""

    def itertext(self, *tags: str) -> Iterator[str]:
        """Return the texts in and beneath it, or the texts of elements with one of the tags."""
