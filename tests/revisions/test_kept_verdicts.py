"""A “not” comes before judged words: their verdict holds nowhere until it is given anew."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from annotator.articles.model import Article, Metadata
from annotator.articles.service import describe_article
from annotator.claims.model import ClaimStatus
from annotator.claims.service.claim_view import read_claim_view
from annotator.claims.service.claims import conclude, confirm, tag
from annotator.claims.verdicts import Standing, Verdict
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.publisher import Publisher
from annotator.reports.service import publisher
from annotator.reports.service.formats import FORMATS, export
from annotator.revisions.service.decisions import accept_place, leave_on_old
from tests.projects import as_another, make_article, make_claim, make_project
from tests.revisions.drafts import revise, waiting

OLD = "It rained all day. The mayor was in town when the bridge fell. Nobody was hurt."
NEW = OLD.replace("was in town", "was not in town")
CONCLUSION = "Confirmed by the register of the town."
Act = Callable[[Project, str], object]


def undecided(project: Project, article_id: str) -> None:
    """Let nobody decide."""


def accepted(project: Project, article_id: str) -> None:
    [wait] = waiting(project, project.articles.get(article_id)).values()
    accept_place(project, wait.id, wait.proposals[0].span)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = make_project(tmp_path / "a.factcheck")
    article = make_article(project, OLD)
    described = Metadata("Bridge", url="https://news.example/a")
    describe_article(project, article, described)
    claim = make_claim(project, article, "in town when the bridge fell")
    tag(project, [claim.id], Verdict.VERIFIED)
    conclude(project, claim, CONCLUSION)
    publisher.put_publisher(project, Publisher("Checker", "https://checker.example/r/1"))
    return project


@pytest.fixture
def article(project: Project) -> Article:
    return project.articles.page()[0]


def written(project: Project, name: str, kind: ReportKind, folder: Path) -> bytes:
    """Return a report in a form of files, as it is exported."""
    form = FORMATS[name]
    target = folder / f"report{form.suffix}"
    export(project, name, target, stated_date=date(2026, 3, 1), choices=ReportChoices(kind))
    return target.read_bytes()


@pytest.mark.parametrize("decide", [undecided, accepted])
def test_no_list_and_no_detail_shows_it_as_holding(
    project: Project, article: Article, decide: Act
) -> None:
    revise(project, article, NEW)
    decide(project, article.id)
    [claim] = project.claims.of_article(article.id)
    row = project.claims.row(claim.id)
    assert row is not None
    assert (row.standing, row.status) == (Standing.OUTDATED, ClaimStatus.OPEN)
    view = read_claim_view(project, claim)
    [own] = view.tags
    assert view.other_words(own) is not None
    assert project.article_lists.progress([article.id])[article.id].checked == 0


@pytest.mark.parametrize("decide", [undecided, accepted])
@pytest.mark.parametrize(
    "name", ["html", "markdown", "csv", "w3c", "quotes", "hypothesis", "claimreview", "doccano"]
)
def test_no_public_report_and_no_export_says_it(
    project: Project, article: Article, decide: Act, name: str, tmp_path: Path
) -> None:
    before = written(project, name, ReportKind.PUBLIC, tmp_path)
    assert CONCLUSION.encode() in before
    revise(project, article, NEW)
    decide(project, article.id)
    after = written(project, name, ReportKind.PUBLIC, tmp_path)
    assert CONCLUSION.encode() not in after


def test_given_anew_it_holds_and_undone_it_does_not(project: Project, article: Article) -> None:
    revise(project, article, NEW)
    accepted(project, article.id)
    [claim] = project.claims.of_article(article.id)

    def standing() -> Standing:
        row = project.claims.row(claim.id)
        assert row is not None
        return row.standing

    confirm(project, claim)
    assert standing() is Standing.VERIFIED
    project.undo()
    assert standing() is Standing.OUTDATED
    project.undo()
    assert standing() is Standing.OUTDATED
    project.undo()
    assert standing() is Standing.VERIFIED
    project.redo()
    assert standing() is Standing.OUTDATED


def test_given_while_nobody_has_placed_it_the_verdict_does_not_hold(
    project: Project, article: Article
) -> None:
    revise(project, article, NEW)
    [claim] = project.claims.of_article(article.id)
    tag(as_another(project, "Ben"), [claim.id], Verdict.UNSUPPORTED)
    row = project.claims.row(claim.id)
    assert row is not None
    assert row.standing is Standing.OUTDATED
    [wait] = waiting(project, article).values()
    leave_on_old(project, wait.id)
    row = project.claims.row(claim.id)
    assert row is not None
    assert row.standing is Standing.DIFFERING


def test_an_older_sentence_that_returns_has_the_verdict_of_its_own_words(
    project: Project, article: Article
) -> None:
    revise(project, article, NEW)
    accepted(project, article.id)
    [claim] = project.claims.of_article(article.id)
    tag(project, [claim.id], Verdict.UNSUPPORTED)
    revise(project, article, OLD)
    accepted(project, article.id)
    row = project.claims.row(claim.id)
    assert row is not None
    # “unsupported” was said of the sentence with the “not”
    assert row.standing is Standing.OUTDATED
