"""The words that a judgement was given on, and the rule by which a claim has other words since.

The rule, for a tag, a review and a ruling alike: a claim stands where it does in the newest version
in which it has a place. It has other words than were judged if in a version of the judged places
its places are not just these, or if in another version it has words that were not judged, or fewer
than were, or judged words at a place in a sentence that was not: a “not” may stand before them by
now. White space and punctuation at the ends of a place do not count, nor how the words of another
version are spaced; fewer words count as more do: “did not rise” is not “rise”. A sign that belongs
to a number (−5, .5, 5 %, 6″) is a word, and no punctuation. While nobody has decided about a place
in the newest version of the text, its claim has words that nobody judged.

The answer follows from the places alone, and is never stored: after an undo a verdict holds again,
and two files that are merged cannot differ about it.
"""

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from annotator.kernel.positions import Span, is_visible

_MEANT = frozenset("%‰‱٪؉؊&@#*/\\§¶†‡′″‴")
"""Signs that Unicode calls punctuation, and that readers read as words."""
_BEFORE_NUMBERS = frozenset("-‐‑‒–.,'’")
"""Signs that belong to the number right behind them."""
JUDGEMENTS = ("tags", "reviews", "rulings")
"""The tables of rows that are given on words."""
GAP = " … "
"""Stands between the quotes of places that are told in one line."""


class JudgedPlace(NamedTuple):
    """A place on which a judgement was given: code points in a version, its quote, its sentence.

    ``sentence`` tells the sentences that hold the place, in short; it is empty in old rows of the
    log, where they are not known.
    """

    version_id: str
    start: int
    end: int
    quote: str
    sentence: str = ""

    @property
    def is_undecided(self) -> bool:
        """Whether it stands for a place that nobody has decided about."""
        return not self.end


def undecided_place(version_id: str) -> JudgedPlace:
    """Return the stand-in, among the places of a claim, for a place that nobody decided about.

    Args:
        version_id: The version in which its words are not known.
    """
    return JudgedPlace(version_id, 0, 0, "")


Places = Sequence[JudgedPlace]


def read_places(stored: str) -> tuple[JudgedPlace, ...] | None:
    """Return the places of a judgement from its column; ``None`` where they are not known."""
    return tuple(JudgedPlace(*place) for place in json.loads(stored)) if stored else None


def write_places(places: Iterable[JudgedPlace]) -> str:
    """Return places as the column of a judgement holds them, in order."""
    return json.dumps(sorted(places), ensure_ascii=False, separators=(",", ":"))


def lead_on(stored: str, heirs: Mapping[str, str]) -> str:
    """Return the column of a judgement after versions were made one with others.

    Args:
        stored: The column.
        heirs: By the id of each version that went, the id of the version that stayed.
    """
    places = read_places(stored)
    if places is None or not any(place.version_id in heirs for place in places):
        return stored
    return write_places(
        place._replace(version_id=heirs.get(place.version_id, place.version_id)) for place in places
    )


def are_other_words(given_on: Places | None, places: Places) -> bool:
    """Return whether the words of a claim are others than the words that were judged.

    Args:
        given_on: The places on which the judgement was given; where they are not known, it holds.
        places: The places of the claim now, in any order: those in the newest version in which it
            stands.
    """
    if any(place.is_undecided for place in places):
        return True
    if given_on is None or sorted(given_on) == sorted(places):
        return False
    versions = {place.version_id for place in given_on}
    read = [place for place in places if place.version_id in versions]
    if read or not places:
        now = {place.version_id for place in read} or versions
        judged = (place for place in given_on if place.version_id in now)
        if _cores(judged) != _cores(read):
            return True
    others = [p for p in places if p.version_id not in versions and core_of(p)]
    if not read and others:
        # a place less is other words there, too
        said = {_said(place) for place in given_on if core_of(place)}
        return {*map(_said, others)} != said or any(not sentence for _, sentence in said)
    carried = {*judged_elsewhere(given_on, places)}
    return any(place not in carried for place in others)


def judged_elsewhere(given_on: Places, places: Places) -> list[JudgedPlace]:
    """Return the places in other versions than the judged ones that count as judged words.

    Words and sentences read as they did where they were judged.

    Args:
        given_on: The places that were judged.
        places: The places of the claim now.
    """
    versions = {place.version_id for place in given_on}
    others = [p for p in places if p.version_id not in versions and not p.is_undecided]
    said = {_said(place) for place in given_on if place.sentence} if others else set()
    return [place for place in others if _said(place) in said]


