"""Asks why a colleague's tag is rejected."""

from PySide6.QtWidgets import QWidget

from annotator.app.widgets.asking import asked
from annotator.app.widgets.dialog import Dialog
from annotator.app.widgets.ending import ending, stack
from annotator.app.widgets.fields import Composer, problem_line
from annotator.app.widgets.page import open_at
from annotator.app.widgets.plain_text import Label


class WhyDialog(Dialog):
    """A reason, without which there is no rejection; Enter gives it."""

    def __init__(self, parent: QWidget | None, whose: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Reject a tag")
        question = Label(f"Your reason for rejecting {whose}’s tag")
        question.setObjectName("title")
        question.setWordWrap(True)
        self.why = _Reason("Reason", "What is wrong with it, and how do you know?")
        buttons, self.ok = ending(self, "Reject tag")
        self.why.finished.connect(lambda _words: self.press_default())
        self._problem = problem_line()
        stack(self, question, self.why, self._problem, buttons)
        open_at(self, 64)
        self.why.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, whose: str) -> str | None:
        """The reason; ``None`` when the user thought better of it."""
        dialog = cls(parent, whose)
        return dialog.why.words().strip() if asked(dialog) else None

    def accept(self) -> None:
        """Close, unless there is no reason: then ask for it."""
        if self.why.words().strip():
            super().accept()
            return
        self._problem.tell("Say why. Your colleague reads it.")
        self.why.setFocus()


class _Reason(Composer):
    """A composer whose Enter says so, too, while nothing is typed."""

    def enter(self) -> None:
        """Say what was typed."""
        self.finished.emit(self.words().strip())
