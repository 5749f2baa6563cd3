"""The editor for a command's keys: it takes new keys, removes keys and restores the default."""

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.app.commands.table import COMMANDS
from annotator.app.shortcuts.chords import portable
from annotator.app.shortcuts.keyboard import Keyboard
from annotator.app.shortcuts.keymap import Keymap, KeymapState
from annotator.app.shortcuts.keys import KeyRow, native, plain
from annotator.app.shortcuts.reserved import refusal
from annotator.app.theme.scale import Space, clear_margins, letters, pad
from annotator.app.widgets.announcement import announce
from annotator.app.widgets.fields import empty_layout
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.plain_text import Label, literal, tip

_MODIFIERS = {
    Qt.Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier,
    Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
    Qt.Key.Key_Alt: Qt.KeyboardModifier.AltModifier,
    Qt.Key.Key_Meta: Qt.KeyboardModifier.MetaModifier,
    Qt.Key.Key_AltGr: Qt.KeyboardModifier.NoModifier,
    Qt.Key.Key_CapsLock: Qt.KeyboardModifier.NoModifier,
    Qt.Key.Key_NumLock: Qt.KeyboardModifier.NoModifier,
    Qt.Key.Key_unknown: Qt.KeyboardModifier.NoModifier,
}
"""Keys that mean no command until another key is pressed."""


