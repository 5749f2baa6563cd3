"""Finding what one wants to do, and where, as slots: the palette and the page of keys."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from annotator.app.commands.table import COMMANDS, Command
from annotator.app.palette.entries import EntryKind, PaletteEntry, fitting, read_again, things
from annotator.app.palette.popup import CommandPalette
from annotator.app.preferences import Preferences
from annotator.app.session.jobs import Job
from annotator.app.session.session import Session
from annotator.app.shortcuts.dialog import KeysDialog
from annotator.app.shortcuts.keymap import Keymap
from annotator.app.shortcuts.keys import menu_path, native_keys, plain
from annotator.app.theme.theme import Theme

_REMEMBERED = 6


class PaletteController(QObject):
    """Fills the palette with what is there, and runs the action that is chosen in it.

    ``place_chosen`` comes with the article or the claim to go to.
    """

    place_chosen = Signal(str, str)

    def __init__(
        self,
        session: Session,
        actions: Mapping[str, QAction],
        keymap: Keymap,
        preferences: Preferences,
        theme: Theme,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._actions = actions
        self._keymap = keymap
        self._preferences = preferences
        self._window = window
        self._theme = theme
        self._job: Job | None = None
        self._recent: list[PaletteEntry] = []
        self.palette = CommandPalette(theme, window)
        self.palette.typed.connect(self._find)
        self.palette.chosen.connect(self._go)
        session.closed.connect(self._forget)
        session.refreshed.connect(self._find_again)

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self._theme = theme
        self.palette.show_theme(theme)
        page = self._window.findChild(KeysDialog)
        if isinstance(page, KeysDialog):
            page.show_theme(theme)

    def open_palette(self) -> None:
        """Ask for an action, an article or a claim."""
        self.palette.open()

    def show_keys(self) -> None:
        """Show the page of keys."""
        dialog = self._window.findChild(KeysDialog)
        if not isinstance(dialog, KeysDialog):
            dialog = KeysDialog(self._window, self._theme, self._keymap)
        dialog.show()
        dialog.activateWindow()

    def _find(self, typed: str) -> None:
        if self._job is not None:
            self._job.stop()
        if not typed.strip():
            self.palette.show_entries(self._usual())
            return
        well, others = fitting(typed, self._offered())
        # a number is a claim's before it is a key, so nothing stands there until claims are found
        waits = typed.strip().isdecimal() and self._session.is_open
        self.palette.show_entries(well if waits else well + others)
        if self._session.is_open:
            article = self._session.article
            self._job = self._session.lookups.run(
                things(typed, article.id if article else ""),
                lambda found: self._show(typed, [*well, *found, *others]),
            )

    def _show(self, typed: str, entries: list[PaletteEntry]) -> None:
        if self.palette.field.text() == typed:
            self.palette.show_entries(entries)

    def _usual(self) -> list[PaletteEntry]:
        """What was chosen lately, then every action."""
        offered = {entry.id: entry for entry in self._offered()}
        lately = [offered[name] for name in self._preferences.recent_commands if name in offered]
        self._recent = self._known(self._recent)
        recent = [*self._recent, *lately]
        rest = [entry for entry in offered.values() if entry not in recent]
        return recent + sorted(rest, key=lambda entry: not entry.usable)

    def _known(self, recent: list[PaletteEntry]) -> list[PaletteEntry]:
        """What was chosen lately as it is called by now, without what is gone."""
        here = self._session.article.id if self._session.article else ""
        now = (read_again(self._session.project, entry, here) for entry in recent)
        return [entry for entry in now if entry is not None]

    def _offered(self) -> list[PaletteEntry]:
        return [self._entry(c) for c in COMMANDS if c.id not in ("", "palette")]

    def _entry(self, command: Command) -> PaletteEntry:
        action = self._actions[command.id]
        usable = action.isEnabled()
        note = menu_path(command.menu) if usable else f"needs {command.needs.value}"
        words, keys = plain(action.text()), native_keys(self._keymap, command.id)
        return PaletteEntry(
            EntryKind.ACTION,
            command.id,
            words,
            note,
            keys[:1],
            command.icon,
            usable,
            other_keys=keys[1:],
        )

    def _go(self, entry: PaletteEntry) -> None:
        if entry.kind is EntryKind.ACTION:
            self._preferences.remember_command(entry.id, _REMEMBERED)
            self._actions[entry.id].trigger()
            return
        self._remember(entry)
        of_article = entry.kind is EntryKind.ARTICLE
        self.place_chosen.emit(entry.id if of_article else "", "" if of_article else entry.id)

    def _remember(self, entry: PaletteEntry) -> None:
        others = [known for known in self._recent if known.id != entry.id]
        self._recent = [entry, *others][:_REMEMBERED]

    def _find_again(self) -> None:
        """Offer what is there by now, if the palette is open over a change."""
        if self.palette.isVisible():
            self._find(self.palette.field.text())

    def _forget(self) -> None:
        self._recent = []
        if self.palette.isVisible():
            self.palette.close_up()
        self.palette.field.clear()
        self.palette.show_entries([])
