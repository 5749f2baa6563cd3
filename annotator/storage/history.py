"""The history of a project: its changes and their rows."""

import json

from annotator.kernel.changes import Change, ChangeKind, ChangePlace, Outcome, RowChange
from annotator.kernel.stored_words import read_word
from annotator.storage.project_file import ProjectFile, Row

_COLUMNS = """SELECT c.seq, c.id, c.kind, c.label, coalesce(p.name, ''), c.at, c.article_id,
    c.claim_id, c.target_id FROM changes c LEFT JOIN joined j ON j.id = c.checker_id
    LEFT JOIN checkers p ON p.id = coalesce(j.into_id, c.checker_id)"""


class History:
    """The history of a project, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def page(self, *, before: int | None = None, limit: int = 200) -> list[Change]:
        """Return changes, the newest first.

        Args:
            before: The ``seq`` at which the page before ended; ``None`` for the first page.
            limit: The most changes to return.
        """
        older = "WHERE c.seq < ?" if before is not None else ""
        rows = self._file.rows(
            f"{_COLUMNS} {older} ORDER BY c.seq DESC LIMIT ?",
            [*([before] if before is not None else []), limit],
        )
        return [_change(row) for row in rows]

    def since(self, seq: int) -> list[Outcome]:
        """Return the changes after the change ``seq``, by all checkers, oldest first."""
        rows = self._file.rows(f"{_COLUMNS} WHERE c.seq > ? ORDER BY c.seq", [seq])
        return [Outcome(_change(row), _touched(self._file, row[0])) for row in rows]

    def latest_seq(self) -> int:
        """The ``seq`` of the newest change; 0 in a new project."""
        return int(self._file.value("SELECT coalesce(max(seq), 0) FROM changes"))

    def get(self, seq: int) -> Change:
        """The change with this ``seq``, which must exist."""
        return _change(self._file.rows(f"{_COLUMNS} WHERE c.seq = ?", [seq])[0])

    def size(self, seq: int) -> int:
        """How many rows the change with this ``seq`` wrote."""
        return int(self._file.value("SELECT count(*) FROM change_rows WHERE change_seq = ?", [seq]))

    def rows_of(self, *seqs: int) -> list[RowChange]:
        """Return the row changes of changes, in the order in which they were made."""
        rows = self._file.rows(
            """SELECT tbl, row_id, before, after FROM change_rows
            WHERE change_seq IN (SELECT value FROM json_each(?)) ORDER BY n""",
            [json.dumps(seqs)],
        )
        return [
            RowChange(tbl, row_id, _state(before), _state(after))
            for tbl, row_id, before, after in rows
        ]


def _touched(file: ProjectFile, seq: int) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for tbl, row_id in file.rows(
        "SELECT tbl, row_id FROM change_rows WHERE change_seq = ? ORDER BY n", [seq]
    ):
        found.setdefault(tbl, {})[row_id] = None
    return {table: tuple(ids) for table, ids in found.items()}


def _state(text: str | None) -> dict[str, object] | None:
    return None if text is None else json.loads(text)


def _change(row: Row) -> Change:
    seq, identity, kind, label, checker, at, article_id, claim_id, target_id = row
    place = ChangePlace(article_id, claim_id)
    return Change(seq, identity, read_word(ChangeKind, kind), label, checker, at, place, target_id)
