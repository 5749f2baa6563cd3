"""The list of claims under its bar: search, filter, order, and the number left out."""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from itertools import groupby

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.preferences import Preferences
from annotator.app.session.session import Session
from annotator.app.theme.scale import Space, clear_margins
from annotator.app.theme.theme import Theme
from annotator.app.widgets.check_menu import CheckMenu
from annotator.app.widgets.elided_label import ElidedLabel
from annotator.app.widgets.fields import FilterLine, empty_layout
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.form_keys import leads_to_text
from annotator.app.widgets.lists.rows import ROW
from annotator.app.widgets.plain_text import Label, add_entry, literal, tip
from annotator.app.widgets.stacked_pages import StackedPages
from annotator.app.widgets.timers import make_timer
from annotator.appearance import label
from annotator.claims.fields import Claim
from annotator.claims.filters import ClaimFilter, ClaimOrder, OrderBy, Value, VersionAspect, Whose
from annotator.claims.house_rules import HouseRule
from annotator.claims.model import ClaimKind, ClaimStatus, Importance, ListedClaim
from annotator.claims.ui.list.model import ClaimsModel
from annotator.claims.ui.list.view import ClaimsView
from annotator.claims.ui.text.pane import Welcome
from annotator.claims.verdicts import Standing, Verdict
from annotator.kernel.wording import count_of
from annotator.review.model import ReviewAspect

Toggle = Callable[[str, Value], object]

_STANDINGS = (
    *(Standing(v.value) for v in Verdict),
    *(Standing.DIFFERING, Standing.OUTDATED, Standing.UNTAGGED),
)
_FIELDS: tuple[tuple[str, str, Iterable[StrEnum]], ...] = (
    ("&Verdict", "standings", _STANDINGS),
    ("&Status", "statuses", ClaimStatus),
    ("&Kind", "kinds", ClaimKind),
    ("&Importance", "importances", Importance),
    ("&Tagged by", "whose", Whose),
    ("&Review", "reviews", ReviewAspect),
    ("&New version", "versions", VersionAspect),
)
_NOBODY = "No speaker"


def criterion_words(field: str, value: Value) -> str:
    """Return the words of a criterion of the filter, as its menu shows them."""
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
    """All criteria of the filter, with ticks at the present criteria; filled anew when it opens."""

    def __init__(self, parent: QWidget, toggle: Toggle) -> None:
        super().__init__(parent)
        self._toggle = toggle

    def fill(self, shown: ClaimFilter, speakers: list[str]) -> None:
        """Offer the criteria for an article's claims."""
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
            action = add_entry(menu, criterion_words(field, value))
            action.setCheckable(True)
            action.setChecked(shown.asks(field, value))
            action.toggled.connect(lambda _on, f=field, v=value: self._toggle(f, v))


_PAUSE = 150
"""Milliseconds without a key after which the search for the typed words begins."""


class ListBar(QWidget):
    """Says which claims the list shows, and lets the user change the filter and the order.

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
        self.search = FilterLine("Search claims")
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
        """Say how many claims of how many are listed, and in which order."""
        all_of_them = count_of(total, "claim")
        listed = f"{number:,} of {all_of_them}" if self.shown.hides else all_of_them
        order = label(self.order.by).lower() + (", reversed" if self.order.reverse else "")
        self.count.setText(f"{listed}  ·  by {order}" if total else "")
        self.count.setVisible(total > 0 or self.shown.hides)

    def show_hidden(self, sentence: str) -> None:
        """Say that the claim at hand is not in the list; an empty sentence hides the line."""
        self.hidden.setText(sentence)
        self._strip.setVisible(bool(sentence))

    def show_table(self, *, shown: bool) -> None:
        """Show or hide the buttons for a table."""
        self.table.setChecked(shown)
        self.columns.setVisible(shown)
        self.table.setToolTip("Back to the text" if shown else "Claims as a table")

    def below(self, button: QPushButton) -> QPoint:
        """Return the place on the screen where a button's menu opens."""
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
        return super().eventFilter(watched, event)  # type: ignore[arg-type]  # Qt gives a QObject

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
        empty_layout(self._flow)
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
        clear_margins(layout, Space.TINY)
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


_Flag = QItemSelectionModel.SelectionFlag


