"""The confusion table as a picture: a number and a square in each cell, leading to its claims."""

from math import sqrt

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from annotator.app.theme.scale import Space, Type, font, letters
from annotator.app.theme.theme import Theme
from annotator.app.widgets.lists.rows import Index
from annotator.app.widgets.plain_text import tip
from annotator.appearance import label, symbol
from annotator.claims.verdicts import Verdict
from annotator.kernel.wording import count_of
from annotator.review.agreement.comparison import PairAgreement

SHARE = Qt.ItemDataRole.UserRole
"""The number in a cell as a share of the largest one."""


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
    """Verdicts of one checker as rows, of the other as columns.

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
    """What a cell says: “Anna verified, Ben disputed: 3 claims”."""
    claims = count_of(len(pair.table.cells()[row, column]), "claim")
    return f"{pair.first.name} {row.value}, {pair.second.name} {column.value}: {claims}"


def _halves(rect: QRect) -> tuple[QRect, QRect]:
    """Where the number stands, and where the square."""
    half = rect.width() // 2
    left = QRect(rect.left(), rect.top(), half, rect.height())
    return left, QRect(rect.left() + half, rect.top(), rect.width() - half, rect.height())
