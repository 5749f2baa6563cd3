"""Two checkers side by side: their confusion table, what only one found, and the claims behind.

Each cell of the table holds a number and a square, and leads to its claims.
"""

from collections.abc import Sequence
from functools import partial
from math import sqrt

from PySide6.QtCore import QRect, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.app.session.session import Session
from annotator.app.theme.scale import Space, Type, font, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.announcement import announce
from annotator.app.widgets.fields import ChoiceBox, label_field
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.lists.item_list import ItemList
from annotator.app.widgets.lists.rows import Index
from annotator.app.widgets.plain_text import Label, literal, tip
from annotator.appearance import label, symbol
from annotator.claims.verdicts import Standing, Verdict
from annotator.kernel.wording import count_of
from annotator.project import Project
from annotator.review.agreement.comparison import NamedClaim, PairAgreement
from annotator.review.agreement.confusion import Cell

SHARE = Qt.ItemDataRole.UserRole
"""The role of a cell's number as a share of the largest number."""


class CellDelegate(QStyledItemDelegate):
    """Paints a number and a square: the larger the more, hatched where the two differ."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, self.theme.chosen if chosen else self.theme.page)
        painter.setPen(QColor(self.theme.colours.border))
        painter.drawLine(option.rect.topRight(), option.rect.bottomRight())
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        self._paint_square(painter, option.rect, index)
        self._paint_number(painter, option, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self.theme.colours.focus), 2))
            painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_number(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        empty = not index.data(SHARE)
        painter.setPen(self.theme.muted if empty else self.theme.text)
        painter.setFont(font(Type.BODY if empty else Type.TITLE, option.font))
        left, _ = _halves(option.rect)
        painter.drawText(left, Qt.AlignmentFlag.AlignCenter, index.data())

    def _paint_square(self, painter: QPainter, rect: QRect, index: Index) -> None:
        share = float(index.data(SHARE) or 0)
        if not share:
            return
        _, right = _halves(rect)
        room = min(right.width(), right.height()) - 2 * Space.TINY
        # the area says how many there are; the smallest can still be seen
        edge = max(Space.SMALL, room * sqrt(share))
        square = QRectF(0, 0, edge, edge)
        square.moveCenter(QRectF(right).center())
        agree = index.row() == index.column()
        pattern = Qt.BrushStyle.SolidPattern if agree else Qt.BrushStyle.BDiagPattern
        painter.setPen(QPen(self.theme.control, 1.5))
        painter.setBrush(QBrush(self.theme.control, pattern))
        painter.drawRect(square)


class ConfusionTable(QTableWidget):
    """A table with the verdicts of one checker as rows, of the other as columns.

    A click, Enter or Space on a cell gives ``cell_chosen`` with both verdicts.
    """

    cell_chosen = Signal(object, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(len(Verdict), len(Verdict))
        self.setAccessibleName("Table of verdicts")
        self.delegate = CellDelegate(theme)
        self.setItemDelegate(self.delegate)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
            header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.cellClicked.connect(self._choose)

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.delegate.theme = theme
        self.viewport().update()

    def show_pair(self, pair: PairAgreement) -> None:
        """Show how two checkers judged the same claims."""
        counts = pair.table.counts()
        most = max(1, *(max(row) for row in counts))
        self._name_verdicts()
        for r, row in enumerate(Verdict):
            for c, column in enumerate(Verdict):
                item = QTableWidgetItem(str(counts[r][c]))
                item.setData(SHARE, counts[r][c] / most)
                words = cell_in_words(pair, row, column)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
                item.setToolTip(tip(words))
                self.setItem(r, c, item)
        if self.currentRow() < 0:
            self.setCurrentCell(0, 0)

    def sizeHint(self) -> QSize:
        return QSize(letters(60), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(letters(30), round(len(Verdict) * line * 2.4 + line * 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_verdicts()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.currentRow(), self.currentColumn())
            return
        super().keyPressEvent(event)

    def _name_verdicts(self) -> None:
        """Name rows and columns: by the letter alone where there is no room for more."""
        full = [f"{symbol(verdict)}  {label(verdict)}" for verdict in Verdict]
        widest = max(map(self.fontMetrics().horizontalAdvance, full)) + 2 * Space.SMALL
        fits = self.width() >= widest * (len(full) + 1)
        names = full if fits else [symbol(verdict) for verdict in Verdict]
        self.setHorizontalHeaderLabels(names)
        self.setVerticalHeaderLabels(names)

    def _choose(self, row: int, column: int) -> None:
        if row >= 0 and column >= 0:
            verdicts = tuple(Verdict)
            self.cell_chosen.emit(verdicts[row], verdicts[column])


def cell_in_words(pair: PairAgreement, row: Verdict, column: Verdict) -> str:
    """Return a cell in words: “Anna verified, Ben disputed: 3 claims”."""
    claims = count_of(len(pair.table.cells()[row, column]), "claim")
    return f"{pair.first.name} {row.value}, {pair.second.name} {column.value}: {claims}"


def _halves(rect: QRect) -> tuple[QRect, QRect]:
    """Where the number stands, and where the square."""
    half = rect.width() // 2
    left = QRect(rect.left(), rect.top(), half, rect.height())
    return left, QRect(rect.left() + half, rect.top(), rect.width() - half, rect.height())


class ClaimsList(ItemList):
    """Claims of any article; a click or Enter on a claim gives ``claim_chosen`` with its id."""

    claim_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Claims in this figure")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(letters(14))
        self.itemClicked.connect(self._choose)

    def show_claims(self, claims: Sequence[NamedClaim]) -> None:
        """Show these claims; one that was current stays so, or else the first of them is."""
        was = self.currentItem()
        known = was.data(Qt.ItemDataRole.UserRole) if was else ""
        self.clear()
        for claim in claims:
            words = " ".join(claim.words.split())
            stale = f" – {label(Standing.OUTDATED).lower()}" if claim.is_stale else ""
            item = QListWidgetItem(f"{claim.article}, claim {claim.number}{stale}\n{words}")
            item.setData(Qt.ItemDataRole.UserRole, claim.id)
            self.addItem(item)
        row = next((n for n, claim in enumerate(claims) if claim.id == known), 0)
        self.setCurrentRow(row if claims else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self._choose(self.currentItem())
            return
        super().keyPressEvent(event)

    def _choose(self, item: QListWidgetItem) -> None:
        self.claim_chosen.emit(item.data(Qt.ItemDataRole.UserRole))


Behind = Cell | int
"""A number whose claims are listed: a cell's, or the finds of only one checker."""
_MANY = 500
"""The most claims that are listed behind a number."""


