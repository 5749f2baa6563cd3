"""The left side: the articles of the project."""

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from annotator.domain.articles import Article
from annotator.ui.article.list_delegate import ArticleDelegate
from annotator.ui.article.list_model import ArticlesModel
from annotator.ui.rows import ROW, RowsView
from annotator.ui.scale import Space, bare
from annotator.ui.session import Session
from annotator.ui.theme import Theme


class ArticlesPane(QWidget):
    """The list of articles, following what is chosen in the session."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session = session
        heading = QLabel("Articles")
        heading.setObjectName("heading")
        heading.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.TINY)
        self.delegate = ArticleDelegate(theme)
        self.list = RowsView("Articles", self.delegate)
        self.model = ArticlesModel(session, self)
        self.list.setModel(self.model)
        layout = QVBoxLayout(self)
        bare(layout, Space.TINY)
        layout.addWidget(heading)
        layout.addWidget(self.list, 1)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.model.modelReset.connect(self._follow)
        session.article_chosen.connect(self._follow)

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.delegate.theme = theme
        self.list.viewport().update()

    def choose_first(self) -> None:
        """Choose the first article, if there is one."""
        article = self.model.article(0) if self.model.rowCount() else None
        if article is not None:
            self._session.choose_article(article.id)

    def _choose(self, index: QModelIndex) -> None:
        article = index.data(ROW)
        if isinstance(article, Article):
            self._session.choose_article(article.id)

    def _follow(self) -> None:
        chosen = self._session.article
        row = self.model.row_of(chosen.id) if chosen else -1
        index = self.model.index(row) if row >= 0 else QModelIndex()
        if index != self.list.currentIndex():
            self.list.setCurrentIndex(index)
