"""Highlights read page by page, as they come into view."""

from collections.abc import Callable

from annotator.claims.highlights import PaintedHighlight
from annotator.kernel.positions import Span

PAGE = 8192
"""Code points a page: a few screens, so that scrolling seldom reads."""

Reader = Callable[[Span], list[PaintedHighlight]]


class HighlightPages:
    """The highlights of a version, read for the visible part and kept until they change."""

    def __init__(self, read: Reader) -> None:
        self._read = read
        self._pages: dict[int, list[PaintedHighlight]] = {}

    def between(self, span: Span) -> list[PaintedHighlight]:
        """Return the highlights that touch a stretch, in text order."""
        found: dict[str, PaintedHighlight] = {}
        for number in _numbers(span):
            if number not in self._pages:
                self._pages[number] = self._read(Span(number * PAGE, (number + 1) * PAGE))
            for highlight in self._pages[number]:
                if highlight.span.overlaps(span):
                    found[highlight.id] = highlight
        return sorted(found.values(), key=lambda h: (h.span.start, -h.span.end, h.id))

    def forget(self) -> None:
        """Read all highlights again when they are needed next."""
        self._pages.clear()


def _numbers(span: Span) -> range:
    return range(span.start // PAGE, (span.end - 1) // PAGE + 1)
