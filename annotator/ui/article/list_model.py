"""The articles of a project as a list model: rows are read as they come into view."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from annotator.domain.articles import Article
from annotator.domain.changes import Outcome
from annotator.ui.rows import ROW, Index
from annotator.ui.session import Session

_PAGE = 100


class ArticlesModel(QAbstractListModel):
    """The articles by number; ``ROW`` gives an Article."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._count = 0
        self._pages: dict[int, list[Article]] = {}
        session.opened.connect(self.show_project)
        session.changed.connect(self._take_up)

    def show_project(self) -> None:
        """Show the articles of the open project."""
        self.beginResetModel()
        self._pages.clear()
        self._count = self._session.project.articles.count()
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        article = self.article(index.row()) if index.isValid() else None
        if article is None:
            return None
        if role == ROW:
            return article
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{article.number}. {article.heading}"
        return None

    def article(self, row: int) -> Article | None:
        """The article in this row."""
        number, place = divmod(row, _PAGE)
        if number not in self._pages:
            self._pages[number] = self._session.project.articles.page(number * _PAGE, _PAGE)
        page = self._pages[number]
        return page[place] if place < len(page) else None

    def row_of(self, article_id: str) -> int:
        """The row of an article; -1 when it is not among those read, or nowhere."""
        for number, page in self._pages.items():
            for place, article in enumerate(page):
                if article.id == article_id:
                    return number * _PAGE + place
        return -1

    def _take_up(self, outcome: Outcome) -> None:
        if outcome.touched("articles"):
            self.show_project()
