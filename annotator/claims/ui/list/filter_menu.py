"""The menu in which one says which claims to show."""

from collections.abc import Callable, Iterable
from enum import StrEnum

from PySide6.QtWidgets import QMenu, QWidget

from annotator.app.widgets.check_menu import StayingMenu
from annotator.app.widgets.plain_text import entry
from annotator.appearance import label
from annotator.claims.filters import ClaimFilter, Value, Whose
from annotator.claims.house_rules import Rule
from annotator.claims.model import Importance, Kind, Status
from annotator.claims.verdicts import Standing, Verdict
from annotator.review.model import ReviewAspect

Toggle = Callable[[str, Value], object]

_STANDINGS = (*(Standing(v.value) for v in Verdict), Standing.DIFFERING, Standing.UNTAGGED)
_FIELDS: tuple[tuple[str, str, Iterable[StrEnum]], ...] = (
    ("&Verdict", "standings", _STANDINGS),
    ("&Status", "statuses", Status),
    ("&Kind", "kinds", Kind),
    ("&Importance", "importances", Importance),
    ("&Tagged by", "whose", Whose),
    ("&Review", "reviews", ReviewAspect),
)
_NOBODY = "No speaker"


def criterion_words(field: str, value: Value) -> str:
    """What a filter asks for, in the words of its menu."""
    if field == "warned":
        return "Any warning"
    if field == "legal_risk":
        return "Legal risk"
    if field == "speakers":
        return str(value) or _NOBODY
    for members in (*(members for _, name, members in _FIELDS if name == field), Rule):
        for member in members:
            if member is value:
                return label(member)
    return str(value)


class FilterMenu(StayingMenu):
    """Everything that can be asked for, with ticks at what is; filled anew when it opens."""

    def __init__(self, parent: QWidget, toggle: Toggle) -> None:
        super().__init__(parent)
        self._toggle = toggle

    def fill(self, shown: ClaimFilter, speakers: list[str]) -> None:
        """Offer what can be asked for of an article's claims."""
        self.clear()
        for title, field, members in _FIELDS:
            self._offer(self._submenu(title), shown, field, members)
        self._offer(self._submenu("S&peaker"), shown, "speakers", speakers)
        warnings = self._submenu("House-rule &warnings")
        self._offer(warnings, shown, "warned", [True])
        warnings.addSeparator()
        self._offer(warnings, shown, "rules", Rule)
        self._offer(self, shown, "legal_risk", [True])

    def _submenu(self, title: str) -> QMenu:
        menu = StayingMenu(self)
        menu.setTitle(title)
        self.addMenu(menu)
        return menu

    def _offer(self, menu: QMenu, shown: ClaimFilter, field: str, values: Iterable[Value]) -> None:
        for value in values:
            action = entry(menu, criterion_words(field, value))
            action.setCheckable(True)
            action.setChecked(shown.asks(field, value))
            action.toggled.connect(lambda _on, f=field, v=value: self._toggle(f, v))
