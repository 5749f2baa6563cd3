"""Changes: the undoable steps of which a project's history is made."""

from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """The kind of a change: a new step, an undo, or a redo.

    A setup names a person or a setting: it is in the history, and undo passes over it.
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
    """A saved change with its label, person and time (ISO 8601, UTC); ``seq`` grows with time.

    ``target_id`` names the change that an undo or a redo is about. In a new step it names the
    stretch of typing in which it was saved, if any: all saves of a stretch are undone as one step.
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
    """A row's state before and after a change, as column: value; ``None`` for an absent row."""

    table: str
    row_id: str
    before: dict[str, object] | None
    after: dict[str, object] | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of an act: the change itself and the ids of the changed rows by table."""

    change: Change
    rows: dict[str, tuple[str, ...]]

    def touched(self, table: str) -> tuple[str, ...]:
        """The ids of the table's rows that changed."""
        return self.rows.get(table, ())
