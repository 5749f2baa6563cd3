"""The claims of an article that are the same claim, found by two people or twice by one.

Claims with a place in common stand on identical words: they are the same, whoever marked them.
Claims that overlap by the rule of ``same_words`` may be the same; a person decides that. Not in
question are overlapping claims of a single person, who may have meant two, unless their verdicts
contradict each other, and claims that somebody keeps apart.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from operator import attrgetter

from annotator.claims.judged_words import JudgedPlace, are_other_words, core_of
from annotator.claims.same_words import ClaimPlace, overlaps
from annotator.claims.verdicts import Tag, Verdict
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched


@dataclass(frozen=True, slots=True)
class QuotedPlace:
    """A place of a claim with its words."""

    version_id: str
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class ClaimToCompare:
    """A claim as it stands beside those that may be the same.

    ``born`` is the number that it got when it was made. ``is_here`` is false for a claim that a
    merge or an import would bring; its number may become another then, and is 0 where none is
    known. ``marked_by`` is the id of the checker who marked it, where it has no tag and that is
    known.
    """

    id: str
    article_id: str
    number: int
    born: int
    statement: str = ""
    places: tuple[QuotedPlace, ...] = ()
    tags: tuple[Tag, ...] = ()
    is_here: bool = True
    marked_by: str = ""

    @property
    def quotes(self) -> tuple[str, ...]:
        """Its words in the text, each quote once, in the order of the text."""
        return tuple(dict.fromkeys(place.quote for place in self.places))

    @property
    def words(self) -> str:
        """Its statement, or else its words in the text."""
        return self.statement or " … ".join(self.quotes)

    @property
    def checkers(self) -> tuple[str, ...]:
        """The names of the checkers who found it: a tag is the sign of a person's work on it."""
        return tuple(dict.fromkeys(tag.checker for tag in self.tags))

    @property
    def age(self) -> tuple[bool, int, str]:
        """The order in which claims were made; of several that are joined the first one stays."""
        return not self.born, self.born, self.id


