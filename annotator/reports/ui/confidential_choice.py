"""Whether a report names confidential sources: off each time, and on only by a second step."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from annotator.app.theme.scale import Space, bare
from annotator.app.widgets.plain_text import Label
from annotator.reports.ui.form_rows import explain

_WARNING = (
    "Anyone who gets the file can read who your confidential sources and contacts are. You "
    "cannot recall a file."
)


class ConfidentialChoice(QWidget):
    """A box, and under it, once it is ticked, what that means and a box to say yes to it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.wanted = QCheckBox("Show confidential so&urces")
        self.warning = Label(_WARNING)
        self.warning.setObjectName("problem")
        self.warning.setWordWrap(True)
        self.sure = QCheckBox("&Yes, name them in this report")
        self.sure.setAccessibleDescription(_WARNING)
        layout = QVBoxLayout(self)
        bare(layout, Space.TINY)
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

    def _turn(self, _on: bool) -> None:  # noqa: FBT001 - a signal's slot
        self.sure.setChecked(False)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for widget in (self.warning, self.sure):
            widget.setVisible(self.wanted.isChecked())
