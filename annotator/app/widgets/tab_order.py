"""Lets Tab lead round a window in the order of reading, not in the order of adding widgets."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from annotator.app.widgets.chips import Chips

_WHOLE = (QComboBox, QAbstractSpinBox, QLineEdit, QAbstractItemView, QPlainTextEdit, QTextEdit)
"""Widgets that are a single stop, with all their parts."""


def go_round(window: QWidget, *, forwards: bool) -> bool:
    """Focus the next stop of a window in the order of reading, or the stop before.

    After the last stop comes the first.
    """
    order = stops(window)
    if not order:
        return False
    here = _place_of(window.focusWidget(), order)
    if here is None:
        there = order[0 if forwards else -1]
    else:
        there = order[(here + (1 if forwards else -1)) % len(order)]
    reason = Qt.FocusReason
    there.setFocus(reason.TabFocusReason if forwards else reason.BacktabFocusReason)
    _bring_into_view(there)
    return True


def is_led_on(window: QWidget) -> bool:
    """Return whether a key leads the focus on: Qt does, too, when the focused widget goes away."""
    if not window.isVisible():
        return False
    focused = window.focusWidget()
    return focused is None or (focused.isVisible() and focused.isEnabled())


def stops(window: QWidget) -> list[QWidget]:
    """Return all stops of Tab in a window, in the order of reading; of chips the whole group."""
    return [stop for stop in _stops(window) if stop.window() is window.window()]


def _stops(widget: QWidget) -> Iterator[QWidget]:
    for inner in _in_order(widget):
        if isinstance(inner, Chips):
            yield from filter(None, [inner.stop()])
            continue
        if inner.isEnabled() and inner.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield inner
        if not isinstance(inner, _WHOLE):
            yield from _stops(inner)


def _place_of(focused: QWidget | None, order: list[QWidget]) -> int | None:
    """Return the place of the focused widget, or of the stop it lies in; of chips the group's."""
    places = {id(widget): place for place, widget in enumerate(order)}
    while focused is not None:
        if isinstance(focused, Chips) and (stop := focused.stop()) is not None:
            focused = stop
        if id(focused) in places:
            return places[id(focused)]
        focused = focused.parentWidget()
    return None


def _bring_into_view(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def _in_order(widget: QWidget) -> list[QWidget]:
    """Return the children of a widget, row by row; a floating child stands where it is seen."""
    inner = [child for child in widget.children() if isinstance(child, QWidget)]
    shown = [child for child in inner if not child.isWindow() and not child.isHidden()]
    rows: list[list[QWidget]] = []
    bottom = 0
    for child in sorted(shown, key=QWidget.y):
        if rows and child.geometry().center().y() < bottom:
            rows[-1].append(child)
            bottom = max(bottom, child.geometry().bottom())
        else:
            rows.append([child])
            bottom = child.geometry().bottom()
    return [child for row in rows for child in sorted(row, key=lambda c: (c.x(), c.y()))]
