"""Choosing a verdict in a dialog, and in what way a claim is disputed; digits choose, too."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from annotator.app.theme.scale import Space, bare
from annotator.app.widgets.chips import Chips
from annotator.app.widgets.fields import labelled
from annotator.claims.verdicts import DisputeReason, Verdict


class VerdictChoice(QWidget):
    """One verdict, or none as yet, with its reason where it has to have one."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.verdict: Verdict | None = None
        self.reason: DisputeReason | None = None
        self.verdicts = Chips("Verdict", Verdict, one=True)
        self.reasons = Chips("Reason for the dispute", DisputeReason, one=True)
        self._ways = labelled("Reason for the dispute", self.reasons)
        # a dialog must not change its size under the pointer
        policy = self._ways.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._ways.setSizePolicy(policy)
        layout = QVBoxLayout(self)
        bare(layout, Space.SMALL)
        layout.addWidget(labelled("Verdict  (1, 2 or 3)", self.verdicts))
        layout.addWidget(self._ways)
        self.verdicts.chosen.connect(lambda found: self.choose(found[0], self.reason))
        self.reasons.chosen.connect(lambda found: self.choose(self.verdict, found[0]))
        self.setFocusProxy(self.verdicts)
        self.show_choice(None, None)

    def choose(self, verdict: Verdict | None, reason: DisputeReason | None) -> None:
        """Choose as the user does."""
        self.show_choice(verdict, reason)
        self.changed.emit()

    def show_choice(self, verdict: Verdict | None, reason: DisputeReason | None) -> None:
        """Show a verdict and its reason."""
        self.verdict = verdict
        self.reason = reason if verdict is Verdict.DISPUTED else None
        self.verdicts.show_chosen([verdict] if verdict else [])
        self.reasons.show_chosen([self.reason] if self.reason else [])
        self._ways.setVisible(verdict is Verdict.DISPUTED)

    def take_digits(self, dialog: QDialog) -> None:
        """Let 1, 2 and 3 choose the verdict wherever nobody types in a dialog."""
        for digit, verdict in enumerate(Verdict, start=1):
            key = QShortcut(Qt.Key(Qt.Key.Key_0 + digit), dialog)
            key.activated.connect(self._by_key(verdict))

    def _by_key(self, verdict: Verdict) -> Callable[[], None]:
        return lambda: self.choose(verdict, self.reason)
