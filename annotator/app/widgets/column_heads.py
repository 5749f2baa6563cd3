"""Words in columns beside each other, each below its heading and to be read to the end."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from annotator.app.theme.scale import Space, clear_margins, letters
from annotator.app.widgets.plain_text import Label


def beside(parent: QWidget, titles: Sequence[str], height: int) -> tuple[Label, ...]:
    """Fill a widget with a label for each title.

    Args:
        parent: The widget.
        titles: The headings, from left to right.
        height: The least height of the words in letters.
    """
    grid = QGridLayout(parent)
    clear_margins(grid, Space.SMALL)
    found = []
    for column, title in enumerate(titles):
        words = Label()
        heading = Label(title)
        heading.setObjectName("label")
        heading.setBuddy(words)
        words.setAccessibleName(title)
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        words.setMinimumHeight(letters(height))
        grid.addWidget(heading, 0, column)
        grid.addWidget(words, 1, column)
        grid.setColumnStretch(column, 1)
        found.append(words)
    return tuple(found)
