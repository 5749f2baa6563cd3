"""A claim with a place that nobody has decided about: open again, and told everywhere as such."""

from pathlib import Path

import pytest

from annotator.app.forms.difference import GIVEN_ON_OLDER_VERSION, OtherWords
from annotator.app.theme.theme import Theme
from annotator.app.widgets.plain_text import Label
from annotator.articles.model import Article, Draft
from annotator.claims.fields import Claim
from annotator.claims.house_rules import HouseRule
from annotator.claims.model import ClaimStatus
from annotator.claims.service import claims
from annotator.claims.service.claim_view import read_claim_view
from annotator.claims.verdicts import Standing, Verdict
from annotator.claims.word_change import told_in_line
from annotator.kernel.word_difference import NOT_LOOKED_AT, UNSEEN, WordDifference
from annotator.project import Project
from annotator.reports.service.formats import export
from annotator.revisions.service import decisions, revision
from tests.projects import TEXT, make_claim
from tests.reports.projects import STATED

QUOTE = "crime fell by a third"


@pytest.fixture
def judged(project: Project, article: Article) -> Claim:
    """A claim that was verified, and whose words another draft has changed."""
    claim = make_claim(project, article, QUOTE)
    claims.tag(project, [claim.id], Verdict.VERIFIED)
    draft = Draft(TEXT.replace(QUOTE, "crime never fell by a third"))
    revision.add_version(project, revision.plan_revision(project, article.id, draft), sure=True)
    return claim


def difference(project: Project, claim: Claim) -> WordDifference | None:
    view = read_claim_view(project, project.claims.get(claim.id))
    assert view.own_tag is not None
    return view.other_words(view.own_tag)


def standing(project: Project, claim: Claim) -> tuple[Standing, ClaimStatus]:
    row = project.claims.row(claim.id)
    assert row is not None
    return row.standing, row.status


def test_the_claim_is_open_and_its_verdict_holds_for_nothing(
    project: Project, judged: Claim
) -> None:
    assert standing(project, judged) == (Standing.OUTDATED, ClaimStatus.OPEN)
    listed = project.claim_lists.rows(judged.article_id, [judged.id])[0]
    assert HouseRule.OTHER_WORDS in listed.rules
    assert HouseRule.OLDER_VERSION not in listed.rules


def test_it_is_told_where_the_verdict_is_shown(project: Project, judged: Claim) -> None:
    found = difference(project, judged)
    assert found is not None
    assert found.is_undecided
    assert told_in_line(found) == f"given on “{QUOTE}”; {NOT_LOOKED_AT}"


@pytest.mark.usefixtures("qapp")
def test_it_is_told_in_the_details(project: Project, judged: Claim) -> None:
    found = difference(project, judged)
    assert found is not None
    shown = OtherWords("Given on other words.", found, Theme("light"))
    words = [label.text() for label in shown.findChildren(Label)]
    assert GIVEN_ON_OLDER_VERSION in words
    assert UNSEEN in words


def test_it_is_told_in_a_report(project: Project, judged: Claim, tmp_path: Path) -> None:
    assert difference(project, judged) is not None
    target = tmp_path / "report.md"
    export(project, "markdown", target, stated_date=STATED)
    assert UNSEEN in target.read_text(encoding="utf-8")


def test_a_place_that_is_accepted_still_needs_a_verdict(project: Project, judged: Claim) -> None:
    (opened,) = decisions.open_placements(project, judged.article_id)
    decisions.accept_place(project, opened.id, opened.proposals[0].span)
    found = difference(project, judged)
    assert found is not None
    assert not found.is_undecided
    assert standing(project, judged) == (Standing.OUTDATED, ClaimStatus.OPEN)
    claims.tag(project, [judged.id], Verdict.UNSUPPORTED)
    assert standing(project, judged)[0] is Standing.UNSUPPORTED


def test_a_claim_that_is_left_keeps_its_verdict(project: Project, judged: Claim) -> None:
    (opened,) = decisions.open_placements(project, judged.article_id)
    decisions.leave_on_old(project, opened.id)
    assert difference(project, judged) is None
    assert standing(project, judged) == (Standing.VERIFIED, ClaimStatus.CHECKED)
    listed = project.claim_lists.rows(judged.article_id, [judged.id])[0]
    assert HouseRule.OLDER_VERSION in listed.rules
