"""One row of a merge in full: how it was before, how it is here and how it is there."""

from PySide6.QtWidgets import QWidget

from annotator.app.widgets.column_heads import beside
from annotator.sharing.service.summary import Line

_TITLES = ("Last common version", "Here", "There")


class SideBySide(QWidget):
    """Three columns of words, of which the first is empty where nobody knows it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sides")
        self.sides = beside(self, _TITLES, 8)

    def show_line(self, line: Line | None) -> None:
        """Show a row, or nothing."""
        told = (line.before or "Unknown", line.here, line.there) if line else ("", "", "")
        for words, side in zip(self.sides, told, strict=True):
            words.setText(side)
