"""After every act, here or elsewhere, every view shows what a window shows that opens then."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from annotator.kernel.changes import Outcome
from annotator.project import Project
from tests.app.desks import open_window
from tests.app.everything import OF_ARTICLES, OF_CLAIMS, OF_SERVICES, OF_SOURCES, Act, fill
from tests.app.views import differences, open_every_page, seen
from tests.projects import make_project

_SERVICES = [*OF_SERVICES.items()]
GROUPS: dict[str, Mapping[str, Act]] = {
    "articles": OF_ARTICLES,
    "claims": OF_CLAIMS,
    "sources": OF_SOURCES,
    **{f"services {n}": dict(_SERVICES[n : n + 11]) for n in range(0, len(_SERVICES), 11)},
}


_STEPS = ("menus", "trail", "palette")
"""Views that show the steps themselves, which an undo does not take away."""
Seen = dict[str, Any]


class _Windows:
    """A window that is worked in, a project elsewhere, and a window opened anew each time."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.path = folder / "project.sqlite"
        project = make_project(self.path)
        fill(project, folder)
        project.close()
        for name in ("here", "there"):
            (folder / name).mkdir()
        self.window = open_window(qtbot, folder / "here", self.path)
        self.fresh = open_window(qtbot, folder / "there")
        self.elsewhere = self.window.session.project.another()
        self.elsewhere.work_as("Anna")
        open_every_page(self.window, "crime")
        self.choose_first()

    def choose_first(self) -> Seen:
        """Choose the first claim of the first article; what is seen then."""
        session = self.window.session
        first = session.project.articles.page()[0]
        session.choose_claim(session.project.claims.of_article(first.id)[0].id)
        return seen(self.window)

    def open_fresh(self) -> Seen:
        """Open the file in the other window, and choose the same there; what is seen then."""
        session, fresh = self.window.session, self.fresh
        assert fresh.open(self.path)
        if session.article is not None:
            fresh.session.choose_article(session.article.id)
        if session.claim is not None:
            fresh.session.choose_claim(session.claim.id, reveal=False)
        open_every_page(fresh, "crime", self.window)
        return seen(fresh)

    def do_elsewhere(self, act: Act) -> Seen:
        """Do something in another program, and let the window look; what is seen then."""
        _done(self.elsewhere, act)
        self.window.session._look_for_others()
        return seen(self.window)

    def do_here(self, act: Act) -> Seen:
        """Do something in the window; what is seen then."""
        session = self.window.session
        assert session.attempt(lambda: _done(session.project, act)) is not None
        return seen(self.window)


@pytest.fixture
def windows(qtbot: QtBot, tmp_path: Path) -> Iterator[_Windows]:
    found = _Windows(qtbot, tmp_path)
    yield found
    found.elsewhere.close()


@pytest.mark.parametrize("group", GROUPS)
def test_every_view_follows_every_act(windows: _Windows, group: str) -> None:
    before, found = windows.choose_first(), list[str]()
    ways = windows.do_elsewhere, windows.do_here
    for number, (name, act) in enumerate(GROUPS[group].items()):
        done = ways[number % 2](act)
        found += _named(name, differences(done, windows.open_fresh()))
        ways[1 - number % 2](Project.undo)
        undone = differences(windows.choose_first(), before, *_STEPS)
        found += _named(f"{name}, undone", undone)
    assert found == []


def _done(project: Project, act: Act) -> Outcome:
    outcome = act(project)
    assert outcome is not None
    assert outcome.rows
    return outcome


def _named(name: str, found: Iterator[str]) -> list[str]:
    return [f"{name}: {each}" for each in found]
