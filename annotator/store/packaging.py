"""Writing a package: chosen rows in a new file, with what is known of them and nothing else.

The file is made anew, so that what is left out is not in it anywhere. Its rows come without their
history; the ids of the changes behind them go along, so that it can be merged again.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from annotator.domain.changes import ChangeKind
from annotator.domain.merging import Key
from annotator.domain.packages import JUDGING, Contents, Package
from annotator.domain.people import CodeNames
from annotator.domain.registers import State
from annotator.domain.settings import PACKAGE
from annotator.store import changes, merging, opening, people
from annotator.store.changes import OpenChange
from annotator.store.file import ProjectFile, making
from annotator.store.knowledge import Event, News, knowledge_of
from annotator.store.row_states import RowStates

_OF_CLAIMS = ("highlights",)
_OPEN = ("tags", "queries", "reviews", "rulings", "comments")


def chosen_rows(file: ProjectFile, contents: Contents) -> dict[Key, State]:
    """The rows that go into a package, as they go into it, with all that they lead to."""
    states = RowStates(file)
    articles = states.many(("articles", identity) for identity in contents.article_ids)
    versions = _under(states, articles, "versions")
    rows = articles | versions | _under(states, versions, "attachments")
    if contents.highlights:
        rows |= _claims(states, articles, contents, people.code_names(file))
    if not contents.blind:
        rows |= _under(states, versions, "coverage")
    # with everybody's name, so that who is known here is known there
    checkers = [("checkers", str(row_id)) for (row_id,) in file.rows("SELECT id FROM checkers")]
    return with_parents(states, rows | states.many(checkers))


def with_parents(states: RowStates, rows: Mapping[Key, State]) -> dict[Key, State]:
    """Rows with all rows that they lead to."""
    found = dict(rows)
    pending = {*rows}
    while pending:
        led = {p for key in pending for _, p in states.parents(key, found[key])} - {*found}
        found |= states.many(led)
        pending = led
    return found


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


def fill(
    under_way: OpenChange,
    source: ProjectFile,
    rows: Mapping[Key, State],
    package: Package,
    told: Callable[[int], None],
) -> None:
    """Write rows, what is known of them, and what the package says of itself."""
    writer = under_way.writer
    merging.write_rows(writer, {key: (None, state) for key, state in rows.items()}, source, told)
    known = _kept(knowledge_of(source, {row_id for _, row_id in rows}), rows, blind=package.blind)
    origin = merging.Origin("", 0, "")
    merging.remember(writer, under_way.change.seq, origin, known, {})
    writer.insert("settings", {"id": PACKAGE, "value": json.dumps(package.as_data())})


def remember_gone(
    under_way: OpenChange, source: ProjectFile, keys: Iterable[Key], rows: Mapping[Key, State]
) -> None:
    """Keep what is known of rows that were removed: that is all that is left of them."""
    gone = {key for key in keys if key not in rows}
    events = knowledge_of(source, {row_id for _, row_id in gone})
    known: News = {}
    for identity, table, row_id, register in events:
        if (table, row_id) in gone:
            known.setdefault((table, row_id), {}).setdefault(register, set()).add(identity)
    merging.remember_more(under_way.writer, under_way.change.seq, known)


def _claims(
    states: RowStates, articles: Mapping[Key, State], contents: Contents, called: CodeNames
) -> dict[Key, State]:
    claims = _under(states, articles, "claims")
    if contents.blind:
        blank = {key: {**state, **JUDGING} for key, state in claims.items()}
        return blank | _under(states, claims, "highlights")
    tables = [*_OF_CLAIMS, *_OPEN, *(["notes", "contacts"] if contents.notes else [])]
    hanging = _under(states, claims, *tables)
    evidence = _evidence(states, claims, contents) if contents.evidence else {}
    if not contents.confidential:
        secret = {key for key, state in hanging.items() if _is_secret(key[0], state, called)}
        hanging = {key: state for key, state in hanging.items() if key not in secret}
    return claims | hanging | evidence


def _is_secret(table: str, state: State, called: CodeNames) -> bool:
    """Whether a row is of a confidential contact, or a question to one."""
    if table == "queries":
        asked = str(state["addressee"])
        return called.instead_of(asked) != asked
    return table == "contacts" and bool(state["confidential"])


def confidential_among(file: ProjectFile, keys: Iterable[Key]) -> int:
    """How many of these rows are of confidential contacts, questions to them, or evidence."""
    states, called = RowStates(file), people.code_names(file)
    rows = states.many(keys)
    told = [state for (table, _), state in rows.items() if table == "evidence"]
    sources = states.many({("sources", str(state["source_id"])) for state in told})
    secret = sum(
        bool(sources["sources", str(state["source_id"])]["confidential"]) for state in told
    )
    return secret + sum(_is_secret(table, state, called) for (table, _), state in rows.items())


def _evidence(
    states: RowStates, claims: Mapping[Key, State], contents: Contents
) -> dict[Key, State]:
    evidence = _under(states, claims, "evidence")
    sources = states.many({("sources", str(state["source_id"])) for state in evidence.values()})
    told = {
        key: state
        for key, state in evidence.items()
        if contents.confidential or not sources["sources", str(state["source_id"])]["confidential"]
    }
    return told | _under(states, told, "attachments")


def _under(states: RowStates, rows: Iterable[Key], *tables: str) -> dict[Key, State]:
    """The rows of these tables that lead to any of these rows."""
    return states.leading_to(rows, tables)


def _kept(events: Iterable[Event], rows: Mapping[Key, State], *, blind: bool) -> News:
    """What is known of rows; of what was blanked, nothing."""
    known: News = {}
    for identity, table, row_id, register in events:
        hidden = blind and table == "claims" and register in JUDGING
        if (table, row_id) in rows and not hidden:
            known.setdefault((table, row_id), {}).setdefault(register, set()).add(identity)
    return known


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
