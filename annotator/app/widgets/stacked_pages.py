"""Pages for widgets: a page that scrolls below a fixed part, and a stack that shows one page.

A stack asks for the room of the page that is seen, and not of the largest.
"""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from annotator.app.theme.scale import Space, clear_margins, pad

_SHARE = 0.6
"""The part of the height that may stay in view; a taller top scrolls with the rest."""


class StickyPage(QWidget):
    """A page whose ``top`` stays in view while ``page`` scrolls; in a low pane all of it scrolls.

    Both are layouts, which parts are added to.
    """

    def __init__(self) -> None:
        super().__init__()
        self._head, inner = QWidget(), QWidget()
        for part in (self._head, inner):
            part.setObjectName("details")
        self.top, self.page = QVBoxLayout(self._head), QVBoxLayout()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._line = QFrame()
        self._line.setObjectName("line")
        self._inner, self._outer = QVBoxLayout(inner), QVBoxLayout(self)
        for layout in (self._inner, self._outer):
            clear_margins(layout)
        for layout in (self.top, self.page):
            pad(layout, Space.LARGE, Space.MEDIUM)
            layout.setSpacing(Space.SMALL)
        self.page.setSpacing(Space.LARGE)
        self._inner.addLayout(self.page)
        self._inner.addStretch(1)
        self.area.setWidget(inner)
        for part in (self._head, self._line, self.area):
            self._outer.addWidget(part)
        self._outer.setStretch(2, 1)
        self._head.installEventFilter(self)

    @property
    def is_sticky(self) -> bool:
        """Whether the top stays in view."""
        return self._outer.indexOf(self._head) >= 0

    def lead_to(self, part: QWidget) -> None:
        """Scroll a part to the top of the page, or into view where it does not scroll."""
        page = self.area.widget()
        if page is not None and page.isAncestorOf(part):
            self.area.verticalScrollBar().setValue(self._place_of(part, page) - Space.SMALL)

    def show_field(self, field: QWidget, part: QWidget) -> None:
        """Let a field be seen whole, and the part it stands in from its heading on if that fits."""
        page = self.area.widget()
        if page is None or not page.isAncestorOf(field):
            return
        room = self.area.viewport().height()
        end = self._place_of(field, page) + field.height() + Space.SMALL
        begin = self._place_of(part, page) - Space.SMALL
        bar = self.area.verticalScrollBar()
        bar.setValue(
            min(begin, max(bar.value(), end - room)) if end - begin <= room else end - room
        )

    def show_beginning(self) -> None:
        """Show the page from its beginning."""
        self.area.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return False

    def _fit(self) -> None:
        wanted = self._head.layout()
        height = wanted.sizeHint().height() if wanted else 0
        stays = height <= self.height() * _SHARE
        if stays == self.is_sticky:
            return
        focus = self.window().focusWidget()
        keeps = focus if focus is not None and self._head.isAncestorOf(focus) else None
        (self._outer if stays else self._inner).insertWidget(0, self._head)
        # first for screen readers, too, who hear widgets in the order of the stack
        self._head.lower()
        self._head.show()
        self._line.setVisible(stays)
        if keeps is not None:
            # Qt takes the focus from what is put elsewhere, also once it is shown there
            QTimer.singleShot(0, keeps, lambda: keeps.setFocus(Qt.FocusReason.OtherFocusReason))

    @staticmethod
    def _place_of(part: QWidget, page: QWidget) -> int:
        return part.mapTo(page, part.rect().topLeft()).y()


class StackedPages(QStackedWidget):
    """A stack no smaller than the page on top; Qt's own is as large as the largest of all."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _index: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        """Return the least size of the page on top."""
        page = self.currentWidget()
        return page.minimumSizeHint() if page else super().minimumSizeHint()
