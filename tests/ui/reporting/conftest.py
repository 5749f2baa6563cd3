"""What there is to report on, and where reports are written."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from annotator.domain.claim_fields import Claim
from annotator.domain.evidence import EvidenceDetails, SourceDetails, SourceRank, SourceType
from annotator.services import asking, sourcing
from annotator.services.project import Project
from annotator.ui.main_window import MainWindow
from tests.report.projects import make_river, set_fields
from tests.ui.desks import drag, press, span_of
from tests.ui.reporting.asking import Proposed


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
        window.session.attempt(partial(asking.ask, project, found, whom, question))
    return found


@pytest.fixture
def linked(window: MainWindow, claim: Claim) -> Claim:
    """A claim with a source that has an address."""
    source = SourceDetails(
        "Register", SourceType.DATA, SourceRank.PRIMARY, url="https://example.org/register"
    )
    details = EvidenceDetails(quotation="In 1987.")
    project = window.session.project
    window.session.attempt(partial(sourcing.add_evidence, project, claim, source, details))
    return claim


@pytest.fixture
def river(tmp_path: Path) -> Iterator[Project]:
    project = make_river(tmp_path / "river.annotator")
    claims = project.claims.of_article(project.articles.page()[0].id)
    set_fields(project, claims[2], proposed_wording="The towns spent 212 million marks")
    yield project
    project.close()
