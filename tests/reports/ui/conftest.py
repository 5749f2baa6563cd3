"""What there is to report on, and where reports are written."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.claims.service import queries
from annotator.evidence.model import EvidenceDetails, SourceDetails, SourceRank, SourceType
from annotator.evidence.service import evidence
from annotator.project import Project
from tests.app.desks import drag, press, span_of
from tests.app.window_fixtures import claim, claims, marked, path, sample, walked, window
from tests.reports.projects import make_river, set_fields
from tests.reports.ui.asking import Proposed


@pytest.fixture
def saved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Proposed:
    """The names proposed for files; each is taken as it is, in a folder for the test."""
    names: Proposed = []

    def save(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        names.append(Path(name).name)
        return str(tmp_path / Path(name).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    return names


@pytest.fixture
def second(window: MainWindow, claim: Claim) -> Claim:
    """Another claim, marked and not tagged, with a question to the mayor and to the writer."""
    del claim
    drag(window, span_of(window, "the largest harbour"))
    press(window, "M")
    found = window.session.claim
    assert found is not None
    project = window.session.project
    for whom, question in (("Inés Calder", "Which one?"), ("Jo Writer", "Who says so?")):
        window.session.attempt(partial(queries.ask, project, found, whom, question))
    return found


@pytest.fixture
def linked(window: MainWindow, claim: Claim) -> Claim:
    """A claim with a source that has an address."""
    source = SourceDetails(
        "Register", SourceType.DATA, SourceRank.PRIMARY, url="https://example.org/register"
    )
    details = EvidenceDetails(quotation="In 1987.")
    project = window.session.project
    window.session.attempt(partial(evidence.add_evidence, project, claim, source, details))
    return claim


@pytest.fixture
def river(tmp_path: Path) -> Iterator[Project]:
    project = make_river(tmp_path / "river.annotator")
    claims = project.claims.of_article(project.articles.page()[0].id)
    set_fields(project, claims[2], proposed_wording="The towns spent 212 million marks")
    yield project
    project.close()


__all__ = [
    "claim",
    "claims",
    "linked",
    "marked",
    "path",
    "river",
    "sample",
    "saved",
    "second",
    "walked",
    "window",
]
