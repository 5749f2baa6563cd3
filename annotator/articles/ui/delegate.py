"""How an article looks in the list: its heading, what is known and planned, how far it is."""

from datetime import date

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from annotator.app.theme.scale import Space, Type, font
from annotator.app.widgets.lists.rows import Index, RowDelegate
from annotator.articles.plan import PlannedArticle, Progress
from annotator.articles.ui.model import facts_of, progress_in_words

_BAR = 4
"""Height of the bar that shows how far an article is, in pixels."""


class ArticleDelegate(RowDelegate):
    """Paints a PlannedArticle: two lines of heading, one of facts, one of progress."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), size.height() + option.fontMetrics.height() + Space.SMALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self.begin(painter, option, index)
        if isinstance(row, PlannedArticle):
            box = option.rect.adjusted(Space.LARGE, Space.SMALL, -Space.LARGE, -Space.SMALL)
            painter.setFont(font(Type.STRONG, option.font))
            heading = " ".join(row.article.heading.split())
            below = self.paint_words(painter, box, heading)
            painter.setFont(option.font)
            self.paint_facts(painter, below, " · ".join(facts_of(row, date.today().isoformat())))
            painter.setFont(font(Type.CAPTION, option.font))
            self._paint_progress(painter, box, row.progress)
        self.end(painter)

    def _paint_progress(self, painter: QPainter, box: QRect, progress: Progress | None) -> None:
        words = progress_in_words(progress)
        metrics = painter.fontMetrics()
        line = QRect(box.left(), box.bottom() - metrics.height(), box.width(), metrics.height())
        painter.setPen(self.theme.muted)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, words)
        if progress is None or not progress.claims:
            return
        left = line.left() + metrics.horizontalAdvance(words) + Space.SMALL
        room = QRectF(left, line.center().y() - _BAR / 2 + 1, line.right() - left, _BAR)
        if room.width() < 3 * _BAR:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.hover)
        painter.drawRoundedRect(room, _BAR / 2, _BAR / 2)
        room.setWidth(room.width() * progress.checked / progress.claims)
        painter.setBrush(self.theme.accent)
        painter.drawRoundedRect(room, _BAR / 2, _BAR / 2)
