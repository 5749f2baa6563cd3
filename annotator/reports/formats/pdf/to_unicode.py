"""What a PDF says that its glyphs mean: the letters that people type, not their written shapes.

A font draws several characters with one glyph, and Qt takes the first of them: the shape of an
Arabic letter within a word, or a Chinese radical that looks like the word. Whoever searches the
document for what they type would not find it. The maps are those of ISO 32000-1, 9.10.3.
"""

import re
from unicodedata import normalize

_REFERENCE = re.compile(rb"/ToUnicode (\d+) 0 R")
_RANGES = re.compile(rb"beginbfrange\n(.*?)endbfrange", re.DOTALL)
_SHAPES = ((0x2F00, 0x2FDF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))
"""Kangxi radicals and Arabic presentation forms, of which Unicode says what they stand for."""
_RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
"""Radicals that are words by themselves, after Unicode's EquivalentUnifiedIdeograph."""


def spelled(letter: str) -> str:
    """The letters that somebody types for a written shape."""
    if letter in _RADICALS:
        return _RADICALS[letter]
    if any(first <= ord(letter) <= last for first, last in _SHAPES):
        return normalize("NFKC", letter)
    return letter


def maps(objects: dict[int, bytes]) -> set[int]:
    """The numbers of the objects that say what the glyphs of a font mean."""
    return {int(n) for thing in objects.values() for n in _REFERENCE.findall(thing)}


def spelled_map(content: bytes) -> bytes:
    """Such a map, with every meaning spelled as people type it."""
    return _RANGES.sub(_spelled_ranges, content)


def _spelled_ranges(ranges: "re.Match[bytes]") -> bytes:
    return b"\n".join(_spelled_line(line) for line in ranges[0].split(b"\n"))


def _spelled_line(line: bytes) -> bytes:
    """A range with its meanings; one letter for several glyphs in a row stays as it is."""
    found = re.match(rb"<(\w+)> <(\w+)> (.*)", line)
    if found is None or (found[1] != found[2] and b"[" not in found[3]):
        return line
    meanings = re.sub(rb"<([0-9A-Fa-f]{4})>", _hexadecimal, found[3])
    return b"<%b> <%b> %b" % (found[1], found[2], meanings)


def _hexadecimal(code: "re.Match[bytes]") -> bytes:
    value = int(code[1], 16)
    if 0xD800 <= value < 0xE000:
        return code[0]
    return b"<%b>" % spelled(chr(value)).encode("utf-16-be").hex().upper().encode()
