"""The acts of a reviewer on colleagues' finds: each is one change, on the reviewer's own row.

Every act raises ``OwnTag`` for the reviewer's own tag, ``ChangedMeanwhile`` when the tag has
changed since it was shown, ``NotFound`` when it or its claim is gone, ``InvalidValue`` when no
checker is named, and ``ProjectError`` when the file cannot be written; then no row was changed.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from annotator.claims.fields import Claim
from annotator.claims.highlights import PaintedHighlight, places_of
from annotator.claims.judged_words import are_other_words
from annotator.claims.same_words import are_identical
from annotator.claims.service.claims import tag_within
from annotator.claims.verdicts import DisputeReason, Tag, Verdict
from annotator.kernel.canonical_text import check_usable
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import ChangedMeanwhile, InvalidValue, NotFound
from annotator.project import Project, UnitOfWork
from annotator.review.model import (
    Decision,
    OtherSpan,
    Review,
    check_review,
    claim_words,
    digest_reviewed,
    layers,
    tag_digest,
)

_LABELS = {
    Decision.ACCEPT: "Accept {whose} tag on claim {number}",
    Decision.REJECT: "Reject {whose} tag on claim {number}",
    Decision.LEFT: "Leave {whose} tag on claim {number} as it is",
    Decision.PROPOSE: "Propose another verdict than {whose} on claim {number}",
    Decision.NO_CLAIM: "Call {whose} claim {number} not checkable",
}


def accept(project: Project, tag: Tag) -> Outcome:
    """Agree with a colleague's tag."""
    return _decide(project, tag, Decision.ACCEPT)


def reject(project: Project, tag: Tag, why: str) -> Outcome:
    """Disagree with a colleague's tag; raises MissingWhy without a reason."""
    return _decide(project, tag, Decision.REJECT, why)


def leave(project: Project, tag: Tag) -> Outcome:
    """Record that the reviewer saw a colleague's tag and leaves it as it is."""
    return _decide(project, tag, Decision.LEFT)


def propose(
    project: Project, tag: Tag, verdict: Verdict, reason: DisputeReason | None = None, why: str = ""
) -> Outcome:
    """Give another verdict than a colleague: it becomes a tag of one's own; theirs stays.

    ``why`` becomes the conclusion of one's tag where that has none.

    Raises:
        MissingReason: disputed without saying how.
        InvalidValue: it is the verdict that the colleague gave.
    """
    if (verdict, reason) == (tag.verdict, tag.reason):
        raise InvalidValue("Verdict", "this is already the verdict; accept it instead")
    with _reviewing(project, tag, Decision.PROPOSE, why) as (change, claim):
        tag_within(project, change, claim, verdict, reason, check_usable(why).strip())
    return change.outcome


def no_claim(project: Project, claim: Claim, tag: Tag | None) -> Outcome:
    """Record that a colleague's mark, tagged or not, holds no claim to check."""
    if tag is not None:
        return _decide(project, tag, Decision.NO_CLAIM)
    if any(t.checker_id == project.author.id for t in project.tags.of_claims([claim.id])):
        raise InvalidValue("Claim", "it is your own; remove it if there is nothing to check")
    with project.change_on(claim.id, "Not a checkable claim: claim {}") as (change, current):
        _put(project, change, current, None, (Decision.NO_CLAIM, ""))
    return change.outcome


def take_back(project: Project, review: Review) -> Outcome:
    """Take the checker's own review back; raises InvalidValue for another's."""
    if review.checker_id != project.author.id:
        raise InvalidValue("Review", f"only {review.checker} can take it back")
    with project.change_on(review.claim_id, "Withdraw a review of claim {}") as (change, _):
        change.reviews.remove(review.id)
    return change.outcome


def other_spans(project: Project, claim: Claim) -> list[OtherSpan]:
    """Return claims on some of the same words, tagged by others who did not tag this claim.

    Claims on identical words are told apart: they are no other choice of words.
    """
    own = {tag.checker_id for tag in project.tags.of_claims([claim.id])}
    newest = project.articles.get(claim.article_id).version.id
    places = [p for p in project.highlights.of_claim(claim.id) if p.version_id == newest]
    near = {
        found.claim_id: found.number
        for place in places
        for found in project.highlights.between(newest, place.span)
        if found.claim_id != claim.id
    }
    others, own_places = project.highlights.places([*near]), places_of(places)
    people: dict[str, dict[str, str]] = {}
    for tag in project.tags.of_claims(list(near)):
        people.setdefault(tag.claim_id, {})[tag.checker_id] = tag.checker
    return [
        OtherSpan(
            claim_id,
            number,
            tuple(people[claim_id].values()),
            are_identical(own_places, others.get(claim_id, ())),
        )
        for claim_id, number in sorted(near.items(), key=lambda pair: pair[1])
        if own and claim_id in people and not own & people[claim_id].keys()
    ]


def layer_highlights(
    project: Project, painted: Sequence[PaintedHighlight]
) -> list[PaintedHighlight]:
    """Return the highlights with my standing in them told from that of the others.

    A verdict that was given on other words colours none of them.
    """
    me = project.checker.id if project.checker else ""
    ids = [h.claim_id for h in painted]
    tags, places = project.tags.of_claims(ids), project.highlights.places(ids)
    held = (t for t in tags if not are_other_words(t.given_on, places.get(t.claim_id, ())))
    found = layers(held, me)
    return [replace(h, layers=found.get(h.claim_id)) for h in painted]


def _decide(project: Project, tag: Tag, decision: Decision, why: str = "") -> Outcome:
    with _reviewing(project, tag, decision, why) as (change, _):
        pass
    return change.outcome


@contextmanager
def _reviewing(
    project: Project, tag: Tag, decision: Decision, why: str
) -> Iterator[tuple[UnitOfWork, Claim]]:
    """Open a change with the decision on a tag, under a label that names it."""
    why = check_review(tag, project.author.id, decision, check_usable(why))
    with project.change_on(tag.claim_id, "Review claim {}") as (change, claim):
        current = next((t for t in project.tags.of_claims([claim.id]) if t.id == tag.id), None)
        if current is None:
            raise NotFound(f"{tag.checker}’s tag")
        if tag_digest(current) != tag_digest(tag):
            raise ChangedMeanwhile(f"{tag.checker}’s tag")
        # put in last, for a name may hold braces
        label = _LABELS[decision].format(whose=f"{tag.checker}’s", number=claim.number)
        change.describe(label)
        _put(project, change, claim, current, (decision, why))
        yield change, claim


def _put(
    project: Project,
    change: UnitOfWork,
    claim: Claim,
    tag: Tag | None,
    decided: tuple[Decision, str],
) -> None:
    who, (decision, why) = project.author, decided
    quotes = [place.quote for place in project.highlights.of_claim(claim.id)]
    reviewed = digest_reviewed(tag, claim_words(claim.statement, quotes))
    of = tag.id if tag else ""
    review = Review("", claim.id, who.id, who.name, of, decision, why, reviewed, project.now())
    change.reviews.set(review)