class ClaimsListing(QWidget):
    """Follows the claim that is chosen in the session, and chooses a claim there.

    ``several_chosen`` comes with the number of chosen rows whenever it may have changed.
    """

    several_chosen = Signal(int)

    def __init__(self, session: Session, theme: Theme, preferences: Preferences) -> None:
        super().__init__()
        self.setObjectName("listing")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._preferences = preferences
        self._following, self._is_choosing, self._stays = False, False, True
        self._kept: tuple[list[str], str, int] = [], "", 0
        self.bar = ListBar(theme)
        self.model = ClaimsModel(session, self)
        self.list = ClaimsView(self.model, theme)
        self._lay_out()
        self._connect()
        self.bar.show_order(_parsed(preferences.claim_order))

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.bar.show_theme(theme)
        self.list.show_theme(theme)

    def chosen_ids(self) -> list[str]:
        """Return the claims that are chosen in the list, from the top."""
        return self.model.ids(self.list.chosen_rows())

    def show_as_table(self, columns: QByteArray | None) -> None:
        """Show a table with these columns (empty: the usual columns), or for ``None`` cards."""
        if columns is None:
            self.list.show_cards()
        else:
            self.list.show_table(columns)
        self.bar.show_table(shown=columns is not None)

    def choose_one(self) -> None:
        """Let only the claim at hand be chosen."""
        if len(self.list.chosen_rows()) > 1:
            self._go_to(self.list.currentIndex().row())

    def follow(self, claim: Claim | None) -> None:
        """Show which claim is chosen, or why it cannot be seen here."""
        row = self.model.row_of(claim.id) if claim else -1
        is_current = row == self.list.currentIndex().row()
        chosen = self.list.chosen_rows()
        # among several the row at hand may be one that Ctrl took out
        stays = self._is_choosing or (is_current and (row in chosen or len(chosen) > 1))
        if row >= 0 and not stays:
            self._go_to(row)
            self.list.scrollTo(self.list.at(row))
        hides = claim is not None and row < 0 and not self.model.is_reading
        if hides:
            self._choose_none()
        number = claim.number if claim else 0
        self.bar.show_hidden(f"Claim {number} is hidden by the filter." if hides else "")

    def step(self, by: int) -> str:
        """Return the id of the claim so many rows on from the chosen claim; empty if none."""
        claim, rows = self._session.claim, self.model.rowCount()
        row = self.list.currentIndex().row() if claim is None else self.model.row_of(claim.id)
        if row < 0 and claim is not None:
            # below the place where it would be is the next one already
            row = self.model.place_of(claim.id) - int(by > 0)
        elif claim is None:
            row = (row if row >= 0 else (0 if by > 0 else rows)) - int(by > 0)
        found = self.model.claim_row(row + by)
        return found.id if found else ""

    # slots

    def _choose_none(self) -> None:
        """Let no row look chosen while the claim that is chosen is not among them."""
        before, self._following = self._following, True
        self.list.setCurrentIndex(QModelIndex())
        self.list.clearSelection()
        self._following = before

    def _go_to(self, row: int) -> None:
        """Make a single row current without taking this for the user's choice of a claim."""
        before, self._following = self._following, True
        self.list.setCurrentIndex(self.list.at(row))
        self._following = before

    def _ask(self, shown: ClaimFilter, order: ClaimOrder) -> None:
        self._preferences.claim_order = ("-" if order.reverse else "") + order.by
        self.list.show_order(order)
        self._stays = False
        self.model.show_claims(shown, order)

    def _offer_speakers(self) -> None:
        article = self._session.article
        speakers = self._session.project.claim_lists.speakers(article.id) if article else []
        self.bar.filter_menu.fill(self.bar.shown, speakers)

    def _choose(self, index: QModelIndex) -> None:
        stays = self._following or self.model.is_shifting
        row = None if stays else index.data(ROW)
        chosen = self._session.claim
        if isinstance(row, ListedClaim) and (chosen is None or row.id != chosen.id):
            self._is_choosing = True
            self._session.choose_claim(row.id)
            self._is_choosing = False

    def _take_click(self, index: QModelIndex) -> None:
        """Choose the clicked claim; where Ctrl took it out, keep a claim that is left chosen."""
        rows = self.list.chosen_rows() or [index.row()]
        if len(rows) == 1:
            self._go_to(rows[0])
        elif self.list.currentIndex().row() not in rows:
            self.list.selectionModel().setCurrentIndex(self.list.at(rows[-1]), _Flag.NoUpdate)
        self._choose(self.list.currentIndex())
        claim = self._session.claim
        if claim is not None and len(rows) == 1:
            # chosen before, it is so again, and no words in the text
            self._session.claim_revealed.emit(claim.id)

    def _keep_place(self) -> None:
        """Remember the chosen claims and the scroll position, for when the list is there again."""
        first = self.list.rowAt(0)
        at_top = self.model.ids([first])[0] if first >= 0 else ""
        self._kept = self.chosen_ids(), at_top, self.list.rowViewportPosition(first)
        self._following = True

    def _find_place(self) -> None:
        """Choose the same claims again, and restore the scroll position."""
        chosen, first, offset = self._kept
        self._choose_rows([row for row in map(self.model.row_of, chosen) if row >= 0])
        claim = self._session.claim
        row = self.model.row_of(first) if self._stays else -1
        if row >= 0:
            self.list.scrollTo(self.list.at(row), self.list.ScrollHint.PositionAtTop)
            scroll = self.list.verticalScrollBar()
            scroll.setValue(scroll.value() - offset)
        else:
            self.list.scrollToTop()
            if claim is not None and self.model.row_of(claim.id) >= 0:
                self.list.scrollTo(self.list.at(self.model.row_of(claim.id)))
        self._following, self._stays = False, True

    def _choose_rows(self, rows: list[int]) -> None:
        choice, chosen = self.list.selectionModel(), QItemSelection()
        for first, last in _stretches(rows):
            chosen.select(self.list.at(first), self.list.at(last))
        choice.select(chosen, _Flag.ClearAndSelect | _Flag.Rows)
        if rows and self.list.currentIndex().row() not in rows:
            choice.setCurrentIndex(self.list.at(rows[-1]), _Flag.NoUpdate)

    def _stay_at(self, _parent: QModelIndex, row: int) -> None:
        """Go on from the row of a claim that is gone; Qt would go on from the row above."""
        if self._session.claim is None and self.model.rowCount():
            last = self.model.rowCount() - 1
            at = self.list.at(min(row, last))
            self.list.selectionModel().setCurrentIndex(at, _Flag.NoUpdate)

    def _take_choice(self) -> None:
        rows = self.list.chosen_rows()
        if len(rows) > 1 and not self.list.currentIndex().isValid():
            self.list.selectionModel().setCurrentIndex(self.list.at(rows[0]), _Flag.NoUpdate)
        self.several_chosen.emit(len(rows))

    def _count(self) -> None:
        model = self.model
        self.bar.show_counts(model.rowCount(), model.total)
        empty = not model.rowCount() and not model.is_reading
        self._pages.setCurrentIndex((2 if model.total else 1) if empty else 0)
        self.follow(self._session.claim)
        self.several_chosen.emit(len(self.list.chosen_rows()))

    def show_keys(self, sentence: str) -> None:
        """Say on the empty page with which keys a claim is made."""
        self._no_claims.text.setText(sentence)

    # putting together

    def _connect(self) -> None:
        model, choice = self.model, self.list.selectionModel()
        self.bar.asked.connect(self._ask)
        self.bar.menu_opening.connect(self._offer_speakers)
        self.bar.left.connect(self.list.setFocus)
        self.bar.columns.clicked.connect(
            lambda: self.list.columns_menu().popup(self.bar.below(self.bar.columns))
        )
        self.list.order_asked.connect(self.bar.show_order)
        choice.currentRowChanged.connect(self._choose)
        choice.selectionChanged.connect(self._take_choice)
        self.list.clicked.connect(self._take_click)
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._find_place)
        model.counted.connect(self._count)
        model.rowsRemoved.connect(self._stay_at)

    def _lay_out(self) -> None:
        self._pages = StackedPages()
        self._pages.addWidget(self.list)
        self._no_claims = Welcome("No claims yet", "", {})
        self._pages.addWidget(self._no_claims)
        self._pages.addWidget(
            Welcome("", "No claims match the filter.", {"Show all claims": self.bar.show_all})
        )
        layout = QVBoxLayout(self)
        clear_margins(layout)
        layout.addWidget(self.bar)
        layout.addWidget(self._pages, 1)


def _stretches(rows: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each run of rows without a gap."""
    ordered = sorted(rows)
    for _, run in groupby(enumerate(ordered), lambda pair: pair[1] - pair[0]):
        found = [row for _, row in run]
        yield found[0], found[-1]


def _parsed(kept: str) -> ClaimOrder:
    """Return the order that the preferences keep; the usual order if it is unknown."""
    by = kept.removeprefix("-")
    return ClaimOrder(OrderBy(by), kept.startswith("-")) if by in {*OrderBy} else ClaimOrder()
