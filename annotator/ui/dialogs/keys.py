"""The page of all keys: what they do, by menu, and a field that narrows it down."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.text_folding import fold, folded_words
from annotator.ui.dialogs.dialog import Dialog
from annotator.ui.dialogs.page import open_at
from annotator.ui.keys import RULES, KeyRow, key_rows
from annotator.ui.marked import paint_keys
from annotator.ui.plain_text import Label
from annotator.ui.rows import ROW, Index, RowDelegate, RowsView
from annotator.ui.scale import Space, Type, font, letters, pad
from annotator.ui.theme import Theme

_INTO_THE_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
Line = KeyRow | str
"""Keys, or the heading of those that follow."""


class KeysModel(QAbstractListModel):
    """Headings and keys; ``ROW`` gives a KeyRow, or the words of a heading."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._all = key_rows()
        self.lines: list[Line] = _with_headings(self._all)

    def narrow(self, typed: str) -> None:
        """Show what holds all the typed words, in its words, its keys or its group."""
        words = folded_words(typed)
        self.beginResetModel()
        self.lines = _with_headings([r for r in self._all if all(w in _text(r) for w in words)])
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == ROW:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line if isinstance(line, str) else f"{line.words}: {' or '.join(line.keys)}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        heading = index.isValid() and isinstance(self.lines[index.row()], str)
        return Qt.ItemFlag.ItemIsEnabled if heading else super().flags(index)


class KeyDelegate(RowDelegate):
    """Paints a heading, or what some keys do and the keys on plates."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, option.fontMetrics.height() + 2 * Space.SMALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self.begin(painter, option, index)
        box = QRectF(option.rect).adjusted(Space.MEDIUM, 0, -Space.MEDIUM, 0)
        if isinstance(line, KeyRow):
            painter.setPen(self.theme.text)
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box.adjusted(Space.MEDIUM, 0, 0, 0), left, line.words)
            painter.setFont(font(Type.CAPTION, option.font))
            paint_keys(painter, box, line.keys, self.theme)
        else:
            painter.setFont(font(Type.STRONG, option.font))
            painter.setPen(self.theme.accent)
            below = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            painter.drawText(box.adjusted(0, 0, 0, -Space.TINY), below, str(line))
        self.end(painter)


class KeysDialog(Dialog):
    """All keys; it stays beside the work until it is closed."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = QLineEdit()
        self.field.setPlaceholderText("What you want to do, or a key")
        self.field.setAccessibleName("Narrow down")
        self.field.setClearButtonEnabled(True)
        self.delegate = KeyDelegate(theme)
        self.list = RowsView("Keys", self.delegate)
        self.model = KeysModel(self)
        self.list.setModel(self.model)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.nothing = Label("No key does that. Ctrl+K finds every action, with keys or without.")
        self.nothing.setObjectName("muted")
        self.nothing.setWordWrap(True)
        self.nothing.hide()
        self.rules = Label("\n".join(RULES))
        self.rules.setWordWrap(True)
        self.rules.setVisible(bool(RULES))
        self.field.textChanged.connect(self._narrow)
        layout = QVBoxLayout(self)
        pad(layout, Space.LARGE)
        layout.setSpacing(Space.MEDIUM)
        for widget in (self.rules, self.field, self.nothing, self.list):
            layout.addWidget(widget)
        self.list.setMinimumHeight(letters(30))
        open_at(self, 74, 84)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _INTO_THE_LIST and self.field.hasFocus():
            QApplication.sendEvent(self.list, event)
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _narrow(self, typed: str) -> None:
        self.model.narrow(typed)
        self.nothing.setVisible(not self.model.lines)
        self.list.setVisible(bool(self.model.lines))


def _with_headings(rows: list[KeyRow]) -> list[Line]:
    lines: list[Line] = []
    group = ""
    for row in rows:
        if row.group != group:
            group = row.group
            lines.append(group)
        lines.append(row)
    return lines


def _text(row: KeyRow) -> str:
    return fold(" ".join((row.group, row.words, *row.keys)))
