"""A new version of an article: what it would make of each claim, and what people decided.

A claim is *undecided* while a place of it was found again in other words, in another sentence, at
several places or at none that is certain, and nobody has said yet where it stands. It counts as
open by that, and blocks no work.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from annotator.articles.model import Article, Draft, Version
from annotator.claims.highlights import Highlight
from annotator.kernel.positions import Span
from annotator.revisions.placements import Placement, Placing


class PlacementOutcome(StrEnum):
    """What a person decided about a place that was not carried over by itself.

    A claim that is left stands in the older version only, as a claim whose sentence was cut does.
    """

    UNDECIDED = ""
    PLACED = "placed"
    LEFT = "left"


class RevisionQuestion(StrEnum):
    """What a person has to confirm before a draft becomes the newest version of an article."""

    OLDER_TEXT = "older text"
    """It is the text of an older version again."""
    OTHER_ARTICLE = "other article"
    """It shares almost no words with the newest version."""


@dataclass(frozen=True, slots=True)
class PlacementRecord:
    """The row of a place that was not carried over into a version by itself.

    ``highlight_id`` is the older place; ``checker_id`` and ``decided_at`` are empty as long as
    nobody decided, and for a place that is gone.
    """

    id: str
    claim_id: str
    version_id: str
    highlight_id: str
    placing: Placing
    outcome: PlacementOutcome
    checker_id: str = ""
    decided_at: str = ""


@dataclass(frozen=True, slots=True)
class PlannedPlace:
    """What becomes of a place of a claim: of its ``highlight`` in the older version ``older``."""

    claim_number: int
    highlight: Highlight
    older: Version
    placement: Placement

    @property
    def placing(self) -> Placing:
        """What becomes of it."""
        return self.placement.placing


@dataclass(frozen=True)
class RevisionPlan:
    """What a draft makes of an article as its newest version; nothing is written yet.

    ``places`` are those of all claims, in text order. ``same_as`` is the version with just this
    text, if any has it: if it is the newest, the draft cannot be added. ``shared`` is the share of
    the words in a row, from 0 to 1, that the shorter of both texts has in common with the other;
    ``same_sentences`` counts the sentences of the draft that the newest version has too.
    ``follows_changes`` says that the changes tracked in the file were followed. ``marks`` are the
    sentences marked as nothing to check that stay so, in the draft's text, by the id of the older
    mark; ``marks_left`` counts the sentences whose marks are not carried over.
    """

    article: Article
    draft: Draft
    places: tuple[PlannedPlace, ...]
    same_as: Version | None = None
    shared: float = 1.0
    sentences: int = 0
    same_sentences: int = 0
    follows_changes: bool = False
    marks: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    marks_left: int = 0
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
        sure = {Placing.SAME, Placing.GONE}
        return tuple(place for place in self.places if place.placing not in sure)

    @property
    def gone(self) -> tuple[PlannedPlace, ...]:
        """The places whose sentences are cut."""
        return tuple(place for place in self.places if place.placing is Placing.GONE)

    @property
    def marks_carried(self) -> int:
        """How many sentences stay marked as nothing to check."""
        return sum(map(len, self.marks.values()))


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
