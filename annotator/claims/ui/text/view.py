"""The article's text with the highlights of its claims beneath, and a gutter beside it.

The two ends of the chosen highlight are handles that can be dragged. Qt tells a double click only;
a third click is told here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from annotator.app.theme.highlight_geometry import HighlightGeometry
from annotator.app.theme.kept_font import KeptFont
from annotator.app.theme.theme import Theme
from annotator.app.widgets.plain_text import tip
from annotator.claims.geometry import End, moved_to
from annotator.claims.highlights import PaintedHighlight
from annotator.claims.ui.text.highlight_pages import HighlightPages
from annotator.claims.ui.text.highlight_painting import (
    BlockInk,
    Describe,
    Find,
    Gutter,
    Mark,
    block_ink,
    block_span,
    paint,
    paint_found,
)
from annotator.claims.ui.text.reading_text import BESIDE, ReadingText
from annotator.kernel.positions import Span, snap_to_words


class Clicks:
    """Remembers the last double click; a press soon after it, and near, is the third."""

    def __init__(self) -> None:
        self._at = 0
        self._where = QPoint()

    def second(self, event: QMouseEvent) -> None:
        """Take a double click for the first two clicks of three."""
        self._at, self._where = event.timestamp(), event.position().toPoint()

    def third(self, event: QMouseEvent) -> bool:
        """Return whether a press is the third click."""
        soon = event.timestamp() - self._at <= QApplication.doubleClickInterval()
        near = (event.position().toPoint() - self._where).manhattanLength()
        return bool(self._at) and soon and near <= QApplication.startDragDistance()


_KNOB = 3.5
"""Radius of a handle's knob, in pixels: the room between two lines."""
_REACH = 9
"""Pixels around a knob within which the mouse takes hold of it."""

Rectangle = Callable[[int], QRect | None]
"""Where in the viewport the sign at a code point begins; ``None`` where it is not in view."""


