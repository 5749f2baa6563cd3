"""What the user does with articles as pieces of work, as slots."""

from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from annotator.app.session.session import Session
from annotator.articles import planning
from annotator.articles.article_removal import remove_article
from annotator.articles.ui.plan import PlanDialog
from annotator.kernel.quantities import count_of


class Planning(QObject):
    """The acts on the plan of the chosen article.

    ``done`` comes with a sentence on what was done, and with what takes it back.
    """

    done = Signal(str, object)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window

    def plan(self) -> None:
        """Ask by when and by whom the article is checked."""
        article = self._session.article
        if article is None:
            return
        project = self._session.project
        answer = PlanDialog.ask(self._window, article, project.people.checkers())
        if answer is not None:
            self._session.attempt(lambda: planning.plan_article(project, article, *answer))

    def take_over(self) -> None:
        """Assign the article to whoever is at work."""
        article, project = self._session.article, self._session.project
        if article is not None:
            self._session.attempt(lambda: planning.assign(project, article, project.author))

    def archive(self) -> None:
        """Put the article away, or take it out of the archive."""
        article, project = self._session.article, self._session.project
        if article is None:
            return
        away = not article.plan.archived
        self._session.attempt(lambda: planning.archive(project, article, away=away))

    def remove(self) -> None:
        """Take the article out of the project, with all that was done on it."""
        article, session = self._session.article, self._session
        if article is None or not session.save_typed():
            return
        number = session.project.claims.count(article.id)
        claims = count_of(number, "claim")
        sentence = f"Removed “{article.heading}”" + (f" with {claims}." if number else ".")
        session.attempt_aside(
            lambda project: remove_article(project, article),
            lambda outcome: self.done.emit(
                sentence, partial(session.back.take_back, outcome.change)
            ),
        )

    def show_menu(self, point: QPoint, actions: list[QAction]) -> None:
        """Offer what can be done with an article, at a point of the screen."""
        if self._session.article is not None:
            menu = QMenu(self._window)
            menu.addActions(actions)
            menu.exec(point)
            menu.deleteLater()
