"""The common part of all dialogs: the keys that answer them, and words not lost with them."""

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.app.theme.scale import Space, letters, pad
from annotator.app.widgets.fields import FilterLine, show_beginnings
from annotator.app.widgets.focus import FocusBefore
from annotator.app.widgets.form_keys import RETURN, do_on_ctrl_return
from annotator.app.widgets.plain_text import Label
from annotator.app.widgets.tab_order import go_round, is_led_on


def run_dialog(dialog: QDialog) -> bool:
    """Show a dialog until it is answered, and return whether it was accepted.

    Afterwards the focus is where it was, and the dialog goes away: left to its parent it would
    stay, with its shortcuts, until the program ends. Read the answer right after this call.
    """
    before = FocusBefore(QApplication.focusWidget())
    try:
        return bool(dialog.exec())
    finally:
        dialog.deleteLater()
        before.give_back()


def make_buttons(dialog: QDialog, does: str) -> tuple[QDialogButtonBox, QPushButton]:
    """Return the row of buttons, and its button for the dialog's purpose; Return presses it."""
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    button = buttons.addButton(does, QDialogButtonBox.ButtonRole.AcceptRole)
    button.setDefault(True)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons, button


def stack(dialog: QDialog, *parts: QWidget) -> QVBoxLayout:
    """Put parts below each other in a dialog; more can be added to the layout."""
    layout = QVBoxLayout(dialog)
    pad(layout, Space.WIDE)
    layout.setSpacing(Space.MEDIUM)
    for part in parts:
        layout.addWidget(part)
    return layout


_FRAME = 48
"""Pixels kept for the window's own frame."""


def open_at(dialog: QDialog, across: float, down: float = 0, page: "Page | None" = None) -> None:
    """Let a dialog open so many letters wide, and so high or as high as it needs, if that fits.

    With a ``page`` it is as high as that needs in just this width.
    """
    if page is not None:
        page.measure_anew()
    room, hint = _room(dialog), dialog.sizeHint()
    width = min(letters(across), room.width())
    height = letters(down) if down else hint.height()
    if page is not None:
        around = hint - page.sizeHint()
        height = around.height() + page.height_in(width - around.width())
    dialog.resize(width, min(height, room.height()))


def fit_in_room(dialog: QWidget) -> None:
    """Make a dialog no larger than the screen has room for."""
    dialog.resize(dialog.size().boundedTo(_room(dialog).size()))


def _room(dialog: QWidget) -> QRect:
    """Return the part of the screen that has room for a dialog, without its frame."""
    return available_room(dialog).adjusted(0, _FRAME, 0, 0)


def available_room(dialog: QWidget) -> QRect:
    """Return the part of the screen that windows may take, where a dialog opens."""
    # not dialog.screen(): PySide gives the screen to the dialog, which takes it along when it goes
    place = dialog.parentWidget() or dialog
    screen = QGuiApplication.screenAt(place.geometry().center()) or QGuiApplication.primaryScreen()
    return screen.availableGeometry()


class Page(QScrollArea):
    """Holds a dialog's fields, as tall as they are unless the screen is too small."""

    def __init__(self, fields: QWidget) -> None:
        super().__init__()
        self._fields = fields
        self.setWidget(fields)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Tab leads from field to field; the page scrolls along
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def height_in(self, width: int) -> int:
        """Return the height of the fields in pixels.

        Args:
            width: The width of the page in pixels.
        """
        return max(self._fields.heightForWidth(width), self._fields.minimumSizeHint().height())

    def measure_anew(self) -> None:
        """Forget the sizes of fields that have been hidden or shown since they were measured."""
        for widget in (*self._fields.findChildren(QWidget), self._fields):
            layout = widget.layout()
            if layout is not None:
                # a form shares its room out by the rows of before, unless it is told twice
                layout.invalidate()
                layout.activate()
        self.updateGeometry()

    def settle(self) -> None:
        """Give every field the room that it has come to need, and the dialog too, if that fits."""
        self.measure_anew()
        lack = self.height_in(self.viewport().width()) - self.viewport().height()
        dialog, room = self.window(), _room(self.window())
        height = min(dialog.height() + lack, room.height())
        if height > dialog.height():
            dialog.resize(dialog.width(), height)
            dialog.move(dialog.x(), max(room.top(), min(dialog.y(), room.bottom() + 1 - height)))

    def sizeHint(self) -> QSize:
        wanted = self._fields.sizeHint()
        width = wanted.width() + self.verticalScrollBar().sizeHint().width()
        height = self._fields.heightForWidth(wanted.width())
        return QSize(width, max(height, wanted.height()))

    def minimumSizeHint(self) -> QSize:
        least = self._fields.minimumSizeHint().width()
        height = min(letters(16), self.sizeHint().height())
        return QSize(least + self.verticalScrollBar().sizeHint().width(), height)


Field = QLineEdit | QPlainTextEdit


