"""Claims of a merge with words that one file moved while the other judged the former words.

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

_JUDGING, _PLACES = ("tags", "reviews", "rulings"), ("highlights",)
_SOMEBODY = "Somebody"


@dataclass(frozen=True, slots=True)
class MovedWords:
    """A claim with words that one file moved, while people judged the former words in the other.

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
    judged = _by_claim(rows, (key for key in judging if key[0] in _JUDGING))
    claims = [("claims", claim_id) for claim_id in judged]
    here = files[0].leading_to(claims, _PLACES)
    elsewhere = here if there else files[1].leading_to(claims, _PLACES)
    merged = {k: m.if_mine for k, m in rows.items() if k[0] == "highlights"}
    numbers = _version_numbers(files, (*elsewhere.values(), *here.values(), *merged.values()))
    former, present = (_by_place(each, numbers) for each in (elsewhere, {**here, **merged}))
    moves = _by_claim(rows, (key for key in moving if key[0] == "highlights"))
    for claim_id, keys in sorted(judged.items()):
        now = present.get(claim_id, [])
        # a reply holds the judgements alone: where there are no places, they say where they were
        before = former.get(claim_id)
        stale = tuple(key for key in keys if _moved_away(rows[key], before, now))
        if stale:
            given_on = read_places(str(_result(rows[stale[0]])["given_on"])) or ()
            moved = [k for k, s in {**here, **merged}.items() if s and s["claim_id"] == claim_id]
            yield MovedWords(
                claim_id,
                _movers(pair, moving, moves.get(claim_id, moved), there=there),
                tuple(dict.fromkeys(names.checker(_result(rows[k])["checker_id"]) for k in stale)),
                stale,
                _quotes(before or given_on),
                _quotes(now),
                there,
            )


def _movers(
    pair: ProjectPair, moving: News, places: Iterable[Key], *, there: bool
) -> tuple[str, ...]:
    """Return the names of the people who moved places: by the news, or else by the log."""
    keys = [*places]
    changes = {i for key in keys for ids in moving.get(key, {}).values() for i in ids}
    named = pair.people(sorted(changes), there=there) if changes else ()
    return named or pair.movers([row_id for _, row_id in keys], there=there) or (_SOMEBODY,)


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
    meeting: RowMerge, before: Sequence[JudgedPlace] | None, now: Sequence[JudgedPlace]
) -> bool:
    """Whether a judgement that held for the former words does not hold for the present words."""
    state = _result(meeting)
    given_on = read_places(str(state["given_on"])) if state else None
    held = before is None or not are_other_words(given_on, before)
    return held and are_other_words(given_on, now)


def _version_numbers(files: Iterable[RowStates], places: Iterable[State | None]) -> dict[str, int]:
    """Return the numbers of the versions of places, by their ids."""
    keys = {("versions", str(place["version_id"])) for place in places if place is not None}
    return {
        row_id: int(str(state["number"]))
        for file in files
        for (_, row_id), state in file.many(keys).items()
    }


def _by_place(
    states: Mapping[Key, State | None], numbers: Mapping[str, int]
) -> dict[str, list[JudgedPlace]]:
    """Return the places of each claim in the newest version in which it has any, in order.

    Args:
        states: The places as rows.
        numbers: The numbers of versions, by their ids.
    """
    found: dict[str, list[JudgedPlace]] = {}
    for state in states.values():
        if state is not None:
            span = int(str(state["start"])), int(str(state["end"]))
            words = str(state["quote"]), str(state["sentence"])
            place = JudgedPlace(str(state["version_id"]), *span, *words)
            found.setdefault(str(state["claim_id"]), []).append(place)
    newest = {
        claim_id: max(numbers.get(place.version_id, 0) for place in places)
        for claim_id, places in found.items()
    }
    return {
        claim_id: sorted(p for p in places if numbers.get(p.version_id, 0) == newest[claim_id])
        for claim_id, places in found.items()
    }


def _quotes(places: Iterable[JudgedPlace]) -> tuple[str, ...]:
    return tuple(place.quote for place in places)
