"""The file that the shown article came from: a change of it on the disk offers a new version.

Programs save a file bit by bit, or write another and give it the name. So a change is looked at
when the file has been still for a moment, in the background, and of a file that is gone or cannot
be read no word is said. While the file is still no timer runs.
"""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QFileSystemWatcher, QObject, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QWidget

from annotator.app.files.presence import Presence, presence_of
from annotator.app.preferences import Preferences
from annotator.app.session.session import Session
from annotator.app.theme.scale import Space, icon_size, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.announcement import announce
from annotator.app.widgets.plain_text import Label
from annotator.app.widgets.timers import make_timer
from annotator.articles.model import Article
from annotator.files.drives import network_kind
from annotator.project import Project

if TYPE_CHECKING:
    from annotator.revisions.service.drafts import FileSeen

_STILL = 700
"""Milliseconds for which a file has to stay as it is before it is read."""

_LEAST_WORDS = 24
"""Letters of width that the words keep beside the buttons."""


class FileChangeBar(QFrame):
    """A line above the text: the file of the article has changed; it takes no focus."""

    asked = Signal()
    """The user wants to see the changes."""
    put_off = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("package")
        self.setAccessibleName("Changed file")
        self._mark, self.words = Label(), Label()
        self.words.setWordWrap(True)
        self.see, self.later = QPushButton("See what changed"), QPushButton("Not now")
        self.later.setObjectName("flat")
        self.see.clicked.connect(self.asked)
        self.later.clicked.connect(self.put_off)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        pad(self._row, Space.LARGE, Space.SMALL)
        self._row.setSpacing(Space.SMALL)
        said, buttons = QHBoxLayout(), QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons = buttons
        said.addWidget(self._mark)
        said.addWidget(self.words, 1)
        buttons.addWidget(self.see)
        buttons.addWidget(self.later)
        buttons.addStretch()
        self._row.addLayout(said, 1)
        self._row.addLayout(buttons)
        self.show_theme(theme)
        self.hide()

    def show_theme(self, theme: Theme) -> None:
        """Show the mark in another theme."""
        drawn = theme.icon("history", theme.text)
        self._mark.setPixmap(drawn.pixmap(icon_size(), icon_size()))

    def tell(self, name: str) -> None:
        """Say that the file of this name has changed."""
        sentence = f"“{name}” has changed on disk."
        if self.isHidden() or self.words.text() != sentence:
            self.words.setText(sentence)
            self.setAccessibleDescription(sentence)
            self.show()
            announce(self, sentence)

    # Qt's events

    def minimumSizeHint(self) -> QSize:
        # with little room the buttons stand below the words, and with less below each other
        least = self.see.sizeHint().width() + 2 * Space.LARGE
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        buttons = self._buttons_width()
        _stack(self._row, is_narrow=self.width() < buttons + letters(_LEAST_WORDS))
        _stack(self._buttons, is_narrow=self.width() < buttons)

    # inner workings

    def _buttons_width(self) -> int:
        buttons = self.see.sizeHint().width() + self.later.sizeHint().width()
        return buttons + Space.SMALL + 2 * Space.LARGE


def _stack(row: QBoxLayout, *, is_narrow: bool) -> None:
    direction = QBoxLayout.Direction
    wanted = direction.TopToBottom if is_narrow else direction.LeftToRight
    if row.direction() != wanted:
        row.setDirection(wanted)


