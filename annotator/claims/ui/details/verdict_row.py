"""The three verdicts as buttons, of which one is pressed: mine."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from annotator.app.theme.scale import Space, bare
from annotator.app.theme.theme import Theme
from annotator.app.widgets.plain_text import tip
from annotator.appearance import style
from annotator.claims.verdicts import Tag, Verdict, standing_of


class VerdictRow(QWidget):
    """Shows my verdict; a click chooses another, or takes off the one pressed."""

    verdict_chosen = Signal(object)
    untag_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._tag: Tag | None = None
        self.buttons = {verdict: self._button(verdict) for verdict in Verdict}
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(Space.TINY)
        for button in self.buttons.values():
            self._row.addWidget(button, 1)
        layout = QVBoxLayout(self)
        bare(layout, Space.SMALL)
        layout.addLayout(self._row)
        self.show_theme(theme)

    def show_theme(self, theme: Theme) -> None:
        """Show icons in another theme."""
        for verdict, button in self.buttons.items():
            button.setIcon(theme.icon(verdict.value, theme.line(standing_of(verdict))))

    def show_tag(self, tag: Tag | None) -> None:
        """Show my tag on the claim, or that there is none."""
        self._tag = tag
        for verdict, button in self.buttons.items():
            button.setChecked(tag is not None and tag.verdict is verdict)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit(self.width())
        return super().event(event)

    def _fit(self, width: int) -> None:
        """Put the buttons side by side if that is wide enough, or else below one another."""
        hints = [button.sizeHint().width() for button in self.buttons.values()]
        side_by_side = sum(hints) + self._row.spacing() * (len(hints) - 1) <= width
        for place, hint in enumerate(hints):
            self._row.setStretch(place, hint)
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if side_by_side else direction.TopToBottom)

    def _button(self, verdict: Verdict) -> QPushButton:
        looks = style(standing_of(verdict))
        button = QPushButton(looks.label)
        # side by side only where there is the room: the row must not hold the pane open
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setCheckable(True)
        button.setObjectName("verdict")
        button.setProperty("verdict", verdict.value)
        button.setToolTip(tip(looks.tooltip))
        button.clicked.connect(lambda: self._choose(verdict))
        return button

    def _choose(self, verdict: Verdict) -> None:
        same = self._tag is not None and self._tag.verdict is verdict
        self.show_tag(self._tag)
        if same and verdict is not Verdict.DISPUTED:
            self.untag_asked.emit()
        else:
            self.verdict_chosen.emit(verdict)
