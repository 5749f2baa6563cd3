"""The zip file that a REFI-QDA project is: checked before anything in it is trusted.

https://www.qdasoftware.org (REFI-QDA 1.5): one XML file at the root, and texts in “sources”.
"""

from collections.abc import Iterable
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from annotator.domain.errors import (
    DamagedFile,
    EncryptedFile,
    StillPacked,
    TooMuch,
    UnknownForm,
    Unsafe,
)
from annotator.intake.elements import Element
from annotator.intake.zips import is_packed_as_usual, zip_faults

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

LIMIT = 500_000_000  # bytes, of all that is unpacked
_RATIO = 200  # of what is unpacked to what is packed
_SMALL = 20_000_000  # bytes: so little does no harm, however well it was packed
_ENCRYPTED = 0x1

Package = dict[str, bytes]
"""The XML file and the texts, by their paths in lower case."""


def unpacked(data: bytes, name: str, forms: Iterable[str]) -> tuple[bytes, Package]:
    """The one XML file at the root, and the texts beside it.

    ``forms`` are those that are known, for the message.

    Raises:
        DamagedFile, EncryptedFile: it is cut short, broken, or has a password.
        Unsafe: it points outside itself, or unpacks to far more than it is.
        TooMuch: it unpacks to more than ``LIMIT``.
        StillPacked: it holds files of brat.
        UnknownForm: a zip file of anything else.
    """
    from zipfile import ZipFile  # noqa: PLC0415 - rarely needed

    try:
        with ZipFile(BytesIO(data)) as package:
            _check(package, name)
            roots = [one for one in package.infolist() if _is_project(one)]
            if not roots and any(_path(one).endswith(".ann") for one in package.infolist()):
                raise StillPacked(name)
            if len(roots) != 1:
                raise UnknownForm(name, forms)
            texts = [one for one in package.infolist() if one.filename.lower().endswith(".txt")]
            return package.read(roots[0]), {_path(one): package.read(one) for one in texts}
    except zip_faults() as error:
        raise DamagedFile(name) from error


def project(xml: bytes, name: str) -> Element:
    """The root of a project's XML; nothing outside it is ever looked at.

    Raises:
        DamagedFile: it is no XML.
        Unsafe: it has a document type, the way to entities and outer files.
    """
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy

    if b"<!DOCTYPE" in xml.replace(b"\x00", b""):
        raise Unsafe(name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root: Element = etree.fromstring(xml, parser)
        tree = root.getroottree()  # type: ignore[attr-defined]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFile(name) from error
    if tree.docinfo.internalDTD is not None:
        raise Unsafe(name)
    return root


def _check(package: "ZipFile", name: str) -> None:
    # The sizes can be trusted: no more than that is unpacked, or the check sum fails.
    entries = package.infolist()
    size = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if size > LIMIT:
        raise TooMuch(name, size, LIMIT)
    if size > max(_SMALL, _RATIO * packed) or any(map(_leads_out, entries)):
        raise Unsafe(name)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise EncryptedFile(name)
    if not is_packed_as_usual(package):
        raise DamagedFile(name)


def _leads_out(entry: "ZipInfo") -> bool:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in entry.filename


def _is_project(entry: "ZipInfo") -> bool:
    return "/" not in _path(entry) and _path(entry).endswith(".qde")


def _path(entry: "ZipInfo") -> str:
    return entry.filename.replace("\\", "/").lower()
