"""Verdicts, reasons, standings and what they do to the status."""

import pytest

from annotator.claims.model import Status, status_after_tagging
from annotator.claims.verdicts import DisputeReason, Standing, Verdict, check_reason, standing
from annotator.kernel.errors import MissingReason


def test_a_dispute_needs_its_reason() -> None:
    with pytest.raises(MissingReason, match="contradicted, sources conflict, or misleading"):
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
        (Status.OPEN, 1, Status.CHECKED),
        (Status.IN_PROGRESS, 2, Status.CHECKED),
        (Status.CHECKED, 0, Status.OPEN),
        (Status.IN_PROGRESS, 0, Status.IN_PROGRESS),
        (Status.WAITING, 1, Status.WAITING),
        (Status.WAITING, 0, Status.WAITING),
    ],
)
def test_tagging_moves_the_status_but_waits_for_replies(
    before: Status, tags_left: int, after: Status
) -> None:
    assert status_after_tagging(before, tags_left=tags_left) is after
