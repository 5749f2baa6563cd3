"""The palette over the window: a field and a list that find commands, articles, claims and keys.

The popup is used with the keys alone, and closes itself.
"""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from annotator.app.commands.table import COMMANDS, Command
from annotator.app.palette.entries import EntryKind, PaletteEntry, fitting, read_again, things
from annotator.app.preferences import Preferences
from annotator.app.session.jobs import Job
from annotator.app.session.session import Session
from annotator.app.shortcuts.dialog import KeysDialog
from annotator.app.shortcuts.keymap import Keymap
from annotator.app.shortcuts.keys import menu_path, native_keys, plain
from annotator.app.theme.scale import Space, Type, font, icon_size, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.announcement import announce
from annotator.app.widgets.lists.marked_words import paint_keys, paint_marked
from annotator.app.widgets.lists.rows import ROW, Index, RowDelegate, RowsView
from annotator.app.widgets.plain_text import Label

_NOTE = 0.45
"""The part of a line that a note may take."""


class EntriesModel(QAbstractListModel):
    """The entries that are offered; ``ROW`` gives a PaletteEntry."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[PaletteEntry] = []

    def show_entries(self, entries: list[PaletteEntry]) -> None:
        """Offer these entries in place of the earlier entries."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == ROW:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.spoken
        return None


