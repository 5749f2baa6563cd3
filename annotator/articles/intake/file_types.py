"""Telling text from pictures, programs and other kinds of file by their bytes.

Zip files and the containers of old Office files are told by their contents.
"""

from typing import TYPE_CHECKING

from annotator.kernel.errors import DamagedFile, EncryptedFile, IntakeError, NotText, OldDocument

if TYPE_CHECKING:
    from zipfile import ZipFile


def zip_faults() -> tuple[type[Exception], ...]:
    """Return the errors that zipfile raises for broken files, beside its own error."""
    from zipfile import BadZipFile
    from zlib import error as deflate_error

    return BadZipFile, deflate_error, EOFError, OSError, ValueError, RuntimeError


def is_packed_as_usual(package: "ZipFile") -> bool:
    """Whether all parts are stored or deflated, as in every document.

    Other ways of packing may ask for any amount of memory, and have errors of their own.
    """
    from zipfile import ZIP_DEFLATED, ZIP_STORED

    return all(one.compress_type in {ZIP_STORED, ZIP_DEFLATED} for one in package.infolist())


_ENTRY = 128  # bytes of a directory entry, which begins with its name


def refusal(data: bytes, name: str) -> IntakeError:
    """Why the file is not read: it has a password, it is cut short, or it is of an old kind."""
    if _has_stream(data, "EncryptedPackage"):
        return EncryptedFile(name)
    if _has_stream(data, "WordDocument"):
        return OldDocument(name, "Word", ".docx")
    if _has_stream(data, "Workbook") or _has_stream(data, "Book"):
        return OldDocument(name, "Excel", ".xlsx or .csv")
    if _has_stream(data, "__properties_version1.0"):
        return OldDocument(name, "Outlook", ".eml or .txt")
    return DamagedFile(name) if name.lower().endswith(".docx") else NotText(name)


def _has_stream(data: bytes, stream: str) -> bool:
    wanted = f"{stream}\0".encode("utf-16-le")
    at = data.find(wanted)
    while at != -1 and at % _ENTRY:
        at = data.find(wanted, at + 1)
    return at != -1


_WHITE = {9, 10, 11, 12, 13}
# Escape stands in texts, too: it begins a change of alphabet.
_CONTROLS = bytes(set(range(32)) - _WHITE - {27} | {127})
_FEW = 3
_PER_CENT = 100
_MOST = 5
"""Per cent of control characters that a text may have; packed data has twice as many."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")

# Kinds of file that are, or begin as, text, but whose text is not what a reader sees.
_OTHER_KINDS = (
    b"%!PS",
    b"\x1f\x8b",
    b"\x1f\x9d",
    b"BZh",
    b"\xfd7zXZ",
    b"7z\xbc\xaf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"RIFF",
    b"ID3\x02",
    b"ID3\x03",
    b"ID3\x04",
    b"OggS",
    b"fLaC",
    b"\x1aE\xdf\xa3",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"SQLite format 3\x00",
)
_FILM = b"ftyp"
"""The mark of films and sounds of the kinds of MPEG 4, which stands behind a length."""


def looks_binary(data: bytes) -> bool:
    """Whether the bytes hold more control characters than a text that was damaged a little."""
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls > _FEW and controls * _PER_CENT > _MOST * len(data)


def few_nuls(data: bytes) -> bool:
    """Whether the NULs in the bytes may be slips in a text, so few are they."""
    nuls = data.count(b"\x00")
    return nuls * _PER_CENT <= _MOST * len(data) or (nuls <= _FEW and nuls * 4 <= len(data))


def is_other_kind(data: bytes) -> bool:
    """Return whether the bytes begin as an unreadable kind of file, for example a picture."""
    return data.startswith(_OTHER_KINDS) or data[4:8] == _FILM
