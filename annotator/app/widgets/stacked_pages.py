"""Pages of which one is seen, and only that one asks for room."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget


class StackedPages(QStackedWidget):
    """A stack no smaller than the page on top; Qt's own is as large as the largest of all."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _index: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        """What the page on top needs."""
        page = self.currentWidget()
        return page.minimumSizeHint() if page else super().minimumSizeHint()
