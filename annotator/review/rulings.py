"""Rulings: the settled verdict on a claim, by a named person, and the tags that it settles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.claims.fields import Claim
from annotator.claims.judged_words import JudgedPlace, Places, are_other_words
from annotator.claims.verdicts import REASON, VERDICT, DisputeReason, Tag, Verdict, check_reason
from annotator.kernel.errors import MissingWhy
from annotator.kernel.wording import count_of
from annotator.review.model import tag_digest
from annotator.schema.record_fields import RecordField, declared

LONELY = "You are the only one who tagged this claim: a colleague should settle it."


@dataclass(frozen=True, slots=True)
class Settlement:
    """The verdict that is to hold from now on, with its conclusion and the reason for it."""

    verdict: Verdict = field(metadata=declared(VERDICT))
    reason: DisputeReason | None = field(default=None, metadata=declared(REASON))
    conclusion: str = field(default="", metadata=declared(RecordField("Conclusion")))
    why: str = field(default="", metadata=declared(RecordField("Why")))

    def checked(self, tags: Sequence[Tag]) -> "Settlement":
        """The settlement as it is kept, given the tags on its claim.

        Raises:
            MissingReason: disputed without saying how.
            MissingWhy: a verdict that nobody gave, without saying why.
        """
        reason, why = check_reason(self.verdict, self.reason), self.why.strip()
        if not why and (self.verdict, reason) not in {(t.verdict, t.reason) for t in tags}:
            raise MissingWhy("a verdict that nobody gave")
        return replace(self, reason=reason, why=why, conclusion=self.conclusion.strip())


@dataclass(frozen=True, slots=True)
class Ruling:
    """A settlement on a claim with its author and time (ISO 8601, UTC).

    ``settles`` names the tags it settles, each with the digest of its content; ``given_on`` are the
    words that it settles, for a ruling that is set without the words of today.
    """

    id: str
    claim_id: str
    checker_id: str
    checker: str
    settled: Settlement
    settles: Mapping[str, str]
    ruled_at: str
    given_on: tuple[JudgedPlace, ...] | None = None

    def holds(self, tags: Sequence[Tag], places: Places) -> bool:
        """Return whether the claim's tags and words are still as they were settled."""
        return not self.is_stale(tags) and not are_other_words(self.given_on, places)

    def is_stale(self, tags: Sequence[Tag]) -> bool:
        """Return whether the claim's tags differ from the settled tags."""
        return dict(self.settles) != settles(tags)

    def changes(self, tags: Sequence[Tag]) -> list[str]:
        """What happened to the tags since, a sentence each; nothing where it still settles them."""
        now = settles(tags)
        gone = len(self.settles.keys() - now.keys())
        told = [
            f"{tag.checker}’s tag has changed."
            if tag.id in self.settles
            else f"{tag.checker} has tagged it, too."
            for tag in tags
            if self.settles.get(tag.id) != now[tag.id]
        ]
        taken = f"{count_of(gone, 'tag was', 'tags were')} taken off."
        return told + [taken] * bool(gone)


def settles(tags: Sequence[Tag]) -> dict[str, str]:
    """Return the tags as a ruling keeps them: the digest of each, by its id."""
    return {tag.id: tag_digest(tag) for tag in tags}


def all_agree(tags: Sequence[Tag]) -> bool:
    """Whether at least two checkers tagged a claim, and all gave the same verdict and reason."""
    checkers = {tag.checker_id for tag in tags}
    return len(checkers) > 1 and len({(tag.verdict, tag.reason) for tag in tags}) == 1


def find_agreed_settlement(tags: Sequence[Tag]) -> Settlement:
    """Return the settlement that all tags of a claim agree on, with the first conclusion."""
    conclusion = next((tag.conclusion for tag in tags if tag.conclusion.strip()), "")
    return Settlement(tags[0].verdict, tags[0].reason, conclusion)


@dataclass(frozen=True, slots=True)
class AgreedClaim:
    """A claim on whose words all checkers agree.

    ``tags`` are its own and those of the ``others``, younger claims on the same words that are
    joined to it as it is settled.
    """

    claim: Claim
    tags: tuple[Tag, ...]
    others: tuple[Claim, ...] = ()


def is_only_author(tags: Sequence[Tag], checker_id: str) -> bool:
    """Return whether this checker alone tagged a claim that is tagged."""
    return {tag.checker_id for tag in tags} == {checker_id}
