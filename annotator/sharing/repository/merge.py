"""A merge as rows: the rows from another file, and the record of its changes."""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from annotator.audit.references import RowNames
from annotator.audit.repository.names import names_between
from annotator.kernel.canonical_text import sha256
from annotator.kernel.changes import RowChange
from annotator.kernel.errors import InconsistentFile, NotFound, OtherText
from annotator.sharing.column_groups import DOUBLE, State
from annotator.sharing.repository.joins import KINDS, JoinedStates, Joins
from annotator.sharing.repository.numbers import (
    heard_articles,
    names_apart,
    renumber_articles,
    renumber_claims,
    renumber_versions,
)
from annotator.sharing.repository.other_file import check_incoming, other_file
from annotator.sharing.repository.unseen_changes import News, UnseenChanges, ancestors, difference
from annotator.sharing.row_merge import Key, RowMerge
from annotator.storage import file_contents
from annotator.storage.changes import ChangeWriter
from annotator.storage.project_file import ProjectFile
from annotator.storage.row_states import LARGE

_MANY = 500
"""Rows written between two words of how far the merge is."""
_HEARD_AT_ONCE = 20_000
"""Changes that are taken over at once: to find them, all changes are gone through."""


_MOVERS = """SELECT p.name FROM change_rows r JOIN changes c ON c.seq = r.change_seq
    JOIN checkers p ON p.id = c.checker_id WHERE r.tbl = 'highlights' AND r.before IS NOT NULL
    AND r.row_id IN (SELECT value FROM json_each(:ids)) AND c.undone_by IS NULL
    AND c.seq NOT IN (SELECT change_seq FROM merges)
    UNION SELECT c.checker FROM heard_rows r JOIN heard_changes c ON c.id = r.change_id
    WHERE r.tbl = 'highlights' AND r.before IS NOT NULL
    AND r.row_id IN (SELECT value FROM json_each(:ids))"""
"""The people who moved a place, in this file or in one it has heard of."""


@dataclass(frozen=True, slots=True)
class MergeOrigin:
    """Another file, and how far its log went."""

    name: str
    seq: int
    change_id: str


class ProjectPair:
    """A project and another file of it side by side, for reading."""

    def __init__(self, ours: ProjectFile, theirs: ProjectFile) -> None:
        self._ours = ours
        self.theirs = theirs
        """The other file, for the writer of a merge."""
        self.path = theirs.path
        """The path of the other file."""

    def states(self, joins: Joins) -> tuple[JoinedStates, JoinedStates]:
        """Return the rows of the project and of the other file, as joins leave them."""
        return JoinedStates(self._ours, joins), JoinedStates(self.theirs, joins)

    def origins(self) -> tuple[MergeOrigin, MergeOrigin]:
        """Return how far the log of the other file went, and how far that of the project."""
        return _origin(self.theirs), _origin(self._ours)

    def difference(self) -> UnseenChanges:
        """Return the changes that each file has not heard of."""
        return difference(self._ours, self.theirs)

    def joined(self) -> dict[str, str]:
        """Return the heir of each article and version that was joined in either file, by id."""
        return {
            str(identity): str(into)
            for file in (self._ours, self.theirs)
            for identity, into in file.rows(
                f"SELECT id, into_id FROM joined WHERE kind NOT IN {tuple(KINDS)}"
            )
        }

    def ancestors(self, news: News) -> dict[Key, State | None]:
        """Return the states of rows before the first change in ``news``, where they are known."""
        return ancestors(self._ours, news)

    def names(self, rows: Iterable[RowChange]) -> RowNames:
        """Return the names of all that rows lead to; the project's own go first."""
        return names_between(rows, self._ours, self.theirs)

    def check_incoming(self, meetings: Iterable[RowMerge], there: JoinedStates) -> None:
        """Check that rows from the other file are as its log has them, and quotes as its texts.

        Raises:
            InconsistentFile: a row or a quote is not.
        """
        coming = {m.key: m.theirs for m in meetings if m.theirs is not None and m.theirs != m.ours}
        plain = {key: state for key, state in coming.items() if key not in there.changed}
        check_incoming(self._ours, self.theirs, plain | there.as_kept(there.changed))

    def check_texts(self) -> None:
        """Check that no version has two texts.

        Raises:
            OtherText: a version has one text here and another there.
        """
        here: dict[str, str] = dict(self._ours.rows("SELECT id, sha256 FROM versions"))
        for identity, digest, title in self.theirs.rows(
            "SELECT v.id, v.sha256, a.title FROM versions v JOIN articles a ON a.id = v.article_id"
        ):
            if here.get(identity, digest) != digest:
                raise OtherText(str(self.path), str(title))

    def people(self, change_ids: Sequence[str], *, there: bool) -> tuple[str, ...]:
        """Return the names of the makers of changes, as the project or the other file knows them.

        Args:
            change_ids: The ids of the changes.
            there: Whether the other file knows the changes.
        """
        file = self.theirs if there else self._ours
        names = (str(name) for *_, name, _, _, _ in changes_of(file, change_ids) if name)
        return tuple(sorted(set(names)))

    def movers(self, highlight_ids: Sequence[str], *, there: bool) -> tuple[str, ...]:
        """Return the names of the people who moved places, as the log of a file has them.

        Args:
            highlight_ids: The ids of the places.
            there: Whether it is the other file.
        """
        file = self.theirs if there else self._ours
        names = (str(name) for (name,) in file.rows(_MOVERS, {"ids": json.dumps([*highlight_ids])}))
        return tuple(sorted({name for name in names if name}))

    def twins(self) -> tuple[tuple[str, str], ...]:
        """Return articles there and here, by id, that have the same text but came in separately."""
        newest = """SELECT a.id, v.sha256 FROM articles a JOIN versions v ON v.article_id = a.id
            AND v.number = (SELECT max(number) FROM versions WHERE article_id = a.id)
            ORDER BY a.number DESC"""
        here = [(str(i), str(digest)) for i, digest in self._ours.rows(newest)]
        ids, by_text = {i for i, _ in here}, {digest: i for i, digest in here}
        return tuple(
            (str(identity), by_text[digest])
            for identity, digest in self.theirs.rows(newest)
            if identity not in ids and digest in by_text
        )

    @contextmanager
    def fitting(self) -> Iterator[None]:
        """Raise rows that do not fit each other as an error of the other file.

        Raises:
            InconsistentFile: no row was written.
        """
        try:
            yield
        except sqlite3.IntegrityError as error:
            raise InconsistentFile(str(self.path), f"its rows do not fit ({error})") from error


