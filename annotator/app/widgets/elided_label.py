"""A line of words that gives way when there is no room, and tells the rest in its tool tip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from annotator.app.theme.scale import letters
from annotator.app.widgets.plain_text import Label, tip


class ElidedLabel(Label):
    """A label that is shortened with an ellipsis rather than cut off, to ``least`` letters."""

    def __init__(self, words: str = "", least: int = 1) -> None:
        super().__init__(words)
        self._least = least
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def is_short(self) -> bool:
        """Whether the words have less room than they need."""
        return self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        around = least.width() - self.fontMetrics().horizontalAdvance(self.text())
        words = min(self.fontMetrics().horizontalAdvance(self.text()), letters(self._least))
        return QSize(max(0, around) + words, least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        words = self.text() if self.is_short else ""
        self.setToolTip(tip(words))
        # or else the tool tip would be read out, with what keeps it from being markup
        self.setAccessibleDescription(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_short:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment()),
            self.palette(),
            self.isEnabled(),
            words,
            self.foregroundRole(),
        )


class ElidedButton(QPushButton):
    """A flat button whose words are shortened with an ellipsis rather than cut off."""

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(min(least.width(), letters(_LEAST_BUTTON)), least.height())

    @property
    def words_in_sight(self) -> str:
        """The words as far as there is room for them."""
        return self._option().text

    def paintEvent(self, _event: QPaintEvent) -> None:
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, self._option())

    def _option(self) -> QStyleOptionButton:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        contents = QStyle.SubElement.SE_PushButtonContents
        room = self.style().subElementRect(contents, option, self).width()
        option.text = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room, Qt.TextFlag.TextShowMnemonic
        )
        return option


_LEAST_BUTTON = 8
"""Letters of width that a shortened button keeps."""
