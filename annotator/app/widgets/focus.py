"""The widget that had the focus before a popup took it, and gets it back afterwards."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


class FocusBefore:
    """The widget that has the focus before a dialog or a popup opens."""

    def __init__(self, widget: QWidget | None) -> None:
        self._widget = widget

    def give_back(self) -> None:
        """Give the focus back, unless the widget is gone by now or can no longer be used."""
        widget = self._widget
        if widget is None or not isValid(widget):
            return
        if widget.isVisible() and widget.isEnabled():
            # as after a popup: the field goes on with what is typed in it, and selects nothing
            widget.setFocus(Qt.FocusReason.PopupFocusReason)
