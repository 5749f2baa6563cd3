"""How an article looks in the list: its heading, and where and when it appeared."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.articles import Article
from annotator.ui.rows import ROW, Index, paint_ground, shortened
from annotator.ui.theme import Theme

_PAD = 12


class ArticleDelegate(QStyledItemDelegate):
    """Paints an Article in three lines."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, option.fontMetrics.height() * 3 + 2 * _PAD - 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        article = index.data(ROW)
        if not isinstance(article, Article):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option, self.theme)
        box = option.rect.adjusted(_PAD, _PAD - 3, -_PAD, 0)
        metrics = QFontMetrics(option.font)
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(self.theme.text)
        upper = QRect(box.left(), box.top(), box.width(), metrics.height() * 2 + 2)
        words = shortened(article.heading, QFontMetrics(bold), box.width(), lines=2)
        painter.drawText(
            upper, int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap), words
        )
        painter.setFont(option.font)
        painter.setPen(self.theme.muted)
        lower = QRect(box.left(), upper.bottom() + 1, box.width(), metrics.height())
        facts = [article.metadata.outlet, article.metadata.published]
        line = " · ".join(fact for fact in facts if fact) or f"Article {article.number}"
        painter.drawText(
            lower,
            Qt.AlignmentFlag.AlignLeft,
            metrics.elidedText(line, Qt.TextElideMode.ElideRight, box.width()),
        )
        painter.restore()
