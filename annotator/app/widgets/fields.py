"""The fields of forms: typed words, choices, and the moment when they are finished."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar
from uuid import uuid4

from PySide6.QtCore import QEvent, QMimeData, QObject, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from annotator.app.theme.scale import Space, clear_margins, letters
from annotator.app.widgets.announcement import announce
from annotator.app.widgets.day_field import DayField, DayMeaning
from annotator.app.widgets.plain_text import Label
from annotator.app.widgets.timers import make_timer
from annotator.appearance import label

_PAUSE = 1500
"""Milliseconds without a key after which typed words are saved."""
_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""Why the focus goes only to come back; another program's window may be in front for long, too."""


class FieldSaver(QObject):
    """The words in a single field beside the words that are saved.

    ``due`` comes with the words when they are to be saved, and only if they differ from the saved
    words. ``typing`` is an id for all words typed until the field is left: they are a single step
    to undo, however often the typing rested.
    """

    due = Signal(str)

    def __init__(
        self, field: QWidget, read: Callable[[], str], put: Callable[[str], object]
    ) -> None:
        super().__init__(field)
        self._field, self._read, self._put = field, read, put
        self._saved = ""
        self.typing = uuid4().hex
        self._rest = make_timer(self, _PAUSE, once=True)
        self._rest.timeout.connect(self.finish)

    @property
    def is_saved(self) -> bool:
        """Whether the words in the field are the saved words."""
        return self._read() == self._saved

    def show(self, words: str, *, of_another: bool) -> None:
        """Show saved words; typing is only disturbed when they are ``of_another`` object.

        Typed words that could not be saved stay until they are saved, too.
        """
        replace = of_another or self.is_saved
        self._saved = words
        if of_another:
            self._rest.stop()
            self.typing = uuid4().hex
        if replace and words != self._read():
            self._rest.stop()
            self._put(words)

    def take_up(self, words: str) -> None:
        """Show words that could not be saved before, to be saved when the typing rests."""
        self._put(words)
        self._rest.start()

    def finish(self) -> None:
        """Emit the typed words, if they differ from the saved words."""
        self._rest.stop()
        if not self.is_saved:
            self.due.emit(self._read())

    def typed(self) -> None:
        """Begin to wait for the typing to rest."""
        if self._field.hasFocus():
            self._rest.start()

    def left(self, event: QFocusEvent) -> None:
        """Save the typed words, since the focus goes elsewhere; the next words are another step."""
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.finish()
        if self.is_left_by(event):
            self.typing = uuid4().hex

    @staticmethod
    def is_left_by(event: QFocusEvent) -> bool:
        """Return whether the focus goes from the field for more than a moment."""
        return event.reason() not in _PASSING


class SavedField:
    """The common part of fields that save as you go; each of them makes its own ``saving``."""

    saving: FieldSaver

    @property
    def is_saved(self) -> bool:
        """Whether the words in the field are the saved words."""
        return self.saving.is_saved

    @property
    def typing(self) -> str:
        """The id of the stretch of typing that goes on; see ``FieldSaver``."""
        return self.saving.typing

    def show_words(self, words: str, *, of_another: bool = True) -> None:
        """Show saved words; typing is only disturbed when they are ``of_another`` object.

        Typed words that could not be saved stay until they are saved, too.
        """
        self.saving.show(words, of_another=of_another)

    def take_up(self, words: str) -> None:
        """Show words that could not be saved before, to be saved when the typing rests."""
        self.saving.take_up(words)

    def finish(self) -> None:
        """Emit the typed words, if they differ from the saved words."""
        self.saving.finish()


Member = TypeVar("Member", bound=StrEnum)

_MOST = 12
"""Lines up to which a field grows; then it scrolls."""


class WordsField(QPlainTextEdit, SavedField):
    """A field of a few lines that grows with its words and saves as you go.

    ``finished`` comes when the field is left, or the typing rests, and only if the words differ
    from the saved words. Ctrl+Z belongs to the field while it has the focus.
    """

    finished = Signal(str)

    def __init__(self, name: str, placeholder: str, lines: int = 2) -> None:
        super().__init__()
        self.is_quoted = False
        """Whether the words are a quotation, to be kept letter by letter, mistakes and all."""
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines = lines
        self.saving = FieldSaver(self, self.words, self.setPlainText)
        self.saving.due.connect(self.finished)
        self.textChanged.connect(self._typed)

    def words(self) -> str:
        """Return the typed words, no-break spaces and all."""
        # toPlainText() would turn no-break spaces into spaces
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return the words that are copied or dragged away, no-break spaces and all."""
        data = QMimeData()
        words = self.textCursor().selectedText()
        data.setText(words.replace("\u2029", "\n").replace("\u2028", "\n"))
        return data

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
        self.saving.left(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finish()
            event.ignore()  # what it lies in goes on from here
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def _typed(self) -> None:
        self.updateGeometry()
        self.saving.typed()


class SentenceField(WordsField):
    """A field for a sentence: Enter saves it and leaves; Shift+Enter begins a new line."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.finish()
            self.left.emit()
            return
        super().keyPressEvent(event)


