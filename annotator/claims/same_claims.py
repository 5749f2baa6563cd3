"""The claims of an article that are the same claim, found by two people or twice by one.

Claims that stand on identical words by the rule of ``same_words`` are the same, whoever marked
them. Claims that overlap by it may be the same; a person decides that. Not in question are
overlapping claims of a single person, who may have meant two, unless their verdicts contradict each
other, and overlapping claims that somebody keeps apart. If two that were kept apart come to stand
on identical words, a person decides again.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter

from annotator.claims.judged_words import JudgedPlace, are_other_words, outermost
from annotator.claims.same_words import ClaimPlace, WordsAt, overlaps, words_at
from annotator.claims.verdicts import Tag, Verdict
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched


@dataclass(frozen=True, slots=True)
class QuotedPlace:
    """A place of a claim with its words; ``number`` is that of the version, where it is known."""

    version_id: str
    span: Span
    quote: str
    sentence: str = ""
    number: int = 0

    @property
    def words_at(self) -> WordsAt:
        """Where its words are, which is the same for all claims on identical words."""
        return words_at(self.judged)

    @property
    def judged(self) -> JudgedPlace:
        """The place as judgements keep it."""
        span = self.span
        return JudgedPlace(self.version_id, span.start, span.end, self.quote, self.sentence)


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
        return tuple(dict.fromkeys(place.quote for place in self.outer_places))

    @property
    def outer_places(self) -> tuple[QuotedPlace, ...]:
        """Where it stands, without each place that lies within another one."""
        outer = {*outermost(self.judged_places)}
        return tuple(dict.fromkeys(place for place in self._newest if place.judged in outer))

    @property
    def _newest(self) -> tuple[QuotedPlace, ...]:
        """Its places in the newest version in which it has any."""
        newest = max((place.number for place in self.places), default=0)
        return tuple(place for place in self.places if place.number == newest)

    @property
    def judged_places(self) -> tuple[JudgedPlace, ...]:
        """Where it stands, as judgements keep it."""
        return tuple(place.judged for place in self._newest)

    def is_stale(self, tag: Tag) -> bool:
        """Whether a tag on it was given on other words than it has."""
        return are_other_words(tag.given_on, self.judged_places)

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
    """Two claims or more that are the same, or may be; the eldest first, which would stay.

    ``were_apart`` says of identical ones that somebody kept two of them apart before.
    """

    article_id: str
    claims: tuple[ClaimToCompare, ...]
    likeness: float = 1.0
    """The share of the words of both that they have in common; 1 on identical words."""
    were_apart: bool = False

    @property
    def is_identical(self) -> bool:
        """Whether they stand on identical words."""
        return self.likeness == 1

    @property
    def is_certain(self) -> bool:
        """Whether they are the same unless a person says otherwise."""
        return self.is_identical and not self.were_apart

    @property
    def can_be_two(self) -> bool:
        """Whether they may be kept apart."""
        return not self.is_identical

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


@dataclass(frozen=True, slots=True)
class SameClaimsFound:
    """The claims that are the same, in the order of the text.

    ``identical`` stand on identical words, in groups of two claims or more. ``overlapping`` are
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

    @property
    def certain(self) -> tuple[SameClaims, ...]:
        """The identical ones that nobody has kept apart before."""
        return tuple(group for group in self.identical if group.is_certain)

    @property
    def doubtful(self) -> tuple[SameClaims, ...]:
        """The identical ones of which somebody has kept two apart before."""
        return tuple(group for group in self.identical if not group.is_certain)

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.identical or self.overlapping)

    def one_to_one(self) -> list[tuple[str, ...]]:
        """Return the ids of claims in groups, the eldest first, paired as agreement pairs them.

        The best overlap comes first, each checker has at most one claim that overlaps with those of
        the others, and claims that are kept apart do not come together through a third. Identical
        ones that were kept apart before, and all that overlaps with them, are left to a person.
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
    places = [found for found in rows.places.values() if found[0] in rows.claims]
    progress(0, 3)
    groups = _identical(places, rows.claims)
    progress(1, 3)
    pairs = _overlapping(places, groups, rows)
    progress(2, 3)
    together: dict[str, list[str]] = defaultdict(list)
    for claim_id, eldest in groups.items():
        together[eldest].append(claim_id)
    wanted = rows.claims.keys() if about is None else {*about}
    identical = [ids for ids in together.values() if not wanted.isdisjoint(ids)]
    overlapping = {
        pair: likeness
        for pair, likeness in pairs.items()
        if any(not wanted.isdisjoint(together.get(each, (each,))) for each in pair)
    }
    shown = _Shown(rows, {claim for group in (*identical, *overlapping) for claim in group})
    again = {groups[one] for one, other in rows.apart.values() if _are_one(one, other, groups)}
    found = SameClaimsFound(
        shown.in_order(shown.group(ids, were_apart=groups[ids[0]] in again) for ids in identical),
        shown.in_order(shown.group(pair, likeness) for pair, likeness in overlapping.items()),
        _named(rows.apart.values(), groups),
    )
    progress(3, 3)
    return found


def _are_one(one: str, other: str, groups: Mapping[str, str]) -> bool:
    return one in groups and groups[one] == groups.get(other)


def _identical(
    places: Iterable[tuple[str, QuotedPlace]], claims: Mapping[str, ClaimToCompare]
) -> dict[str, str]:
    """Return the eldest of its group for each claim on the words of another."""
    first: dict[WordsAt, str] = {}
    of: dict[str, list[str]] = {}
    for claim_id, place in places:
        other = first.setdefault(place.words_at, claim_id)
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
    found: Iterable[tuple[str, QuotedPlace]], groups: Mapping[str, str], rows: ComparedRows
) -> dict[tuple[str, str], float]:
    """Return the pairs of claims that overlap and may be the same, each with its likeness."""
    finders: dict[str, frozenset[str]] = {}
    for claim_id, who in rows.finders().items():
        eldest = groups.get(claim_id, claim_id)
        finders[eldest] = finders[eldest] | who if eldest in finders else who
    apart, judged = _named(rows.apart.values(), groups), _JudgedAnew(rows, groups)
    contradicting = _named(rows.contradicting, groups)
    places: dict[tuple[str, str, int, int], ClaimPlace] = {}
    for claim_id, place in found:
        eldest, span = groups.get(claim_id, claim_id), place.span
        key = eldest, place.version_id, span.start, span.end
        if key not in places:
            places[key] = ClaimPlace(eldest, place.version_id, span)

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

    A group is called by its eldest claim. A verdict given on other words counts, too: it stands
    against the claims on those.
    """

    def __init__(self, rows: ComparedRows, groups: Mapping[str, str]) -> None:
        self._anew = {groups.get(claim_id, claim_id) for claim_id in rows.judged_anew}
        self._verdicts: dict[str, set[Verdict]] = defaultdict(set)
        for tag in rows.tags.values() if self._anew else ():
            self._verdicts[groups.get(tag.claim_id, tag.claim_id)].add(tag.verdict)

    def contradict(self, one: str, other: str) -> bool:
        """Return whether one of two is judged anew, and their verdicts differ."""
        if self._anew.isdisjoint((one, other)):
            return False
        first, second = self._verdicts.get(one), self._verdicts.get(other)
        return bool(first and second) and first != second


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
        self._left = {claim_id for group in found.doubtful for claim_id in group.ids}
        for group in found.certain:
            for claim_id in group.ids[1:]:
                self._unite(group.ids[0], claim_id)

    def join(self, one: str, other: str) -> None:
        """Make one group of two, unless a checker has a claim in both or they are kept apart."""
        first, second = self._of[one], self._of[other]
        if first is second or not self._apart_from(first).isdisjoint(second):
            return
        if not self._left.isdisjoint((one, other)):
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

    def group(
        self, ids: Iterable[str], likeness: float = 1.0, *, were_apart: bool = False
    ) -> SameClaims:
        """Return claims as one group, by their ids."""
        claims = sorted((self._claims[claim_id] for claim_id in ids), key=attrgetter("age"))
        return SameClaims(claims[0].article_id, tuple(claims), likeness, were_apart)

    def in_order(self, groups: Iterable[SameClaims]) -> tuple[SameClaims, ...]:
        """Return groups of claims by article and first place."""
        return tuple(sorted(groups, key=self._where))

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
