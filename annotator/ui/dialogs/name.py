"""Asks once who is working."""

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from annotator.ui.dialogs.asking import asked
from annotator.ui.dialogs.ending import ending, stack
from annotator.ui.dialogs.page import open_at
from annotator.ui.plain_text import Label


class NameDialog(QDialog):
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
        buttons, self._ok = ending(self, "Start")
        stack(self, words, self.name, buttons)
        open_at(self, 56)
        self.name.textChanged.connect(self._allow)
        self._allow()

    @classmethod
    def ask(cls, parent: QWidget | None, suggestion: str) -> str | None:
        """The name; ``None`` when the user would not say."""
        dialog = cls(parent, suggestion)
        return dialog.name.text().strip() if asked(dialog) else None

    def _allow(self) -> None:
        self._ok.setEnabled(bool(self.name.text().strip()))
