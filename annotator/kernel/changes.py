"""Changes: the undoable steps of which a project's history is made."""

from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """Whether a change is a new step, or takes one back, or does one again.

    A setup names a person or a setting: it is in the history, and there is nothing to undo in it.
    """

    DO = "do"
    UNDO = "undo"
    REDO = "redo"
    SETUP = "setup"


@dataclass(frozen=True, slots=True)
class ChangePlace:
    """Where in the project a change happened; empty where it is about no article or claim."""

    article_id: str = ""
    claim_id: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One saved change with its label, person and time (ISO 8601, UTC); ``seq`` grows with time.

    ``target_id`` names the change that an undo or a redo is about. Of a new one it names the
    stretch of typing in which it was saved, if any: what is saved again and again while somebody
    goes on typing is one step to take back.
    """

    seq: int
    id: str
    kind: ChangeKind
    label: str
    checker: str
    at: str
    place: ChangePlace
    target_id: str = ""


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row's state before and after a change, as column: value; ``None`` where it was not."""

    table: str
    row_id: str
    before: dict[str, object] | None
    after: dict[str, object] | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act changed: the change itself and the ids of the rows by table."""

    change: Change
    rows: dict[str, tuple[str, ...]]

    def touched(self, table: str) -> tuple[str, ...]:
        """The ids of the table's rows that changed."""
        return self.rows.get(table, ())
