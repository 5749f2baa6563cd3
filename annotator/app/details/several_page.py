"""What can be done to several claims at once, in place of the details of one."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from annotator.app.theme.scale import Space, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.plain_text import Label
from annotator.appearance import label
from annotator.claims.model import Kind, Status
from annotator.claims.verdicts import Verdict, standing_of
from annotator.kernel.quantities import count_of


class SeveralPage(QScrollArea):
    """Says how many claims are chosen, and what the user wants done with them all."""

    verdict_chosen = Signal(object)
    untag_asked = Signal()
    status_chosen = Signal(object)
    kind_chosen = Signal(object)
    remove_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Chosen claims")
        page = QWidget()
        page.setObjectName("details")
        self._title = Label()
        self._title.setObjectName("title")
        self.buttons: dict[str, QPushButton] = {}
        layout = QVBoxLayout(page)
        pad(layout, Space.LARGE)
        layout.setSpacing(Space.SMALL)
        layout.addWidget(self._title)
        hint = Label("Changes apply to all of them, as one step that you can undo.")
        hint.setObjectName("muted")
        hint.setWordWrap(True)
        layout.addWidget(hint)
        self._add_row(layout, "My verdict", [*(self._verdict(v) for v in Verdict), self._untag()])
        self._add_row(layout, "Status", [self._status(status) for status in Status])
        self._add_row(layout, "Add a kind", [self._kind(kind) for kind in Kind])
        self._add_row(layout, "", [self._remove()])
        layout.addStretch(1)
        self.setWidget(page)
        self.show_theme(theme)

    def show_theme(self, theme: Theme) -> None:
        """Show icons in another theme."""
        for verdict in Verdict:
            line = theme.line(standing_of(verdict))
            self.buttons[verdict].setIcon(theme.icon(verdict.value, line))
        for name in ("untag", "remove"):
            self.buttons[name].setIcon(theme.icon(name, theme.text))

    def show_number(self, number: int) -> None:
        """Say how many claims are chosen."""
        self._title.setText(f"{count_of(number, 'claim')} chosen")

    def _verdict(self, verdict: Verdict) -> QPushButton:
        words = label(verdict) + ("…" if verdict is Verdict.DISPUTED else "")
        return self._button(verdict, words, lambda: self.verdict_chosen.emit(verdict))

    def _untag(self) -> QPushButton:
        return self._button("untag", "Clear verdict", self.untag_asked.emit)

    def _status(self, status: Status) -> QPushButton:
        return self._button(status, label(status), lambda: self.status_chosen.emit(status))

    def _kind(self, kind: Kind) -> QPushButton:
        return self._button(f"kind {kind}", label(kind), lambda: self.kind_chosen.emit(kind))

    def _remove(self) -> QPushButton:
        return self._button("remove", "Remove these claims", self.remove_asked.emit)

    def _button(self, name: str, words: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda _=False: act())
        self.buttons[name] = button
        return button

    def _add_row(self, layout: QVBoxLayout, title: str, buttons: list[QPushButton]) -> None:
        if title:
            heading = Label(title)
            heading.setObjectName("label")
            layout.addSpacing(Space.SMALL)
            layout.addWidget(heading)
        row, flow = QWidget(), FlowLayout()
        row.setLayout(flow)
        for button in buttons:
            flow.addWidget(button)
        layout.addWidget(row)
