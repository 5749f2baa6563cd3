"""The page of all keys: a list by menu, found by typing, changed by pressing, and printed."""

from dataclasses import dataclass
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QShowEvent, QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.app.shortcuts.editor import KeyEditor
from annotator.app.shortcuts.keymap import Keymap, SingleKeys
from annotator.app.shortcuts.keys import RULES, KeyRow, key_rows
from annotator.app.theme.scale import Space, Type, clear_margins, font, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.dialog import Dialog, open_at
from annotator.app.widgets.fields import ChoiceBox
from annotator.app.widgets.lists.marked_words import paint_keys
from annotator.app.widgets.lists.rows import ROW, Index, RowDelegate, RowsView
from annotator.app.widgets.plain_text import Label
from annotator.kernel.text_folding import fold, folded_words


@dataclass(frozen=True, slots=True)
class KeyRule:
    """A rule for many commands, in a sentence or two."""

    words: str


Line = KeyRow | KeyRule | str
"""A row of keys, a rule, or the heading of the rows that follow."""
_RULES = "For every command"
_LONG = 3
"""From so many letters on a word is found inside other words too."""
_CHANGED = "changed"
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)


class KeysModel(QAbstractListModel):
    """Headings and keys; ``ROW`` gives a KeyRow, or the words of a heading."""

    def __init__(self, keymap: Keymap, parent: QObject) -> None:
        super().__init__(parent)
        self._keymap = keymap
        self._typed = ""
        self._rows: list[KeyRow] = []
        self.lines: list[Line] = []
        self.refresh()

    def narrow(self, typed: str) -> None:
        """Show the rows that hold all typed words, in their words, their keys or their group."""
        self._typed = typed
        words = folded_words(typed)
        rows = [row for row in self._rows if all(_holds(row, w) for w in words)]
        rules = [KeyRule(rule) for rule in RULES if all(_says(rule, w) for w in words)]
        self.beginResetModel()
        self.lines = [*([_RULES] if rules else []), *rules, *_with_headings(rows)]
        self.endResetModel()

    def refresh(self) -> None:
        """Show the same rows with the keys that they have now."""
        self._rows = key_rows(self._keymap)
        self.narrow(self._typed)

    def row_of(self, command: str) -> int:
        """Return the row of a command, or -1."""
        found = (n for n, line in enumerate(self.lines) if _command_of(line) == command)
        return next(found, -1)

    def first(self) -> int:
        """Return the first row that is no heading, or -1."""
        return next((n for n, line in enumerate(self.lines) if isinstance(line, KeyRow)), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == ROW:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _spoken(line)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        heading = index.isValid() and not isinstance(self.lines[index.row()], KeyRow)
        return Qt.ItemFlag.ItemIsEnabled if heading else super().flags(index)


class KeyDelegate(RowDelegate):
    """Paints a heading, or the words of a row and its keys on plates."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, option.fontMetrics.height() + 2 * Space.SMALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self.begin(painter, option, index)
        box = QRectF(option.rect).adjusted(Space.MEDIUM, 0, -Space.MEDIUM, 0)
        if isinstance(line, KeyRow):
            self._paint_row(painter, option, box, line)
        elif isinstance(line, KeyRule):
            painter.setPen(self.theme.text)
            painter.drawText(_rule_box(option.rect), _WRAPPED, line.words)
        else:
            painter.setFont(font(Type.STRONG, option.font))
            painter.setPen(self.theme.accent)
            below = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            painter.drawText(box.adjusted(0, 0, 0, -Space.TINY), below, str(line))
        self.end(painter)

    def height_of(self, rule: KeyRule, width: int, metrics: QFontMetrics) -> int:
        """Return the height of a rule in pixels.

        Args:
            rule: The rule, wrapped at the width of the list.
            width: The width of the list in pixels.
            metrics: The metrics of the font.
        """
        box = _rule_box(QRect(0, 0, width, 9999))
        return metrics.boundingRect(box, _WRAPPED, rule.words).height() + Space.SMALL

    def _paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, row: KeyRow
    ) -> None:
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font(Type.CAPTION, option.font))
        taken = paint_keys(painter, box, row.keys, self.theme)
        if row.changed:
            note = box.adjusted(0, 0, -taken - Space.TINY, 0)
            painter.setPen(self.theme.accent)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(note, right, _CHANGED)
            taken += painter.fontMetrics().horizontalAdvance(_CHANGED) + Space.SMALL
        words = box.adjusted(Space.MEDIUM, 0, -taken - Space.SMALL, 0)
        painter.setFont(option.font)
        painter.setPen(self.theme.text)
        metrics = painter.fontMetrics()
        short = metrics.elidedText(row.words, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, left, short)


def _rule_box(row: QRect) -> QRect:
    """Return where in a row the words of a rule are."""
    return row.adjusted(Space.MEDIUM * 2, Space.TINY, -Space.MEDIUM, -Space.TINY)


def _with_headings(rows: list[KeyRow]) -> list[Line]:
    lines: list[Line] = []
    group = ""
    for row in rows:
        if row.group != group:
            group = row.group
            lines.append(group)
        lines.append(row)
    return lines


def _holds(row: KeyRow, word: str) -> bool:
    """Return whether a row has a word: as a key, or as the beginning of any of its words."""
    if word in {fold(key) for key in row.keys}:
        return True
    words = fold(f"{row.group} {row.words}")
    keys = fold(" ".join(row.keys)).split()
    if len(word) < _LONG:
        return any(other.startswith(word) for other in words.split())
    return word in words or any(key.startswith(word) for key in keys)


def _says(rule: str, word: str) -> bool:
    return len(word) >= _LONG and word in fold(rule)


def _command_of(line: Line) -> str | None:
    return line.command if isinstance(line, KeyRow) else None


def _spoken(row: Line) -> str:
    if not isinstance(row, KeyRow):
        return row if isinstance(row, str) else row.words
    keys = " or ".join(row.keys) or "no key"
    return f"{row.words}: {keys}" + (f", {_CHANGED}" if row.changed else "")


_WORDS, _GROUP, _TITLE = 9, 10, 15
"""Sizes of type in points on paper, independent of the size of the window."""
_STYLE = (
    f"body {{ font-size: {_WORDS}pt }} h1 {{ font-size: {_TITLE}pt }} "
    f"h2 {{ font-size: {_GROUP}pt }} td {{ padding: 1px 12px 1px 0 }}"
)


def key_sheet(keymap: Keymap) -> QTextDocument:
    """Return a document of all present keys, by menu; commands without keys are left out.

    No part of the names is markup.
    """
    rows = [row for row in key_rows(keymap) if row.keys]
    groups = list(dict.fromkeys(row.group for row in rows))
    rules = "".join(f"<p>{escape(rule)}</p>" for rule in RULES)
    tables = "".join(_table(group, [r for r in rows if r.group == group]) for group in groups)
    document = QTextDocument()
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml(f"<h1>Keyboard shortcuts</h1>{rules}{tables}")
    return document


def print_sheet(keymap: Keymap, printer: QPrinter) -> None:
    """Print all keys as they are now."""
    key_sheet(keymap).print_(printer)


def _table(group: str, rows: list[KeyRow]) -> str:
    lines = "".join(
        f"<tr><td width='60%'>{escape(row.words)}</td><td>{escape(' or '.join(row.keys))}</td></tr>"
        for row in rows
    )
    return f"<h2>{escape(group)}</h2><table width='100%'>{lines}</table>"


_INTO_THE_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SINGLE = {
    SingleKeys.OUTSIDE_FIELDS: "Work everywhere but in fields",
    SingleKeys.IN_TEXT: "Work only in the article’s text",
    SingleKeys.OFF: "Switched off",
}


class KeysDialog(Dialog):
    """All keys; it stays beside the work until it is closed."""

    def __init__(self, parent: QWidget, theme: Theme, keymap: Keymap) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keymap = keymap
        self.field = QLineEdit()
        self.field.setPlaceholderText("Search commands or keys")
        self.field.setAccessibleName("Search commands or keys")
        self.field.setClearButtonEnabled(True)
        self.delegate = KeyDelegate(theme)
        self.list = RowsView("Keys", self.delegate)
        self.model = KeysModel(keymap, self)
        self.list.setModel(self.model)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.nothing = Label("No command has that name or key.")
        self.nothing.setObjectName("muted")
        self.nothing.setWordWrap(True)
        self.nothing.hide()
        self.editor = KeyEditor(keymap)
        self.single = ChoiceBox()
        for where, words in _SINGLE.items():
            self.single.addItem(words, where.value)
        self.print, self.reset, self.close_button = (
            QPushButton(words) for words in ("&Print…", "&Reset all keys", "Close")
        )
        self._lay_out()
        self._connect()
        self._show_changes()

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.delegate.theme = theme
        self.list.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _INTO_THE_LIST and self.field.hasFocus():
            QApplication.sendEvent(self.list, event)
        elif event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif isinstance(button := self.focusWidget(), QPushButton):
            button.click()
        elif self.list.hasFocus() or self.field.hasFocus():
            self.editor.record()

    # inner workings

    def _narrow(self, typed: str) -> None:
        self.model.narrow(typed)
        self.nothing.setVisible(not self.model.lines)
        self.list.setVisible(bool(self.model.lines))
        if typed.strip():
            self.list.setCurrentIndex(self.model.index(self.model.first()))
        self._show_chosen()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # the fonts of the style sheet are known by now
        self._fit_rules()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            self._fit_rules()

    def _fit_rules(self) -> None:
        """Give every rule the lines that it needs."""
        width, metrics = self.list.columnWidth(0), self.list.fontMetrics()
        for row, line in enumerate(self.model.lines):
            if isinstance(line, KeyRule):
                self.list.setRowHeight(row, self.delegate.height_of(line, width, metrics))

    def _show_chosen(self) -> None:
        line = self.list.currentIndex().data(ROW)
        self.editor.show_row(line if isinstance(line, KeyRow) else None)

    def _show_changes(self) -> None:
        """Show every key as it is now, and let the chosen command stay chosen."""
        line = self.list.currentIndex().data(ROW)
        self.model.refresh()
        if isinstance(line, KeyRow):
            self.list.setCurrentIndex(self.model.index(self.model.row_of(line.command)))
        where = self._keymap.single_keys
        self.single.setCurrentIndex(list(_SINGLE).index(where))
        changed = self._keymap.has_changes or where is not SingleKeys.OUTSIDE_FIELDS
        self.reset.setEnabled(changed)

    def _switch_single(self) -> None:
        self._keymap.switch_single_keys(SingleKeys(self.single.currentData()))

    def _reset_all(self) -> None:
        before = self._keymap.state()
        self._keymap.reset_all()
        self.editor.tell_done("All keys are reset to their defaults.", before)
        self.editor.undo.setFocus()

    def _print(self) -> None:
        from annotator.app.files.printer_dialog import chosen_printer

        printer = chosen_printer(self, "Print keyboard shortcuts")
        if printer is not None:
            print_sheet(self._keymap, printer)

    def _back_to_list(self) -> None:
        self.list.setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        clear_margins(row, Space.SMALL)
        for button in (self.print, self.reset, self.close_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.insertStretch(2, 1)
        layout = QVBoxLayout(self)
        pad(layout, Space.LARGE)
        layout.setSpacing(Space.MEDIUM)
        for widget in (self.field, self.nothing):
            layout.addWidget(widget)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.editor)
        words = Label("&Single letters, digits and signs")
        words.setBuddy(self.single)
        where = QHBoxLayout()
        clear_margins(where, Space.SMALL)
        where.addWidget(words)
        where.addWidget(self.single, 1)
        layout.addLayout(where)
        layout.addLayout(row)
        self.list.setMinimumHeight(letters(8))
        open_at(self, 84, 96)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._narrow)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_chosen())
        self.list.doubleClicked.connect(lambda _: self.editor.record())
        self.editor.done.connect(self._back_to_list)
        self.single.activated.connect(self._switch_single)
        self.print.clicked.connect(self._print)
        self.reset.clicked.connect(self._reset_all)
        self.close_button.clicked.connect(self.close)
        self.model.modelReset.connect(self._fit_rules)
        self.list.horizontalHeader().sectionResized.connect(lambda *_: self._fit_rules())
        self._keymap.changed.connect(self._show_changes)
