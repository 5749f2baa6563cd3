"""Asks why a colleague's tag is rejected."""

from PySide6.QtWidgets import QDialog, QWidget

from annotator.ui.dialogs.asking import asked
from annotator.ui.dialogs.ending import ending, stack
from annotator.ui.dialogs.page import open_at
from annotator.ui.fields import Composer
from annotator.ui.plain_text import Label


class WhyDialog(QDialog):
    """A reason, without which there is no rejection; Enter gives it."""

    def __init__(self, parent: QWidget | None, whose: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Reject a tag")
        question = Label(f"Your reason for rejecting {whose}’s tag")
        question.setObjectName("title")
        question.setWordWrap(True)
        self.why = Composer("Reason", "What is wrong with it, and how do you know?")
        buttons, self.ok = ending(self, "Reject tag")
        self.why.finished.connect(lambda _words: self.accept())
        self.why.textChanged.connect(self._allow)
        stack(self, question, self.why, buttons)
        open_at(self, 64)
        self._allow()
        self.why.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, whose: str) -> str | None:
        """The reason; ``None`` when the user thought better of it."""
        dialog = cls(parent, whose)
        return dialog.why.words().strip() if asked(dialog) else None

    def _allow(self) -> None:
        self.ok.setEnabled(bool(self.why.words().strip()))
