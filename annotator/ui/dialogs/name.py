"""Asks once who is working."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from annotator.ui.dialogs.asking import asked
from annotator.ui.dialogs.page import open_at
from annotator.ui.scale import Space, pad


class NameDialog(QDialog):
    """A name, so that every tag has an author."""

    def __init__(self, parent: QWidget | None, suggestion: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Who is working?")
        self.name = QLineEdit(suggestion)
        self.name.setAccessibleName("Your name")
        self.name.selectAll()
        words = QLabel(
            "Your name stands beside every tag you give, in the project file and in reports. "
            "It goes nowhere else."
        )
        words.setWordWrap(True)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText("Start")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        pad(layout, Space.WIDE)
        layout.setSpacing(Space.MEDIUM)
        for widget in (words, self.name, buttons):
            layout.addWidget(widget)
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
