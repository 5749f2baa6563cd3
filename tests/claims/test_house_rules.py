"""What a desk expects of a tag before it goes out."""

import pytest

from annotator.claims.house_rules import HouseRule, independent, warnings
from annotator.claims.verdicts import DisputeReason, Tag, Verdict
from annotator.evidence.model import (
    Evidence,
    EvidenceDetails,
    Source,
    SourceDetails,
    SourceRank,
    Stance,
)

VERIFIED, DISPUTED, UNSUPPORTED = Verdict


def tag(
    verdict: Verdict, conclusion: str = "So it is.", note: str = "", version: str = "v2"
) -> Tag:
    reason = DisputeReason.CONTRADICTED if verdict is DISPUTED else None
    return Tag("t", "c", "p", "Anna", version, verdict, reason, conclusion, note, "2026-01-01")


def piece(
    identity: str,
    stance: Stance = Stance.SUPPORTS,
    rank: SourceRank = SourceRank.SECONDARY,
    publisher: str = "",
    claim: str = "c",
) -> Evidence:
    source = Source(identity, SourceDetails(identity, rank=rank, publisher=publisher))
    return Evidence(identity, claim, source, EvidenceDetails(stance), (), "2026-01-01")


def rules(tag: Tag, *evidence: Evidence) -> list[HouseRule]:
    return [warning.rule for warning in warnings(tag, evidence, "v2", [])]


def test_one_primary_source_verifies() -> None:
    assert rules(tag(VERIFIED), piece("a", rank=SourceRank.PRIMARY)) == []


def test_two_independent_sources_verify() -> None:
    assert rules(tag(VERIFIED), piece("a"), piece("b")) == []


def test_two_sources_of_one_publisher_count_as_one() -> None:
    one, other = piece("a", publisher="Agency "), piece("b", publisher="agency")
    assert independent([one.source, other.source]) == 1
    assert rules(tag(VERIFIED), one, other) == [HouseRule.TOO_FEW_SOURCES]


@pytest.mark.parametrize("stance", [Stance.CONTEXT, Stance.CONTRADICTS])
def test_only_supporting_sources_verify(stance: Stance) -> None:
    assert rules(tag(VERIFIED), piece("a", stance, SourceRank.PRIMARY)) == [
        HouseRule.TOO_FEW_SOURCES
    ]


def test_evidence_on_another_claim_does_not_count() -> None:
    assert rules(tag(VERIFIED), piece("a", claim="other")) == [HouseRule.NO_EVIDENCE]


def test_a_dispute_needs_something_against_the_claim() -> None:
    assert rules(tag(DISPUTED), piece("a")) == [HouseRule.NOTHING_AGAINST]
    assert rules(tag(DISPUTED), piece("a", Stance.CONTRADICTS)) == []


def test_what_misleads_may_be_shown_so_by_its_context() -> None:
    misleading = Tag(
        "t", "c", "p", "Anna", "v2", DISPUTED, DisputeReason.MISLEADING, "So.", "", "2026-01-01"
    )
    assert rules(misleading, piece("a", Stance.CONTEXT)) == []


def test_unsupported_needs_a_search_note_but_no_evidence() -> None:
    assert rules(tag(UNSUPPORTED)) == [HouseRule.NO_SEARCH_NOTE]
    assert rules(tag(UNSUPPORTED, note="Asked the ministry.")) == []


def test_a_verdict_needs_a_conclusion_and_the_newest_version() -> None:
    old = tag(UNSUPPORTED, conclusion=" ", note="Searched.", version="v1")
    assert rules(old) == [HouseRule.NO_CONCLUSION, HouseRule.OLDER_VERSION]


def test_every_warning_is_a_sentence() -> None:
    found = [w for v in Verdict for w in warnings(tag(v, "", version="v1"), [], "v2", [])]
    assert all(warning.sentence.endswith(".") for warning in found)
