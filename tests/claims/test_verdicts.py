"""Verdicts, reasons, standings and what they do to the status."""

import pytest

from annotator.claims.model import ClaimStatus, status_after_tagging
from annotator.claims.verdicts import DisputeReason, Standing, Verdict, check_reason, standing
from annotator.kernel.errors import MissingReason


def test_a_dispute_needs_its_reason() -> None:
    with pytest.raises(MissingReason, match=r"contradicted, sources conflict, .*or "):
        check_reason(Verdict.DISPUTED, None)


def test_a_dispute_keeps_its_reason() -> None:
    assert check_reason(Verdict.DISPUTED, DisputeReason.MISLEADING) is DisputeReason.MISLEADING


@pytest.mark.parametrize("verdict", [Verdict.VERIFIED, Verdict.UNSUPPORTED])
def test_only_a_dispute_has_a_reason(verdict: Verdict) -> None:
    assert check_reason(verdict, DisputeReason.CONTRADICTED) is None


@pytest.mark.parametrize("verdict", list(Verdict))
def test_checkers_who_agree_give_the_claim_its_standing(verdict: Verdict) -> None:
    assert standing([verdict, verdict]).value == verdict.value


def test_checkers_who_differ_are_seen_to_differ() -> None:
    assert standing([Verdict.VERIFIED, Verdict.DISPUTED]) is Standing.DIFFERING


def test_a_claim_without_tags_is_untagged() -> None:
    assert standing([]) is Standing.UNTAGGED


@pytest.mark.parametrize(
    ("before", "tags_left", "after"),
    [
        (ClaimStatus.OPEN, 1, ClaimStatus.CHECKED),
        (ClaimStatus.IN_PROGRESS, 2, ClaimStatus.CHECKED),
        (ClaimStatus.CHECKED, 0, ClaimStatus.OPEN),
        (ClaimStatus.IN_PROGRESS, 0, ClaimStatus.IN_PROGRESS),
        (ClaimStatus.WAITING, 1, ClaimStatus.WAITING),
        (ClaimStatus.WAITING, 0, ClaimStatus.WAITING),
    ],
)
def test_tagging_moves_the_status_but_waits_for_replies(
    before: ClaimStatus, tags_left: int, after: ClaimStatus
) -> None:
    assert status_after_tagging(before, tags_left=tags_left) is after
