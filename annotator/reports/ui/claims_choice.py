"""The claims of a report: by verdict, settled or not, and by whose work they are."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from annotator.app.theme.scale import Space, bare
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.appearance import label
from annotator.claims.verdicts import Standing
from annotator.reports.choices import ReportKind
from annotator.reports.entries.articles import COUNTED
from annotator.reports.service.selection import DECIDED
from annotator.reports.ui.form_rows import explain

_UNDECIDED = "A report for the public includes only claims with one agreed verdict."


class ClaimsChoice(QWidget):
    """A box for each verdict, all of them ticked at first, and what else claims must be."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes = {standing: QCheckBox(label(standing)) for standing in COUNTED}
        self.settled = QCheckBox("Only claims whose verdict is &settled")
        self.mine = QCheckBox("Only claims that &I tagged")
        verdicts = QWidget()
        flow = FlowLayout(Space.SMALL)
        verdicts.setLayout(flow)
        for box in self.boxes.values():
            box.setChecked(True)
            flow.addWidget(box)
        layout = QVBoxLayout(self)
        bare(layout, Space.TINY)
        for widget in (verdicts, self.settled, self.mine):
            layout.addWidget(widget)
        for box in (*self.boxes.values(), self.settled, self.mine):
            box.toggled.connect(lambda _on: self.changed.emit())

    def show_kind(self, kind: ReportKind) -> None:
        """Offer the verdicts that claims in a report of this kind can have."""
        for standing, box in self.boxes.items():
            can = kind is not ReportKind.PUBLIC or standing in DECIDED
            box.setEnabled(can)
            explain(box, "" if can else _UNDECIDED)

    def standings(self) -> frozenset[Standing]:
        """The verdicts asked for, none for all of them."""
        ticked = {standing for standing, box in self.boxes.items() if box.isChecked()}
        return frozenset() if ticked == {*COUNTED} else frozenset(ticked)

    @property
    def is_none(self) -> bool:
        """Whether no verdict that can be had is asked for."""
        return not any(box.isChecked() and box.isEnabled() for box in self.boxes.values())
