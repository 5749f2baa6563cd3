"""The list of claims and how it is painted: cards in a narrow pane, or a table with columns."""

from functools import partial

from PySide6.QtCore import (
    QByteArray,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from annotator.app.theme.scale import Space, Type, font, letters
from annotator.app.theme.theme import Theme
from annotator.app.widgets.check_menu import CheckMenu
from annotator.app.widgets.lists.rows import ROW, Index, RowDelegate, RowsView
from annotator.app.widgets.timers import make_timer
from annotator.appearance import label
from annotator.claims.filters import ClaimOrder, OrderBy
from annotator.claims.model import ClaimRow, ListedClaim
from annotator.claims.ui.list.columns import (
    CARD,
    CHECKERS,
    CLAIM,
    COLUMNS,
    EVIDENCE,
    IMPORTANCE,
    KINDS,
    NUMBER,
    SPEAKER,
    STATUS,
    VERDICT,
    WARNINGS,
    is_stale,
    judged,
    warnings_in_words,
)
from annotator.claims.ui.list.model import ClaimsModel


class ClaimCells(QStyledItemDelegate):
    """Paints a cell of a ListedClaim."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.show_theme(theme)

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self._theme = theme
        # made once: a screen has some two hundred cells
        self._between = QPen(QColor(theme.colours.border))
        self._focus = QPen(QColor(theme.colours.focus), 2)
        self._warning = QPen(QColor(theme.colours.warning))
        self._text, self._muted = QPen(theme.text), QPen(theme.muted)

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(60, option.fontMetrics.height() + 2 * Space.SMALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        self._paint_ground(painter, option)
        row = index.data(ROW)
        if isinstance(row, ListedClaim):
            painter.setFont(option.font)
            box = option.rect.adjusted(Space.SMALL, 0, -Space.SMALL, 0)
            if index.column() == VERDICT:
                box = self._paint_letter(painter, box, row)
            self._paint_words(painter, box, index.column(), row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.chosen)
        painter.setPen(self._between)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._focus)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def _paint_letter(self, painter: QPainter, box: QRect, row: ListedClaim) -> QRect:
        """Paint the verdict's letter on its colour, and return the rest of the box beside it."""
        edge = painter.fontMetrics().height() + Space.TINY
        chip = QRectF(box.left(), box.center().y() - edge / 2 + 0.5, edge, edge)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.fill(row.standing) or Qt.BrushStyle.NoBrush)
        painter.setPen(_edge(self._theme, row))
        painter.drawRoundedRect(chip, 5, 5)
        painter.setPen(self._text)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, self._theme.letter(row.standing))
        return box.adjusted(edge + Space.SMALL, 0, 0, 0)

    def _paint_words(self, painter: QPainter, box: QRect, column: int, row: ListedClaim) -> None:
        pen = self._warning if column == WARNINGS else self._text
        painter.setPen(self._muted if column == NUMBER else pen)
        to = Qt.AlignmentFlag
        side = to.AlignRight if column in (NUMBER, EVIDENCE) else to.AlignLeft
        words = COLUMNS[column].words(row)
        if words:
            end = Qt.TextElideMode.ElideRight
            short = painter.fontMetrics().elidedText(words, end, box.width())
            painter.drawText(box, side | to.AlignVCenter, short)


def _edge(theme: Theme, row: ListedClaim) -> QPen:
    """Return the pen for the edge of a verdict: broken where one was given on other words."""
    pen = QPen(theme.line(row.standing), 1)
    if is_stale(row):
        pen.setWidthF(1.5)
        pen.setDashPattern([2, 2])
    return pen


_ABOVE = Space.TINY + Space.HAIR
"""Pixels above and below the words of a card."""
_WIDEST = "999 W"
"""The longest words that a chip has room for."""


