"""The signs of a page as PDFium tells them, and where they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import atan2, cos, hypot, pi, sin
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

Area = tuple[float, float, float, float]
"""The left, bottom, right and upper edge, in points."""
LIGATURES = str.maketrans(
    {
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
        "\uffff": "",
    }
)
"""The letters of signs that PDFium tells as one, and none for the second half of a sign."""
_FIRST_HALVES, _SECOND_HALVES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)


class PageSign(NamedTuple):
    """A sign and its place; ``is_end`` tells that a word may begin or end with it.

    ``at`` is its place among the signs of the page.
    """

    sign: str
    is_end: bool
    left: float
    bottom: float
    right: float
    top: float
    at: int = -1

    @property
    def place(self) -> tuple[float, ...]:
        """The edges of its place."""
        return self[2:6]


@dataclass(frozen=True, slots=True)
class WordsBox:
    """Where words, or a part of them, stand on a page.

    ``page`` counts from 0. ``corners`` are the upper left, the upper right, the lower left and the
    lower right as the letters stand, each to the right and upwards, in the page's own points.
    """

    page: int
    corners: tuple[float, ...]


@dataclass(slots=True)
class _Standing:
    """Letters as they stand: where they begin and end along their line, their foot and head.

    ``turn`` is the angle of the line.
    """

    turn: float
    start: float
    foot: float
    end: float
    head: float

    @property
    def size(self) -> float:
        return self.head - self.foot

    def is_level(self, other: "_Standing") -> bool:
        """Whether both stand on one line."""
        near = abs(self.foot - other.foot) < 0.5 * max(self.size, other.size)
        return near and abs(self.turn - other.turn) < 0.01

    def is_stacked(self, other: "_Standing") -> bool:
        """Whether the other stands close beneath, as in columns of letters."""
        wide = 0.5 * self.size
        alike = abs(self.start - other.start) < wide and abs(self.end - other.end) < wide
        return alike and self.turn == other.turn and abs(self.foot - other.head) < wide

    def holds(self, other: "_Standing") -> bool:
        """Whether the middle of the other stands in it."""
        return self.start < (other.start + other.end) / 2 < self.end and self.is_level(other)

    def around(self, other: "_Standing") -> "_Standing":
        """Return the stretch around both."""
        return _Standing(
            self.turn,
            min(self.start, other.start),
            min(self.foot, other.foot),
            max(self.end, other.end),
            max(self.head, other.head),
        )

    def corners(self) -> list[float]:
        """Return the corners on the page."""
        x, y = cos(self.turn), sin(self.turn)
        places = (
            (along, across) for across in (self.head, self.foot) for along in (self.start, self.end)
        )
        return [
            round(value, 2)
            for along, across in places
            for value in (along * x - across * y, along * y + across * x)
        ]


def _stretches(signs: Sequence[_Standing], others: Sequence[_Standing]) -> Iterator[_Standing]:
    """Yield the stretches of signs that stand on a level, without the other signs between them."""
    levels: list[list[_Standing]] = []
    for sign in signs:
        if levels and levels[-1][-1].is_level(sign):
            levels[-1].append(sign)
        else:
            levels.append([sign])
    found: list[_Standing] = []
    for level in levels:
        # letters that run from the right come in another order than they stand
        level.sort(key=lambda sign: sign.start)
        last = level[0]
        for sign in level[1:]:
            both = last.around(sign)
            is_near = sign.start - last.end < 3 * last.size
            if is_near and not any(both.holds(other) for other in others):
                last = both
            else:
                found.append(last)
                last = sign
        found.append(last)
    yield from _columns_of(found)


def _columns_of(stretches: Sequence[_Standing]) -> Iterator[_Standing]:
    last: _Standing | None = None
    for stretch in stretches:
        is_letter = stretch.end - stretch.start < 1.5 * stretch.size
        if last is not None and is_letter and last.is_stacked(stretch):
            last = last.around(stretch)
            continue
        if last is not None:
            yield last
        last = stretch
    if last is not None:
        yield last


_DRAWINGS = 500
"""Drawings of a page that are looked at; a page with more has maps or figures."""
_OBJECTS = 20_000
"""Parts of a page, its words too, from which on no drawings are looked for."""
_LARGEST_DOT = 12
"""Points across a bullet."""
_ACROSS = 20
"""How much farther another line is than the same distance along a line."""


class PageBoxes:
    """The text of a page, and where its words stand as the page is shown."""

    def __init__(self, page: "PdfPage", text: "PdfTextPage") -> None:
        from ctypes import byref, c_double

        from pypdfium2 import raw

        self._get = raw.FPDFText_GetLooseCharBox
        self._get_size, self._get_origin = raw.FPDFText_GetFontSize, raw.FPDFText_GetCharOrigin
        self._get_matrix = raw.FPDFText_GetMatrix
        self._page = text.raw
        self._drawings = page
        self._box, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._to, self._to_matrix = byref(self._box), byref(self._matrix)
        self._x, self._y = c_double(), c_double()
        self._to_origin = byref(self._x), byref(self._y)
        self._turns = page.get_rotation() // 90
        self.width, self._height = page.get_size()
        number = text.count_chars()
        self.text = text.get_text_range() if number else ""
        if len(self.text) != number:
            # signs beyond the first plane count twice in one of the two
            codes = [raw.FPDFText_GetUnicode(text.raw, n) for n in range(number)]
            self.text = "".join(_signs_of(codes))

    def signs(self) -> Iterator[PageSign]:
        """Yield the signs but for spaces, whose places PDFium makes up."""
        spaced = f" {self.text} "
        for at, sign in enumerate(self.text):
            if not sign.isspace() and sign not in "\ufffe\uffff":
                is_end = spaced[at].isspace() or spaced[at + 2].isspace()
                yield PageSign(sign, is_end, *self.around(at, at + 1), at)

    def dots(self) -> list[Area]:
        """Return the edges of the small drawings that are as high as wide, as bullets are."""
        from ctypes import byref, c_float

        from pypdfium2.raw import FPDFPage_CountObjects, FPDFPageObj_GetBounds

        found: list[Area] = []
        if FPDFPage_CountObjects(self._drawings.raw) > _OBJECTS:
            return found
        edges = [c_float() for _ in range(4)]
        told = [byref(edge) for edge in edges]
        for drawn in islice(self._drawn(), _DRAWINGS):
            if not FPDFPageObj_GetBounds(drawn, *told):
                continue
            left, bottom, right, top = (edge.value for edge in edges)
            width, height = right - left, top - bottom
            if 0 < width < _LARGEST_DOT and 0.8 * width < height < 1.25 * width:
                found.append(self._turned(left, bottom, right, top))
        return found

    def _drawn(self) -> Iterator[Any]:
        """Yield the drawings of the page itself and of the forms on it.

        They are PDFium's own: to wrap each object of a page in one of Python takes as long as to
        read its words.
        """
        from pypdfium2 import raw

        page = self._drawings.raw
        count = raw.FPDFPage_CountObjects(page)
        waiting = [raw.FPDFPage_GetObject(page, at) for at in range(count)][::-1]
        for _ in range(_OBJECTS):
            if not waiting:
                return
            drawn = waiting.pop()
            kind = raw.FPDFPageObj_GetType(drawn)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                yield drawn
            elif kind == raw.FPDF_PAGEOBJ_FORM:
                inner = range(raw.FPDFFormObj_CountObjects(drawn))
                waiting += [raw.FPDFFormObj_GetObject(drawn, at) for at in inner][::-1]

    def signs_within(self, areas: Sequence[Area]) -> list[int]:
        """Return the signs whose middle is in one of some areas, in points of the page."""
        return [
            at
            for at, x, y in self._middles
            if any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in areas)
        ]

    def sign_near(self, area: Area) -> int | None:
        """Return the sign that stands nearest to an area, and in its line rather than above it."""
        x, y = (area[0] + area[2]) / 2, (area[1] + area[3]) / 2
        near = min(
            self._middles,
            key=lambda sign: abs(sign[1] - x) + _ACROSS * abs(sign[2] - y),
            default=None,
        )
        return None if near is None else near[0]

    @cached_property
    def _middles(self) -> list[tuple[int, float, float]]:
        """The signs but for spaces, each with its middle in points of the page."""
        found = []
        for at, sign in enumerate(self.text):
            if not sign.isspace() and sign != "\ufffe":
                self._get(self._page, at, self._to)
                box = self._box
                found.append((at, (box.left + box.right) / 2, (box.bottom + box.top) / 2))
        return found

    def around(self, start: int, end: int) -> tuple[float, float, float, float]:
        """Return the left, bottom, right and top edge of a word.

        Args:
            start: The place of its first sign.
            end: The place behind its last sign.
        """
        box = self._box
        self._get(self._page, start, self._to)
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        if end - start > 1:
            self._get(self._page, end - 1, self._to)
            left, right = min(left, box.left), max(right, box.right)
            bottom, top = min(bottom, box.bottom), max(top, box.top)
        upright = self._line_box(start)
        if upright is not None:
            bottom, top = upright
        return self._turned(left, bottom, right, top)

    def _line_box(self, at: int) -> tuple[float, float] | None:
        """Return the lower and upper edge of an upright line, by its base line and font size.

        The boxes of letters are as tall as the letters in some fonts.
        """
        matrix = self._matrix
        self._get_matrix(self._page, at, self._to_matrix)
        size = self._get_size(self._page, at) * (matrix.b**2 + matrix.d**2) ** 0.5
        if abs(matrix.b) > abs(matrix.d) or not 1 < size < 500:
            return None
        self._get_origin(self._page, at, *self._to_origin)
        return self._y.value - 0.25 * size, self._y.value + size

    def corners(self, signs: Sequence[int], line: Sequence[int]) -> list[list[float]]:
        """Return the corners of the stretches of some signs of a line, in points of the page.

        Of each stretch they are the upper left, the upper right, the lower left and the lower right
        as its letters stand. No other sign of the line is in one.

        Args:
            signs: The places of the signs, -1 for those that the page does not show.
            line: The places of all signs of the line.
        """
        shown = {sign for sign in signs if sign >= 0}
        others = [self._standing(sign) for sign in line if sign >= 0 and sign not in shown]
        parts: list[list[_Standing]] = [[]]
        for sign in signs:
            if sign < 0:
                parts.append([])
            else:
                parts[-1].append(self._standing(sign))
        stretches = (one for part in parts for one in _stretches(part, others))
        return [one.corners() for one in stretches]

    def _standing(self, at: int) -> "_Standing":
        """Return a sign as it stands, along its line and across it."""
        self._get(self._page, at, self._to)
        box = self._box
        self._get_matrix(self._page, at, self._to_matrix)
        matrix = self._matrix
        size = self._get_size(self._page, at) * hypot(matrix.c, matrix.d) or box.top - box.bottom
        self._get_origin(self._page, at, *self._to_origin)
        turn = atan2(matrix.b, matrix.a)
        right_angle = round(turn / (pi / 2)) * pi / 2
        is_square = abs(turn - right_angle) < 0.02
        if is_square:
            turn = right_angle
        x, y = cos(turn), sin(turn)
        base = self._y.value * x - self._x.value * y
        start = self._x.value * x + self._y.value * y
        if not is_square:
            # the box around a letter at an angle is larger than the letter
            return _Standing(turn, start, base - 0.2 * size, start + size / 2, base + 0.8 * size)
        ends = sorted((box.left * x + box.bottom * y, box.right * x + box.top * y))
        edges = sorted((box.bottom * x - box.left * y, box.top * x - box.right * y))
        if not 0.5 * size < edges[1] - edges[0] < 1.6 * size:
            edges = [base - 0.2 * size, base + 0.8 * size]
        return _Standing(turn, ends[0], edges[0], ends[1], edges[1])

    def _turned(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        if self._turns == 1:
            return bottom, self._height - right, top, self._height - left
        if self._turns == 2:
            return (
                self.width - right,
                self._height - top,
                self.width - left,
                self._height - bottom,
            )
        if self._turns == 3:
            return self.width - top, left, self.width - bottom, right
        return left, bottom, right, top


def _signs_of(codes: Sequence[int]) -> Iterator[str]:
    """Yield a sign for each code; U+FFFF for the second half of a sign beyond the first plane."""
    is_second = False
    for code, following in zip(codes, [*codes[1:], 0], strict=True):
        if is_second:
            is_second = False
            yield "\uffff"
        elif code in _FIRST_HALVES and following in _SECOND_HALVES:
            is_second = True
            yield chr(0x10000 + ((code - 0xD800) << 10) + following - 0xDC00)
        else:
            yield _sign(code)


def _sign(code: int) -> str:
    if code == 2:
        return "\ufffe"
    return chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd"
