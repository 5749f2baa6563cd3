"""The rows of a package, and the new file with them and the ids of their changes.

The file is made anew, so that the rows left out are not in it anywhere. Rows are chosen some at a
time, so that a large project takes no more memory. They come without their history; the ids of the
changes behind them go along, so that the package can be merged again.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.kernel.changes import ChangeKind
from annotator.people import repository
from annotator.people.model import CodeNames
from annotator.schema.settings import PACKAGE
from annotator.sharing.column_groups import State
from annotator.sharing.packages import JUDGING, Contents, Package
from annotator.sharing.repository import merge
from annotator.sharing.repository.unseen_changes import Event, News, knowledge_of
from annotator.sharing.row_merge import Key
from annotator.storage import changes, opening
from annotator.storage.changes import OpenChange
from annotator.storage.project_file import ProjectFile, making
from annotator.storage.row_states import RowStates

Rows = dict[Key, State]

_MANY = 500
"""The number of claims, or of other rows with a common owner, that are read at once."""
_OPEN = (
    *("highlights", "tags", "queries", "reviews", "rulings", "comments", "kept_apart"),
    "placements",
)
"""The tables of rows that hang on a claim and go into every open package."""
_NOTES = ("notes", "contacts")

_OF_ARTICLES = """SELECT c.article_id, count(*) FROM {0} h JOIN claims c ON c.id = h.claim_id
    WHERE {1} GROUP BY c.article_id"""
_SECRET_COUNTS = {
    "evidence": _OF_ARTICLES.format(
        "sources s JOIN evidence", "s.confidential AND h.source_id = s.id"
    ),
    "contacts": _OF_ARTICLES.format("contacts", "h.confidential"),
    "queries": _OF_ARTICLES.format(
        "queries", "h.addressee IN (SELECT value FROM json_each(:asked))"
    ),
}
_ONCE_HIDDEN = """SELECT DISTINCT r.tbl, r.row_id FROM change_rows r
    JOIN changes c ON c.seq = r.change_seq WHERE c.kind <> 'setup'
    AND r.row_id IN (SELECT value FROM json_each(?)) AND r.tbl IN ('sources', 'contacts')
    AND (json_extract(r.before, '$.confidential') IS 1
        OR json_extract(r.after, '$.confidential') IS 1)"""


class ChosenRows:
    """The rows that go into a package, as they go into it.

    Each part comes with all rows that its own lead to, of which some may have come before. It is
    to be read while the file is ``still``.
    """

    def __init__(self, file: ProjectFile, contents: Contents) -> None:
        self._file = file
        self._contents = contents
        self._states = RowStates(file)
        self._called = repository.code_names(file)

    @property
    def total(self) -> int:
        """How many articles and claims go into it."""
        articles = len(self._contents.article_ids)
        if not self._contents.highlights:
            return articles
        return articles + int(
            self._file.value(
                "SELECT count(*) FROM claims WHERE article_id IN (SELECT value FROM json_each(?))",
                [json.dumps([*self._contents.article_ids])],
            )
        )

    def parts(self) -> Iterator[tuple[int, Rows]]:
        """The parts, each with how many articles and claims came before it."""
        # with everybody's name, so that who is known here is known there
        checkers = self._file.rows("SELECT id FROM checkers ORDER BY id")
        yield 0, self._states.many(("checkers", str(row_id)) for (row_id,) in checkers)
        done = 0
        for article_id in dict.fromkeys(self._contents.article_ids):
            for size, rows in self._of_article(article_id):
                yield done, with_parents(self._states, rows)
                done += size

    def _of_article(self, article_id: str) -> Iterator[tuple[int, Rows]]:
        states = self._states
        articles = states.many([("articles", article_id)])
        versions = states.leading_to(articles, ("versions",))
        files = states.leading_to(versions, ("attachments",))
        if self._contents.blind:
            # the writer's sources stand in the annotations, and in the file that has them
            marked = {row_id for (_, row_id), state in versions.items() if state["annotations"]}
            files = {k: state for k, state in files.items() if state["version_id"] not in marked}
        if self._contents.blind or not self._contents.evidence:
            versions = {key: {**state, "annotations": ""} for key, state in versions.items()}
        notes = {} if self._contents.blind else states.leading_to(articles, ("corrections",))
        yield 1, articles | versions | files | notes
        if not self._contents.blind:
            for _, version_id in versions:
                for keys in self._pages("coverage", "version_id", "start", version_id):
                    yield 0, states.many(keys)
        if self._contents.highlights:
            for keys in self._pages("claims", "article_id", "number", article_id):
                yield len(keys), self._claims(keys)

    def _pages(self, table: str, column: str, order: str, owner: str) -> Iterator[list[Key]]:
        """The keys of the rows of a table that hang on one owner, some at a time, in order."""
        last: tuple[object, ...] = (-1, "")
        while rows := self._file.rows(
            f"""SELECT "{order}", id FROM {table} WHERE {column} = ?
            AND ("{order}", id) > (?, ?) ORDER BY "{order}", id LIMIT {_MANY}""",
            [owner, *last],
        ):
            last = rows[-1]
            yield [(table, str(row_id)) for _, row_id in rows]

    def _claims(self, keys: Iterable[Key]) -> Rows:
        states, contents = self._states, self._contents
        claims = states.many(keys)
        if contents.blind:
            unjudged = {**JUDGING, "file_annotation": ""}
            blank: Rows = {key: {**state, **unjudged} for key, state in claims.items()}
            return blank | states.leading_to(claims, ("highlights", "placements"))
        tables = (*_OPEN, *(_NOTES if contents.notes else ()))
        hanging = states.leading_to(claims, tables)
        if not contents.confidential:
            hanging = {k: s for k, s in hanging.items() if not _is_secret(k[0], s, self._called)}
        return claims | hanging | (self._evidence(claims) if contents.evidence else {})

    def _evidence(self, claims: Rows) -> Rows:
        states = self._states
        evidence = states.leading_to(claims, ("evidence",))
        if not self._contents.confidential:
            secret = _resting_on_secrets(states, evidence)
            evidence = {key: state for key, state in evidence.items() if key not in secret}
        return evidence | states.leading_to(evidence, ("attachments",))


def in_parts(states: RowStates, keys: Sequence[Key]) -> Iterator[tuple[Sequence[Key], Rows]]:
    """Return keys, some at a time, with their rows and all rows that they refer to."""
    for first in range(0, len(keys), _MANY):
        some = keys[first : first + _MANY]
        yield some, with_parents(states, states.many(some))


def with_parents(states: RowStates, rows: Mapping[Key, State]) -> Rows:
    """Rows with all rows that they lead to."""
    found = dict(rows)
    pending = {*rows}
    while pending:
        led = {p for key in pending for _, p in states.parents(key, found[key])} - {*found}
        found |= states.many(led)
        # what leads to a row that is not there leads no further
        pending = led & {*found}
    return found


@dataclass(frozen=True, slots=True)
class Secrets:
    """How much on the claims of an article is confidential."""

    evidence: int = 0
    contacts: int = 0
    queries: int = 0

    def left_out_of(self, contents: Contents) -> int:
        """How much of it a package leaves out only because it is confidential."""
        if contents.blind or contents.confidential or not contents.highlights:
            return 0
        return self.evidence * contents.evidence + self.contacts * contents.notes + self.queries


def secrets_of_articles(file: ProjectFile) -> dict[str, Secrets]:
    """Return the number of confidential rows of each article that has any."""
    called = repository.code_names(file)
    asked = (name for (name,) in file.rows("SELECT DISTINCT addressee FROM queries"))
    secret = json.dumps([name for name in asked if called.instead_of(name) != name])
    found: dict[str, Secrets] = {}
    for name, sql in _SECRET_COUNTS.items():
        for article_id, count in file.rows(sql, {"asked": secret} if name == "queries" else {}):
            of_article = found.get(article_id, Secrets())
            found[article_id] = replace(of_article, **{name: int(count)})
    return found


def confidential_among(file: ProjectFile, keys: Sequence[Key]) -> int:
    """Return how many rows on the rows of the keys are confidential, removed rows included.

    Evidence, contacts and questions to them count, and sources on which none of it rests.
    """
    states, called = RowStates(file), repository.code_names(file)
    counted = 0
    secret_keys: set[Key] = set()
    for first in range(0, len(keys), _MANY):
        rows = states.many(keys[first : first + _MANY])
        resting = _resting_on_secrets(states, rows)
        shown = {key for key, state in rows.items() if _is_secret(key[0], state, called)}
        counted += len(resting) + len(shown)
        secret_keys |= shown | {("sources", str(rows[key]["source_id"])) for key in resting}
    ids = json.dumps([row_id for table, row_id in keys if table in ("sources", "contacts")])
    once = {(str(table), str(row_id)) for table, row_id in file.rows(_ONCE_HIDDEN, [ids])}
    return counted + len(once - secret_keys)


def _resting_on_secrets(states: RowStates, rows: Rows) -> set[Key]:
    """The evidence among rows that comes from confidential sources."""
    evidence = {key: state for key, state in rows.items() if key[0] == "evidence"}
    told = {key: ("sources", str(state["source_id"])) for key, state in evidence.items()}
    sources = states.many({*told.values()})
    return {key for key, source in told.items() if sources[source]["confidential"]}


def _is_secret(table: str, state: State, called: CodeNames) -> bool:
    """Return whether a row is of a confidential contact, or a question to such a contact."""
    if table == "queries":
        asked = str(state["addressee"])
        return called.instead_of(asked) != asked
    return table == "contacts" and bool(state["confidential"])


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
        """Return the rows changed since the package was made, and the ids of their changes."""
        found = self._file.rows(
            """SELECT DISTINCT r.tbl, r.row_id, c.id FROM changes c
            JOIN change_rows r ON r.change_seq = c.seq
            WHERE c.kind <> 'setup' AND c.seq NOT IN (SELECT change_seq FROM merges)"""
        )
        return sorted({(t, i) for t, i, _ in found}), sorted({c for _, _, c in found})

    def parts(self, keys: Sequence[Key]) -> Iterator[tuple[Sequence[Key], Rows]]:
        """Return some keys at a time, with their rows and all rows that they refer to."""
        return in_parts(RowStates(self._file), keys)

    def steps(self, change_ids: Sequence[str]) -> Iterator[tuple[object, ...]]:
        """Give the log's record of each change, as it goes into a reply."""
        return merge.changes_of(self._file, change_ids)

    def step_rows(self, change_ids: Sequence[str]) -> Iterator[tuple[object, ...]]:
        """Give the change, the table, the row and both its states, for each row of changes."""
        return merge.rows_of(self._file, change_ids)

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

        Only readers of the project may read it. A failure leaves no file behind.

        Args:
            target: the path of the new file.
            at: the time in UTC.
            label: the label of the change that fills it.
            package: the record of the package about itself.

        Raises:
            ProjectExists, NoPlaceForProject, DiskFull: no file can be made there.
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
    """Writes a package of rows from a project, within the only change of the new file."""

    def __init__(self, under_way: OpenChange, source: ProjectFile, package: Package) -> None:
        self._source = source
        self._writer = under_way.writer
        self._seq = under_way.change.seq
        under_way.kept = True
        merge.remember(self._writer, self._seq, merge.MergeOrigin("", 0, ""), {}, {})
        self._writer.insert("settings", {"id": PACKAGE, "value": json.dumps(package.as_data())})

    def add(self, part: Mapping[Key, State], *, blind: bool, told: Callable[[], None]) -> None:
        """Add the rows of a part that are not there yet, and the knowledge of them.

        Args:
            part: the rows by table and id.
            blind: whether the knowledge of blanked columns stays out.
            told: is called now and then.
        """
        rows = _not_there(self._writer.file, part)
        new = {key: (None, state) for key, state in rows.items()}
        merge.write_rows(self._writer, new, self._source, lambda _done: told())
        events = knowledge_of(self._source, {row_id for _, row_id in rows})
        merge.remember_more(self._writer, self._seq, _kept(events, rows, blind=blind))
        # nobody asks which rows were written, and there may be millions
        self._writer.forget()

    def add_removed(self, keys: Iterable[Key], rows: Mapping[Key, State]) -> None:
        """Add the knowledge of removed rows: the keys that are not among the rows."""
        gone = {key for key in keys if key not in rows}
        events = knowledge_of(self._source, {row_id for _, row_id in gone}) if gone else set()
        known: News = {}
        for identity, table, row_id, register in events:
            if (table, row_id) in gone:
                known.setdefault((table, row_id), {}).setdefault(register, set()).add(identity)
        merge.remember_more(self._writer, self._seq, known)

    def add_steps(self, change_ids: Sequence[str]) -> None:
        """Add changes of the project for the audit trail."""
        merge.hear(self._writer, self._seq, self._source, change_ids)


def _not_there(file: ProjectFile, part: Mapping[Key, State]) -> dict[Key, State]:
    by_table: dict[str, list[str]] = {}
    for table, row_id in part:
        by_table.setdefault(table, []).append(row_id)
    there = {
        (table, str(row_id))
        for table, ids in by_table.items()
        for (row_id,) in file.rows(
            f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(ids)],
        )
    }
    return {key: state for key, state in part.items() if key not in there}


def _kept(events: Iterable[Event], rows: Mapping[Key, State], *, blind: bool) -> News:
    """Return the knowledge of rows, without that of blanked columns."""
    known: News = {}
    for identity, table, row_id, register in events:
        hidden = blind and table == "claims" and register in JUDGING
        if (table, row_id) in rows and not hidden:
            known.setdefault((table, row_id), {}).setdefault(register, set()).add(identity)
    return known
