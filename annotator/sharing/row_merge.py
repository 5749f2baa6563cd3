"""The merge of a row that two files hold, by the changes that each file knows.

Every change to a register of a row is an event with an id of its own, and a file knows the events
that made its state: its own, and the events it has heard of. A state of which the other file knows
all events is older and gives way; where both have events that the other has not heard of, both
moved on, and unless they came to the same a person has to decide. (These are causal histories: R.
Schwarz, F. Mattern, Detecting Causal Relationships in Distributed Computations, 1994.)
"""

import json
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from enum import StrEnum

from annotator.claims.join import combined
from annotator.sharing.column_groups import (
    DERIVED,
    DOUBLE,
    EXISTENCE,
    State,
    register_of,
    registers_differing,
    with_registers,
)

Key = tuple[str, str]
"""A row: its table and its id."""
Events = Mapping[str, Set[str]]
"""The ids of changes by the register they were about."""


class MergeCase(StrEnum):
    """The state of a row in two files, as one of them sees it.

    ``OTHER_WORDS`` is what a list says of a judgement whose claim the other file moved; the row
    itself stands as any other.
    """

    NEW = "new there"
    NEWER = "newer there"
    REMOVED = "removed there"
    NEWER_HERE = "newer here"
    CONFLICT = "in conflict"
    OTHER_WORDS = "on other words"
    SAME = "the same"


class Side(StrEnum):
    """The file whose state is to stand where both moved on."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class RowMerge:
    """A row of two files, and what it becomes if a conflict is decided for either side.

    ``None`` is a row that is not there. ``conflict`` is the row by which the decision goes, which
    is another one where a row can only stand with that.
    """

    key: Key
    case: MergeCase
    ours: State | None
    theirs: State | None
    if_mine: State | None
    if_theirs: State | None
    contested: frozenset[str] = frozenset()
    conflict: Key | None = None

    def result(self, decisions: Mapping[Key, Side]) -> State | None:
        """The state of the row when every conflict is decided.

        Raises:
            KeyError: its conflict is not among the decisions.
        """
        if self.conflict is None or decisions[self.conflict] is Side.MINE:
            return self.if_mine
        return self.if_theirs

    def contested_with(
        self, root: Key, *, if_mine: State | None, if_theirs: State | None
    ) -> "RowMerge":
        """Return the same row when its state hangs on the conflict about another row."""
        return replace(
            self,
            case=MergeCase.CONFLICT,
            if_mine=if_mine,
            if_theirs=if_theirs,
            contested=self.contested | {EXISTENCE},
            conflict=root,
        )

    def settled_as(self, state: State | None) -> "RowMerge":
        """The same row when it becomes this, however conflicts are decided."""
        return replace(self, if_mine=state, if_theirs=state)


def meet(
    key: Key, ours: State | None, theirs: State | None, our_news: Events, their_news: Events
) -> RowMerge:
    """How a row stands; each side's news are the events that the other has not heard of."""
    if ours is not None and theirs is not None:
        return _both_there(key, ours, theirs, our_news, their_news)
    if ours is None and theirs is None:
        return RowMerge(key, MergeCase.SAME, None, None, None, None)
    moved_here, moved_there = _moved(ours, theirs, our_news, their_news)
    if not moved_there:
        return RowMerge(key, MergeCase.NEWER_HERE, ours, theirs, ours, ours)
    if moved_here:
        gone = frozenset({EXISTENCE})
        return RowMerge(key, MergeCase.CONFLICT, ours, theirs, ours, theirs, gone, key)
    case = MergeCase.NEW if ours is None else MergeCase.REMOVED
    return RowMerge(key, case, ours, theirs, theirs, theirs)


def _moved(
    ours: State | None, theirs: State | None, our_news: Events, their_news: Events
) -> tuple[bool, bool]:
    """Return whether either side moved on with a row that one of them has not.

    That a highlight was removed as a double gives way to all that was done to it elsewhere.
    """
    moved_here, moved_there = any(our_news.values()), any(their_news.values())
    if ours is None and set(our_news) == {DOUBLE}:
        moved_here = not moved_there
    if theirs is None and set(their_news) == {DOUBLE}:
        moved_there = not moved_here
    return moved_here, moved_there


def _both_there(
    key: Key, ours: State, theirs: State, our_news: Events, their_news: Events
) -> RowMerge:
    differing = registers_differing(key[0], ours, theirs)
    moved_here = {r for r in differing if our_news.get(r) or our_news.get(EXISTENCE)}
    moved_there = {r for r in differing if their_news.get(r) or their_news.get(EXISTENCE)}
    taken, contested = moved_there - moved_here, frozenset(moved_there & moved_here)
    alike = made_alike(key[0], ours, theirs, contested)
    contested -= alike
    if first_of(key[0], ours, theirs) is theirs:
        taken |= alike
    if_mine = with_registers(key[0], ours, theirs, taken)
    if contested:
        if_theirs = with_registers(key[0], ours, theirs, taken | contested)
        return RowMerge(key, MergeCase.CONFLICT, ours, theirs, if_mine, if_theirs, contested, key)
    case = MergeCase.NEWER if taken else MergeCase.NEWER_HERE if moved_here else MergeCase.SAME
    return RowMerge(key, case, ours, theirs, if_mine, if_mine)


