"""How reviews, rulings and their days are put into words."""

from collections.abc import Mapping

from annotator.appearance import label, symbol
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.kernel.wording import local_day
from annotator.review.model import Decision, Review, ReviewAspect

_BY = {
    Decision.ACCEPT: "Accepted by {}",
    Decision.REJECT: "Rejected by {}",
    Decision.LEFT: "Left as is by {}",
    Decision.PROPOSE: "Another verdict proposed by {}",
    Decision.NO_CLAIM: "Not a checkable claim, says {}",
}
Counts = Mapping[ReviewAspect, int]


def describe_decision(review: Review, me: str = "") -> str:
    """Return a decision, as “✓ Accepted by Ben, 3 May 2026”; ``me`` is the checker at work."""
    mine = review.checker_id == me
    said = "I find no checkable claim here" if mine and review.decision is Decision.NO_CLAIM else ""
    # put in last, for a name may hold braces
    said = said or _BY.get(review.decision, f"“{review.decision.value}” by {{}}").replace(
        "{}", "me" if mine else review.checker
    )
    return f"{symbol(review.decision)} {said}, {local_day(review.reviewed_at)}"


def verdict_words(verdict: Verdict, reason: DisputeReason | None) -> str:
    """A verdict with its letter and its reason, as “D  Disputed: misleading”."""
    said = f"{symbol(verdict)}  {label(verdict)}"
    return f"{said}: {label(reason).lower()}" if reason else said


def left_to_review(counts: Counts) -> str:
    """Return in words how many claims have a tag on which I have not decided."""
    left = counts.get(ReviewAspect.NOT_REVIEWED, 0)
    return f"{left:,} not reviewed yet" if left else "Everything is reviewed"


def waiting(counts: Counts) -> str:
    """How much is left to review, as “12 not reviewed yet · 2 changed since · 5 not settled”."""
    parts = [left_to_review(counts)]
    if changed := counts.get(ReviewAspect.CHANGED, 0):
        parts.append(f"{changed:,} changed since")
    if unsettled := counts.get(ReviewAspect.NOT_SETTLED, 0):
        parts.append(f"{unsettled:,} not settled")
    return "  ·  ".join(parts)
