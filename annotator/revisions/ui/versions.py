"""Which version of the article is read: a bar above its text, and the steps to older versions.

The newest version is read unless another is asked for. In an older version claims are read, chosen
and tagged as ever; no claim is marked or moved there.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QVBoxLayout, QWidget

from annotator.app.session.session import Session
from annotator.app.theme.scale import Space, pad
from annotator.app.widgets.announcement import announce
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.plain_text import Label, add_entry, literal
from annotator.articles.model import Version
from annotator.kernel.wording import local_day


def in_short(version: Version) -> str:
    """Return a version as lists name it: number, day, file, and whether it was published."""
    said = [f"Version {version.number}", local_day(version.created_at), version.file_name]
    if version.published_on:
        said.append("published")
    return " · ".join(filter(None, said))


class VersionBar(QFrame):
    """The version that is read, with a list of all; hidden while there is a single version.

    While an older version is read it says so, with the way back.
    """

    asked = Signal(str)
    """A version was chosen, by its id."""
    compare_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("versions")
        self.words, self.newest = Label(), Label()
        self.chooser = QPushButton()
        self.chooser.setObjectName("flat")
        self.menu = QMenu(self.chooser)
        self.menu.setAccessibleName("Versions")
        self.chooser.setMenu(self.menu)
        self.back = QPushButton()
        self.compare = QPushButton("Compare…")
        self.compare.setObjectName("flat")
        self.compare.clicked.connect(self.compare_asked)
        self.back.clicked.connect(lambda: self.asked.emit(""))
        column, row = QVBoxLayout(self), FlowLayout(Space.SMALL)
        pad(column, Space.LARGE, Space.TINY)
        column.addLayout(row)
        for words in (self.words, self.newest):
            # on one line with the buttons beside them
            words.setContentsMargins(0, Space.SMALL, 0, 0)
        for widget in (self.chooser, self.compare, self.words, self.newest, self.back):
            row.addWidget(widget)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_versions(self, versions: Sequence[Version], read: Version | None) -> None:
        """Show the versions of an article.

        Args:
            versions: All versions, the oldest first.
            read: The version that is read; None while no article is chosen.
        """
        self.setVisible(len(versions) > 1 and read is not None)
        if read is None or not versions:
            return
        newest = versions[-1]
        is_older = read.id != newest.id
        self.setProperty("older", is_older)
        for widget in (self, self.words, self.newest):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self.chooser.setText(literal(f"Version {read.number} of {newest.number}"))
        self.chooser.setAccessibleName(f"Version {read.number} of {newest.number} is read")
        self.words.setText(f"You are reading version {read.number}.")
        self.newest.setText(f"Version {newest.number} is the newest.")
        for words in (self.words, self.newest):
            words.setVisible(is_older)
        self.setAccessibleName("Version of the text")
        said = f"{self.words.text()} {self.newest.text()}" if is_older else self.chooser.text()
        self.setAccessibleDescription(said)
        self.back.setText(f"Back to version {newest.number}")
        self.back.setVisible(is_older)
        self._fill(versions, read)

    def _fill(self, versions: Sequence[Version], read: Version) -> None:
        self.menu.clear()
        for version in reversed(versions):
            entry = add_entry(self.menu, in_short(version))
            entry.setCheckable(True)
            entry.setChecked(version.id == read.id)
            entry.triggered.connect(lambda _=False, chosen=version.id: self.asked.emit(chosen))


class VersionController(QObject):
    """Shows which version is read, and goes to older and newer versions."""

    compare_asked = Signal()

    def __init__(self, session: Session, text: QWidget) -> None:
        super().__init__(text)
        self._session = session
        self._text = text
        self.bar = VersionBar()
        self.bar.asked.connect(self._go)
        self.bar.compare_asked.connect(self.compare_asked)
        for signal in (session.article_chosen, session.refreshed, session.closed):
            signal.connect(self._show)
        session.version_chosen.connect(self._tell)

    def older(self) -> None:
        """Read the version before."""
        self._step(-1)

    def newer(self) -> None:
        """Read the version after."""
        self._step(1)

    def _step(self, by: int) -> None:
        versions, reading = self._versions(), self._session.reading
        if reading is None:
            return
        number = [version.id for version in versions].index(reading.version.id) + by
        if 0 <= number < len(versions):
            self._session.choose_version(versions[number].id)
        elif len(versions) == 1:
            self._session.told.emit("This article has a single version.")
        else:
            end = "oldest" if by < 0 else "newest"
            self._session.told.emit(f"Version {reading.version.number} is the {end}.")

    def _go(self, version_id: str) -> None:
        """Read a version; the newest where none is named."""
        if version_id:
            self._session.choose_version(version_id)
        else:
            self._session.read_newest()
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, version: Version | None) -> None:
        self._show()
        versions = self._versions()
        if version is not None and versions:
            announce(self._text, f"{self.bar.accessibleDescription().removesuffix('.')}.")

    def _show(self) -> None:
        reading = self._session.reading
        self.bar.show_versions(self._versions(), reading.version if reading else None)

    def _versions(self) -> list[Version]:
        article = self._session.article
        return self._session.project.articles.versions(article.id) if article else []
