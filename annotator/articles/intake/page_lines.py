"""Lines of printed pages: their words with their places, and where they went in the text."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from annotator.kernel.positions import Span

CELL_GAP = 0.9
"""The least space between cells, in heights of letters."""


@dataclass(slots=True)
class PageLine:
    """A line of a page, or a cell of one; ``first`` is the width of its first word.

    ``signs`` holds for each letter of the text that is no space its place among the signs of the
    page, and -1 for a letter that the page does not show there.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    first: float
    page: int = 0
    signs: list[int] = field(default_factory=list)

    @property
    def size(self) -> float:
        """The height of its letters with their ascenders and descenders."""
        return self.top - self.bottom


def is_beside(line: PageLine, word: PageLine) -> bool:
    """Whether a word stands on the line of the word drawn before it, and not far before that."""
    shared = min(line.top, word.top) - max(line.bottom, word.bottom)
    return shared > 0.4 * min(line.size, word.size) and word.left > line.left - line.size


def extend(line: PageLine, word: PageLine, space: str = "") -> None:
    """Add a word to a line."""
    line.text += space + word.text
    line.signs += word.signs
    line.left, line.right = min(line.left, word.left), max(line.right, word.right)
    line.bottom, line.top = min(line.bottom, word.bottom), max(line.top, word.top)


def cells(words: Sequence[PageLine]) -> Iterator[PageLine]:
    """Yield the words of a line as one, or as cells where spaces are wide and others are not.

    Lines that fill their column have wide spaces too, but alike.
    """
    gaps = [following.left - word.right for word, following in pairwise(words)]
    narrow = min(gaps, default=0)
    cell = words[0]
    for gap, word in zip(gaps, words[1:], strict=True):
        size = max(cell.size, word.size)
        is_wide = gap > CELL_GAP * size and (
            gap > 3 * size or (len(gaps) > 1 and gap > 1.6 * narrow)
        )
        if is_wide:
            yield cell
            cell = word
        else:
            extend(cell, word, " ")
    yield cell


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """Where a line of a page begins in the text, and the signs that it shows, as of a page's line.

    The letters of the text from ``position`` up to the next line that are no spaces are its own.
    """

    position: int
    page: int
    signs: tuple[int, ...]

    def within(self, text: str, span: Span, end: int) -> list[int]:
        """Return the signs of the line that words of the text show, in their order.

        Args:
            text: The text.
            span: The words, in code points.
            end: Where the next line begins.
        """
        first = _letters(text, self.position, max(span.start, self.position))
        last = _letters(text, self.position, min(span.end, end))
        return [*self.signs[first:last]]


def lines_within(
    text: str, lines: Sequence[PrintedLine], span: Span
) -> Iterator[tuple[PrintedLine, list[int]]]:
    """Yield the lines on which words of a text stand, each with the signs that show them.

    Args:
        text: The text of the pages.
        lines: All its lines, in the order of the text.
        span: The words, in code points.
    """
    number = max(0, bisect_right(lines, span.start, key=lambda line: line.position) - 1)
    for at, line in enumerate(lines[number:], start=number):
        if line.position >= span.end:
            break
        end = lines[at + 1].position if at + 1 < len(lines) else len(text)
        signs = line.within(text, span, end)
        if signs:
            yield line, signs


def _letters(text: str, start: int, end: int) -> int:
    return len("".join(text[start:end].split()))
