"""Articles, text and claims side by side: as wide as their words need, and remembered.

The middle holds the text, or the page in place of the text, with the messages above it.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMargins, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QCursor, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from annotator.app.theme.scale import Space, clear_margins, letters
from annotator.app.widgets.notice import NoticeBar

Clear = Callable[[], Sequence[QRect]]
"""Returns the rectangles of the screen that should stay visible."""


class Centre(QWidget):
    """Pages, of which the first is the text, bars above and a bar below them, and a notice.

    The notice lies over the lower edge of the pages and takes no room, so that no widget moves when
    it comes and goes: a click that was aimed before arrives where it was aimed. Where it would
    cover the words being worked on it lies over the upper edge.
    """

    def __init__(
        self, above: Sequence[QWidget], text: QWidget, below: QWidget, notice: NoticeBar
    ) -> None:
        super().__init__()
        self.setObjectName("centre")
        self._notice = notice
        self.kept_clear: Clear = lambda: ()
        self.pages = QStackedWidget()
        self.pages.addWidget(text)
        column = QVBoxLayout(self)
        clear_margins(column)
        for bar in above:
            column.addWidget(bar)
        column.addWidget(self.pages, 1)
        column.addWidget(below)
        notice.setParent(self)
        notice.resized.connect(self.place_notice)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_notice()

    def place_notice(self) -> None:
        """Put the notice, if there is a notice, over an edge of the pages."""
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
        """Return whether a place lies over the rectangles to keep visible, or over the mouse."""
        there = QRect(self.mapToGlobal(place.topLeft()), place.size())
        return there.contains(QCursor.pos()) or any(there.intersects(r) for r in self.kept_clear())


def _margins() -> QMargins:
    return QMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)


_LEAST = {"articles": 20, "text": 34, "claims": 36}
"""Letters that each pane must have room for."""
_USUAL = {"articles": 30, "claims": 54}
_WIDEST = 86
_SHARE = 0.26
"""The part of a wide window that claims take, up to the widest."""


class Panes(QSplitter):
    """The three panes; articles fold away where the window is too narrow for all of them."""

    switched = Signal(str, bool)

    def __init__(self, articles: QWidget, text: QWidget, claims: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName("panes")
        self.setChildrenCollapsible(False)
        self._panes = {"articles": articles, "text": text, "claims": claims}
        self._alone = False
        self._wanted = {"articles": True, "claims": True}
        for pane in self._panes.values():
            self.addWidget(pane)
            self.setStretchFactor(self.count() - 1, int(pane is text))
        self._take_font()

    def switch(self, name: str) -> None:
        """Hide the ``articles`` or the ``claims``, or show them again, room or not."""
        self._wanted[name] = self._panes[name].isHidden()
        self._show(name, shown=self._wanted[name])

    def open(self, name: str) -> None:
        """Show the ``articles`` or the ``claims``, if they are hidden."""
        if self._panes[name].isHidden():
            self.switch(name)

    def minimumSizeHint(self) -> QSize:
        # without the articles, which fold away
        return QSize(letters(_LEAST["text"] + _LEAST["claims"]), super().minimumSizeHint().height())

    def show_text_alone(self, *, alone: bool) -> None:
        """Show the text without panes beside it, as while no project is open."""
        self._alone = alone
        self._show("claims", shown=self._wanted["claims"] and not alone)
        self._fold(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() == event.oldSize().width():
            return  # a notice came or went: what the user has shown stays
        self._fold(event.size().width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_panes"):
            before = self._panes["text"].minimumWidth()
            self._take_font()
            if before != self._panes["text"].minimumWidth():
                self._fold(self.width())

    def share_out(self, width: int) -> None:
        """Give every pane its usual part of a width.

        Args:
            width: The width of all panes in pixels.
        """
        articles = letters(_USUAL["articles"])
        claims = max(letters(_USUAL["claims"]), min(letters(_WIDEST), int(width * _SHARE)))
        self.setSizes([articles, width - articles - claims, claims])

    def _fold(self, width: int) -> None:
        """Show the articles if they are wanted and there is room."""
        room = sum(letters(count) for count in _LEAST.values()) <= width
        self._show("articles", shown=self._wanted["articles"] and room and not self._alone)

    def _show(self, name: str, *, shown: bool) -> None:
        self._panes[name].setVisible(shown)
        self.switched.emit(name, shown)

    def _take_font(self) -> None:
        for name, pane in self._panes.items():
            pane.setMinimumWidth(letters(_LEAST[name]))