class ArticleFileWatch(QObject):
    """Watches the file of the article that is shown, as far as the user lets it.

    ``wanted`` comes with the file that is to be looked at as a new version.
    """

    wanted = Signal(object)

    def __init__(
        self, session: Session, preferences: Preferences, theme: Theme, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._preferences = preferences
        self.bar = FileChangeBar(theme)
        self._article_id, self._version_id, self._path = "", "", Path()
        self._state = self._offered = ""
        """The state of the file at the last look, and that in which it was edited."""
        self._on_disk = QFileSystemWatcher(self)
        self._rest = make_timer(self, _STILL, once=True)
        self._rest.timeout.connect(self.look)
        self._on_disk.fileChanged.connect(self._stir)
        self._on_disk.directoryChanged.connect(self._stir)
        session.article_chosen.connect(self._follow)
        session.refreshed.connect(self._follow_text)
        self.bar.asked.connect(self._see)
        self.bar.put_off.connect(self._put_off)
        window.installEventFilter(self)

    def show_theme(self, theme: Theme) -> None:
        """Show the bar in another theme."""
        self.bar.show_theme(theme)

    def switch(self, *, on: bool) -> None:
        """Watch the files of articles from now on, or forget them."""
        self._preferences.watches_files = on
        self._follow(self._session.article)

    def file_of(self, article_id: str) -> Path | None:
        """Return the file that an article came from, if it is still there."""
        kept = self._preferences.article_file(article_id)
        if kept is None or presence_of([kept[0]])[kept[0]] is not Presence.THERE:
            return None
        return kept[0]

    def remember(self, paths: Mapping[str, Path]) -> None:
        """Remember the files that articles, or their newest versions, were read from.

        Args:
            paths: The path of each file, by the id of the article.
        """
        self._preferences.keep_article_files(paths)
        article = self._session.article
        if article is not None and article.id in paths:
            self._follow(article)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self.look()
        return False

    def look(self) -> None:
        """Look in the background whether the file is another than it was."""
        article_id, path = self._article_id, self._path
        if not article_id or not self._session.is_open:
            return
        self._session.lookups.run(
            lambda _project: _find(path),
            partial(self._take_state, article_id),
            lambda _error: None,
            key="article file",
        )

    # inner workings

    def _follow(self, article: Article | None) -> None:
        """Watch the file of another article, or none."""
        self._rest.stop()
        self.bar.hide()
        watched = [*self._on_disk.files(), *self._on_disk.directories()]
        if watched:
            self._on_disk.removePaths(watched)
        self._article_id, self._state, self._offered = "", "", ""
        kept = self._preferences.article_file(article.id) if article is not None else None
        if article is not None and kept is not None and self._preferences.watches_files:
            self._article_id, self._version_id = article.id, article.version.id
            self._path = kept[0]
            self.look()

    def _follow_text(self) -> None:
        """Look again if the article has another newest version, as a colleague's or by an undo."""
        article = self._session.article
        if article is not None and self._article_id and article.version.id != self._version_id:
            self._version_id = article.version.id
            self._state = self._offered = ""
            self.look()

    def _stir(self, *_: object) -> None:
        self._rest.start()

    def _take_state(self, article_id: str, found: tuple[str, bool]) -> None:
        state, is_near = found
        if article_id != self._article_id:
            return
        if is_near:
            self._watch()
        if not state:
            self._state = ""
            self.bar.hide()
            return
        kept = self._preferences.article_file(article_id)
        if kept is not None and kept[1] == state:
            self._state, self._offered = state, ""
            self.bar.hide()
        elif state != self._state:
            # it may be written at this very moment
            self._state = state
            self._stir()
        elif state != self._offered:
            self._read(article_id)

    def _watch(self) -> None:
        """Watch the file, and its folder, in which another file may take its name."""
        wanted = {str(self._path), str(self._path.parent)}
        left = wanted - {*self._on_disk.files(), *self._on_disk.directories()}
        if left:
            self._on_disk.addPaths(sorted(left))

    def _read(self, article_id: str) -> None:
        path = self._path
        self._session.jobs.run(
            lambda project: _look(project, article_id, path),
            partial(self._take, article_id, path),
            lambda _error: None,
            key="article file",
        )

    def _take(self, article_id: str, path: Path, found: "FileSeen | None") -> None:
        if (article_id, path) != (self._article_id, self._path) or found is None:
            return
        if found.is_edited:
            self._offered = found.state
            self.bar.tell(path.name)
        else:
            self._preferences.keep_article_file(article_id, path, found.state)
            self._offered = ""
            self.bar.hide()

    def _see(self) -> None:
        self.wanted.emit(self._path)

    def _put_off(self) -> None:
        """Say no more of this state of the file."""
        self.bar.hide()
        self._preferences.keep_article_file(self._article_id, self._path, self._offered)


def _find(path: Path) -> tuple[str, bool]:
    """Return the state of a file, and whether the system tells of its changes."""
    from annotator.revisions.service.drafts import state_of

    # a share that has gone away would block the thread
    if presence_of([path])[path] is not Presence.THERE:
        return "", False
    return state_of(path), not network_kind(path)


def _look(project: Project, article_id: str, path: Path) -> "FileSeen | None":
    from annotator.revisions.service.drafts import look_at_file

    return look_at_file(project, project.articles.get(article_id), path)
