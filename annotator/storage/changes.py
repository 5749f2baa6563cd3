"""The change log: every write is a named change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from annotator.kernel.changes import Change, ChangeKind, ChangePlace, Outcome
from annotator.kernel.errors import ChangedMeanwhile, InvalidValue
from annotator.people.model import Checker
from annotator.schema.tables import LOGGED, LONGEST
from annotator.storage import standings
from annotator.storage.ids import new_id
from annotator.storage.project_file import ProjectFile


class ChangeWriter:
    """Writes rows within one change, and remembers their keys."""

    def __init__(self, file: ProjectFile) -> None:
        self.file = file
        self.touched: dict[str, dict[str, None]] = {}

    def insert(self, table: str, row: Mapping[str, Any]) -> str:
        """Add a row, and return its id.

        Args:
            table: The name of the table.
            row: The values by column.
        """
        _check_row(table, row)
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        self.file.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", [*row.values()])
        self._touch(table, row["id"])
        return str(row["id"])

    def insert_many(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add many rows that have the same columns.

        Args:
            table: The name of the table.
            rows: The values by column of each row.
        """
        if not rows:
            return
        for row in rows:
            _check_row(table, row)
        names = ", ".join(f'"{name}"' for name in rows[0])
        marks = ", ".join("?" * len(rows[0]))
        self.file.execute_many(
            f"INSERT INTO {table} ({names}) VALUES ({marks})", [[*row.values()] for row in rows]
        )
        for row in rows:
            self._touch(table, row["id"])

    def make_room(self, digest: str, size: int) -> int:
        """Add a content of zeros that is still to be written, and return its key.

        Args:
            digest: The SHA-256 of the content.
            size: The size of the content in bytes.
        """
        self.file.execute(
            "INSERT INTO contents (id, size, data) VALUES (?, ?, zeroblob(?))",
            [digest, size, size],
        )
        self._touch("contents", digest)
        return int(self.file.value("SELECT key FROM contents WHERE id = ?", [digest]))

    def update(self, table: str, row_id: str, values: Mapping[str, Any]) -> bool:
        """Set columns of a row, and return whether a value changed.

        Args:
            table: The name of the table.
            row_id: The id of the row.
            values: The new values by column.
        """
        _check_row(table, values)
        sets = ", ".join(f'"{name}" = ?' for name in values)
        differs = " OR ".join(f'"{name}" IS NOT ?' for name in values)
        sql = f"UPDATE {table} SET {sets} WHERE id = ? AND ({differs})"
        if not self.file.execute(sql, [*values.values(), row_id, *values.values()]):
            return False
        self._touch(table, row_id)
        return True

    def delete(self, table: str, row_id: str) -> None:
        """Take a row away; the log keeps it."""
        _check_names(table, ())
        if self.file.execute(f"DELETE FROM {table} WHERE id = ?", [row_id]):
            self._touch(table, row_id)

    def forget(self) -> None:
        """Drop the keys of the written rows, where they are many and no caller asks for them."""
        self.touched.clear()

    def _touch(self, table: str, row_id: str) -> None:
        self.touched.setdefault(table, {})[row_id] = None


def _check_row(table: str, row: Mapping[str, Any]) -> None:
    """See that a row has names of ours, and no more words in a field than a project holds.

    Raises:
        InvalidValue: there are too many words in a field.
    """
    _check_names(table, row)
    too_long = LOGGED[table].too_long(row)
    if too_long:
        raise InvalidValue(
            too_long.replace("_", " ").capitalize(),
            f"more than {LONGEST:,} characters are too many for a field; attach a file instead",
        )


def _check_names(table: str, columns: Iterable[str]) -> None:
    """See that names are of ours before they become a part of SQL, wherever they come from."""
    if table not in LOGGED:
        raise ValueError(f"no table: {table!r}")
    unknown = [name for name in columns if name not in LOGGED[table].by_name]
    if unknown:
        raise ValueError(f"no column of {table}: {unknown[0]!r}")


class OpenChange:
    """A change under way: write through ``writer``; ``outcome`` is there when it has ended."""

    def __init__(self, change: Change, writer: ChangeWriter) -> None:
        self.change = change
        self.writer = writer
        self.kept = False
        """Whether the log keeps the change even if it changed no row, since it holds a decision."""

    @property
    def is_kept(self) -> bool:
        """Whether it stays in the history when it ends."""
        return bool(self.writer.touched) or self.kept

    def describe(self, label: str, place: ChangePlace) -> None:
        """Set the label and the place of the change, once both are known."""
        self.change = replace(self.change, label=label, place=place)

    @property
    def outcome(self) -> Outcome:
        """The change with its rows; no rows if it made no difference and is not kept."""
        return Outcome(
            self.change, {table: tuple(ids) for table, ids in self.writer.touched.items()}
        )


