"""The hits of a search: a model that takes them up as they are found, and how each is painted."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from annotator.app.theme.scale import Space, Type, font, letters
from annotator.app.widgets.lists.marked_words import paint_marked
from annotator.app.widgets.lists.rows import ROW, Index, RowDelegate
from annotator.appearance import label
from annotator.search.model import Hit, HitKind

_KIND = 14
"""Letters of room for the kind of a hit."""


class HitsModel(QAbstractListModel):
    """The hits of one kind, or of all, the kinds in their order; ``ROW`` gives a Hit."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._found: dict[HitKind, list[Hit]] = {}
        self._only: HitKind | None = None
        self.shown: list[Hit] = []

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._found, self._only, self.shown = {}, None, []
        self.endResetModel()

    def take_up(self, kind: HitKind, hits: list[Hit]) -> None:
        """Show what was found of a kind: after others of its kind, before the kinds that follow."""
        self._found.setdefault(kind, []).extend(hits)
        if hits and self._only in (None, kind):
            order = [*HitKind]
            later = order[order.index(kind) + 1 :] if self._only is None else []
            row = len(self.shown) - sum(map(self.count, later))
            self.beginInsertRows(QModelIndex(), row, row + len(hits) - 1)
            self.shown[row:row] = hits
            self.endInsertRows()

    def replace(self, found: dict[HitKind, list[Hit]]) -> None:
        """Show other hits, of the kind that was asked for as long as there are some."""
        self._found = found
        self.show_only(self._only if self._only and found.get(self._only) else None)

    def show_only(self, kind: HitKind | None) -> None:
        """Show the hits of one kind, or of all."""
        self.beginResetModel()
        self._only = kind
        self.shown = [h for k in HitKind if kind in (None, k) for h in self._found.get(k, [])]
        self.endResetModel()

    def count(self, kind: HitKind | None = None) -> int:
        """How many hits there are of a kind, or of all."""
        if kind is not None:
            return len(self._found.get(kind, []))
        return sum(map(len, self._found.values()))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        hit = self.shown[index.row()]
        if role == ROW:
            return hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (label(hit.kind), hit.words, hit.where) if part)
        return None


class HitDelegate(RowDelegate):
    """Paints a Hit: its kind, its words with those that were wanted bold, and where it is."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, 2 * option.fontMetrics.height() + 2 * Space.SMALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit = self.begin(painter, option, index)
        if isinstance(hit, Hit):
            box = QRectF(option.rect).adjusted(Space.LARGE, Space.SMALL, -Space.LARGE, -Space.SMALL)
            line = box.adjusted(letters(_KIND), 0, 0, -box.height() / 2 if hit.where else 0)
            paint_marked(painter, line, hit.words, hit.marks, self.theme.text)
            painter.setFont(font(Type.CAPTION, option.font))
            painter.setPen(self.theme.muted)
            painter.drawText(box.adjusted(0, 1, 0, 0), Qt.AlignmentFlag.AlignLeft, label(hit.kind))
            below = line.translated(0, line.height())
            where = painter.fontMetrics().elidedText(
                hit.where, Qt.TextElideMode.ElideRight, int(below.width())
            )
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, where)
        self.end(painter)
