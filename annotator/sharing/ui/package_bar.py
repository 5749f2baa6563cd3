"""Says above the text that what is open is a package for review: from whom, and of what."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from annotator.app.theme.scale import Space, icon_size, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.plain_text import Label
from annotator.kernel.wording import local_day
from annotator.sharing.packages import Package

_BLIND = "Blind: you do not see the tags, and they are not in the file."
_OPEN = "Open: you see the tags and review them."
_REPLY = "This is a finished review. Open your own project and merge this file into it."


class PackageBar(QFrame):
    """A line that stays while a package is open, with the button that sends it back."""

    send_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("package")
        self.setAccessibleName("Package for review")
        self._theme = theme
        self._mark, self.words = Label(), Label()
        self.words.setWordWrap(True)
        self.button = QPushButton("Send back…")
        self.button.clicked.connect(self.send_asked)
        row = QHBoxLayout(self)
        pad(row, Space.LARGE, Space.SMALL)
        row.setSpacing(Space.SMALL)
        row.addWidget(self._mark)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.show_theme(theme)
        self.hide()

    def show_theme(self, theme: Theme) -> None:
        """Show the mark in another theme."""
        self._theme = theme
        drawn = theme.icon("send", theme.text)
        self._mark.setPixmap(drawn.pixmap(icon_size(), icon_size()))

    def show_package(self, package: Package | None) -> None:
        """Say what is open; nothing for an ordinary project."""
        self.setVisible(package is not None)
        if package is not None:
            self.words.setText(in_words(package))
            self.setAccessibleDescription(self.words.text())
            self.button.setVisible(not package.is_reply)


def in_words(package: Package) -> str:
    """A package as it is spoken of."""
    titles = ", ".join(f"“{title}”" for title in package.articles)
    if package.is_reply:
        return f"From {package.sender}, of {titles}, {local_day(package.made_at)}. {_REPLY}"
    kind = _BLIND if package.blind else _OPEN
    return f"For review, from {package.sender}: {titles}, {local_day(package.made_at)}. {kind}"
