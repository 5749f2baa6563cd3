"""Above the list of claims: search, filter and order, and what they leave out."""

from collections.abc import Callable, Iterable
from enum import StrEnum

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.theme.scale import Space, bare
from annotator.app.theme.theme import Theme
from annotator.app.widgets.check_menu import CheckMenu
from annotator.app.widgets.elided_label import ElidedLabel
from annotator.app.widgets.fields import empty
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.form_keys import leads_to_text
from annotator.app.widgets.plain_text import Label, entry, literal, tip
from annotator.app.widgets.timers import make_timer
from annotator.appearance import label
from annotator.claims.filters import ClaimFilter, ClaimOrder, OrderBy, Value, Whose
from annotator.claims.house_rules import HouseRule
from annotator.claims.model import ClaimKind, ClaimStatus, Importance
from annotator.claims.verdicts import Standing, Verdict
from annotator.kernel.wording import count_of
from annotator.review.model import ReviewAspect

Toggle = Callable[[str, Value], object]

_STANDINGS = (*(Standing(v.value) for v in Verdict), Standing.DIFFERING, Standing.UNTAGGED)
_FIELDS: tuple[tuple[str, str, Iterable[StrEnum]], ...] = (
    ("&Verdict", "standings", _STANDINGS),
    ("&Status", "statuses", ClaimStatus),
    ("&Kind", "kinds", ClaimKind),
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
    for members in (*(members for _, name, members in _FIELDS if name == field), HouseRule):
        for member in members:
            if member is value:
                return label(member)
    return str(value)


class FilterMenu(CheckMenu):
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
        self._offer(warnings, shown, "rules", HouseRule)
        self._offer(self, shown, "legal_risk", [True])

    def _submenu(self, title: str) -> QMenu:
        menu = CheckMenu(self)
        menu.setTitle(title)
        self.addMenu(menu)
        return menu

    def _offer(self, menu: QMenu, shown: ClaimFilter, field: str, values: Iterable[Value]) -> None:
        for value in values:
            action = entry(menu, criterion_words(field, value))
            action.setCheckable(True)
            action.setChecked(shown.asks(field, value))
            action.toggled.connect(lambda _on, f=field, v=value: self._toggle(f, v))


_PAUSE = 150
"""Milliseconds without a key after which what was typed is looked for."""


class ListBar(QWidget):
    """Says what the list shows and lets one change it.

    ``asked`` comes with a ClaimFilter and a ClaimOrder, ``menu_opening`` when the article's
    speakers are needed, ``table_asked`` when the list should become a table or cards again.
    """

    asked = Signal(object, object)
    menu_opening = Signal()
    table_asked = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.shown, self.order = ClaimFilter(), ClaimOrder()
        self.search = QLineEdit()
        self.filter_menu = FilterMenu(self, self.toggle)
        self.order_menu = self._order_menu()
        self.filter = self._button("filter", "Filter claims", self.filter_menu)
        self.sort = self._button("sort", "Sort claims", self.order_menu)
        self.table = self._button("table", "Claims as a table")
        self.columns = self._button("columns", "Table columns")
        self.count = ElidedLabel()
        self.clear = QPushButton("Show all")
        self._chips = QWidget()
        self._flow = FlowLayout()
        self.hidden = Label()
        self._strip = QFrame()
        self._pause = make_timer(self, _PAUSE, once=True)
        self._lay_out()
        self._connect()

    def show_theme(self, theme: Theme) -> None:
        """Show icons in another theme."""
        self._theme = theme
        for button in (self.filter, self.sort, self.table, self.columns):
            button.setIcon(theme.icon(button.property("icon_name"), theme.text))
        self._show_chips()

    def show_counts(self, number: int, total: int) -> None:
        """Say how many claims of how many are listed, and in what order."""
        all_of_them = count_of(total, "claim")
        listed = f"{number:,} of {all_of_them}" if self.shown.hides else all_of_them
        order = label(self.order.by).lower() + (", reversed" if self.order.reverse else "")
        self.count.setText(f"{listed}  ·  by {order}" if total else "")
        self.count.setVisible(total > 0 or self.shown.hides)

    def show_hidden(self, sentence: str) -> None:
        """Say that a claim one works on is not in the list; nothing for no sentence."""
        self.hidden.setText(sentence)
        self._strip.setVisible(bool(sentence))

    def show_table(self, *, shown: bool) -> None:
        """Offer what a table needs, or no longer."""
        self.table.setChecked(shown)
        self.columns.setVisible(shown)
        self.table.setToolTip("Back to the text" if shown else "Claims as a table")

    def below(self, button: QPushButton) -> QPoint:
        """Where on the screen a button's menu opens."""
        return button.mapToGlobal(button.rect().bottomLeft())

    def show_order(self, order: ClaimOrder) -> None:
        """Ask for another order."""
        self._ask(self.shown, order)

    def toggle(self, field: str, value: Value) -> None:
        """Ask for a value where it was not asked for, or else no longer."""
        self._ask(self.shown.toggled(field, value), self.order)

    def show_all(self) -> None:
        """Ask for every claim."""
        self.search.clear()
        self._ask(ClaimFilter(), self.order)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent):
            pressed = event.type() == QEvent.Type.KeyPress
            if pressed and leads_to_text(event):
                if event.key() == Qt.Key.Key_Escape:
                    self.search.clear()
                self._look()
                return False  # the window leads back to the text
            keys = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if pressed and event.key() in keys:
                self._look()
                self.left.emit()
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    # slots

    def _ask(self, shown: ClaimFilter, order: ClaimOrder) -> None:
        if (shown, order) == (self.shown, self.order):
            return
        self.shown, self.order = shown, order
        self._show_chips()
        for by, action in self._orders.items():
            action.setChecked(by is order.by)
        self._reversed.setChecked(order.reverse)
        self.asked.emit(shown, order)

    def _look(self) -> None:
        self._pause.stop()
        self._ask(self.shown.with_words(self.search.text()), self.order)

    def _show_chips(self) -> None:
        empty(self._flow)
        for field, value in self.shown.criteria():
            words = criterion_words(field, value)
            chip = QPushButton(literal(words))
            chip.setObjectName("chip")
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.setIcon(self._theme.icon("close", self._theme.muted))
            chip.setToolTip(tip(f"Remove filter: {words}"))
            chip.setAccessibleName(f"{words}: remove filter")
            chip.clicked.connect(lambda _=False, f=field, v=value: self.toggle(f, v))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(self.shown.criteria()))
        self.clear.setVisible(self.shown.hides)
        self.filter.setChecked(bool(self.shown.criteria()))

    # putting together

    def _connect(self) -> None:
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._look)
        self.clear.clicked.connect(self.show_all)
        self.filter.clicked.connect(self._show_chips)
        self.filter_menu.aboutToShow.connect(self.menu_opening)
        self.table.clicked.connect(self.table_asked)

    def _button(self, icon: str, name: str, menu: QMenu | None = None) -> QPushButton:
        button = QPushButton()
        button.setObjectName("tool")
        button.setProperty("icon_name", icon)
        button.setToolTip(tip(name))
        button.setAccessibleName(name)
        if menu is not None:
            button.clicked.connect(lambda: menu.popup(self.below(button)))
        return button

    def _order_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        self._orders: dict[OrderBy, QAction] = {}
        for by in OrderBy:
            action = menu.addAction(label(by))
            action.setCheckable(True)
            action.setChecked(by is self.order.by)
            action.triggered.connect(lambda _=False, by=by: self.show_order(ClaimOrder(by)))
            self._orders[by] = group.addAction(action)
        menu.addSeparator()
        self._reversed = menu.addAction("&Reverse order")
        self._reversed.setCheckable(True)
        self._reversed.triggered.connect(
            lambda on: self.show_order(ClaimOrder(self.order.by, reverse=on))
        )
        return menu

    def _lay_out(self) -> None:
        self.search.setPlaceholderText("Search claims")
        self.search.setAccessibleName("Search claims")
        self.search.setClearButtonEnabled(True)
        self.filter.setCheckable(True)
        self.table.setCheckable(True)
        self.columns.hide()
        self.count.setObjectName("caption")
        self.clear.setObjectName("link")
        self._chips.setLayout(self._flow)
        self._chips.hide()
        self.clear.hide()
        tools, line = QHBoxLayout(), QHBoxLayout()
        for widget in (self.search, self.filter, self.sort, self.columns, self.table):
            tools.addWidget(widget, int(widget is self.search))
        tools.setSpacing(Space.TINY)
        line.addWidget(self.count, 1)
        line.addWidget(self.clear)
        layout = QVBoxLayout(self)
        bare(layout, Space.TINY)
        layout.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.SMALL, Space.TINY)
        layout.addLayout(tools)
        layout.addLayout(line)
        layout.addWidget(self._chips)
        layout.addWidget(self._hidden_strip())

    def _hidden_strip(self) -> QWidget:
        self._strip.setObjectName("card")
        self.hidden.setWordWrap(True)
        show = QPushButton("Show all")
        show.setObjectName("link")
        show.setAccessibleName("Show all claims")
        show.clicked.connect(self.show_all)
        row = QHBoxLayout(self._strip)
        row.setContentsMargins(Space.SMALL, Space.TINY, Space.TINY, Space.TINY)
        row.addWidget(self.hidden, 1)
        row.addWidget(show)
        self._strip.hide()
        return self._strip
