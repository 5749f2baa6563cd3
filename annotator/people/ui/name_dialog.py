"""The dialogs that ask for the name of the checker at work, and whether a record is the checker's.

A record may have the checker's name and be of another person.
"""

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QRadioButton, QVBoxLayout, QWidget

from annotator.app.theme.scale import Space, clear_margins
from annotator.app.widgets.dialog import Dialog, Page, make_buttons, open_at, run_dialog, stack
from annotator.app.widgets.fields import problem_line
from annotator.app.widgets.plain_text import Label
from annotator.kernel.wording import quoted
from annotator.people.model import PersonAtWork, is_taken


class NameDialog(Dialog):
    """A name, so that every tag has an author."""

    def __init__(self, parent: QWidget | None, suggestion: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Your name")
        self.name = QLineEdit(suggestion)
        self.name.setAccessibleName("Your name")
        self.name.selectAll()
        words = Label(
            "Your name appears beside your tags, in the project file and in reports. It goes "
            "nowhere else."
        )
        words.setWordWrap(True)
        self._problem = problem_line()
        buttons, _ok = make_buttons(self, "Start")
        stack(self, words, self.name, self._problem, buttons)
        open_at(self, 56)
        self.name.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, suggestion: str) -> str | None:
        """The name; ``None`` when the user would not say."""
        dialog = cls(parent, suggestion)
        return dialog.name.text().strip() if run_dialog(dialog) else None

    def accept(self) -> None:
        """Close, unless there is no name: then ask for it."""
        if self.name.text().strip():
            super().accept()
            return
        self._problem.tell("Enter your name.")
        self.name.setFocus()


@dataclass(frozen=True, slots=True)
class IdentityAnswer:
    """Whether a record is the user's; if it is not, the name for the user's own record."""

    is_me: bool
    name: str = ""


class IdentityDialog(Dialog):
    """Asks whether a record of the user's name, made elsewhere, is the user's."""

    def __init__(
        self, parent: QWidget | None, person: PersonAtWork, proposed: str, taken: Collection[str]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Is this you?")
        self._taken = taken
        name = person.checker.name
        title = Label(f"Somebody here is called {quoted(name)}, too. Is this you?")
        title.setObjectName("title")
        known = Label(person.in_words)
        self.yes = QRadioButton("&Yes, that is me, and I go on with this work")
        self.no = QRadioButton("&No, that is somebody else. In this project, call me")
        self.name = QLineEdit(proposed)
        self.name.setAccessibleName("Your name in this project")
        self.name.setEnabled(False)
        why = Label(
            "If you take over a record that is not yours, your verdicts replace the other "
            "person’s. Cancel to look around: you are asked again before you change anything."
        )
        why.setObjectName("muted")
        self._problem = problem_line()
        self.yes.toggled.connect(lambda _on: self._problem.hide())
        self.no.toggled.connect(self._choose_name)
        for words in (title, known, why):
            words.setWordWrap(True)
        fields = QWidget()
        column = QVBoxLayout(fields)
        clear_margins(column, Space.SMALL)
        for part in (title, known, self.yes, self.no, self.name, why):
            column.addWidget(part)
        buttons, _ok = make_buttons(self, "Continue")
        self._page = Page(fields)
        stack(self, self._page, self._problem, buttons)
        open_at(self, 64, page=self._page)
        self.yes.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, person: PersonAtWork, proposed: str, taken: Collection[str]
    ) -> IdentityAnswer | None:
        """Return the answer; ``None`` when the user would not say.

        Args:
            parent: The window.
            person: The record of the user's name.
            proposed: The name to propose for a record of the user's own.
            taken: The names that other people have in the project.
        """
        dialog = cls(parent, person, proposed, taken)
        if not run_dialog(dialog):
            return None
        return IdentityAnswer(dialog.yes.isChecked(), dialog.name.text().strip())

    def accept(self) -> None:
        """Close, unless the question is not answered, or the name is no name of one's own."""
        missing = self._missing()
        if not missing:
            super().accept()
            return
        self._problem.tell(missing)
        layout = self.layout()
        if layout is not None:
            # the line takes room that the fields have had
            layout.activate()
        self._page.settle()

    def _missing(self) -> str:
        """Return a sentence on the answer that is missing, or cannot be taken; empty if none."""
        name = self.name.text().strip()
        if not (self.yes.isChecked() or self.no.isChecked()):
            return "Choose one of the two."
        if self.no.isChecked() and not name:
            return "Enter your name."
        if self.no.isChecked() and is_taken(name, self._taken):
            return f"There is a {quoted(name)} here already. Enter another name."
        return ""

    def _choose_name(self, on: bool) -> None:
        self._problem.hide()
        self.name.setEnabled(on)
        if on:
            self.name.setFocus()
            self.name.selectAll()
