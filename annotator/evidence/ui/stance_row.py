"""The three stances as buttons, of which one is pressed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.plain_text import tip
from annotator.appearance import label, meaning, symbol
from annotator.evidence.model import Stance


class StanceRow(QWidget):
    """What the source does to the claim; Alt and a digit press a button from all of a form."""

    def __init__(self, form: QWidget) -> None:
        super().__init__()
        self.buttons = {stance: self._button(stance) for stance in Stance}
        row, group = FlowLayout(), QButtonGroup(self)
        self.setLayout(row)
        for digit, (stance, button) in enumerate(self.buttons.items(), start=1):
            group.addButton(button)
            row.addWidget(button)
            keys = QKeySequence(f"Alt+{digit}")
            button.setToolTip(tip(f"{meaning(stance)} ({keys.toString()})"))
            pressing = QShortcut(keys, form, button.click)
            pressing.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.choose(Stance.SUPPORTS)

    def chosen(self) -> Stance:
        """The stance that is pressed."""
        return next(stance for stance, button in self.buttons.items() if button.isChecked())

    def choose(self, stance: Stance) -> None:
        """Press a stance."""
        if stance in self.buttons:
            self.buttons[stance].setChecked(True)

    def _button(self, stance: Stance) -> QPushButton:
        button = QPushButton(f"{symbol(stance)} {label(stance)}")
        button.setObjectName("toggle")
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setAccessibleName(label(stance))
        button.setToolTip(tip(meaning(stance)))
        return button