@lru_cache(maxsize=256)
def other_words(given_on: str, places: str) -> bool:
    """Return the same for the columns of a judgement and of its claim, for use within SQL.

    A statement asks several times about one row, and about the words that several people judged.
    """
    return given_on != places and are_other_words(read_places(given_on), read_places(places) or ())


def differing_words(
    given_on: Places | None, places: Places, newest_version_id: str
) -> tuple[str, str] | None:
    """Return the words that were judged and the words of today, or ``None`` if they are the same.

    A place within another place of the claim is told once, with it, unless the words read alike
    by that. Both can read alike: the claim may stand on the same words at another place.

    Args:
        given_on: The places on which the judgement was given.
        places: The places of the claim now.
        newest_version_id: The version that is read; where no place is in it, all are told.
    """
    if given_on is None or not are_other_words(given_on, places):
        return None
    if any(place.is_undecided for place in places):
        return words_told(given_on, newest_version_id), ""
    before, now = (words_told(each, newest_version_id) for each in (given_on, places))
    if _bare(before) != _bare(now):
        return before, now
    # they differ by a place within another one
    return _told(_apart(given_on), newest_version_id), _told(_apart(places), newest_version_id)


def words_told(places: Places, version_id: str) -> str:
    """Return the quotes of places without those within another, of one version if any is there."""
    return _told(outermost(places), version_id)


def _told(places: Places, version_id: str) -> str:
    """Return the quotes of places, of one version if any place is there."""
    here = [place for place in places if place.version_id == version_id]
    if here:
        return GAP.join(place.quote for place in here)
    # nobody knows the order of the versions, and many have the same words
    return GAP.join(dict.fromkeys(place.quote for place in places))


def _bare(text: str) -> str:
    """Return a text without the signs at its ends that are no words."""
    found = words_in(text)
    return found.of(text) if found else ""


def _apart(places: Places) -> list[JudgedPlace]:
    """Return places in text order, of those with the same words at a place the longest."""
    longest: dict[JudgedPlace | None, JudgedPlace] = {}
    for place in sorted(places, key=lambda place: (place.start, -place.end)):
        longest.setdefault(core_of(place), place)
    return [place for core, place in longest.items() if core]


def outermost(places: Iterable[JudgedPlace]) -> list[JudgedPlace]:
    """Return places in text order, without each that lies wholly within another one."""
    found: list[JudgedPlace] = []
    furthest: dict[str, int] = {}
    for place in sorted(places, key=lambda place: (place.start, -place.end)):
        if place.end > furthest.get(place.version_id, -1):
            furthest[place.version_id] = place.end
            found.append(place)
    return found


def core_of(place: JudgedPlace) -> JudgedPlace | None:
    """Return a place without the signs at its ends that are no words; ``None`` if none is left."""
    found = words_in(place.quote)
    if found is None:
        return None
    end = place.end - (len(place.quote) - found.end)
    start = place.start + found.start
    return JudgedPlace(place.version_id, start, end, found.of(place.quote))


def words_in(text: str) -> Span | None:
    """Return a text without the signs at its ends that are no words; ``None`` if none is left."""
    first, last = 0, len(text)
    while first < last and _is_beside_words(text[first]):
        first += 1
    while first < last and _is_beside_words(text[last - 1]):
        last -= 1
    if first == last:
        return None
    if first and text[first].isdigit() and text[first - 1] in _BEFORE_NUMBERS:
        first -= 1
    return Span(first, last)


def _cores(places: Iterable[JudgedPlace]) -> set[JudgedPlace]:
    return {core for core in map(core_of, places) if core}


def _said(place: JudgedPlace) -> tuple[str, str]:
    """Return the words of a place and its sentence, which tell whether it was judged elsewhere."""
    core = core_of(place)
    return " ".join(core.quote.split()) if core else "", place.sentence


@cache
def _is_beside_words(sign: str) -> bool:
    """Whether a sign at the end of a place is no part of its words."""
    if not is_visible(sign):
        return True
    is_punctuation = unicodedata.category(sign).startswith("P")
    return is_punctuation and not _MEANT.intersection(unicodedata.normalize("NFKC", sign))
