"""What every dialog has in common: the keys that answer it, and words that are not lost with it."""

from typing import Protocol, runtime_checkable

from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.theme.scale import Space, letters, pad
from annotator.app.widgets.asking import asked
from annotator.app.widgets.fields import show_beginnings
from annotator.app.widgets.form_keys import RETURN, do_on_ctrl_return
from annotator.app.widgets.page import fit_in_room
from annotator.app.widgets.plain_text import Label
from annotator.app.widgets.tab_order import go_round, is_led_on
from annotator.app.widgets.typed_words import TypedWords

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
    """What is asked before that is lost."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.typed = TypedWords(self)
        self._was_shown = self._is_given_up = False
        do_on_ctrl_return(self, self.press_default)

    def would_lose(self) -> bool:
        """Whether something would be lost if the dialog was closed without its answer."""
        # where there is nothing to answer, words are typed to look for something
        return self._default() is not None and self.typed.are_there

    def press_default(self) -> None:
        """Press the button that does what the dialog is for; a page beside leads to the text."""
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
        """Close without an answer, unless words would be lost that somebody wants to keep."""
        if self.may_be_discarded():
            super().reject()

    def may_be_discarded(self) -> bool:
        """Whether nothing would be lost with the dialog, or the user wants it so."""
        return self._is_given_up or not self.would_lose() or may_be_discarded(self, self.discarding)

    # Qt's events

    def setVisible(self, visible: bool) -> None:  # noqa: FBT001 - Qt's name
        if visible and not self._was_shown:
            self._settle_buttons()
            fit_in_room(self)
        super().setVisible(visible)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's name
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
        """Let Return press the button that has the focus, or else the default one if there is one.

        Without that Qt makes any button the default: one that was chosen before it lay in the
        dialog is forgotten, and a page that asks nothing has none.
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
    """Ask whether what was typed into a form may be lost; whether the user said so."""
    return asked(DiscardQuestion(form.window(), question))


def are_closed(window: QWidget) -> bool:
    """Whether every form that stands over a window is closed, or closes when it is asked to."""
    forms = [form for form in window.findChildren(Dialog) if form.isVisible()]
    return all(form.close() for form in forms)
