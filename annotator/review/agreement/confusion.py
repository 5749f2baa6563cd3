"""The confusion table: how often two checkers gave each pair of verdicts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.claims.verdicts import Verdict

Cell = tuple[Verdict, Verdict]
"""The verdict of the first checker, then that of the second."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim that both judged: the claim of each, the same or two on the same words."""

    first_id: str
    second_id: str
    verdicts: Cell

    @property
    def claim_ids(self) -> tuple[str, ...]:
        """The ids of its claim, or of its two claims that were taken as the same."""
        return tuple(dict.fromkeys((self.first_id, self.second_id)))


@dataclass(frozen=True, slots=True)
class Confusion:
    """All that both judged; rows are verdicts of the first, columns of the second."""

    judged: tuple[Judged, ...]

    @classmethod
    def of(cls, judged: Iterable[Judged]) -> "Confusion":
        """Return the table of the claims that both judged."""
        return cls(tuple(judged))

    @property
    def pairs(self) -> Sequence[Cell]:
        """The verdicts, a pair for each claim."""
        return [each.verdicts for each in self.judged]

    def cells(self) -> dict[Cell, tuple[Judged, ...]]:
        """Return every cell, the empty cells too, row by row, with its judged claims."""
        found: dict[Cell, list[Judged]] = {(row, col): [] for row in Verdict for col in Verdict}
        for each in self.judged:
            found[each.verdicts].append(each)
        return {cell: tuple(judged) for cell, judged in found.items()}

    def counts(self) -> list[list[int]]:
        """The numbers in the cells, a list for each row."""
        cells = self.cells()
        return [[len(cells[row, column]) for column in Verdict] for row in Verdict]
