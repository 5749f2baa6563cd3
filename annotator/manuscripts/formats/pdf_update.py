"""An update at the end of a PDF file: all its bytes stay as they are, signatures hold.

What the update says of an object goes before what the file said of it (ISO 32000, 7.5.6).
"""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from itertools import pairwise
from struct import pack
from typing import TYPE_CHECKING, Any, cast

from annotator.articles.intake.third_party_logging import silence_logging
from annotator.kernel.canonical_text import sha256_of_bytes
from annotator.kernel.errors import DamagedFile, ProtectedFile

if TYPE_CHECKING:
    from pypdf.generic import DictionaryObject, IndirectObject, PdfObject

_HEADER = b"%PDF-"
_TABLE = re.compile(rb"\s*(?:xref\s|(\d+)\s+\d+\s+obj\b)")
_COMMENTS_ALLOWED = 3
"""The least permission of a certificate (DocMDP) that allows comments."""
_KEPT = ("Root", "Info")


def pdf_object(value: Any) -> "PdfObject":
    """Return a value as an object of a PDF file.

    Args:
        value: A dictionary, a list, a number or an object; a string is a name.
    """
    from pypdf import generic

    if isinstance(value, generic.PdfObject):
        return value
    if isinstance(value, Mapping):
        return generic.DictionaryObject(
            {generic.NameObject(f"/{key}"): pdf_object(one) for key, one in value.items()}
        )
    if isinstance(value, int):
        return generic.NumberObject(value)
    if isinstance(value, float):
        return generic.FloatObject(f"{value:.2f}")
    if isinstance(value, str):
        return generic.NameObject(f"/{value}")
    return generic.ArrayObject(pdf_object(one) for one in value)


def pdf_text(words: str) -> "PdfObject":
    """Return words as an object of a PDF file."""
    from pypdf.generic import TextStringObject

    return TextStringObject(words)


def pdf_stream(content: bytes, about: Mapping[str, Any]) -> "PdfObject":
    """Return a stream of a PDF file, packed.

    Args:
        content: Its bytes.
        about: The entries of its dictionary.
    """
    from pypdf.generic import DecodedStreamObject

    stream = DecodedStreamObject()
    stream.set_data(content)
    stream.update(cast("DictionaryObject", pdf_object(about)))
    return stream.flate_encode()


