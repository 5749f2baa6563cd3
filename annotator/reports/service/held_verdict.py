"""Which verdict a report gives for a claim: that of a ruling that holds, or else of its tags."""

from annotator.claims.verdicts import DisputeReason, Standing, standing, standing_of
from annotator.reports.service.claim_rows import ClaimRows
from annotator.review.rulings import Ruling

Judged = tuple[Standing, tuple[DisputeReason, ...], tuple[str, ...]]
"""Where a claim stands, how it is disputed, and why, each once."""


def ruling_in_force(row: ClaimRows) -> Ruling | None:
    """Return the claim's ruling, if tags and words still are those that it settled."""
    ruling = row.ruling
    return ruling if ruling is not None and ruling.holds(row.tags, row.places) else None


def verdict_of(row: ClaimRows) -> Judged:
    """Return the verdict with its reasons and conclusions.

    A tag that was given on other words has no part in it. A ruling without a conclusion of its own
    has the conclusions of the tags with its verdict.
    """
    ruling, tags = ruling_in_force(row), row.holding_tags
    if ruling is None:
        stands = standing(tag.verdict for tag in tags)
        reasons = dict.fromkeys(tag.reason for tag in tags if tag.reason)
        agreeing = tags
    else:
        stands = standing_of(ruling.settled.verdict)
        reasons = dict.fromkeys([ruling.settled.reason] if ruling.settled.reason else [])
        agreeing = [tag for tag in tags if tag.verdict is ruling.settled.verdict]
    own = ruling.settled.conclusion if ruling else ""
    conclusions = [own] if own else [tag.conclusion for tag in agreeing if tag.conclusion.strip()]
    return stands, tuple(reasons), tuple(dict.fromkeys(conclusions))