@contextmanager
def pair_of(ours: ProjectFile, path: Path) -> Iterator[ProjectPair]:
    """Open the file at ``path`` beside ours, as it stands at one moment.

    Raises:
        ProjectError: no project is there, or it is damaged, foreign or newer.
        SameProject: it is the project itself.
        Cancelled: the work of ours was asked to stop.
    """
    with other_file(path, ours) as theirs:
        yield ProjectPair(ours, theirs)


class MergeWriter:
    """Writes a merge with another file within a change."""

    def __init__(self, writer: ChangeWriter, seq: int) -> None:
        self._writer = writer
        self._seq = seq

    def write(
        self,
        changed: Mapping[Key, tuple[State | None, State | None]],
        pair: ProjectPair,
        told: Callable[[int], None],
    ) -> None:
        """Bring rows from their state before to their state after, people first.

        Args:
            changed: by table and id, the states before and after; ``None`` for no row.
            pair: the files; large values come from the other file.
            told: is called with the number of rows written so far.

        Raises:
            InconsistentFile: a text or a content does not have its hash.
        """
        _write_people(self._writer, changed)
        rows = {key: states for key, states in changed.items() if key[0] != "checkers"}
        write_rows(self._writer, rows, pair.theirs, told)

    def unite_places(self, claim_ids: Collection[str]) -> None:
        """Leave a single highlight of a claim on a stretch where both files had a highlight.

        The eldest stays. Other files hear of it as of what a join removes.
        """
        sql = """SELECT h.id FROM json_each(?) c JOIN highlights h ON h.claim_id = c.value
            WHERE EXISTS (SELECT 1 FROM highlights o WHERE o.claim_id = h.claim_id
            AND o.version_id = h.version_id AND o."start" = h."start" AND o."end" = h."end"
            AND o.id < h.id) ORDER BY h.id"""
        file = self._writer.file
        doubles = [str(i) for (i,) in file.rows(sql, [json.dumps(sorted(claim_ids))])]
        for identity in doubles:
            self._writer.delete("highlights", identity)
        this = str(file.value("SELECT id FROM changes WHERE seq = ?", [self._seq]))
        removed = {("highlights", identity): {DOUBLE: {this}} for identity in doubles}
        remember_more(self._writer, self._seq, removed)

    def renumber_claims(self, article_ids: Iterable[str], removed: Iterable[str]) -> None:
        """Give each claim of articles a number of its own.

        Args:
            article_ids: the ids of the articles.
            removed: the ids of claims that are in neither file; their articles come along.
        """
        articles = {*article_ids, *heard_articles(self._writer.file, removed)}
        renumber_claims(self._writer, sorted(articles))

    def renumber_versions(self, article_ids: Iterable[str]) -> None:
        """Number the versions of articles from 1 on."""
        renumber_versions(self._writer, sorted(article_ids))

    def renumber_articles(self) -> None:
        """Give each article a number of its own."""
        renumber_articles(self._writer)

    def remember(self, source: MergeOrigin, news: News, decided: News) -> None:
        """Keep the origin of the merge, the changes behind its rows, and the decisions."""
        remember(self._writer, self._seq, source, news, decided)

    def hear(self, pair: ProjectPair, change_ids: Sequence[str]) -> None:
        """Keep changes of the other file for the audit trail, with the changes it has heard of."""
        hear(self._writer, self._seq, pair.theirs, change_ids)


