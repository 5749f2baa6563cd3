"""A button that shows the chosen member, and a menu of all members."""

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from annotator.app.widgets.plain_text import tip
from annotator.appearance import label, meaning, symbol


class Chooser(QToolButton):
    """A member of an enumeration, or none where ``none`` gives the words for no member.

    ``chosen`` comes with the member. Unlike a box it does not turn under a passing mouse wheel.
    """

    chosen = Signal(object)

    def __init__(self, name: str, members: type[StrEnum], none: str = "") -> None:
        super().__init__()
        self.setObjectName("chooser")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._name, self._none = name, none
        self._shown: StrEnum | None = None
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        group = QActionGroup(menu)
        offered: list[StrEnum | None] = [*([None] if none else []), *members]
        self.choices = {member: menu.addAction(self._words(member)) for member in offered}
        for member, action in self.choices.items():
            action.setCheckable(True)
            action.setToolTip(tip(meaning(member)) if member else "")
            group.addAction(action)
            action.triggered.connect(lambda _=False, member=member: self._choose(member))
        self.setMenu(menu)
        self.show_chosen(offered[0])

    def show_chosen(self, member: StrEnum | None) -> None:
        """Show a member as the chosen member."""
        self._shown = member
        self.setText(self._words(member))
        if self.property("none") != (member is None):
            self.setProperty("none", member is None)
            self.style().unpolish(self)
            self.style().polish(self)
        # a word that a file has and this version does not know is none of the choices
        for each, action in self.choices.items():
            action.setChecked(each is member)
        self.setAccessibleName(f"{self._name}: {label(member) if member else self._none}")

    def _choose(self, member: StrEnum | None) -> None:
        wanted, shown = member, self._shown
        self.show_chosen(shown)  # until it is saved, nothing has changed
        if wanted is not shown:
            self.chosen.emit(wanted)

    def _words(self, member: StrEnum | None) -> str:
        if member is None:
            return self._none
        return f"{symbol(member)} {label(member)}".strip()
