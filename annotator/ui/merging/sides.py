"""One row of a merge in full: how it was before, how it is here and how it is there."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from annotator.services.merge_words import Line
from annotator.ui.scale import Space, bare, letters

_TITLES = ("Before both moved on", "Here", "There")


class SideBySide(QWidget):
    """Three columns of words, of which the first is empty where nobody knows it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sides")
        self.sides = tuple(QLabel() for _ in _TITLES)
        grid = QGridLayout(self)
        bare(grid, Space.SMALL)
        for column, (title, words) in enumerate(zip(_TITLES, self.sides, strict=True)):
            heading = QLabel(title)
            heading.setObjectName("label")
            heading.setBuddy(words)
            words.setAccessibleName(title)
            words.setWordWrap(True)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            words.setMinimumHeight(letters(8))
            grid.addWidget(heading, 0, column)
            grid.addWidget(words, 1, column)
            grid.setColumnStretch(column, 1)

    def show_line(self, line: Line | None) -> None:
        """Show a row, or nothing."""
        told = (line.before or "Not known", line.here, line.there) if line else ("", "", "")
        for words, side in zip(self.sides, told, strict=True):
            words.setText(side)