@dataclass(frozen=True, slots=True)
class SameClaims:
    """Two claims or more that are the same, or may be; the eldest first, which would stay."""

    article_id: str
    claims: tuple[ClaimToCompare, ...]
    likeness: float = 1.0
    """The share of the words of both that they have in common; 1 on identical places."""

    @property
    def is_identical(self) -> bool:
        """Whether they stand on identical places."""
        return self.likeness == 1

    @property
    def can_be_two(self) -> bool:
        """Whether they may be kept apart: no two of them are the same but for signs at the ends."""
        cores = [{*map(_core, claim.places)} - {None} for claim in self.claims]
        return all(one.isdisjoint(other) for one, other in combinations(cores, 2))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the claims, the eldest first."""
        return tuple(claim.id for claim in self.claims)

    @property
    def verdicts_differ(self) -> bool:
        """Whether their tags do not all give the same verdict."""
        return len({tag.verdict for tag in self.tags}) > 1

    @property
    def tags(self) -> tuple[Tag, ...]:
        """The tags on all of them."""
        return tuple(tag for claim in self.claims for tag in claim.tags)


def _core(place: QuotedPlace) -> JudgedPlace | None:
    return core_of(_judged(place))


def _judged(place: QuotedPlace) -> JudgedPlace:
    return JudgedPlace(place.version_id, place.span.start, place.span.end, place.quote)


@dataclass(frozen=True, slots=True)
class SameClaimsFound:
    """The claims that are the same, in the order of the text.

    ``identical`` stand on the very same words, in groups of two claims or more. ``overlapping`` are
    pairs; where a claim of a pair stands in a group, the eldest of the group stands for it.
    ``apart`` are the pairs that are kept apart, named in the same way.
    """

    identical: tuple[SameClaims, ...] = ()
    overlapping: tuple[SameClaims, ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()

    @property
    def all(self) -> tuple[SameClaims, ...]:
        """Both, the identical ones first."""
        return self.identical + self.overlapping

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.identical or self.overlapping)

    def one_to_one(self) -> list[tuple[str, ...]]:
        """Return the ids of claims in groups, the eldest first, paired as agreement pairs them.

        The best overlap comes first, each checker has at most one claim that overlaps with those of
        the others, and claims that are kept apart do not come together through a third.
        """
        groups = _Pairing(self)
        for pair in sorted(self.overlapping, key=_best_first):
            groups.join(*(claim.id for claim in pair.claims))
        return groups.found()


@dataclass(frozen=True)
class ComparedRows:
    """All that decides which claims of some articles are the same, by the ids of the rows.

    ``places`` lead from a highlight to its claim and its place, ``apart`` from a row to the two
    claims that somebody keeps apart. ``contradicting`` are pairs whose verdicts contradict; of
    claims that are ``judged_anew`` it is not known yet, and their tags say so.
    """

    claims: dict[str, ClaimToCompare] = field(default_factory=dict)
    places: dict[str, tuple[str, QuotedPlace]] = field(default_factory=dict)
    tags: dict[str, Tag] = field(default_factory=dict)
    apart: dict[str, tuple[str, str]] = field(default_factory=dict)
    contradicting: frozenset[frozenset[str]] = frozenset()
    judged_anew: set[str] = field(default_factory=set)

    def drop(self, row_id: str) -> None:
        """Let a row be gone."""
        for known in (self.claims, self.places, self.tags, self.apart):
            known.pop(row_id, None)

    def finders(self) -> dict[str, frozenset[str]]:
        """Return the finders of each claim: the checkers of its tags, or else the known marker."""
        found: dict[str, frozenset[str]] = {}
        of_one = {tag.checker_id: frozenset((tag.checker_id,)) for tag in self.tags.values()}
        for tag in self.tags.values():
            who, known = of_one[tag.checker_id], found.get(tag.claim_id)
            found[tag.claim_id] = who if known is None else known | who
        for claim_id, claim in self.claims.items():
            if claim_id not in found:
                found[claim_id] = frozenset((claim.marked_by,) if claim.marked_by else ())
        return found


def find_same(
    rows: ComparedRows, about: Collection[str] | None = None, progress: Progress = unwatched
) -> SameClaimsFound:
    """Return the claims that are the same.

    O(n log n) for n places, and for each two that share a letter.

    Args:
        rows: The claims to look through.
        about: Only groups and pairs in which a claim of these is; by default all.
        progress: Told how far the work is.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    marks = [
        ClaimPlace(claim_id, place.version_id, place.span)
        for claim_id, place in rows.places.values()
        if claim_id in rows.claims
    ]
    progress(0, 3)
    groups = _identical(marks, rows.claims)
    progress(1, 3)
    pairs = _overlapping(marks, groups, rows)
    progress(2, 3)
    wanted = rows.claims.keys() if about is None else {*about}
    together: dict[str, list[str]] = defaultdict(list)
    for claim_id, eldest in groups.items():
        together[eldest].append(claim_id)
    identical: dict[tuple[str, ...], float] = {
        tuple(ids): 1.0 for ids in together.values() if not wanted.isdisjoint(ids)
    }
    overlapping: dict[tuple[str, ...], float] = {
        pair: likeness
        for pair, likeness in pairs.items()
        if any(not wanted.isdisjoint(together.get(each, (each,))) for each in pair)
    }
    shown = _Shown(rows, {claim for group in (*identical, *overlapping) for claim in group})
    found = SameClaimsFound(
        shown.in_order(identical), shown.in_order(overlapping), _named(rows.apart.values(), groups)
    )
    progress(3, 3)
    return found


