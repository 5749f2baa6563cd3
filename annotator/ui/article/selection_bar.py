"""A small bar beside what was selected by mouse: mark it, or tag it at once."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from annotator.ui.scale import Space, pad


class SelectionBar(QFrame):
    """The commands for a selection, where the hand is; keys work as ever."""

    def __init__(self, actions: Sequence[QAction], text: QWidget) -> None:
        super().__init__(text)
        self._text = text
        self.setObjectName("selection")
        self.setAccessibleName("What to do with the selection")
        row = QHBoxLayout(self)
        pad(row, Space.TINY)
        row.setSpacing(Space.HAIR)
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
            action.triggered.connect(self.hide)
        self.hide()

    def show_near(self, point: QPoint) -> None:
        """Appear above a point of the text, or below it at the top edge."""
        self.adjustSize()
        rightmost = self._text.width() - self.width() - 16
        x = max(0, min(point.x() - self.width() // 2, rightmost))
        y = point.y() - self.height() - 14
        self.move(x, y if y > 0 else point.y() + 28)
        self.show()
        self.raise_()
