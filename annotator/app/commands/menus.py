"""Menus and tool bar made from the table of commands, and kept in step with what is possible."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar

from annotator.app.commands.table import COMMANDS, SWITCHES, TOOL_BAR, Command, Needs
from annotator.app.shortcuts.keymap import Keymap
from annotator.app.shortcuts.keys import plain
from annotator.app.theme.scale import icon_size
from annotator.app.theme.theme import SCHEMES, Theme
from annotator.app.widgets.plain_text import literal, tip


class Menus:
    """Every command as one QAction, in its menu, on the tool bar where it belongs."""

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
        """Let the tool bar speak where it has the room, and show icons where it has not."""
        style, edge = Qt.ToolButtonStyle, icon_size()
        self._bar.setIconSize(QSize(edge, edge))
        self._bar.setToolButtonStyle(style.ToolButtonTextBesideIcon)
        if self._bar.sizeHint().width() > width:
            self._bar.setToolButtonStyle(style.ToolButtonIconOnly)

    def allow(self, here: Mapping[Needs, bool]) -> None:
        """Enable what makes sense with what is there."""
        for command in COMMANDS:
            if command.needs in here:
                self.actions[command.id].setEnabled(here[command.needs])

    def show_pane(self, name: str, shown: bool) -> None:  # noqa: FBT001 - a signal's slot
        """Show whether a pane beside the text is there."""
        self.actions[f"{name}_pane"].setChecked(shown)

    def name_archiving(self, *, archived: bool) -> None:
        """Let the command say whether it puts the article away or brings it back."""
        self.actions["archive"].setText("Unarc&hive article" if archived else "Arc&hive article")

    def name_steps(self, undo: str | None, redo: str | None) -> None:
        """Let undo and redo say what they would do."""
        for name, verb, step in (("undo", "Undo", undo), ("redo", "Redo", redo)):
            action = self.actions[name]
            action.setText(f"&{verb}" + literal(f": {step}" if step else ""))
            action.setIconText(verb)
            action.setEnabled(step is not None)
            self._words[name] = f"{verb}: {step}" if step else verb
            self._tell(name)

    def _tell(self, name: str) -> None:
        """Say in a tool tip what a command does, and its usual key."""
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
