"""The left side: the articles of the project."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.app.session.session import Session
from annotator.app.theme.scale import Space, bare
from annotator.app.theme.theme import Theme
from annotator.app.widgets.form_keys import is_plain_return
from annotator.app.widgets.lists.rows import ROW, RowsView
from annotator.app.widgets.plain_text import Label
from annotator.app.widgets.timers import make_timer
from annotator.articles.model import Article
from annotator.articles.plan import PlannedArticle
from annotator.articles.ui.delegate import ArticleDelegate
from annotator.articles.ui.model import ArticlesModel
from annotator.articles.ui.view_button import ViewButton
from annotator.kernel.quantities import count_of

_TYPING = 150
"""Milliseconds without a key after which what was typed is looked for."""


class ArticlesPane(QWidget):
    """The list of articles with its filter, following what is chosen in the session."""

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
        """Filter nothing."""
        self.words.clear()
        self.view.clear()

    def _connect(self) -> None:
        self._typing.timeout.connect(self._filter)
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
        """Show the article beside the one that is gone: the page for none has no way to others."""
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
        bare(layout, Space.TINY)
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
