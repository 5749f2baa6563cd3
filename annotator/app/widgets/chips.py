"""Small switches side by side: the members of a choice that are on, or its single member."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.plain_text import tip
from annotator.appearance import label, meaning, symbol

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Chips(QWidget):
    """A chip a member; ``chosen`` comes with the list of the members that are on.

    Tab leads to the group, the arrows from chip to chip, and Space switches a chip. With ``one``, a
    chip that is switched on takes the place of the other.
    """

    chosen = Signal(object)

    def __init__(self, name: str, members: Iterable[StrEnum], *, one: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._one = one
        self._on: list[StrEnum] = []
        self.chips = {member: self._chip(name, member) for member in members}
        layout = FlowLayout()
        for chip in self.chips.values():
            layout.addWidget(chip)
        self.setLayout(layout)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusProxy(next(iter(self.chips.values())))

    def show_chosen(self, members: Sequence[StrEnum]) -> None:
        """Show which members are on."""
        self._on = list(members)
        for member, chip in self.chips.items():
            chip.setChecked(member in self._on)
        self.setFocusProxy(self.stop() or next(iter(self.chips.values())))

    def _chip(self, name: str, member: StrEnum) -> QPushButton:
        sign = symbol(member)
        chip = _Chip(f"{sign} {label(member)}".strip(), self)
        chip.setAccessibleName(f"{name}: {label(member)}")
        chip.setToolTip(tip(meaning(member)))
        chip.clicked.connect(lambda: self._switch(member))
        return chip

    def _switch(self, member: StrEnum) -> None:
        if self._one:
            wanted = [member]
        else:
            wanted = [m for m in self.chips if (m in self._on) != (m is member)]
        self.show_chosen(self._on)  # until it is saved, nothing has changed
        if wanted != self._on:
            self.chosen.emit(wanted)

    def stop(self) -> QPushButton | None:
        """Return the chip that Tab comes to: the first that is on, or else the first of all."""
        usable = [chip for chip in self.chips.values() if chip.isEnabled() and not chip.isHidden()]
        return next((chip for chip in usable if chip.isChecked()), usable[0] if usable else None)

    def step(self, chip: QPushButton, by: int) -> None:
        """Lead the focus to the next chip, or the chip before, round the end.

        Args:
            chip: The chip that has the focus.
            by: 1 for the next chip, -1 for the chip before.
        """
        chips = [each for each in self.chips.values() if each.isEnabled()]
        chips[(chips.index(chip) + by) % len(chips)].setFocus(Qt.FocusReason.TabFocusReason)


class _Chip(QPushButton):
    def __init__(self, words: str, group: Chips) -> None:
        super().__init__(words)
        self.setObjectName("switch")
        self.setCheckable(True)
        # in a dialog, Enter is for the button that ends it
        self.setAutoDefault(False)
        self._group = group

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = _STEPS.get(Qt.Key(event.key()), 0)
        if by:
            self._group.step(self, by)
        else:
            super().keyPressEvent(event)
