"""Menus and tool bar made from the table of commands, enabled as the commands become possible.

When a command cannot act, the reason is told, and letters typed after it do not act.
"""

import sys
from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QToolBar, QWidget

from annotator.app.commands.table import COMMANDS, SWITCHES, TOOL_BAR, Command, Needs
from annotator.app.shortcuts.keyboard import Keyboard
from annotator.app.shortcuts.keymap import Keymap
from annotator.app.shortcuts.keys import plain
from annotator.app.shortcuts.letters import is_letter, is_plain
from annotator.app.shortcuts.matcher import takes_text
from annotator.app.theme.scale import icon_size
from annotator.app.theme.theme import SCHEMES, Theme
from annotator.app.widgets.notice import NoticeBar
from annotator.app.widgets.plain_text import literal, tip
from annotator.kernel.changes import ChangeKind, Outcome

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
"""The sentence that tells the user how to enable a command, by the need that is not met."""


class LetterGuard(QObject):
    """Holds letters back after a command that could not act.

    A user who writes on after “C” believes to be in a field: no letter acts until Esc, another key
    or a click shows that the user has moved on.
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
        """Say why a command cannot act, and let no letter act until the user moves on."""
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
        """Return whether to keep a key from acting; a key that writes no letter ends the guard."""
        if event.key() in _SILENT:
            return False
        is_written = is_letter(event) or (event.key() in _WRITING and is_plain(event))
        if not is_written or self._writes_in_field():
            self.release()
            return False
        event.accept()
        return True

    def _is_lost(self, watched: QObject, event: QKeyEvent) -> bool:
        """Return whether no widget took the key of a disabled command, and then say its reason."""
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
        """Return the command of a pressed key, if the command has the key and is disabled now."""
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


class Menus:
    """A QAction for each command, in its menu and, where it belongs there, on the tool bar."""

    def __init__(self, window: QMainWindow, keymap: Keymap) -> None:
        self._keymap = keymap
        self.actions = {c.id: _action(c, window) for c in COMMANDS if c.id}
        self._words = {c.id: plain(c.label) for c in COMMANDS if c.id}
        self.show_keys()
        keymap.changed.connect(self.show_keys)
        self._fill_menus(window)
        self._fill_tool_bar(window)
        schemes = QActionGroup(window)
        for name in ("system", *SCHEMES):
            self.actions[name].setCheckable(True)
            schemes.addAction(self.actions[name])
        for name in SWITCHES:
            self.actions[name].setCheckable(True)
            self.actions[name].setChecked(name not in ("table_pane", "review", "exact_letters"))
            # there the tick says whether it is on
            self.actions[name].setIconVisibleInMenu(False)

    def show_keys(self) -> None:
        """Give every command its keys, and say them in its tool tip."""
        for name, action in self.actions.items():
            action.setShortcuts([QKeySequence(keys) for keys in self._keymap.keys_of(name)])
            self._tell(name)

    def put_after(self, name: str, menu: QMenu) -> None:
        """Put a menu of its own behind a command in that command's menu."""
        for owner in self.actions[name].associatedObjects():
            if isinstance(owner, QMenu):
                actions = owner.actions()
                behind = actions[actions.index(self.actions[name]) + 1]
                owner.insertMenu(behind, menu)

    def show_theme(self, theme: Theme) -> None:
        """Show icons in another theme."""
        for command in COMMANDS:
            if command.icon:
                self.actions[command.id].setIcon(theme.icon(command.icon, theme.text))

    def fit(self, width: int) -> None:
        """Show labels on the tool bar where they have room, and icons alone where they have not.

        Args:
            width: The width of the window in pixels.
        """
        style, edge = Qt.ToolButtonStyle, icon_size()
        self._bar.setIconSize(QSize(edge, edge))
        self._bar.setToolButtonStyle(style.ToolButtonTextBesideIcon)
        if self._bar.sizeHint().width() > width:
            self._bar.setToolButtonStyle(style.ToolButtonIconOnly)

    def allow(self, here: Mapping[Needs, bool]) -> None:
        """Enable each command whose need is met, and disable the others."""
        for command in COMMANDS:
            if command.needs in here:
                self.actions[command.id].setEnabled(here[command.needs])

    def show_pane(self, name: str, shown: bool) -> None:
        """Show whether a pane beside the text is there."""
        self.actions[f"{name}_pane"].setChecked(shown)

    def name_archiving(self, *, archived: bool) -> None:
        """Let the command say whether it puts the article away or brings it back."""
        self.actions["archive"].setText("Unarc&hive article" if archived else "Arc&hive article")

    def allow_back(self, outcome: Outcome) -> None:
        """Enable undo or redo of a change at once: its key may come before the step is named."""
        if outcome.rows and outcome.change.kind is not ChangeKind.SETUP:
            undone = outcome.change.kind is ChangeKind.UNDO
            self.actions["redo" if undone else "undo"].setEnabled(True)

    def name_steps(self, undo: str | None, redo: str | None) -> None:
        """Name the next steps of undo and redo in the menu; disable a command without a step."""
        for name, verb, step in (("undo", "Undo", undo), ("redo", "Redo", redo)):
            action = self.actions[name]
            action.setText(f"&{verb}" + literal(f": {step}" if step else ""))
            action.setIconText(verb)
            action.setEnabled(step is not None)
            self._words[name] = f"{verb}: {step}" if step else verb
            self._tell(name)

    def _tell(self, name: str) -> None:
        """Show the words of a command and its usual key in its tool tip."""
        action = self.actions[name]
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(tip(f"{self._words[name]} ({keys})" if keys else self._words[name]))

    def _fill_menus(self, window: QMainWindow) -> None:
        menus: dict[str, QMenu] = {}
        for command in COMMANDS:
            if command.menu not in menus:
                above, _, name = command.menu.rpartition("/")
                parent = menus[above] if above else window.menuBar()
                menus[command.menu] = parent.addMenu(name)
            if command.id:
                menus[command.menu].addAction(self.actions[command.id])
            else:
                menus[command.menu].addSeparator()

    def _fill_tool_bar(self, window: QMainWindow) -> None:
        bar = QToolBar("Tools", window)
        bar.setObjectName("tools")
        bar.setMovable(False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._bar = bar
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        for name in TOOL_BAR:
            if name:
                bar.addAction(self.actions[name])
            else:
                bar.addSeparator()
        window.addToolBar(bar)


def _action(command: Command, window: QMainWindow) -> QAction:
    action = QAction(command.label, window)
    action.setObjectName(command.id)
    action.setIconText(command.short or plain(command.label))
    return action
