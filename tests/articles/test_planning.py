"""By when and by whom articles are checked, what is put away, and the lists of all that."""

from dataclasses import replace

import pytest

from annotator.articles import service
from annotator.articles.model import Article, Draft, Metadata
from annotator.articles.plan import ArticleFilter, ArticleOrder, Assigned, Progress
from annotator.articles.service import add_article
from annotator.claims.service.claims import mark, tag_span
from annotator.claims.verdicts import Verdict
from annotator.kernel.errors import InvalidValue
from annotator.kernel.positions import Span
from annotator.project import Project
from tests.projects import dump

TEXT = "One claim. Two claims. Three claims."


def add(project: Project, title: str, outlet: str = "") -> Article:
    outcome = add_article(project, Draft(TEXT, Metadata(title, outlet=outlet)))
    return project.articles.get(outcome.change.place.article_id)


@pytest.fixture
def three(project: Project) -> list[Article]:
    return [add(project, "Zebra"), add(project, "äpfel", "Post"), add(project, "Banana", "Echo")]


def titles(
    project: Project,
    shown: ArticleFilter | None = None,
    order: ArticleOrder = ArticleOrder.NUMBER,
    *,
    descending: bool = False,
) -> list[str]:
    who = project.checker.id if project.checker else ""
    lists = project.article_lists
    ids = lists.ids(shown or ArticleFilter(), order, who, descending=descending)
    return [row.article.heading for row in lists.page(ids)]


@pytest.mark.usefixtures("three")
def test_articles_come_by_number_unless_asked_otherwise(project: Project) -> None:
    assert titles(project) == ["Zebra", "äpfel", "Banana"]
    assert titles(project, order=ArticleOrder.TITLE) == ["äpfel", "Banana", "Zebra"]
    assert titles(project, descending=True) == ["Banana", "äpfel", "Zebra"]


@pytest.mark.usefixtures("three")
def test_what_has_nothing_to_order_by_comes_last_either_way(project: Project) -> None:
    assert titles(project, order=ArticleOrder.OUTLET) == ["Banana", "äpfel", "Zebra"]
    by_outlet = titles(project, order=ArticleOrder.OUTLET, descending=True)
    assert by_outlet == ["äpfel", "Banana", "Zebra"]


def test_a_due_date_is_one_step_that_can_be_undone(project: Project, three: list[Article]) -> None:
    outcome = service.plan_article(project, three[0], "2026-03-31", None)
    assert outcome.change.label == "Plan “Zebra”: due on 2026-03-31"
    assert project.articles.get(three[0].id).plan.due_on == "2026-03-31"
    project.undo()
    assert project.articles.get(three[0].id).plan.due_on == ""


@pytest.mark.parametrize("day", ["31.3.2026", "2026-02-30", "20260331", "soon"])
def test_what_is_no_day_is_refused(project: Project, three: list[Article], day: str) -> None:
    before = dump(project)
    with pytest.raises(InvalidValue, match="write the day as"):
        service.plan_article(project, three[0], day, None)
    assert dump(project) == before


def test_articles_are_assigned_and_found_by_whom(project: Project, three: list[Article]) -> None:
    service.assign(project, three[1], project.author)
    assert titles(project, ArticleFilter(assigned=Assigned.ME)) == ["äpfel"]
    assert titles(project, ArticleFilter(assigned=Assigned.NOBODY)) == ["Zebra", "Banana"]
    row = project.article_lists.page([three[1].id])[0]
    assert row.assignee == "Anna"
    service.assign(project, three[1], None)
    assert titles(project, ArticleFilter(assigned=Assigned.ME)) == []


def test_what_is_archived_stands_in_a_list_of_its_own(
    project: Project, three: list[Article]
) -> None:
    service.archive(project, three[0])
    assert titles(project) == ["äpfel", "Banana"]
    assert titles(project, ArticleFilter(archived=True)) == ["Zebra"]
    service.archive(project, three[0], away=False)
    assert titles(project) == ["Zebra", "äpfel", "Banana"]


def test_progress_counts_the_checked_claims(project: Project, three: list[Article]) -> None:
    tag_span(project, three[0], Span(0, 9), Verdict.VERIFIED)
    mark(project, three[0], Span(11, 21))
    progress = project.article_lists.progress([a.id for a in three])
    assert progress == {three[0].id: Progress(1, 2)} | {a.id: Progress(0, 0) for a in three[1:]}
    assert titles(project, order=ArticleOrder.PROGRESS, descending=True)[0] == "Zebra"


def test_unfinished_and_overdue_articles_are_found(project: Project, three: list[Article]) -> None:
    tag_span(project, three[0], Span(0, 9), Verdict.VERIFIED)
    for article in three[:2]:
        service.plan_article(project, article, "2026-01-01", None)
    assert titles(project, ArticleFilter(unfinished=True)) == ["äpfel", "Banana"]
    assert titles(project, ArticleFilter(overdue_on="2026-01-02")) == ["äpfel"]
    assert titles(project, ArticleFilter(overdue_on="2026-01-01")) == []
    rows = project.article_lists.page([a.id for a in three[:2]])
    progress = project.article_lists.progress([a.id for a in three])
    counted = [replace(row, progress=progress[row.article.id]) for row in rows]
    assert [row.is_overdue("2026-02-01") for row in counted] == [False, True]
    assert not rows[1].is_overdue("2026-02-01")


@pytest.mark.usefixtures("three")
def test_words_are_looked_for_in_any_case_and_place(project: Project) -> None:
    assert titles(project, ArticleFilter(words="ÄPF")) == ["äpfel"]
    assert titles(project, ArticleFilter(words="ban ECHO")) == ["Banana"]
    assert titles(project, ArticleFilter(words="nothing")) == []


def test_planning_keeps_what_else_is_planned(project: Project, three: list[Article]) -> None:
    service.plan_article(project, three[0], "2026-03-31", None)
    service.assign(project, three[0], project.author)
    service.archive(project, three[0])
    plan = project.articles.get(three[0].id).plan
    assert (plan.due_on, plan.assignee_id, plan.archived) == (
        "2026-03-31",
        project.author.id,
        True,
    )
