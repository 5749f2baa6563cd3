"""Answers every dialog and every menu that opens in a driven window, as somebody might."""

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from annotator.app.widgets.dialog import DiscardQuestion
from tests.app.desks import until

if TYPE_CHECKING:
    from tests.journeys.driven_window import DrivenWindow

_TRIES = 6
"""How often a dialog is left before it counts as one that cannot be left."""
_TRIED = "driven_tries"
"""The property of a dialog that counts how often it was answered."""
_NOT_CHOSEN = ("Quit", "Print", "log folder", "Restore", "Save a", "Open", "New project")
"""Entries of menus that lead out of what is driven."""
Key = Qt.Key


class Answers:
    """Looks for what is open and answers it, with what the act at hand draws."""

    def __init__(self, driven: "DrivenWindow") -> None:
        self._driven = driven
        self._at_it = False
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(5)

    def stop(self) -> None:
        """Answer no more."""
        self._timer.stop()

    def wait(self) -> None:
        """Let the window go on until nothing is under way, nor open and waiting for an answer."""
        with suppress(AssertionError):  # what stays open is found by the checks
            until(self._is_quiet)

    def _is_quiet(self) -> bool:
        QApplication.processEvents()
        session = self._driven.window.session
        return self._open() is None and session.work.task is None

    def _look(self) -> None:
        if not self._at_it and self._open():
            self._at_it = True
            # a timer whose slot opens another dialog would not look at that one
            QTimer.singleShot(0, self._answer)

    @staticmethod
    def _open() -> QWidget | None:
        return QApplication.activePopupWidget() or QApplication.activeModalWidget()

    def _answer(self) -> None:
        self._at_it = False
        found = self._open()
        if found is None or not found.isVisible():
            return
        tries = (found.property(_TRIED) or 0) + 1
        found.setProperty(_TRIED, tries)
        if isinstance(found, QMenu):
            self._answer_menu(found, tries)
        elif isinstance(found, QDialog):
            self._answer_dialog(found, tries)
        else:
            QTest.keyClick(found, Key.Key_Escape)

    def _answer_menu(self, menu: QMenu, tries: int) -> None:
        entries = [
            action
            for action in menu.actions()
            if action.isEnabled()
            and action.isVisible()
            and not action.isSeparator()
            and not any(words in action.text().replace("&", "") for words in _NOT_CHOSEN)
        ]
        if tries > 2 or not entries or self._driven.draw.random() < 0.2:
            QTest.keyClick(menu, Key.Key_Escape)
            return
        chosen = self._driven.draw.choice(entries)
        menu.setActiveAction(chosen)
        QTest.keyClick(menu, Key.Key_Return)

    def _answer_dialog(self, dialog: QDialog, tries: int) -> None:
        if isinstance(dialog, DiscardQuestion):
            self._answer_question(dialog)
        elif isinstance(dialog, QMessageBox):
            self._click(dialog, dialog.buttons())
        elif tries > _TRIES:
            self._driven.wrong.append(f"“{dialog.windowTitle()}” cannot be left by Esc")
            dialog.done(0)
        elif tries > 2:
            QTest.keyClick(dialog, Key.Key_Escape)
        elif tries == 1 and self._driven.draw.random() < 0.75:
            self._fill(dialog)
            boxes = [box for box in dialog.findChildren(QDialogButtonBox) if box.isVisible()]
            accept = QDialogButtonBox.ButtonRole.AcceptRole
            self._click(
                dialog, [b for box in boxes for b in box.buttons() if box.buttonRole(b) is accept]
            )
        else:
            QTest.keyClick(dialog, Key.Key_Escape)

    def _answer_question(self, question: DiscardQuestion) -> None:
        """Say one thing or the other, but of a dialog that is left for good: discard."""
        asker = question.parentWidget()
        tries = (asker.property(_TRIED) or 0) if asker else 0
        if tries > 2 or self._driven.draw.random() < 0.5:
            question.discard.click()
        else:
            QTest.keyClick(question, Key.Key_Escape)

    def _click(self, dialog: QWidget, buttons: list[QAbstractButton]) -> None:
        usable = [button for button in buttons if button.isVisible() and button.isEnabled()]
        if usable:
            self._driven.draw.choice(usable).click()
        else:
            QTest.keyClick(dialog, Key.Key_Escape)

    def _fill(self, dialog: QDialog) -> None:
        draw = self._driven.draw
        for field in dialog.findChildren(QWidget):
            if not field.isVisible() or not field.isEnabled() or draw.random() < 0.5:
                continue
            if isinstance(field, QLineEdit | QPlainTextEdit) and not field.isReadOnly():
                field.setFocus()
                self._driven.type(self._driven.words(), field)
            elif isinstance(field, QComboBox) and field.count():
                field.setCurrentIndex(draw.randrange(field.count()))
            elif isinstance(field, QCheckBox | QRadioButton):
                field.click()
