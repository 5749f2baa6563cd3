"""One thing done to several claims: one change, each keeping what is its own."""

from collections.abc import Callable

import pytest

from annotator.articles.model import Article
from annotator.claims.model import ClaimKind, ClaimStatus
from annotator.claims.service import claims, fields
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.kernel.changes import ChangePlace, Outcome
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
    outcome = claims.tag(project, ids, Verdict.VERIFIED)
    assert outcome.change.label == "Tag 3 claims verified"
    assert len(outcome.touched("tags")) == 3
    assert statuses(project, ids) == [ClaimStatus.CHECKED] * 3
    project.undo()
    assert dump(project) == before


def test_each_claim_keeps_its_own_conclusion_and_everybody_their_tag(
    project: Project, bens: Project, ids: list[str]
) -> None:
    first = project.claims.get(ids[0])
    claims.tag(project, [first.id], Verdict.UNSUPPORTED)
    claims.conclude(project, first, "Nothing found.", "Everywhere.")
    claims.tag(bens, [first.id], Verdict.DISPUTED, DisputeReason.MISLEADING)
    claims.tag(project, ids, Verdict.DISPUTED, DisputeReason.CONTRADICTED)
    tags = {t.checker: t for t in project.tags.of_claims(ids[:1])}
    assert (tags["Anna"].conclusion, tags["Anna"].search_note) == ("Nothing found.", "Everywhere.")
    assert tags["Anna"].reason is DisputeReason.CONTRADICTED
    assert tags["Ben"].reason is DisputeReason.MISLEADING


def test_a_claim_that_waits_goes_on_waiting(project: Project, ids: list[str]) -> None:
    fields.set_status(project, ids[:1], ClaimStatus.WAITING)
    claims.tag(project, ids, Verdict.VERIFIED)
    assert statuses(project, ids) == [ClaimStatus.WAITING, ClaimStatus.CHECKED, ClaimStatus.CHECKED]


def test_taking_tags_off_takes_only_ones_own(
    project: Project, bens: Project, ids: list[str]
) -> None:
    claims.tag(project, ids[:2], Verdict.VERIFIED)
    claims.tag(bens, ids[1:], Verdict.VERIFIED)
    outcome = claims.untag(project, ids)
    assert outcome.change.label == "Clear the verdicts of 3 claims"
    assert {t.checker for t in project.tags.of_claims(ids)} == {"Ben"}
    assert statuses(project, ids) == [ClaimStatus.OPEN, ClaimStatus.CHECKED, ClaimStatus.CHECKED]


def test_a_kind_is_added_to_those_that_are_there(project: Project, ids: list[str]) -> None:
    fields.set_kinds(project, project.claims.get(ids[0]), [ClaimKind.QUOTATION])
    fields.add_kind(project, ids, ClaimKind.NUMBER)
    assert project.claims.get(ids[0]).kinds == (ClaimKind.NUMBER, ClaimKind.QUOTATION)
    assert project.claims.get(ids[1]).kinds == (ClaimKind.NUMBER,)


def test_several_are_removed_with_all_that_hangs_on_them(
    project: Project, article: Article, ids: list[str]
) -> None:
    claims.tag(project, ids, Verdict.VERIFIED)
    before = dump(project)
    claims.remove(project, ids[1:])
    assert project.claims.count(article.id) == 1
    project.undo()
    assert dump(project) == before


def test_claims_that_are_gone_are_left_out(project: Project, ids: list[str]) -> None:
    claims.remove(project, ids[:1])
    outcome = claims.tag(project, ids, Verdict.VERIFIED)
    assert outcome.change.label == "Tag 2 claims verified"
    claims.remove(project, ids[:2])
    assert not claims.remove(project, ids[:2]).rows


def test_one_claim_is_several_of_one(project: Project, article: Article, ids: list[str]) -> None:
    acts: dict[str, Callable[[list[str]], Outcome]] = {
        "Tag claim 2 verified": lambda one: claims.tag(project, one, Verdict.VERIFIED),
        "Status of claim 2": lambda one: fields.set_status(project, one, ClaimStatus.WAITING),
        "Kinds of claim 2": lambda one: fields.add_kind(project, one, ClaimKind.DATE),
        "Clear the verdict of claim 2": lambda one: claims.untag(project, one),
        "Remove claim 2": lambda one: claims.remove(project, one),
    }
    for label, act in acts.items():
        change = act(ids[1:2]).change
        assert (change.label, change.place) == (label, ChangePlace(article.id, ids[1]))


def test_what_makes_no_difference_is_no_change(project: Project, ids: list[str]) -> None:
    fields.set_status(project, ids, ClaimStatus.IN_PROGRESS)
    seq = project.history.latest_seq()
    assert not fields.set_status(project, ids, ClaimStatus.IN_PROGRESS).rows
    assert not claims.untag(project, ids).rows
    assert project.history.latest_seq() == seq


def test_a_dispute_needs_its_reason_and_a_tag_its_author(project: Project, ids: list[str]) -> None:
    with pytest.raises(MissingReason):
        claims.tag(project, ids, Verdict.DISPUTED)
    project.checker = None
    with pytest.raises(InvalidValue):
        claims.tag(project, ids, Verdict.VERIFIED)
    assert project.tags.of_claims(ids) == []
