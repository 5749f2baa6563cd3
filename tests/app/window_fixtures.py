"""A window on a project with one article, on a real file."""

import tempfile
import tomllib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator import sample_project
from annotator.app.window.main_window import MainWindow
from annotator.articles import service
from annotator.articles.model import Draft, Metadata
from annotator.assets import asset
from annotator.audit.service.reader import PAGE
from annotator.audit.ui.page import TrailPage
from annotator.claims.fields import Claim
from annotator.claims.service import claims as annotating
from annotator.claims.service import fields
from annotator.project import Project
from tests.app.desks import article, drag, open_window, press, span_of
from tests.audit.ui.trails import page
from tests.claims.ui.claim_lists import QUOTES
from tests.evidence.ui.evidence_kept import mark

TEXT = (
    "The harbour of Port Alder was dredged in 1987, the council says.\n\n"
    "Some 4,200 people work there \U0001f469\U0001f3fd\u200d\u2695\ufe0f today, twice as many as "
    "in 2010. It is the largest harbour of the coast.\n\n"
    "وقالت الوزيرة إن الأجور ارتفعت 4٪.\n\n"
    "The mayor, Inés Calder, said: “We never closed a single berth.” Nurses disagree."
) + "\n\n".join(["", *(f"Paragraph {n} adds nothing that anybody could check." for n in range(40))])


def make_file(folder: Path) -> Path:
    """Make a project of Anna's with one article."""
    found = folder / "project.sqlite"
    project = Project.create(found)
    project.work_as("Anna")
    service.add_article(project, Draft(TEXT, Metadata("The harbour", outlet="The Alder Post")))
    project.close()
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_file(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, path: Path) -> MainWindow:
    return open_window(qtbot, tmp_path, path)


@pytest.fixture
def claim(window: MainWindow) -> Claim:
    """A claim that Anna has marked and found unsupported, chosen in the window."""
    drag(window, span_of(window, "dredged in 1987"))
    press(window, "3")
    assert window.session.claim is not None
    return window.session.claim


@pytest.fixture
def claims(window: MainWindow) -> list[str]:
    """Five claims by their numbers, marked from the end of the text to its beginning."""
    project, here = window.session.project, article(window)
    found = []
    for quote in reversed(QUOTES):
        outcome = window.session.attempt(
            partial(annotating.mark, project, here, span_of(window, quote))
        )
        assert outcome is not None
        found.append(outcome.change.place.claim_id)
    return found


@pytest.fixture
def marked(window: MainWindow) -> Claim:
    """A claim that Anna has marked and not yet tagged, chosen in the window."""
    return mark(window, "dredged in 1987")


@pytest.fixture
def long_trail(window: MainWindow, claim: Claim) -> TrailPage:
    """The trail of a claim whose risk was set and taken back many times."""
    project = window.session.project
    for n in range(2 * PAGE + 30):
        fields.set_legal_risk(project, claim, risk=not n % 2)
    return page(window)


@pytest.fixture(scope="session")
def sample() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.sqlite"
        words = asset("samples", "article.txt").read_text(encoding="utf-8")
        answers = tomllib.loads(asset("samples", "sample.toml").read_text("utf-8"))
        sample_project.prepare(path, words, answers)
        yield path


@pytest.fixture
def walked(qtbot: QtBot, tmp_path: Path, sample: Path) -> MainWindow:
    window = open_window(qtbot, tmp_path, sample)
    claims = window.session.project.claims.of_article(article(window).id)
    window.session.choose_claim(claims[0].id)
    return window
