"""The dialog that asks for the name of the checker at work."""

from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.app.widgets.dialog import Dialog, make_buttons, open_at, run_dialog, stack
from annotator.app.widgets.fields import problem_line
from annotator.app.widgets.plain_text import Label


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
