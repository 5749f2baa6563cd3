"""How high a row of a workbook must be for its words to be seen.

Excel would work it out when it opens the file, but LibreOffice shows one line of each cell. It is a
guess, which both make anew when somebody edits the row.
"""

import math
import re
from collections.abc import Iterable
from unicodedata import east_asian_width

from annotator.reports.entries.columns import Value

_LINE = 15.0
"""Points that a line of 11 points takes."""
_HIGHEST = 409.0
"""Points that no row can exceed."""
_GUESSED = re.compile(rb'(<row [^>]*?) customHeight="1"')


def height(row: Iterable[Value], widths: Iterable[int]) -> float:
    """The height in points of a row whose columns have these widths in characters."""
    lines = max(_lines(str(value), width) for value, width in zip(row, widths, strict=True))
    return min(_LINE * lines, _HIGHEST)


def left_to_programs(sheet: bytes) -> bytes:
    """A sheet's XML in which no height is said to be what somebody chose."""
    return _GUESSED.sub(rb"\1", sheet)


def _lines(words: str, width: int) -> int:
    """The lines that words fill; what is left at the end of most is less than a letter in ten."""
    return sum(max(1, math.ceil(_wide(line) / (0.9 * width))) for line in words.split("\n"))


def _wide(line: str) -> int:
    return len(line) if line.isascii() else sum(map(_width, line))


def _width(letter: str) -> int:
    return 2 if east_asian_width(letter) in "WF" else 1
