"""The articles of a project as a list model: rows are read as they come into view."""

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from annotator.app.session.session import Session
from annotator.app.widgets.lists.rows import ROW, Index
from annotator.app.widgets.plain_text import tip
from annotator.app.widgets.timers import make_timer
from annotator.articles.plan import ArticleFilter, ArticleOrder, PlannedArticle, Progress
from annotator.kernel.wording import day_in_words
from annotator.project import Project

_PAGE = 50
_REST = 120
"""Milliseconds without a step before claims are counted: it must not compete with painting."""


class ArticlesModel(QAbstractListModel):
    """The articles that a filter shows, in an order; ``ROW`` gives a PlannedArticle.

    How far each is comes from the background, for those that were looked at.
    """

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.shown = ArticleFilter()
        self.order, self.descending = ArticleOrder.NUMBER, False
        self._ids: list[str] = []
        self._places: dict[str, int] = {}
        self._pages: dict[int, list[PlannedArticle]] = {}
        self._progress: dict[str, Progress] = {}
        self._wanted: dict[str, None] = {}
        self._rest = make_timer(self, _REST, once=True)
        self._rest.timeout.connect(self._count)
        session.opened.connect(self._open)
        session.closed.connect(self._open)
        session.refreshed.connect(self._read)

    def show_articles(
        self, shown: ArticleFilter, order: ArticleOrder, *, descending: bool = False
    ) -> None:
        """Show what a filter shows in another order from now on."""
        self.shown, self.order, self.descending = shown, order, descending
        self._read()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.article(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            facts = ", ".join(facts_of(row, date.today().isoformat()))
            return f"{row.article.number}. {row.article.heading}: {facts}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(row.article.heading)
        return None

    def article(self, row: int) -> PlannedArticle | None:
        """The article in this row."""
        number, place = divmod(row, _PAGE)
        if number not in self._pages:
            ids = self._ids[number * _PAGE : (number + 1) * _PAGE]
            self._pages[number] = self._session.project.article_lists.page(ids)
            self._want(ids)
        page = self._pages[number]
        if place >= len(page):
            return None
        return replace(page[place], progress=self._progress.get(page[place].article.id))

    def row_of(self, article_id: str) -> int:
        """The row of an article; -1 when it is not shown."""
        return self._places.get(article_id, -1)

    def _open(self) -> None:
        self._progress.clear()
        self._wanted.clear()
        self._read()

    def _read(self) -> None:
        """Ask which articles there are; what each shows is asked for when it comes into view."""
        if not self._session.is_open:
            self._show([])
        elif self.shown.counts or self.order is ArticleOrder.PROGRESS:
            asked = self._asked
            self._session.jobs.run(
                self._ids_in,
                lambda ids: self._show(ids) if asked == self._asked else None,
                key="articles",
            )
        else:
            self._show(self._ids_in(self._session.project))

    @property
    def _asked(self) -> tuple[ArticleFilter, ArticleOrder, bool]:
        return self.shown, self.order, self.descending

    def _ids_in(self, project: Project) -> list[str]:
        who = project.checker.id if project.checker else ""
        lists = project.article_lists
        return lists.ids(self.shown, self.order, who, descending=self.descending)

    def _show(self, ids: list[str]) -> None:
        if ids == self._ids:
            # the same rows, which may say something else by now
            self._pages.clear()
            if ids:
                self.dataChanged.emit(self.index(0), self.index(len(ids) - 1))
            return
        self.beginResetModel()
        self._ids, self._places = ids, {one: row for row, one in enumerate(ids)}
        self._pages.clear()
        self.endResetModel()

    def _want(self, article_ids: list[str]) -> None:
        self._wanted |= dict.fromkeys(article_ids)
        if self._wanted:
            self._rest.start()

    def _count(self) -> None:
        if not self._session.is_open:
            return
        ids = list(self._wanted)
        self._wanted.clear()
        self._session.jobs.run(lambda project: project.article_lists.progress(ids), self._counted)

    def _counted(self, progress: dict[str, Progress]) -> None:
        self._progress |= progress
        for article_id in progress:
            index = self.index(self.row_of(article_id))
            if index.isValid():
                self.dataChanged.emit(index, index)


def facts_of(row: PlannedArticle, today: str) -> list[str]:
    """What is to be said of an article beside its heading, what is urgent first."""
    article, facts = row.article, []
    due = article.plan.due_on
    if due:
        facts.append(f"{'Overdue since' if row.is_overdue(today) else 'Due'} {day_in_words(due)}")
    facts += [row.assignee, article.metadata.outlet, day_in_words(article.metadata.published)]
    return [fact for fact in facts if fact] or [f"Article {article.number}"]


def progress_in_words(progress: Progress | None) -> str:
    """How far an article is, in words."""
    if progress is None:
        return ""
    if not progress.claims:
        return "No claims yet"
    return f"{progress.checked} of {progress.claims} checked"
