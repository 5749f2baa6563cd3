"""Writing a package: chosen rows in a new file, with what is known of them and nothing else.

The file is made anew, so that what is left out is not in it anywhere. Its rows come without their
history; the ids of the changes behind them go along, so that it can be merged again.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from annotator.kernel.changes import ChangeKind
from annotator.schema.settings import PACKAGE
from annotator.sharing.column_groups import State
from annotator.sharing.packages import JUDGING, Package
from annotator.sharing.repository import merge
from annotator.sharing.repository.unseen_changes import Event, News, knowledge_of
from annotator.sharing.row_merge import Key
from annotator.storage import changes, opening
from annotator.storage.changes import OpenChange
from annotator.storage.project_file import ProjectFile, making


@contextmanager
def packing(target: Path, at: str, label: str, model: Path) -> Iterator[OpenChange]:
    """A new file and the change that fills it; it has its name once it is whole.

    Nobody may read it who may not read the ``model``. A failure leaves nothing behind.

    Raises:
        ProjectExists, NoPlaceForProject, DiskFull: nothing can be made there.
    """
    with making(target, model) as draft:
        opening.fill(draft)
        file = opening.open_file(draft)
        try:
            with changes.change(file, label, "", at, kind=ChangeKind.SETUP) as under_way:
                yield under_way
        finally:
            file.close()


def begin(under_way: OpenChange, package: Package) -> None:
    """Write what the package says of itself, before its rows."""
    writer = under_way.writer
    under_way.kept = True
    merge.remember(writer, under_way.change.seq, merge.Origin("", 0, ""), {}, {})
    writer.insert("settings", {"id": PACKAGE, "value": json.dumps(package.as_data())})


def fill(
    under_way: OpenChange,
    source: ProjectFile,
    part: Mapping[Key, State],
    *,
    blind: bool,
    told: Callable[[], None],
) -> None:
    """Write those rows of a part that are not there yet, and what is known of them."""
    writer = under_way.writer
    rows = _not_there(writer.file, part)
    new = {key: (None, state) for key, state in rows.items()}
    merge.write_rows(writer, new, source, lambda _done: told())
    known = _kept(knowledge_of(source, {row_id for _, row_id in rows}), rows, blind=blind)
    merge.remember_more(writer, under_way.change.seq, known)
    # nobody asks which rows were written, and there may be millions
    writer.forget()


def remember_gone(
    under_way: OpenChange, source: ProjectFile, keys: Iterable[Key], rows: Mapping[Key, State]
) -> None:
    """Keep what is known of rows that were removed: that is all that is left of them."""
    gone = {key for key in keys if key not in rows}
    events = knowledge_of(source, {row_id for _, row_id in gone}) if gone else set()
    known: News = {}
    for identity, table, row_id, register in events:
        if (table, row_id) in gone:
            known.setdefault((table, row_id), {}).setdefault(register, set()).add(identity)
    merge.remember_more(under_way.writer, under_way.change.seq, known)


def changed_rows(file: ProjectFile) -> tuple[list[Key], list[str]]:
    """The rows that were worked on since a package was made, and the changes that did."""
    found = file.rows(
        """SELECT DISTINCT r.tbl, r.row_id, c.id FROM changes c
        JOIN change_rows r ON r.change_seq = c.seq
        WHERE c.kind <> 'setup' AND c.seq NOT IN (SELECT change_seq FROM merges)"""
    )
    return sorted({(t, i) for t, i, _ in found}), sorted({c for _, _, c in found})


def package_of(file: ProjectFile) -> Package | None:
    """What a file says of itself as a package; ``None`` for a project."""
    found = file.value("SELECT value FROM settings WHERE id = ?", [PACKAGE])
    return None if found is None else Package.from_data(json.loads(found))


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
