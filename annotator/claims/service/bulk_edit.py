"""Acts on several claims of an article at once: each act is one change, undone as one.

Claims that are gone by now are left out. Every act raises ``ProjectError`` when the file cannot
be written; then nothing was changed.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from annotator.claims.fields import Claim
from annotator.claims.model import ClaimKind, ClaimStatus, status_after_tagging
from annotator.claims.verdicts import DisputeReason, Tag, Verdict, check_reason
from annotator.kernel.changes import ChangePlace, Outcome
from annotator.kernel.errors import NotFound
from annotator.kernel.wording import count_of
from annotator.project import Project, UnitOfWork


def tag(
    project: Project,
    claim_ids: Sequence[str],
    verdict: Verdict,
    reason: DisputeReason | None = None,
) -> Outcome:
    """Set the verdict of the checker at work on claims; each keeps its own conclusion.

    Raises:
        MissingReason: disputed without saying how.
        InvalidValue: nobody has said who is working.
    """
    who, reason = project.author, check_reason(verdict, reason)
    with _change(project, f"Tag {{}} {verdict.value}", claim_ids) as (change, found):
        before = {t.claim_id: t for t in _tags(project, found) if t.checker_id == who.id}
        version = project.articles.get(found[0].article_id).version.id if found else ""
        at = project.now()
        for claim in found:
            own = before.get(claim.id)
            words = (own.conclusion, own.search_note) if own else ("", "")
            new = Tag("", claim.id, who.id, who.name, version, verdict, reason, *words, at)
            change.tags.set(new)
            _follow_tags(change, claim, tags_left=1)
    return change.outcome


def untag(project: Project, claim_ids: Sequence[str]) -> Outcome:
    """Take one's own tags off claims; those without one stay as they are.

    Raises:
        InvalidValue: nobody has said who is working.
    """
    who = project.author
    with _change(project, "Clear the verdicts of {}", claim_ids) as (change, found):
        there = _tags(project, found)
        own = {t.claim_id for t in there if t.checker_id == who.id}
        others = Counter(t.claim_id for t in there if t.checker_id != who.id)
        for claim in found:
            if claim.id in own:
                change.tags.remove(claim.id, who.id)
                _follow_tags(change, claim, tags_left=others[claim.id])
    return change.outcome


def set_status(project: Project, claim_ids: Sequence[str], status: ClaimStatus) -> Outcome:
    """Say how far the work on claims is."""
    with _change(project, f"Status of {{}}: {status.value}", claim_ids) as (change, found):
        for claim in found:
            change.claims.set(claim.id, {"status": status})
    return change.outcome


def add_kind(project: Project, claim_ids: Sequence[str], kind: ClaimKind) -> Outcome:
    """Say one thing more that can be wrong in claims."""
    with _change(project, f"Kind of {{}}: {kind.value}", claim_ids) as (change, found):
        for claim in found:
            kinds = tuple(k for k in ClaimKind if k is kind or k in claim.kinds)
            change.claims.set(claim.id, {"kinds": kinds})
    return change.outcome


def remove(project: Project, claim_ids: Sequence[str]) -> Outcome:
    """Take claims away with all that hangs on them; undo brings all back."""
    with _change(project, "Remove {}", claim_ids) as (change, found):
        for claim in found:
            change.claims.remove(claim.id)
    return change.outcome


@contextmanager
def _change(
    project: Project, label: str, claim_ids: Sequence[str]
) -> Iterator[tuple[UnitOfWork, list[Claim]]]:
    """One change on those of the claims that are still there; ``{}`` is for how many."""
    with project.change(label) as change:
        found = [claim for claim in (_still(project, one) for one in claim_ids) if claim]
        number = count_of(len(found), "claim")
        place = ChangePlace(found[0].article_id) if found else ChangePlace()
        change.describe(label.format(number), place)
        yield change, found


def _still(project: Project, claim_id: str) -> Claim | None:
    try:
        return project.claims.get(claim_id)
    except NotFound:
        return None


def _tags(project: Project, found: list[Claim]) -> list[Tag]:
    return project.tags.of_claims([claim.id for claim in found])


def _follow_tags(change: UnitOfWork, claim: Claim, *, tags_left: int) -> None:
    status = status_after_tagging(claim.status, tags_left=tags_left)
    if status is not claim.status:
        change.claims.set(claim.id, {"status": status})
