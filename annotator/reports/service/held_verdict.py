"""The verdict that a report gives for a claim: of a ruling that holds, or else of its tags.

Where a claim stands is asked of the project, as in every list: with what other claims say of the
same words.
"""

from itertools import islice

from annotator.claims.contradictions import SEVERAL, Contradiction, say_refusal, tell_each_once
from annotator.claims.verdicts import DisputeReason, Standing
from annotator.kernel.errors import ContradictoryReport
from annotator.project import Project
from annotator.reports.choices import ReportChoices
from annotator.reports.service.claim_rows import ClaimRows
from annotator.review.rulings import Ruling

Judged = tuple[Standing, tuple[DisputeReason, ...], tuple[str, ...]]
"""Where a claim stands, how it is disputed, and why, each once."""


def ruling_in_force(row: ClaimRows) -> Ruling | None:
    """Return the claim's ruling, if tags and words still are those that it settled."""
    ruling = None if row.is_undecided else row.ruling
    return ruling if ruling is not None and ruling.holds(row.tags, row.places) else None


def verdict_of(row: ClaimRows) -> Judged:
    """Return the verdict with its reasons and conclusions.

    A tag that was given on other words has no part in it, and no tag has as long as nobody has said
    where the claim stands in the newest version. A ruling without a conclusion of its own
    has the conclusions of the tags with its verdict.
    """
    ruling, tags = ruling_in_force(row), row.holding_tags
    if ruling is None:
        reasons = dict.fromkeys(tag.reason for tag in tags if tag.reason)
        agreeing = tags
    else:
        reasons = dict.fromkeys([ruling.settled.reason] if ruling.settled.reason else [])
        agreeing = [tag for tag in tags if tag.verdict is ruling.settled.verdict]
    own = ruling.settled.conclusion if ruling else ""
    conclusions = [own] if own else [tag.conclusion for tag in agreeing if tag.conclusion.strip()]
    return standing_of(row), tuple(reasons), tuple(dict.fromkeys(conclusions))


def standing_of(row: ClaimRows) -> Standing:
    """Return where a claim stands; no verdict holds whose place nobody has decided."""
    if not row.is_undecided:
        return row.standing
    return Standing.OUTDATED if row.tags else Standing.UNTAGGED


def contradictions(project: Project, choices: ReportChoices) -> tuple[int, list[Contradiction]]:
    """Return how many claims of a report's articles are contradicted, and the first of the pairs.

    All claims of the articles count, also those that the choices leave out: a report that keeps
    silent about one side says only half.
    """
    found = project.claims.contradicted(choices.article_ids)
    first = found[: 2 * SEVERAL]
    against = project.claims.contradictions(first)
    pairs = tell_each_once(each for claim_id in first for each in against.get(claim_id, ()))
    return len(found), [*islice(pairs, SEVERAL)]


def check_public(project: Project, choices: ReportChoices) -> None:
    """Check that a public report does not say two things about the same words.

    Raises:
        ContradictoryReport: claims on the same words have different verdicts.
    """
    number, found = contradictions(project, choices) if choices.is_public else (0, [])
    if number:
        raise ContradictoryReport(say_refusal(found, number), [each.sentence for each in found])
