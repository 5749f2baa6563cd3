"""Searching for words, as slots: in this article, and in everything the project holds."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMainWindow

from annotator.app.session.session import Session
from annotator.app.theme.theme import Theme
from annotator.claims.ui.text.find_bar import LONGEST, FindBar
from annotator.claims.ui.text.view import ArticleView
from annotator.search.ui.page import SearchPage


class SearchController(QObject):
    """The bar below the text and the page beneath it, and the steps from hit to hit in either."""

    def __init__(
        self, session: Session, view: ArticleView, theme: Theme, window: QMainWindow
    ) -> None:
        super().__init__(window)
        self._view = view
        self.bar = FindBar(session, view)
        self.page = SearchPage(session, theme, window)
        self.page.left.connect(view.setFocus)
        window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.page)

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.bar.show_theme(theme)
        self.page.show_theme(theme)

    def in_text(self) -> None:
        """Ask for words of this article."""
        self.bar.open()

    def in_everything(self) -> None:
        """Ask for words of the whole project; those that are selected are searched for."""
        selected = self._view.selected()
        words = self._view.words(selected) if selected and len(selected) <= LONGEST else ""
        self.page.open(" ".join(words.split()))

    def next_hit(self) -> None:
        """Go to the next place in the text, or else to the next hit of the search."""
        self._step(1)

    def previous_hit(self) -> None:
        """Go to the place or the hit before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self.bar.isVisible():
            self.bar.step(by)
        else:
            self.page.step(by)
