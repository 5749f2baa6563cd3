"""A project with a colleague’s tags, and the window in review mode on it."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.claims.highlights import find_quote
from annotator.claims.service import claims as annotating
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.project import Project
from tests.app.desks import open_window, press
from tests.app.window_fixtures import TEXT, claim, claims, make_file, marked
from tests.review.ui.reading import QUOTES


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Ben has tagged three claims, and Anna, who reviews, one of them."""
    path = make_file(tmp_path)
    project = Project.open(path)
    project.work_as("Ben")
    found = project.articles.page()[0]
    for quote in QUOTES:
        annotating.tag_span(
            project, found, find_quote(TEXT, quote), Verdict.VERIFIED, None, f"So: {quote}."
        )
    project.work_as("Anna")
    claim = project.claims.of_article(found.id)[1]
    annotating.tag(project, [claim.id], Verdict.DISPUTED, DisputeReason.MISLEADING)
    annotating.conclude(project, claim, "Not all of them.")
    project.close()
    return path


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, path: Path) -> MainWindow:
    """Review mode, on the first claim that waits."""
    found = open_window(qtbot, tmp_path, path)
    press(found, "F8", "G")
    return found


__all__ = ["claim", "claims", "marked", "path", "window"]
