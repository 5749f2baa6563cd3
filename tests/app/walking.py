"""Walks through everything in a window and says what is amiss: names, tab order, clipped words."""

import re
from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QToolButton,
    QWidget,
)

from annotator.app.widgets.elided_label import ElidedLabel
from annotator.app.widgets.tab_order import stops
from annotator.evidence.ui.list import AddressButton

_INNER = (QComboBox, QAbstractSpinBox)


def controls(root: QWidget) -> Iterator[QWidget]:
    """What can be used in a window, as it stands."""
    for widget in root.findChildren(QWidget):
        takes_focus = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if not widget.isVisibleTo(root) or not (takes_focus or isinstance(widget, QAbstractButton)):
            continue
        if isinstance(widget.parentWidget(), _INNER) or widget.objectName().startswith("qt_"):
            continue
        yield widget


def nameless(root: QWidget) -> list[str]:
    """The controls that a screen reader cannot name."""
    return [_which(widget) for widget in controls(root) if not _name(widget).strip()]


def misnamed(root: QWidget) -> list[str]:
    """The controls whose names lack the words that stand on them, or label them."""
    found = []
    for widget, words in _labelled(root):
        # of a list's box Qt gives what is chosen for its name, and its label beside that
        name = widget.accessibleName() or words if _is_box(widget) else _name(widget)
        if not _holds(name, words):
            found.append(f"{_which(widget)} shows “{words}”")
    return found


def buttons_outside(dialog: QWidget) -> list[str]:
    """The buttons at a dialog's end that are not wholly inside it."""
    return [
        _which(button)
        for box in dialog.findChildren(QDialogButtonBox)
        for button in box.buttons()
        if button.isVisibleTo(dialog)
        and not dialog.rect().contains(QRect(button.mapTo(dialog, QPoint()), button.size()))
    ]


def lying_over(root: QWidget) -> list[str]:
    """Parts of one layout that lie over each other."""
    found = []
    for layout in root.findChildren(QLayout):
        items = [
            item.widget() for n in range(layout.count()) if (item := layout.itemAt(n)) is not None
        ]
        shown = [
            w
            for w in items
            if w is not None and w.isVisibleTo(root) and not isinstance(layout, QStackedLayout)
        ]
        for n, one in enumerate(shown):
            found += [
                f"{_which(one)} over {_which(other)}"
                for other in shown[n + 1 :]
                if one.geometry().intersects(other.geometry())
            ]
    return found


