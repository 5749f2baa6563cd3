"""One thing done to several claims: one change, each keeping what is its own."""

import pytest

from annotator.articles.model import Article
from annotator.claims.model import ClaimKind, ClaimStatus
from annotator.claims.service import bulk_edit, claims, fields
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.kernel.errors import InvalidValue, MissingReason
from annotator.project import Project
from tests.projects import dump, make_claim


@pytest.fixture
def ids(project: Project, article: Article) -> list[str]:
    quotes = ("The mayor", "on Monday", "by a third")
    return [make_claim(project, article, quote).id for quote in quotes]


def statuses(project: Project, ids: list[str]) -> list[ClaimStatus]:
    return [project.claims.get(claim_id).status for claim_id in ids]


def test_tagging_several_is_one_change_and_one_undo(project: Project, ids: list[str]) -> None:
    before = dump(project)
    outcome = bulk_edit.tag(project, ids, Verdict.VERIFIED)
    assert outcome.change.label == "Tag 3 claims verified"
    assert len(outcome.touched("tags")) == 3
    assert statuses(project, ids) == [ClaimStatus.CHECKED] * 3
    project.undo()
    assert dump(project) == before


def test_each_claim_keeps_its_own_conclusion_and_everybody_their_tag(
    project: Project, bens: Project, ids: list[str]
) -> None:
    first = project.claims.get(ids[0])
    claims.tag(project, first, Verdict.UNSUPPORTED)
    claims.conclude(project, first, "Nothing found.", "Everywhere.")
    claims.tag(bens, first, Verdict.DISPUTED, DisputeReason.MISLEADING)
    bulk_edit.tag(project, ids, Verdict.DISPUTED, DisputeReason.CONTRADICTED)
    tags = {t.checker: t for t in project.tags.of_claims(ids[:1])}
    assert (tags["Anna"].conclusion, tags["Anna"].search_note) == ("Nothing found.", "Everywhere.")
    assert tags["Anna"].reason is DisputeReason.CONTRADICTED
    assert tags["Ben"].reason is DisputeReason.MISLEADING


def test_a_claim_that_waits_goes_on_waiting(project: Project, ids: list[str]) -> None:
    bulk_edit.set_status(project, ids[:1], ClaimStatus.WAITING)
    bulk_edit.tag(project, ids, Verdict.VERIFIED)
    assert statuses(project, ids) == [ClaimStatus.WAITING, ClaimStatus.CHECKED, ClaimStatus.CHECKED]


def test_taking_tags_off_takes_only_ones_own(
    project: Project, bens: Project, ids: list[str]
) -> None:
    bulk_edit.tag(project, ids[:2], Verdict.VERIFIED)
    bulk_edit.tag(bens, ids[1:], Verdict.VERIFIED)
    outcome = bulk_edit.untag(project, ids)
    assert outcome.change.label == "Clear the verdicts of 3 claims"
    assert {t.checker for t in project.tags.of_claims(ids)} == {"Ben"}
    assert statuses(project, ids) == [ClaimStatus.OPEN, ClaimStatus.CHECKED, ClaimStatus.CHECKED]


def test_a_kind_is_added_to_those_that_are_there(project: Project, ids: list[str]) -> None:
    fields.set_kinds(project, project.claims.get(ids[0]), [ClaimKind.QUOTATION])
    bulk_edit.add_kind(project, ids, ClaimKind.NUMBER)
    assert project.claims.get(ids[0]).kinds == (ClaimKind.NUMBER, ClaimKind.QUOTATION)
    assert project.claims.get(ids[1]).kinds == (ClaimKind.NUMBER,)


def test_several_are_removed_with_all_that_hangs_on_them(
    project: Project, article: Article, ids: list[str]
) -> None:
    bulk_edit.tag(project, ids, Verdict.VERIFIED)
    before = dump(project)
    bulk_edit.remove(project, ids[1:])
    assert project.claims.count(article.id) == 1
    project.undo()
    assert dump(project) == before


def test_claims_that_are_gone_are_left_out(project: Project, ids: list[str]) -> None:
    claims.remove(project, project.claims.get(ids[0]))
    outcome = bulk_edit.tag(project, ids, Verdict.VERIFIED)
    assert outcome.change.label == "Tag 2 claims verified"
    assert not bulk_edit.remove(project, ids[:1]).rows


def test_what_makes_no_difference_is_no_change(project: Project, ids: list[str]) -> None:
    bulk_edit.set_status(project, ids, ClaimStatus.IN_PROGRESS)
    seq = project.history.latest_seq()
    assert not bulk_edit.set_status(project, ids, ClaimStatus.IN_PROGRESS).rows
    assert not bulk_edit.untag(project, ids).rows
    assert project.history.latest_seq() == seq


def test_a_dispute_needs_its_reason_and_a_tag_its_author(project: Project, ids: list[str]) -> None:
    with pytest.raises(MissingReason):
        bulk_edit.tag(project, ids, Verdict.DISPUTED)
    project.checker = None
    with pytest.raises(InvalidValue):
        bulk_edit.tag(project, ids, Verdict.VERIFIED)
    assert project.tags.of_claims(ids) == []
