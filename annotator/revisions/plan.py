"""A new version of an article: what it would make of each claim, and what people decided.

A claim is *undecided* while a place of it was found again in other words, in another sentence, at
several places or at none that is certain, and nobody has said yet where it stands. It counts as
open by that, and blocks no work.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from annotator.articles.model import Article, Draft, Version
from annotator.claims.coverage import CoverageMark
from annotator.claims.highlights import Highlight
from annotator.kernel.positions import Span
from annotator.kernel.wording import count_of, form_for
from annotator.revisions.model import PlacementRecord, Placing
from annotator.revisions.placements import Placement


class RevisionQuestion(StrEnum):
    """What a person has to confirm before a draft becomes the newest version of an article."""

    OLDER_TEXT = "older text"
    """It is the text of an older version again."""
    OTHER_ARTICLE = "other article"
    """It shares almost no words with the newest version."""


@dataclass(frozen=True, slots=True)
class OlderPlace:
    """A place of a claim that has to be found in a new version.

    ``older`` is the newest version in which it stands. ``decision`` is what was decided about it
    when versions came in since, ``None`` if it stands in the newest.
    """

    claim_number: int
    highlight: Highlight
    older: Version
    decision: PlacementRecord | None = None


@dataclass(frozen=True, slots=True)
class PlannedPlace:
    """What becomes of a place of a claim.

    ``stays_left`` says that a person left it on its version before, and that nothing has come
    since that they did not know.
    """

    place: OlderPlace
    placement: Placement
    stays_left: bool = False

    @property
    def placing(self) -> Placing:
        """What becomes of it."""
        return self.placement.placing

    @property
    def claim_number(self) -> int:
        """The number of its claim in the article."""
        return self.place.claim_number

    @property
    def highlight(self) -> Highlight:
        """The older place."""
        return self.place.highlight

    @property
    def older(self) -> Version:
        """The version in which the older place stands."""
        return self.place.older

    @property
    def is_undecided(self) -> bool:
        """Whether a person has to decide about it."""
        is_sure = self.placing in {Placing.SAME, Placing.GONE}
        return not is_sure and not self.stays_left


@dataclass(frozen=True, slots=True)
class CarriedMark:
    """A mark of nothing to check, and the stretch of a new version on which it stands as well."""

    mark: CoverageMark
    span: Span


@dataclass(frozen=True, slots=True)
class CarriedMarks:
    """The marks of nothing to check in a new version.

    ``kept`` counts the sentences that stay marked, ``left`` those that a mark does not stand on any
    more. ``seen`` are the marks that were looked at.
    """

    carried: tuple[CarriedMark, ...] = ()
    kept: int = 0
    left: int = 0
    seen: tuple[CoverageMark, ...] = ()


@dataclass(frozen=True)
class RevisionPlan:
    """What a draft makes of an article as its newest version; nothing is written yet.

    ``places`` are those of all claims, by version and in text order. ``same_as`` is the newest
    version with just this text, if any has it: if it is the newest of all, the draft cannot be
    added. ``shared`` is the share, from 0 to 1, of the shorter of both texts that stands in the
    other; ``same_sentences`` of ``sentences`` in the draft stand in the newest version, too.
    ``follows_changes`` says that the changes tracked in the file were followed.
    """

    article: Article
    draft: Draft
    places: tuple[PlannedPlace, ...] = ()
    marks: CarriedMarks = CarriedMarks()
    same_as: Version | None = None
    shared: float = 1.0
    sentences: int = 0
    same_sentences: int = 0
    follows_changes: bool = False
    questions: tuple[RevisionQuestion, ...] = ()

    @property
    def older(self) -> Version:
        """The version that is the newest so far."""
        return self.article.version

    @property
    def is_newest_text(self) -> bool:
        """Whether the draft is the text of the newest version, so that nothing is to be done."""
        return self.same_as is not None and self.same_as.id == self.older.id

    @cached_property
    def counts(self) -> Counter[Placing]:
        """How many places become what."""
        return Counter(place.placing for place in self.places)

    @property
    def moved(self) -> int:
        """How many places are the same in a sentence that moved."""
        return sum(p.placement.moved for p in self.places if p.placing is Placing.SAME)

    @property
    def undecided(self) -> tuple[PlannedPlace, ...]:
        """The places that a person has to decide about."""
        return tuple(place for place in self.places if place.is_undecided)

    @property
    def gone(self) -> tuple[PlannedPlace, ...]:
        """The places whose sentences are cut."""
        return tuple(place for place in self.places if place.placing is Placing.GONE)

    @property
    def stay_left(self) -> tuple[PlannedPlace, ...]:
        """The places that a person left on an older version, and that stay there."""
        return tuple(place for place in self.places if place.stays_left)

    def asked(self, question: RevisionQuestion) -> str:
        """Return a question of the plan as a sentence that says why it is asked."""
        if question is RevisionQuestion.OLDER_TEXT and self.same_as is not None:
            return (
                f"This is the text of version {self.same_as.number} again, which is older than "
                f"version {self.older.number}."
            )
        return (
            f"This text has almost no words in common with version {self.older.number} of "
            f"“{self.article.heading}”. It may be another article."
        )


@dataclass(frozen=True, slots=True)
class PlaceInContext:
    """A place in a version with what is around it.

    ``sentence`` holds the whole sentences around the place, ``before`` and ``after`` are the
    sentences beside them; all in code points of the version's text, and ``None`` where there is
    none.
    """

    span: Span
    words: str
    sentence: Span
    sentence_words: str
    before: str = ""
    after: str = ""

    @property
    def within(self) -> Span:
        """The place in ``sentence_words``."""
        start = self.span.start - self.sentence.start
        return Span(start, start + len(self.span))


@dataclass(frozen=True, slots=True)
class OpenPlacement:
    """A place of a claim that nobody has decided about, with the likeliest places for it.

    Args:
        id: The id of its row.
        claim_id: The claim.
        claim_number: Its number in the article.
        placing: What is known of the place.
        moved: Whether its sentence stands at another place among those around it.
        highlight: The older place.
        older: The version of the older place.
        version: The newest version, in which a place is sought.
        was: The older place with what is around it.
        proposals: Places in the newest version, the likeliest first; none if all was cut.
    """

    id: str
    claim_id: str
    claim_number: int
    placing: Placing
    moved: bool
    highlight: Highlight
    older: Version
    version: Version
    was: PlaceInContext
    proposals: tuple[PlaceInContext, ...]


@dataclass(frozen=True, slots=True)
class DecidedPlacement:
    """A place of a claim that somebody decided about, or whose sentence was cut.

    ``now`` is where it stands in the newest version, ``None`` if it was left or removed since;
    ``checker`` is a name, empty for a sentence that was cut.
    """

    record: PlacementRecord
    claim_number: int
    highlight: Highlight
    older: Version
    now: Highlight | None
    checker: str

    @property
    def id(self) -> str:
        """The id of the placement."""
        return self.record.id


_DOUBTS = {
    Placing.SENTENCE_CHANGED: ("the sentence changed", "in a changed sentence"),
    Placing.CHANGED: ("the words changed", "with other words"),
    Placing.AMBIGUOUS: ("several places fit", "at several places"),
}
"""Why a claim needs a look: where all do for this reason, and among other reasons."""
_LEFT = "left"
_FROM_BEST = (Placing.SAME, _LEFT, Placing.GONE, *_DOUBTS)


def plan_told(plan: RevisionPlan) -> str:
    """Return how many claims stand as before, need a look, and are cut."""
    if plan.is_newest_text:
        return f"This is the text of version {plan.older.number} already. There is nothing to add."
    if not plan.places:
        return f"Version {plan.older.number} has no claims to carry over."
    return " ".join(_sentences(plan.places))


def _sentences(places: Iterable[PlannedPlace]) -> Iterator[str]:
    """Yield a sentence on each part of the claims; a claim counts by the worst of its places."""
    worst: dict[int, str] = {}
    moved: dict[int, bool] = {}
    for each in places:
        number, found = each.place.claim_number, _LEFT if each.stays_left else each.placing
        worst[number] = max(worst.get(number, Placing.SAME), found, key=_FROM_BEST.index)
        moved[number] = moved.get(number, False) or each.placement.moved
    counts = Counter(worst.values())
    if counts[Placing.SAME]:
        where = sum(moved[n] for n, placing in worst.items() if placing == Placing.SAME)
        as_before = count_of(counts[Placing.SAME], "claim stands", "claims stand")
        yield f"{as_before} as before{f' ({where:,} moved)' if where else ''}."
    doubts = {kind: counts[kind] for kind in _DOUBTS if counts[kind]}
    if doubts:
        total = sum(doubts.values())
        subject = f"{total:,}" if counts[Placing.SAME] else count_of(total, "claim")
        yield f"{subject} {form_for(total, 'needs', 'need')} a look: {_reasons(doubts)}."
    for kind, one, many in ((Placing.GONE, "is cut", "are cut"), (_LEFT, "stays", "stay")):
        if counts[kind]:
            alone = set(counts) == {kind}
            subject = count_of(counts[kind], "claim") if alone else f"{counts[kind]:,}"
            where_left = " on an older version" if kind == _LEFT else ""
            yield f"{subject} {form_for(counts[kind], one, many)}{where_left}."


def _reasons(doubts: dict[Placing, int]) -> str:
    if len(doubts) == 1:
        return _DOUBTS[next(iter(doubts))][0]
    return ", ".join(f"{number:,} {_DOUBTS[kind][1]}" for kind, number in doubts.items())
