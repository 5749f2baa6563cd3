"""The encodings that articles come in, in the order in which people are offered them."""

import codecs

CANDIDATES = (
    "windows-1252", "windows-1250", "windows-1251", "windows-1253", "windows-1254",
    "windows-1255", "windows-1256", "windows-1257", "GB18030", "Big5", "Shift_JIS", "EUC-JP",
    "EUC-KR", "KOI8-R", "KOI8-U", "windows-1258", "ISO-8859-2", "ISO-8859-5", "ISO-8859-6",
    "ISO-8859-7", "ISO-8859-8", "ISO-8859-9", "ISO-8859-15", "TIS-620", "macintosh",
    "ISO-2022-JP",
)  # fmt: skip
_MULTI_BYTE = ("UTF-8", "GB18030", "Big5", "Shift_JIS", "EUC-JP", "EUC-KR", "ISO-2022-JP")
_LABELS = {
    codecs.lookup(name).name: name
    for name in (*CANDIDATES, "UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32")
} | {"utf-8-sig": "UTF-8", "ascii": "UTF-8", "iso8859-1": "ISO-8859-1"}

# C1 controls: an encoding that has them where others have letters is not the one.
_C1 = frozenset(map(chr, range(0x80, 0xA0)))
_ENOUGH = 12


def label(encoding: str) -> str:
    """The name people know an encoding by; an unknown one is returned as it is.

    Raises:
        LookupError, ValueError: no encoding is called this.
    """
    return _LABELS.get(codecs.lookup(encoding).name, encoding)


def reading(data: bytes, encoding: str) -> int | None:
    """A number that tells one reading of ``data`` from another; none where it cannot be read.

    A single byte always means the same, so that only the bytes in use are looked at.
    """
    single = encoding not in _MULTI_BYTE
    try:
        text = (bytes_used(data) if single else data).decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if single and not _C1.isdisjoint(text) else hash(text)


def bytes_used(data: bytes) -> bytes:
    """Each byte that occurs in ``data``, once."""
    return bytes(byte for byte in range(256) if byte in data)


def readers(data: bytes, used: str) -> tuple[str, ...]:
    """The encodings that read ``data`` otherwise than ``used`` does, at most twelve."""
    if data.isascii():
        return ()
    found: list[str] = []
    seen = {reading(data, used), None}
    for encoding in ("UTF-8", *CANDIDATES):
        outcome = reading(data, encoding)
        if outcome not in seen:
            seen.add(outcome)
            found.append(encoding)
        if len(found) == _ENOUGH:
            break
    return tuple(found)
