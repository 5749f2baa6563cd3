"""Planning the work on articles: by when, by whom, and what is put away. Each act is one change.

Every act raises ``NotFound`` when the article is gone, and ``ProjectError`` when the file cannot be
written; then nothing was changed.
"""

from dataclasses import replace
from typing import Any

from annotator.articles.model import Article, Plan
from annotator.articles.plan import check_day
from annotator.kernel.changes import Outcome, Place
from annotator.people.model import Checker
from annotator.project import Project


def plan_article(
    project: Project, article: Article, due_on: str, checker: Checker | None
) -> Outcome:
    """Say by when and by whom an article is checked; an empty day for no date.

    Raises:
        InvalidValue: the day is no ISO date.
    """
    check_day("Due", due_on)
    who = f", for {checker.name}" if checker else ""
    when = f"due on {due_on}" if due_on else "no due date"
    label = f"Plan “{article.heading}”: {when}{who}"
    return _plan(project, article, label, due_on=due_on, assignee_id=checker.id if checker else "")


def assign(project: Project, article: Article, checker: Checker | None) -> Outcome:
    """Say who checks an article; ``None`` for nobody."""
    label = f"Assign “{article.heading}” to {checker.name if checker else 'nobody'}"
    return _plan(project, article, label, assignee_id=checker.id if checker else "")


def archive(project: Project, article: Article, *, away: bool = True) -> Outcome:
    """Put an article away, or take it out of the archive again; nothing of it is lost."""
    verb = "Archive" if away else "Unarchive"
    return _plan(project, article, f"{verb} “{article.heading}”", archived=away)


def _plan(project: Project, article: Article, label: str, **values: Any) -> Outcome:
    with project.change(label) as change:
        current: Plan = project.articles.get(article.id).plan
        change.articles.set_plan(article.id, replace(current, **values))
        change.describe(label, Place(article.id))
    return change.outcome