@contextmanager
def change(
    file: ProjectFile,
    label: str,
    checker_id: str,
    at: str,
    *,
    kind: ChangeKind = ChangeKind.DO,
    target_id: str = "",
    newcomer: Checker | None = None,
) -> Iterator[OpenChange]:
    """Open a transaction with a change: on disk when the block ends, or without a trace.

    A change that made no difference is not kept. A kept change of a newcomer adds the newcomer's
    row within the same transaction, in a change before it.

    Args:
        file: The project file to write to.
        label: The name of the step, for the Edit menu and the audit trail.
        checker_id: The id of the checker at work, or an empty string.
        at: The time in UTC, in ISO form.
        kind: The kind of the change, such as an undo.
        target_id: See ``Change.target_id``.
        newcomer: A checker without a row so far.

    Raises:
        ChangedMeanwhile: a checker of the newcomer's name has a row by now.
    """
    with file.writing():
        if newcomer and _known_as(file, newcomer.name):
            raise ChangedMeanwhile(label)
        new = Change(0, new_id(), kind, label, "", at, ChangePlace(), target_id)
        under_way = _begin(file, new, checker_id, newcomer)
        yield under_way
        if newcomer:
            _let_known_act(file, under_way, newcomer)
        _close(file, under_way)
        if file.keeps_standings:
            standings.refresh(file.connection, under_way.change.seq)
        if newcomer and under_way.is_kept and not _known_as(file, newcomer.name):
            _welcome(file, newcomer, at, under_way.change.seq - 1)


def _begin(file: ProjectFile, new: Change, checker_id: str, newcomer: Checker | None) -> OpenChange:
    """Write a change into the log as open, with a place before it for a newcomer's welcome."""
    place = file.value("SELECT coalesce(max(seq), 0) + 2 FROM changes") if newcomer else None
    file.execute(
        """INSERT INTO changes (seq, id, kind, label, checker_id, at, article_id, claim_id,
        target_id, open) VALUES (?, ?, ?, ?, ?, ?, '', '', ?, 1)""",
        [place, new.id, new.kind.value, new.label, checker_id, new.at, new.target_id],
    )
    seq = int(file.value("SELECT last_insert_rowid()"))
    name = file.value("SELECT name FROM checkers WHERE id = ?", [checker_id]) or ""
    name = newcomer.name if newcomer else name
    return OpenChange(replace(new, seq=seq, checker=name), ChangeWriter(file))


def _let_known_act(file: ProjectFile, under_way: OpenChange, newcomer: Checker) -> None:
    """Give the change to the checker whom it brought in, if that is the newcomer."""
    known = _known_as(file, newcomer.name)
    if known:
        seq = under_way.change.seq
        file.execute("UPDATE changes SET checker_id = ? WHERE seq = ?", [known, seq])


def _welcome(file: ProjectFile, newcomer: Checker, at: str, place: int) -> None:
    file.execute(
        """INSERT INTO changes (seq, id, kind, label, checker_id, at, article_id, claim_id,
        target_id, open) VALUES (?, ?, ?, ?, '', ?, '', '', '', 1)""",
        [place, new_id(), ChangeKind.SETUP.value, f"Welcome {newcomer.name}", at],
    )
    row = [newcomer.id, newcomer.name]
    file.execute("INSERT INTO checkers (id, name) VALUES (?, ?)", row)
    file.execute("UPDATE changes SET open = 0 WHERE open = 1")


def _known_as(file: ProjectFile, name: str) -> str:
    """Return the id of the checker of this name, or an empty string."""
    return str(file.value("SELECT id FROM checkers WHERE name = ?", [name]) or "")


def _close(file: ProjectFile, under_way: OpenChange) -> None:
    change = under_way.change
    if not under_way.is_kept:
        file.execute("DELETE FROM changes WHERE seq = ?", [change.seq])
        return
    file.execute(
        "UPDATE changes SET label = ?, article_id = ?, claim_id = ?, open = 0 WHERE seq = ?",
        [change.label, change.place.article_id, change.place.claim_id, change.seq],
    )
