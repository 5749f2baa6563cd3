"""The middle of the window: the text or what stands in its place, and what is told over it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMargins, QPoint, QRect
from PySide6.QtGui import QCursor, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from annotator.app.theme.scale import Space, bare
from annotator.app.widgets.notice import NoticeBar

Clear = Callable[[], Sequence[QRect]]
"""Gives what should be seen, in places of the screen."""


class Centre(QWidget):
    """Pages, of which the first is the text, a bar above and one below them, and a notice.

    The notice lies over the lower edge of the pages and takes no room, so that nothing moves
    when it comes and goes: a click that was aimed before arrives where it was aimed. Where it
    would cover what is being worked on it lies over the upper edge.
    """

    def __init__(self, above: QWidget, text: QWidget, below: QWidget, notice: NoticeBar) -> None:
        super().__init__()
        self.setObjectName("centre")
        self._notice = notice
        self.kept_clear: Clear = lambda: ()
        self.pages = QStackedWidget()
        self.pages.addWidget(text)
        column = QVBoxLayout(self)
        bare(column)
        column.addWidget(above)
        column.addWidget(self.pages, 1)
        column.addWidget(below)
        notice.setParent(self)
        notice.resized.connect(self.place_notice)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_notice()

    def place_notice(self) -> None:
        """Put the notice, if there is one, over an edge of the pages."""
        notice = self._notice
        if notice.isHidden():
            return
        room = self.pages.geometry().marginsRemoved(_margins())
        size = notice.size_within(room.width())
        corner = QPoint(room.center().x() - size.width() // 2, room.bottom() + 1 - size.height())
        low, high = QRect(corner, size), QRect(QPoint(corner.x(), room.top()), size)
        notice.setGeometry(high if self._covers(low) and not self._covers(high) else low)
        notice.raise_()

    def _covers(self, place: QRect) -> bool:
        """Whether a place lies over what should be seen, or over the mouse."""
        there = QRect(self.mapToGlobal(place.topLeft()), place.size())
        return there.contains(QCursor.pos()) or any(there.intersects(r) for r in self.kept_clear())


def _margins() -> QMargins:
    return QMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
