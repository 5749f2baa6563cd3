"""Sections of a pane that fold."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from annotator.app.theme.scale import Space, clear_margins
from annotator.app.theme.theme import Theme
from annotator.app.widgets.plain_text import Label


class FoldingSection(QWidget):
    """A heading that folds the widgets under it, with a count and room for a button.

    ``switched`` comes with the section's name and whether it is folded now.
    """

    switched = Signal(str, bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self._folded = False
        self._theme: Theme | None = None
        self.heading = QPushButton(name)
        self.heading.setObjectName("section")
        self.heading.clicked.connect(self._switch)
        self._count = Label()
        self._count.setObjectName("caption")
        self.body = QWidget()
        self.content = QVBoxLayout(self.body)
        clear_margins(self.content, Space.SMALL)
        self._head = QHBoxLayout()
        self._head.setSpacing(Space.SMALL)
        self._head.addWidget(self.heading)
        self._head.addWidget(self._count)
        self._head.addStretch(1)
        layout = QVBoxLayout(self)
        clear_margins(layout, Space.TINY)
        layout.addLayout(self._head)
        layout.addWidget(self.body)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.show_count("")

    @property
    def is_folded(self) -> bool:
        """Whether only the heading is shown."""
        return self._folded

    def fold(self, folded: bool) -> None:
        """Show only the heading, or the whole section."""
        self._folded = folded
        self.body.setVisible(not folded)
        self._show_state()

    def unfold(self) -> None:
        """Show the whole section, as if the heading had been clicked."""
        if self._folded:
            self._switch()

    def show_count(self, words: str) -> None:
        """Say beside the heading how much there is."""
        self._count.setText(words)
        self._count.setVisible(bool(words))
        self._show_state()

    def show_theme(self, theme: Theme) -> None:
        """Show icons in another theme."""
        self._theme = theme
        self._show_state()

    def add_to_heading(self, button: QWidget) -> None:
        """Put a button at the end of the heading."""
        self._head.addWidget(button)

    def _switch(self) -> None:
        self.fold(not self._folded)
        self.switched.emit(self.name, self._folded)

    def _show_state(self) -> None:
        state = "folded" if self._folded else "unfolded"
        parts = [self.name, self._count.text(), state]
        self.heading.setAccessibleName(", ".join(part for part in parts if part))
        self.heading.setToolTip("Unfold" if self._folded else "Fold")
        if self._theme is not None:
            icon = "unfolded" if not self._folded else "folded"
            self.heading.setIcon(self._theme.icon(icon, self._theme.muted))
