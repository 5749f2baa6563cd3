"""The zip file that a Word document is: checked before anything in it is trusted."""

import re
from io import BytesIO
from typing import TYPE_CHECKING

from annotator.articles.intake.document_shape import DocumentShape
from annotator.articles.intake.zips import is_packed_as_usual, zip_faults
from annotator.kernel.errors import DamagedFile, EncryptedFile, NotText, TooLarge

if TYPE_CHECKING:
    from zipfile import ZipFile

_ENCRYPTED = 0x1
_TYPES = "[Content_Types].xml"
_WORD = re.compile(rb"(?:wordprocessingml|ms-word)\.[\w.]+\.main\+xml")
_MAIN = "word/document.xml"
_CORE = "docProps/core.xml"


def check_package(data: bytes, name: str, limit: int) -> bytes:
    """The document's own properties as XML (empty if it has none), once all else is sound.

    ``limit`` is what may be unpacked from it, in bytes.

    Raises:
        DamagedFile: it is cut short, its parts are broken, or it defines XML entities.
        EncryptedFile: its parts have a password.
        NotText: a zip file, but no Word document.
        OddDocument: it is built as nobody writes documents.
        TooLarge: it unpacks to more than ``limit``.
    """
    from zipfile import ZipFile  # noqa: PLC0415 - rarely needed

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
    """Refuse what the format forbids: a document type, the way to entities and outer files."""
    for part in package.namelist():
        if part.lower().endswith((".xml", ".rels")):
            head = package.read(part).replace(b"\x00", b"")
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise DamagedFile(name)
    _check_shape(package, name)


def _check_shape(package: "ZipFile", name: str) -> None:
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy

    shape = DocumentShape(name)
    for part in package.namelist():
        if part.startswith("word/") and part.lower().endswith(".xml"):
            try:
                shape.take(package.read(part))
            except etree.XMLSyntaxError as error:
                raise DamagedFile(name) from error
