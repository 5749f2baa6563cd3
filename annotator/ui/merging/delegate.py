"""How a line of a merge is painted: what is to be decided stands out, without colour too."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from annotator.domain.merging import Case
from annotator.services.merge_words import Line
from annotator.ui.merging.model import COLUMNS
from annotator.ui.rows import Index, RowDelegate
from annotator.ui.scale import Space, Type, font

_BESIDE = Space.SMALL


class MergeDelegate(RowDelegate):
    """Paints one cell: a line of words, bold where somebody has to decide."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, option.fontMetrics.height() + 2 * Space.SMALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self.begin(painter, option, index)
        if isinstance(line, Line):
            words = str(index.data(Qt.ItemDataRole.DisplayRole))
            open_ = line.case is Case.CONFLICT and index.column() == len(COLUMNS) - 1
            painter.setFont(font(Type.STRONG if open_ else Type.BODY, option.font))
            painter.setPen(self.theme.muted if index.column() == 0 else self.theme.text)
            box = option.rect.adjusted(_BESIDE, 0, -_BESIDE, 0)
            short = painter.fontMetrics().elidedText(
                words, Qt.TextElideMode.ElideRight, box.width()
            )
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, short)
        self.end(painter)