class LineField(QLineEdit, SavedField):
    """A field of a single line that saves as you go, as a ``WordsField`` does; Enter saves now."""

    finished = Signal(str)
    entered = Signal()

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.saving = FieldSaver(self, self.text, self._put)
        self.saving.due.connect(self.finished)
        self.textChanged.connect(self.saving.typed)
        self.returnPressed.connect(self.finish)

    def words(self) -> str:
        """Return the typed words."""
        return self.text()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.saving.left(event)

    def _put(self, words: str) -> None:
        self.setText(words)
        self.setCursorPosition(0)


class DayLineField(LineField):
    """A line for a day that saves as you go: once it is left, a day stands there in ISO form.

    Words that mean no day stay as they were typed.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name, "")
        self.meaning = DayMeaning(self, partial=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self.saving.is_left_by(event):
            self._put_in_order()
        super().focusOutEvent(event)

    def finish(self) -> None:
        """Emit the typed day, if it differs from the saved day."""
        self._put_in_order()
        super().finish()

    def _put_in_order(self) -> None:
        if not self.is_saved:
            self.setText(self.meaning.day())


class FilterLine(QLineEdit):
    """A line whose words narrow down a list: they are no loss when it goes away."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setClearButtonEnabled(True)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undoes = event.matches(QKeySequence.StandardKey.Undo)
            redoes = event.matches(QKeySequence.StandardKey.Redo)
            if (undoes and not self.isUndoAvailable()) or (redoes and not self.isRedoAvailable()):
                # with nothing of its own to take back, the line leaves the key to the project
                event.ignore()
                return True
        return super().event(event)


class Composer(WordsField):
    """A field for a new entry: ``finished`` comes with Enter, and it is empty once that is kept.

    Shift+Enter begins a new line. Words typed and not entered stay a draft, which is never saved by
    itself. ``kept`` comes when the entered words are saved while the focus is here.
    """

    kept = Signal()

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__(name, placeholder, 1)

    @property
    def is_saved(self) -> bool:
        """Whether the field holds no words that would be lost."""
        return not self.words().strip()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        QPlainTextEdit.focusOutEvent(self, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.enter()
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()  # the window leads back to the text
            return
        super().keyPressEvent(event)

    def take_as_saved(self, words: str) -> None:
        """Be empty again, unless other words were typed since."""
        if self.words().strip() == words:
            self.show_words("")
            if self.hasFocus():
                self.kept.emit()

    def take_up(self, words: str) -> None:
        """Show a draft again."""
        self.setPlainText(words)

    def enter(self) -> None:
        """Emit the typed words, if there are any."""
        if self.words().strip():
            self.finished.emit(self.words().strip())

    def finish(self) -> None:
        """Leave a draft as it is: only Enter saves it."""

    def _typed(self) -> None:
        self.updateGeometry()


def label_field(name: str, field: QWidget) -> QWidget:
    """Return a field under its label, which a screen reader and Alt+letter lead to."""
    whole = QWidget()
    layout = QVBoxLayout(whole)
    clear_margins(layout, Space.TINY)
    words = Label(name)
    words.setObjectName("label")
    words.setBuddy(field)
    layout.addWidget(words)
    layout.addWidget(field)
    if isinstance(field, DayField | DayLineField):
        field.meaning.stand_below()
        layout.addWidget(field.meaning)
    return whole


class ChoiceBox(QComboBox):
    """A box whose list has rows to aim at; the mouse wheel turns it only once it has the focus."""

    def __init__(self) -> None:
        super().__init__()
        # the delegate that Qt gives it knows no style sheet
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def make_choice_box(members: type[StrEnum]) -> QComboBox:
    """Return a box in which a single member is chosen, by its label."""
    box = ChoiceBox()
    for member in members:
        box.addItem(label(member), member.value)
    return box


def read_choice(box: QComboBox, members: type[Member]) -> Member:
    """Return the member that is chosen in a box made by ``make_choice_box``."""
    return members(box.currentData())


class ProblemLine(Label):
    """A line, hidden at first, in which a form says which answer is missing or cannot be kept."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("problem")
        self.setWordWrap(True)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Show a sentence, and let a screen reader say it."""
        self.setText(sentence)
        self.show()
        announce(self, sentence, urgent=True)


def problem_line() -> ProblemLine:
    """Return a line for the missing answers of a form."""
    return ProblemLine()


def show_beginnings(form: QWidget) -> None:
    """Let every line of a form begin with its first letter; Qt shows the end of long lines."""
    for line in form.findChildren(QLineEdit):
        if not line.hasSelectedText():
            line.home(False)


def empty_layout(layout: QLayout) -> None:
    """Take every widget out of a layout and away."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.deleteLater()
