"""The last position of the window and in each project: article, place in the text, and claim.

The window and its splitters are put back at the next start.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QMainWindow, QMenu, QSplitter, QWidget

from annotator.app.files.presence import Presence, presence_of
from annotator.app.preferences import Preferences
from annotator.app.session.session import Session
from annotator.app.widgets.plain_text import literal, tip
from annotator.articles.model import Article
from annotator.backups.service.list import has_backups
from annotator.claims.ui.text.reading_text import ReadingText
from annotator.kernel.file_names import project_title

_SAID = {
    Presence.THERE: "",
    Presence.GONE: " – not found",
    Presence.CLOSED: " – no permission to read it",
    Presence.SILENT: " – the disk does not respond",
}

Open = Callable[[Path], object]


class RecentMenu(QMenu):
    """The projects opened last, the newest first; a missing project says so."""

    def __init__(self, parent: QWidget, preferences: Preferences, open_project: Open) -> None:
        super().__init__("Open rec&ent", parent)
        self._preferences = preferences
        self._open = open_project
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Show the list as it is now."""
        self.clear()
        found = presence_of(self._preferences.recent)
        for number, (path, presence) in enumerate(found.items(), start=1):
            self._add(number, path, presence)
        if self.isEmpty():
            self.addAction("No recent projects").setEnabled(False)
            return
        self.addSeparator()
        self.addAction("&Clear list").triggered.connect(self._preferences.forget_recent)
        self.setToolTipsVisible(True)

    def _add(self, number: int, path: Path, presence: Presence) -> None:
        words = f"&{number % 10}  {literal(project_title(path.name))}"
        returns = presence is Presence.GONE and has_backups(path)
        action = self.addAction(words + _SAID[presence] + (", but has backups" * returns))
        # a share may have come back by the time somebody chooses
        action.setEnabled(presence is not Presence.GONE or returns)
        action.setToolTip(tip(str(path)))
        action.triggered.connect(lambda _=False: self._open(path))


def recent_buttons(preferences: Preferences, open_project: Open) -> dict[str, Callable[[], object]]:
    """Return buttons for the projects opened last that are still there, by their words."""
    found: dict[str, Callable[[], object]] = {}
    for path, presence in presence_of(preferences.recent).items():
        if presence is Presence.THERE and len(found) < 3:
            found[f"{project_title(path.name)}  –  {path.parent}"] = partial(open_project, path)
    return found


_TITLE, _SIDES = 40, 16
"""Pixels of the screen kept for the window's title, and for its frame at both sides."""


def fit(window: QMainWindow, room: QRect) -> None:
    """Let the whole window be on the screen, down to the status bar."""
    window.resize(window.size().boundedTo(room.adjusted(0, 0, -_SIDES, -_TITLE).size()))
    if not room.contains(window.frameGeometry()):
        window.move(room.topLeft())


def is_larger(window: QMainWindow, room: QRect) -> bool:
    """Return whether a part of a window is beyond the screen, while it does not fill the screen."""
    fills = window.isMaximized() or window.isFullScreen()
    return not fills and window.size() != window.size().boundedTo(room.size())


def put_back(window: QMainWindow, preferences: Preferences) -> None:
    """Let the window and its named splitters stand where they stood."""
    if not preferences.window.isEmpty():
        window.restoreGeometry(preferences.window)
    for split in _named(window):
        split.restoreState(preferences.split(split.objectName()))


def keep(window: QMainWindow, preferences: Preferences, *, splits: bool) -> None:
    """Remember where the window stands; with ``splits``, its splitters too."""
    preferences.window = window.saveGeometry()
    for split in _named(window) if splits else ():
        preferences.keep_split(split.objectName(), split.saveState())


def _named(window: QMainWindow) -> Iterator[QSplitter]:
    return (split for split in window.findChildren(QSplitter) if split.objectName())


class LastPosition:
    """Remembers where the user was when a project is closed, and goes there when it is opened."""

    def __init__(self, session: Session, view: ReadingText, preferences: Preferences) -> None:
        self._session = session
        self._view = view
        self._preferences = preferences
        self._shown = ""
        self._reads_older = False
        self._tops: dict[str, int] = {}
        session.closing.connect(self.remember)
        session.article_chosen.connect(self._arrive)
        session.version_chosen.connect(lambda _version: self._arrive(session.article))

    def leave(self) -> None:
        """Keep the reading place in the shown article, before another text takes its place.

        That is the place in its newest version.
        """
        if self._shown and not self._reads_older:
            # the one left last is the last
            self._tops.pop(self._shown, None)
            self._tops[self._shown] = self._view.top()

    def remember(self) -> None:
        """Keep where the user is now."""
        session, path = self._session, str(self._session.project.path)
        if session.article is not None:
            claim = session.claim.id if session.claim else ""
            self.leave()
            place = (session.article.id, str(self._tops.get(self._shown, 0)), claim)
            self._preferences.keep_place(path, place)
            self._preferences.keep_tops(path, self._tops)
        self._tops, self._shown = {}, ""

    def go_on(self) -> bool:
        """Go where the user was; False when that is not known, or is gone."""
        path = str(self._session.project.path)
        self._tops = self._preferences.tops(path)
        place = self._preferences.place(path)
        if place is None:
            return False
        article_id, top, claim_id = place
        # either may have been removed since, in another window
        if not self._session.choose_article(article_id, silent=True):
            return False
        if claim_id and not self._session.choose_claim(claim_id, reveal=False, silent=True):
            return True
        if top.isdigit():
            self._view.show_from(int(top))
        return True

    def _arrive(self, article: Article | None) -> None:
        self._shown = article.id if article is not None else ""
        self._reads_older = self._session.reads_older
        if self._shown in self._tops and not self._reads_older:
            self._view.show_from(self._tops[self._shown])
