"""What a dialog asks, above its buttons: it scrolls where the screen has no room for all of it."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QSizePolicy, QWidget

from annotator.app.theme.scale import letters

_FRAME = 48
"""Pixels kept for the window's own frame."""


def open_at(dialog: QDialog, across: float, down: float = 0, page: "Page | None" = None) -> None:
    """Let a dialog open so many letters wide, and so high or as high as it needs, if that fits.

    With a ``page`` it is as high as that needs in just this width.
    """
    room, hint = _room(dialog), dialog.sizeHint()
    width = min(letters(across), room.width())
    height = letters(down) if down else hint.height()
    if page is not None:
        around = hint - page.sizeHint()
        height = around.height() + page.height_in(width - around.width())
    dialog.resize(width, min(height, room.height()))


def fit_in_room(dialog: QWidget) -> None:
    """Make a dialog no larger than the screen has room for."""
    dialog.resize(dialog.size().boundedTo(_room(dialog).size()))


def _room(dialog: QWidget) -> QRect:
    """Where on the screen there is room for a dialog, but for its frame."""
    return available_room(dialog).adjusted(0, _FRAME, 0, 0)


def available_room(dialog: QWidget) -> QRect:
    """Return the part of the screen that windows may take, where a dialog opens."""
    # not dialog.screen(): PySide gives the screen to the dialog, which takes it along when it goes
    place = dialog.parentWidget() or dialog
    screen = QGuiApplication.screenAt(place.geometry().center()) or QGuiApplication.primaryScreen()
    return screen.availableGeometry()


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

    def height_in(self, width: int) -> int:
        """How high the fields are in this width."""
        return max(self._fields.heightForWidth(width), self._fields.minimumSizeHint().height())

    def settle(self) -> None:
        """Give every field the room that it has come to need, and the dialog too, if that fits."""
        layout = self._fields.layout()
        if layout is not None:
            # a form shares its room out by the rows of before, unless it is told twice
            layout.invalidate()
            layout.activate()
        self.updateGeometry()
        lack = self.height_in(self.viewport().width()) - self.viewport().height()
        dialog, room = self.window(), _room(self.window())
        height = min(dialog.height() + lack, room.height())
        if height > dialog.height():
            dialog.resize(dialog.width(), height)
            dialog.move(dialog.x(), max(room.top(), min(dialog.y(), room.bottom() + 1 - height)))

    def sizeHint(self) -> QSize:
        wanted = self._fields.sizeHint()
        width = wanted.width() + self.verticalScrollBar().sizeHint().width()
        height = self._fields.heightForWidth(wanted.width())
        return QSize(width, max(height, wanted.height()))

    def minimumSizeHint(self) -> QSize:
        least = self._fields.minimumSizeHint().width()
        height = min(letters(16), self.sizeHint().height())
        return QSize(least + self.verticalScrollBar().sizeHint().width(), height)
