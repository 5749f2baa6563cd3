"""What two project files know of each other's changes: the events one has and the other has not.

Both logs only grow. Two files that were one once have the same beginning, and what a merge has
taken over is remembered with it, so that only what came later is looked at.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from annotator.domain.merging import Key
from annotator.domain.registers import State, registers_changed
from annotator.store.file import ProjectFile

Event = tuple[str, str, str, str]
"""The change's id, the table, the row's id and the register."""
News = dict[Key, dict[str, set[str]]]
"""By row and register, the ids of the changes that the other file has not heard of."""

# what a merge wrote was done elsewhere; an undo of it takes the knowledge back as well
_OWN = """FROM changes c JOIN change_rows r ON r.change_seq = c.seq WHERE c.seq > ?
    AND NOT EXISTS (SELECT 1 FROM merges m WHERE m.change_seq = c.seq)
    AND NOT EXISTS (SELECT 1 FROM merges m JOIN changes d ON d.seq = m.change_seq
        WHERE d.id = c.target_id)"""


_FIRST = """SELECT before FROM (SELECT r.n, r.before FROM changes c
    JOIN change_rows r ON r.change_seq = c.seq WHERE r.tbl = :table AND r.row_id = :row
    AND c.id IN (SELECT value FROM json_each(:ids))
    UNION ALL SELECT r.n, r.before FROM heard_rows r WHERE r.tbl = :table AND r.row_id = :row
    AND r.change_id IN (SELECT value FROM json_each(:ids))) ORDER BY n LIMIT 1"""


@dataclass
class Difference:
    """What each of two files knows that the other does not."""

    ours: News = field(default_factory=dict)
    theirs: News = field(default_factory=dict)

    @property
    def rows(self) -> list[Key]:
        """Every row that any of it is about, in an order that is always the same."""
        return sorted({*self.ours, *self.theirs})


def difference(ours: ProjectFile, theirs: ProjectFile) -> Difference:
    """The events of each file that the other has not heard of."""
    shared = common_beginning(ours, theirs)
    here = _Side(ours, theirs, shared)
    there = _Side(theirs, ours, shared)
    return Difference(
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
    """One of two files, seen from the other."""

    def __init__(self, file: ProjectFile, other: ProjectFile, shared: int) -> None:
        self._file = file
        self._shared = shared
        known_merges = {identity for _, identity in _merges(other)}
        self._merges = [
            seq for seq, identity in _merges(file) if seq > shared or identity not in known_merges
        ]
        self._since = max(shared, _taken_over(other, file))

    def events(self) -> set[Event]:
        """What the other file may not have heard of."""
        return {*_own(self._file, self._since), *_heard(self._file, self._merges)}

    def known(self) -> set[Event]:
        """All that this file knows and did not share from the beginning."""
        return {*_own(self._file, self._shared), *_heard(self._file, self._merges)}


def _taken_over(file: ProjectFile, other: ProjectFile) -> int:
    """The last change of another file that a merge, still in force, has taken into this one."""
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


def _own(file: ProjectFile, since: int) -> Iterator[Event]:
    for identity, table, row_id, before, after in file.each(
        f"SELECT c.id, r.tbl, r.row_id, r.before, r.after {_OWN}",
        [since],
    ):
        for register in registers_changed(table, _state(before), _state(after)):
            yield identity, table, row_id, register


def _heard(file: ProjectFile, merges: list[int]) -> Iterator[Event]:
    yield from file.each(
        """SELECT change_id, tbl, row_id, register FROM causes
        WHERE merge_seq IN (SELECT value FROM json_each(?))""",
        [json.dumps(merges)],
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
