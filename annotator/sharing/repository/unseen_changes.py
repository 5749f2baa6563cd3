"""The changes of each of two project files that the other has not seen.

Both logs only grow. Two files that were the same file once have the same beginning, and a merge
remembers the changes that it has taken over, so that only later changes are looked at.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from annotator.sharing.column_groups import State, registers_changed
from annotator.sharing.row_merge import Key
from annotator.storage.project_file import ProjectFile

Event = tuple[str, str, str, str]
"""The change's id, the table, the row's id and the register."""
News = dict[Key, dict[str, set[str]]]
"""By row and register, the ids of the changes that the other file has not heard of."""

# what a merge wrote was done elsewhere; an undo of it takes the knowledge back as well
_OWN = """SELECT c.seq, c.id, r.tbl, r.row_id, r.before, r.after
    FROM changes c CROSS JOIN change_rows r ON r.change_seq = c.seq WHERE c.seq > :since
    AND c.seq NOT IN (SELECT change_seq FROM merges)
    AND c.target_id NOT IN (SELECT value FROM json_each(:merges))"""
_OWN_OF_ROWS = _OWN.replace(
    "changes c CROSS JOIN change_rows r ON", "change_rows r JOIN changes c ON"
)
_THESE = "AND r.row_id IN (SELECT value FROM json_each(:rows))"
_FIRST = """SELECT before FROM (SELECT r.n, r.before FROM changes c
    JOIN change_rows r ON r.change_seq = c.seq WHERE r.tbl = :table AND r.row_id = :row
    AND c.id IN (SELECT value FROM json_each(:ids))
    UNION ALL SELECT r.n, r.before FROM heard_rows r WHERE r.tbl = :table AND r.row_id = :row
    AND r.change_id IN (SELECT value FROM json_each(:ids))) ORDER BY n LIMIT 1"""


@dataclass
class UnseenChanges:
    """The events of each of two files that the other does not know."""

    ours: News = field(default_factory=dict)
    theirs: News = field(default_factory=dict)

    @property
    def rows(self) -> list[Key]:
        """Every row that any of it is about, in an order that is always the same."""
        return sorted({*self.ours, *self.theirs})


def difference(ours: ProjectFile, theirs: ProjectFile) -> UnseenChanges:
    """Return the events of each file that the other has not heard of.

    Of files that never were the same file, for example a package sent for review, only rows that
    theirs knows are looked at.
    """
    shared = common_beginning(ours, theirs)
    there = _Side(theirs, ours, shared)
    rows = None if shared else {row_id for _, _, row_id, _ in there.known()}
    here = _Side(ours, theirs, shared, rows)
    return UnseenChanges(
        _by_row(here.events() - there.known()), _by_row(there.events() - here.known())
    )


def common_beginning(one: ProjectFile, other: ProjectFile) -> int:
    """The ``seq`` of the last change up to which two logs are the same; 0 if they never were."""
    low, high = 0, min(_latest(one), _latest(other))
    while low < high:
        middle = (low + high + 1) // 2
        if _change_at(one, middle) == _change_at(other, middle):
            low = middle
        else:
            high = middle - 1
    return low


class _Side:
    """A file of the two, seen from the other."""

    def __init__(
        self, file: ProjectFile, other: ProjectFile, shared: int, rows: set[str] | None = None
    ) -> None:
        self._file = file
        self._shared = shared
        known_merges = {identity for _, identity in _merges(other)}
        self._merges = [
            seq for seq, identity in _merges(file) if seq > shared or identity not in known_merges
        ]
        self._since = max(shared, _taken_over(other, file))

        self._own = [*_own(file, shared, rows)]
        self._heard = [*_heard(file, self._merges, rows)]

    def events(self) -> set[Event]:
        """Return the events that the other file may not have heard of."""
        return {*(event for seq, event in self._own if seq > self._since), *self._heard}

    def known(self) -> set[Event]:
        """All that this file knows and did not share from the beginning."""
        return {*(event for _, event in self._own), *self._heard}


def _taken_over(file: ProjectFile, other: ProjectFile) -> int:
    """Return the last change of another file that a merge, still in force, has taken over."""
    for seq, identity in file.rows(
        """SELECT m.file_seq, m.file_change_id FROM merges m JOIN changes c ON c.seq = m.change_seq
        WHERE c.undone_by IS NULL ORDER BY m.file_seq DESC"""
    ):
        if _change_at(other, seq) == identity:
            return int(seq)
    return 0


def _merges(file: ProjectFile) -> list[tuple[int, str]]:
    """The merges in force, by their ``seq`` and id."""
    return [
        (int(seq), str(identity))
        for seq, identity in file.rows(
            """SELECT c.seq, c.id FROM merges m JOIN changes c ON c.seq = m.change_seq
            WHERE c.undone_by IS NULL"""
        )
    ]


def knowledge_of(file: ProjectFile, rows: set[str]) -> set[Event]:
    """Return all events that a file knows of rows, by their ids."""
    merges = [seq for seq, _ in _merges(file)]
    return {*(event for _, event in _own(file, 0, rows)), *_heard(file, merges, rows)}


def _own(file: ProjectFile, since: int, rows: set[str] | None) -> Iterator[tuple[int, Event]]:
    merges = file.rows("SELECT c.id FROM merges m JOIN changes c ON c.seq = m.change_seq")
    which = {"since": since, "merges": json.dumps([identity for (identity,) in merges])}
    sql = _OWN if rows is None else f"{_OWN_OF_ROWS} {_THESE}"
    these = {} if rows is None else {"rows": json.dumps(sorted(rows))}
    for seq, identity, table, row_id, before, after in file.each(sql, which | these):
        for register in registers_changed(table, _state(before), _state(after)):
            yield seq, (identity, table, row_id, register)


def _heard(file: ProjectFile, merges: list[int], rows: set[str] | None) -> Iterator[Event]:
    these = "" if rows is None else _THESE
    yield from file.each(
        f"""SELECT r.change_id, r.tbl, r.row_id, r.register FROM causes r
        WHERE r.merge_seq IN (SELECT value FROM json_each(:merges)) {these}""",
        {"merges": json.dumps(merges)}
        | ({} if rows is None else {"rows": json.dumps(sorted(rows))}),
    )


def ancestors(file: ProjectFile, news: News) -> dict[Key, State | None]:
    """How rows were before the first of the changes that the other file has not heard of.

    Rows of which that is not known, as after a hand-over without the history, are left out.
    """
    found: dict[Key, State | None] = {}
    for (table, row_id), registers in news.items():
        ids = json.dumps(sorted({i for known in registers.values() for i in known}))
        before = file.row(_FIRST, {"ids": ids, "table": table, "row": row_id})
        if before is not None:
            found[table, row_id] = _state(before[0])
    return found


def _by_row(events: Iterable[Event]) -> News:
    found: News = defaultdict(lambda: defaultdict(set))
    for identity, table, row_id, register in events:
        found[table, row_id][register].add(identity)
    return found


def _latest(file: ProjectFile) -> int:
    return int(file.value("SELECT coalesce(max(seq), 0) FROM changes"))


def _change_at(file: ProjectFile, seq: int) -> str | None:
    found = file.value("SELECT id FROM changes WHERE seq <= ? ORDER BY seq DESC LIMIT 1", [seq])
    return None if found is None else str(found)


def _state(text: str | None) -> dict[str, object] | None:
    return None if text is None else json.loads(text)
