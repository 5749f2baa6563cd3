"""A font that stays when the program is dressed anew: a style sheet takes it away otherwise."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

_DRESSING = {QEvent.Type.FontChange, QEvent.Type.StyleChange}


class KeptFont(QObject):
    """Gives a widget a font of its own, and gives it back after every theme and interface size."""

    # of the class, for events that come while the collector takes the object apart
    _font: QFont | None = None

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        widget.installEventFilter(self)

    def give(self, font: QFont) -> None:
        """Show the widget's words in this font from now on."""
        self._font = font
        self._widget.setFont(font)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kept = self._font
        if kept is not None and event.type() in _DRESSING:
            now = self._widget.font()
            if (now.family(), now.pointSizeF()) != (kept.family(), kept.pointSizeF()):
                self._widget.setFont(kept)
        return False
