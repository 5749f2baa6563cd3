"""The meanings of glyphs: letters as people type them, and words for emoji that are pictures.

A font draws several characters with one glyph, and Qt takes the first of them, for example the
shape of an Arabic letter within a word. The maps of ISO 32000-1, 9.10.3 name the letters that
people type, so that a search finds them.
"""

import re
from unicodedata import normalize

from annotator.reports.formats.pdf.file_objects import stream

_LETTERS = 255
"""Letters of a font; the code 0 stays free."""
_EM = 1000
_MAP = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CMapName /Pictures def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
%b
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
_AT_ONCE = 100
"""Meanings that a block of a map may hold."""


class PictureFont:
    """Gives each picture's words a letter, and is written as a font for every 255 of them.

    Colour fonts draw emoji as pictures, and a picture has no words: a search, a copy or a screen
    reader would not find it. So an invisible letter lies over each, in a font of type 3 that draws
    no shape and has a map with the meaning of the letter (ISO 32000-1, 9.6.5 and 9.10.3).
    """

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def drawn(self, words: str, size: tuple[float, float], x: float, y: float) -> bytes:
        """Return the lines of a page that lay invisible words over a place.

        Args:
            words: The meaning of the picture.
            size: Its width and its height, in dots.
            x: Dots from the origin in force to its left edge.
            y: Dots from the origin in force down to its baseline.
        """
        font, letter = divmod(self._places.setdefault(words, len(self._places)), _LETTERS)
        place = b"%.3f 0 0 %.3f %.3f %.3f Tm" % (size[0], -size[1], x, y)
        return b"BT\n/Pic%d 1 Tf\n%b\n<%02X> Tj\nET" % (font, place, letter + 1)

    def objects(self, first: int) -> tuple[dict[int, bytes], bytes]:
        """Return the fonts as objects from a number on, and their lines in a page's resources."""
        words = [*self._places]
        parts = [words[start : start + _LETTERS] for start in range(0, len(words), _LETTERS)]
        shape, number, found, named = first, first + 1, dict[int, bytes](), b""
        for index, letters in enumerate(parts):
            found[number] = stream(number, _meanings(letters))
            found[number + 1] = _font(number + 1, number, shape, len(letters))
            named += b"/Pic%d %d 0 R\n" % (index, number + 1)
            number += 2
        if found:
            found[shape] = stream(shape, b"%d 0 d0" % _EM)
        return found, named


def _font(number: int, meanings: int, shape: int, letters: int) -> bytes:
    names = b" ".join(b"/p%d" % letter for letter in range(1, letters + 1))
    shapes = b" ".join(b"/p%d %d 0 R" % (letter, shape) for letter in range(1, letters + 1))
    widths = b" ".join([b"%d" % _EM] * letters)
    return (
        b"%d 0 obj\n<< /Type /Font /Subtype /Type3 /FontBBox [0 0 %d %d]\n"
        b"/FontMatrix [0.001 0 0 0.001 0 0] /Resources << >>\n"
        b"/FirstChar 1 /LastChar %d /Widths [%b]\n"
        b"/Encoding << /Type /Encoding /Differences [1 %b] >>\n"
        b"/CharProcs << %b >>\n/ToUnicode %d 0 R >>\nendobj\n"
    ) % (number, _EM, _EM, letters, widths, names, shapes, meanings)


def _meanings(letters: list[str]) -> bytes:
    lines = [
        b"<%02X> <%b>" % (code, words.encode("utf-16-be").hex().upper().encode())
        for code, words in enumerate(letters, start=1)
    ]
    blocks = [lines[start : start + _AT_ONCE] for start in range(0, len(lines), _AT_ONCE)]
    told = [b"%d beginbfchar\n%b\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks]
    return _MAP % b"\n".join(told)


_REFERENCE = re.compile(rb"/ToUnicode (\d+) 0 R")
_RANGES = re.compile(rb"beginbfrange\n(.*?)endbfrange", re.DOTALL)
_SHAPES = ((0x2F00, 0x2FDF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))
"""Kangxi radicals and Arabic presentation forms, for which Unicode gives the usual letters."""
_RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
"""Radicals that are words by themselves, after Unicode's EquivalentUnifiedIdeograph."""


def spelled(letter: str) -> str:
    """Return the letters that people type for a written shape."""
    if letter in _RADICALS:
        return _RADICALS[letter]
    if any(first <= ord(letter) <= last for first, last in _SHAPES):
        return normalize("NFKC", letter)
    return letter


def maps(objects: dict[int, bytes]) -> set[int]:
    """Return the numbers of the objects that give the meanings of a font's glyphs.

    Args:
        objects: The bytes of each object by its number.
    """
    return {int(n) for thing in objects.values() for n in _REFERENCE.findall(thing)}


def spelled_map(content: bytes) -> bytes:
    """Return the content of a map of glyphs, with every meaning spelled as people type it."""
    return _RANGES.sub(_spelled_ranges, content)


def _spelled_ranges(ranges: "re.Match[bytes]") -> bytes:
    return b"\n".join(_spelled_line(line) for line in ranges[0].split(b"\n"))


def _spelled_line(line: bytes) -> bytes:
    """Return a range with its meanings; a letter for several glyphs in a row stays as it is."""
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
