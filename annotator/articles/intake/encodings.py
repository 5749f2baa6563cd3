"""Bytes to text: the encoding that reads them, found by a mark, by UTF-8 or by their language.

A long text with one or two signs beyond ASCII gives a detector of languages nothing to go by. In
English the sign’s neighbours do: a byte that is a dagger between “It” and “s” in one encoding, and
an apostrophe in another, is an apostrophe.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from annotator.articles.intake.file_types import few_nuls, looks_binary
from annotator.kernel.errors import NotText, WrongEncoding

CANDIDATES = (
    "windows-1252", "windows-1250", "windows-1251", "windows-1253", "windows-1254",
    "windows-1255", "windows-1256", "windows-1257", "macintosh", "GB18030", "Big5", "Shift_JIS",
    "EUC-JP", "EUC-KR", "KOI8-R", "KOI8-U", "windows-1258", "ISO-8859-2", "ISO-8859-5",
    "ISO-8859-6", "ISO-8859-7", "ISO-8859-8", "ISO-8859-9", "ISO-8859-15", "TIS-620", "cp850",
    "ISO-2022-JP", "ISO-8859-13", "ISO-8859-16", "cp852", "cp866", "mac_cyrillic", "mac_latin2",
    "cp437", "cp932", "cp949", "Big5-HKSCS",
)  # fmt: skip
_MULTI_BYTE = (
    *("UTF-8", "GB18030", "Big5", "Shift_JIS", "EUC-JP", "EUC-KR", "ISO-2022-JP"),
    *("cp932", "cp949", "Big5-HKSCS"),
)
_LABELS = {
    codecs.lookup(name).name: name
    for name in (*CANDIDATES, "UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32")
} | {"utf-8-sig": "UTF-8", "ascii": "UTF-8", "iso8859-1": "ISO-8859-1"}

# C1 controls: an encoding that has them where others have letters is not the one.
_C1 = frozenset(map(chr, range(0x80, 0xA0)))
_ENOUGH = 16


def label(encoding: str) -> str:
    """Return the name people know an encoding by; an unknown encoding keeps its own.

    Raises:
        LookupError, ValueError: no encoding has this name.
    """
    return _LABELS.get(codecs.lookup(encoding).name, encoding)


class Readings:
    """All encodings that read some bytes, and which of them read the same text."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        # A single byte always means the same, so that only the bytes in use are looked at.
        self._used = bytes(byte for byte in range(256) if byte in data)
        self._known: dict[str, int | None] = {}

    def of(self, encoding: str) -> int | None:
        """Return a number that tells one reading from another; none if it is unreadable."""
        if encoding not in self._known:
            self._known[encoding] = self._read(encoding)
        return self._known[encoding]

    def able(self) -> list[str]:
        """Return the candidates that read the bytes: some, as a few have all of them."""
        return [encoding for encoding in CANDIDATES if self.of(encoding) is not None]

    def others(self, used: str) -> tuple[str, ...]:
        """Return the encodings that read the bytes otherwise than ``used``, at most sixteen."""
        if self._data.isascii():
            return ()
        found: list[str] = []
        seen = {self.of(used), None}
        for encoding in ("UTF-8", *CANDIDATES):
            outcome = self.of(encoding)
            if outcome not in seen:
                seen.add(outcome)
                found.append(encoding)
            if len(found) == _ENOUGH:
                break
        return tuple(found)

    def _read(self, encoding: str) -> int | None:
        single = encoding not in _MULTI_BYTE
        try:
            text = (self._used if single else self._data).decode(encoding)
        except UnicodeDecodeError:
            return None
        return None if single and not _C1.isdisjoint(text) else hash(text)


