"""A merge as rows: writing what came from another file, and keeping what was learnt of it."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from annotator.kernel.canonical_text import sha256
from annotator.kernel.errors import InconsistentFile, NotFound
from annotator.sharing.column_groups import State
from annotator.sharing.repository.numbers import names_apart
from annotator.sharing.repository.unseen_changes import News
from annotator.sharing.row_merge import Key
from annotator.storage import contents
from annotator.storage.changes import ChangeWriter
from annotator.storage.project_file import ProjectFile
from annotator.storage.row_states import LARGE

_MANY = 500
"""Rows written between two words of how far the merge is."""
_HEARD_AT_ONCE = 20_000
"""Changes that are taken over at once: to find them, all changes are gone through."""


@dataclass(frozen=True, slots=True)
class MergeOrigin:
    """Another file, and how far its log went."""

    name: str
    seq: int
    change_id: str


def origin(file: ProjectFile) -> MergeOrigin:
    """Where a file stands."""
    seq, identity = file.row("SELECT seq, id FROM changes ORDER BY seq DESC LIMIT 1") or (0, "")
    return MergeOrigin(file.path.name, int(seq), str(identity))


def joined(*files: ProjectFile) -> dict[str, str]:
    """What was joined into what, by id, in any of these files."""
    return {
        str(identity): str(into)
        for file in files
        for identity, into in file.rows("SELECT id, into_id FROM joined")
    }


def write_rows(
    writer: ChangeWriter,
    results: Mapping[Key, tuple[State | None, State | None]],
    other: ProjectFile,
    told: Callable[[int], None],
) -> None:
    """Bring rows from their state before to their state after, large values included."""
    for number, ((table, row_id), (before, after)) in enumerate(results.items()):
        if number % _MANY == 0:
            told(number)
        if after is None:
            writer.delete(table, row_id)
        elif before is None:
            _insert(writer, other, table, row_id, after)
        else:
            writer.update(table, row_id, after)


def _insert(
    writer: ChangeWriter, other: ProjectFile, table: str, row_id: str, after: Mapping[str, object]
) -> None:
    """Add a row with its large value, which must be what its id says it is."""
    unsound = InconsistentFile(str(other.path), "a text or a file in it is not what its hash says")
    if table == "contents":
        try:
            size, pieces = int(str(after["size"])), contents.pieces(other, row_id)
            contents.ContentWriter(writer).add(row_id, size, pieces)
        except (InconsistentFile, NotFound, ValueError) as error:
            raise unsound from error
        return
    large: dict[str, object] = {}
    if table in LARGE:
        value = other.value(
            f"SELECT {LARGE[table]} FROM {table} WHERE id = ?",  # noqa: S608 - our own tables
            [row_id],
        )
        if sha256(str(value)) != row_id:
            raise unsound
        large = {LARGE[table]: value}
    writer.insert(table, {**after, **large})


def remember(
    writer: ChangeWriter, seq: int, source: MergeOrigin, news: News, decided: News
) -> None:
    """Keep what was learnt: the changes behind the rows that came, and what was decided."""
    writer.file.execute(
        "INSERT INTO merges (change_seq, file_name, file_seq, file_change_id) VALUES (?, ?, ?, ?)",
        [seq, source.name, source.seq, source.change_id],
    )
    for known in (news, decided):
        remember_more(writer, seq, known)


def remember_more(writer: ChangeWriter, seq: int, news: News) -> None:
    """Keep what was learnt of rows, as part of a merge."""
    writer.file.execute_many(
        """INSERT OR IGNORE INTO causes (row_id, tbl, register, change_id, merge_seq)
        VALUES (?, ?, ?, ?, ?)""",
        (
            (row_id, table, register, identity, seq)
            for (table, row_id), registers in news.items()
            for register, identities in registers.items()
            for identity in identities
        ),
    )


def hear(writer: ChangeWriter, seq: int, other: ProjectFile, change_ids: Sequence[str]) -> None:
    """Keep what changes of another file did, for the audit trail; those it has heard of too."""
    for first in range(0, len(change_ids), _HEARD_AT_ONCE):
        _hear_some(writer, seq, other, change_ids[first : first + _HEARD_AT_ONCE])


def _hear_some(
    writer: ChangeWriter, seq: int, other: ProjectFile, change_ids: Sequence[str]
) -> None:
    changes = [*changes_of(other, change_ids)]
    new = [row for row in changes if not _is_heard(writer.file, str(row[0]))]
    writer.file.execute_many(
        "INSERT OR IGNORE INTO heard_changes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ([*row, seq] for row in new),
    )
    writer.file.execute_many(
        "INSERT INTO heard_rows (change_id, tbl, row_id, before, after) VALUES (?, ?, ?, ?, ?)",
        rows_of(other, [str(row[0]) for row in new]),
    )
    known = {row[0] for row in new}
    renewed = [row[0] for row in changes if row[0] not in known]
    writer.file.execute_many(
        "UPDATE heard_changes SET merge_seq = ? WHERE id = ?", ([seq, i] for i in renewed)
    )


def changes_of(file: ProjectFile, change_ids: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """What a file knows of changes, its own and those it has heard of, as they are kept."""
    yield from file.each(
        """SELECT c.id, c.kind, c.label, c.checker_id, coalesce(p.name, ''), c.at, c.article_id,
        c.claim_id FROM changes c LEFT JOIN checkers p ON p.id = c.checker_id
        WHERE c.id IN (SELECT value FROM json_each(:ids)) UNION ALL
        SELECT id, kind, label, checker_id, checker, at, article_id, claim_id
        FROM heard_changes WHERE id IN (SELECT value FROM json_each(:ids))""",
        {"ids": json.dumps([*change_ids])},
    )


def rows_of(file: ProjectFile, change_ids: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """What changes did: the change, the table, the row, and its states before and after."""
    yield from file.each(
        """SELECT c.id, r.tbl, r.row_id, r.before, r.after FROM changes c
        JOIN change_rows r ON r.change_seq = c.seq
        WHERE c.id IN (SELECT value FROM json_each(:ids)) UNION ALL
        SELECT change_id, tbl, row_id, before, after FROM heard_rows
        WHERE change_id IN (SELECT value FROM json_each(:ids))""",
        {"ids": json.dumps([*change_ids])},
    )


def _is_heard(file: ProjectFile, identity: str) -> bool:
    found = file.value("SELECT 1 FROM heard_changes WHERE id = ?", [identity])
    return found is not None


def write_people(
    writer: ChangeWriter, changed: Mapping[Key, tuple[State | None, State | None]]
) -> None:
    """Bring in the people of another file, each with a name of their own."""
    file = writer.file
    coming = {
        row_id: str(after["name"])
        for (table, row_id), (_, after) in changed.items()
        if table == "checkers" and after is not None
    }
    known = {str(i): str(name) for i, name in file.rows("SELECT id, name FROM checkers")}
    names = names_apart(known, coming)
    # a number that grows makes room for the one before it
    for row_id in sorted(names, key=lambda i: (len(names[i]), names[i]), reverse=True):
        if row_id in known:
            writer.update("checkers", row_id, {"name": names[row_id]})
        else:
            writer.insert("checkers", {"id": row_id, "name": names[row_id]})


@contextmanager
def fitting(other: ProjectFile) -> Iterator[None]:
    """Within the block, rows that do not fit each other are told as what is wrong with a file.

    Raises:
        InconsistentFile: and nothing was written.
    """
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise InconsistentFile(str(other.path), f"its rows do not fit ({error})") from error


def other_text(ours: ProjectFile, theirs: ProjectFile) -> str | None:
    """The title of an article with one version that has two texts in two files, if there is one."""
    here: dict[str, str] = dict(ours.rows("SELECT id, sha256 FROM versions"))
    for identity, digest, title in theirs.rows(
        "SELECT v.id, v.sha256, a.title FROM versions v JOIN articles a ON a.id = v.article_id"
    ):
        if here.get(identity, digest) != digest:
            return str(title)
    return None


def twins(ours: ProjectFile, theirs: ProjectFile) -> tuple[tuple[str, str], ...]:
    """Articles there and here that have one text, but were brought in separately."""
    newest = """SELECT a.id, v.sha256 FROM articles a JOIN versions v ON v.article_id = a.id
        AND v.number = (SELECT max(number) FROM versions WHERE article_id = a.id)
        ORDER BY a.number DESC"""
    here = [(str(i), str(digest)) for i, digest in ours.rows(newest)]
    ids, by_text = {i for i, _ in here}, {digest: i for i, digest in here}
    return tuple(
        (str(identity), by_text[digest])
        for identity, digest in theirs.rows(newest)
        if identity not in ids and digest in by_text
    )
