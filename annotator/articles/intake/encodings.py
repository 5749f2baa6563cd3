"""Bytes to text: which encoding reads them, and which others could."""

import codecs
from dataclasses import dataclass

from annotator.articles.intake.candidates import label, readers
from annotator.articles.intake.file_types import looks_binary
from annotator.kernel.errors import NotText, WrongEncoding

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
    """The text in ``data``, read with ``encoding`` or, without one, with the likeliest.

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
        from annotator.articles.intake.guessing import guess  # noqa: PLC0415 - rarely needed

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