class Handles:
    """Paints the ends of a single highlight, and moves the end that the mouse has taken hold of."""

    def __init__(self, rectangle: Rectangle) -> None:
        self._rectangle = rectangle
        self.place: PaintedHighlight | None = None
        self.held: End | None = None

    def take(self, place: PaintedHighlight, point: QPoint) -> bool:
        """Take hold of the end of a place that is at a point; False when none is."""
        self.held = self.at(place, point)
        self.place = place if self.held else None
        return self.held is not None

    def at(self, place: PaintedHighlight, point: QPoint) -> End | None:
        """Return the end of the knob at a point."""
        for end in (End.END, End.START):
            knob = self._knob(place.span, end)
            if knob is not None and (knob - point).manhattanLength() <= 2 * _REACH:
                return end
        return None

    def moved(self, text: str, position: int, *, exact: bool) -> Span | None:
        """Return the span of the place if its held end were at a position.

        Args:
            text: The text of the version.
            position: The position of the held end, in code points.
            exact: Whether the end stays between letters, and does not move to the end of a word.
        """
        if self.place is None or self.held is None:
            return None
        return moved_to(text, self.place.span, self.held, position, exact=exact)

    def let_go(self) -> None:
        """Hold no end any more."""
        self.place = self.held = None

    def paint(self, painter: QPainter, place: PaintedHighlight, theme: Theme) -> None:
        """Paint both ends under the words, as far as they are in view."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for end in End:
            box, knob = self._box(place.span, end), self._knob(place.span, end)
            if box is None or knob is None:
                continue
            x = float(knob.x())
            painter.setPen(QPen(theme.accent, 2))
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
            painter.setPen(QPen(theme.accent, 1.5))
            painter.setBrush(theme.page)
            painter.drawEllipse(QPointF(knob), _KNOB, _KNOB)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _box(self, span: Span, end: End) -> QRect | None:
        return self._rectangle(span.start if end is End.START else span.end)

    def _knob(self, span: Span, end: End) -> QPoint | None:
        box = self._box(span, end)
        if box is None:
            return None
        y = box.top() - 2 if end is End.START else box.bottom() + 3
        return QPoint(box.left(), y)


_OVERHANG = 8
"""Pixels by which underlines and outlines may hang out of their block."""
Underlay = Callable[[QPainter, QTextBlock], None]
"""Paints under a block, where the painter's origin is the block's place."""
SentenceAt = Callable[[int], Span | None]
"""The sentence at a code point."""


@dataclass(frozen=True, slots=True)
class TipWords:
    """Words for a tool tip, with the stretches that are struck out and those underlined."""

    words: str
    struck: tuple[Span, ...] = ()
    underlined: tuple[Span, ...] = ()


class ArticleView(ReadingText):
    """The text of a version, in which claims are chosen and marked."""

    claim_chosen = Signal(str)
    selection_made = Signal()
    place_moved = Signal(str, object)
    """A highlight by its id, and the span on which it is to stand."""
    line_asked = Signal()
    """Enter was pressed: the conclusion of the claim at hand is to be written."""
    menu_asked = Signal(QPoint, list)
    """A point of the screen, and the highlights that lie there, the innermost first."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._pages = HighlightPages(lambda _span: [])
        self._ink: dict[int, BlockInk] = {}
        self._chosen = ""
        self._find: Find | None = None
        self._exact = self._alt = False
        self._grown_from: tuple[Span, Span] | None = None
        self._underlays: list[Underlay] = []
        self._handles = Handles(self._rectangle_at)
        self._clicks = Clicks()
        self.is_fixed = False
        """Whether no highlight can be moved here, as in an older version."""
        self.sentence_at: SentenceAt = lambda _position: None
        self.describe: Describe = lambda _claim_ids: ""
        self.describe_sentence: Callable[[int], TipWords] = lambda _position: TipWords("")
        self.setAccessibleName("Article text")
        self.setObjectName("article")
        self.gutter = Gutter(theme, self._marks, self)
        self._gutter_font = KeptFont(self.gutter)
        self.gutter.claim_chosen.connect(self.claim_chosen)
        self.gutter.menu_asked.connect(self.menu_asked)
        self.updateRequest.connect(self.gutter.follow)
        self.relaid.connect(self._ink.clear)

    # what is shown

    def show_text(self, text: str, pages: HighlightPages) -> None:
        """Show a canonical text and the highlights that ``pages`` gives."""
        self._pages, self._chosen = pages, ""
        self._ink.clear()
        self.fill(text)

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self._theme = theme
        self.gutter.show_theme(theme)
        self.refresh()

    def show_font_size(self, points: int) -> None:
        super().show_font_size(points)
        size = max(7, round(self.font().pointSize() * 0.62))
        self._gutter_font.give(QFont(self._theme.interface_family, size))

    def refresh(self) -> None:
        """Read the highlights in view again, and paint them anew."""
        self._pages.forget()
        self._ink.clear()
        self._update(self.viewport().rect())

    def show_chosen(self, claim_id: str) -> None:
        """Outline a claim's highlights."""
        before, self._chosen, self.gutter.chosen = self._chosen, claim_id, claim_id
        if before == claim_id:
            return
        self._handles.let_go()
        for block, box in self._blocks_in(self.viewport().rect()):
            claims = self._ink_of(block).claims
            if before in claims or claim_id in claims:
                self._update(box.toAlignedRect())

    def add_underlay(self, underlay: Underlay) -> None:
        """Let a further underlay be painted under the words."""
        self._underlays.append(underlay)

    def stretch_of(self, block: QTextBlock) -> Span:
        """Return the stretch of the text that a block holds, with its line end."""
        return block_span(block, self._positions)

    def boxes(self, block: QTextBlock, span: Span) -> list[QRectF]:
        """Return the rectangles of a stretch on the lines of a block, in the block's own place."""
        begin = block.position()
        first = max(0, self._positions.to_utf16(span.start) - begin)
        last = min(block.length(), self._positions.to_utf16(span.end) - begin)
        return [*HighlightGeometry(block).rectangles(first, last)]

    def show_found(self, find: Find | None) -> None:
        """Outline the hits of ``find`` in the stretches in view; outline none for ``None``."""
        self._find = find
        self.viewport().update()

    # what is selected

    def marking(self) -> Span | None:
        """Return the span that marking would mark: whole words, or the exact letters if wished."""
        span = self.selected()
        if span is None or self._exact or self._alt:
            return span
        return snap_to_words(self._text, span)

    def show_exact(self, *, on: bool) -> None:
        """Let exactly the selected letters be marked from now on, or whole words again.

        A selection that was grown to whole words becomes again the selection that was made.
        """
        self._exact = on
        before = self._grown_from
        if on and before is not None and before[1] == self.selected():
            self.select(before[0])
        self.viewport().update()
        if self.selected() is not None:
            self.selection_made.emit()

    def highlights_at(self, position: int) -> list[PaintedHighlight]:
        """Return the highlights over a single code point, the innermost first.

        Args:
            position: The position of the code point in the text.
        """
        found = self._pages.between(Span(position, position + 1))
        return sorted(found, key=lambda h: (len(h.span), h.span.start))

    def highlights_in(self, span: Span) -> list[PaintedHighlight]:
        """Return the highlights that touch a stretch, in text order."""
        return self._pages.between(span)

    def claims_in(self, span: Span) -> tuple[str, ...]:
        """Return the claims that stand in a stretch, in text order."""
        return tuple(dict.fromkeys(h.claim_id for h in self._pages.between(span)))

    def place_at_hand(self) -> PaintedHighlight | None:
        """Return the place of the chosen claim at the caret, or else its first place in view."""
        seen = self.in_view() if self._chosen else None
        if seen is None:
            return None
        places = [h for h in self._pages.between(seen) if h.claim_id == self._chosen]
        caret = self.caret()
        return next(
            (h for h in places if h.span.start <= caret <= h.span.end), next(iter(places), None)
        )

    # Qt's events

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            said, port = self._said_at(event.pos()), self.viewport()
            QToolTip.showText(
                event.globalPos(), tip(said.words, said.struck, said.underlined), port
            )
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setClipRect(event.rect())
        grown = self._grown_words()
        for block, box in self._blocks_in(event.rect().adjusted(0, -_OVERHANG, 0, _OVERHANG)):
            painter.translate(box.topLeft())
            for underlay in self._underlays:
                underlay(painter, block)
            paint(painter, self._ink_of(block), self._theme, self._chosen)
            self._paint_found(painter, block)
            paint_found(painter, block, grown, self._positions, self._theme)
            painter.translate(-box.topLeft())
        place = self.place_at_hand()
        if place is not None and not self.is_fixed:
            # under the words, so that no letter is hidden
            self._handles.paint(painter, place, self._theme)
        painter.end()
        super().paintEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        place, point = self.place_at_hand(), event.position().toPoint()
        if place is not None and not self.is_fixed and self._handles.take(place, point):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            return
        sentence = self.sentence_at(self._position_at(point)) if self._clicks.third(event) else None
        if sentence is not None:
            self.select(sentence)
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        position = self._position_at(event.position().toPoint())
        self._clicks.second(event)
        if event.button() is Qt.MouseButton.LeftButton and position < len(self._text):
            self.select(snap_to_words(self._text, Span(position, position + 1)))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        exact = self._exact or _alt(event)
        moved = self._handles.moved(self._text, self._position_at(point), exact=exact)
        if moved is not None:
            self.select(moved)
            return
        super().mouseMoveEvent(event)
        place = None if event.buttons() or self.is_fixed else self.place_at_hand()
        over = place is not None and self._handles.at(place, point) is not None
        shape = Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        point = event.pos() if by_mouse else self.cursorRect().bottomLeft()
        found = self._highlights_near(point)
        if by_mouse:
            self._point_at(self._position_at(point), found)
        self.menu_asked.emit(self.viewport().mapToGlobal(point), found)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._handles.place is not None:
            self._move_place()
            return
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._alt = _alt(event)
        span, selected = self.marking(), self.selected()
        if span is None or selected is None:
            self._choose_at(event.position().toPoint())
            return
        self.select(span)
        self._grown_from = selected, span
        self.selection_made.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._alt = _alt(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not _is_modified(event):
            self.line_asked.emit()
            return
        before = self.caret()
        super().keyPressEvent(event)
        if self.caret() != before and self.selected() is None:
            self._choose(self.highlights_at(self.caret()))

    # inner workings

    def _point_at(self, position: int, found: list[PaintedHighlight]) -> None:
        """Keep the words selected at a position, or else choose a claim or the sentence there."""
        selected = self.selected()
        if selected is not None and selected.start <= position < selected.end:
            return
        cursor = self.textCursor()
        cursor.setPosition(self._positions.to_utf16(position))
        self.setTextCursor(cursor)
        sentence = self.sentence_at(position)
        if found:
            self._choose(found)
        elif sentence is not None:
            self._exact = False
            self.select(sentence)

    def _choose(self, highlights: list[PaintedHighlight]) -> None:
        """Choose the innermost claim, unless the chosen claim is among them."""
        if highlights and not self._is_chosen(highlights):
            self.claim_chosen.emit(highlights[0].claim_id)

    def _choose_at(self, point: QPoint) -> None:
        """Choose the innermost claim at a point; on repeated clicks each claim there in turn."""
        claims = [*dict.fromkeys(h.claim_id for h in self._highlights_near(point))]
        if claims:
            after = claims.index(self._chosen) + 1 if self._chosen in claims else 0
            self.claim_chosen.emit(claims[after % len(claims)])

    def _highlights_near(self, point: QPoint) -> list[PaintedHighlight]:
        """Return the highlights at a point, or just before it, the innermost first."""
        position = self._position_at(point)
        for candidate in (position, position - 1):
            if 0 <= candidate < len(self._text) and (found := self.highlights_at(candidate)):
                return found
        return []

    def _said_at(self, point: QPoint) -> TipWords:
        """Return what is told of the words under a point: of their claims, or of their sentence."""
        position = self._position_under(point)
        if position is None:
            return TipWords("")
        claims = dict.fromkeys(h.claim_id for h in self._highlights_near(point))
        if claims:
            return TipWords(self.describe([*claims]))
        return self.describe_sentence(position)

    def _position_under(self, point: QPoint) -> int | None:
        """Return the code point under a point, or ``None`` beside the words of a line."""
        position = self._position_at(point)
        box = self._rectangle_at(position)
        if box is None or abs(box.x() - point.x()) > box.height():
            return None  # beside the words of a line, or below the last one
        return position if box.top() <= point.y() <= box.bottom() else None

    def _is_chosen(self, highlights: list[PaintedHighlight]) -> bool:
        return any(h.claim_id == self._chosen for h in highlights)

    def _move_place(self) -> None:
        place, span = self._handles.place, self.selected()
        self._handles.let_go()
        self.clear_selection()
        if place is not None and span is not None and span != place.span:
            self.place_moved.emit(place.id, span)

    def _position_at(self, point: QPoint) -> int:
        return self._positions.from_utf16(self.cursorForPosition(point).position())

    def _rectangle_at(self, position: int) -> QRect | None:
        """Return the rectangle before a code point in the viewport, if its line is in view."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._positions.to_utf16(position))
        box = self.cursorRect(cursor)
        return box if self.viewport().rect().intersects(box) else None

    def _marks(self, rect: QRect) -> list[Mark]:
        """Return the claims that begin in a part of the viewport, at the height of their lines."""
        return [
            (box.top() + y, highlight)
            for block, box in self._blocks_in(rect)
            for y, highlight in self._ink_of(block).marks
        ]

    def _paint_found(self, painter: QPainter, block: QTextBlock) -> None:
        if self._find is not None:
            spans = self._find(block_span(block, self._positions))
            paint_found(painter, block, spans, self._positions, self._theme)

    def _grown_words(self) -> list[Span]:
        """Return the spans that marking would mark, where they are more than the selection."""
        span = self.marking()
        return [span] if span is not None and span != self.selected() else []

    def _update(self, rect: QRect) -> None:
        """Paint a part anew, with the marks that hang over its edges, beside the text too."""
        for part in (self.viewport(), self.gutter):
            part.update(0, rect.top() - _OVERHANG, part.width(), rect.height() + 2 * _OVERHANG)

    def _ink_of(self, block: QTextBlock) -> BlockInk:
        number = block.blockNumber()
        if number not in self._ink:
            highlights = self._pages.between(block_span(block, self._positions))
            self._ink[number] = block_ink(block, self._positions, highlights, self._theme)
        return self._ink[number]

    def _fit_column(self) -> None:
        super()._fit_column()
        # the gutter lies in the margin, so that its heights are the text's own
        left, top = self.viewportMargins().left(), self.viewportMargins().top()
        place = QRect(left - BESIDE, top, BESIDE, max(0, self.height() - top))
        self.gutter.setGeometry(place)


def _alt(event: QMouseEvent | QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)


def _is_modified(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
