"""The left side: the articles of the project, filtered and sorted by a button's menu.

Rows are read as they come into view.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QActionGroup, QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.session.session import Session
from annotator.app.theme.scale import Space, Type, clear_margins, font, letters
from annotator.app.theme.theme import Theme
from annotator.app.widgets.form_keys import is_plain_return
from annotator.app.widgets.lists.rows import ROW, Index, RowDelegate, RowsView
from annotator.app.widgets.plain_text import Label, tip
from annotator.app.widgets.timers import DayWatch, make_timer
from annotator.appearance import label
from annotator.articles.model import Article
from annotator.articles.plan import ArticleFilter, ArticleOrder, Assigned, PlannedArticle, Progress
from annotator.claims.coverage import ReadCount
from annotator.claims.service.coverage import ReadCounter
from annotator.kernel.wording import count_of, day_in_words
from annotator.project import Project

_PAGE = 50
_REST = 120
"""Milliseconds without a step before claims are counted: it must not compete with painting."""


class ReadCounts(QObject):
    """How much of the articles in view was read, counted in the background an article at a time.

    Only articles that are asked for are counted, the last asked for first: their rows are painted,
    or told to a screen reader. Each is its own job, so that other work need not wait for all.
    """

    counted = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._counter = ReadCounter()
        self._counts: dict[str, ReadCount] = {}
        self._valid: set[str] = set()
        self._wanted: dict[str, Article] = {}
        self._under_way = False
        self._rest = make_timer(self, _REST, once=True)
        self._rest.timeout.connect(self._count)

    def of(self, article: Article) -> ReadCount | None:
        """Return the last count of an article, if it was counted; the next is on its way."""
        if article.id not in self._valid:
            self._wanted.pop(article.id, None)
            self._wanted[article.id] = article
            if len(self._wanted) > _PAGE:
                del self._wanted[next(iter(self._wanted))]
            if not self._under_way and not self._rest.isActive():
                self._rest.start()
        return self._counts.get(article.id)

    def outdate(self) -> None:
        """Count again from now on, as after a change."""
        self._valid.clear()
        if self._rest.isActive():
            self._rest.start()

    def forget(self) -> None:
        """Drop everything: another project is open."""
        self.outdate()
        self._counter, self._under_way = ReadCounter(), False
        self._counts.clear()
        self._wanted.clear()

    def _count(self) -> None:
        if not self._wanted or not self._session.is_open:
            return
        article, counter = self._wanted.popitem()[1], self._counter
        self._under_way = True
        self._valid.add(article.id)

        def go_on(found: ReadCount | None) -> None:
            if counter is not self._counter:
                return
            self._under_way = False
            if found is not None:
                self._counts[article.id] = found
                self.counted.emit(article.id)
            self._count()

        self._session.jobs.run(
            lambda project: counter.count(project, article), go_on, lambda _gone: go_on(None)
        )


class ArticlesModel(QAbstractListModel):
    """The articles that a filter shows, in an order; ``ROW`` gives a PlannedArticle.

    The progress of the articles in view, and how much of them was read, come from the background.
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
        self._reads = ReadCounts(session, self)
        self._reads.counted.connect(self._tell)
        session.opened.connect(self._open)
        session.closed.connect(self._open)
        session.refreshed.connect(self._read)

    def show_articles(
        self, shown: ArticleFilter, order: ArticleOrder, *, descending: bool = False
    ) -> None:
        """Show the articles of a filter, in another order from now on."""
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
            facts = ", ".join([*facts_of(row, date.today().isoformat()), *state_of(row)])
            return f"{row.article.number}. {row.article.heading}: {facts}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip("\n".join((row.article.heading, *state_of(row))))
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
        found = page[place]
        progress, read = self._progress.get(found.article.id), self._reads.of(found.article)
        return replace(found, progress=progress, read=read)

    def row_of(self, article_id: str) -> int:
        """The row of an article; -1 when it is not shown."""
        return self._places.get(article_id, -1)

    def _open(self) -> None:
        self._progress.clear()
        self._wanted.clear()
        self._reads.forget()
        self._read()

    def _read(self) -> None:
        """Read the ids of the articles; each row is read when it comes into view."""
        self._reads.outdate()
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
            self._tell(article_id)

    def _tell(self, article_id: str) -> None:
        index = self.index(self.row_of(article_id))
        if index.isValid():
            self.dataChanged.emit(index, index)


def facts_of(row: PlannedArticle, today: str) -> list[str]:
    """Return the facts of an article beside its heading, the urgent facts first."""
    article, facts = row.article, []
    due = article.plan.due_on
    if due:
        facts.append(f"{'Overdue since' if row.is_overdue(today) else 'Due'} {day_in_words(due)}")
    facts += [row.assignee, article.metadata.outlet, day_in_words(article.metadata.published)]
    return [fact for fact in facts if fact] or [f"Article {article.number}"]


