"""A word that no list of this version has is shown as it is, wherever it comes to be in a file."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.app.session.undo_controller import step_words
from annotator.app.window.main_window import MainWindow
from annotator.audit.model import TrailScope
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.service import formats
from tests.app.desks import article, open_window
from tests.audit.ui.trails import entries, page, switch
from tests.hostile.attackers import plant
from tests.hostile.drawn import amiss, menus, show_tips
from tests.hostile.marked_up import marked_up

DAY = date(2026, 1, 5)
PLANTED = {
    "claims": [
        """UPDATE claims SET status = 'settled', kinds = 'number gossip', error_kind = 'tone',
        resolution = 'vanished', importance = 9, legal_risk = 7""",
        "UPDATE tags SET verdict = 'doubtful', reason = NULL",
        "UPDATE contacts SET terms = 'whispered', outcome = 'vanished'",
        "UPDATE articles SET found = 'mood title'",
    ],
    "sources": [
        "UPDATE claims SET importance = -1",
        "UPDATE tags SET verdict = 'disputed', reason = 'mood'",
        "UPDATE sources SET type = 'dream', rank = 'rumour', confidential = 5",
        "UPDATE evidence SET stance = 'hints'",
        "UPDATE changes SET kind = 'dreamt'",
    ],
    "rulings": [
        "UPDATE queries SET status = 'lost'",
        "UPDATE rulings SET verdict = 'doubtful', reason = NULL",
        "UPDATE reviews SET reviewed_at = 'soon'",
    ],
    "reviews": ["UPDATE reviews SET decision = 'shrug'"],
    "standings": ["UPDATE standings SET standing = 'weighed'"],
}
"""Words that no list has, together where none of them takes the place in which another shows."""


@pytest.fixture(params=PLANTED)
def planted(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A file that is taken for one that is known, with such words in it."""
    path, _ = marked_up(tmp_path)
    plant(path, *PLANTED[request.param])
    monkeypatch.setattr("annotator.storage.opening.examine_readable", lambda *_: True)
    if request.param == "standings":
        # as a later version leaves its index, while the file is open here
        monkeypatch.setattr("annotator.storage.standings.make_anew", lambda *_: None)
    return path


def test_every_view_goes_on(qtbot: QtBot, tmp_path: Path, planted: Path) -> None:
    window = open_window(qtbot, tmp_path, planted)
    _walk(window)
    for claim in window.session.project.claims.of_article(article(window).id):
        window.session.choose_claim(claim.id)
        _walk(window)
    found = page(window)
    for scope in TrailScope:
        switch(found, scope)
        assert entries(found)
    _walk(window)
    window.close()


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("Tag claim 3 doubtful", "Claim 3 tagged doubtful."),
        ("Tag 12 claims doubtful", "12 claims tagged doubtful."),
        ("Settle claim 3 as doubtful", "Claim 3 settled as doubtful."),
    ],
)
def test_a_step_with_an_unknown_verdict_is_told(step: str, told: str) -> None:
    assert step_words(step) == told


def _walk(window: MainWindow) -> None:
    QApplication.processEvents()
    window.grab()
    show_tips(window)
    amiss(window)
    menus(window)


@pytest.mark.parametrize("form", ["html", "markdown", "csv"])
def test_every_report_goes_on(tmp_path: Path, planted: Path, form: str) -> None:
    project = Project.open(planted)
    for kind in ReportKind:
        target = tmp_path / f"{kind.value}.{form}"
        formats.export(project, form, target, stated_date=DAY, choices=ReportChoices(kind=kind))
    project.close()
