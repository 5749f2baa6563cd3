"""The outcome of salvaging a damaged project: rows saved, and rows lost."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from annotator.kernel.excerpts import excerpt

TOLD = 5_000
"""The number of losses that are told one by one; more are counted."""
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Loss:
    """A row that is lost or saved in part: its readable words, and the reason of the loss.

    ``words`` are the words that can still be read.
    """

    table: str
    words: str
    why: str
    row_id: str = ""
    many: int = 1


@dataclass
class Losses:
    """Collects lost rows: ``counts`` by table, and the first of them one by one in ``told``."""

    counts: Counter[str] = field(default_factory=Counter)
    told: list[Loss] = field(default_factory=list)

    def add(self, table: str, words: str, why: str, row_id: str = "", many: int = 1) -> None:
        """Take down a lost row, or ``many`` lost rows of a table."""
        self.counts[table] += many
        if len(self.told) < TOLD:
            short = " ".join(excerpt(words, _LONGEST).split())
            self.told.append(Loss(table, short, why, row_id, many))

    def knows(self, table: str, row_id: str) -> bool:
        """Return whether the loss of a row has been taken down already."""
        return any(loss.table == table and loss.row_id == row_id for loss in self.told)

    def take_back(self, is_there: Callable[[Loss], bool]) -> None:
        """Drop the losses whose rows were brought back from elsewhere."""
        back = [loss for loss in self.told if loss.row_id and is_there(loss)]
        for loss in back:
            self.counts[loss.table] -= loss.many
        self.told = [loss for loss in self.told if loss not in back]


@dataclass(frozen=True, slots=True)
class Salvaged:
    """The outcome of a salvage, by table: rows saved, and of these from the history alone."""

    kept: Mapping[str, int]
    from_history: Mapping[str, int]
    lost: Mapping[str, int]
    losses: tuple[Loss, ...]
    bad_pages: int
    """Pages of the damaged file that could not be read, or only in part."""
    findings: tuple[str, ...]
    """The findings of a check of the new file; none, unless the program is mistaken."""

    @property
    def is_complete(self) -> bool:
        """Return whether no row is lost."""
        return not any(self.lost.values())
