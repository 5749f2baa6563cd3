"""The fields of forms: what was typed, what was chosen, and when it is finished."""

from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLayout, QPlainTextEdit, QVBoxLayout, QWidget

from annotator.appearance import label
from annotator.ui.scale import Space, bare, letters

Member = TypeVar("Member", bound=StrEnum)

_MOST = 12
"""Lines up to which a field grows; then it scrolls."""
_PAUSE = 1500
"""Milliseconds without a key after which what was typed is saved."""


class WordsField(QPlainTextEdit):
    """A field of a few lines that grows with its words and saves as you go.

    ``finished`` comes when the field is left, or the typing rests, and only if the words differ
    from those that are saved. Ctrl+Z belongs to the field while it has the focus.
    """

    finished = Signal(str)

    def __init__(self, name: str, placeholder: str, lines: int = 2) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shown = ""
        self._lines = lines
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PAUSE)
        self._rest.timeout.connect(self.finish)
        self.textChanged.connect(self._typed)

    def words(self) -> str:
        """What was typed, no-break spaces and all."""
        # toPlainText() would turn no-break spaces into spaces
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def show_words(self, words: str, *, of_another: bool = True) -> None:
        """Show words that are saved; typing is only disturbed when they are ``of_another`` thing.

        What was typed and could not be saved stays until it is, too.
        """
        unsaved = self.words() != self._shown
        self._shown = words
        if words != self.words() and (of_another or not unsaved):
            self._rest.stop()
            self.setPlainText(words)

    def finish(self) -> None:
        """Say what was typed, if it differs from what is saved."""
        self._rest.stop()
        words = self.words()
        if words != self._shown:
            self.finished.emit(words)

    def sizeHint(self) -> QSize:
        line = QFontMetrics(self.font()).lineSpacing()
        lines = max(self._lines, min(_MOST, int(self.document().size().height())))
        around = self.height() - self.viewport().height() + 2 * self.document().documentMargin()
        return QSize(letters(16), lines * line + int(around) + 1)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()
        if self.document().size().height() <= _MOST:
            # Qt scrolled to the caret while there was less room
            self.verticalScrollBar().setValue(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finish()
            self.clearFocus()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def _typed(self) -> None:
        self.updateGeometry()
        if self.hasFocus():
            self._rest.start()


def labelled(name: str, field: QWidget) -> QWidget:
    """A field under its label, which a screen reader and Alt+letter lead to."""
    whole = QWidget()
    layout = QVBoxLayout(whole)
    bare(layout, Space.TINY)
    words = QLabel(name)
    words.setObjectName("label")
    words.setBuddy(field)
    layout.addWidget(words)
    layout.addWidget(field)
    return whole


def choice(members: type[StrEnum]) -> QComboBox:
    """A box in which one of the members is chosen, by its label."""
    box = QComboBox()
    for member in members:
        box.addItem(label(member), member.value)
    return box


def chosen(box: QComboBox, members: type[Member]) -> Member:
    """The member that is chosen in a box made by ``choice``."""
    return members(box.currentData())


def problem_line() -> QLabel:
    """A line, hidden as yet, in which a dialog says what cannot be kept."""
    line = QLabel()
    line.setObjectName("problem")
    line.setWordWrap(True)
    line.hide()
    return line


def empty(layout: QLayout) -> None:
    """Take every widget out of a layout and away."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.deleteLater()
