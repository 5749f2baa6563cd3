"""A bar that tells something without stopping the work."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from annotator.ui.announcing import announce
from annotator.ui.flow import FlowLayout
from annotator.ui.plain_text import Label
from annotator.ui.scale import Space, icon_size, pad
from annotator.ui.theme import Theme

_BRIEF = 5000


class NoticeBar(QFrame):
    """One sentence, with a button where there is something to do about it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._kind = "info"
        self._mark = Label()
        self.setObjectName("notice")
        self.setAccessibleName("Notice")
        self.words = Label()
        self.words.setWordWrap(True)
        self.button = QPushButton()
        self._close = QPushButton("Dismiss")
        self._close.setObjectName("flat")
        self._act: Callable[[], object] | None = None
        self._brief = QTimer(self)
        self._brief.setSingleShot(True)
        self._brief.setInterval(_BRIEF)
        self._brief.timeout.connect(self.hide)
        self.others: list[QPushButton] = []
        """Buttons for what else can be done."""
        self._row = QHBoxLayout()
        self._choices = FlowLayout(Space.SMALL)
        self._lay_out()
        self.button.clicked.connect(lambda: self._do(self._act))
        self._close.clicked.connect(self.hide)
        self.hide()

    def show_theme(self, theme: Theme) -> None:
        """Show the mark of a warning in another theme."""
        self._theme = theme
        warns = self._kind == "warning"
        name, colour = ("warning", theme.warning) if warns else ("details", theme.text)
        drawn = theme.icon(name, colour)
        self._mark.setPixmap(drawn.pixmap(icon_size(), icon_size()))

    def tell(self, sentence: str) -> None:
        """Show a sentence for a few seconds."""
        self._show(sentence, "info", "", None)
        self._brief.start()

    def offer(self, sentence: str, label: str, act: Callable[[], object]) -> None:
        """Show a sentence with something that can be done."""
        self._show(sentence, "info", label, act)

    def warn(self, sentence: str, label: str = "", act: Callable[[], object] | None = None) -> None:
        """Show what went wrong until it is dismissed or mended."""
        self._show(sentence, "warning", label, act)

    def ask(self, sentence: str, offers: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """Show what went wrong with everything that can be done about it, a button each.

        Several buttons have a line of their own, and leave the width to the sentence.
        """
        (label, act), *others = offers
        self._show(sentence, "warning", label, act)
        if others:
            self._choices.addWidget(self.button)
        for words, other in others:
            button = QPushButton(words)
            button.clicked.connect(lambda _=False, other=other: self._do(other))
            self._choices.addWidget(button)
            self.others.append(button)

    def warn_also(self, sentence: str) -> None:
        """Show a further warning after the one that is shown, whose button stays."""
        warned = not self.isHidden() and self._kind == "warning"
        before = f"{self.words.text()} " if warned else ""
        label, act = (self.button.text(), self._act) if warned else ("", None)
        self.warn(before + sentence, label, act)

    def forget(self) -> None:
        """Go away, and keep nothing of what was said or offered."""
        self.tell("")
        self.hide()

    def _show(self, sentence: str, kind: str, label: str, act: Callable[[], object] | None) -> None:
        self._brief.stop()
        for button in self.others:
            button.hide()
            button.deleteLater()
        self.others.clear()
        self._row.removeWidget(self.button)
        self._row.insertWidget(self._row.count() - 1, self.button)
        self._act = act
        self.words.setText(sentence)
        self.setAccessibleDescription(sentence)
        announce(self, sentence, urgent=kind == "warning")
        self.button.setText(label)
        self.button.setVisible(act is not None)
        self._kind = kind
        self.setProperty("kind", kind)
        self.show_theme(self._theme)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()

    def _lay_out(self) -> None:
        lines = QVBoxLayout(self)
        pad(lines, Space.LARGE, Space.SMALL)
        lines.setSpacing(Space.SMALL)
        row = self._row
        row.setSpacing(Space.SMALL)
        row.addWidget(self._mark)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        row.addWidget(self._close)
        lines.addLayout(row)
        lines.addLayout(self._choices)

    def _do(self, act: Callable[[], object] | None) -> None:
        self.hide()
        if act is not None:
            act()