class ClaimDelegate(RowDelegate):
    """Paints a ListedClaim beside its chip: a line or two of words, and a line of facts."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return how high a card is: as its words are, or room for two lines of them."""
        row = index.data(ROW) if index.isValid() else None
        metrics, small = QFontMetrics(option.font), QFontMetrics(font(Type.CAPTION, option.font))
        words = 2 * metrics.height()
        if isinstance(row, ListedClaim) and option.rect.width() > 0:
            chip = _chip_width(row, QFontMetrics(font(Type.STRONG, option.font)))
            beside = option.rect.width() - 2 * Space.MEDIUM - chip - Space.SMALL
            words = self.height_of_words(metrics, beside, row.words)
        return QSize(120, words + Space.HAIR + small.height() + 2 * _ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self.begin(painter, option, index)
        if isinstance(row, ListedClaim):
            box = option.rect.adjusted(Space.MEDIUM, _ABOVE, -Space.MEDIUM, 0)
            chip = self._paint_chip(painter, box, option.font, row)
            painter.setFont(option.font)
            beside = box.adjusted(chip + Space.SMALL, 0, 0, 0)
            below = self.paint_words(painter, beside, row.words)
            painter.setFont(font(Type.CAPTION, option.font))
            self.paint_facts(painter, below, _facts(row))
        self.end(painter)

    def _paint_chip(self, painter: QPainter, box: QRect, base: QFont, row: ListedClaim) -> int:
        """Paint number and letter; how wide that is, alike for all but four-figure numbers."""
        painter.setFont(font(Type.STRONG, base))
        metrics = painter.fontMetrics()
        width = _chip_width(row, metrics)
        chip = QRectF(box.left() + 0.5, box.top() + 0.5, width - 1, metrics.height() + 3)
        painter.setPen(_edge(self.theme, row))
        # fills are mixed for the page: on a chosen row they would turn muddy
        painter.setBrush(QColor(self.theme.colours.page))
        painter.drawRoundedRect(chip, 5, 5)
        painter.setBrush(self.theme.fill(row.standing) or Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(chip, 5, 5)
        painter.setPen(self.theme.text)
        words = f"{row.number} {self.theme.letter(row.standing)}"
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)
        return width


def _chip_width(row: ClaimRow, metrics: QFontMetrics) -> int:
    widest = max(_WIDEST, f"{row.number} W", key=len)
    return metrics.horizontalAdvance(widest) + 2 * Space.TINY


def _facts(row: ListedClaim) -> str:
    facts = [*judged(row, in_short=True), label(row.status), *warnings_in_words(row)]
    return " · ".join([*facts, row.speaker] if row.speaker else facts)


_ALWAYS = {NUMBER, VERDICT, CLAIM}
_USUAL = (NUMBER, VERDICT, CLAIM, STATUS, SPEAKER, WARNINGS, EVIDENCE, CHECKERS, KINDS, IMPORTANCE)
_LEAST_WORDS = 36
"""Letters of each claim that stay visible before another column gets room."""


class ClaimsView(RowsView):
    """Shows a ClaimsModel; several rows can be chosen at once.

    ``read_asked`` comes with a double click or Enter: the claim's place in the text is wanted.
    """

    read_asked = Signal()
    order_asked = Signal(object)

    def __init__(self, model: ClaimsModel, theme: Theme) -> None:
        self.cards, self.cells = ClaimDelegate(theme), ClaimCells(theme)
        self.is_table, self._is_fitting = True, False
        super().__init__("Claims", self.cards)
        self.setModel(model)
        self._order = ClaimOrder()
        self._columns = QByteArray()
        self._arranged_by_hand = False
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._offer_columns)
        header.sectionMoved.connect(self._note_hand)
        header.sectionResized.connect(self._note_hand)
        header.sectionClicked.connect(self._order_by_column)
        self.doubleClicked.connect(self.read_asked)
        # once what came, went or changed is known to the view
        self._fitting = make_timer(self, 0, once=True)
        self._fitting.timeout.connect(self.fit_seen)
        for change in (
            *(model.modelReset, model.rowsInserted, model.rowsRemoved, model.rowsMoved),
            *(model.dataChanged, model.layoutChanged),
        ):
            change.connect(self._fitting.start)
        self.verticalScrollBar().valueChanged.connect(self.fit_seen)
        self.show_cards()

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self.cards.theme = theme
        self.cells.show_theme(theme)
        self.viewport().update()

    def show_order(self, order: ClaimOrder) -> None:
        """Show in the header by which column the rows are ordered."""
        self._order = order
        columns = [c for c in range(CARD + 1, len(COLUMNS)) if COLUMNS[c].order is order.by]
        way = Qt.SortOrder.DescendingOrder if order.reverse else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(columns[0] if columns else -1, way)
        self.horizontalHeader().setSortIndicatorShown(bool(columns))

    def show_cards(self) -> None:
        """Show each claim as a card, as high as its words."""
        if not self.is_table:
            return
        self._columns = self.columns()
        self.is_table = self._arranged_by_hand = False
        self.setItemDelegate(self.cards)
        self.horizontalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for column in range(len(COLUMNS)):
            self.setColumnHidden(column, column != CARD)
        self.horizontalHeader().setSectionResizeMode(CARD, QHeaderView.ResizeMode.Stretch)
        self._settle()

    def show_table(self, columns: QByteArray) -> None:
        """Show a line for each claim, with the columns that were chosen before."""
        self.is_table = True
        self.setItemDelegate(self.cells)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._columns = columns
        if columns.isEmpty() or not header.restoreState(columns):
            self._show_usual()
        self.hideColumn(CARD)
        header.setSectionResizeMode(CLAIM, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(letters(6))
        header.show()
        self.show_order(self._order)
        self._settle()

    def columns(self) -> QByteArray:
        """Return the chosen columns and their widths, for ``show_table``; empty if none are."""
        by_hand = self.is_table and self._arranged_by_hand
        return self.horizontalHeader().saveState() if by_hand else self._columns

    def at(self, row: int) -> QModelIndex:
        """Return the index of a row, in a column that is seen."""
        return self.model().index(row, CLAIM if self.is_table else CARD)

    def chosen_rows(self) -> list[int]:
        """Return the rows that are chosen, from the top."""
        chosen = self.selectionModel().selection()
        ranges = [chosen.at(n) for n in range(chosen.count())]
        return sorted({row for r in ranges for row in range(r.top(), r.bottom() + 1)})

    def columns_menu(self) -> QMenu:
        """Return a menu in which columns are shown and hidden."""
        menu = CheckMenu(self)
        for column in range(CARD + 1, len(COLUMNS)):
            action = menu.addAction(COLUMNS[column].title)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(column))
            action.setEnabled(column not in _ALWAYS)
            action.toggled.connect(partial(self._switch_column, column))
        return menu

    def fit_seen(self) -> None:
        """Let the cards that are seen be as high as their words; the others wait until they are."""
        row = self.rowAt(0)
        if self.is_table or row < 0 or self._is_fitting:
            return
        self._is_fitting = True
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect.setWidth(self.columnWidth(CARD))
        while row < self.model().rowCount():
            if self.rowViewportPosition(row) > self.viewport().height():
                break
            height = self.cards.sizeHint(option, self.at(row)).height()
            if height != self.rowHeight(row):
                self.setRowHeight(row, height)
            row += 1
        self._is_fitting = False

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        super().scrollTo(index, hint)
        self.fit_seen()
        super().scrollTo(index, hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_seen()

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt goes to the first row where there is no other, which chooses a claim unasked
        choice, unasked = self.selectionModel(), not self.currentIndex().isValid()
        blocked = choice.blockSignals(unasked)
        super().focusInEvent(event)
        if unasked:
            choice.clearCurrentIndex()
        choice.blockSignals(blocked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.read_asked.emit()
            return
        super().keyPressEvent(event)

    def _switch_column(self, column: int, shown: bool) -> None:
        self._arranged_by_hand = True
        self.setColumnHidden(column, not shown)

    def _note_hand(self) -> None:
        # sections also move by themselves, with the window
        if QGuiApplication.mouseButtons() and self.is_table:
            self._arranged_by_hand = True

    def _show_usual(self) -> None:
        """Show the columns that most people need most, as far as there is room."""
        room = self.width() - letters(_LEAST_WORDS)
        for column in _USUAL:
            width = letters(COLUMNS[column].letters)
            self.setColumnWidth(column, width)
            room -= width if column != CLAIM else 0
            self.setColumnHidden(column, room < 0 and column not in _ALWAYS)

    def _settle(self) -> None:
        self.fit_rows()
        self.fit_seen()
        if self.currentIndex().isValid():
            # the column that has the focus must be one that is seen
            same = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self.at(self.currentIndex().row()), same)
            self.scrollTo(self.currentIndex())

    def _order_by_column(self, column: int) -> None:
        by: OrderBy = COLUMNS[column].order
        same = by is self._order.by
        self.order_asked.emit(ClaimOrder(by, same and not self._order.reverse))

    def _offer_columns(self, place: QPoint) -> None:
        menu = self.columns_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(place))
