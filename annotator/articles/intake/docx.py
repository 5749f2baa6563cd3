"""Word documents: the text as it would be printed, with tracked changes accepted.

The zip file is checked before any part of it is trusted, and the elements of a part are counted
before a tree is made of them: a reader of documents calls itself for each nested element, and
documents that are made to harm nest without end.
"""

import re
from io import BytesIO
from typing import TYPE_CHECKING

from annotator.articles.intake.block_text import text_of
from annotator.articles.intake.elements import Element
from annotator.articles.intake.file_types import is_packed_as_usual, zip_faults
from annotator.articles.intake.library_logging import silence_logging
from annotator.articles.model import Draft, Metadata, OriginalFile, filled_fields
from annotator.kernel.canonical_text import canonical
from annotator.kernel.errors import (
    DamagedFile,
    EmptyText,
    EncryptedFile,
    NotText,
    OddDocument,
    TooLarge,
)

if TYPE_CHECKING:
    from zipfile import ZipFile

_DEEPEST = 100
"""Elements within each other: some thirty tables in tables."""
_ELEMENTS = 300_000
"""Elements of all parts: some thousand pages."""
_FIELDS = 50
"""The most fields, for example links and tables of contents, that may be open at once."""
_PIECE = 1 << 16
_FIELD = "}fldChar"


class DocumentShape:
    """Counts the parts of a document in sequence; lxml calls its methods."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._elements = 0
        self._depth = 0
        self._fields = 0

    def take(self, part: bytes) -> None:
        """Count a part.

        Raises:
            OddDocument: it is built as no program builds documents.
            XMLSyntaxError: it is no XML.
        """
        from lxml import etree

        parser = etree.XMLParser(
            target=self, resolve_entities=False, no_network=True, huge_tree=True
        )
        self._depth = self._fields = 0
        # piece by piece, so that the rest of a part that is refused is not looked at
        for start in range(0, len(part), _PIECE):
            parser.feed(part[start : start + _PIECE])
        parser.close()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Count an element; lxml wants to call this.

        Args:
            tag: The name of the element with its namespace.
            attributes: The values of its attributes, by name.
        """
        self._elements += 1
        self._depth += 1
        if tag.endswith(_FIELD):
            kind = next((v for k, v in attributes.items() if k.endswith("fldCharType")), "")
            self._fields += {"begin": 1, "end": -1}.get(kind, 0)
        if self._depth > _DEEPEST or self._elements > _ELEMENTS or self._fields > _FIELDS:
            raise OddDocument(self._name)

    def end(self, _tag: str) -> None:
        self._depth -= 1

    def close(self) -> None:
        """End; lxml wants to call this."""


_ENCRYPTED = 0x1
_TYPES = "[Content_Types].xml"
_WORD = re.compile(rb"(?:wordprocessingml|ms-word)\.[\w.]+\.main\+xml")
_MAIN = "word/document.xml"
_CORE = "docProps/core.xml"


def check_package(data: bytes, name: str, limit: int) -> bytes:
    """Return the document's own properties as XML (empty if it has none), if all else is sound.

    Args:
        data: The bytes of the file.
        name: The name of the file, for messages.
        limit: The most bytes that may be unpacked from it.

    Raises:
        DamagedFile: it is cut short, its parts are broken, or it defines XML entities.
        EncryptedFile: its parts have a password.
        NotText: a zip file, but no Word document.
        OddDocument: no person writes documents of this shape.
        TooLarge: it unpacks to more than ``limit``.
    """
    from zipfile import ZipFile

    try:
        with ZipFile(BytesIO(data)) as package:
            _check_entries(package, name, limit)
            _check_kind(package, name)
            _check_xml(package, name)
            return package.read(_CORE) if _CORE in package.namelist() else b""
    except zip_faults() as error:
        raise DamagedFile(name) from error


