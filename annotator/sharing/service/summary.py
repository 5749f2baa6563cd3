"""The summary of a merge in words: a line a row, for the list, the command line and its tests."""

from dataclasses import dataclass, replace

from annotator.audit.descriptions import NOTHING, differences
from annotator.audit.model import TrailPlace, ValueChange
from annotator.audit.references import RowNames
from annotator.kernel.changes import RowChange
from annotator.kernel.wording import quoted
from annotator.schema.settings import PACKAGE
from annotator.sharing.column_groups import State
from annotator.sharing.row_merge import Key, MergeCase, RowMerge
from annotator.sharing.service.merge import MergePlan
from annotator.sharing.service.moved_words import MovedWords

ORDER = (
    MergeCase.CONFLICT,
    MergeCase.OTHER_WORDS,
    MergeCase.NEW,
    MergeCase.NEWER,
    MergeCase.REMOVED,
    MergeCase.NEWER_HERE,
)
"""The cases that have lines, the most pressing first."""
_SILENT = {"texts", "contents"}
"""Tables of rows that only come along with others."""
_TOLD_JOINS = {"claim", "checker"}
"""The kinds of joins that have a line; articles and their versions come along with others."""
_PACKAGE = ("settings", PACKAGE)
"""The setting of a package's record of itself, which concerns no other project."""
_FIRST = ("checkers", "articles", "versions", "claims", "highlights", "tags")
"""The order of tables within the lines of a place; all others follow."""


@dataclass(frozen=True, slots=True)
class MergeLine:
    """A row of a merge: its place, its name, and its values before, here and there."""

    key: Key
    case: MergeCase
    spot: TrailPlace
    what: str
    before: str
    here: str
    there: str
    root: Key | None = None
    """The row by which a row in conflict is decided."""
    is_told: bool = False
    """Whether ``what`` is a sentence on a claim, and not the name of a value."""
    comes_in: bool = False
    """Whether the project takes it over; of a conflict, if it is decided for theirs."""

    @property
    def place(self) -> str:
        """Where it is, in words."""
        return self.spot.words

    @property
    def claim(self) -> str:
        """Its claim as it is spoken of, with the file that gives the number; empty if none."""
        return self.spot.claim_words

    @property
    def title(self) -> str:
        """Return its name, as a line begins with it."""
        return self.what[:1].upper() + self.what[1:]


def lines(plan: MergePlan) -> list[MergeLine]:
    """The rows of a merge that are worth a line, in the order of articles and claims."""
    moved = {key for claim in plan.moved for key in claim.judged}
    found = [
        replace(
            line,
            case=MergeCase.OTHER_WORDS
            if line.key in moved and line.case is not MergeCase.CONFLICT
            else line.case,
            comes_in=meeting.case is not MergeCase.NEWER_HERE,
        )
        for meeting in plan.rows
        if meeting.case is not MergeCase.SAME and _is_told(meeting)
        for line in _lines(meeting, plan)
    ]
    found += [_moved(claim, plan.names) for claim in plan.moved]
    return sorted(found, key=_order)


def _moved(moved: MovedWords, names: RowNames) -> MergeLine:
    """Return the line of a claim that one file moved while the other judged the former words."""
    former, present = (
        " … ".join(map(quoted, words)) or NOTHING for words in (moved.former, moved.present)
    )
    here, there = (former, present) if moved.moved_there else (present, former)
    key, spot = ("claims", moved.claim_id), names.spot("", moved.claim_id)
    return MergeLine(
        key, MergeCase.OTHER_WORDS, spot, moved.words, former, here, there, is_told=True
    )


def _is_told(meeting: RowMerge) -> bool:
    state = meeting.ours or meeting.theirs or {}
    if meeting.key[0] == "joined":
        return state.get("kind") in _TOLD_JOINS
    return meeting.key[0] not in _SILENT and meeting.key != _PACKAGE


def _order(line: MergeLine) -> tuple[bool, int, int, bool, int, str, Key]:
    spot, table = line.spot, line.key[0]
    return (
        line.case is not MergeCase.CONFLICT,
        spot.article_number or 0,
        spot.claim or 0,
        spot.is_there,
        _FIRST.index(table) if table in _FIRST else len(_FIRST),
        line.what,
        line.key,
    )


def _lines(meeting: RowMerge, plan: MergePlan) -> list[MergeLine]:
    before = plan.ancestors.get(meeting.key)
    if meeting.ours is None or meeting.theirs is None:
        return [_whole(meeting, plan)]
    found = differences(
        RowChange(*meeting.key, dict(meeting.ours), dict(meeting.theirs)), plan.names
    )
    told = {d.what: d for d in _since(meeting, before, plan.names)}
    return [
        MergeLine(
            meeting.key,
            meeting.case,
            difference.spot,
            difference.what,
            _old(told.get(difference.what)),
            difference.old or NOTHING,
            difference.new or NOTHING,
            meeting.conflict,
        )
        for difference in found
    ] or [_whole(meeting, plan)]


def _join(meeting: RowMerge, state: State, names: RowNames) -> MergeLine:
    """Return the line of two records that were made one in a file."""
    gone, stays = _ends(state, meeting.key[1], names)
    here, there = ("Joined" if side else NOTHING for side in (meeting.ours, meeting.theirs))
    spot = names.spot("", state["into_id"]) if state.get("kind") == "claim" else TrailPlace()
    what = f"{gone} is {stays}: joined"
    if meeting.case is MergeCase.REMOVED:
        what = f"{gone} and {stays} are no longer joined"
    return MergeLine(
        meeting.key, meeting.case, spot, what, "", here, there, meeting.conflict, is_told=True
    )


def _ends(state: State, gone: str, names: RowNames) -> tuple[str, str]:
    """Return the record that went and the one that stays; of claims, with the file of each."""
    stays, called = str(state["into_id"]), str(state.get("called") or "")
    if state.get("kind") == "checker":
        return quoted(called or names.checker(gone)), quoted(names.checker(stays))
    first, second = (names.is_there("claims", claim_id) for claim_id in (gone, stays))
    known = names.state("claims", gone)
    # where a claim went, its number is known from the join, or else its heir's row stands for it
    own = str(known["number"]) if known.get("id") == gone else ""
    number = called or own if first else own or called
    one = f"Claim {number}" if number else "A claim"
    other = f"claim {names.state('claims', stays).get('number', '')}".rstrip()
    if not first and not second:
        return one, other
    return f"{one}{_file(is_there=first)}", f"{other}{_file(is_there=second)}"


def _file(*, is_there: bool) -> str:
    return " there" if is_there else " here"


def _since(meeting: RowMerge, before: State | None, names: RowNames) -> list[ValueChange]:
    if before is None or meeting.ours is None:
        return []
    return differences(RowChange(*meeting.key, dict(before), dict(meeting.ours)), names)


def _old(difference: ValueChange | None) -> str:
    return (difference.old or NOTHING) if difference else ""


def _whole(meeting: RowMerge, plan: MergePlan) -> MergeLine:
    """Return the line of a row that is on one side only."""
    state = meeting.ours or meeting.theirs or {}
    if meeting.key[0] == "joined":
        return _join(meeting, state, plan.names)
    (told,) = differences(RowChange(*meeting.key, None, dict(state)), plan.names)[:1]
    here, there = (
        NOTHING if side is None else told.new or "there" for side in (meeting.ours, meeting.theirs)
    )
    return MergeLine(
        meeting.key, meeting.case, told.spot, told.what, "", here, there, meeting.conflict
    )