class PdfUpdate:
    """A PDF file with the objects that are added to it or written anew."""

    def __init__(self, data: bytes, name: str) -> None:
        """Read the file; an unsound file fails in any way.

        Raises:
            ProtectedFile: nothing may be written into it.
        """
        from pypdf import PdfReader

        silence_logging("pypdf")
        self._data, self._name = data, name
        self._reader = PdfReader(BytesIO(data))
        if self._reader.is_encrypted or not self._allows_comments():
            raise ProtectedFile(name)
        self._pages = [page.indirect_reference for page in self._reader.pages]
        self._size = max(int(cast(int, self._reader.trailer["/Size"])), self._last() + 1)
        self._objects: dict[int, tuple[int, PdfObject]] = {}

    def _last(self) -> int:
        numbers = [number for table in self._reader.xref.values() for number in table]
        last: int = max([0, *numbers, *self._reader.xref_objStm])
        return last

    def _allows_comments(self) -> bool:
        permissions = _entry(self._reader.root_object, "/Perms", {})
        certificate = _entry(permissions, "/DocMDP", {})
        if not certificate:
            return True
        references = [one.get_object() for one in _entry(certificate, "/Reference", [])]
        allowed = [_entry(_entry(one, "/TransformParams", {}), "/P", 2) for one in references]
        return all(one >= _COMMENTS_ALLOWED for one in allowed)

    @property
    def pages(self) -> int:
        """How many pages the file has."""
        return len(self._pages)

    def page(self, number: int) -> "IndirectObject":
        """Return the reference to a page, from 0.

        Raises:
            DamagedFile: it stands nowhere in the file.
        """
        reference = self._pages[number] if number < len(self._pages) else None
        if reference is None:
            raise DamagedFile(self._name)
        return reference

    def visible_box(self, number: int) -> tuple[float, float, float, float]:
        """Return the left, lower, right and upper edge of a page as it is shown, in its points."""
        box = self._reader.pages[number].cropbox
        return float(box.left), float(box.bottom), float(box.right), float(box.top)

    def annotations(self, number: int) -> "list[PdfObject]":
        """Return the annotations of a page as its list holds them."""
        listed = _entry(self.page(number).get_object(), "/Annots", [])
        return [*listed] if isinstance(listed, list) else []

    def add(self, value: Any = None) -> "IndirectObject":
        """Add an object, which may be told later, and return its reference."""
        from pypdf.generic import IndirectObject

        reference = IndirectObject(self._size, 0, self._reader)
        self._size += 1
        if value is not None:
            self.put(reference, value)
        return reference

    def put(self, reference: "IndirectObject", value: Any) -> None:
        """Tell what an object is from now on."""
        self._objects[reference.idnum] = reference.generation, pdf_object(value)

    def annotate(self, number: int, added: "Sequence[IndirectObject]") -> None:
        """Add annotations to those of a page."""
        from pypdf.generic import DictionaryObject, NameObject

        reference = self.page(number)
        page = DictionaryObject(cast(DictionaryObject, reference.get_object()))
        page[NameObject("/Annots")] = self.add([*self.annotations(number), *added])
        self.put(reference, page)

    def content(self) -> bytes:
        """Return the file with the update at its end, if there is one."""
        if not self._objects:
            return self._data
        out = BytesIO()
        out.write(self._data)
        if not self._data.endswith((b"\n", b"\r")):
            out.write(b"\n")
        places: dict[int, tuple[int, int]] = {}
        for number, (generation, value) in sorted(self._objects.items()):
            places[number] = generation, out.tell() - self._shift
            out.write(b"%d %d obj\n" % (number, generation))
            value.write_to_stream(out)
            out.write(b"\nendobj\n")
        start = out.tell() - self._shift
        self._write_table(out, places)
        out.write(b"startxref\n%d\n%%%%EOF\n" % start)
        return out.getvalue()

    @property
    def _shift(self) -> int:
        """The bytes before the file's beginning, if its places are counted from there."""
        before = max(0, self._data.find(_HEADER, 0, 1024))
        return before if self._table_at(before) else 0

    def _table_at(self, shift: int) -> "re.Match[bytes] | None":
        at = self._start() + shift
        return _TABLE.match(self._data, at) if 0 < at < len(self._data) else None

    def _start(self) -> int:
        found = re.findall(rb"startxref\s+(\d{1,15})", self._data[-2048:])
        return int(found[-1]) if found else 0

    def _write_table(self, out: BytesIO, places: dict[int, tuple[int, int]]) -> None:
        """Write where the objects stand, in the form in which the file says it.

        Args:
            out: The file so far.
            places: By the numbers of objects their generation and their place in bytes.
        """
        trailer: dict[str, Any] = {"Size": self._size, "ID": self._identifiers(out)}
        known = self._reader.trailer
        trailer |= {key: known.raw_get(f"/{key}") for key in _KEPT if f"/{key}" in known}
        table = self._table_at(self._shift)
        packed: dict[int, tuple[int, int]] = {}
        if table is not None:
            trailer["Prev"] = self._start()
        else:
            # the file's own table is of no use: the update tells of all objects
            places = {**self._known_places(), **places}
            packed = {
                number: place
                for number, place in self._reader.xref_objStm.items()
                if number not in places
            }
        if packed or (table is not None and table[1]):
            self._write_stream(out, places, packed, trailer)
        else:
            _write_rows(out, places, trailer)

    def _known_places(self) -> dict[int, tuple[int, int]]:
        return {
            number: (generation, place)
            for generation, numbers in self._reader.xref.items()
            for number, place in numbers.items()
            if number and place
        }

    def _write_stream(
        self,
        out: BytesIO,
        places: dict[int, tuple[int, int]],
        packed: dict[int, tuple[int, int]],
        trailer: dict[str, Any],
    ) -> None:
        number = self._size
        ours = {**places, number: (0, out.tell() - self._shift)}
        rows = {
            **{each: pack(">BQH", 2, *place) for each, place in packed.items()},
            **{
                each: pack(">BQH", 1, place, generation)
                for each, (generation, place) in ours.items()
            },
        }
        index = [value for block in _blocks(sorted(rows)) for value in (block[0], len(block))]
        about = {"Type": "XRef", "W": [1, 8, 2], "Index": index, **trailer, "Size": number + 1}
        content = b"".join(rows[each] for each in sorted(rows))
        out.write(b"%d 0 obj\n" % number)
        pdf_stream(content, about).write_to_stream(out)
        out.write(b"\nendobj\n")

    def _identifiers(self, out: BytesIO) -> list["PdfObject"]:
        """The identifier of the file, and that of its state, which is another from now on."""
        from pypdf.generic import ByteStringObject

        now = ByteStringObject(bytes.fromhex(sha256_of_bytes(out.getvalue())[:32]))
        known = _entry(self._reader.trailer, "/ID", [])
        return [known[0] if known else now, now]


def _write_rows(out: BytesIO, places: dict[int, tuple[int, int]], trailer: dict[str, Any]) -> None:
    out.write(b"xref\n0 1\n0000000000 65535 f \n")
    for block in _blocks(sorted(places)):
        out.write(b"%d %d\n" % (block[0], len(block)))
        for number in block:
            generation, place = places[number]
            out.write(b"%010d %05d n \n" % (place, generation))
    out.write(b"trailer\n")
    pdf_object(trailer).write_to_stream(out)
    out.write(b"\n")


def _entry(about: Any, key: str, default: Any) -> Any:
    """Return an entry of a dictionary of the file itself, and not its reference."""
    found = about[key] if isinstance(about, Mapping) and key in about else None
    return default if found is None else found.get_object()


def _blocks(numbers: Sequence[int]) -> list[list[int]]:
    """Return numbers in rows without a gap."""
    blocks = [[number] for number in numbers[:1]]
    for last, number in pairwise(numbers):
        if number == last + 1:
            blocks[-1].append(number)
        else:
            blocks.append([number])
    return blocks
