"""Two versions beside each other, or as a marked text, painted paragraph by paragraph.

Paragraphs that belong together stand in a row, so that both texts scroll as one, with gaps where
the other has words. Rows are laid out as they come into view; of the others the height is guessed.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from annotator.app.forms.difference import difference_format
from annotator.app.theme.scale import Space
from annotator.app.theme.theme import Theme
from annotator.claims.verdicts import Standing
from annotator.kernel.positions import Span, Utf16Positions
from annotator.reports.printable import runs_left
from annotator.revisions.compared_versions import (
    Column,
    ComparedVersions,
    PlacedClaim,
    Segment,
    SegmentReader,
    without_line_end,
)
from annotator.revisions.rows import ComparedRow, Run, RunKind

_LEADING = 1.5
"""The distance of two lines in times the size of the type."""
_MEASURE = 76
"""Letters of a full line of a marked text."""
_GUTTER = 9
"""Letters of the room for the numbers of claims beside a text."""
_BAR = 3
"""Width of the line beside a paragraph that differs, in pixels."""
_KEPT = 400
"""Rows that stay laid out."""
_GONE = {RunKind.DELETED, RunKind.MOVED_AWAY}
_SIGNS = {RunKind.MOVED_AWAY: "⇱ ", RunKind.MOVED_HERE: "⇲ "}
_PARAGRAPH_END = "¶"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A segment where it stands in the words of a cell, in UTF-16 units."""

    segment: Segment
    start: int
    length: int
    sign: int

    @property
    def run(self) -> Run:
        return self.segment.run


@dataclass(slots=True)
class _Cell:
    """The words of a row in a column, laid out."""

    layout: QTextLayout
    pieces: list[_Piece]
    left: float
    height: float


@dataclass(slots=True)
class _LaidOut:
    cells: list[_Cell] = field(default_factory=list)
    height: float = 0.0