def _identical(marks: Sequence[ClaimPlace], claims: Mapping[str, ClaimToCompare]) -> dict[str, str]:
    """Return the eldest of its group for each claim that shares a place with another."""
    first: dict[tuple[str, int, int], str] = {}
    of: dict[str, list[str]] = {}
    for mark in marks:
        claim_id = mark.claim_id
        other = first.setdefault((mark.version_id, mark.span.start, mark.span.end), claim_id)
        if other != claim_id:
            one, two = of.get(claim_id, [claim_id]), of.get(other, [other])
            if one is not two:
                # the larger takes in the other, so that no claim moves more than log n times
                larger, smaller = (one, two) if len(one) > len(two) else (two, one)
                larger += smaller
                of.update(dict.fromkeys(smaller, larger))
                of[larger[0]] = larger
    groups = {id(group): group for group in of.values()}.values()
    eldest = (min(group, key=lambda claim_id: claims[claim_id].age) for group in groups)
    return {each: old for old, group in zip(eldest, groups, strict=True) for each in group}


def _overlapping(
    marks: Iterable[ClaimPlace], groups: Mapping[str, str], rows: ComparedRows
) -> dict[tuple[str, str], float]:
    """Return the pairs of claims that overlap and may be the same, each with its likeness."""
    finders: dict[str, frozenset[str]] = {}
    for claim_id, who in rows.finders().items():
        eldest = groups.get(claim_id, claim_id)
        finders[eldest] = finders[eldest] | who if eldest in finders else who
    apart, judged = _named(rows.apart.values(), groups), _JudgedAnew(rows, groups)
    contradicting = _named(rows.contradicting, groups)
    places: dict[tuple[str, str, int, int], ClaimPlace] = {}
    for mark in marks:
        eldest = groups.get(mark.claim_id, mark.claim_id)
        place = eldest, mark.version_id, mark.span.start, mark.span.end
        if place not in places:
            places[place] = ClaimPlace(eldest, mark.version_id, mark.span)

    def may_be_same(one: str, other: str) -> bool:
        pair = frozenset((one, other))
        if pair in apart:
            return False
        if finders[one].isdisjoint(finders[other]) or pair in contradicting:
            return True
        return judged.contradict(one, other)

    best: dict[tuple[str, str], float] = {}
    for overlap in overlaps(places.values(), may_be_same):
        best[overlap.claims] = max(overlap.likeness, best.get(overlap.claims, 0.0))
    return best


class _JudgedAnew:
    """The verdicts on claims of which some are judged anew, as their tags have them.

    A group is called by its eldest claim.
    """

    def __init__(self, rows: ComparedRows, groups: Mapping[str, str]) -> None:
        self._anew = {groups.get(claim_id, claim_id) for claim_id in rows.judged_anew}
        self._tags: dict[str, list[Tag]] = defaultdict(list)
        self._places: dict[str, list[JudgedPlace]] = defaultdict(list)
        if self._anew:
            for tag in rows.tags.values():
                self._tags[groups.get(tag.claim_id, tag.claim_id)].append(tag)
            for claim_id, place in rows.places.values():
                self._places[groups.get(claim_id, claim_id)].append(_judged(place))

    def contradict(self, one: str, other: str) -> bool:
        """Return whether one of two is judged anew, and their verdicts differ."""
        if self._anew.isdisjoint((one, other)):
            return False
        first, second = self._held(one), self._held(other)
        return bool(first and second) and first != second

    def _held(self, claim_id: str) -> set[Verdict]:
        """Return the verdicts that were given on the words of today."""
        places = self._places[claim_id]
        return {
            tag.verdict for tag in self._tags[claim_id] if not are_other_words(tag.given_on, places)
        }


def _named(
    pairs: Iterable[Collection[str]], groups: Mapping[str, str]
) -> frozenset[frozenset[str]]:
    """Return pairs of claims by the eldest of their groups; pairs within a group are left out.

    Args:
        pairs: Pairs of claims by their ids.
        groups: The eldest of its group for each claim that is in one.
    """
    named = (frozenset(groups.get(each, each) for each in pair) for pair in pairs)
    return frozenset(pair for pair in named if len(pair) > 1)


def _best_first(pair: SameClaims) -> tuple[float, list[Span], tuple[str, ...]]:
    spans = sorted(place.span for claim in pair.claims for place in claim.places)
    return -pair.likeness, spans, tuple(sorted(pair.ids))


