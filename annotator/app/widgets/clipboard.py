"""Copying the selection of the focused widget, as a command of the window."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from annotator.app.widgets.plain_text import Label

Words = QLineEdit | QPlainTextEdit | QTextEdit


class ClipboardController(QObject):
    """Copies selected words, a row of a list, or else the chosen claim."""

    def __init__(self, view: Words, claims: QWidget, copy_claim: Callable[[], object]) -> None:
        super().__init__(view)
        self._view, self._claims, self._copy_claim = view, claims, copy_claim

    def copy(self) -> None:
        """Copy the selection of the focused widget; without a selection, the chosen claim."""
        here = QApplication.focusWidget()
        if isinstance(here, Words) and _is_selected_in(here):
            here.copy()
        elif isinstance(here, Label) and here.hasSelectedText():
            QGuiApplication.clipboard().setText(here.copied())
        elif isinstance(here, QAbstractItemView) and here is not self._claims:
            copy_row(here)
        elif _is_selected_in(self._view):
            self._view.copy()
        else:
            self._copy_claim()


def _is_selected_in(field: Words) -> bool:
    """Return whether words are selected in a field."""
    if isinstance(field, QLineEdit):
        return field.hasSelectedText()
    return field.textCursor().hasSelection()


def copy_row(rows: QAbstractItemView) -> None:
    """Copy the words of the row that is chosen."""
    index = rows.currentIndex()
    words = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data()
    if words:
        QGuiApplication.clipboard().setText(str(words))
