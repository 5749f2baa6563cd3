"""The list of claims with what belongs to it: filter, order, choice, and what is left out."""

from collections.abc import Iterator
from itertools import groupby

from PySide6.QtCore import QByteArray, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.app.preferences import Preferences
from annotator.app.session.session import Session
from annotator.app.theme.scale import bare
from annotator.app.theme.theme import Theme
from annotator.app.widgets.lists.rows import ROW
from annotator.app.widgets.stacked_pages import StackedPages
from annotator.claims.filters import ClaimFilter, ClaimOrder, OrderBy
from annotator.claims.model import Claim, ListedClaim
from annotator.claims.ui.list.bar import ListBar
from annotator.claims.ui.list.model import ClaimsModel
from annotator.claims.ui.list.view import ClaimsView
from annotator.claims.ui.text.pane import Welcome

_Flag = QItemSelectionModel.SelectionFlag


class ClaimsListing(QWidget):
    """Follows the claim that is chosen in the session, and chooses one there.

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
        """The claims that are chosen in the list, from the top."""
        return self.model.ids(self.list.chosen_rows())

    def show_as_table(self, columns: QByteArray | None) -> None:
        """Show a table with these columns (empty: the usual ones), or for ``None`` cards."""
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
        """The id of the claim so many rows on from the chosen one; empty where there is none."""
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
        """Let one row be chosen; that is not somebody's choice of a claim."""
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
        """Choose the claim that was clicked, or keep one that is left where Ctrl took it out."""
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
        """Remember what is chosen and where one was, for when the list is there again."""
        first = self.list.rowAt(0)
        at_top = self.model.ids([first])[0] if first >= 0 else ""
        self._kept = self.chosen_ids(), at_top, self.list.rowViewportPosition(first)
        self._following = True

    def _find_place(self) -> None:
        """Choose what was chosen, and stay where one was."""
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
        """Go on from where a claim was that is gone; Qt would go on from the one above."""
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
        bare(layout)
        layout.addWidget(self.bar)
        layout.addWidget(self._pages, 1)


def _stretches(rows: list[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run of rows without a gap."""
    ordered = sorted(rows)
    for _, run in groupby(enumerate(ordered), lambda pair: pair[1] - pair[0]):
        found = [row for _, row in run]
        yield found[0], found[-1]


def _parsed(kept: str) -> ClaimOrder:
    """An order as the preferences keep it; the usual one if this program knows none like it."""
    by = kept.removeprefix("-")
    return ClaimOrder(OrderBy(by), kept.startswith("-")) if by in {*OrderBy} else ClaimOrder()