def progress_in_words(progress: Progress | None, read: ReadCount | None) -> str:
    """How far an article is, in words: first how much is unread, where that is half or more."""
    if progress is None:
        return ""
    if not progress.claims:
        return read.words if read and read.looked_at else "No claims yet"
    checked = f"{progress.checked:,} of {progress.claims:,} checked"
    if read and read.warning:
        return f"{read.sentences - read.looked_at:,} of {read.sentences:,} unread, {checked}"
    return checked


def state_of(row: PlannedArticle) -> list[str]:
    """Return how much of an article was read, and its progress, for a tool tip and for ears.

    Checked claims say little of a text that is mostly unread: then the reading comes first.
    """
    claims = progress_in_words(row.progress, None)
    if row.read is None or not row.read.sentences:
        return [claims] if claims else []
    warning = f"{row.read.warning}: " * bool(row.read.warning)
    said = [f"{warning}{row.read.words}", claims]
    return [words for words in (said if warning else reversed(said)) if words]


_BAR, _THIN = 4, 2
"""Heights of the bars that show how far an article is, and how much was read, in pixels."""


class ArticleDelegate(RowDelegate):
    """Paints a PlannedArticle: two lines of heading, a line of facts, a line of progress."""

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
            self._paint_progress(painter, box, row)
        self.end(painter)

    def _paint_progress(self, painter: QPainter, box: QRect, row: PlannedArticle) -> None:
        words = progress_in_words(row.progress, row.read)
        metrics = painter.fontMetrics()
        line = QRect(box.left(), box.bottom() - metrics.height(), box.width(), metrics.height())
        painter.setPen(self.theme.muted)
        if metrics.horizontalAdvance(words) > line.width():
            words = words.partition(", ")[0]  # the bar tells the rest, and so does the tool tip
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, words)
        left = line.left() + metrics.horizontalAdvance(words) + Space.SMALL
        room = QRectF(left, line.center().y() - _BAR / 2 + 1, line.right() - left, _BAR)
        if room.width() < 3 * _BAR:
            return
        progress, read = row.progress, row.read
        if progress and progress.claims:
            self._paint_bar(painter, room, progress.checked / progress.claims, self.theme.accent)
            room = QRectF(room.left(), room.bottom() + 1, room.width(), _THIN)
        if read and read.sentences and progress:
            self._paint_bar(painter, room, read.looked_at / read.sentences, self.theme.muted)

    def _paint_bar(self, painter: QPainter, room: QRectF, part: float, colour: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for width, fill in ((room.width(), self.theme.hover), (room.width() * part, colour)):
            painter.setBrush(fill)
            bar = QRectF(room.left(), room.top(), width, room.height())
            painter.drawRoundedRect(bar, room.height() / 2, room.height() / 2)


class ViewButton(QToolButton):
    """Order and filter of the list of articles; ``chosen`` when the user changed either."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.order, self.descending = ArticleOrder.NUMBER, False
        self.words = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip("Sort and filter articles")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self._orders = {
            order: self._add(menu, f"By {label(order).lower()}") for order in ArticleOrder
        }
        self._exclusive(self._orders[ArticleOrder.NUMBER], *self._orders.values())
        menu.addSeparator()
        self._descending = self._add(menu, "Reverse order")
        menu.addSeparator()
        self._assigned = {who: self._add(menu, label(who)) for who in Assigned}
        self._exclusive(self._assigned[Assigned.ANYBODY], *self._assigned.values())
        menu.addSeparator()
        self._unfinished = self._add(menu, "Unfinished only")
        self._overdue = self._add(menu, "Overdue only")
        self._archived = self._add(menu, "Archived only")
        self.setMenu(menu)
        self._name()

    def filter(self, words: str) -> ArticleFilter:
        """Return the chosen filter, for articles that hold the words."""
        who = next(who for who, action in self._assigned.items() if action.isChecked())
        today = date.today().isoformat() if self._overdue.isChecked() else ""
        return ArticleFilter(
            words, who, self._unfinished.isChecked(), today, self._archived.isChecked()
        )

    def clear(self) -> None:
        """Drop the filter; the order stays."""
        self._assigned[Assigned.ANYBODY].setChecked(True)
        for action in (self._unfinished, self._overdue, self._archived):
            action.setChecked(False)
        self._take()

    @property
    def hides(self) -> bool:
        """Whether some articles may not be shown."""
        return replace(self.filter("")) != ArticleFilter()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _add(self, menu: QMenu, words: str) -> QAction:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.triggered.connect(self._take)
        return action

    def _exclusive(self, first: QAction, *actions: QAction) -> None:
        group = QActionGroup(self)
        for action in actions:
            group.addAction(action)
        first.setChecked(True)

    def _take(self) -> None:
        self.order = next(o for o, action in self._orders.items() if action.isChecked())
        self.descending = self._descending.isChecked()
        self._name()
        self.chosen.emit()

    def _name(self) -> None:
        words = [f"By {label(self.order).lower()}"]
        actions = (*self._assigned.values(), self._unfinished, self._overdue, self._archived)
        words += [
            action.text().removesuffix(" only").lower()
            for action in actions
            if action.isChecked() and action is not self._assigned[Assigned.ANYBODY]
        ]
        self.words = ", ".join(words)
        self.setAccessibleName(f"{self.words} – sort and filter articles")
        self._fit()

    def _fit(self) -> None:
        room = self.width() - letters(7)
        self.setText(self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, room))


_TYPING = 150
"""The milliseconds without a key after which the typed words are looked for."""


class ArticlesPane(QWidget):
    """The list of articles with its filter, following the choice in the session."""

    menu_asked = Signal(QPoint)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._place = 0
        self.delegate = ArticleDelegate(theme)
        self.list = _List("Articles", self.delegate)
        self.model = ArticlesModel(session, self)
        self.list.setModel(self.model)
        self.words = QLineEdit()
        self.view = ViewButton()
        self._told = Label()
        self._clear = QPushButton("Show all")
        self._typing = make_timer(self, _TYPING, once=True)
        self._days = DayWatch(self)
        self._lay_out()
        self._connect()

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.delegate.theme = theme
        self.list.viewport().update()

    def choose_first(self) -> None:
        """Choose the first article, if there is one."""
        row = self.model.article(0) if self.model.rowCount() else None
        if row is not None:
            self._session.choose_article(row.article.id)

    def show_all(self) -> None:
        """Drop every filter."""
        self.words.clear()
        self.view.clear()

    def _connect(self) -> None:
        self._typing.timeout.connect(self._filter)
        self._days.turned.connect(self._filter)
        self.words.textChanged.connect(lambda _: self._typing.start())
        self.words.returnPressed.connect(self.list.setFocus)
        self.view.chosen.connect(self._filter)
        self._clear.clicked.connect(self.show_all)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(
            lambda point: self.menu_asked.emit(self.list.viewport().mapToGlobal(point))
        )
        self.model.modelAboutToBeReset.connect(self._keep_place)
        self.model.modelReset.connect(self._follow)
        self._session.article_chosen.connect(self._follow)
        self._session.refreshed.connect(self._go_on)

    def _filter(self) -> None:
        self._typing.stop()
        view = self.view
        self.model.show_articles(
            view.filter(self.words.text()), view.order, descending=view.descending
        )

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, PlannedArticle):
            self._session.choose_article(row.article.id)

    def _follow(self, _article: Article | None = None) -> None:
        chosen = self._session.article
        index = self.model.index(self.model.row_of(chosen.id)) if chosen else QModelIndex()
        if index != self.list.currentIndex():
            self.list.setCurrentIndex(index)
        self._tell()

    def _keep_place(self) -> None:
        if self.list.currentIndex().isValid():
            self._place = self.list.currentIndex().row()

    def _go_on(self) -> None:
        """Show the article beside a removed article: the empty page has no way to others."""
        if self._session.article is None and self.model.rowCount():
            row = self.model.article(min(self._place, self.model.rowCount() - 1))
            if row is not None:
                self._session.choose_article(row.article.id)

    def _tell(self) -> None:
        """Say that some are hidden, where the list would otherwise only look shorter."""
        hides = self.view.hides or bool(self.words.text().strip())
        for widget in (self._told, self._clear):
            widget.setVisible(hides)
        count = self.model.rowCount()
        self._told.setText(f"{count_of(count, 'article')} found")

    def _lay_out(self) -> None:
        heading = Label("Articles")
        heading.setObjectName("heading")
        self._told.setObjectName("muted")
        self._clear.setObjectName("flat")
        self.words.setPlaceholderText("Find an article")
        self.words.setAccessibleName("Find an article")
        self.words.setClearButtonEnabled(True)
        above, below, layout = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        above.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.SMALL, 0)
        below.setContentsMargins(Space.LARGE, 0, Space.SMALL, 0)
        searching = QHBoxLayout()
        searching.setContentsMargins(Space.MEDIUM, 0, Space.MEDIUM, Space.TINY)
        above.addWidget(heading)
        above.addWidget(self.view, 1)
        searching.addWidget(self.words)
        below.addWidget(self._told, 1)
        below.addWidget(self._clear)
        clear_margins(layout, Space.TINY)
        for row in (above, searching, below):
            layout.addLayout(row)
        layout.addWidget(self.list, 1)
        self._tell()


class _List(RowsView):
    """The list itself; Enter goes on to the text."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_plain_return(event):
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)
