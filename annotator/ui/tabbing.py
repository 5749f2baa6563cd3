"""Lets Tab lead through a page in the order in which it is read, whatever was added when."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QStackedWidget, QWidget


class ReadingOrder(QObject):
    """Keeps the tab order of a page as its layout has it, while things come and go."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._order: list[QWidget] = []
        page.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.follow()
        return False

    def follow(self) -> None:
        """Take up what has come or gone."""
        order = list(_focusable(self._page))
        if order != self._order:
            self._order = order
            chain(order)


def follow_layout(page: QWidget) -> None:
    """Let Tab lead through a page as its layout has it now."""
    chain(list(_focusable(page)))


def chain(order: list[QWidget]) -> None:
    """Let Tab lead from each of these to the next."""
    for one, other in pairwise(order):
        QWidget.setTabOrder(one, other)


def _focusable(page: QWidget) -> Iterator[QWidget]:
    for widget in _in_order(page):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget
        yield from _focusable(widget)


def _in_order(page: QWidget) -> Iterator[QWidget]:
    """What lies directly in a page, as it is read."""
    if isinstance(page, QScrollArea):
        yield from filter(None, [page.widget()])
    elif isinstance(page, QSplitter | QStackedWidget):
        yield from filter(None, map(page.widget, range(page.count())))
    elif (layout := page.layout()) is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield widget
        elif (inner := item.layout()) is not None:
            yield from _in_layout(inner)
