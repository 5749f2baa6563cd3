"""Insertions into XML that leave every other character of it as it was written.

A tree that is written anew loses the order of attributes, prefixes and line ends. So edits are made
in the written XML, at the places of the elements that a tree of it has.
"""

import re
from array import array
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import NamedTuple

from annotator.articles.intake.elements import Element
from annotator.kernel.errors import DamagedFile

_TAG = re.compile(
    r"<(?:!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>|/[^>]*>"
    r"""|[^!?/][^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*>)""",
    re.DOTALL,
)
_TOKEN = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[|\]\]>|&\#?\w+;|\r\n|.",
    re.DOTALL,
)
_CDATA, _CDATA_ENDS = "<![CDATA[", "]]>"
_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_MARKS = {BOM_UTF8: "utf-8", BOM_UTF16_LE: "utf-16-le", BOM_UTF16_BE: "utf-16-be"}
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAME = re.compile(r"<([^\s/>]+)")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})


def escaped(words: str, *, in_attribute: bool = False) -> str:
    """Return words as they stand in XML; signs that XML cannot hold are dropped."""
    words = _UNWRITABLE.sub("", words).translate(_ESCAPES)
    return words.replace("\n", "&#10;").replace("\t", "&#9;") if in_attribute else words


class TagPlaces(NamedTuple):
    """Where an element is written, in characters of the XML.

    ``start`` is the start of its start tag, ``content`` the end of that tag, ``content_end`` the
    start of its end tag, ``end`` the end of it. An element without an end tag has no content.
    """

    start: int
    content: int
    content_end: int
    end: int

    @property
    def is_closed_at_once(self) -> bool:
        """Whether a single tag is all of the element."""
        return self.content == self.end


class EditedXml:
    """XML as it is written, and edits on it.

    Raises:
        DamagedFile: its characters or its tags cannot be told.
    """

    def __init__(self, data: bytes, root: Element, name: str) -> None:
        self._mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
        declared = _DECLARED.match(data)
        told = declared[1].decode("ascii") if declared else "utf-8"
        self._encoding = _MARKS.get(self._mark, told)
        try:
            self.written = data[len(self._mark) :].decode(self._encoding)
            if self._mark + self.written.encode(self._encoding) != data:
                raise DamagedFile(name)
        except (LookupError, UnicodeError) as error:
            raise DamagedFile(name) from error
        self.root = root
        self._name = name
        self._places: list[array[int]] = _places_of_tags(self.written)
        self._numbers = {element: number for number, element in enumerate(root.iter())}
        if len(self._numbers) != len(self._places[0]):
            raise DamagedFile(name)
        self._edits: list[tuple[int, int, int, str]] = []
        self._opened: dict[Element, list[str]] = {}

    def has(self, element: Element) -> bool:
        """Return whether an element stands in this XML."""
        return element in self._numbers

    def number(self, element: Element) -> int:
        """Return the place of an element in the order of the XML, from 0."""
        return self._numbers[element]

    def places(self, element: Element) -> TagPlaces:
        """Return where an element is written."""
        number = self._numbers[element]
        return TagPlaces(*(column[number] for column in self._places))

    def tag(self, element: Element) -> str:
        """Return the start tag of an element as it is written."""
        places = self.places(element)
        return self.written[places.start : places.content]

    def name(self, element: Element) -> str:
        """Return the name of an element as it is written, with its prefix."""
        found = _NAME.match(self.written, self.places(element).start)
        return found[1] if found else ""

    def of(self, element: Element) -> str:
        """Return an element as it is written."""
        places = self.places(element)
        return self.written[places.start : places.end]

    def in_text(self, element: Element, offset: int, *, is_tail: bool = False) -> tuple[int, bool]:
        """Return the place of a character of an element's text, and whether it is in CDATA.

        Args:
            element: The element.
            offset: The place in its text, in code points.
            is_tail: Whether the text behind the element is meant.
        """
        places = self.places(element)
        at = places.end if is_tail else places.content
        in_cdata = False
        for token in _TOKEN.finditer(self.written, at):
            words = token[0]
            if words == _CDATA:
                in_cdata = True
            elif words == _CDATA_ENDS and in_cdata:
                in_cdata = False
            elif in_cdata or not words.startswith(("<!--", "<?")):
                if not offset:
                    return token.start(), in_cdata
                offset -= len(words) if in_cdata and words.startswith("&") else 1
        return len(self.written), False

    def insert(self, place: int, markup: str, *, in_cdata: bool = False) -> None:
        """Write markup at a place, after all that was inserted there before.

        Args:
            place: The place in the written XML, in characters.
            markup: The markup.
            in_cdata: Whether the place is within CDATA, which is parted there.
        """
        if in_cdata:
            markup = f"{_CDATA_ENDS}{markup}{_CDATA}"
        self.replace(place, place, markup)

    def replace(self, start: int, end: int, markup: str) -> None:
        """Write markup in place of other markup.

        Args:
            start: Where that begins in the written XML, in characters.
            end: Where it ends.
            markup: The markup.
        """
        self._edits.append((start, end, len(self._edits), markup))

    def append(self, element: Element, markup: str) -> None:
        """Write markup at the end of an element."""
        if self.places(element).is_closed_at_once:
            self._opened.setdefault(element, []).append(markup)
        else:
            self.insert(self.places(element).content_end, markup)

    @property
    def is_changed(self) -> bool:
        """Whether anything was edited."""
        return bool(self._edits or self._opened)

    def data(self) -> bytes:
        """Return the XML with its edits, as bytes in the encoding that it had."""
        edits = [*self._edits]
        for element, markups in self._opened.items():
            end = self.places(element).end
            slash = self.written.rindex("/", 0, end)
            content = "".join((">", *markups, f"</{self.name(element)}>"))
            edits.append((slash, end, 0, content))
        pieces, at = list[str](), 0
        for start, end, _, markup in sorted(edits):
            pieces += [self.written[at:start], markup]
            at = max(at, end)
        words = "".join([*pieces, self.written[at:]])
        return self._mark + words.encode(self._encoding, "xmlcharrefreplace")


def _places_of_tags(written: str) -> list["array[int]"]:
    """Return of each element, in the order of the XML, where its tags begin and end."""
    columns = [array("q"), array("q"), array("q"), array("q")]
    starts, contents, content_ends, ends = columns
    is_open: list[int] = []
    for found in _TAG.finditer(written):
        at, end = found.span()
        kind = written[at + 1]
        if kind == "/":
            if is_open:
                number = is_open.pop()
                content_ends[number], ends[number] = at, end
        elif kind not in "!?":
            is_single = written[end - 2] == "/"
            if not is_single:
                is_open.append(len(starts))
            starts.append(at)
            contents.append(end)
            content_ends.append(end)
            ends.append(end)
    return columns


class Prefixes:
    """The prefixes with which names of a namespace can be written at an element."""

    def __init__(self, element: Element, space: str, spare: str) -> None:
        prefixes = getattr(element, "nsmap", {})
        found = next((p for p, address in prefixes.items() if p and address == space), "")
        self.prefix = found or spare
        self.declaration = "" if found else f' xmlns:{spare}="{space}"'