class PairView(QWidget):
    """Shows a pair of the compared checkers. ``claim_chosen`` comes with the claim to go to.

    ``pair_chosen`` comes with the number of the pair that is shown.
    """

    claim_chosen = Signal(str)
    pair_chosen = Signal(int)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self.pair: PairAgreement | None = None
        self._behind: Behind | None = None
        self.choice = ChoiceBox()
        self.choice.setAccessibleName("Checkers compared")
        self._which = label_field("Checkers compared", self.choice)
        self._sides, self._legend, self._told = Label(), Label(), Label()
        self.table = ConfusionTable(theme)
        self.only = QPushButton(), QPushButton()
        self.claims = ClaimsList()
        self._lay_out()
        self.choice.currentIndexChanged.connect(self._turn)
        self.table.cell_chosen.connect(self._choose_cell)
        self.claims.claim_chosen.connect(self.claim_chosen)
        for side, button in enumerate(self.only):
            button.clicked.connect(partial(self._choose_only, side))

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.table.show_theme(theme)

    def show_pairs(self, pairs: Sequence[PairAgreement]) -> PairAgreement:
        """Offer pairs, and return the shown pair, which stays if it is among them."""
        known = self.choice.currentText()
        with QSignalBlocker(self.choice):
            self.choice.clear()
            for pair in pairs:
                self.choice.addItem(f"{pair.first.name} and {pair.second.name}")
            self.choice.setCurrentIndex(max(0, self.choice.findText(known)))
        self._which.setVisible(len(pairs) > 1)
        return self._show(pairs[self.choice.currentIndex()])

    def _turn(self, row: int) -> None:
        if row >= 0:
            self.pair_chosen.emit(row)

    def _show(self, pair: PairAgreement) -> PairAgreement:
        before, self.pair = self.pair, pair
        first, second = pair.first.name, pair.second.name
        self._sides.setText(f"Rows: {first}. Columns: {second}.")
        self.table.show_pair(pair)
        counts = len(pair.only_first), len(pair.only_second)
        for button, name, count in zip(self.only, (first, second), counts, strict=True):
            button.setText(literal(f"Only {name}: {count:,}"))
            button.setAccessibleName(f"Only {name}: {count_of(count, 'claim')}")
            button.setEnabled(count > 0)
        if before is None or (before.first, before.second) != (pair.first, pair.second):
            self._behind = None
        self._list()
        return pair

    def _choose_cell(self, row: Verdict, column: Verdict) -> None:
        self._open((row, column))

    def _choose_only(self, side: int) -> None:
        self._open(side)

    def _open(self, behind: Behind) -> None:
        """Go to the claim behind a number, or list the claims if they are several."""
        self._behind = behind
        ids = self._list()
        announce(self.claims, self._told.text())
        if len(ids) == 1:
            self.claim_chosen.emit(ids[0])
        elif ids:
            self.claims.setFocus()

    def _list(self) -> Sequence[str]:
        """List the claims behind the number that was chosen last; which they are."""
        words, ids = self._claims_behind()
        shown = f"{words}, the first {_MANY} listed" if len(ids) > _MANY else words
        self._told.setText(f"{shown}.")
        pair, behind = self.pair, self._behind

        def take(claims: list[NamedClaim]) -> None:
            # meanwhile something else may be shown
            if (self.pair, self._behind) == (pair, behind):
                self.claims.show_claims(claims)

        def read(project: Project) -> list[NamedClaim]:
            return project.agreement.named(ids[:_MANY])

        self._session.jobs.run(read, take, key="claims of a cell")
        return ids

    def _claims_behind(self) -> tuple[str, Sequence[str]]:
        """The chosen number in words, and the claims behind it."""
        if self.pair is None or self._behind is None:
            return "Choose a cell to see its claims", ()
        if isinstance(self._behind, int):
            only = (self.pair.only_first, self.pair.only_second)
            return self.only[self._behind].accessibleName(), only[self._behind]
        judged = self.pair.table.cells()[self._behind]
        ids = [claim_id for each in judged for claim_id in each.claim_ids]
        return cell_in_words(self.pair, *self._behind), ids

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        pad(column, Space.LARGE)
        column.setSpacing(Space.SMALL)
        column.addWidget(self._which)
        self._legend.setText(
            "Filled squares: same verdict. Hatched squares: different verdicts. Larger "
            "squares: more claims."
        )
        for words, name in (
            (self._sides, "strong"),
            (self._legend, "caption"),
            (self._told, "muted"),
        ):
            words.setObjectName(name)
            words.setWordWrap(True)
        only = FlowLayout(Space.SMALL)
        for button in self.only:
            button.setAutoDefault(False)
            only.addWidget(button)
        for thing, stretch in ((self._sides, 0), (self.table, 3), (self._legend, 0)):
            column.addWidget(thing, stretch)
        column.addLayout(only)
        column.addWidget(self._told)
        column.addWidget(self.claims, 2)