class KeyRecorder(QLineEdit):
    """Says which keys were pressed in it: ``pressed`` comes with them, ``left`` with Esc."""

    pressed = Signal(str)
    left = Signal()

    def __init__(self, platform: str) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName("New key")
        self.setPlaceholderText("Press the new key, or Esc")
        self.setMinimumWidth(letters(36))
        self._keyboard = Keyboard(platform)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                # before Qt takes Tab for a step to the next field
                self._press(event)
                return True
        return super().event(event)

    def keyReleaseEvent(self, _event: QKeyEvent) -> None:
        self.clear()

    def _press(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _MODIFIERS:
            held |= _MODIFIERS[Qt.Key(event.key())]
            self.setText(native(portable(QKeyCombination(held, Qt.Key.Key_A)))[:-1])
        elif event.key() == Qt.Key.Key_Escape and not held:
            self.left.emit()
        else:
            self.pressed.emit(portable(self._keyboard.chords_of(event)[0]))


_HINT = "Choose a command to change its keys."
_FIXED = "These keys are the same everywhere and stay as they are."
_NAMES = {command.id: plain(command.label) for command in COMMANDS}


class KeyEditor(QFrame):
    """The keys of the chosen command; ``done`` comes when no key and no answer is awaited."""

    done = Signal()

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self.setObjectName("card")
        self._keymap = keymap
        self._row: KeyRow | None = None
        self._adds = False
        self._pressed = ""
        self._before: KeymapState | None = None
        self.title, self.told = Label(), Label()
        self.keys = QWidget()
        self._keys = FlowLayout(Space.SMALL)
        self.keys.setLayout(self._keys)
        self.recorder = KeyRecorder(keymap.platform)
        self.change, self.add, self.default = (
            QPushButton(words) for words in ("Chan&ge…", "&Add a key…", "Use &default")
        )
        self.move_here, self.keep, self.undo = (
            QPushButton(words) for words in ("&Move it here", "&Keep it there", "&Undo")
        )
        self._lay_out()
        self._connect()
        self.show_row(None)

    @property
    def is_recording(self) -> bool:
        """Whether the next key that is pressed is taken."""
        return not self.recorder.isHidden()

    def show_row(self, row: KeyRow | None) -> None:
        """Show the keys of a row; without a row, say how to choose a row."""
        self._row, self._pressed = row, ""
        self._rest()
        if row is None or not row.command:
            self._tell(_HINT if row is None else _FIXED)
        else:
            self._tell("")

    def record(self, *, adds: bool = False) -> None:
        """Take the next key, in place of the usual key or beside all others."""
        if self._row is None or not self._row.command:
            return
        self._adds, self._pressed = adds, ""
        self._rest()
        self.recorder.clear()
        self.recorder.show()
        for button in (self.change, self.add, self.default):
            button.hide()
        self._tell("")
        self.recorder.setFocus()

    def leave(self) -> None:
        """Give up a change that is under way."""
        self._pressed = ""
        self._rest()
        self._tell("")
        self.done.emit()

    def tell_done(self, words: str, before: KeymapState) -> None:
        """Say what the change was, with a way back."""
        self._rest()
        self._before = before
        self._tell(words)
        self.undo.show()

    # inner workings

    def _press(self, keys: str) -> None:
        why = refusal(keys, self._keymap.platform)
        holder = self._keymap.holder(keys)
        if why:
            self._tell(f"{native(keys)}: {why}" if keys else why)
        elif holder is None or self._row is None or holder.id == self._row.command:
            self._give(keys)
        else:
            self._ask(keys, plain(holder.label))

    def _ask(self, keys: str, other: str) -> None:
        self._pressed = keys
        self.recorder.hide()
        self._tell(f"{native(keys)} is the key of “{other}”.")
        self.move_here.show()
        self.keep.show()
        self.move_here.setFocus()

    def _give(self, keys: str) -> None:
        if self._row is None:
            return
        name, own = self._row.command, self._keymap.set_keys_of(self._row.command)
        rest = own if self._adds else own[1:]
        others = tuple(key for key in rest if key != keys)
        self._set(name, (*others, keys) if self._adds else (keys, *others))

    def _set(self, name: str, keys: tuple[str, ...]) -> None:
        before = self._keymap.state()
        self._keymap.set_keys(name, keys)
        shown = " or ".join(map(native, keys)) or "no key"
        self.tell_done(f"“{_NAMES[name]}” now has {shown}.", before)
        self.done.emit()

    def _reset(self) -> None:
        if self._row is not None:
            self._set(self._row.command, self._keymap.defaults_of(self._row.command))

    def _take_away(self, keys: str) -> None:
        if self._row is not None:
            own = self._keymap.set_keys_of(self._row.command)
            self._set(self._row.command, tuple(key for key in own if key != keys))

    def _put_back(self) -> None:
        if self._before is not None:
            self._keymap.put_back(self._before)
        self.leave()

    def _rest(self) -> None:
        """Show the keys as they are, and the ways to change them."""
        for widget in (self.recorder, self.move_here, self.keep, self.undo):
            widget.hide()
        row = self._row
        can = row is not None and bool(row.command)
        self.title.setText(row.words if row else "Keys")
        own = self._keymap.set_keys_of(row.command) if row and row.command else ()
        empty_layout(self._keys)
        for keys in own:
            self._keys.addWidget(self._key_button(keys))
        self.keys.setVisible(bool(own))
        self.change.setText("Chan&ge…" if own else "&Give it a key…")
        for button in (self.change, self.add, self.default):
            button.setVisible(can)
        self.add.setVisible(bool(own))
        self.default.setEnabled(row is not None and self._keymap.is_changed(row.command))

    def _key_button(self, keys: str) -> QPushButton:
        shown = native(keys)
        button = QPushButton(literal(f"{shown}  ×"))
        button.setAccessibleName(f"Remove {shown}")
        button.setToolTip(tip(f"Remove {shown}"))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._take_away(keys))
        return button

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))
        announce(self, words)

    def _lay_out(self) -> None:
        self.title.setObjectName("strong")
        self.told.setWordWrap(True)
        for button in self._buttons():
            button.setAutoDefault(False)
        above = QHBoxLayout()
        clear_margins(above, Space.MEDIUM)
        above.addWidget(self.title)
        above.addWidget(self.keys, 1)
        below = QWidget()
        flow = FlowLayout(Space.SMALL)
        for widget in (self.recorder, *self._buttons()):
            flow.addWidget(widget)
        below.setLayout(flow)
        layout = QVBoxLayout(self)
        pad(layout, Space.MEDIUM)
        layout.setSpacing(Space.SMALL)
        layout.addLayout(above)
        layout.addWidget(self.told)
        layout.addWidget(below)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self.change, self.add, self.default, self.move_here, self.keep, self.undo)

    def _connect(self) -> None:
        self.recorder.pressed.connect(self._press, Qt.ConnectionType.QueuedConnection)
        self.recorder.left.connect(self.leave)
        self.change.clicked.connect(lambda _: self.record(adds=False))
        self.add.clicked.connect(lambda: self.record(adds=True))
        self.default.clicked.connect(self._reset)
        self.move_here.clicked.connect(lambda: self._give(self._pressed))
        self.keep.clicked.connect(self.leave)
        self.undo.clicked.connect(self._put_back)
