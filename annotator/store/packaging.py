"""Writing a package: chosen rows in a new file, with what is known of them and nothing else.

The file is made anew, so that what is left out is not in it anywhere. Its rows come without their
history; the ids of the changes behind them go along, so that it can be merged again.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from annotator.domain.changes import ChangeKind
from annotator.domain.merging import Key
from annotator.domain.packages import JUDGING, Contents, Package
from annotator.domain.registers import State
from annotator.domain.settings import PACKAGE
from annotator.store import changes, merging, opening
from annotator.store.changes import OpenChange
from annotator.store.file import ProjectFile, making
from annotator.store.knowledge import Event, News, knowledge_of
from annotator.store.package_rows import (
    ChosenRows,
    Rows,
    Secrets,
    confidential_among,
    in_parts,
    secrets_of_articles,
)
from annotator.store.row_states import RowStates


class PackageReader:
    """The rows of a project that go into packages, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def package(self) -> Package | None:
        """Return the record of a package about itself; ``None`` for a project that is none."""
        found = self._file.value("SELECT value FROM settings WHERE id = ?", [PACKAGE])
        return None if found is None else Package.from_data(json.loads(found))

    def chosen(self, contents: Contents) -> ChosenRows:
        """Return the rows that go into a package for review."""
        return ChosenRows(self._file, contents)

    def changed_rows(self) -> tuple[list[Key], list[str]]:
        """Return the rows changed since the package was made, and the ids of those changes."""
        found = self._file.rows(
            """SELECT DISTINCT r.tbl, r.row_id, c.id FROM changes c
            JOIN change_rows r ON r.change_seq = c.seq
            WHERE c.kind <> 'setup' AND c.seq NOT IN (SELECT change_seq FROM merges)"""
        )
        return sorted({(t, i) for t, i, _ in found}), sorted({c for _, _, c in found})

    def parts(self, keys: Sequence[Key]) -> Iterator[tuple[Sequence[Key], Rows]]:
        """Give some keys at a time, with their rows and all rows that those lead to."""
        return in_parts(RowStates(self._file), keys)

    def steps(self, change_ids: Sequence[str]) -> Iterator[tuple[object, ...]]:
        """Give the log's record of each change, as it goes into a reply."""
        return merging.changes_of(self._file, change_ids)

    def step_rows(self, change_ids: Sequence[str]) -> Iterator[tuple[object, ...]]:
        """Give the change, the table, the row and both its states, for each row of changes."""
        return merging.rows_of(self._file, change_ids)

    def secrets(self) -> dict[str, Secrets]:
        """Return the amount of confidential rows of each article, by its id."""
        return secrets_of_articles(self._file)

    def confidential_among(self, keys: Sequence[Key]) -> int:
        """Return the number of rows that are confidential, or were, though they are gone."""
        return confidential_among(self._file, keys)

    @contextmanager
    def packing(
        self, target: Path, at: str, label: str, package: Package
    ) -> Iterator["PackageWriter"]:
        """Make a package; the file has its name once it is whole.

        Nobody may read it who may not read the project. A failure leaves nothing behind.

        Args:
            target: the path of the new file.
            at: the time in UTC.
            label: the label of the change that fills it.
            package: the record of the package about itself.

        Raises:
            ProjectExists, NoPlaceForProject, DiskFull: nothing can be made there.
        """
        with making(target, self._file.path) as draft:
            opening.fill(draft)
            file = opening.open_file(draft)
            try:
                with changes.change(file, label, "", at, kind=ChangeKind.SETUP) as under_way:
                    yield PackageWriter(under_way, self._file, package)
            finally:
                file.close()


class PackageWriter:
    """Write a package of rows from a project, within the one change of the new file."""

    def __init__(self, under_way: OpenChange, source: ProjectFile, package: Package) -> None:
        self._source = source
        self._writer = under_way.writer
        self._seq = under_way.change.seq
        under_way.kept = True
        merging.remember(self._writer, self._seq, merging.Origin("", 0, ""), {}, {})
        self._writer.insert("settings", {"id": PACKAGE, "value": json.dumps(package.as_data())})

    def add(self, part: Mapping[Key, State], *, blind: bool, told: Callable[[], None]) -> None:
        """Add the rows of a part that are not there yet, and the knowledge of them.

        Args:
            part: the rows by table and id.
            blind: whether the knowledge of what was blanked stays out.
            told: is called now and then.
        """
        rows = _not_there(self._writer.file, part)
        new = {key: (None, state) for key, state in rows.items()}
        merging.write_rows(self._writer, new, self._source, lambda _done: told())
        events = knowledge_of(self._source, {row_id for _, row_id in rows})
        merging.remember_more(self._writer, self._seq, _kept(events, rows, blind=blind))
        # nobody asks which rows were written, and there may be millions
        self._writer.forget()

    def add_removed(self, keys: Iterable[Key], rows: Mapping[Key, State]) -> None:
        """Add the knowledge of removed rows: those of the keys that are not among the rows."""
        gone = {key for key in keys if key not in rows}
        events = knowledge_of(self._source, {row_id for _, row_id in gone}) if gone else set()
        known: News = {}
        for identity, table, row_id, register in events:
            if (table, row_id) in gone:
                known.setdefault((table, row_id), {}).setdefault(register, set()).add(identity)
        merging.remember_more(self._writer, self._seq, known)

    def add_steps(self, change_ids: Sequence[str]) -> None:
        """Add changes of the project for the audit trail."""
        merging.hear(self._writer, self._seq, self._source, change_ids)


def _not_there(file: ProjectFile, part: Mapping[Key, State]) -> dict[Key, State]:
    by_table: dict[str, list[str]] = {}
    for table, row_id in part:
        by_table.setdefault(table, []).append(row_id)
    there = {
        (table, str(row_id))
        for table, ids in by_table.items()
        for (row_id,) in file.rows(
            f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608
            [json.dumps(ids)],
        )
    }
    return {key: state for key, state in part.items() if key not in there}


def _kept(events: Iterable[Event], rows: Mapping[Key, State], *, blind: bool) -> News:
    """What is known of rows; of what was blanked, nothing."""
    known: News = {}
    for identity, table, row_id, register in events:
        hidden = blind and table == "claims" and register in JUDGING
        if (table, row_id) in rows and not hidden:
            known.setdefault((table, row_id), {}).setdefault(register, set()).add(identity)
    return known
