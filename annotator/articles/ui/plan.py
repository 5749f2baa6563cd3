"""Asks by when and by whom an article is checked."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QFormLayout,
    QWidget,
)

from annotator.app.theme.scale import Space
from annotator.app.widgets.asking import asked
from annotator.app.widgets.day_field_part import DayField
from annotator.app.widgets.dialog import Dialog
from annotator.app.widgets.ending import ending, stack
from annotator.app.widgets.fields import ChoiceBox, problem_line
from annotator.app.widgets.page import open_at
from annotator.app.widgets.plain_text import Label
from annotator.articles.model import Article
from annotator.articles.plan import check_day
from annotator.kernel.errors import AnnotatorError
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
        return dialog.answer() if asked(dialog) else None

    def answer(self) -> tuple[str, Checker | None]:
        """What the fields say."""
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
        buttons, self.ok = ending(self, "Save plan")
        layout = stack(self, title)
        layout.addLayout(form)
        layout.addWidget(self._problem)
        layout.addWidget(buttons)
        open_at(self, 60)
