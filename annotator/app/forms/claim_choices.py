"""The choices of claims, people and confidential sources, before words leave the program."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from annotator.app.theme.scale import Space, clear_margins
from annotator.app.widgets.fields import ChoiceBox
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.plain_text import Label, tip
from annotator.appearance import label
from annotator.claims.verdicts import Standing
from annotator.reports.choices import ReportKind
from annotator.reports.entries.articles import COUNTED
from annotator.reports.service.selection import DECIDED


def explain(widget: QWidget, why: str) -> None:
    """Explain, in the tip and to screen readers, why a widget cannot be used."""
    widget.setToolTip(tip(why))
    widget.setAccessibleDescription(why)


_EVERYBODY = "Everybody"


class AddresseeChoice(ChoiceBox):
    """A box of names, in which the user need not choose while only one person was asked.

    A ``first`` person is offered and chosen at first; all others have to be chosen.
    """

    def __init__(self, first: str = "") -> None:
        super().__init__()
        self.setAccessibleName("Questions to")
        self._first = first
        self._fill(())

    @property
    def is_needed(self) -> bool:
        """Whether there are several to choose from."""
        return self.count() > 2

    def offer(self, names: Sequence[str]) -> None:
        """Offer people by name; the chosen person stays chosen."""
        others = [name for name in names if name != self._first]
        before = self._offered()
        if others == [name for name in before if name and name != self._first]:
            return
        whom = self.currentData()
        with QSignalBlocker(self):
            self.clear()
            self._fill(others)
            offered = self._offered()
            self.setCurrentIndex(offered.index(whom) if whom in offered else 0)

    def _offered(self) -> list[str | None]:
        return [self.itemData(row) for row in range(self.count())]

    def _fill(self, others: Sequence[str]) -> None:
        if self._first:
            self.addItem(self._first, self._first)
        self.addItem(_EVERYBODY, None)
        for name in others:
            self.addItem(name, name)


_UNDECIDED = "A report for the public includes only claims with one agreed verdict."


class ClaimsChoice(QWidget):
    """A box for each verdict, all of them ticked at first, and the other conditions on claims."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes = {standing: QCheckBox(label(standing)) for standing in COUNTED}
        self._kept: dict[Standing, bool] = {}
        """The ticks that come back with a kind that has these verdicts."""
        self.settled = QCheckBox("Only claims whose verdict is &settled")
        self.mine = QCheckBox("Only claims that &I tagged")
        verdicts = QWidget()
        flow = FlowLayout(Space.SMALL)
        verdicts.setLayout(flow)
        for box in self.boxes.values():
            box.setChecked(True)
            flow.addWidget(box)
        layout = QVBoxLayout(self)
        clear_margins(layout, Space.TINY)
        for widget in (verdicts, self.settled, self.mine):
            layout.addWidget(widget)
        for box in (*self.boxes.values(), self.settled, self.mine):
            box.toggled.connect(lambda _on: self.changed.emit())

    def show_kind(self, kind: ReportKind) -> None:
        """Offer the verdicts that claims in a report of this kind can have."""
        for standing, box in self.boxes.items():
            can = kind is not ReportKind.PUBLIC or standing in DECIDED
            self._allow(standing, allowed=can)
            explain(box, "" if can else _UNDECIDED)

    def _allow(self, standing: Standing, *, allowed: bool) -> None:
        """Let a verdict be asked for; where it cannot be had, its box has no tick."""
        box, is_barred = self.boxes[standing], standing in self._kept
        if allowed is is_barred:
            with QSignalBlocker(box):
                if allowed:
                    box.setChecked(self._kept.pop(standing))
                else:
                    self._kept[standing] = box.isChecked()
                    box.setChecked(False)
        box.setEnabled(allowed)

    def standings(self) -> frozenset[Standing]:
        """The verdicts asked for, none for all of them."""
        ticked = {
            standing
            for standing, box in self.boxes.items()
            if self._kept.get(standing, box.isChecked())
        }
        return frozenset() if ticked == {*COUNTED} else frozenset(ticked)

    @property
    def is_none(self) -> bool:
        """Whether no verdict that can be had is asked for."""
        return not any(box.isChecked() for box in self.boxes.values())


_WARNING = (
    "Anyone who gets the file can read who your confidential sources and contacts are. You "
    "cannot recall a file."
)


class ConfidentialChoice(QWidget):
    """A box, and under it, once it is ticked, its consequences and a box to confirm them."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.wanted = QCheckBox("Show confidential so&urces")
        self.warning = Label(_WARNING)
        self.warning.setObjectName("problem")
        self.warning.setWordWrap(True)
        self.sure = QCheckBox("&Yes, name them")
        self.sure.setAccessibleDescription(_WARNING)
        layout = QVBoxLayout(self)
        clear_margins(layout, Space.TINY)
        for widget in (self.wanted, self.warning, self.sure):
            layout.addWidget(widget)
        self.wanted.toggled.connect(self._turn)
        self.sure.toggled.connect(lambda _on: self.changed.emit())
        self._show()

    @property
    def is_open(self) -> bool:
        """Whether it was asked for, and not yet said yes to."""
        return self.wanted.isChecked() and not self.sure.isChecked()

    @property
    def is_confirmed(self) -> bool:
        """Whether it was asked for, and said yes to."""
        return self.wanted.isChecked() and self.sure.isChecked()

    def allow(self, *, allowed: bool) -> None:
        """Let it be asked for, or not."""
        if not allowed:
            self.wanted.setChecked(False)
        self.wanted.setEnabled(allowed)
        explain(self.wanted, "" if allowed else "A report for the public never shows them.")

    def _turn(self, _on: bool) -> None:
        self.sure.setChecked(False)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for widget in (self.warning, self.sure):
            widget.setVisible(self.wanted.isChecked())