class TypedWords:
    """Tells whether the fields of a form hold words that were typed since it was filled.

    Words that the program put into a field, and words that narrow down a list, do not count.
    """

    def __init__(self, form: QWidget) -> None:
        self._form = form
        self._before: dict[int, str] = {}

    def begin(self) -> None:
        """Take the present words of the fields as words that are kept elsewhere."""
        self._before = {id(field): _words(field) for field in _fields(self._form)}

    @property
    def are_there(self) -> bool:
        """Whether words would be lost if the form went away."""
        return any(
            _is_typed_in(field) and _words(field) not in ("", self._before.get(id(field), ""))
            for field in _fields(self._form)
        )


def _fields(form: QWidget) -> Iterator[Field]:
    """Yield the fields of a form, without the fields of a window that stands over it."""
    for field in form.findChildren(QWidget):
        if not isinstance(field, Field) or isinstance(field, FilterLine) or field.isReadOnly():
            continue
        if field.window() is form.window() and not isinstance(
            field.parentWidget(), QAbstractSpinBox
        ):
            yield field


def _words(field: Field) -> str:
    text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    return text.strip()


def _is_typed_in(field: Field) -> bool:
    """Return whether a person changed the words: words put in by the program do not count to Qt."""
    return field.isModified() if isinstance(field, QLineEdit) else field.document().isModified()


_QUESTION = "Discard what you typed?"


@runtime_checkable
class LeadsToText(Protocol):
    """A window that has a text, to which a page beside it leads."""

    def lead_to_text(self) -> None:
        """Come to the front, with the focus in the text."""


class Dialog(QDialog):
    """A dialog that Return answers from every field, and that asks before typed words are lost.

    Return presses the default button, or another that has the focus; in a field of many lines
    Ctrl+Return does. Escape, Cancel and closing the window ask first where words were typed.
    """

    discarding = _QUESTION
    """The question before typed words are lost."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.typed = TypedWords(self)
        self._was_shown = self._is_given_up = False
        do_on_ctrl_return(self, self.press_default)

    def would_lose(self) -> bool:
        """Return whether closing the dialog without its answer would lose words."""
        # where there is nothing to answer, words are typed to look for something
        return self._default() is not None and self.typed.are_there

    def press_default(self) -> None:
        """Press the button for the purpose of the dialog; a page beside leads to the text."""
        default = self._default()
        if default is None:
            self._lead_to_text()
        elif default.isEnabled():
            default.click()

    def give_up(self) -> None:
        """Close without a question, as when the system ends the program."""
        self._is_given_up = True
        self.reject()

    def reject(self) -> None:
        """Close without an answer, unless words would be lost that the user wants to keep."""
        if self.may_be_discarded():
            super().reject()

    def may_be_discarded(self) -> bool:
        """Return whether the dialog holds no words to lose, or the user lets them go."""
        return self._is_given_up or not self.would_lose() or may_be_discarded(self, self.discarding)

    # Qt's events

    def setVisible(self, visible: bool) -> None:
        if visible and not self._was_shown:
            self._settle_buttons()
            fit_in_room(self)
        super().setVisible(visible)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        if is_led_on(self):
            return go_round(self, forwards=next)
        return super().focusNextPrevChild(next)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._was_shown:
            self._was_shown = True
            self.typed.begin()
            show_beginnings(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.focusWidget()
        asks_nothing = event.key() in RETURN and self._default() is None
        if asks_nothing and isinstance(here, QPushButton) and not here.isCheckable():
            here.click()
        else:
            super().keyPressEvent(event)

    def _settle_buttons(self) -> None:
        """Let Return press the focused button, or else the default button if there is one.

        Without that Qt makes any button the default: it forgets a default that was chosen before
        the button lay in the dialog, and a page without a question has none.
        """
        default = self._default()
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(default is not None and not button.isCheckable())
        if default is not None:
            default.setDefault(False)
            default.setDefault(True)

    def _lead_to_text(self) -> None:
        parent = self.parentWidget()
        window = parent.window() if parent is not None else None
        if not self.isModal() and isinstance(window, LeadsToText):
            window.lead_to_text()

    def _default(self) -> QPushButton | None:
        buttons = self.findChildren(QPushButton)
        return next((b for b in buttons if b.isDefault() and b.window() is self), None)


class DiscardQuestion(Dialog):
    """Asks whether words that were typed may go; Return and Escape keep them."""

    def __init__(self, parent: QWidget | None, question: str = _QUESTION) -> None:
        super().__init__(parent)
        self.setWindowTitle(question.rstrip("?"))
        words = Label(question)
        words.setObjectName("title")
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.keep = buttons.addButton("&Keep editing", role.RejectRole)
        self.discard = buttons.addButton("&Discard", role.DestructiveRole)
        self.keep.setDefault(True)
        self.keep.clicked.connect(self.reject)
        self.discard.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        pad(layout, Space.WIDE)
        layout.setSpacing(Space.LARGE)
        layout.addWidget(words)
        layout.addWidget(buttons)
        self.setMinimumWidth(letters(40))
        self.keep.setFocus()


def may_be_discarded(form: QWidget, question: str = _QUESTION) -> bool:
    """Ask whether the words typed into a form may be lost, and return the answer."""
    return run_dialog(DiscardQuestion(form.window(), question))


def are_closed(window: QWidget) -> bool:
    """Return whether every form over a window is closed, or closes when it is asked to."""
    forms = [form for form in window.findChildren(Dialog) if form.isVisible()]
    return all(form.close() for form in forms)
