"""The data that the details show of a claim, read at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from annotator.claims.contradictions import Contradiction
from annotator.claims.fields import Claim, ClaimWords
from annotator.claims.highlights import Highlight, in_text_order
from annotator.claims.house_rules import HouseWarning, warnings
from annotator.claims.judged_words import JudgedPlace
from annotator.claims.service.coverage import void_marks
from annotator.claims.service.same_claims import numbers_on_same_words
from annotator.claims.verdicts import Tag
from annotator.claims.word_change import Opinion, word_change
from annotator.evidence.model import Evidence
from annotator.kernel.word_difference import WordDifference
from annotator.people.model import Contact, Note, Query
from annotator.project import Project
from annotator.review.model import Comment, OtherSpan, Review, claim_words
from annotator.review.rulings import Ruling
from annotator.review.service.reviews import other_spans
from annotator.revisions.model import Placing


@dataclass(frozen=True, slots=True)
class ClaimView:
    """The data that the details show of a claim; ``me`` is empty while no checker is at work."""

    claim: Claim
    me: str
    newest_version_id: str
    highlights: list[Highlight]
    own_tag: Tag | None
    other_tags: list[Tag]
    evidence: list[Evidence]
    notes: list[Note]
    queries: list[Query]
    contacts: list[Contact]
    me_id: str
    reviews: list[Review]
    ruling: Ruling | None
    comments: list[Comment]
    other_spans: list[OtherSpan]
    against: list[Contradiction]
    same_words: list[int]
    """The numbers of the claims on the same words."""
    void_marks: tuple[str, ...]
    """The names of those who had marked its words as nothing to check."""
    cited: str = ""
    """How its first place in the newest version is cited, such as “page 3”."""
    judged_places: tuple[JudgedPlace, ...] = ()
    """Where the claim stands, as judgements are compared with it."""
    current: list[Highlight] = field(default_factory=list)
    """Its places in the newest version in which it has any."""
    is_cut: bool = False
    """Whether its sentences were cut on the way to the newest version."""

    @property
    def tags(self) -> list[Tag]:
        """Every checker's tag, mine first."""
        return [*([self.own_tag] if self.own_tag else []), *self.other_tags]

    @property
    def words(self) -> str:
        """The words of the claim, as reviews remember them."""
        return claim_words(self.claim.statement, (place.quote for place in self.highlights))

    def warnings(self, tag: Tag) -> tuple[HouseWarning, ...]:
        """Return the house rules that a tag of the claim does not keep."""
        return warnings(tag, self.evidence, self.newest_version_id, self.judged_places)

    def other_words(self, judged: Opinion) -> WordDifference | None:
        """Return the words that somebody judged beside those of today; ``None`` if they hold."""
        return word_change(judged, self.judged_places, self.newest_version_id)


GIVEN_ON_OTHER_WORDS = "Given on other words."
"""Said of a judgement beside the words that it was given on."""

NO_CLAIM = ClaimView(
    claim=Claim("", "", 0),
    me="",
    newest_version_id="",
    highlights=[],
    own_tag=None,
    other_tags=[],
    evidence=[],
    notes=[],
    queries=[],
    contacts=[],
    me_id="",
    reviews=[],
    ruling=None,
    comments=[],
    other_spans=[],
    against=[],
    void_marks=(),
    same_words=[],
)
"""The view while no project is open: empty, so that a screen reader finds no words."""


class TypedWordsOfClaim(StrEnum):
    """The words about a claim that are typed beside its own fields."""

    CONCLUSION = "conclusion"
    SEARCH_NOTE = "search note"
    NOTE = "note"
    NEW_NOTE = "new note"
    QUESTION = "question"
    ANSWER = "answer"
    NEW_QUERY = "new query"
    COMMENT = "comment"
    NEW_COMMENT = "new comment"
    SOURCE_TITLE = "title of a source"


@dataclass(frozen=True, slots=True)
class Typed:
    """The field of some typed words; ``of`` is the id of the note, query, comment or evidence.

    Of a new query it is the addressee of the question.
    """

    words: TypedWordsOfClaim | ClaimWords
    of: str = ""

    @property
    def name(self) -> str:
        """Return the name of the words within a sentence."""
        words = self.words
        return words.field.in_trail if isinstance(words, ClaimWords) else words.value


def read_claim_view(project: Project, claim: Claim, *, reviewing: bool = False) -> ClaimView:
    """Return the claim as the project has it now; ``other_spans`` only if ``reviewing``."""
    tags = project.tags.of_claims([claim.id])
    me = project.checker
    mine = [tag for tag in tags if me and tag.checker_id == me.id]
    newest = project.articles.get(claim.article_id).version.id
    highlights = in_text_order(project.highlights.of_claim(claim.id))
    return ClaimView(
        claim,
        me.name if me else "",
        newest,
        highlights,
        mine[0] if mine else None,
        [tag for tag in tags if tag not in mine],
        project.evidence.of_claims([claim.id]),
        project.people.notes(claim.id),
        project.people.queries(claim.id),
        project.people.contacts(claim.id),
        me.id if me else "",
        project.reviews.of_claims([claim.id]),
        project.rulings.of_claims([claim.id]).get(claim.id),
        project.comments.of_claim(claim.id),
        other_spans(project, claim) if reviewing else [],
        project.claims.contradictions([claim.id]).get(claim.id, []),
        numbers_on_same_words(project, claim),
        void_marks(project, claim),
        project.articles.cited(newest, [h.span for h in highlights if h.version_id == newest]),
        project.highlights.places([claim.id]).get(claim.id, ()),
        project.highlights.current(claim.id),
        _is_cut(project, claim, newest, highlights),
    )


def _is_cut(
    project: Project, claim: Claim, newest_version_id: str, highlights: Sequence[Highlight]
) -> bool:
    if any(place.version_id == newest_version_id for place in highlights):
        return False
    kept = project.placements.of_claims([claim.id], newest_version_id).get(claim.id, ())
    return bool(kept) and all(record.placing is Placing.GONE for record in kept)
