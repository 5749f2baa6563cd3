"""The menu of a row in a list: by the right button, or by the menu key for the row in focus."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QMenu

from annotator.app.widgets.plain_text import add_entry

Offer = tuple[str, Callable[[], object], bool]
"""The label of an entry, its act, and whether the act is possible."""


class RowMenu(QObject):
    """A menu of the acts on the row under the pointer, which is chosen before."""

    def __init__(self, view: QAbstractItemView, fill: Callable[[QMenu], object]) -> None:
        super().__init__(view)
        self._view, self._fill = view, fill
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open)

    def _open(self, point: QPoint) -> None:
        index = self._view.indexAt(point)
        if not index.isValid():
            return
        if not self._view.selectionModel().isSelected(index):
            self._view.setCurrentIndex(index)
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill(menu)
        menu.popup(self._view.viewport().mapToGlobal(point))


def offer_actions(view: QAbstractItemView, actions: Sequence[QAction]) -> RowMenu:
    """Let a row offer commands of the window."""
    return RowMenu(view, lambda menu: menu.addActions(list(actions)))


def offer_acts(view: QAbstractItemView, offers: Callable[[], Sequence[Offer]]) -> RowMenu:
    """Let a row offer acts of its own, asked for each time."""
    return RowMenu(view, lambda menu: add_offers(menu, offers()))


def add_offers(menu: QMenu, offers: Sequence[Offer]) -> None:
    """Add an entry for each act to a menu."""
    for words, act, usable in offers:
        action = add_entry(menu, words)
        action.setEnabled(usable)
        action.triggered.connect(lambda _=False, act=act: act())
