"""Says why a command cannot act, and keeps the letters typed after it from acting."""

import sys
from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from annotator.app.commands.table import COMMANDS, Command, Needs
from annotator.app.shortcuts.keyboard import Keyboard
from annotator.app.shortcuts.letters import is_letter, is_plain
from annotator.app.shortcuts.matcher import takes_text
from annotator.app.widgets.notice import NoticeBar

_WRITING = (
    *(Qt.Key.Key_Backspace, Qt.Key.Key_Delete),
    *(Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space),
)
"""Keys that belong to writing as letters do."""
_SILENT = (
    *(Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta),
    *(Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock),
)
"""Keys that only go with others."""
_CLICKS = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.TouchBegin)
_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
_MOVE_ON = "Letters do nothing until you press Esc or an arrow key, or click."
_MISSING = {
    Needs.PROJECT: "Open a project first.",
    Needs.ARTICLE: "Choose an article first.",
    Needs.SELECTION: "Select words in the text or choose a claim first.",
    Needs.CLAIM: "Choose a claim first: click it in the text or in the list.",
    Needs.REVIEW: "This is for reviewing: turn on review mode, and choose a claim.",
}
"""What is to be done before a command can act."""


class LetterGuard(QObject):
    """Holds letters back after a command that could not act.

    Somebody who writes on after “C” believes to be in a field: no letter does anything until Esc,
    another key or a click shows that they have moved on.
    """

    def __init__(
        self,
        window: QWidget,
        actions: Mapping[str, QAction],
        notice: NoticeBar,
        letters_act: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._notice = notice
        self._letters_act = letters_act
        self._actions = [(c, actions[c.id]) for c in COMMANDS if c.id and c.needs in _MISSING]
        self._keyboard = Keyboard(sys.platform)
        self.holds = False
        self._said = ""
        window.installEventFilter(self)

    def refuse(self, why: str) -> None:
        """Say why a command cannot act, and let no letter act until somebody moves on."""
        if self._writes_in_field():
            self._notice.tell(why)
            return
        self._said = f"{why} {_MOVE_ON}"
        self._notice.warn(self._said)
        app = QApplication.instance()
        if not self.holds and app is not None:
            self.holds = True
            app.installEventFilter(self)

    def release(self) -> None:
        """Let letters be commands again."""
        app = QApplication.instance()
        if self.holds and app is not None:
            self.holds = False
            app.removeEventFilter(self)
            self._notice.withdraw(self._said)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _KEYS and isinstance(event, QKeyEvent):
            return self._holds_back(event) if self.holds else self._is_lost(watched, event)
        if self.holds and kind in _CLICKS:
            self.release()
        return False

    def _holds_back(self, event: QKeyEvent) -> bool:
        """Whether a key is kept from acting; a key that writes nothing lets the others go."""
        if event.key() in _SILENT:
            return False
        is_written = is_letter(event) or (event.key() in _WRITING and is_plain(event))
        if not is_written or self._writes_in_field():
            self.release()
            return False
        event.accept()
        return True

    def _is_lost(self, watched: QObject, event: QKeyEvent) -> bool:
        """Whether nobody took the key of a command that cannot act now, which is then said."""
        if watched is not self._window or event.type() is not QEvent.Type.KeyPress:
            return False
        if is_letter(event) and not self._letters_act():
            return False
        command = self._command_of(event)
        if command is None:
            return False
        if is_letter(event) or event.key() in _WRITING:
            self.refuse(_MISSING[command.needs])
        else:
            self._notice.tell(_MISSING[command.needs])
        return True

    def _command_of(self, event: QKeyEvent) -> Command | None:
        """Return the command that a key means and that cannot act now, if there is one."""
        pressed = {QKeySequence(chord) for chord in self._keyboard.chords_of(event)}
        for command, action in self._actions:
            if not action.isEnabled() and pressed & {*action.shortcuts()}:
                return command
        return None

    def _writes_in_field(self) -> bool:
        focus = QApplication.focusWidget()
        if focus is None or focus.window() is not self._window:
            return focus is not None
        return takes_text(focus)
