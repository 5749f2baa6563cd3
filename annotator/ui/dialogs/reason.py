"""Asks how a claim is disputed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from annotator.appearance import label
from annotator.domain.verdicts import DisputeReason
from annotator.ui.dialogs.asking import asked
from annotator.ui.dialogs.dialog import Dialog
from annotator.ui.plain_text import Label
from annotator.ui.scale import Space, pad

_MEANINGS = {
    DisputeReason.CONTRADICTED: "Reliable evidence says otherwise",
    DisputeReason.SOURCES_CONFLICT: "Reliable sources disagree",
    DisputeReason.MISLEADING: "Accurate, but misleading as it is worded",
}


class ReasonDialog(Dialog):
    """Three buttons, each with its digit."""

    def __init__(self, parent: QWidget | None, current: DisputeReason | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Disputed: in what way?")
        self.reason: DisputeReason | None = None
        layout = QVBoxLayout(self)
        pad(layout, Space.WIDE)
        layout.setSpacing(Space.SMALL)
        words = Label("In what way is this claim disputed?")
        words.setObjectName("title")
        layout.addWidget(words)
        for digit, (reason, meaning) in enumerate(_MEANINGS.items(), start=1):
            button = QPushButton(f"{digit}   {label(reason)} – {meaning[0].lower()}{meaning[1:]}")
            button.setObjectName("choice")
            button.setDefault(reason is (current or DisputeReason.CONTRADICTED))
            button.clicked.connect(lambda _=False, chosen=reason: self._choose(chosen))
            key = QShortcut(Qt.Key(Qt.Key.Key_0 + digit), self)
            key.activated.connect(lambda chosen=reason: self._choose(chosen))
            layout.addWidget(button)

    @classmethod
    def ask(cls, parent: QWidget | None, current: DisputeReason | None) -> DisputeReason | None:
        """The reason; ``None`` when the user thought better of it."""
        dialog = cls(parent, current)
        return dialog.reason if asked(dialog) else None

    def _choose(self, reason: DisputeReason) -> None:
        self.reason = reason
        self.accept()
