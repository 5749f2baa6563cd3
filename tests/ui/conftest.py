"""A window on a project with one article, on a real file."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.domain.articles import Draft, Metadata
from annotator.domain.claims import Claim
from annotator.services import adding
from annotator.services.project import Project
from annotator.ui.main_window import MainWindow
from tests.ui.desks import drag, open_window, press, span_of

TEXT = (
    "The harbour of Port Alder was dredged in 1987, the council says.\n\n"
    "Some 4,200 people work there \U0001f469\U0001f3fd\u200d\u2695\ufe0f today, twice as many as "
    "in 2010. It is the largest harbour of the coast.\n\n"
    "وقالت الوزيرة إن الأجور ارتفعت 4٪.\n\n"
    "The mayor, Inés Calder, said: “We never closed a single berth.” Nurses disagree."
) + "\n\n".join(["", *(f"Paragraph {n} adds nothing that anybody could check." for n in range(40))])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "project.sqlite"
    project = Project.create(found)
    project.work_as("Anna")
    adding.add_article(project, Draft(TEXT, Metadata("The harbour", outlet="The Alder Post")))
    project.close()
    return found


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