def _labelled(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    """The controls that are shown, and the words that stand on each or before it."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root):
            continue
        if isinstance(widget, QAbstractButton) and widget.text():
            yield widget, widget.text()
        buddy = widget.buddy() if isinstance(widget, QLabel) else None
        if buddy is not None and isinstance(widget, QLabel):
            inside = [*controls(buddy)]
            alone = buddy.focusPolicy() == Qt.FocusPolicy.NoFocus and len(inside) == 1
            yield inside[0] if alone else buddy, widget.text()


def _is_box(widget: QWidget) -> bool:
    return isinstance(widget, QComboBox)


def _holds(name: str, words: str) -> bool:
    """Whether a name holds words, but for signs before them and hints in brackets behind.

    Words that have no room are shown by their beginning and their end.
    """
    shown = re.sub(r"\s*\([^)]*\)$|^(\S|[IVX]+)\s+(?=\w\w)", "", words.replace("&", ""))
    return all(_folded(part) in _folded(name) for part in shown.split("…"))


def _folded(words: str) -> str:
    return " ".join(re.sub(r"[…:?“”]", "", words.replace("&", "")).casefold().split())


def out_of_order(pane: QWidget) -> list[str]:
    """Where Tab goes up, or back to the left, inside a pane."""
    chain = _chain(pane)
    return [
        f"{_which(one)} before {_which(other)}"
        for one, other in pairwise(chain)
        if _comes_before(*_places(other, one, pane))
    ]


def clipped(root: QWidget) -> list[str]:
    """The labels, buttons and fields whose words have too little room."""
    return [
        f"{_which(widget)}: {widget.size().toTuple()} of {_needed(widget)}"
        for widget in root.findChildren(QWidget)
        if widget.isVisibleTo(root) and _is_clipped(widget)
    ]


def beyond(root: QWidget) -> list[str]:
    """What lies outside its window, or to the side of the pane that scrolls it."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or not isinstance(widget, QAbstractButton | QLabel):
            continue
        left = widget.mapTo(root, QPoint(0, 0)).x()
        frame = _frame(widget, root)
        if left < frame.left() - 1 or left + widget.width() > frame.right() + 2:
            inside = f"{frame.left()}–{frame.right()}"
            found.append(f"{_which(widget)}: {left}–{left + widget.width()} in {inside}")
    return found


def cut_off(root: QWidget) -> list[str]:
    """What is taller than the room that the page around it gives it."""
    found = []
    for widget in root.findChildren(QWidget):
        above = widget.parentWidget()
        shown = widget.isVisibleTo(root) and isinstance(
            widget, QAbstractButton | QLabel | QLineEdit
        )
        if shown and above is not None and widget.geometry().bottom() > above.rect().bottom() + 1:
            found.append(f"{_which(widget)}: {widget.geometry().bottom()} of {above.height()}")
    return found


def _frame(widget: QWidget, root: QWidget) -> QRect:
    """What a widget must lie within: the pane that scrolls it, or the window."""
    above = widget.parentWidget()
    while above is not None and above is not root:
        if isinstance(above, QScrollArea):
            port = above.viewport()
            return QRect(port.mapTo(root, QPoint(0, 0)), port.size())
        above = above.parentWidget()
    return root.rect()


def _chain(pane: QWidget) -> list[QWidget]:
    """What Tab leads through in a pane, in its order."""
    inside = {*controls(pane)}
    found = [stop for stop in stops(pane.window()) if stop in inside]
    return [stop for stop in found if not isinstance(stop, QScrollArea)]


def _place(widget: QWidget, pane: QWidget) -> QRect:
    return QRect(widget.mapTo(pane, QPoint(0, 0)), widget.size())


def _places(one: QWidget, other: QWidget, pane: QWidget) -> tuple[QRect, QRect]:
    """Where two widgets are; what scrolls may be anywhere, but its page is where it is."""
    pages = [_page(widget, pane) for widget in (one, other)]
    if pages[0] is pages[1]:
        return _place(one, pane), _place(other, pane)
    first, second = (page or widget for page, widget in zip(pages, (one, other), strict=True))
    return _place(first, pane), _place(second, pane)


def _page(widget: QWidget, pane: QWidget) -> QScrollArea | None:
    while widget is not pane and (parent := widget.parentWidget()) is not None:
        if isinstance(parent, QScrollArea):
            return parent
        widget = parent
    return None


def _comes_before(one: QRect, other: QRect) -> bool:
    """Whether a reader meets one place before the other: above it, or left of it in its row."""
    shared = min(one.bottom(), other.bottom()) - max(one.top(), other.top())
    if shared > min(one.height(), other.height()) / 2:
        return one.left() < other.left()
    return one.center().y() < other.center().y()


def _is_clipped(widget: QWidget) -> bool:
    if isinstance(widget, ElidedLabel | AddressButton) or not isinstance(
        widget, QLabel | QPushButton | QToolButton | QComboBox
    ):
        return isinstance(widget, QLineEdit) and _too_low(widget)
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.heightForWidth(widget.width()) > widget.height() + 1
    needed = widget.sizeHint()
    if isinstance(widget, QComboBox):
        return widget.height() + 1 < widget.minimumSizeHint().height()
    if isinstance(widget, QPushButton):
        # their words fit where the padding does not
        spare = 8
        return needed.width() > widget.width() + spare or needed.height() > widget.height() + 1
    return needed.width() > widget.width() + 1 or needed.height() > widget.height() + 1


def _too_low(field: QLineEdit) -> bool:
    return field.fontMetrics().height() > field.contentsRect().height() + 4


def _needed(widget: QWidget) -> object:
    if isinstance(widget, QLabel) and widget.wordWrap():
        return (widget.width(), widget.heightForWidth(widget.width()))
    return widget.sizeHint().toTuple()


def _name(widget: QWidget) -> str:
    reader = QAccessible.queryAccessibleInterface(widget)
    return reader.text(QAccessible.Text.Name) if reader else widget.accessibleName()


def _which(widget: QWidget) -> str:
    words = _name(widget) or widget.objectName() or widget.toolTip()
    above = widget.parentWidget()
    inside = type(above).__name__ if above else ""
    return f"{type(widget).__name__} “{words[:40]}” in {inside}"
