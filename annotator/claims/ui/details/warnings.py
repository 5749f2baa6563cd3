"""House rules that my tag does not keep: a quiet line each, which leads to where it is mended."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.app.forms.pieces import link, words
from annotator.app.theme.scale import Space, bare, icon_size
from annotator.app.theme.theme import Theme
from annotator.app.widgets.fields import empty
from annotator.app.widgets.plain_text import Label
from annotator.claims.house_rules import HouseWarning, Rule

_MEND = {
    Rule.NO_EVIDENCE: "Add evidence",
    Rule.TOO_FEW_SOURCES: "Add evidence",
    Rule.NOTHING_AGAINST: "Add evidence",
    Rule.NO_SEARCH_NOTE: "Add search note",
    Rule.NO_CONCLUSION: "Add conclusion",
    Rule.OLDER_VERSION: "Confirm verdict",
}


class Warnings(QWidget):
    """The warnings of one tag; ``mending_asked`` comes with the rule."""

    mending_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout(self)
        bare(self._lines, Space.HAIR)
        self._shown: tuple[Sequence[HouseWarning], Theme | None] = (), None

    def show_warnings(self, found: Sequence[HouseWarning], theme: Theme) -> None:
        """Show these warnings; what is the same as before is left as it is."""
        if self._shown == (found, theme):
            return
        self._shown = found, theme
        empty(self._lines)
        self.setVisible(bool(found))
        for warning in found:
            self._lines.addWidget(self._line(warning, theme))

    def _line(self, warning: HouseWarning, theme: Theme) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        bare(row, Space.TINY)
        sign = Label()
        sign.setPixmap(theme.icon("warning", theme.warning).pixmap(icon_size(), icon_size()))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words("warning", warning.sentence), 1)
        mend = link(_MEND[warning.rule], lambda: self.mending_asked.emit(warning.rule))
        mend.setAccessibleName(f"{_MEND[warning.rule]}: {warning.sentence}")
        row.addWidget(mend, 0, Qt.AlignmentFlag.AlignTop)
        return line