# Enough to know a language by; reading all of a long text would take seconds.
_SAMPLE = 200_000
_HIGH = re.compile(rb"[\x80-\xff]")
_SUPERSETS = {
    "cp949": "EUC-KR", "euc_kr": "EUC-KR", "cp932": "Shift_JIS", "shift_jis_2004": "Shift_JIS",
    "euc_jis_2004": "EUC-JP", "iso2022_jp_2": "ISO-2022-JP", "big5hkscs": "Big5",
}  # fmt: skip
"""The encodings that the detector names, and the usual ones of which they are made."""
_DETECTED = (
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("iso8859-2", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-9", "iso8859-13"),
    *("iso8859-15", "koi8-r", "koi8-u", "tis-620", "gb18030", *_SUPERSETS),
    *("mac-roman", "mac-cyrillic", "mac-latin2", "cp437", "cp850", "cp852", "cp866"),
)
"""The encodings that people write articles in; the detector knows many more."""


_RUN_OF_WORDS = re.compile(
    r"(?<!\S)(?:[\x21-\x7e]*+[^\s\x21-\x7e]\S*+(?:\s++|$)"
    r"(?:[\x21-\x7e]++\s++(?=\S*[^\s\x21-\x7e]))?)+"
)
"""Words with signs beyond ASCII, and at most one without them between two."""
_OF_ENGLISH = frozenset("’‘“”–—…•£€\u00a0")
_FOREIGN = 8
"""Letters beyond ASCII in runs of words that tell another language within English."""


def guess(data: bytes, readings: Readings) -> tuple[str, str]:
    """The text and the likeliest of the encodings that read all of ``data``."""
    able, sample = readings.able(), _sample(data)
    chosen = _detected(sample, able)
    if is_english(sample):
        likelier = likeliest_in_english(sample, chosen, able)
        foreign = foreign_words(sample.decode(chosen, "replace")) if likelier == chosen else ""
        chosen = _detected(foreign.encode(chosen, "replace"), able) if foreign else likelier
    # Curly quotes stand in the same places in many encodings: the commonest is meant.
    common = next(encoding for encoding in able if readings.of(encoding) == readings.of(chosen))
    return data.decode(common), common


def foreign_words(text: str) -> str:
    """Return the words of another language that stand together in an English text, if any."""
    runs = dict.fromkeys(_RUN_OF_WORDS.findall(text))
    letters = {run: sum(char > "~" and char not in _OF_ENGLISH for char in run) for run in runs}
    together = [run for run, count in letters.items() if count > 1]
    return " ".join(together) if sum(map(letters.__getitem__, together)) >= _FOREIGN else ""


def _detected(sample: bytes, able: list[str]) -> str:
    import chardet

    found = chardet.detect(sample, include_encodings=_DETECTED, compat_names=False)["encoding"]
    names = [label(name) for name in (_SUPERSETS.get(found or ""), found) if name]
    return next((name for name in names if name in able), able[0])


def _sample(data: bytes) -> bytes:
    """Lines that fit: from the first with a letter beyond ASCII, and further lines with one."""
    if len(data) <= _SAMPLE:
        return data
    parts, length, end = list[bytes](), 0, 0
    while length < _SAMPLE and (first := _HIGH.search(data, end)):
        start = max(data.rfind(b"\n", 0, first.start()) + 1, first.start() - _SAMPLE // 4, end)
        # a line at least, and what follows it, for its language
        stop = data.find(b"\n", first.start() + _SAMPLE // 50)
        end = min(stop + 1 or len(data), start + _SAMPLE // 2)
        parts.append(data[start:end])
        length += end - start
    return b"".join(parts) or data[:_SAMPLE]


_WESTERN = ("windows-1252", "macintosh", "ISO-8859-15", "cp850", "cp437")
_USUAL_WORDS = frozenset(
    b"the of and to in a is that for was on with it as at by from he she be not".split()
)
_WORD = re.compile(rb"[a-z']+")
_DOUBT = 0.35
"""The plausibility from which on a reading is believed."""


def is_english(data: bytes) -> bool:
    """Whether the words in ASCII are English."""
    words = _WORD.findall(data.lower())
    return len(words) > 7 and sum(word in _USUAL_WORDS for word in words) * 7 > len(words)


def likeliest_in_english(data: bytes, chosen: str, able: list[str]) -> str:
    """Return another Western encoding where the signs of ``chosen`` make no sense in English."""
    if plausibility(data.decode(chosen, "replace")) >= _DOUBT:
        return chosen
    others = [one for one in _WESTERN if one in able]
    found = {one: plausibility(data.decode(one, "replace")) for one in others}
    best = max(others, key=lambda one: found[one], default=chosen)
    return best if found.get(best, 0) > _DOUBT else chosen


_SPACES = frozenset(" \n\r\t\u00a0")
_OPENING = _SPACES | set("([\"'“‘—–-/")
_CLOSING = _SPACES | set(")].,;:!?\"'”’—–-/…")
_VOWELS = frozenset("aeiouyAEIOUY")
_FREQUENT = frozenset("éèêçïöüñ")
_KNOWN = frozenset("áàâäåæëíîóôøúûßãõìòùœ") | _FREQUENT
_INITIAL = frozenset("éàüêœ")
"""Small letters that begin English words: élan, à la, über."""


def plausibility(text: str) -> float:
    """Return how well the signs beyond ASCII fit their neighbours in English, from -1 to 1."""
    framed = f"\n{text}\n"
    marks = [
        _fit(framed[place - 1], sign, framed[place + 1])
        for place, sign in enumerate(framed)
        if not sign.isascii()
    ]
    return sum(marks) / len(marks) if marks else 0.0


def _fit(left: str, sign: str, right: str) -> float:
    if sign.isalpha() and sign not in "ªºµ":
        return _letter_fit(left, sign, right) if ord(sign) < 0x250 else -1
    rule = _RULES.get(sign)
    if rule is None or not rule(left, right):
        return -1
    return 0.3 if sign in "«»¿¡" else 1


def _letter_fit(left: str, sign: str, right: str) -> float:
    """Return how well an accented letter fits between two characters."""
    low = sign.lower()
    weight = 1.0 if low in _FREQUENT else 0.9 if low in _KNOWN else 0.5
    if left.isdigit() or right.isdigit():
        return -1
    if sign != low:
        within = left.isalpha() and (left.islower() or right.islower())
        return -1 if within or not (left.isalpha() or right.isalpha()) else weight
    if left.isupper() and right.isupper():
        return -1
    if not left.isalpha():
        return weight if sign in _INITIAL and (right.islower() or sign == "à") else -1
    return _inner_fit(left in _VOWELS, sign, right in _VOWELS, weight)


def _inner_fit(after_vowel: bool, sign: str, before_vowel: bool, weight: float) -> float:  # noqa: FBT001 - read as left, sign, right
    if sign not in _KNOWN:
        return weight if after_vowel else 0.3
    if sign == "ç":
        return weight if before_vowel else 0.4
    if sign == "ñ":
        return weight if after_vowel and before_vowel else 0.4
    # two dots part a vowel from the one before it
    doubled = after_vowel and before_vowel and sign not in "ïöëü"
    return weight - 0.4 if doubled else weight


_Rule = Callable[[str, str], bool]


def _rules() -> Iterator[tuple[str, _Rule]]:
    """Where signs stand in English: whether one may stand between a left and a right character."""

    def is_dash(left: str, right: str) -> bool:
        alike = (left in _SPACES) == (right in _SPACES)
        return alike or left in '.!?”"\n' or right in '\n"”’'

    yield "’", lambda a, b: a.isalnum() or a in ".,!?…)”" or (a in _OPENING and b.isalnum())
    yield "‘", lambda a, b: a in _OPENING and (b.isalnum() or b == "…")
    yield "“", lambda a, b: a in _OPENING and (b.isalnum() or b in "‘£$€…'[(")
    yield "”", lambda a, b: (a.isalnum() or a in ".,!?…)’%-–—'") and b in _CLOSING
    yield "–—", is_dash
    yield "…", lambda a, _: a.isalnum() or a in _OPENING or a in ".,!?”’"
    yield "•·", lambda a, b: a in _SPACES and b in _SPACES
    yield "£€¥", lambda a, b: a.isdigit() or b.isdigit()
    yield "™®", lambda a, b: (a.isalnum() or a in ".”") and not b.isalpha()
    yield "©", lambda a, b: a in _OPENING and (b in _SPACES or b.isalnum())
    yield "§¶", lambda a, b: (a in _OPENING or a == "§") and (b in _SPACES or b in "§0123456789")
    yield "°", lambda a, b: a.isdigit() or (a in _SPACES and b in "CF")
    yield "±", lambda a, b: b.isdigit() or (a in _SPACES and b in _SPACES)
    yield "½¼¾", lambda a, b: (a.isdigit() or a in _SPACES or a in "-–") and not b.isalpha()
    yield "²³", lambda a, b: (a.isdigit() or a == "m") and not b.isalpha()
    yield "×÷", lambda a, b: (a in _SPACES or a.isdigit()) and (b in _SPACES or b.isdigit())
    yield "µ", lambda a, b: b.isalpha() and not a.isalpha()
    yield "«", lambda a, b: a in _OPENING and b.isalnum()
    yield "»", lambda a, b: (a.isalnum() or a in ".,!?") and b in _CLOSING
    yield "¿¡", lambda a, b: a in _OPENING and b.isalpha()
    yield "\u00a0", lambda a, b: a not in _SPACES and b not in _SPACES


_RULES: dict[str, _Rule] = {sign: rule for signs, rule in _rules() for sign in signs}

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
    otherwise become U+FFFD, so that they are seen. A few NULs stay in the text.

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
    if text is None or not few_nuls(text.encode("utf-8", "replace")):
        raise WrongEncoding(name, encoding)
    used = label(encoding)
    return Decoded(text, used, () if has_bom(data) else Readings(data).others(used))


def _with_bom(data: bytes, name: str) -> Decoded | None:
    marked = [(bom, codec) for bom, codec in _BOMS if data.startswith(bom)]
    for bom, codec in marked:
        text = _nearly_utf8(data) if bom == codecs.BOM_UTF8 else _wide(data, codec)
        if text is not None and not text.startswith("\x00\uffff"):
            return Decoded(text, codec)
    if marked:
        raise NotText(name)
    return None


def _without_bom(data: bytes, name: str) -> Decoded:
    words = data.replace(b"\x00", b"")
    is_text = few_nuls(data) and not looks_binary(words)
    text = _nearly_utf8(words) if is_text else None
    if text is None and len(words) < len(data):
        wide = _wide_without_bom(data)
        if wide is not None:
            return wide
    if not is_text:
        wide = _wide_without_bom(data)
        if wide is None:
            raise NotText(name)
        return wide
    used, readings = "UTF-8", Readings(words)
    if text is None or b"\x1b$" in data or b"\x1b(" in data:
        text, used = guess(words, readings)
    if len(words) < len(data):
        text = _with_nuls(data, used) or text + "\x00" * (len(data) - len(words))
    return Decoded(text, used, readings.others(used))


def _with_nuls(data: bytes, encoding: str) -> str | None:
    try:
        return _nearly_utf8(data) if encoding == "UTF-8" else data.decode(encoding)
    except UnicodeDecodeError:
        return None  # a NUL stands inside a character


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


_PARTING = re.compile("[ \n\r\t\u3000-\u3002\uff0c\u060c]")
_RUN = 60
"""Characters among which a text in any script has a space, a line end, or a comma."""


def _wide_without_bom(data: bytes) -> Decoded | None:
    """UTF-16 without its mark, if one byte order yields text: the one with the more ASCII in it.

    Where there is no ASCII, as in Chinese, the signs between words and clauses decide.
    """
    best, most = None, (0, 0)
    for codec in ("UTF-16LE", "UTF-16BE"):
        text = _wide(data, codec)
        if text is None or looks_binary(text.encode("utf-8", "replace")):
            continue
        parts = sum(1 for _ in _PARTING.finditer(text))
        plain = sum(char.isascii() for char in text), parts
        parted = parts * _RUN >= len(text) - _RUN
        if plain > most and (parted and "\x00" not in text):
            best, most = Decoded(text, codec), plain
    return best