class _Pairing:
    """Groups of claims that are the same so far, each with its finders and all that is apart."""

    def __init__(self, found: SameClaimsFound) -> None:
        self._of: dict[str, list[str]] = {}
        self._finders: dict[str, set[str]] = {}
        self._ages: dict[str, tuple[bool, int, str]] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)
        for pair in found.apart:
            for one in pair:
                self._apart[one] |= pair - {one}
        for group in found.all:
            for claim in group.claims:
                self._of.setdefault(claim.id, [claim.id])
                self._ages[claim.id] = claim.age
                # who marked a claim without a tag may be anybody, but is one person
                taggers = {tag.checker_id for tag in claim.tags}
                self._finders.setdefault(claim.id, taggers or {claim.marked_by})
        for group in found.identical:
            for claim_id in group.ids[1:]:
                self._unite(group.ids[0], claim_id)

    def join(self, one: str, other: str) -> None:
        """Make one group of two, unless a checker has a claim in both or they are kept apart."""
        first, second = self._of[one], self._of[other]
        if first is second or not self._apart_from(first).isdisjoint(second):
            return
        if self._finders[first[0]].isdisjoint(self._finders[second[0]]):
            self._unite(one, other)

    def found(self) -> list[tuple[str, ...]]:
        """Return the groups of two claims or more, the eldest of each first."""
        groups = {id(group): group for group in self._of.values() if len(group) > 1}
        return [tuple(sorted(group, key=self._ages.__getitem__)) for group in groups.values()]

    def _apart_from(self, group: Iterable[str]) -> set[str]:
        return {other for claim_id in group for other in self._apart.get(claim_id, ())}

    def _unite(self, one: str, other: str) -> None:
        first, second = self._of[one], self._of[other]
        if first is not second:
            self._finders[first[0]] |= self._finders[second[0]]
            first += second
            self._of.update(dict.fromkeys(second, first))


class _Shown:
    """Claims with all that is shown of them, to be put in groups."""

    def __init__(self, rows: ComparedRows, claim_ids: Collection[str]) -> None:
        places: dict[str, list[QuotedPlace]] = {claim_id: [] for claim_id in claim_ids}
        tags: dict[str, list[Tag]] = {claim_id: [] for claim_id in claim_ids}
        for claim_id, place in rows.places.values():
            if claim_id in places:
                places[claim_id].append(place)
        for tag in rows.tags.values():
            if tag.claim_id in tags:
                tags[tag.claim_id].append(tag)
        self._claims = {
            claim_id: _told(rows.claims[claim_id], places[claim_id], tags[claim_id])
            for claim_id in claim_ids
        }
        self._articles = {claim.article_id: n for n, claim in enumerate(rows.claims.values())}

    def in_order(self, groups: Mapping[tuple[str, ...], float]) -> tuple[SameClaims, ...]:
        """Return groups of claims by article and first place.

        Args:
            groups: The likeness of each group of claims, by their ids.
        """
        return tuple(sorted(self._groups(groups), key=self._where))

    def _groups(self, groups: Mapping[tuple[str, ...], float]) -> Iterator[SameClaims]:
        for group, likeness in groups.items():
            claims = sorted((self._claims[claim_id] for claim_id in group), key=attrgetter("age"))
            yield SameClaims(claims[0].article_id, tuple(claims), likeness)

    def _where(self, group: SameClaims) -> tuple[int, int, tuple[int, ...]]:
        first = min(place.span.start for claim in group.claims for place in claim.places)
        return self._articles[group.article_id], first, tuple(c.born for c in group.claims)


def _told(
    claim: ClaimToCompare, places: Iterable[QuotedPlace], tags: Iterable[Tag]
) -> ClaimToCompare:
    return ClaimToCompare(
        claim.id,
        claim.article_id,
        claim.number,
        claim.born,
        claim.statement,
        tuple(sorted(places, key=lambda place: (place.span, place.version_id))),
        tuple(sorted(tags, key=lambda tag: (tag.checker, tag.id))),
        claim.is_here,
        claim.marked_by,
    )
