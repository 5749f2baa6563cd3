"""The ruler beside the text: the whole article at a glance, its claims and the sentences left."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QWidget

from annotator.app.theme.scale import Type, font
from annotator.app.theme.theme import Theme
from annotator.app.widgets.plain_text import tip
from annotator.claims.coverage import scaled
from annotator.claims.service.coverage import PARTS, Survey
from annotator.claims.ui.text.new_sentences import SIGN
from annotator.claims.ui.text.reading_text import ReadingText
from annotator.claims.verdicts import Standing
from annotator.kernel.positions import Span
from annotator.kernel.wording import count_of
from annotator.revisions.unread import NewToRead

_LANES = (
    Standing.VERIFIED,
    Standing.DISPUTED,
    Standing.UNSUPPORTED,
    Standing.DIFFERING,
    Standing.OUTDATED,
    Standing.UNTAGGED,
)
_EDGE = 5
"""Pixels kept free on both sides and below."""
_LEFT = 4
"""Width of the line of the sentences left, in pixels."""
_GAP = 4
_SMALL = 0.85
"""Size of the letters in times a caption: the ruler takes its room from the text."""
_TICK = 2.0
"""Least height of a sign, in pixels."""
_NEAR = 3
"""Pixels above and below the mouse that its tool tip speaks of."""


class Ruler(QWidget):
    """Lanes as high as the text is long: for the sentences left, and for claims of each standing.

    Each lane has its letter at its head, so that no user has to tell colours apart. The picture is
    painted a single time for a survey and a size; only the frame of the text in view moves.
    """

    def __init__(self, theme: Theme, text: ReadingText) -> None:
        super().__init__()
        self._theme = theme
        self._text = text
        self._survey: Survey | None = None
        self._new: NewToRead | None = None
        self._picture: QPixmap | None = None
        self._measure()
        self.setAccessibleName("Overview of the article")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        text.verticalScrollBar().valueChanged.connect(self._move_frame)
        text.relaid.connect(self._move_frame)

    def show_survey(self, survey: Survey | None) -> None:
        """Show the survey of an article, or an empty ruler."""
        self._survey = survey
        self._describe()
        self._paint_anew()

    def show_new(self, found: NewToRead | None) -> None:
        """Show the sentences new to read in a lane of their own, if a version was checked."""
        has_lane, self._new = self._new is not None, found
        self._describe()
        if has_lane != (found is not None):
            self.updateGeometry()
        self._paint_anew()

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self._theme = theme
        self._paint_anew()

    def sizeHint(self) -> QSize:
        lanes = len(_LANES) + (self._new is not None)
        return QSize(2 * _EDGE + _LEFT + _GAP + self._lane * lanes, 0)

    # Qt's events

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._picture is None or self._picture.devicePixelRatioF() != self.devicePixelRatioF():
            self._picture = self._painted()
        painter.drawPixmap(0, 0, self._picture)
        seen = self._text.in_view()
        if self._survey is not None and seen is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = QColor(self._theme.accent)
            ground.setAlpha(28)
            painter.setBrush(ground)
            painter.setPen(self._theme.accent)
            painter.drawRoundedRect(self._frame(seen, self._survey.length), 3, 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._paint_anew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_picture"):
            self._measure()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), tip(self.words_at(event.pos().y())), self)
            return True
        return super().event(event)

    def words_at(self, y: int) -> str:
        """Return the claims at a height by their standing, and how many sentences are left there.

        Args:
            y: The height in pixels from the top of the ruler.
        """
        if self._survey is None:
            return ""
        near = Span(self._part(y - _NEAR), self._part(y + _NEAR) + 1)
        said = [
            f"{self._theme.letter(standing)}  {self._theme.label(standing)}"
            for standing in _LANES
            if any(near.overlaps(span) for span in self._survey.claims.get(standing, ()))
        ]
        length = self._survey.length
        stretch = Span(near.start * length // PARTS, max(1, -(-near.end * length // PARTS)))
        left = self._survey.coverage.left_in(stretch)
        if left:
            said.append(f"{count_of(left, 'sentence')} unread")
        new = len(self._new.touching(stretch)) if self._new else 0
        if new:
            said.append(f"{SIGN}  {count_of(new, 'sentence')} new to read")
        return "\n".join([*(said or ["Read"]), "Click to go there"])

    # inner workings

    def _describe(self) -> None:
        new = self._new.to_read_since if self._new and self._new.unread else ""
        said = [_in_words(self._survey) if self._survey else "", new]
        self.setAccessibleDescription(", ".join(filter(None, said)))

    def _go(self, event: QMouseEvent) -> None:
        if self._survey is not None:
            part = self._part(round(event.position().y()))
            self._text.scroll_to(min(part * self._survey.length // PARTS, self._survey.length - 1))

    def _measure(self) -> None:
        self._letters = font(Type.CAPTION, self.font())
        self._letters.setPointSizeF(self._letters.pointSizeF() * _SMALL)
        metrics = QFontMetrics(self._letters)
        letters = (SIGN, *map(self._theme.letter, _LANES))
        widest = max(map(metrics.horizontalAdvance, letters))
        self._lane, self._head = widest + 1, metrics.height() + 8
        self.updateGeometry()
        self._paint_anew()

    def _part(self, y: int) -> int:
        return max(0, min((y - self._head) * PARTS // self._high, PARTS - 1))

    @property
    def _high(self) -> int:
        return max(1, self.height() - self._head - _EDGE)

    def _frame(self, seen: Span, length: int) -> QRectF:
        top, bottom = (self._head + place * self._high / length for place in (seen.start, seen.end))
        return QRectF(1.5, top - 1.5, self.width() - 3, max(8.0, bottom - top + 3))

    def _move_frame(self, *_: object) -> None:
        self.update()

    def _paint_anew(self) -> None:
        self._picture = None
        self.update()

    def _painted(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(self._theme.colours.page))
        if self._survey is not None:
            painter = QPainter(picture)
            painter.setFont(self._letters)
            self._paint_lanes(painter, self._survey)
            painter.end()
        return picture

    def _paint_lanes(self, painter: QPainter, survey: Survey) -> None:
        self._paint_signs(painter, survey.left, _EDGE, _LEFT, self._theme.control)
        x = _EDGE + _LEFT + _GAP
        for standing in _LANES:
            head = QRectF(x, 0, self._lane, self._head)
            painter.setPen(self._theme.muted)
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, self._theme.letter(standing))
            signs, colour = survey.claims.get(standing, ()), self._theme.line(standing)
            self._paint_signs(painter, signs, x + 1, self._lane - 2, colour)
            x += self._lane
        if self._new is not None:
            painter.setPen(self._theme.muted)
            head = QRectF(x, 0, self._lane, self._head)
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, SIGN)
            spans = (sentence.span for sentence in self._new.unread)
            new = scaled(spans, survey.length, PARTS)
            self._paint_signs(painter, new, x + 1, self._lane - 2, self._theme.accent)

    def _paint_signs(
        self, painter: QPainter, parts: Sequence[Span], x: int, width: int, colour: QColor
    ) -> None:
        scale = self._high / PARTS
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRects(
            [
                QRectF(x, self._head + span.start * scale, width, max(_TICK, len(span) * scale))
                for span in parts
            ]
        )


def beside(text: QWidget, ruler: Ruler) -> QWidget:
    """Return a page with a text and the ruler at its right."""
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(text, 1)
    row.addWidget(ruler)
    page.setFocusProxy(text)
    return page


def _in_words(survey: Survey) -> str:
    found = survey.coverage
    return f"{found.looked_at:,} of {count_of(found.sentences, 'sentence')} read"
