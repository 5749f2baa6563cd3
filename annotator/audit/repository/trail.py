"""The trail of a project: its own log and the changes heard of in merges, page by page."""

import json
from dataclasses import dataclass

from annotator.audit.model import LoggedChange, TrailFilter, TrailScope, Undone
from annotator.audit.references import RowNames
from annotator.audit.repository.names import names
from annotator.audit.repository.rows import RowsOfScope, find
from annotator.kernel.changes import Change, ChangeKind, ChangePlace, RowChange
from annotator.kernel.stored_words import read_word
from annotator.storage.project_file import ProjectFile, Row

_OWN = """SELECT c.seq, c.id, c.kind, c.label, coalesce(p.name, ''), c.at, c.article_id, c.claim_id,
    c.target_id, u.at, coalesce(q.name, '') FROM changes c
    LEFT JOIN joined j ON j.id = c.checker_id
    LEFT JOIN checkers p ON p.id = coalesce(j.into_id, c.checker_id)
    LEFT JOIN changes u ON u.seq = c.undone_by LEFT JOIN joined k ON k.id = u.checker_id
    LEFT JOIN checkers q ON q.id = coalesce(k.into_id, u.checker_id)"""
# the plus keeps SQLite on the way through the times
_HEARD = """SELECT h.id, h.kind, h.label, h.checker, h.at, h.article_id, h.claim_id,
    coalesce(f.file_name, '') FROM heard_changes h
    JOIN changes m ON m.seq = +h.merge_seq AND m.undone_by IS NULL
    LEFT JOIN merges f ON f.change_seq = +h.merge_seq"""


@dataclass(frozen=True, slots=True)
class TrailPosition:
    """Where a page of a trail ended in either log: at a ``seq``, and at a time and an id."""

    seq: int | None = None
    heard: tuple[str, str] | None = None