class EntryDelegate(RowDelegate):
    """Paints a PaletteEntry in a line: icon, words with typed letters bold, note and keys."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, option.fontMetrics.height() + 2 * Space.SMALL + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = self.begin(painter, option, index)
        if isinstance(entry, PaletteEntry):
            box = QRectF(option.rect).adjusted(Space.LARGE, 0, -Space.LARGE, 0)
            ink = self.theme.text if entry.usable else self.theme.muted
            box = self._paint_icon(painter, box, entry, ink)
            painter.setFont(font(Type.CAPTION, option.font))
            box.setRight(box.right() - paint_keys(painter, box, entry.keys, self.theme))
            box.setRight(box.right() - self._paint_note(painter, box, entry))
            painter.setFont(option.font)
            paint_marked(painter, box, entry.words, entry.marks, ink)
        self.end(painter)

    def _paint_icon(
        self, painter: QPainter, box: QRectF, entry: PaletteEntry, ink: QColor
    ) -> QRectF:
        size = icon_size()
        place = QRectF(box.left(), box.center().y() - size / 2, size, size)
        if entry.icon:
            self.theme.icon(entry.icon, ink).paint(painter, place.toRect())
        return box.adjusted(size + Space.MEDIUM, 0, 0, 0)

    def _paint_note(self, painter: QPainter, box: QRectF, entry: PaletteEntry) -> float:
        metrics = painter.fontMetrics()
        room = int(box.width() * _NOTE)
        note = metrics.elidedText(entry.note, Qt.TextElideMode.ElideRight, room)
        painter.setPen(self.theme.muted)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, right, note)
        return metrics.horizontalAdvance(note) + Space.MEDIUM if note else 0.0


_SHADE = 20
"""Pixels over which the shadow fades."""
_SHADE_STEP = 3
"""Of 255, by which each pixel nearer is darker."""
_LINES = 11
_ACROSS = 92
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Tab: 1,
    Qt.Key.Key_Backtab: -1,
    Qt.Key.Key_PageDown: _LINES - 1,
    Qt.Key.Key_PageUp: 1 - _LINES,
}


class CommandPalette(QWidget):
    """A line and a list beneath it.

    ``typed`` comes with the typed words, and the caller gives the hits to ``show_entries``;
    ``chosen`` comes with the PaletteEntry that was chosen, once the popup is closed and the focus
    back in its place.
    """

    typed = Signal(str)
    chosen = Signal(object)

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._before: QWidget | None = None
        self.field = QLineEdit()
        self.field.setObjectName("palette")
        self.field.setPlaceholderText("An action, an article, or a claim by its number or words")
        self.field.setAccessibleName("Find an action, article or claim")
        self.delegate = EntryDelegate(theme)
        self.list = RowsView("What was found", self.delegate)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.model = EntriesModel(self)
        self.list.setModel(self.model)
        self.nothing = Label("Nothing has that name. “Search everything” looks in all text.")
        self.nothing.setObjectName("muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self.field.textChanged.connect(self.typed)
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._choose)
        self.list.selectionModel().currentChanged.connect(self._say)
        window.installEventFilter(self)
        self.hide()

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self._theme = self.delegate.theme = theme
        self.update()

    def open(self) -> None:
        """Appear, empty, with the focus in the line; open already, let go."""
        if self.isVisible():
            self.close_up()
            return
        self._before = QApplication.focusWidget()
        self._place()
        self.field.clear()
        self.typed.emit("")
        self.show()
        self.raise_()
        self.field.setFocus()

    def close_up(self) -> None:
        """Go away, and give the focus back."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus()

    def show_entries(self, entries: list[PaletteEntry]) -> None:
        """Offer these entries; keep the current entry if it is among them, else go to the first."""
        kept = self._current() if self.list.currentIndex().row() > 0 else None
        self.model.show_entries(entries)
        row = next((n for n, e in enumerate(entries) if kept and _same(e, kept)), 0)
        self.list.setCurrentIndex(self.model.index(row))
        self.list.setVisible(bool(entries))
        self.nothing.setVisible(not entries and bool(self.field.text().strip()))
        height = self.list.verticalHeader().defaultSectionSize() * min(_LINES, len(entries))
        self.list.setFixedHeight(height + 2)
        self._frame.adjustSize()
        self._place()

    # Qt's events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._pressed(Qt.Key(event.key()))
        elif (
            event.type() == QEvent.Type.FocusOut
            and isValid(self._window)  # it comes while that is taken apart, too
            and self._window.isActiveWindow()
        ):
            self._before = None
            self.hide()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        inner, shade = QRectF(self._frame.geometry()), QColor(self._theme.shadow)
        shade.setAlpha(_SHADE_STEP)
        painter.setBrush(shade)
        for spread in range(_SHADE, 0, -1):
            painter.drawRoundedRect(
                inner.adjusted(-spread, 4 - spread, spread, 4 + spread), 9 + spread, 9 + spread
            )

    # inner workings

    def _pressed(self, key: Qt.Key) -> bool:
        acts: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Escape: self.close_up,
            Qt.Key.Key_Return: self._choose,
            Qt.Key.Key_Enter: self._choose,
        }
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key in acts:
            acts[key]()
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        last = len(self.model.entries) - 1
        row = self.list.currentIndex().row()
        # one step beyond the end goes round, a page does not
        row = (row + by) % (last + 1) if abs(by) == 1 and last >= 0 else row + by
        self.list.setCurrentIndex(self.model.index(max(0, min(row, last))))

    def _choose(self, index: QModelIndex | None = None) -> None:
        entry = self.model.entries[index.row()] if index else self._current()
        if entry is not None and entry.usable:
            self.close_up()
            self.chosen.emit(entry)

    def _current(self) -> PaletteEntry | None:
        row = self.list.currentIndex().row()
        return self.model.entries[row] if 0 <= row < len(self.model.entries) else None

    def _say(self, index: QModelIndex) -> None:
        if index.isValid() and self.isVisible():
            announce(self.field, self.model.entries[index.row()].spoken)

    def _place(self) -> None:
        width = min(letters(_ACROSS), self._window.width() - 2 * Space.WIDE)
        self._frame.setFixedWidth(width)
        size = self.sizeHint()
        left = (self._window.width() - size.width()) // 2
        self.setGeometry(left, self._window.height() // 9, size.width(), size.height())

    def _lay_out(self) -> None:
        self._frame = QFrame()
        self._frame.setObjectName("popup")
        inner = QVBoxLayout(self._frame)
        pad(inner, Space.SMALL)
        inner.setSpacing(Space.SMALL)
        for widget in (self.field, self.list, self.nothing):
            inner.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_SHADE, _SHADE, _SHADE, _SHADE + 4)
        outer.addWidget(self._frame)


def _same(one: PaletteEntry, other: PaletteEntry) -> bool:
    return (one.kind, one.id) == (other.kind, other.id)


_REMEMBERED = 6


class PaletteController(QObject):
    """Fills the palette with the actions, articles and claims, and runs the action chosen in it.

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
        """Return the entries chosen lately, then every action."""
        offered = {entry.id: entry for entry in self._offered()}
        lately = [offered[name] for name in self._preferences.recent_commands if name in offered]
        self._recent = self._known(self._recent)
        recent = [*self._recent, *lately]
        rest = [entry for entry in offered.values() if entry not in recent]
        return recent + sorted(rest, key=lambda entry: not entry.usable)

    def _known(self, recent: list[PaletteEntry]) -> list[PaletteEntry]:
        """Return the entries chosen lately under their present names, without removed entries."""
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
        """Offer the present entries, if the palette is open over a change."""
        if self.palette.isVisible():
            self._find(self.palette.field.text())

    def _forget(self) -> None:
        self._recent = []
        if self.palette.isVisible():
            self.palette.close_up()
        self.palette.field.clear()
        self.palette.show_entries([])
