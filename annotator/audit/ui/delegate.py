"""How an entry of the trail is painted: what was done, what that changed, and who and when."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from annotator.app.theme.scale import Space, Type, font
from annotator.app.widgets.lists.rows import Index, RowDelegate
from annotator.audit.model import Entry
from annotator.audit.ui.wording import facts, summary

_UNDONE = "Undone"


class TrailDelegate(RowDelegate):
    """Paints an Entry in three lines; one that was undone says so, and its name is struck out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = self.begin(painter, option, index)
        if isinstance(entry, Entry):
            box = option.rect.adjusted(Space.LARGE, Space.SMALL, -Space.LARGE, -Space.SMALL)
            line = QRect(box.left(), box.top(), box.width(), option.fontMetrics.height())
            self._paint_name(painter, option, line, entry)
            painter.setFont(option.font)
            painter.setPen(self.theme.text)
            _write(painter, line.translated(0, line.height()), summary(entry))
            painter.setFont(font(Type.CAPTION, option.font))
            painter.setPen(self.theme.muted)
            _write(painter, line.translated(0, 2 * line.height()), facts(entry))
        self.end(painter)

    def _paint_name(
        self, painter: QPainter, option: QStyleOptionViewItem, line: QRect, entry: Entry
    ) -> None:
        room, undone = QRect(line), entry.undone is not None
        if undone:
            painter.setFont(font(Type.CAPTION, option.font))
            painter.setPen(self.theme.warning)
            painter.drawText(line, Qt.AlignmentFlag.AlignRight, _UNDONE)
            taken = painter.fontMetrics().horizontalAdvance(_UNDONE) + Space.SMALL
            room.setWidth(line.width() - taken)
        name = font(Type.STRONG, option.font)
        name.setStrikeOut(undone)
        painter.setFont(name)
        painter.setPen(self.theme.muted if undone else self.theme.text)
        _write(painter, room, entry.heading)


def _write(painter: QPainter, line: QRect, words: str) -> None:
    """Words in one line, shortened where they have no room."""
    plain = " ".join(words.split())
    short = painter.fontMetrics().elidedText(plain, Qt.TextElideMode.ElideRight, line.width())
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, short)
