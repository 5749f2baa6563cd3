"""Verdicts, the reasons of a dispute, and tags: a checker's verdict on a claim."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from annotator.claims.judged_words import JudgedPlace
from annotator.kernel.errors import MissingReason
from annotator.schema.record_fields import Holds, RecordField, declared


class Verdict(StrEnum):
    """The result of the evidence on a claim; the stored codes never change."""

    VERIFIED = "verified"
    DISPUTED = "disputed"
    UNSUPPORTED = "unsupported"


class DisputeReason(StrEnum):
    """How a claim is disputed."""

    CONTRADICTED = "contradicted"
    SOURCES_CONFLICT = "sources conflict"
    MISLEADING = "misleading"


class Standing(StrEnum):
    """Where a claim stands with all its tags together.

    It is outdated where all its tags were given on other words than it has now.
    """

    UNTAGGED = "untagged"
    OUTDATED = "outdated"
    VERIFIED = "verified"
    DISPUTED = "disputed"
    UNSUPPORTED = "unsupported"
    DIFFERING = "differing"


VERDICT = RecordField("Verdict", Holds.ONE, Verdict, blank="unsupported", by_name=False)
REASON = RecordField("Reason", Holds.ONE_OR_NONE, DisputeReason, blank=None)


@dataclass(frozen=True, slots=True)
class Tag:
    """A checker's verdict on a claim, made on the version it names.

    ``search_note`` tells where the checker searched: an unsupported claim was searched for.
    ``given_on`` are the words that were judged; a tag that is set without takes those of today.
    """

    id: str
    claim_id: str
    checker_id: str
    checker: str
    version_id: str
    verdict: Verdict = field(metadata=declared(VERDICT))
    reason: DisputeReason | None = field(metadata=declared(REASON))
    conclusion: str = field(metadata=declared(RecordField("Conclusion")))
    search_note: str = field(metadata=declared(RecordField("Search note")))
    tagged_at: str
    given_on: tuple[JudgedPlace, ...] | None = None


def check_reason(verdict: Verdict, reason: DisputeReason | None) -> DisputeReason | None:
    """Return the reason as it is kept with the verdict: only a disputed claim has a reason.

    Raises:
        MissingReason: disputed without a reason.
    """
    if verdict is not Verdict.DISPUTED:
        return None
    if reason is None:
        raise MissingReason(DisputeReason)
    return reason


def standing(verdicts: Iterable[Verdict]) -> Standing:
    """Return where a claim stands: the verdict all its checkers share, or that they differ.

    An unknown verdict, of a later version of the program, is no verdict that they could share.
    """
    distinct = set(verdicts)
    if not distinct:
        return Standing.UNTAGGED
    found = distinct.pop().value
    if distinct or found not in {each.value for each in Standing}:
        return Standing.DIFFERING
    return Standing(found)


def standing_of(verdict: Verdict) -> Standing:
    """Return where a claim stands by a single verdict."""
    return standing([verdict])
