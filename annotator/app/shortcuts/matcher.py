"""Lets keys act by their meaning, in every window, before Qt looks for the sign they write."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from annotator.app.shortcuts.chords import combination, is_single, portable
from annotator.app.shortcuts.keyboard import Keyboard
from annotator.app.shortcuts.keymap import Keymap, SingleKeys

_KINDS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_F_KEYS = range(Qt.Key.Key_F1, Qt.Key.Key_F35 + 1)
_OF_FIELDS = ("undo", "redo")
"""Commands that every field has for itself."""
Act = Callable[[], None]


class KeyMatcher(QObject):
    """Watches the windows of a main window and its dialogs for keys.

    A key whose sign Qt would look for in vain, as on a French or Russian keyboard, acts as the key
    that is meant. A field receives the typed signs, and gives the keys of commands to the commands.
    """

    def __init__(self, keymap: Keymap, window: QMainWindow, text: QWidget) -> None:
        super().__init__(window)
        self._keymap = keymap
        self._window = window
        self._text = text
        self._keyboard = Keyboard(keymap.platform)
        app = QApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)

    def lets_single_keys_act(self) -> bool:
        """Return whether keys of a single sign act where the focus is."""
        window = QApplication.activeWindow()
        return window is None or self._may_act(window, QApplication.focusWidget())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() not in _KINDS or not isinstance(event, QKeyEvent):
            return False
        window = QApplication.activeWindow()
        if window is None or QApplication.activePopupWidget() or not self._is_ours(window):
            return False
        if self._acts(event, window):
            event.accept()
            return True
        if event.type() is QEvent.Type.ShortcutOverride and self._is_for_commands(event, window):
            # nobody but the table of shortcuts sees the key
            event.ignore()
            return True
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            # a filter that is there already is only moved to the front
            window.installEventFilter(self)

    def _is_ours(self, window: QWidget) -> bool:
        above: QWidget | None = window
        while above is not None and above is not self._window:
            above = above.parentWidget()
        return above is not None

    def _acts(self, event: QKeyEvent, window: QWidget) -> bool:
        """Run the command of a key where Qt would not, and return whether the key is dealt with."""
        focus = QApplication.focusWidget()
        for chord in self._keyboard.chords_of(event):
            single, known = is_single(portable(chord)), chord == _as_qt_sees(event)
            if single and takes_text(focus):
                # with AltGr held Qt would look for a shortcut before the field has the sign
                return event.type() is QEvent.Type.ShortcutOverride
            allowed = not single or self._may_act(window, focus)
            if known and allowed:
                return False
            if not known and _is_taken(chord, event, focus):
                return True
            act = next(_acts_of(window, chord, focus), None)
            if act is None:
                continue
            if not allowed:
                # as a key like any other it goes to whatever has the focus
                return event.type() is QEvent.Type.ShortcutOverride
            if event.type() is QEvent.Type.KeyPress:
                act()
            return True
        return False

    def _may_act(self, window: QWidget, focus: QWidget | None) -> bool:
        """Return whether keys of a single sign act where the focus is."""
        where = self._keymap.single_keys
        if where is not SingleKeys.IN_TEXT or window is not self._window:
            return where is not SingleKeys.OFF
        return focus is not None and (focus is self._text or self._text.isAncestorOf(focus))

    def _is_for_commands(self, event: QKeyEvent, window: QWidget) -> bool:
        """Return whether a field must not keep the key, as a command has it."""
        chord = _as_qt_sees(event)
        function = chord.key() in _F_KEYS or chord.keyboardModifiers() & _HELD
        if not function or not takes_text(QApplication.focusWidget()):
            return False
        own = [key for name in _OF_FIELDS for key in self._keymap.keys_of(name)]
        if any(combination(key) == chord for key in own):
            return False
        return next(_acts_of(window, chord, None), None) is not None


def takes_text(widget: QWidget | None) -> bool:
    """Return whether typed words go into a widget."""
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit | QAbstractSpinBox):
        return not widget.isReadOnly()
    return isinstance(widget, QComboBox) and widget.isEditable()


def _as_qt_sees(event: QKeyEvent) -> QKeyCombination:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeyCombination(held, Qt.Key(event.key()))


def _is_taken(chord: QKeyCombination, event: QKeyEvent, focus: QWidget | None) -> bool:
    """Give the meant key to the focused widget, and return whether the widget takes it."""
    if focus is None:
        return False
    asked = _meant(chord, QEvent.Type.ShortcutOverride, event)
    asked.ignore()
    QApplication.sendEvent(focus, asked)
    if asked.isAccepted() and event.type() is QEvent.Type.KeyPress:
        QApplication.sendEvent(focus, _meant(chord, QEvent.Type.KeyPress, event))
    return asked.isAccepted()


def _meant(chord: QKeyCombination, kind: QEvent.Type, event: QKeyEvent) -> QKeyEvent:
    """Return a key press as a Latin keyboard would send it."""
    held = chord.keyboardModifiers()
    text = chr(chord.key()) if is_single(portable(chord)) else ""
    written = text if held & Qt.KeyboardModifier.ShiftModifier else text.lower()
    return QKeyEvent(kind, chord.key(), held, written, event.isAutoRepeat(), event.count())


def _acts_of(window: QWidget, chord: QKeyCombination, focus: QWidget | None) -> Iterator[Act]:
    """Yield the acts that the keys run in a window at present."""
    keys = QKeySequence(chord)
    for action in (*window.findChildren(QAction), *window.actions()):
        if action.isEnabled() and keys in action.shortcuts():
            yield action.trigger
    for shortcut in window.findChildren(QShortcut):
        if shortcut.isEnabled() and shortcut.key() == keys and _reaches(shortcut, focus):
            yield shortcut.activated.emit


def _reaches(shortcut: QShortcut, focus: QWidget | None) -> bool:
    """Say whether a shortcut acts from where the focus is."""
    parent = shortcut.parent()
    if not isinstance(parent, QWidget) or not parent.isVisible() or not parent.isEnabled():
        return False
    context = shortcut.context()
    if context is Qt.ShortcutContext.WidgetShortcut:
        return focus is parent
    if context is Qt.ShortcutContext.WidgetWithChildrenShortcut:
        return focus is not None and (focus is parent or parent.isAncestorOf(focus))
    return True
