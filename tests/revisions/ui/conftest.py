"""A window on an article with five claims, and a second draft of it in a file."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.articles import service
from annotator.articles.model import Draft, Metadata
from annotator.claims.highlights import find_quote
from annotator.claims.service import claims as annotating
from annotator.claims.verdicts import Verdict
from annotator.project import Project
from tests.app.desks import open_window, until
from tests.app.window_fixtures import path

__all__ = ["path"]

OLD = (
    "The tower is 300 m tall. The council voted in spring.\n\n"
    "Crime fell by a third, the police say. The mayor calls that a success.\n\n"
    "The museum opens at ten. The ferry carried a million people.\n\n"
    "The museum opens at ten. Nobody was hurt.\n"
)
NEW = (
    "The mast is 300 m tall. The council voted in spring.\n\n"
    "Nobody was hurt.\n\n"
    "Crime fell by a quarter, the police say.\n\n"
    "The museum opens at ten. The museum opens at ten.\n\n"
    "The ferry carried a million people.\n"
)
QUOTES = (
    "300 m tall",
    "fell by a third",
    "a success",
    "The museum opens at ten",
    "a million people",
)
"""Claims whose sentence changed, whose words changed, cut, at several places, and unchanged."""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A second draft, in which the claims fare as ``QUOTES`` says."""
    file = tmp_path / "draft.txt"
    file.write_text(NEW, encoding="utf-8")
    return file


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, path: Path) -> MainWindow:
    """A window on the article, in which Anna has verified each of the five claims."""
    with_claims(path)
    shown = open_window(qtbot, tmp_path, path)
    article = next(a for a in shown.session.project.articles.page() if a.heading == "The tower")
    shown.session.choose_article(article.id)
    return shown


def with_claims(path: Path) -> None:
    """Add the article with its claims to a project."""
    project = Project.open(path)
    project.work_as("Anna")
    draft = Draft(OLD, Metadata("The tower", language="en"))
    added = service.add_article(project, draft).change.place.article_id
    article = project.articles.get(added)
    for quote in QUOTES:
        annotating.mark(project, article, find_quote(OLD, quote))
    ids = [claim.id for claim in project.claims.of_article(article.id)]
    annotating.tag(project, ids, Verdict.VERIFIED)
    project.close()


def until_idle(window: MainWindow) -> None:
    """Let all that the window reads in the background arrive."""
    until(lambda: not window.session.jobs.is_at_work and window.session.work.task is None)
