"""Articles, text and claims side by side: as wide as their words need, and remembered."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from annotator.app.theme.scale import letters

_LEAST = {"articles": 20, "text": 34, "claims": 36}
"""Letters that each pane must have room for."""
_USUAL = {"articles": 30, "claims": 54}
_WIDEST = 86
_SHARE = 0.26
"""The part of a wide window that claims take, up to the widest."""


class Panes(QSplitter):
    """The three panes; articles fold away where the window is too narrow for all of them."""

    switched = Signal(str, bool)

    def __init__(self, articles: QWidget, text: QWidget, claims: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName("panes")
        self.setChildrenCollapsible(False)
        self._panes = {"articles": articles, "text": text, "claims": claims}
        self._alone = False
        self._wanted = {"articles": True, "claims": True}
        for pane in self._panes.values():
            self.addWidget(pane)
            self.setStretchFactor(self.count() - 1, int(pane is text))
        self._take_font()

    def switch(self, name: str) -> None:
        """Hide the ``articles`` or the ``claims``, or show them again, room or not."""
        self._wanted[name] = self._panes[name].isHidden()
        self._show(name, shown=self._wanted[name])

    def open(self, name: str) -> None:
        """Show the ``articles`` or the ``claims``, if they are hidden."""
        if self._panes[name].isHidden():
            self.switch(name)

    def minimumSizeHint(self) -> QSize:
        # without the articles, which fold away
        return QSize(letters(_LEAST["text"] + _LEAST["claims"]), super().minimumSizeHint().height())

    def show_text_alone(self, *, alone: bool) -> None:
        """Show nothing beside the text, as while no project is open."""
        self._alone = alone
        self._show("claims", shown=self._wanted["claims"] and not alone)
        self._fold(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() == event.oldSize().width():
            return  # a notice came or went: what the user has shown stays
        self._fold(event.size().width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_panes"):
            before = self._panes["text"].minimumWidth()
            self._take_font()
            if before != self._panes["text"].minimumWidth():
                self._fold(self.width())

    def share_out(self, width: int) -> None:
        """Give every pane its usual part of a width."""
        articles = letters(_USUAL["articles"])
        claims = max(letters(_USUAL["claims"]), min(letters(_WIDEST), int(width * _SHARE)))
        self.setSizes([articles, width - articles - claims, claims])

    def _fold(self, width: int) -> None:
        """Show the articles if they are wanted and there is room."""
        room = sum(letters(count) for count in _LEAST.values()) <= width
        self._show("articles", shown=self._wanted["articles"] and room and not self._alone)

    def _show(self, name: str, *, shown: bool) -> None:
        self._panes[name].setVisible(shown)
        self.switched.emit(name, shown)

    def _take_font(self) -> None:
        for name, pane in self._panes.items():
            pane.setMinimumWidth(letters(_LEAST[name]))
