"""The changes of each of two project files that the other has not seen.

Both logs only grow. Two files that were the same file once have the same beginning, and a merge
remembers the changes that it has taken over, so that only later changes are looked at.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from annotator.claims.join import join_rows
from annotator.sharing.column_groups import (
    DOUBLE,
    EXISTENCE,
    PLACE,
    State,
    knows_place,
    registers_changed,
    registers_differing,
)
from annotator.sharing.repository.joins import (
    KINDS,
    NO_JOINS,
    RENAMED,
    Joins,
    RecordJoin,
    is_joined_note,
    joins_of,
    known_joins,
)
from annotator.sharing.row_merge import Key
from annotator.storage.project_file import ProjectFile
from annotator.storage.row_states import RowStates

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
    joins: Joins = NO_JOINS
    """The joins in force, which the events are told by: what a join did itself is none."""

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
    joins = _joins_in_force(ours, theirs, shared)
    there = _Side(theirs, ours, shared, joins)
    rows = None if shared else there.rows()
    here = _Side(ours, theirs, shared, joins, rows)
    return UnseenChanges(
        _by_row(here.events() - there.known()), _by_row(there.events() - here.known()), joins
    )


def _joins_in_force(ours: ProjectFile, theirs: ProjectFile, shared: int) -> Joins:
    """Return the joins of claims and people in either file that the other has not undone."""
    here, there = ({j.gone: j for j in known_joins(file)} for file in (ours, theirs))
    rows = {*here, *there}
    if not rows:
        return NO_JOINS
    sides = [_Side(a, b, shared, NO_JOINS, rows) for a, b in ((ours, theirs), (theirs, ours))]
    news = [
        {row_id for _, table, row_id, _ in side.events() - other.known() if table == "joined"}
        for side, other in (sides, sides[::-1])
    ]
    edges: list[RecordJoin] = []
    for mine, others, (my_news, their_news) in ((here, there, news), (there, here, news[::-1])):
        edges += [
            join
            for gone, join in mine.items()
            if gone in others or gone not in their_news or gone in my_news
        ]
    return joins_of([ours, theirs], edges)


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
        self,
        file: ProjectFile,
        other: ProjectFile,
        shared: int,
        joins: Joins,
        rows: set[str] | None = None,
    ) -> None:
        self._file, self._other, self._joins = file, other, joins
        self._shared = shared
        known_merges = {identity for _, identity in _merges(other)}
        self._merges = [
            seq for seq, identity in _merges(file) if seq > shared or identity not in known_merges
        ]
        self._since = max(shared, _taken_over(other, file))

        revoked, taken_back = _taken_back_alone(file, other, shared)
        self._forgotten = _taken_back_alone(other, file, shared)[1]
        undone = _undone_unheard(file, other, shared) | revoked
        own = _own(file, shared, rows, joins)
        self._own = [(seq, event) for seq, event in own if event[0] not in undone]
        heard = (e for e in _heard(file, self._merges, rows) if (e[1], e[2]) not in taken_back)
        self._heard = _led(file, [*heard], joins)

    def events(self) -> set[Event]:
        """Return the events that the other file may not have heard of."""
        new = (e for seq, e in self._own if seq > self._since or (e[1], e[2]) in self._forgotten)
        return {*new, *self._heard}

    def known(self) -> set[Event]:
        """All that this file knows and did not share from the beginning."""
        return {*(event for _, event in self._own), *_as_heard(self._heard)}

    def rows(self) -> set[str]:
        """Return the ids of all rows that this file knows, by joins and without them."""
        plain = _Side(self._file, self._other, self._shared, NO_JOINS) if self._joins else self
        ids = {row_id for side in (self, plain) for _, _, row_id, _ in side.known()}
        return ids | {*self._joins.order}


def _undone_unheard(file: ProjectFile, other: ProjectFile, shared: int) -> set[str]:
    """Return the ids of joins and new versions, and of their undoing, unheard of by another file.

    To the other file it is as if they had never been; the rows are what they were before. Their ids
    may be those of rows that somebody made there.
    """
    found: set[str] = set()
    for (join,) in file.rows(
        f"""SELECT DISTINCT c.id FROM changes c JOIN change_rows r ON r.change_seq = c.seq
        WHERE c.undone_by IS NOT NULL AND c.seq > ? AND r.before IS NULL AND (r.tbl = 'versions'
        OR r.tbl = 'joined' AND json_extract(r.after, '$.kind') IN {tuple(KINDS)})""",
        [shared],
    ):
        steps = file.rows("SELECT id FROM changes WHERE id = ?1 OR target_id = ?1", [join])
        ids = [str(identity) for (identity,) in steps]
        heard = "SELECT 1 FROM heard_changes WHERE id IN (SELECT value FROM json_each(?))"
        if other.value(f"{heard} LIMIT 1", [json.dumps(ids)]) is None:
            found.update(ids)
    return found


_BROUGHT_IN = """SELECT c.id, r.row_id FROM changes c JOIN change_rows r ON r.change_seq = c.seq
    WHERE c.seq > ? AND c.kind = 'do' AND r.tbl = 'versions' AND r.before IS NULL
    AND c.undone_by IS {} NULL AND c.seq NOT IN (SELECT change_seq FROM merges)"""


def _taken_back_alone(
    file: ProjectFile, other: ProjectFile, shared: int
) -> tuple[set[str], set[Key]]:
    """Return new versions that were taken back, though somebody brought in the same text elsewhere.

    It is as if nobody had brought them in here, so that the other file loses nothing by it.

    Returns:
        The ids of the changes and of their undoing, and the rows that they wrote.
    """
    there = {version for _, version in other.rows(_BROUGHT_IN.format(""), [shared])}
    here = file.rows(_BROUGHT_IN.format("NOT"), [shared])
    ids = {str(change) for change, version in here if version in there}
    if not ids:
        return set(), set()
    asked = json.dumps(sorted(ids))
    steps = file.rows(
        """SELECT id FROM changes WHERE id IN (SELECT value FROM json_each(?1))
        OR target_id IN (SELECT value FROM json_each(?1))""",
        [asked],
    )
    rows = file.rows(
        """SELECT DISTINCT r.tbl, r.row_id FROM changes c
        JOIN change_rows r ON r.change_seq = c.seq
        WHERE c.id IN (SELECT value FROM json_each(?)) AND r.before IS NULL""",
        [asked],
    )
    return {str(i) for (i,) in steps}, {(str(table), str(row_id)) for table, row_id in rows}


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


def _own(
    file: ProjectFile, since: int, rows: set[str] | None, joins: Joins = NO_JOINS
) -> Iterator[tuple[int, Event]]:
    merges = file.rows("SELECT c.id FROM merges m JOIN changes c ON c.seq = m.change_seq")
    which = {"since": since, "merges": json.dumps([identity for (identity,) in merges])}
    sql = _OWN if rows is None else f"{_OWN_OF_ROWS} {_THESE}"
    these = {} if rows is None else {"rows": json.dumps(sorted(rows))}
    concerned: dict[tuple[int, str], list[LoggedRow]] = defaultdict(list)
    for seq, identity, table, row_id, before, after in file.each(sql, which | these):
        row = (table, row_id), _state(before), _state(after)
        if joins and _concerns(joins, row):
            concerned[seq, identity].append(row)
            continue
        for register in registers_changed(table, *row[1:]):
            yield seq, (identity, table, row_id, register)
    for (seq, identity), found in concerned.items():
        for (table, row_id), register in _registers_led(found, joins):
            yield seq, (identity, table, row_id, register)


LoggedRow = tuple[Key, State | None, State | None]
"""A row of the log: its key, and its states before and after the change."""


def _concerns(joins: Joins, row: LoggedRow) -> bool:
    (table, row_id), before, after = row
    if table == "joined":
        return row_id in joins.heirs
    return any(state is not None and joins.concerns(table, state) for state in (before, after))


def _registers_led(rows: list[LoggedRow], joins: Joins) -> Iterator[tuple[Key, str]]:
    """Yield what a change did to rows of joined records, as they hang on the records that stay.

    What a join did of itself, or its undo, is left out.
    """
    made = {k[1] for k, before, after in rows if k[0] == "joined" and None in (before, after)}
    if not made:
        # most changes join nothing, so that none of their rows hangs on a join of theirs
        return (each for row in rows for each in _changes_led(row, joins, is_join=False))
    return _registers_of_join(rows, made, joins)


def _registers_of_join(
    rows: list[LoggedRow], made: set[str], joins: Joins
) -> Iterator[tuple[Key, str]]:
    """Yield the same of a change that gave records up for others, or undid that."""
    joined: dict[Key, list[LoggedRow]] = defaultdict(list)
    others = []
    for row in rows:
        if row[0][0] not in _TO_FOLD or not _hangs_on(row, made):
            others.append(row)
            continue
        for key in {key for key, _ in _led_states(row, joins)}:
            joined[key].append(row)
    for row in others:
        its = [key for key, _ in _led_states(row, joins) if key in joined]
        if its:
            joined[its[0]].append(row)
        else:
            yield from _changes_led(row, joins, is_join=True)
    for key, found in joined.items():
        # where a row that stayed is not among them, a join did no more than take the others away
        if not all(_hangs_on(row, made) for row in found):
            yield from ((key, register) for register in _beside_joins(key, found, joins))


_TO_FOLD = {*KINDS.values(), *RENAMED} - {"notes"}
"""The tables of which a join makes one row of several."""


def _hangs_on(row: LoggedRow, made: set[str]) -> bool:
    """Return whether a row is, or hangs on, a record that a change gave up for another."""
    (_, row_id), before, after = row
    if row_id in made:
        return True
    columns = ("claim_id", "other_id", "checker_id")
    return any(str((s or {}).get(column)) in made for s in (before, after) for column in columns)


def _led_states(row: LoggedRow, joins: Joins) -> list[tuple[Key, State]]:
    led = (joins.moved(row[0], state) for state in row[1:] if state is not None)
    return [found for found in led if found is not None]


def _changes_led(row: LoggedRow, joins: Joins, *, is_join: bool) -> Iterator[tuple[Key, str]]:
    """Yield the row that a change wrote, as it hangs on the records that stay."""
    key, before, after = row
    if key[0] == "joined":
        yield from ((key, register) for register in registers_changed("joined", before, after))
    elif before is None or after is None:
        yield from _existence_led(row, joins, is_join=is_join)
    else:
        led = _led_states(row, joins)
        if len(led) > 1:
            (moved, one), (_, other) = led
            yield from ((moved, register) for register in registers_differing(key[0], one, other))


def _existence_led(row: LoggedRow, joins: Joins, *, is_join: bool) -> Iterator[tuple[Key, str]]:
    """Yield that a row was made or removed, if it was not a join that did it."""
    (table, row_id), before, after = row
    is_record = table in KINDS.values() and row_id in joins.heirs
    is_note = table == "notes" and is_join and is_joined_note(before or after or {})
    if is_record or is_note:
        return
    of_join = is_join and table == "highlights"
    yield from ((key, DOUBLE if of_join else EXISTENCE) for key, _ in _led_states(row, joins))


def _beside_joins(key: Key, rows: list[LoggedRow], joins: Joins) -> Iterable[str]:
    """Return the registers in which a change left a row other than its joins would leave it."""
    first: dict[Key, State | None] = {}
    last: dict[Key, State | None] = {}
    for row_key, before, after in rows:
        first.setdefault(row_key, before)
        last[row_key] = after
    ends = []
    for states in (first, last):
        there = [(k, s) for k, s in states.items() if s is not None]
        there.sort(key=lambda each: joins.age(*each))
        led = [found[1] for each in there if (found := joins.moved(*each)) is not None]
        ends.append(join_rows(key[0], led).state if led else None)
    return registers_changed(key[0], *ends)


def _led(file: ProjectFile, events: list[Event], joins: Joins) -> list[Event]:
    """Return events that a file has heard of by the rows to which joins led them."""
    if not joins:
        return events
    wanted = {(table, row_id) for _, table, row_id, _ in events if table in RENAMED}
    led: dict[Key, Key] = {}
    for key, state in _last_known(file, wanted).items():
        moved = joins.moved(key, state)
        if moved is not None:
            led[key] = moved[0]
    led |= {(t, i): (t, joins.heir(i)) for t in KINDS.values() for i in joins.gone(t)}
    return [
        (identity, *led.get((table, row_id), (table, row_id)), register)
        for identity, table, row_id, register in events
        if register != EXISTENCE or table not in KINDS.values() or row_id not in joins.heirs
    ]


def _last_known(file: ProjectFile, keys: set[Key]) -> dict[Key, State]:
    """Return the states of rows as they are, or as one of the logs last had them."""
    found = RowStates(file).many(keys)
    for log in ("change_rows", "heard_rows"):
        left = sorted(keys - found.keys())
        for table, row_id, state in file.rows(
            f"""SELECT tbl, row_id, coalesce(after, before) FROM {log}
            WHERE row_id IN (SELECT value FROM json_each(?)) ORDER BY n""",
            [json.dumps([row_id for _, row_id in left])],
        ):
            if (table, row_id) in keys and state is not None:
                found[table, row_id] = json.loads(state)
    return found


def _as_heard(events: Iterable[Event]) -> Iterator[Event]:
    for event in events:
        yield event
        if knows_place(event[1], event[3]):
            yield (*event[:3], PLACE)


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