def _check_entries(package: "ZipFile", name: str, limit: int) -> None:
    # The sizes can be trusted: no more than that is unpacked, or the check sum fails.
    size = sum(entry.file_size for entry in package.infolist())
    if size > limit:
        raise TooLarge(name, size, limit)
    if any(entry.flag_bits & _ENCRYPTED for entry in package.infolist()):
        raise EncryptedFile(name)
    if not is_packed_as_usual(package):
        raise DamagedFile(name)


def _check_kind(package: "ZipFile", name: str) -> None:
    names = package.namelist()
    types = package.read(_TYPES) if _TYPES in names else b""
    if _MAIN not in names and not _WORD.search(types):
        raise NotText(name)


def _check_xml(package: "ZipFile", name: str) -> None:
    """Refuse a document type, which the format forbids: the way to entities and outer files."""
    for part in package.namelist():
        if part.lower().endswith((".xml", ".rels")):
            head = package.read(part).replace(b"\x00", b"")
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise DamagedFile(name)
    _check_shape(package, name)


def _check_shape(package: "ZipFile", name: str) -> None:
    from lxml import etree

    shape = DocumentShape(name)
    for part in package.namelist():
        if part.startswith("word/") and part.lower().endswith(".xml"):
            try:
                shape.take(package.read(part))
            except etree.XMLSyntaxError as error:
                raise DamagedFile(name) from error


_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"


def read_docx(data: bytes, name: str, limit: int) -> Draft:
    """Return the document's text, with notes at its end, and its properties, without pictures.

    Args:
        data: The bytes of the file.
        name: The name of the file, for messages.
        limit: The most bytes that may be unpacked from it.

    Raises:
        DamagedFile, EncryptedFile, NotText, TooLarge: it cannot be unpacked as a document.
        OddDocument: no person writes documents of this shape.
        EmptyText: no words are in it.
    """
    properties = check_package(data, name, limit)
    silence_logging("mammoth")
    try:
        text = canonical(text_of(_body(data), keep_spaces=True))
        metadata = _metadata(properties)
    except (ImportError, MemoryError):
        raise
    except RecursionError as error:
        raise OddDocument(name) from error
    except Exception as error:
        # The reader expects sound documents, and fails in any way on others.
        raise DamagedFile(name) from error
    if not text.strip():
        raise EmptyText(name)
    original = OriginalFile(name, _MIME, data)
    return Draft(text=text, metadata=metadata, found=filled_fields(metadata), original=original)


def _body(data: bytes) -> Element:
    from mammoth import convert_to_html

    # A style map inside the document could rename or leave out what it likes. The result's
    # messages tell of styles unknown to the reader, which do not touch the words.
    result = convert_to_html(
        BytesIO(data),
        include_embedded_style_map=False,
        external_file_access=False,
        convert_image=lambda _image: [],
    )
    root = _parsed(f"<div>{result.value}</div>".encode())
    _tidy_notes(root)
    return root


def _tidy_notes(root: Element) -> None:
    """Give each note the mark that stands in the text, and take away the arrows back to it."""
    for link in list(root.iter("a")):
        target = link.get("href", "")
        if target.startswith(("#footnote-ref-", "#endnote-ref-")):
            link.text = None
        elif target.startswith(("#footnote-", "#endnote-")):
            for note in root.iterfind(f".//li[@id='{target[1:]}']"):
                note.set("mark", link.text or "")


def _parsed(xml: bytes) -> Element:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root: Element = etree.fromstring(xml, parser)
    return root


def _metadata(properties: bytes) -> Metadata:
    if not properties:
        return Metadata()
    root = _parsed(properties)

    def value(tag: str) -> str:
        return " ".join("".join(root.itertext(tag)).split())

    return Metadata(
        title=value(f"{_DC}title"),
        byline=value(f"{_DC}creator"),
        published=value(f"{_DCTERMS}modified") or value(f"{_DCTERMS}created"),
        language=value(f"{_DC}language"),
    )
