"""A web address that can be opened and copied."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from annotator.app.forms.pieces import tool
from annotator.app.theme.scale import Space, bare
from annotator.app.theme.theme import Theme
from annotator.app.widgets.plain_text import literal, tip


class AddressRow(QWidget):
    """The address in one line, shortened where there is no room; a click asks for the page."""

    opened = Signal(str)
    copied = Signal(str)

    def __init__(self, address: str, theme: Theme, before: str = "") -> None:
        super().__init__()
        self.link = AddressButton(before + address)
        self.link.setToolTip(tip(f"Open in the browser: {address}"))
        self.link.clicked.connect(lambda: self.opened.emit(address))
        self.copy = tool(
            theme, "copy-claim", "Copy this address", lambda: self.copied.emit(address)
        )
        row = QHBoxLayout(self)
        bare(row, Space.TINY)
        row.addWidget(self.link)
        row.addWidget(self.copy)
        row.addStretch(1)


class AddressButton(QPushButton):
    """A button that shortens the address on it in the middle; a screen reader says it whole."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.setObjectName("link")
        self.setProperty("flush", True)  # noqa: FBT003 - a property has no other way
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(literal(words))

    def minimumSizeHint(self) -> QSize:
        return QSize(1, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        wanted = self.fontMetrics().horizontalAdvance(self._words) + 2 * Space.SMALL
        return QSize(wanted, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 2 * Space.SMALL
        short = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideMiddle, room)
        self.setText(literal(short))
