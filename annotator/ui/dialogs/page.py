"""What a dialog asks, above its buttons: it scrolls where the screen has no room for all of it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QSizePolicy, QWidget

from annotator.ui.scale import letters

_FRAME = 48
"""Pixels kept for the window's own frame."""


def open_at(dialog: QDialog, across: float, down: float = 0) -> None:
    """Let a dialog open so many letters wide, and so high or as high as it needs, if that fits."""
    height = letters(down) if down else dialog.sizeHint().height()
    # not dialog.screen(): PySide gives the screen to the dialog, which takes it along when it goes
    place = dialog.parentWidget() or dialog
    screen = QGuiApplication.screenAt(place.geometry().center()) or QGuiApplication.primaryScreen()
    room = screen.availableSize()
    dialog.resize(min(letters(across), room.width()), min(height, room.height() - _FRAME))


class Page(QScrollArea):
    """Holds a dialog's fields, as tall as they are unless the screen is too small."""

    def __init__(self, fields: QWidget) -> None:
        super().__init__()
        self._fields = fields
        self.setWidget(fields)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
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
        return QSize(least + self.verticalScrollBar().sizeHint().width(), letters(16))