def _origin(file: ProjectFile) -> MergeOrigin:
    seq, identity = file.row("SELECT seq, id FROM changes ORDER BY seq DESC LIMIT 1") or (0, "")
    return MergeOrigin(file.path.name, int(seq), str(identity))


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
    """Add a row with its large value, which must have the hash in its id."""
    unsound = InconsistentFile(str(other.path), "a text or a file in it is not what its hash says")
    if table == "contents":
        try:
            size, pieces = int(str(after["size"])), file_contents.pieces(other, row_id)
            file_contents.ContentWriter(writer).add(row_id, size, pieces)
        except (InconsistentFile, NotFound, ValueError) as error:
            raise unsound from error
        return
    large: dict[str, object] = {}
    if table in LARGE:
        value = other.value(
            f"SELECT {LARGE[table]} FROM {table} WHERE id = ?",
            [row_id],
        )
        if sha256(str(value)) != row_id:
            raise unsound
        large = {LARGE[table]: value}
    writer.insert(table, {**after, **large})


def remember(
    writer: ChangeWriter, seq: int, source: MergeOrigin, news: News, decided: News
) -> None:
    """Record the changes behind the rows that came, and the decisions."""
    writer.file.execute(
        "INSERT INTO merges (change_seq, file_name, file_seq, file_change_id) VALUES (?, ?, ?, ?)",
        [seq, source.name, source.seq, source.change_id],
    )
    for known in (news, decided):
        remember_more(writer, seq, known)


def remember_more(writer: ChangeWriter, seq: int, news: News) -> None:
    """Record further changes behind rows, as part of a merge."""
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
    """Keep changes of another file for the audit trail, with the changes it has heard of."""
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
    """Return changes as a file keeps them, its own and the changes it has heard of."""
    yield from file.each(
        """SELECT c.id, c.kind, c.label, c.checker_id, coalesce(p.name, ''), c.at, c.article_id,
        c.claim_id FROM changes c LEFT JOIN joined j ON j.id = c.checker_id
        LEFT JOIN checkers p ON p.id = coalesce(j.into_id, c.checker_id)
        WHERE c.id IN (SELECT value FROM json_each(:ids)) UNION ALL
        SELECT id, kind, label, checker_id, checker, at, article_id, claim_id
        FROM heard_changes WHERE id IN (SELECT value FROM json_each(:ids))""",
        {"ids": json.dumps([*change_ids])},
    )


def rows_of(file: ProjectFile, change_ids: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """The rows that changes wrote: change, table, id, and the row's states before and after."""
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


def _write_people(
    writer: ChangeWriter, changed: Mapping[Key, tuple[State | None, State | None]]
) -> None:
    """Bring in the people of another file, each with a name of their own."""
    file = writer.file
    people = {i: states for (table, i), states in changed.items() if table == "checkers"}
    for row_id in [i for i, (_, after) in people.items() if after is None]:
        # a record of a person who has another one; its rows are led there
        writer.delete("checkers", row_id)
    coming = {i: str(after["name"]) for i, (_, after) in people.items() if after is not None}
    known = {str(i): str(name) for i, name in file.rows("SELECT id, name FROM checkers")}
    renamed = {i: name for i, name in coming.items() if i in known}
    names = names_apart(known | renamed, coming, _joined_people(file, changed))
    # a number that grows makes room for the one before it
    for row_id in sorted(names, key=lambda i: (len(names[i]), names[i]), reverse=True):
        if row_id in known:
            writer.update("checkers", row_id, {"name": names[row_id]})
        else:
            writer.insert("checkers", {"id": row_id, "name": names[row_id]})


def _joined_people(
    file: ProjectFile, changed: Mapping[Key, tuple[State | None, State | None]]
) -> dict[str, str]:
    """Return the former names of the records of people that were joined here or there, by id."""
    rows = file.rows("SELECT id, called FROM joined WHERE kind = 'checker'")
    coming = {
        i: str(after["called"])
        for (table, i), (_, after) in changed.items()
        if table == "joined" and after is not None and after["kind"] == "checker"
    }
    return {str(i): str(called) for i, called in rows} | coming