class TrailRepository:
    """The trail of a project, for reading.

    This file's own changes stand in their order, and changes heard of in between by their times. A
    change that was heard of counts until its merge is undone.
    """

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def find(self, scope: TrailScope, of: str) -> RowsOfScope | None:
        """Which rows are about a claim or an article; ``None``, for the project, is all."""
        return find(self._file, scope, of)

    def count(self, found: RowsOfScope | None = None) -> int:
        """Return the number of changes of a scope, by any checker at any time."""
        if found is not None:
            return len(found.own) + len(found.heard)
        own, heard = "SELECT count(*) FROM changes", "SELECT count(*) FROM heard_changes"
        return int(self._file.value(own)) + int(self._file.value(heard))

    def people(self) -> list[str]:
        """Return all people who may have made a change, by name."""
        rows = self._file.rows(
            "SELECT name FROM checkers UNION SELECT checker FROM heard_changes ORDER BY 1"
        )
        return [name for (name,) in rows if name]

    def removed_claim(self, article_id: str, number: int) -> str | None:
        """The claim of an article that had this number when it was removed last."""
        found: str | None = self._file.value(
            """SELECT row_id FROM change_rows WHERE tbl = 'claims' AND after IS NULL
            AND json_extract(before, '$.article_id') = ? AND json_extract(before, '$.number') = ?
            ORDER BY n DESC LIMIT 1""",
            [article_id, number],
        )
        return found

    def page(
        self,
        asked: TrailFilter,
        found: RowsOfScope | None,
        mark: TrailPosition,
        limit: int,
        most: int | None = None,
    ) -> tuple[list[LoggedChange], TrailPosition | None]:
        """Return the newest changes behind a mark, and the mark for the next page.

        Args:
            asked: The filter.
            found: The rows that ``find`` gave for the filter.
            mark: The place behind which the page begins.
            limit: The most changes.
            most: The most rows of each change; all if it is ``None``.

        Returns:
            The changes, and the next mark; ``None`` at the end.
        """
        own, heard = self._own(asked, found, mark, limit), self._heard(asked, found, mark, limit)
        taken: list[Row] = []
        while len(taken) < limit and (own or heard):
            later = own and (not heard or own[0][5] >= heard[0][4])
            taken.append((own if later else heard).pop(0))
            mark = _moved(mark, taken[-1])
        records = [self._recorded(row, found, most) for row in taken]
        return records, mark if len(taken) == limit else None

    def names(self, records: list[LoggedChange], *, redacted: bool = False) -> RowNames:
        """Return the rows that changes refer to."""
        return names(self._file, records, redacted=redacted)

    def _own(
        self, asked: TrailFilter, found: RowsOfScope | None, mark: TrailPosition, limit: int
    ) -> list[Row]:
        where = ["c.open = 0", *_times("c.at", asked)]
        values: dict[str, object] = {**_values(asked), "limit": limit, "seq": mark.seq}
        if mark.seq is not None:
            where.append("c.seq < :seq")
        if asked.checker:
            # what somebody did under another record is theirs, too
            where.append(
                """c.checker_id IN (SELECT id FROM checkers WHERE name = :checker UNION ALL SELECT
                d.id FROM joined d JOIN checkers s ON s.id = d.into_id WHERE s.name = :checker)"""
            )
        if found is not None:
            where.append("c.seq IN (SELECT value FROM json_each(:found))")
            values["found"] = json.dumps([s for s in found.own if mark.seq is None or s < mark.seq])
        sql = f"{_OWN} WHERE {' AND '.join(where)} ORDER BY c.seq DESC LIMIT :limit"
        return self._file.rows(sql, values)

    def _heard(
        self, asked: TrailFilter, found: RowsOfScope | None, mark: TrailPosition, limit: int
    ) -> list[Row]:
        where = ["TRUE", *_times("h.at", asked)]
        at, identity = mark.heard or ("", "")
        values = {**_values(asked), "limit": limit, "at": at, "id": identity}
        if mark.heard is not None:
            where.append("(h.at, h.id) < (:at, :id)")
        if asked.checker:
            where.append("h.checker = :checker")
        if found is not None:
            where.append("h.id IN (SELECT value FROM json_each(:found))")
            values["found"] = json.dumps([*found.heard])
        sql = f"{_HEARD} WHERE {' AND '.join(where)} ORDER BY h.at DESC, h.id DESC LIMIT :limit"
        return self._file.rows(sql, values)

    def _recorded(self, row: Row, found: RowsOfScope | None, most: int | None) -> LoggedChange:
        if isinstance(row[0], int):
            change, undone, heard_in = _own_change(row)
            which = None if found is None else found.own[row[0]]
            rows, left = self._rows("change_rows", "change_seq", row[0], which, most)
        else:
            change, undone, heard_in = _heard_change(row)
            which = None if found is None else found.heard[row[0]]
            rows, left = self._rows("heard_rows", "change_id", row[0], which, most)
        return LoggedChange(change, rows, left, undone, heard_in)

    def _rows(
        self, log: str, of: str, change: object, which: list[int] | None, most: int | None
    ) -> tuple[tuple[RowChange, ...], int]:
        """Return at most ``most`` rows of a change, and the number of the others."""
        some = f"{of} = ?" if which is None else "n IN (SELECT value FROM json_each(?))"
        key = change if which is None else json.dumps(which)
        columns = "SELECT tbl, row_id, before, after"
        rows = self._file.rows(
            f"{columns} FROM {log} WHERE {some} ORDER BY n LIMIT ?",
            [key, -1 if most is None else most],
        )
        count = f"SELECT count(*) FROM {log} WHERE {some}"
        left = int(self._file.value(count, [key])) - len(rows)
        return tuple(_row(*row) for row in rows), left


def _times(column: str, asked: TrailFilter) -> list[str]:
    since = [f"{column} >= :since"] if asked.since else []
    return since + ([f"{column} < :until"] if asked.until else [])


def _values(asked: TrailFilter) -> dict[str, object]:
    return {"checker": asked.checker, "since": asked.since, "until": asked.until}


def _moved(mark: TrailPosition, row: Row) -> TrailPosition:
    if isinstance(row[0], int):
        return TrailPosition(row[0], mark.heard)
    return TrailPosition(mark.seq, (row[4], row[0]))


def _own_change(row: Row) -> tuple[Change, Undone | None, str]:
    seq, identity, kind, label, checker, at, article_id, claim_id, target_id, *undone = row
    place = ChangePlace(article_id, claim_id)
    change = Change(
        seq, identity, read_word(ChangeKind, kind), label, checker, at, place, target_id
    )
    return change, Undone(*undone) if undone[0] else None, ""


def _heard_change(row: Row) -> tuple[Change, Undone | None, str]:
    identity, kind, label, checker, at, article_id, claim_id, file_name = row
    place = ChangePlace(article_id, claim_id)
    change = Change(0, identity, read_word(ChangeKind, kind), label, checker, at, place)
    return change, None, file_name or "another file"


def _row(table: str, row_id: str, before: str | None, after: str | None) -> RowChange:
    states = (None if state is None else json.loads(state) for state in (before, after))
    return RowChange(table, row_id, *states)
