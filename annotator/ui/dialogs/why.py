"""Asks why a colleague's tag is rejected."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from annotator.ui.dialogs.asking import asked
from annotator.ui.dialogs.page import open_at
from annotator.ui.fields import Composer
from annotator.ui.scale import Space, pad


class WhyDialog(QDialog):
    """A reason, without which there is no rejection; Enter gives it."""

    def __init__(self, parent: QWidget | None, whose: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Reject a tag")
        question = QLabel(f"Why do you reject {whose}’s tag?")
        question.setObjectName("title")
        question.setWordWrap(True)
        self.why = Composer("Reason", "What is wrong with it, and how do you know?")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.addButton("Reject it", QDialogButtonBox.ButtonRole.AcceptRole)
        self.ok.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.why.finished.connect(lambda _words: self.accept())
        self.why.textChanged.connect(self._allow)
        layout = QVBoxLayout(self)
        pad(layout, Space.WIDE)
        layout.setSpacing(Space.MEDIUM)
        for part in (question, self.why, buttons):
            layout.addWidget(part)
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
