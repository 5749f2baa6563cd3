"""The controller of the plan: by when and by whom an article is checked, and its dialog."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFormLayout,
    QMenu,
    QWidget,
)

from annotator.app.session.session import Session
from annotator.app.theme.scale import Space
from annotator.app.widgets.day_field import DayField
from annotator.app.widgets.dialog import Dialog, make_buttons, open_at, run_dialog, stack
from annotator.app.widgets.fields import ChoiceBox, problem_line
from annotator.app.widgets.plain_text import Label
from annotator.articles import service
from annotator.articles.model import Article
from annotator.articles.service import remove_article
from annotator.kernel.day_validation import check_day
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.wording import count_of
from annotator.people.model import Checker


class PlanDialog(Dialog):
    """A day and a checker; either may be left empty."""

    def __init__(self, parent: QWidget | None, article: Article, people: Sequence[Checker]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Plan article")
        self._people = people
        self.due = DayField("Due", article.plan.due_on)
        self.assignee = ChoiceBox()
        self.assignee.setAccessibleName("Assigned to")
        self.assignee.addItem("Nobody", "")
        for person in people:
            self.assignee.addItem(person.name, person.id)
        self.assignee.setCurrentIndex(max(0, self.assignee.findData(article.plan.assignee_id)))
        self._problem = problem_line()
        self._lay_out(article)

    @classmethod
    def ask(
        cls, parent: QWidget | None, article: Article, people: Sequence[Checker]
    ) -> tuple[str, Checker | None] | None:
        """The day and the checker; ``None`` when the user thought better of it."""
        dialog = cls(parent, article, people)
        return dialog.answer() if run_dialog(dialog) else None

    def answer(self) -> tuple[str, Checker | None]:
        """Return the day and the checker in the fields."""
        chosen = self.assignee.currentData()
        return self.due.day(), next((p for p in self._people if p.id == chosen), None)

    def accept(self) -> None:
        """Close, unless the day is none."""
        try:
            check_day("Due", self.due.day())
        except AnnotatorError as error:
            self._problem.tell(str(error))
            self.due.setFocus()
            return
        super().accept()

    def _lay_out(self, article: Article) -> None:
        title = Label(article.heading)
        title.setObjectName("title")
        title.setWordWrap(True)
        form = QFormLayout()
        form.setVerticalSpacing(Space.SMALL)
        form.addRow("Due", self.due.row())
        form.addRow("Assigned to", self.assignee)
        buttons, self.ok = make_buttons(self, "Save plan")
        layout = stack(self, title)
        layout.addLayout(form)
        layout.addWidget(self._problem)
        layout.addWidget(buttons)
        open_at(self, 60)


class PlanController(QObject):
    """The acts on the plan of the chosen article.

    ``done`` comes with a sentence on the act, and with the act that takes it back.
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
            self._session.attempt(lambda: service.plan_article(project, article, *answer))

    def take_over(self) -> None:
        """Assign the article to the checker at work."""
        article, project = self._session.article, self._session.project
        if article is not None:
            self._session.attempt(lambda: service.assign(project, article, project.author))

    def archive(self) -> None:
        """Put the article away, or take it out of the archive."""
        article, project = self._session.article, self._session.project
        if article is None:
            return
        away = not article.plan.archived
        self._session.attempt(lambda: service.archive(project, article, away=away))

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
        """Show the menu of an article, at a point of the screen."""
        if self._session.article is not None:
            menu = QMenu(self._window)
            menu.addActions(actions)
            menu.exec(point)
            menu.deleteLater()
