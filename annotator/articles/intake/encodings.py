"""Bytes to text: the encoding that reads them, guessed from their language, and the others."""

import codecs
from dataclasses import dataclass

from annotator.articles.intake.file_types import looks_binary
from annotator.articles.intake.library_logging import silence_logging
from annotator.kernel.errors import NotText, WrongEncoding

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
    """Return the name people know an encoding by; an unknown encoding keeps its own.

    Raises:
        LookupError, ValueError: no encoding has this name.
    """
    return _LABELS.get(codecs.lookup(encoding).name, encoding)


def reading(data: bytes, encoding: str) -> int | None:
    """Return a number that tells one reading of ``data`` from another; none if it is unreadable.

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


# Enough to know a language by; reading all of a long text would take seconds.
_SAMPLE = 200_000


def guess(data: bytes) -> tuple[str, str]:
    """The text and the likeliest of the encodings that read all of ``data``."""
    from charset_normalizer import from_bytes

    silence_logging("charset_normalizer")
    readings = {encoding: reading(data, encoding) for encoding in CANDIDATES}
    # Never empty: some encodings have a character for every byte.
    able = [encoding for encoding, outcome in readings.items() if outcome is not None]
    best = from_bytes(_sample(data), cp_isolation=able).best()
    chosen = label(best.encoding) if best else able[0]
    if chosen not in able:
        chosen = able[0]
    # Curly quotes stand in the same places in many encodings: the commonest is meant.
    common = next(encoding for encoding in able if readings[encoding] == readings[chosen])
    return data.decode(common), common


def _sample(data: bytes) -> bytes:
    """The whole lines that fit, from where the first letter beyond ASCII stands."""
    if len(data) <= _SAMPLE:
        return data
    first = next((at for at in range(len(data)) if data[at] > 0x7F), 0)
    start = data.rfind(b"\n", 0, first) + 1
    end = data.rfind(b"\n", start, start + _SAMPLE) + 1
    return data[start : max(end, start + _SAMPLE // 2)]


_BOMS = (
    (codecs.BOM_UTF8, "UTF-8"),
    # The little-endian mark of UTF-32 begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was read with, and the others that read the same bytes otherwise.

    Encodings bear the names people know them by (“windows-1252”), which Python knows too.
    """

    text: str
    encoding: str
    alternatives: tuple[str, ...] = ()


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """Return the text in ``data``, read with ``encoding`` or, without it, with the likeliest.

    ``name`` is the file's, for messages. A few broken UTF-8 sequences in a text that is UTF-8
    otherwise become U+FFFD, so that they are seen.

    Raises:
        NotText: a picture, a program or another kind of binary data.
        WrongEncoding: the encoding asked for is unknown or cannot read the bytes.
    """
    if encoding:
        return _as_asked(data, name, encoding)
    return _with_bom(data, name) or _without_bom(data, name)


def has_bom(data: bytes) -> bool:
    """Whether the bytes begin with the mark of a Unicode encoding."""
    return data.startswith(tuple(bom for bom, _ in _BOMS))


def _as_asked(data: bytes, name: str, encoding: str) -> Decoded:
    try:
        text = _nearly_utf8(data) if label(encoding) == "UTF-8" else data.decode(encoding)
    except (LookupError, ValueError) as error:
        raise WrongEncoding(name, encoding) from error
    if text is None or "\x00" in text:
        raise WrongEncoding(name, encoding)
    used = label(encoding)
    return Decoded(text, used, () if has_bom(data) else readers(data, used))


def _with_bom(data: bytes, name: str) -> Decoded | None:
    found = next(((bom, codec) for bom, codec in _BOMS if data.startswith(bom)), None)
    if found is None:
        return None
    bom, codec = found
    text = _nearly_utf8(data) if bom == codecs.BOM_UTF8 else _wide(data, codec)
    if text is None:
        raise NotText(name)
    return Decoded(text, codec)


def _without_bom(data: bytes, name: str) -> Decoded:
    if looks_binary(data):
        wide = _wide_without_bom(data)
        if wide is None:
            raise NotText(name)
        return wide
    text, used = _nearly_utf8(data), "UTF-8"
    if text is None or b"\x1b" in data:
        text, used = guess(data)
    return Decoded(text, used, readers(data, used))


def _nearly_utf8(data: bytes) -> str | None:
    """The bytes as UTF-8, where they are valid or so nearly valid that nothing else fits."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "replace")
        bad = text.count("\ufffd")
        good = len(text) - len(text.encode("ascii", "ignore")) - bad
        cut_short = error.end == len(data) and good > 0
        return text if cut_short or good > 10 * bad else None


def _wide(data: bytes, codec: str) -> str | None:
    """UTF-16 or UTF-32, without its mark; a last character cut in two becomes U+FFFD."""
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        return data.decode(codec, "replace") if error.end == len(data) else None


def _wide_without_bom(data: bytes) -> Decoded | None:
    """UTF-16 without its mark, if one byte order yields text and has the more ASCII in it."""
    best, most = None, 0
    for codec in ("UTF-16LE", "UTF-16BE"):
        text = _wide(data, codec)
        if text is None or looks_binary(text.encode("utf-8", "replace")):
            continue
        plain = sum(char.isascii() for char in text)
        if plain > most:
            best, most = Decoded(text, codec), plain
    return best