def made_alike(table: str, ours: State, theirs: State, contested: frozenset[str]) -> frozenset[str]:
    """Return the contested registers about which two people did the same, each by themselves.

    They brought in one text, or came to one decision about a place; or one of them to none.

    Args:
        table: The table of the row.
        ours: The row here.
        theirs: The row there.
        contested: The registers in which both moved on.
    """
    if table == "versions":
        return contested - {PUBLISHED}
    if table == "placements":
        outcomes = {ours["outcome"], theirs["outcome"]} - {""}
        return contested if len(outcomes) < 2 else frozenset()
    same = _FREE.get(table, {*ours})
    is_same = all(ours[name] == theirs.get(name) for name in ours.keys() - same)
    return contested if table in _FREE and is_same else frozenset()


PUBLISHED = register_of("versions", "published_on")
"""The register of a version's day and address of publication, about which people may differ."""
_FREE = {
    "attachments": {"added_at"},
    "corrections": {"created_at", "checker_id"},
}
"""The columns in which rows may differ that two people made alike."""


def first_of(table: str, ours: State, theirs: State) -> State:
    """Return the earlier of two like rows; a row with a decision goes before a row without."""
    names = ("outcome", "decided_at", "created_at", "added_at")

    def rank(row: State) -> tuple[bool, list[str], str]:
        said = {name: value for name, value in row.items() if name not in DERIVED}
        times = [str(row[name]) for name in names[1:] if row.get(name)]
        return row.get("outcome") == "", times, json.dumps(said, sort_keys=True)

    return min(ours, theirs, key=rank) if table in _MADE_ALIKE else ours


_MADE_ALIKE = {"versions", "placements", *_FREE}


def meet_joined(
    key: Key, ours: State | None, theirs: State | None, our_news: Events, their_news: Events
) -> RowMerge:
    """How a row of a joined claim or person stands, of which a join may have changed the state.

    What a join does to rows is no news. Where only joins changed a row, both sides come to the same
    of the two states; an answer that a join puts together from several is put together here, too.
    """
    if ours is None and theirs is None:
        return RowMerge(key, MergeCase.SAME, None, None, None, None)
    if ours is None or theirs is None:
        return _one_there(key, ours, theirs, our_news, their_news)
    met = _both_there(key, ours, theirs, our_news, their_news)
    if not registers_differing(key[0], ours, theirs):
        return met
    return _put_together(met, _untouched(met, our_news, their_news))


def _one_there(
    key: Key, ours: State | None, theirs: State | None, our_news: Events, their_news: Events
) -> RowMerge:
    moved_here, moved_there = _moved(ours, theirs, our_news, their_news)
    if moved_here and moved_there:
        gone = frozenset({EXISTENCE})
        return RowMerge(key, MergeCase.CONFLICT, ours, theirs, ours, theirs, gone, key)
    if moved_there or (ours is None and not moved_here):
        case = MergeCase.NEW if ours is None else MergeCase.REMOVED
        return RowMerge(key, case, ours, theirs, theirs, theirs)
    return RowMerge(key, MergeCase.NEWER_HERE, ours, theirs, ours, ours)


def _untouched(met: RowMerge, our_news: Events, their_news: Events) -> frozenset[str]:
    """Return the registers in which the states differ, though no change but joins is about them."""
    if met.ours is None or met.theirs is None:
        return frozenset()
    if EXISTENCE in our_news or EXISTENCE in their_news:
        return frozenset()
    differing = registers_differing(met.key[0], met.ours, met.theirs)
    return frozenset(r for r in differing if not our_news.get(r) and not their_news.get(r))


def _put_together(met: RowMerge, untouched: frozenset[str]) -> RowMerge:
    """Return a row with the answers put together that no change, or each side's, is behind."""
    table = met.key[0]
    ours, theirs, state = met.ours or {}, met.theirs or {}, met.if_mine or {}
    both = {
        register: combined(register, ours.get(register), theirs.get(register))
        for register in untouched | met.contested
        if table == "claims"
    }
    united = {register: value for register, value in both.items() if value is not None}
    later = {r for r in untouched if _rank(table, theirs, r) > _rank(table, ours, r)}
    whole = {**with_registers(table, state, theirs, later), **united}
    left = met.contested - united.keys()
    if left:
        other = with_registers(table, whole, theirs, left)
        return replace(met, if_mine=whole, if_theirs=other, contested=left)
    case = MergeCase.NEWER if whole != ours else MergeCase.NEWER_HERE
    return RowMerge(met.key, case, met.ours, met.theirs, whole, whole)


def _rank(table: str, state: State, register: str) -> list[tuple[bool, bool, str]]:
    """Return the order of states in a register: any answer goes before none."""
    values = [v for column, v in sorted(state.items()) if register_of(table, column) == register]
    return [(v is not None, v != "", json.dumps(v)) for v in values]


class DisjointSet:
    """Groups of conflicts; each is known by the least of its rows.

    A union-find structure (R. E. Tarjan, Efficiency of a Good But Not Linear Set Union Algorithm,
    1975), with the least key at the root.
    """

    def __init__(self) -> None:
        self._towards: dict[Key, Key] = {}

    def of(self, key: Key) -> Key:
        """The row by which a conflict is decided."""
        while (nearer := self._towards.get(key, key)) != key:
            key = nearer
        return key

    def share(self, one: Key, other: Key) -> None:
        """Let two conflicts be decided together."""
        first, second = sorted((self.of(one), self.of(other)))
        if first != second:
            self._towards[second] = first

    def differ(self, one: Key, other: Key) -> bool:
        """Whether two conflicts are decided apart."""
        return self.of(one) != self.of(other)
