"""The lines of the palette: a model and how each is painted."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from annotator.app.palette.entries import Entry
from annotator.app.theme.scale import Space, Type, font, icon_size
from annotator.app.widgets.lists.marked_words import paint_keys, paint_marked
from annotator.app.widgets.lists.rows import ROW, Index, RowDelegate

_NOTE = 0.45
"""The part of a line that a note may take."""


class EntriesModel(QAbstractListModel):
    """The entries that are offered; ``ROW`` gives an Entry."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show_entries(self, entries: list[Entry]) -> None:
        """Offer these."""
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
    """Paints an Entry in one line: icon, words with the typed letters bold, note and keys."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, option.fontMetrics.height() + 2 * Space.SMALL + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = self.begin(painter, option, index)
        if isinstance(entry, Entry):
            box = QRectF(option.rect).adjusted(Space.LARGE, 0, -Space.LARGE, 0)
            ink = self.theme.text if entry.usable else self.theme.muted
            box = self._paint_icon(painter, box, entry, ink)
            painter.setFont(font(Type.CAPTION, option.font))
            box.setRight(box.right() - paint_keys(painter, box, entry.keys, self.theme))
            box.setRight(box.right() - self._paint_note(painter, box, entry))
            painter.setFont(option.font)
            paint_marked(painter, box, entry.words, entry.marks, ink)
        self.end(painter)

    def _paint_icon(self, painter: QPainter, box: QRectF, entry: Entry, ink: QColor) -> QRectF:
        size = icon_size()
        place = QRectF(box.left(), box.center().y() - size / 2, size, size)
        if entry.icon:
            self.theme.icon(entry.icon, ink).paint(painter, place.toRect())
        return box.adjusted(size + Space.MEDIUM, 0, 0, 0)

    def _paint_note(self, painter: QPainter, box: QRectF, entry: Entry) -> float:
        metrics = painter.fontMetrics()
        room = int(box.width() * _NOTE)
        note = metrics.elidedText(entry.note, Qt.TextElideMode.ElideRight, room)
        painter.setPen(self.theme.muted)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, right, note)
        return metrics.horizontalAdvance(note) + Space.MEDIUM if note else 0.0