class ComparisonText(QAbstractScrollArea):
    """Shows a comparison; keys lead from change to change."""

    reached = Signal(int)
    """A change was reached, by its number."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._compared: ComparedVersions | None = None
        self._reader: SegmentReader | None = None
        self._rows: list[ComparedRow] = []
        self._row_of: dict[int, int] = {}
        self._lengths: list[tuple[int, int]] = []
        self._heights: list[float] = []
        self._tops: list[float] = [0.0]
        self._laid: OrderedDict[int, _LaidOut] = OrderedDict()
        self._beside = True
        self._anchor = 0, 0.0
        self._found: tuple[bool, Span] | None = None
        self.current: int | None = None
        """The number of the change that was reached last."""
        self.setObjectName("compared")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Compared text")
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # what is shown

    @property
    def compared(self) -> ComparedVersions | None:
        """The comparison that is shown."""
        return self._compared

    def show_comparison(self, compared: ComparedVersions | None) -> None:
        """Show a comparison from its beginning, or no text."""
        self._compared, self.current, self._found = compared, None, None
        self._rows = compared.rows if compared else []
        self._reader = SegmentReader(compared) if compared else None
        self._row_of = compared.rows_of_changes if compared else {}
        self._lengths = compared.lengths if compared else []
        self._anchor = 0, 0.0
        self._lay_out_anew()

    def show_beside(self, *, on: bool) -> None:
        """Show both texts side by side, or a marked text."""
        self._beside = on
        self._lay_out_anew()
        if self.current is not None:
            self.go_to(self.current)

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self._theme = theme
        self._lay_out_anew()

    def show_font_size(self, points: int) -> None:
        """Show the texts in a size."""
        font = QFont(self._theme.text_family)
        font.setPointSize(points)
        self.setFont(font)

    def show_found(self, found: tuple[bool, Span] | None) -> None:
        """Outline a place, and bring it into view.

        Args:
            found: Whether it is in the new text, and its span there; ``None`` for no place.
        """
        self._found = found
        if found is not None:
            row = self._row_with(*found)
            if row is not None:
                self._bring(row, self._y_in_row(row, found))
        self.viewport().update()

    def step(self, by: int) -> None:
        """Go to the next change, or the change before, round the end."""
        count = self._compared.count if self._compared else 0
        if count:
            last = self.current
            start = -1 if by > 0 else 0
            self.go_to(((start if last is None else last) + by) % count)

    def go_to(self, change: int) -> None:
        """Bring a change into view, and tell of it."""
        self.current = change
        row = self._row_of.get(change)
        if row is not None:
            self._bring(row, self._y_of_change(row, change))
        self.viewport().update()
        self.reached.emit(change)

    def claims_in(self, change: int) -> list[PlacedClaim]:
        """Return the claims with words in a change, in either text."""
        if self._reader is None or change not in self._row_of:
            return []
        row = self._rows[self._row_of[change]]
        found: dict[PlacedClaim, None] = {}
        for column in (Column.OLD, Column.NEW):
            for segment in self._reader.segments(row, column):
                if segment.run.change == change:
                    found |= dict.fromkeys(segment.claims)
        return [*{claim.id: claim for claim in found}.values()]

    def words_of(self, change: int) -> tuple[str, str]:
        """Return the words that a change took away, and the words that it brought.

        Of a passage that moved as it was both are its words.
        """
        if self._compared is None:
            return "", ""
        comparison = self._compared.comparison
        passage = comparison.passages[comparison.changes[change]]
        gone = [p.old.of(comparison.old) for p in passage.pieces if p.old and p.new is None]
        come = [p.new.of(comparison.new) for p in passage.pieces if p.new and p.old is None]
        if not gone and not come and passage.new:
            gone = come = [passage.new.of(comparison.new)]
        return " … ".join(map(_in_line, gone)), " … ".join(map(_in_line, come))

    # Qt's events

    def sizeHint(self) -> QSize:
        return QSize(900, 600)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._settle()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.page)
        top = self.verticalScrollBar().value()
        number = self._row_at(top)
        while number < len(self._rows):
            y = self._tops[number] - top
            if y > self.viewport().height():
                break
            self._paint_row(painter, number, y)
            number += 1
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out_anew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_laid"):
            self._lay_out_anew()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), event.key()
        line, page = round(self._pitch()), max(1, self.viewport().height() - round(self._pitch()))
        moves = {
            Qt.Key.Key_Down: line,
            Qt.Key.Key_Up: -line,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key in moves and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            bar.setValue(bar.value() + moves[Qt.Key(key)])
        elif key in (Qt.Key.Key_N, Qt.Key.Key_P) and not event.modifiers():
            self.step(1 if key == Qt.Key.Key_N else -1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._row_at(self.verticalScrollBar().value() + event.position().y())
        changes = self._rows[number].changes if number < len(self._rows) else ()
        if changes:
            after = changes.index(self.current) + 1 if self.current in changes else 0
            self.current = changes[after % len(changes)]
            self.viewport().update()
            self.reached.emit(self.current)

    def copy(self) -> None:
        """Copy the words of the change that was reached last, old and new."""
        if self.current is not None:
            words = filter(None, self.words_of(self.current))
            QGuiApplication.clipboard().setText("\n→ ".join(words))

    # layout

    def _lay_out_anew(self) -> None:
        """Guess the heights of all rows again; rows in view are measured when they are painted."""
        self._laid.clear()
        pitch, width = self._pitch(), self._column_width()
        letters = max(1.0, width / QFontMetricsF(self.font()).averageCharWidth())
        gap, side = self._gap(), 0 if self._beside else 1
        self._heights = [(1 + length[side] // letters) * pitch + gap for length in self._lengths]
        self._sum_up()
        self.viewport().update()

    def _gap(self) -> float:
        return self._pitch() * 0.4

    def _pitch(self) -> float:
        size = QFontInfo(self.font()).pixelSize()
        return max(QFontMetricsF(self.font()).height(), _LEADING * size)

    def _sum_up(self) -> None:
        """Sum the heights up, and keep the row at the top where it is."""
        self._tops = [0.0, *accumulate(self._heights)]
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.blockSignals(True)
        bar.setRange(0, max(0, round(self._tops[-1] + self._gap() * 2 - height)))
        bar.setPageStep(height)
        bar.setSingleStep(round(self._pitch()))
        row, offset = self._anchor
        bar.setValue(round(self._tops[min(row, len(self._rows))] + offset))
        bar.blockSignals(False)

    def _settle(self) -> None:
        """Measure the rows in view."""
        number, offset = self._anchor
        y, changed = -offset, False
        while number < len(self._rows) and y <= self.viewport().height():
            height = self._laid_out(number).height
            changed |= height != self._heights[number]
            self._heights[number] = height
            y += height
            number += 1
        if changed:
            self._sum_up()

    def _scrolled(self, value: int) -> None:
        row = self._row_at(value)
        self._anchor = row, value - self._tops[row]
        self.viewport().update()

    def _row_at(self, y: float) -> int:
        return max(0, min(bisect_right(self._tops, y) - 1, max(0, len(self._rows) - 1)))

    def _bring(self, row: int, within: float) -> None:
        """Bring a place in a row a third below the top, unless it is in view."""
        self._settle()
        bar, height = self.verticalScrollBar(), self.viewport().height()
        y = self._tops[row] + within - bar.value()
        if self._pitch() <= y <= height - 3 * self._pitch():
            return
        laid = self._laid_out(row)
        self._heights[row] = laid.height
        above, number = height / 3 - within, row
        while above > 0 and number:
            number -= 1
            self._heights[number] = self._laid_out(number).height
            above -= self._heights[number]
        self._anchor = number, max(0.0, -above) if number < row or above < 0 else 0.0
        self._sum_up()
        self._scrolled(bar.value())

    # the words of a row

    def _columns(self) -> list[tuple[Column, float]]:
        """Return the columns, and where their words begin."""
        gutter = self._gutter()
        if not self._beside:
            spare = max(0.0, self.viewport().width() - gutter - self._column_width() - Space.WIDE)
            return [(Column.BOTH, gutter + spare / 2)]
        half = self.viewport().width() / 2
        return [(Column.OLD, gutter), (Column.NEW, half + gutter)]

    def _gutter(self) -> float:
        return QFontMetricsF(self.font()).averageCharWidth() * _GUTTER * 0.8 + Space.LARGE

    def _column_width(self) -> float:
        room = self.viewport().width() - Space.WIDE
        if self._beside:
            return max(40.0, room / 2 - self._gutter())
        full = QFontMetricsF(self.font()).averageCharWidth() * _MEASURE
        return max(40.0, min(full, room - self._gutter()))

    def _laid_out(self, number: int) -> _LaidOut:
        if number in self._laid:
            self._laid.move_to_end(number)
            return self._laid[number]
        found = _LaidOut()
        for column, left in self._columns():
            if self._reader is not None:
                segments = without_line_end(self._reader.segments(self._rows[number], column))
                found.cells.append(self._cell(segments, left))
        found.height = max((cell.height for cell in found.cells), default=0.0) + self._gap()
        self._laid[number] = found
        if len(self._laid) > _KEPT:
            self._laid.popitem(last=False)
        return found

    def _cell(self, segments: Sequence[Segment], left: float) -> _Cell:
        words, pieces, at = "", list[_Piece](), 0
        for segment in segments:
            said = segment.words
            if segment.kind is not RunKind.KEPT and not said.strip("\n"):
                said = _PARAGRAPH_END + said
            sign = _SIGNS[segment.kind] if segment.leads_move else ""
            words += sign + said
            length = _units(sign + said)
            pieces.append(_Piece(segment, at, length, _units(sign)))
            at += length
        layout = QTextLayout(words.replace("\n", "\u2028"), self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if runs_left(words):
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
            option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        layout.setTextOption(option)
        layout.setFormats(
            [_range(piece.start, piece.length, self._format(piece)) for piece in pieces]
        )
        return _Cell(layout, pieces, left, self._lines(layout))

    def _lines(self, layout: QTextLayout) -> float:
        pitch, width, y = self._pitch(), self._column_width(), 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            height = max(pitch, line.height())
            line.setPosition(QPointF(0, y + (height - line.height()) / 2))
            y += height
        layout.endLayout()
        return y if layout.text() else 0.0

    def _format(self, piece: _Piece) -> QTextCharFormat:
        kind, found = piece.segment.kind, QTextCharFormat()
        if kind is not RunKind.KEPT:
            found = difference_format(added=kind not in _GONE, theme=self._theme)
        if kind is RunKind.MOVED_HERE:
            found.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        for claim in piece.segment.claims[:1]:
            fill = self._theme.fill(claim.standing)
            if fill is not None:
                found.setBackground(fill)
        return found

    # painting

    def _paint_row(self, painter: QPainter, number: int, y: float) -> None:
        row, laid = self._rows[number], self._laid_out(number)
        for cell in laid.cells:
            place = QPointF(cell.left, y)
            painter.setPen(self._theme.text)
            cell.layout.draw(painter, place, [*self._overlays(cell)])
            self._paint_claims(painter, cell, y)
            if any(piece.run.change is not None for piece in cell.pieces):
                is_current = any(piece.run.change == self.current for piece in cell.pieces)
                colour = self._theme.accent if is_current else self._theme.control
                wide = _BAR if is_current else 1
                box = QRectF(cell.left - Space.SMALL, y, wide, max(cell.height, self._pitch()))
                painter.fillRect(box, colour)
        if self._beside and row.runs:
            painter.setPen(QColor(self._theme.colours.border))
            half = round(self.viewport().width() / 2)
            painter.drawLine(half, round(y), half, round(y + laid.height))

    def _overlays(self, cell: _Cell) -> Iterator[QTextLayout.FormatRange]:
        """Yield the looks of the change that was reached last, and of the words that were found."""
        for piece in cell.pieces:
            is_kept = piece.segment.kind is RunKind.KEPT
            if self.current is not None and piece.run.change == self.current and not is_kept:
                ground = QTextCharFormat()
                ground.setBackground(self._theme.chosen)
                yield _range(piece.start, piece.length, ground)
        if self._found is not None:
            for start, length in self._units_of(cell, *self._found):
                marked = QTextCharFormat()
                marked.setBackground(QColor(self._theme.colours.selection))
                marked.setForeground(QColor(self._theme.colours.selection_text))
                yield _range(start, length, marked)

    def _units_of(self, cell: _Cell, is_new: bool, span: Span) -> Iterator[tuple[int, int]]:
        """Yield where words of a text stand in a cell, as a start and a length in UTF-16 units."""
        for piece, stretch in _places_in(cell, is_new=is_new):
            if stretch.overlaps(span):
                positions = Utf16Positions(piece.segment.words)
                first = positions.to_utf16(max(0, span.start - stretch.start))
                last = positions.to_utf16(min(len(stretch), span.end - stretch.start))
                yield piece.start + piece.sign + first, last - first

    def _paint_claims(self, painter: QPainter, cell: _Cell, y: float) -> None:
        painter.save()
        painter.setFont(self._claim_font())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for box, words, standing in self._claim_boxes(cell, y):
            if standing is not None:
                fill = self._theme.fill(standing)
                painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
                painter.setPen(self._theme.line(standing))
                painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            painter.setPen(self._theme.text)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()

    def _claim_font(self) -> QFont:
        font = QFont(self._theme.interface_family, max(7, round(self.font().pointSize() * 0.62)))
        font.setBold(True)
        return font

    def _claim_boxes(self, cell: _Cell, y: float) -> Iterator[tuple[QRectF, str, Standing | None]]:
        """Yield the boxes beside a cell: a claim's with its standing, or how many more there are.

        Args:
            cell: The cell in which the claims begin.
            y: The top of the cell in pixels.
        """
        metrics = QFontMetricsF(self._claim_font())
        lines: dict[int, list[PlacedClaim]] = {}
        for piece in cell.pieces:
            line = cell.layout.lineForTextPosition(piece.start + piece.sign).lineNumber()
            lines.setdefault(line, []).extend(piece.segment.begins)
        end, height = cell.left - Space.MEDIUM - _BAR, metrics.height() + 3
        room = min(self._gutter(), cell.left) - Space.MEDIUM - _BAR
        for number, claims in lines.items():
            told: list[_Told] = [(claim.in_short, claim.standing) for claim in claims]
            row = cell.layout.lineAt(number)
            right, top = end, y + row.y() + (row.height() - height) / 2
            for words, standing in reversed(_fitting(told, room, metrics)):
                width = _box_width(words, metrics)
                yield QRectF(right - width, top, width, height), words, standing
                right -= width + Space.HAIR

    # places

    def _row_with(self, is_new: bool, span: Span) -> int | None:
        for number, row in enumerate(self._rows):
            for run in row.runs:
                place = run.new if is_new else run.old
                if place is not None and place.start <= span.start < place.end:
                    return number
        return None

    def _y_in_row(self, row: int, found: tuple[bool, Span]) -> float:
        for cell in self._laid_out(row).cells:
            for start, _ in self._units_of(cell, *found):
                return cell.layout.lineForTextPosition(start).y()
        return 0.0

    def _y_of_change(self, row: int, change: int) -> float:
        found = [
            cell.layout.lineForTextPosition(piece.start).y()
            for cell in self._laid_out(row).cells
            for piece in cell.pieces
            if piece.run.change == change
        ]
        return min(found, default=0.0)


_Told = tuple[str, Standing | None]


def _fitting(told: list[_Told], room: float, metrics: QFontMetricsF) -> list[_Told]:
    """Return the first words that have room side by side, after the number of the rest."""
    for count in range(len(told), 0, -1):
        rest = len(told) - count
        more: list[_Told] = [(f"+{rest}", None)] if rest else []
        shown = [*more, *told[:count]]
        wide = sum(_box_width(words, metrics) + Space.HAIR for words, _ in shown)
        if wide - Space.HAIR <= room or count == 1:
            return shown
    return []


def _box_width(words: str, metrics: QFontMetricsF) -> float:
    return metrics.horizontalAdvance(words) + 2 * Space.TINY


def _places_in(cell: _Cell, *, is_new: bool) -> Iterator[tuple[_Piece, Span]]:
    """Yield the pieces of a cell that stand in a text, with their stretches there."""
    passed: dict[int, int] = {}
    for piece in cell.pieces:
        place = piece.run.new if is_new else piece.run.old
        start = passed.get(id(piece.run), 0)
        passed[id(piece.run)] = start + len(piece.segment.words)
        if place is not None and piece.segment.words:
            base = place.start + start
            yield piece, Span(base, base + len(piece.segment.words))


def _range(start: int, length: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = start, length, look
    return found


def _units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2


def _in_line(words: str) -> str:
    return " ".join(words.split())
