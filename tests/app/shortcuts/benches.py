"""A window with all commands, a text and some fields, that says which commands its keys ran."""

from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.app.commands.menus import Menus
from annotator.app.preferences import Preferences
from annotator.app.shortcuts.chords import combination
from annotator.app.shortcuts.keymap import Keymap
from annotator.app.shortcuts.matcher import KeyMatcher


def settings(folder: Path) -> Preferences:
    """Return preferences of their own, as another start would read them."""
    return Preferences(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))


class Bench(QMainWindow):
    """The commands without what they do: ``ran`` holds the ids of those that keys ran."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.ran: list[str] = []
        self.preferences = settings(folder)
        self.text, self.field, self.list = QPlainTextEdit("Words."), QLineEdit(), QListWidget()
        self.note = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.list.addItems(["one", "two"])
        middle = QWidget()
        layout = QVBoxLayout(middle)
        for widget in (self.text, self.field, self.note, self.list):
            layout.addWidget(widget)
        self.setCentralWidget(middle)
        self.keymap = Keymap(self.preferences, self, "linux")
        self.menus = Menus(self, self.keymap)
        self.matcher = KeyMatcher(self.keymap, self, self.text)
        for name, action in self.menus.actions.items():
            action.triggered.connect(lambda _=False, name=name: self.ran.append(name))


def bench(qtbot: QtBot, folder: Path) -> Bench:
    """Return a shown bench whose text has the focus."""
    found = Bench(folder)
    qtbot.addWidget(found)
    found.show()
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    found.text.setFocus()
    return found


def strike_keys(window: QWidget, keys: str) -> None:
    """Press keys through the system's window, with their modifiers held."""
    chord = combination(keys)
    assert chord is not None
    QTest.keyClick(window.windowHandle(), chord.key(), chord.keyboardModifiers())
    QApplication.processEvents()


class Greedy(QLineEdit):
    """A field that wants every key, as some desktops' fields want Ctrl+K."""

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


class Asking(QListWidget):
    """A widget that wants the digit 1 for itself, as one that asks a question does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.answers: list[str] = []

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_1 and not event.modifiers():
            if event.type() is QEvent.Type.KeyPress:
                self.answers.append(event.text())
            event.accept()
            return True
        return super().event(event)


class Digits(QDialog):
    """A dialog that is answered with a digit, or from a field with Alt and a digit."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.list = QListWidget(self)
        self.pressed = 0
        for keys in ("2", "Alt+3"):
            QShortcut(QKeySequence(keys), self, self._count)
        only = QShortcut(QKeySequence("M"), self.list)
        only.setContext(Qt.ShortcutContext.WidgetShortcut)
        only.activated.connect(self._count)

    def _count(self) -> None:
        self.pressed += 1
