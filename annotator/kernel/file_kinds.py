"""The effect of opening a kept file, told by its name and bytes: unknown kinds are kept shut.

Only kinds that are looked at, read or listened to are opened: documents, pictures, sound, film and
plain text. All else, whichever program a system may run for it some day, is saved and shown in its
folder. Documents that hold programs of their own, by their ending or inside, count among all else.
"""

import re
from collections.abc import Callable
from enum import Enum

from annotator.kernel.file_names import file_name

HEAD = 4096
"""Bytes of a file's beginning that tell its kind."""

Test = Callable[[bytes], bool]


class Way(Enum):
    """The effect of looking at a file."""

    SHOWS = "shows"
    LOADS = "loads"
    UNKNOWN = "unknown"


def _begins(*magic: bytes) -> Test:
    return lambda head: head.startswith(magic)


def _riff(kind: bytes) -> Test:
    return lambda head: head[:4] in {b"RIFF", b"RF64"} and head[8:12] == kind


def _is_boxed(head: bytes) -> bool:
    """Whether it is in boxes, as films of phones are and the pictures that came of them."""
    return head[4:8] in {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}


def _is_sound(head: bytes) -> bool:
    return head[:3] == b"ID3" or (head[:1] == b"\xff" and head[1:2] >= b"\xe0")


def _is_text(head: bytes) -> bool:
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return True
    return b"\0" not in head and not head.startswith(_PROGRAMS)


_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROGRAMS = (
    *(b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"L\0\0\0\x01\x14\x02\0"),
    *(b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe"),
    *(b"[Desktop Entry]", b"[InternetShortcut]", b"[{000214A0"),
)
_TIFF = _begins(b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_OPENED: dict[str, Test] = {
    # documents; RTF is none, for it hides programs in too many ways
    ".pdf": lambda head: b"%PDF-" in head[:1024] and not head.startswith(_PROGRAMS),
    **dict.fromkeys((".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"), _begins(_ZIP)),
    **dict.fromkeys((".doc", ".xls", ".ppt"), _begins(_OLE)),
    # pictures; SVG is a web page
    ".png": _begins(b"\x89PNG\r\n\x1a\n"),
    **dict.fromkeys((".jpg", ".jpeg"), _begins(b"\xff\xd8\xff")),
    ".gif": _begins(b"GIF87a", b"GIF89a"),
    ".webp": _riff(b"WEBP"),
    ".bmp": _begins(b"BM"),
    **dict.fromkeys((".tif", ".tiff"), _TIFF),
    **dict.fromkeys((".heic", ".heif", ".avif"), _is_boxed),
    # sound
    ".mp3": _is_sound,
    ".aac": _is_sound,
    ".wav": _riff(b"WAVE"),
    ".flac": _begins(b"fLaC", b"ID3"),
    ".amr": _begins(b"#!AMR"),
    **dict.fromkeys((".aif", ".aiff"), lambda head: head[:4] == b"FORM" and head[8:11] == b"AIF"),
    **dict.fromkeys((".ogg", ".oga", ".opus", ".ogv"), _begins(b"OggS")),
    # film
    **dict.fromkeys((".mp4", ".m4v", ".m4a", ".mov", ".3gp"), _is_boxed),
    ".avi": _riff(b"AVI "),
    **dict.fromkeys((".mkv", ".webm"), _begins(b"\x1a\x45\xdf\xa3")),
    **dict.fromkeys((".mpg", ".mpeg"), _begins(b"\0\0\x01\xba", b"\0\0\x01\xb3")),
    # plain text
    **dict.fromkeys((".txt", ".text", ".md", ".markdown", ".log"), _is_text),
    **dict.fromkeys((".csv", ".tsv", ".json", ".srt", ".vtt"), _is_text),
}
"""How a file of each kind that is opened begins, by its ending."""

_PAGES = {".html", ".htm", ".xhtml", ".xht", ".mht", ".mhtml", ".svg"}
"""Endings of files that a browser shows, which may load parts of them from the network."""
_MACROS = re.compile(
    rb"vbaProject|_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T|M\0a\0c\0r\0o\0s\0{53}"
    rb"|Basic/(?:Standard/)?script-l|Scripts/(?:python|beanshell|javascript)|macrosheets/",
    re.IGNORECASE,
)
"""Names within documents that hold programs; names in a ZIP stand there uncompressed."""
_OFFICE = {
    *(".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"),
    *(".doc", ".xls", ".ppt"),
}


def ending_of(name: str) -> str:
    """The ending by which a system goes that is given a file of this name: “.pdf”, or none."""
    stem, dot, ending = file_name(name).rpartition(".")
    return dot + ending.lower() if stem else ""


def is_searched(name: str) -> bool:
    """Whether the way of a file of this name is told from all of its bytes, not from the first."""
    return ending_of(name) in _OFFICE


def way_of(name: str, data: bytes | None = None) -> Way:
    """Return the effect of opening a file of this name, or of this name and these bytes."""
    ending = ending_of(name)
    if ending in _PAGES:
        runs = data is not None and data.startswith(_PROGRAMS)
        return Way.UNKNOWN if runs else Way.LOADS
    fits = _OPENED.get(ending)
    if fits is None:
        return Way.UNKNOWN
    if data is None:
        return Way.SHOWS
    if not fits(data[:HEAD]) or (ending in _OFFICE and _MACROS.search(data)):
        return Way.UNKNOWN
    return Way.SHOWS
