"""The rows of tables in documents: data, which stand on a line each, or the layout of a page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from annotator.articles.intake.documents.names import short_name
from annotator.articles.intake.elements import Element


@dataclass(frozen=True, slots=True)
class RowMarkup:
    """How a kind of document names the parts of a row.

    ``apart`` are the elements whose words are written elsewhere, for example those of a comment or
    a text box, and ``has_words`` says whether a paragraph has any.
    """

    cell: str
    table: str
    paragraphs: frozenset[str]
    apart: frozenset[str]
    has_words: Callable[[Element], bool]

    def is_data(self, row: Element) -> bool:
        """Whether a row is data: several cells of at most a paragraph each."""
        parts = [*self._within(row)]
        cells = [one for one in parts if short_name(one.tag) == self.cell]
        if len(cells) < 2 or any(short_name(one.tag) == self.table for one in parts):
            return False
        return all(self._paragraphs(cell) <= 1 for cell in cells)

    def _paragraphs(self, cell: Element) -> int:
        paragraphs = (one for one in self._within(cell) if short_name(one.tag) in self.paragraphs)
        return sum(map(self.has_words, paragraphs))

    def _within(self, element: Element) -> Iterator[Element]:
        """The elements within another, but for those whose words are written elsewhere."""
        rest = [*element][::-1]
        while rest:
            one = rest.pop()
            if short_name(one.tag) not in self.apart:
                yield one
                rest += [*one][::-1]
