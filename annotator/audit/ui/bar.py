"""What of the trail is shown: how much of the project, whose changes, and of which days."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.app.theme.scale import Space, pad
from annotator.app.widgets.chips import Chips
from annotator.app.widgets.day_field_part import DayField
from annotator.app.widgets.fields import ChoiceBox, labelled
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.plain_text import Label
from annotator.app.widgets.timers import make_timer
from annotator.audit.model import Scope
from annotator.audit.ui.wording import zone

_TYPING = 400
"""Milliseconds without a key after which a day counts as typed."""


class TrailBar(QWidget):
    """``turned`` comes whenever something else is to be shown."""

    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.scopes = Chips("Show changes to", Scope, one=True)
        self.scope = Scope.PROJECT
        self.who = ChoiceBox()
        self.who.setAccessibleName("Changes by")
        self.show_people([])
        self.since, self.until = _day("From day"), _day("To day")
        self.zone = Label(f"Days run from midnight to midnight on this computer ({zone()}).")
        self._typing = make_timer(self, _TYPING, once=True)
        self._lay_out()
        self._connect()

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day, as they were typed."""
        return self.since.day(), self.until.day()

    @property
    def person(self) -> str:
        """Whose changes are shown; empty for everybody's."""
        return str(self.who.currentData() or "")

    def show_scope(self, scope: Scope, offered: list[Scope]) -> None:
        """Show which trail is shown, and which ones there are."""
        self.scope = scope
        self.scopes.show_chosen([scope])
        for member, chip in self.scopes.chips.items():
            chip.setEnabled(member in offered)

    def show_people(self, names: list[str]) -> None:
        """Offer these people; whoever is chosen stays so."""
        chosen = self.who.currentData()
        self.who.blockSignals(True)  # noqa: FBT003 - Qt's own name for it
        self.who.clear()
        self.who.addItem("Everybody", "")
        for name in names:
            self.who.addItem(name, name)
        self.who.setCurrentIndex(max(0, self.who.findData(chosen)))
        self.who.blockSignals(False)  # noqa: FBT003

    def _choose_scope(self, chosen: list[Scope]) -> None:
        self.scope = chosen[0]
        self.scopes.show_chosen(chosen)
        self.turned.emit()

    def _connect(self) -> None:
        self._typing.timeout.connect(self.turned)
        self.scopes.chosen.connect(self._choose_scope)
        self.who.currentIndexChanged.connect(lambda _: self.turned.emit())
        for field in (self.since, self.until):
            field.textChanged.connect(lambda _: self._typing.start())

    def _lay_out(self) -> None:
        self.zone.setObjectName("caption")
        self.zone.setWordWrap(True)
        column = QVBoxLayout(self)
        pad(column, Space.LARGE, Space.MEDIUM)
        column.setSpacing(Space.SMALL)
        column.addWidget(self.scopes)
        fields = FlowLayout(Space.MEDIUM)
        for name, field in (("By", self.who), ("From", self.since), ("To", self.until)):
            shown = field.row() if isinstance(field, DayField) else field
            fields.addWidget(labelled(name, shown))
        column.addLayout(fields)
        column.addWidget(self.zone)


def _day(name: str) -> DayField:
    field = DayField(name)
    field.setClearButtonEnabled(True)
    return field
