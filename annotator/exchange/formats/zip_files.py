"""The zip file that annotations come in: checked before any part of it is trusted."""

from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from annotator.articles.intake.file_types import is_packed_as_usual, zip_faults
from annotator.kernel.errors import DamagedFile, EncryptedFile, TooMuch, Unsafe

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

LIMIT = 500_000_000  # bytes, of all that is unpacked
_RATIO = 200  # of what is unpacked to what is packed
_SMALL = 20_000_000  # bytes: so little does no harm, however well it was packed
_ENCRYPTED = 0x1
_WANTED = (".qde", ".txt", ".ann", ".jsonl")

Package = dict[str, bytes]
"""The projects, texts and annotations in a zip file, by paths with slashes."""


def unpack(data: bytes, name: str) -> Package:
    """Return the projects, texts and annotations in a zip file; no other file is unpacked.

    Raises:
        DamagedFile, EncryptedFile: it is cut short, broken, or has a password.
        Unsafe: it points outside itself, or unpacks to far more than it is.
        TooMuch: it unpacks to more than ``LIMIT``.
    """
    from zipfile import ZipFile

    try:
        with ZipFile(BytesIO(data)) as package:
            _check(package, name)
            wanted = [one for one in package.infolist() if _path(one).lower().endswith(_WANTED)]
            return {_path(one): package.read(one) for one in wanted}
    except zip_faults() as error:
        raise DamagedFile(name) from error


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


def _path(entry: "ZipInfo") -> str:
    return entry.filename.replace("\\", "/")
