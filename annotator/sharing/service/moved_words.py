"""The claims of a merge whose words one file moved while the other judged the former words.

It is no conflict: both come together, and what was judged arrives as given on other words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.audit.references import RowNames
from annotator.claims.judged_words import JudgedPlace, are_other_words, read_places
from annotator.sharing.column_groups import State
from annotator.sharing.repository.merge import ProjectPair
from annotator.sharing.repository.unseen_changes import News, UnseenChanges
from annotator.sharing.row_merge import Key, RowMerge
from annotator.storage.row_states import RowStates

_JUDGING = ("tags", "reviews", "rulings")
_SOMEBODY = "Somebody"


@dataclass(frozen=True, slots=True)
class MovedWords:
    """A claim whose words were moved in one file, while people judged the former in the other.

    ``judged`` are the rows of those judgements. ``former`` and ``present`` are the words of the
    claim in each file, and ``moved_there`` says that the other file moved them.
    """

    claim_id: str
    movers: tuple[str, ...]
    judges: tuple[str, ...]
    judged: tuple[Key, ...]
    former: tuple[str, ...]
    present: tuple[str, ...]
    moved_there: bool

    @property
    def words(self) -> str:
        """The fact in words, as “Anna moved its words, Ben judged the former words”."""
        movers, judges = " and ".join(self.movers), " and ".join(self.judges)
        return f"{movers} moved its words, {judges} judged the former words"


def find_moved_words(
    pair: ProjectPair,
    files: tuple[RowStates, RowStates],
    rows: Mapping[Key, RowMerge],
    news: UnseenChanges,
    names: RowNames,
) -> tuple[MovedWords, ...]:
    """Return the claims of a merge that were moved in one file and judged in the other, by id.

    Args:
        pair: The project and the other file.
        files: The rows of both, with the same joins made in them.
        rows: The rows of the merge by table and id; a conflict counts as decided for ours.
        news: The changes that each file has not heard of.
        names: The names of the people whom the rows name.
    """
    sides = ((news.theirs, news.ours, True), (news.ours, news.theirs, False))
    found = [
        moved
        for moving, judging, there in sides
        for moved in _of_side(pair, files, rows, (moving, judging), names, there=there)
    ]
    return tuple(sorted(found, key=lambda moved: (moved.claim_id, moved.moved_there)))


def _of_side(
    pair: ProjectPair,
    files: tuple[RowStates, RowStates],
    rows: Mapping[Key, RowMerge],
    news: tuple[News, News],
    names: RowNames,
    *,
    there: bool,
) -> Iterator[MovedWords]:
    moving, judging = news
    moves = _by_claim(rows, (key for key in moving if key[0] == "highlights"))
    judgements = _by_claim(rows, (key for key in judging if key[0] in _JUDGING))
    for claim_id in sorted(moves.keys() & judgements.keys()):
        before = _places_in(files[0 if there else 1], claim_id)
        now = _places_merged(files[0], rows, claim_id)
        stale = tuple(k for k in judgements[claim_id] if _moved_away(rows[k], before, now))
        if stale:
            changes = {i for key in moves[claim_id] for ids in moving[key].values() for i in ids}
            yield MovedWords(
                claim_id,
                pair.people(sorted(changes), there=there) or (_SOMEBODY,),
                tuple(dict.fromkeys(names.checker(_result(rows[k])["checker_id"]) for k in stale)),
                stale,
                tuple(place.quote for place in before),
                tuple(place.quote for place in now),
                there,
            )


def _by_claim(rows: Mapping[Key, RowMerge], keys: Iterable[Key]) -> dict[str, list[Key]]:
    """Return rows by the claim that they are about, on either side."""
    found: dict[str, list[Key]] = {}
    for key in sorted(keys):
        meeting = rows.get(key)
        states = (meeting.if_mine, meeting.ours, meeting.theirs) if meeting else ()
        for claim_id in dict.fromkeys(str(state["claim_id"]) for state in states if state):
            found.setdefault(claim_id, []).append(key)
    return found


def _result(meeting: RowMerge) -> State:
    return meeting.if_mine or {}


def _moved_away(
    meeting: RowMerge, before: Sequence[JudgedPlace], now: Sequence[JudgedPlace]
) -> bool:
    """Whether a judgement that held for the words before does not hold for those of now."""
    state = _result(meeting)
    if not state:
        return False
    given_on = read_places(str(state["given_on"]))
    return are_other_words(given_on, now) and not are_other_words(given_on, before)


def _places_in(side: RowStates, claim_id: str) -> list[JudgedPlace]:
    """Return the places of a claim in a file."""
    return _in_order(side.leading_to([("claims", claim_id)], ("highlights",)).values())


def _places_merged(
    here: RowStates, rows: Mapping[Key, RowMerge], claim_id: str
) -> list[JudgedPlace]:
    """Return the places of a claim as the merge leaves them."""
    standing = here.leading_to([("claims", claim_id)], ("highlights",))
    merged = {k: m.if_mine for k, m in rows.items() if k[0] == "highlights"}
    states = {**standing, **merged}.values()
    return _in_order(s for s in states if s is not None and s["claim_id"] == claim_id)


def _in_order(states: Iterable[State]) -> list[JudgedPlace]:
    return sorted(
        JudgedPlace(str(s["version_id"]), int(str(s["start"])), int(str(s["end"])), str(s["quote"]))
        for s in states
    )
