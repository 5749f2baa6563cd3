"""Joined claims and people: their rows, as they hang on the record that stays.

Two claims are joined, or two records of one person, in one file of several, and work goes on in the
others. So a file is also read as if all joins in force had been made in it (``JoinedStates``), by
the same rules by which a join is written (``JoinWriter``): ids that follow from a claim and a
checker are made anew, of two judgements of one checker the newer stays, and the answers for which
there is no room become notes, whose ids follow from their words.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from annotator.claims.fields import CLAIM_FIELDS
from annotator.claims.join import JUDGED, LeftAnswer, is_of_judgement, join_rows
from annotator.kernel.errors import NobodyAtWork
from annotator.schema.tables import LOGGED
from annotator.sharing.column_groups import DOUBLE, EXISTENCE, WHOLE, State
from annotator.sharing.row_merge import Key
from annotator.storage.changes import ChangeWriter
from annotator.storage.ids import joined_note_id, kept_apart_id, review_id, ruling_id, tag_id
from annotator.storage.project_file import ProjectFile
from annotator.storage.row_states import RowStates

KINDS = {"claim": "claims", "checker": "checkers"}
"""The kinds of joins that hang rows on another record, and the tables of their records."""
RENAMED = (*JUDGED, "kept_apart", "notes")
"""The tables of rows of which the id may follow from their claim and their checker."""
_LEADING = {
    "claim_id": "claims",
    "other_id": "claims",
    "checker_id": "checkers",
    "assignee_id": "checkers",
}
_DERIVED = "5"
"""The version of a UUID that follows from words."""
_AT = 14
"""The place of the version in a UUID."""
_OWN = {"number", "first_number", "created_at"}
"""The columns that a claim keeps, whatever is joined to it."""


@dataclass(frozen=True, slots=True)
class RecordJoin:
    """A record that was given up for another, and its kind, as ``joined`` keeps them."""

    gone: str
    into: str
    kind: str
    called: str = ""


Age = tuple[bool, int, str]
"""Whether a record is gone everywhere, the number that it was born with, and its id."""


@dataclass(frozen=True)
class Joins:
    """The joins in force: by the id of each record that went, the record that stays for it.

    ``order`` is the age of records, ``own`` what a claim keeps of itself, and ``makers`` the
    checker and the time of each join, for the notes. ``called`` are the numbers and names of the
    records that went, ``people`` the ids of all checkers, and ``rows`` the records of joins that
    follow from others and stand in no file yet.
    """

    heirs: Mapping[str, str] = field(default_factory=dict)
    order: Mapping[str, Age] = field(default_factory=dict)
    own: Mapping[str, State] = field(default_factory=dict)
    makers: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    people: Sequence[str] = ()
    kinds: Mapping[str, str] = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[Key, State] = field(default_factory=dict)
    _tags: dict[str, dict[str, str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.heirs)

    def gone(self, table: str) -> list[str]:
        """Return the ids of the records of a table that went."""
        return [identity for identity, kind in self.kinds.items() if KINDS[kind] == table]

    def heir(self, identity: object) -> str:
        """Return the id of the record that stays for a record: its own, if it was not joined."""
        return self.heirs.get(str(identity), str(identity))

    def age(self, key: Key, row: State) -> tuple[Age, Age, str]:
        """Return the age of the claim and the checker of a row, by which rows are ordered."""
        claim = str(row["id"] if key[0] == "claims" else row.get("claim_id"))
        checker = str(row["id"] if key[0] == "checkers" else row.get("checker_id"))
        ages = [self.order.get(i, (False, 0, i)) for i in (claim, checker)]
        return ages[0], ages[1], key[1]

    def concerns(self, table: str, state: State) -> bool:
        """Return whether a row is, or leads to, a record that was joined, or that stays."""
        if table in KINDS.values():
            return str(state["id"]) in self.order
        return any(str(state.get(column)) in self.order for column in _LEADING)

    def moved(self, key: Key, state: State) -> tuple[Key, State] | None:
        """Return a row as it hangs on the records that stay; ``None`` if it has no meaning then."""
        table, _ = key
        if table == "joined":
            return key, {**state, "into_id": self.heir(state["into_id"])}
        new = dict(state)
        for column, value in state.items():
            if column in _LEADING and value is not None:
                new[column] = self.heir(value)
        if table in KINDS.values():
            new["id"] = self.heir(state["id"])
        elif table in RENAMED:
            if table == "kept_apart" and new["claim_id"] == new["other_id"]:
                return None
            self._rename(table, state, new)
        return (table, str(new["id"])), new

    def tag(self, claim_id: object, identity: object) -> str:
        """Return the id that a tag on a claim has now."""
        claim = str(claim_id)
        if claim not in self._tags:
            self._tags[claim] = {
                old: new
                for checker in self.people
                if (old := tag_id(claim, checker))
                != (new := tag_id(self.heir(claim), self.heir(checker)))
            }
        return self._tags[claim].get(str(identity), str(identity))

    def _rename(self, table: str, old: State, new: dict[str, object]) -> None:
        claim, checker = str(new["claim_id"]), str(new["checker_id"])
        if table == "tags":
            new["id"] = tag_id(claim, checker)
        elif table == "reviews":
            new["tag_id"] = self.tag(old["claim_id"], old["tag_id"]) if old["tag_id"] else ""
            new["id"] = review_id(claim, checker, str(new["tag_id"]))
        elif table == "rulings":
            new["id"] = ruling_id(claim)
            new["settles"] = self._settled(old)
        elif table == "kept_apart":
            new["claim_id"], new["other_id"] = sorted((claim, str(new["other_id"])))
            new["id"] = kept_apart_id(claim, str(new["other_id"]))
        elif is_joined_note(old):
            new["id"] = _note_id(new)

    def _settled(self, ruling: State) -> str:
        settled = json.loads(str(ruling["settles"]))
        led: dict[str, str] = {}
        for identity, digest in sorted(settled.items()):
            now = self.tag(ruling["claim_id"], identity)
            led[now] = max(digest, led.get(now, ""))
        return json.dumps(dict(sorted(led.items())), separators=(",", ":"))


NO_JOINS = Joins()
_FIELDS = {f"{each.label}: ": name for name, each in CLAIM_FIELDS.items()}


def is_joined_note(row: State) -> bool:
    """Return whether a note tells an answer for which a join had no room, as the join wrote it."""
    return str(row["id"])[_AT : _AT + 1] == _DERIVED and row["id"] == _note_id(row)


def source_of(note: State) -> tuple[Key, str]:
    """Return the row, and its register, of which the answer in a note of a join is one of several.

    For an answer that is no one row's both are empty.
    """
    claim, words = str(note["claim_id"]), str(note["body"]).partition("\n")[2]
    if words.startswith("Tag of "):
        return ("tags", tag_id(claim, str(note["checker_id"]))), WHOLE
    if words.startswith("Ruling of "):
        return ("rulings", ruling_id(claim)), WHOLE
    for label, name in _FIELDS.items():
        if words.startswith(label):
            return ("claims", claim), name
    return ("", ""), ""


def _note_id(row: State) -> str:
    words = str(row["body"]).partition("\n")[2]
    checker = str(row["checker_id"]) if is_of_judgement(words) else ""
    return joined_note_id(str(row["claim_id"]), checker, words)


def joins_of(
    files: Sequence[ProjectFile],
    edges: Collection[RecordJoin],
    maker: tuple[str, str] | None = None,
) -> Joins:
    """Return joins as classes of records, in each of which the eldest stays for all others.

    Args:
        files: The files in which the records may still be.
        edges: The joins in force.
        maker: The checker and the time of the joins, where they are being made.
    """
    if not edges:
        return NO_JOINS
    kinds = {identity: e.kind for e in edges for identity in (e.gone, e.into)}
    own = _own_values(files, [i for i, kind in kinds.items() if kind == "claim"])
    names = {
        str(i): str(name) for f in files for i, name in f.rows("SELECT id, name FROM checkers")
    }
    called = _former_names(edges)
    order = {
        identity: (identity not in own, _born(own.get(identity), called.get(identity)), identity)
        if kind == "claim"
        else (identity not in names, 0, identity)
        for identity, kind in kinds.items()
    }
    heirs = _heirs(edges, order)
    people = sorted({*names, *(i for i, kind in kinds.items() if kind == "checker")})
    gone = [edge.gone for edge in edges]
    known = {*gone}
    makers = dict.fromkeys(kinds, maker) if maker else _makers(files, gone, people)
    called = {i: str(values["number"]) for i, values in own.items()} | names | called
    follow = {
        ("joined", i): {"id": i, "into_id": into, "kind": kinds[i], "called": called.get(i, "")}
        for i, into in heirs.items()
        if i not in known
    }
    its_kind = {i: kinds[i] for i in heirs}
    return Joins(heirs, order, own, makers, people, its_kind, called, {} if maker else follow)


def _former_names(edges: Iterable[RecordJoin]) -> dict[str, str]:
    """Return the numbers and names of the records that went, by id."""
    called: dict[str, str] = {}
    for edge in sorted(edges, key=lambda edge: edge.called):
        if edge.called:
            called.setdefault(edge.gone, edge.called)
    return called


def _heirs(edges: Iterable[RecordJoin], order: Mapping[str, Age]) -> dict[str, str]:
    """Return for each record that went the eldest of its class, which stays."""
    towards: dict[str, str] = {}
    for edge in edges:
        ends = sorted({_end(towards, edge.gone), _end(towards, edge.into)}, key=order.__getitem__)
        towards |= dict.fromkeys(ends[1:], ends[0])
    return {identity: _end(towards, identity) for identity in towards}


def _end(towards: Mapping[str, str], identity: str) -> str:
    while identity in towards:
        identity = towards[identity]
    return identity


def _born(own: State | None, called: str | None) -> int:
    if own is not None:
        return int(str(own["first_number"] or own["number"]))
    return int(called) if called and called.isdecimal() else 0


def _own_values(files: Sequence[ProjectFile], claims: Collection[str]) -> dict[str, State]:
    columns = sorted(_OWN)
    found: dict[str, State] = {}
    for file in files:
        for identity, *values in file.rows(
            f"""SELECT id, {", ".join(columns)} FROM claims
            WHERE id IN (SELECT value FROM json_each(?))""",
            [json.dumps([*claims])],
        ):
            found.setdefault(str(identity), dict(zip(columns, values, strict=True)))
    return found


_MAKERS = (
    """SELECT r.row_id, h.at, h.checker_id FROM heard_rows r JOIN heard_changes h
    ON h.id = r.change_id WHERE r.row_id IN (SELECT value FROM json_each(?))
    AND r.tbl = 'joined' AND r.after IS NOT NULL""",
    """SELECT r.row_id, c.at, c.checker_id FROM change_rows r JOIN changes c
    ON c.seq = r.change_seq WHERE r.row_id IN (SELECT value FROM json_each(?))
    AND r.tbl = 'joined' AND r.before IS NULL
    AND c.seq NOT IN (SELECT change_seq FROM merges)""",
)


def _makers(
    files: Sequence[ProjectFile], gone: Sequence[str], people: Sequence[str]
) -> dict[str, tuple[str, str]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for file in files:
        for sql in _MAKERS:
            for identity, at, checker in file.rows(sql, [json.dumps(gone)]):
                found[str(identity)].append((str(at), str(checker) or next(iter(people), "")))
    return {i: (checker, at) for i, made in found.items() for at, checker in [min(made)]}


class JoinedStates(RowStates):
    """The rows of a file as if all joins in force had been made in it, for reading.

    ``changed`` has the rows that are not as the file has them, ``None`` for rows that are not there
    any more.
    """

    def __init__(self, file: ProjectFile, joins: Joins) -> None:
        super().__init__(file)
        self._joins = joins
        self.changed: dict[Key, State | None] = _joined_rows(RowStates(file), joins)
        self._leading: dict[Key, list[Key]] = defaultdict(list)
        for key, state in self.changed.items():
            for _, parent in self.parents(key, state or {}):
                self._leading[parent].append(key)

    def many(self, keys: Iterable[Key]) -> dict[Key, State]:
        """Return the states of the rows that are there."""
        wanted = [*keys]
        found = super().many(key for key in wanted if key not in self.changed)
        for key in wanted:
            state = self.changed.get(key)
            if state is not None:
                found[key] = state
        return found

    def leading_to(
        self, keys: Iterable[Key], tables: Collection[str] = tuple(LOGGED)
    ) -> dict[Key, State]:
        """Return the rows of some tables, or of all, that refer to any of the keys."""
        wanted = [*keys]
        found = super().leading_to(wanted, tables)
        if self.changed:
            found = {key: state for key, state in found.items() if key not in self.changed}
            for parent in wanted:
                for key in self._leading.get(parent, ()):
                    state = self.changed[key]
                    if state is not None and key[0] in tables:
                        found[key] = state
        return found

    def notes(self) -> set[Key]:
        """Return the notes that joins wrote, which are no news either."""
        if not self._joins:
            return set()
        sql = f"SELECT id FROM notes WHERE substr(id, {_AT + 1}, 1) = '{_DERIVED}'"
        return {("notes", str(identity)) for (identity,) in self._file.rows(sql)}

    def as_kept(self, keys: Iterable[Key]) -> dict[Key, State]:
        """Return the states of rows as the file has them."""
        return super().many(keys)


def _joined_rows(states: RowStates, joins: Joins) -> dict[Key, State | None]:
    """Return the rows of a file that joins change, as they are then."""
    if not joins:
        return {}
    raw = _affected(states, joins)
    groups: dict[Key, list[tuple[Key, State]]] = defaultdict(list)
    for key, state in raw.items():
        led = joins.moved(key, state)
        if led is not None:
            groups[led[0]].append((key, led[1]))
    beside = states.many(key for key in groups if key not in raw)
    for key, state in beside.items():
        led = joins.moved(key, state) or (key, state)
        groups[key].append((key, led[1]))
    raw |= beside
    changed: dict[Key, State | None] = dict.fromkeys(raw)
    notes: dict[Key, State] = {}
    for key, group in groups.items():
        changed[key] = _fold(key, group, raw, joins, notes)
    known = states.many(notes)
    changed |= {key: note for key, note in notes.items() if not changed.get(key, known.get(key))}
    changed |= dict.fromkeys(_doubles(states, changed, joins))
    changed |= joins.rows
    kept = states.many(changed)
    return {key: state for key, state in changed.items() if state != kept.get(key)}


def _affected(states: RowStates, joins: Joins) -> dict[Key, State]:
    """Return the records that went and are still in a file, and the rows that hang on them."""
    every = [(table, i) for table in KINDS.values() for i in joins.gone(table)]
    there = states.many(every)
    found = there | states.leading_to(there)
    claims = {("claims", str(s["claim_id"])) for (table, _), s in found.items() if table == "tags"}
    if any(table == "checkers" for table, _ in there):
        # reviews and rulings of other people name the tags
        found |= states.leading_to(claims, ("reviews", "rulings"))
    return found | states.many(("joined", identity) for identity in joins.heirs)


def _fold(
    key: Key,
    group: list[tuple[Key, State]],
    raw: Mapping[Key, State],
    joins: Joins,
    notes: dict[Key, State],
) -> State:
    """Return the row that several rows become, and add the notes that tell the rest."""
    table, _ = key
    if len(group) == 1:
        state = dict(group[0][1])
    else:
        group = sorted(group, key=lambda each: joins.age(each[0], raw[each[0]]))
        joining = join_rows(table, [each for _, each in group])
        state = dict(joining.state)
        for answer in joining.left:
            source = group[answer.source][0]
            note = _note(table, answer, raw[source], joins)
            if note is not None:
                notes["notes", str(note["id"])] = note
    if table == "claims":
        state |= joins.own.get(key[1], {})
    return state


def _note(table: str, answer: LeftAnswer, row: State, joins: Joins) -> dict[str, object] | None:
    """Return the note that tells an answer of a row for which there is no room."""
    claim = str(row["id"] if table == "claims" else row["claim_id"])
    root = joins.heir(claim)
    if is_of_judgement(answer.words):
        checker, at = joins.heir(row["checker_id"]), _time_of(row)
    else:
        checker, at = _maker(claim, root, joins)
    note: dict[str, object] = {
        "id": "",
        "claim_id": root,
        "checker_id": joins.heir(checker),
        "body": f"{_BEFORE}\n{answer.words}",
        "created_at": at,
    }
    note["id"] = _note_id(note)
    return note if at else None


_BEFORE = "From before the join."
"""The first line of a note: of a claim joined with several it is not known whose answer it was."""


def _time_of(row: State) -> str:
    times = (row.get(name) for name in ("tagged_at", "reviewed_at", "ruled_at"))
    return next(str(at) for at in times if at)


def _maker(claim: str, root: str, joins: Joins) -> tuple[str, str]:
    """Return the checker and the time of the join by which a claim came to another."""
    if claim in joins.makers:
        return joins.makers[claim]
    same = [
        joins.makers[i] for i, heir in joins.heirs.items() if heir == root and i in joins.makers
    ]
    return min(same, default=("", ""), key=lambda made: (made[1], made[0]))


def _doubles(states: RowStates, changed: Mapping[Key, State | None], joins: Joins) -> Iterator[Key]:
    """Yield highlights on just the words on which another highlight of the joined claim stands."""
    moved = {k: s for k, s in changed.items() if k[0] == "highlights" and s is not None}
    roots = {("claims", str(state["claim_id"])) for state in moved.values()}
    standing = states.leading_to(roots, ("highlights",)) | moved
    seen: set[tuple[object, ...]] = set()
    for key in sorted(standing):
        state = changed.get(key, standing[key])
        if state is None or str(state["claim_id"]) not in joins.order:
            continue
        place = tuple(state[name] for name in ("claim_id", "version_id", "start", "end"))
        if place in seen:
            yield key
        seen.add(place)


class JoinWriter:
    """Writes joins of claims and of people within a change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def join(
        self, pairs: Sequence[tuple[str, str]], kind: str, *, called: str = ""
    ) -> dict[tuple[str, str], str]:
        """Hang all rows of records on others, and return for each pair the elder, which stays.

        Args:
            pairs: The ids of two records each.
            kind: The kind of all, one of ``KINDS``.
            called: The name of what is given up; by default that of each younger record.

        Raises:
            NobodyAtWork: an answer has to be told in a note, and nobody is named.
        """
        writer, file = self._writer, self._writer.file
        maker = file.rows("SELECT checker_id, at FROM changes WHERE open = 1")[0]
        joins = joins_of([file], [RecordJoin(one, other, kind) for one, other in pairs], maker)
        states = JoinedStates(file, joins)
        self._write(states)
        for earlier in [j for j in known_joins(file) if j.into in joins.heirs]:
            writer.update("joined", earlier.gone, {"into_id": joins.heirs[earlier.into]})
        for gone, kept in joins.heirs.items():
            name = called or joins.called.get(gone, "")
            row = {"id": gone, "into_id": kept, "kind": kind, "called": name}
            writer.insert("joined", row)
        self.remember([("joined", identity, EXISTENCE) for identity in joins.heirs])
        doubles = [k for k, s in states.changed.items() if k[0] == "highlights" and s is None]
        self.remember([(*key, DOUBLE) for key in doubles])
        return {pair: joins.heir(pair[0]) for pair in pairs}

    def _write(self, states: JoinedStates) -> None:
        writer, changed = self._writer, states.changed
        kept = states.as_kept(changed)
        for table, row_id in (key for key, state in changed.items() if state is None):
            writer.delete(table, row_id)
        for key, state in changed.items():
            if state is None:
                continue
            if key in kept:
                # nobody has decided about some of the rows that are handed over
                writer.update(key[0], key[1], state)
            elif not state.get("checker_id", "nobody"):
                raise NobodyAtWork
            else:
                writer.insert(key[0], state)

    def remember(self, done: Sequence[tuple[str, str, str]]) -> None:
        """Let other files hear of what is done here in the same change as a merge.

        All else that such a change writes was done elsewhere.

        Args:
            done: The table, the id and the register of each row.
        """
        self._writer.file.execute_many(
            """INSERT OR IGNORE INTO causes (tbl, row_id, register, change_id, merge_seq)
            SELECT ?, ?, ?, c.id, c.seq FROM changes c
            JOIN merges m ON m.change_seq = c.seq WHERE c.open = 1""",
            done,
        )


def known_joins(file: ProjectFile) -> Iterator[RecordJoin]:
    """Return the joins of claims and of people that a file keeps."""
    for row in file.rows(
        f"SELECT id, into_id, kind, called FROM joined WHERE kind IN {tuple(KINDS)}"
    ):
        yield RecordJoin(*map(str, row))
