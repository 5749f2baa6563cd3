"""Cells of words in a list of planned changes: a line each, cut off where there is no room."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QKeySequence, QMouseEvent, QPainter, QPen, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.app.theme.scale import Space, Type, font, letters
from annotator.app.theme.theme import Theme
from annotator.app.widgets.fields import ChoiceBox, FilterLine
from annotator.app.widgets.lists.rows import ROW
from annotator.app.widgets.lists.rows import Index as RowsIndex
from annotator.app.widgets.plain_text import tip
from annotator.kernel.text_folding import fold, folded_words

TICK = Qt.ItemDataRole.CheckStateRole
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class WordCells(QStyledItemDelegate):
    """Paints a cell of words, with a tick before them where it has any; a click turns the tick.

    The first column stands back.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def stands_out(self, _row: object, _column: int) -> bool:
        """Return whether a person has to look at a cell of a row."""
        return False

    def stands_back(self, _row: object, column: int) -> bool:
        """Return whether a cell of a row is only there to be found again."""
        return column == 0

    def sizeHint(self, option: QStyleOptionViewItem, _index: RowsIndex) -> QSize:
        return QSize(60, option.fontMetrics.height() + 2 * Space.SMALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: RowsIndex) -> None:
        painter.save()
        self._paint_ground(painter, option)
        row, column = index.data(ROW), index.column()
        if row is not None:
            bold, muted = self.stands_out(row, column), self.stands_back(row, column)
            painter.setFont(font(Type.STRONG if bold else Type.BODY, option.font))
            painter.setPen(self._theme.muted if muted else self._theme.text)
            box = self._paint_tick(painter, option, index)
            words = str(index.data(Qt.ItemDataRole.DisplayRole))
            end = Qt.TextElideMode.ElideRight
            short = painter.fontMetrics().elidedText(words, end, box.width())
            to = Qt.AlignmentFlag
            painter.drawText(box, to.AlignLeft | to.AlignVCenter, short)
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        _option: QStyleOptionViewItem,
        index: RowsIndex,
    ) -> bool:
        ticked = index.data(TICK)
        by_mouse = isinstance(event, QMouseEvent) and event.button() is Qt.MouseButton.LeftButton
        if ticked is None or not by_mouse or event.type() != QEvent.Type.MouseButtonRelease:
            return False
        return model.setData(index, _UNCHECKED if ticked == _CHECKED else _CHECKED, TICK)

    def _paint_tick(
        self, painter: QPainter, option: QStyleOptionViewItem, index: RowsIndex
    ) -> QRect:
        """Paint the tick of a cell, if it has one, and return the room for its words."""
        box, ticked = option.rect.adjusted(Space.SMALL, 0, -Space.SMALL, 0), index.data(TICK)
        if ticked is None:
            return box
        mark = QStyleOptionViewItem(option)
        style = option.widget.style() if option.widget else QApplication.style()
        edge = style.pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, mark, option.widget)
        mark.rect = QRect(box.left(), box.center().y() - edge // 2, edge, edge)
        on = QStyle.StateFlag.State_On if ticked == _CHECKED else QStyle.StateFlag.State_Off
        mark.state = QStyle.StateFlag.State_Enabled | on
        primitive = QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck
        style.drawPrimitive(primitive, mark, painter, option.widget)
        return box.adjusted(edge + Space.SMALL, 0, 0, 0)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.chosen)
        painter.setPen(QColor(self._theme.colours.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(self._theme.colours.focus), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))


def lay_out_columns(header: QHeaderView, widths: dict[int, int]) -> None:
    """Show a header whose columns begin with these widths.

    Args:
        header: The header.
        widths: The width in letters, by the number of the column.
    """
    header.show()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for column, width in widths.items():
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(column, letters(width))


def filter_row(cases: ChoiceBox, words: FilterLine) -> QHBoxLayout:
    """Return the row above a list: the choice of a case, and the words that rows hold."""
    row = QHBoxLayout()
    row.setSpacing(Space.SMALL)
    row.addWidget(cases)
    row.addWidget(words, 1)
    return row


def offer_cases(
    cases: ChoiceBox, counts: Mapping[Any, int], labels: Iterable[tuple[object, str]]
) -> None:
    """Offer all rows, and the rows of each case there is; the case that was chosen stays.

    Args:
        cases: The box of the cases.
        counts: How many rows there are of each case.
        labels: The cases with their labels, in order.
    """
    before = cases.currentData()
    with QSignalBlocker(cases):
        cases.clear()
        cases.addItem(f"All ({sum(counts.values()):,})", None)
        for case, words in labels:
            if counts.get(case):
                cases.addItem(f"{words} ({counts[case]:,})", case)
        cases.setCurrentIndex(max(0, cases.findData(before)))


def turn_by_space(rows: QWidget, turn: Callable[[], object]) -> None:
    """Let the space bar turn the tick of the chosen row of a list."""
    pressed = QShortcut(QKeySequence(Qt.Key.Key_Space), rows)
    pressed.setContext(Qt.ShortcutContext.WidgetShortcut)
    pressed.activated.connect(turn)


Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class OfCase(Protocol):
    """A row with the case of its planned change."""

    @property
    def case(self) -> object: ...


Row = TypeVar("Row", bound=OfCase)


class WordRows(QAbstractTableModel, Generic[Row]):
    """The rows of a list, all or some of them shown; ``ROW`` gives the record of a row.

    ``TICK`` gives whether a row is ticked, in its first column; ``None`` for a row without a tick.
    """

    columns: Sequence[str] = ()

    def __init__(self, rows: Sequence[Row], parent: QObject) -> None:
        super().__init__(parent)
        self._all = [*rows]
        self._shown = self._all

    def cells(self, row: Row) -> Sequence[str]:
        """Return the words of each column, whole."""
        raise NotImplementedError

    def short(self, row: Row, column: int) -> str:
        """Return the words of a column on a single line."""
        return " ".join(self.cells(row)[column].split())

    def found_by(self, row: Row) -> str:
        """Return the words by which a row is found."""
        raise NotImplementedError

    def holds(self, row: Row, needles: Sequence[str]) -> bool:
        """Return whether a row holds all of some folded words."""
        hay = fold(self.found_by(row)) if needles else ""
        return all(needle in hay for needle in needles)

    def is_ticked(self, _row: Row) -> bool | None:
        """Return whether a row is ticked; ``None`` where there is no tick to it."""
        return None

    def tick(self, _row: Row, *, on: bool) -> None:
        """Tick a row, or take its tick off."""
        raise NotImplementedError

    def show(self, case: object, words: str) -> None:
        """Show the rows of a case, or of all for ``None``, that hold all words of ``words``."""
        needles = folded_words(words)
        self.beginResetModel()
        self._shown = [
            row for row in self._all if case in (None, row.case) and self.holds(row, needles)
        ]
        self.endResetModel()

    # Qt's model

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        return len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        wanted = role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal
        return self.columns[section] if wanted else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self._shown[index.row()], index.column()
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self.short(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.cells(row)[column])
        if role == TICK and column == 0:
            ticked = self.is_ticked(row)
            return None if ticked is None else _CHECKED if ticked else _UNCHECKED
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.columns[column]}: {self.cells(row)[column] or 'nothing'}"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != TICK or self.data(index, TICK) is None:
            return False
        self.tick(self._shown[index.row()], on=value == _CHECKED)
        self.turned()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        ticks = index.isValid() and self.data(index, TICK) is not None
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsUserCheckable if ticks else found

    def turned(self) -> None:
        """Show every row as it is by now."""
        if self._shown:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
