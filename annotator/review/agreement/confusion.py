"""The confusion table: how often one checker gave one verdict where another gave which."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.claims.verdicts import Verdict

Cell = tuple[Verdict, Verdict]
"""The verdict of the first checker, then that of the second."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim that both judged: the claim of each, the same one or two on the same words."""

    first_id: str
    second_id: str
    verdicts: Cell

    @property
    def claim_ids(self) -> tuple[str, ...]:
        """The claims it is about: one, or two that were taken as the same."""
        return tuple(dict.fromkeys((self.first_id, self.second_id)))


@dataclass(frozen=True, slots=True)
class Confusion:
    """All that both judged; rows are verdicts of the first, columns of the second."""

    judged: tuple[Judged, ...]

    @classmethod
    def of(cls, judged: Iterable[Judged]) -> "Confusion":
        """The table of what both judged."""
        return cls(tuple(judged))

    @property
    def pairs(self) -> Sequence[Cell]:
        """The verdicts, a pair for each claim."""
        return [each.verdicts for each in self.judged]

    def cells(self) -> dict[Cell, tuple[Judged, ...]]:
        """Every cell, the empty ones too, row by row, with what was judged so."""
        found: dict[Cell, list[Judged]] = {(row, col): [] for row in Verdict for col in Verdict}
        for each in self.judged:
            found[each.verdicts].append(each)
        return {cell: tuple(judged) for cell, judged in found.items()}

    def counts(self) -> list[list[int]]:
        """The numbers in the cells, a list for each row."""
        cells = self.cells()
        return [[len(cells[row, column]) for column in Verdict] for row in Verdict]
