"""The join of two claims: one keeps all that the other and its tags hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.claims.fields import CLAIM_FIELDS, Claim, Join
from annotator.claims.model import ClaimStatus
from annotator.claims.verdicts import Tag
from annotator.kernel.wording import utc_moment


@dataclass(frozen=True, slots=True)
class Joining:
    """How two claims become a single claim: fields to set, tags to take over, and a note."""

    fields: dict[str, object]
    tags: tuple[Tag, ...]
    note: str


def join_claims(
    kept: Claim, other: Claim, kept_tags: Sequence[Tag], tags: Sequence[Tag]
) -> Joining:
    """Return the changes by which ``kept`` says all that ``other`` and its ``tags`` say.

    If a checker has tagged both claims, the tag on the kept claim stays and the other is told in
    the note.
    """
    checkers = {tag.checker_id for tag in kept_tags}
    moving = tuple(tag for tag in tags if tag.checker_id not in checkers)
    left = [tag for tag in tags if tag.checker_id in checkers]
    fields: dict[str, object] = {}
    told = []
    for name, declared_field in CLAIM_FIELDS.items():
        mine, theirs = getattr(kept, name), getattr(other, name)
        if declared_field.join is Join.WORK:
            fields[name] = _status(kept, other, tagged=bool(kept_tags or moving))
        elif declared_field.join is Join.ALL:
            fields[name] = tuple(dict.fromkeys((*mine, *theirs)))
        elif declared_field.join is Join.MOST:
            fields[name] = max(mine, theirs, key=declared_field.held)
        elif theirs and not mine:
            fields[name] = theirs
        elif theirs and theirs != mine:
            told.append(f"{declared_field.label}: {theirs}")
    told += [_in_words(tag) for tag in left]
    note = "\n".join([f"Joined from claim {other.number}.", *told]) if told else ""
    return Joining(fields, moving, note)


def _status(kept: Claim, other: Claim, *, tagged: bool) -> ClaimStatus:
    """Return how far the work on both is; a reply that a checker waits for is still to come."""
    both = {kept.status, other.status}
    if ClaimStatus.WAITING in both:
        return ClaimStatus.WAITING
    if tagged or both == {ClaimStatus.CHECKED}:
        return ClaimStatus.CHECKED
    return ClaimStatus.IN_PROGRESS if both != {ClaimStatus.OPEN} else ClaimStatus.OPEN


def _in_words(tag: Tag) -> str:
    reason = f" ({tag.reason.value})" if tag.reason else ""
    words = [f"{tag.checker}, {utc_moment(tag.tagged_at)}: {tag.verdict.value}{reason}."]
    if tag.conclusion:
        words.append(tag.conclusion)
    if tag.search_note:
        words.append(f"Where {tag.checker} looked: {tag.search_note}")
    return " ".join(words)
