"""A checked article is published, the page changes, and readers are told how.

The published text is marked at the window; the changed page comes in as a new version, which asks
for a note on each change. The notes are written by keys and printed; no verdict is published on
words that were not judged.
"""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.articles.model import Draft
from annotator.claims.service import claims
from annotator.claims.verdicts import Standing, Verdict
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.entries.report import Report
from annotator.reports.service.report import build
from annotator.revisions.service.revision import add_version, plan_revision
from annotator.revisions.ui.corrections_dialog import CorrectionsDialog
from annotator.revisions.ui.publication_dialog import PublicationDialog
from tests.app.desks import answering, article, open_window, press, until
from tests.conftest import Annotator
from tests.projects import make_article, make_claim, make_project
from tests.reports.projects import STATED
from tests.reports.test_document import bare, in_html

PRINTED = (
    "The tower is 300 m high. It was built in two years. It cost 4 million. Nobody lives there."
)
CHANGED = "Cranes stood by. The mast is 300 m high. It was built in two years. Nobody lives there."
PAGE = "https://news.example/tower"


@pytest.fixture
def checked(tmp_path: Path) -> Path:
    """Three claims of an article, all verified by Anna."""
    path = tmp_path / "tower.annotator"
    project = make_project(path)
    found = make_article(project, PRINTED, "The tower")
    for words in ("300 m", "two years", "4 million"):
        claims.tag(project, [make_claim(project, found, words).id], Verdict.VERIFIED)
    project.close()
    return path


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, checked: Path) -> MainWindow:
    return open_window(qtbot, tmp_path, checked)


def publish(window: MainWindow) -> None:
    def mark(dialog: PublicationDialog) -> None:
        dialog.day.setText("2026-01-05")
        dialog.url.setText(PAGE)
        press(dialog, "Return")

    timer = answering(PublicationDialog, mark)
    window.menus.actions["publish"].trigger()
    until(lambda: not timer.isActive())
    assert article(window).version.published_url == PAGE


def bring_in(window: MainWindow) -> None:
    """Add the page as it reads today."""
    project = window.session.project
    plan = plan_revision(project, article(window).id, Draft(CHANGED))
    window.session.attempt(lambda: add_version(project, plan))


def write_notes(window: MainWindow) -> None:
    """A correction of the tower, an update, and a sentence that went without a reason to tell."""

    def write(dialog: CorrectionsDialog) -> None:
        while dialog.about.text().startswith(("1 ", "2 ", "3 ")):
            before = dialog.about.text()
            if dialog.old.toPlainText().startswith("It cost"):
                dialog.kind.setCurrentIndex(dialog.kind.count() - 1)
                dialog.note.setFocus()
                QTest.keyClicks(dialog.note, "The sum stands in another article.")
            press(dialog, "Ctrl+Return")
            until(partial(_differs, dialog, before))
        press(dialog, "Escape")

    timer = answering(CorrectionsDialog, write)
    window.menus.actions["corrections"].trigger()
    until(lambda: not timer.isActive() and window.session.work.task is None)


def _differs(dialog: CorrectionsDialog, before: str) -> bool:
    return dialog.about.text() != before


def test_readers_are_told_of_each_change_and_of_no_verdict_on_it(
    window: MainWindow, checked: Path, annotator: Annotator, tmp_path: Path
) -> None:
    publish(window)
    bring_in(window)
    until(window.status.corrections.isVisible)
    asked = "changes of the published text have no correction note yet"
    until(lambda: asked in window.notice.words.text())
    write_notes(window)
    until(lambda: not window.status.corrections.isVisible())
    project = window.session.project
    told = in_html(report(project, ReportKind.PUBLISHED))
    for said in (
        "An earlier version of this article said “The tower is 300 m high.” It now says “The mast "
        "is 300 m high.”",
        "These words were added: “Cranes stood by.”",
        PAGE,
    ):
        assert bare(said) in told
    assert bare("4 million") not in told
    page = in_html(report(project, ReportKind.PUBLIC))
    # the figure stays and its sentence does not, so that nobody has judged it there
    assert shown(project, ReportKind.PUBLIC) == {
        "two years": Standing.VERIFIED,
        "4 million": Standing.VERIFIED,
    }
    assert bare("Cut in version 2. The words are those of version 1, published on") in page
    assert shown(project, ReportKind.INTERNAL)["300 m"] is Standing.OUTDATED
    window.close()
    done = annotator("corrections", checked, "--html", tmp_path / "notes.html")
    assert done.returncode == 0, done.stderr
    assert "It now says" in (tmp_path / "notes.html").read_text(encoding="utf-8")


def report(project: Project, kind: ReportKind) -> Report:
    return build(project, stated_date=STATED, choices=ReportChoices(kind))


def shown(project: Project, kind: ReportKind) -> dict[str, Standing]:
    (found,) = report(project, kind).articles
    return {entry.words: entry.standing for entry in found.claims}
