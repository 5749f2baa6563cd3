"""What can be decided on the tag under review, as buttons: the commands of the review menu."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from annotator.app.forms.pieces import words
from annotator.app.theme.scale import Space, bare
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.claims.verdicts import Tag


class Decisions(QWidget):
    """A line that says what is decided on, and a button a command."""

    def __init__(self) -> None:
        super().__init__()
        self._on = words("label")
        self._buttons = QWidget()
        self._flow = FlowLayout()
        self._buttons.setLayout(self._flow)
        policy = self._buttons.sizePolicy()
        policy.setHeightForWidth(True)
        self._buttons.setSizePolicy(policy)
        layout = QVBoxLayout(self)
        bare(layout, Space.TINY)
        layout.addWidget(self._on)
        layout.addWidget(self._buttons)

    def offer(self, actions: Iterable[QAction]) -> None:
        """Offer these commands; each button follows its command."""
        for action in actions:
            button = QToolButton()
            button.setObjectName("decision")
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._flow.addWidget(button)

    def show_target(self, tag: Tag | None) -> None:
        """Say on whose tag the buttons decide."""
        self._on.setText(
            f"My decision on {tag.checker}’s tag" if tag else "My decision on this claim"
        )
