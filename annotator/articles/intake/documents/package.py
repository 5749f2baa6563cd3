"""Documents that are zip files of XML parts: what is checked before any part of one is trusted.

A file may unpack to more than memory holds, hide entities that grow or that name other files, or
nest elements without end. Nothing of the kind gets as far as a tree.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from posixpath import dirname, join, normpath

from annotator.articles.intake.elements import Element
from annotator.articles.intake.file_types import is_packed_as_usual, zip_faults
from annotator.kernel.errors import (
    AnnotatorError,
    DamagedFile,
    EncryptedFile,
    OddDocument,
    TooLarge,
)

DEEPEST = 100
"""Elements within each other: some thirty tables in tables."""
_ELEMENTS = 300_000
"""Elements of all parts: some thousand pages."""
_ENCRYPTED = 0x1
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@contextmanager
def reading_document(name: str) -> Iterator[None]:
    """Turn whatever a walk through an unsound document raises into a sentence of ours.

    Args:
        name: The name of the file, for messages.

    Raises:
        OddDocument: its elements are deeper within each other than people write.
        DamagedFile: it fails in any other way.
    """
    try:
        yield
    except (AnnotatorError, ImportError, MemoryError):
        raise
    except RecursionError as error:
        raise OddDocument(name) from error
    except Exception as error:
        # A walk expects sound documents, and fails in any way on others.
        raise DamagedFile(name) from error


class OfficePackage:
    """The parts of a document, by their names.

    Raises:
        DamagedFile: it is cut short, its parts are broken, or it defines XML entities.
        EncryptedFile: its parts have a password.
        TooLarge: it unpacks to more than ``limit`` bytes.
    """

    def __init__(self, data: bytes, name: str, limit: int) -> None:
        from zipfile import ZipFile

        self.name = name
        self._limit = limit
        self._elements = 0
        try:
            self._package = ZipFile(BytesIO(data))
        except zip_faults() as error:
            raise DamagedFile(name) from error
        self._check_entries(limit)
        self.names = frozenset(self._package.namelist())

    def _check_entries(self, limit: int) -> None:
        # The sizes can be trusted: no more than that is unpacked, or the check sum fails.
        entries = self._package.infolist()
        size = sum(entry.file_size for entry in entries)
        if size > limit:
            raise TooLarge(self.name, size, limit)
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise EncryptedFile(self.name)
        if not is_packed_as_usual(self._package):
            raise DamagedFile(self.name)

    def within(self, data: bytes) -> "OfficePackage":
        """Return a document that is a part of this one, under the same name and limit.

        Raises:
            DamagedFile, EncryptedFile, TooLarge: as for this one.
        """
        inner = OfficePackage(data, self.name, self._limit)
        inner._elements = self._elements
        return inner

    def read(self, part: str) -> bytes:
        """Return the bytes of a part; none if there is no such part.

        Raises:
            DamagedFile: they cannot be unpacked.
        """
        if part not in self.names:
            return b""
        try:
            return self._package.read(part)
        except zip_faults() as error:
            raise DamagedFile(self.name) from error

    def check_parts(self) -> None:
        """Look at all parts of XML for document types, which the formats forbid.

        Raises:
            DamagedFile: one has a document type, or cannot be unpacked.
        """
        for part in self._package.namelist():
            if part.lower().endswith((".xml", ".rels")):
                self._check_plain(self.read(part))

    def tree(self, part: str) -> Element | None:
        """Return the root of a part of XML, or nothing if there is no such part.

        Raises:
            DamagedFile: it is no XML, or has a document type.
            OddDocument: it is built as no program builds documents.
        """
        data = self.read(part)
        if not data:
            return None
        return self.parsed(data)

    def parsed(self, data: bytes) -> Element:
        """Return the root of XML that is a part of the document.

        Raises:
            DamagedFile, OddDocument: as for a tree.
        """
        from lxml import etree

        self._check_plain(data)
        # each element has an angle bracket or two: too many never become a tree
        if data.count(b"<") > 2 * _ELEMENTS:
            raise OddDocument(self.name)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root: Element = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            if "xcessive depth" in str(error):
                raise OddDocument(self.name) from error
            raise DamagedFile(self.name) from error
        self._count(root)
        return root

    def _check_plain(self, data: bytes) -> None:
        if _DECLARED.search(data) or (b"\x00" in data and _DECLARED.search(_narrow(data))):
            raise DamagedFile(self.name)

    def _count(self, root: Element) -> None:
        self._elements += sum(1 for _ in root.iter())
        if self._elements > _ELEMENTS:
            raise OddDocument(self.name)


def _narrow(data: bytes) -> bytes:
    return data.replace(b"\x00", b"")


class PartRelations:
    """What a part of a package names by ids: other parts, and addresses outside of it."""

    def __init__(self, package: OfficePackage, part: str) -> None:
        self._folder = dirname(part)
        self.by_id: dict[str, str] = {}
        self._by_type: dict[str, list[str]] = {}
        root = package.tree(join(self._folder, "_rels", f"{part.rpartition('/')[2]}.rels"))
        for relation in root if root is not None else ():
            self._take(relation)

    def _take(self, relation: Element) -> None:
        target = relation.get("Target")
        if relation.get("TargetMode") != "External":
            target = self._within(target)
        self.by_id[relation.get("Id")] = target
        kind = relation.get("Type").rpartition("/")[2]
        self._by_type.setdefault(kind, []).append(target)

    def _within(self, target: str) -> str:
        path = target[1:] if target.startswith("/") else join(self._folder, target)
        return normpath(path) if path else ""

    def of_type(self, kind: str) -> list[str]:
        """Return the targets of a type, which is named by the last word of its address."""
        return self._by_type.get(kind, [])
