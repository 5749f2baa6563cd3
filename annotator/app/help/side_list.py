"""A list of names at the side of a text."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QWidget

from annotator.app.theme.scale import Space, letters

_THING = Qt.ItemDataRole.UserRole


class SideList(QListWidget):
    """Names of things, one a line, shortened where they are too long."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def add(self, name: str, thing: object) -> None:
        """Add a thing under its name."""
        item = QListWidgetItem(name, self)
        item.setSizeHint(QSize(letters(10), self.fontMetrics().height() + 2 * Space.SMALL))
        item.setData(_THING, thing)

    def thing(self) -> object:
        """Return the thing that is chosen; ``None`` while none is."""
        item = self.currentItem()
        return None if item is None else item.data(_THING)


def beside(names: SideList, text: QWidget, width: int) -> QSplitter:
    """Put a list, of so many letters, beside a text that takes the rest."""
    split = QSplitter()
    split.setChildrenCollapsible(False)
    for number, part in enumerate((names, text)):
        split.addWidget(part)
        split.setStretchFactor(number, number)
    split.setSizes([letters(width), letters(3 * width)])
    return split
