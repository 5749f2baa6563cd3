"""What a dialog asks, above its buttons: it scrolls where the screen has no room for all of it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from annotator.ui.scale import letters


class Page(QScrollArea):
    """Holds a dialog's fields, as tall as they are unless the screen is too small."""

    def __init__(self, fields: QWidget) -> None:
        super().__init__()
        self._fields = fields
        self.setWidget(fields)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Tab leads from field to field; the page scrolls along
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        wanted = self._fields.sizeHint()
        width = wanted.width() + self.verticalScrollBar().sizeHint().width()
        height = self._fields.heightForWidth(wanted.width())
        return QSize(width, max(height, wanted.height()))

    def minimumSizeHint(self) -> QSize:
        least = self._fields.minimumSizeHint().width()
        return QSize(least + self.verticalScrollBar().sizeHint().width(), letters(20))
