"""How an article looks in the list: its heading, and where and when it appeared."""

from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from annotator.domain.articles import Article
from annotator.ui.rows import Index, RowDelegate

_PAD = 12


class ArticleDelegate(RowDelegate):
    """Paints an Article in three lines."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        article = self.begin(painter, option, index)
        if isinstance(article, Article):
            box = option.rect.adjusted(_PAD, _PAD - 3, -_PAD, 0)
            bold = QFont(option.font)
            bold.setWeight(QFont.Weight.DemiBold)
            painter.setFont(bold)
            self.paint_words(painter, box, article.heading)
            painter.setFont(option.font)
            self.paint_facts(painter, box, _facts(article))
        self.end(painter)


def _facts(article: Article) -> str:
    facts = [article.metadata.outlet, article.metadata.published]
    return " · ".join(fact for fact in facts if fact) or f"Article {article.number}"
