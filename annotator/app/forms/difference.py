"""Former words above present words: removed words are struck out, new words underlined.

Both are whole sentences, so that nobody needs to see the marks; a screen reader is told them, too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from annotator.app.forms.cards import make_words, prose
from annotator.app.theme.scale import Space, clear_margins, icon_size, letters
from annotator.app.theme.theme import Theme
from annotator.app.widgets.plain_text import Label
from annotator.kernel.positions import Span, Utf16Positions
from annotator.kernel.word_difference import (
    AT_ANOTHER_PLACE,
    NOT_IN_THE_TEXT,
    UNSEEN,
    ComparedText,
    WordDifference,
)
from annotator.kernel.wording import quoted
from annotator.revisions.plan import PlaceInContext
from annotator.revisions.word_pieces import PieceKind, compare_words

_TALL = 1_000_000.0


class FormattedWords(Label):
    """A label that wraps its words and shows stretches of them in formats of their own."""

    def __init__(self, words: str = "") -> None:
        super().__init__(words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(1)

    def formats(self) -> Iterable[tuple[Span, QTextCharFormat]]:
        """Return the stretches, in code points of the words, none of which overlap."""
        return ()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        box = self.contentsMargins()
        _, height = self._laid_out(max(1, width - box.left() - box.right()))
        return round(height + 0.5) + box.top() + box.bottom()

    def sizeHint(self) -> QSize:
        width = min(super().sizeHint().width(), 40 * self.fontMetrics().averageCharWidth())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        box = self.contentsRect()
        layout, _ = self._laid_out(box.width())
        layout.draw(painter, QPointF(box.topLeft()))
        painter.end()

    def _laid_out(self, width: float) -> tuple[QTextLayout, float]:
        layout = QTextLayout(self.text(), self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([*self._ranges()])
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, min(height, _TALL)

    def _ranges(self) -> Iterator[QTextLayout.FormatRange]:
        positions = Utf16Positions(self.text())
        for span, found in self.formats():
            part = QTextLayout.FormatRange()
            part.start = positions.to_utf16(span.start)
            part.length = positions.to_utf16(span.end) - part.start
            part.format = found
            yield part


class MarkedLabel(FormattedWords):
    """A label whose words are marked where they differ; the words wrap."""

    def __init__(self, head: str, line: ComparedText, *, added: bool) -> None:
        super().__init__(f"{head}“{line.words}”")
        self._head, self._line, self._added = head, line, added

    def formats(self) -> Iterable[tuple[Span, QTextCharFormat]]:
        at, mark = len(self._head) + 1, difference_format(added=self._added)
        return [(Span(at + span.start, at + span.end), mark) for span in self._line.marks]


def difference_format(*, added: bool, theme: Theme | None = None) -> QTextCharFormat:
    """Return the look of words that only the present text has, or only the former.

    Args:
        added: Whether the present text has them; else they are struck out.
        theme: The theme that gives them a colour, too; without it they have none.
    """
    mark = QTextCharFormat()
    if added:
        mark.setFontWeight(QFont.Weight.DemiBold)
        mark.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    else:
        mark.setFontStrikeOut(True)
    if theme is not None:
        colours = theme.colours
        mark.setForeground(QColor(colours.accent if added else colours.error))
    return mark


@dataclass(frozen=True, slots=True)
class PlaceInWords:
    """A sentence of a text, a place in it, and its differences from another sentence.

    ``place`` and ``marks`` are in code points of the sentence; ``before`` and ``after`` are words
    around it, which stand back.
    """

    sentence: str
    place: Span | None = None
    marks: tuple[Span, ...] = ()
    before: str = ""
    after: str = ""


class SentenceLabel(FormattedWords):
    """A sentence with the words of a claim on a ground, and differences struck out or underlined.

    Words around the sentence stand back.
    """

    def __init__(self, theme: Theme, *, added: bool) -> None:
        super().__init__()
        self._theme, self._added = theme, added
        self._shown = PlaceInWords("")

    def show_place(self, shown: PlaceInWords, theme: Theme) -> None:
        """Show a sentence; screen readers are told the claim and the differences."""
        self._shown, self._theme = shown, theme
        self.setText(f"{shown.before}{shown.sentence}{shown.after}")
        said = []
        if shown.place is not None:
            said.append(f"The claim: {quoted(shown.place.of(shown.sentence))}.")
        if shown.marks:
            told = ", ".join(quoted(span.of(shown.sentence)) for span in shown.marks)
            said.append(f"{'Added' if self._added else 'Removed'}: {told}.")
        self.setAccessibleDescription(" ".join(said))
        self.updateGeometry()

    def formats(self) -> Iterator[tuple[Span, QTextCharFormat]]:
        shown, at = self._shown, len(self._shown.before)
        end, whole = at + len(shown.sentence), len(self.text())
        muted = QTextCharFormat()
        muted.setForeground(self._theme.muted)
        for around in (Span(0, at), Span(end, whole)):
            if around.start < around.end:
                yield around, muted
        places = [shown.place] if shown.place else []
        ends = {0, len(shown.sentence)}
        ends |= {point for span in (*places, *shown.marks) for point in (span.start, span.end)}
        for start, stop in pairwise(sorted(ends)):
            found = self._format(any(m.start <= start < m.end for m in shown.marks))
            if any(p.start <= start < p.end for p in places):
                found.setBackground(self._theme.chosen)
            yield Span(at + start, at + stop), found

    def _format(self, is_marked: bool) -> QTextCharFormat:
        if not is_marked:
            return QTextCharFormat()
        return difference_format(added=self._added, theme=self._theme)


_COLUMN = 30
"""Letters that a sentence must have room for to stand beside the other."""


class SentencesBeside(QWidget):
    """The sentence of before beside that of today; differences are struck out or underlined."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.heads = make_words("label"), make_words("label")
        self.sentences = SentenceLabel(theme, added=False), SentenceLabel(theme, added=True)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        clear_margins(self._columns, Space.LARGE)
        for head, sentence in zip(self.heads, self.sentences, strict=True):
            column = QVBoxLayout()
            clear_margins(column, Space.TINY)
            column.addWidget(head)
            column.addWidget(sentence)
            column.addStretch(1)
            self._columns.addLayout(column, 1)

    def show_places(
        self,
        was: PlaceInContext,
        now: PlaceInContext | None,
        heads: tuple[str, str],
        theme: Theme,
        *,
        around: bool,
    ) -> None:
        """Show both places.

        Args:
            was: The place in the older text.
            now: The place in the new text, if there is any.
            heads: The words above the older and above the new sentence.
            theme: The theme.
            around: Whether to show the sentences around the places, which tell them apart.
        """
        before, after = _marks(was.sentence_words, now.sentence_words if now else "")
        for head, words in zip(self.heads, heads, strict=True):
            head.setText(words)
        self.sentences[0].show_place(_told(was, before if now else (), around=around), theme)
        shown = _told(now, after, around=around) if now else PlaceInWords("")
        self.sentences[1].show_place(shown, theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= 2 * letters(_COLUMN) + self._columns.spacing()
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.LeftToRight if beside else direction.TopToBottom)


def _marks(before: str, now: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the words that only either of two sentences has, without white space at their ends."""
    pieces = compare_words(before, now)
    gone = (piece.old for piece in pieces if piece.kind is PieceKind.DELETED)
    come = (piece.new for piece in pieces if piece.kind is PieceKind.INSERTED)
    return tuple(_bare(before, gone)), tuple(_bare(now, come))


def _bare(text: str, spans: Iterable[Span | None]) -> Iterable[Span]:
    for span in spans:
        words = span.of(text) if span is not None else ""
        if span is not None and words.strip():
            start = span.start + len(words) - len(words.lstrip())
            yield Span(start, start + len(words.strip()))


def _told(place: PlaceInContext, marks: tuple[Span, ...], *, around: bool) -> PlaceInWords:
    before, after = (place.before, place.after) if around else ("", "")
    return PlaceInWords(
        place.sentence_words,
        place.within,
        marks,
        f"{before.strip()} " if before.strip() else "",
        f" {after.strip()}" if after.strip() else "",
    )


GIVEN_ON_OLDER_VERSION = "Given on an older version of the text."
"""Said of a judgement while nobody has decided on the words of its claim in the newest version."""


class OtherWords(QWidget):
    """A sentence that a judgement was given on other words, with those words and today's."""

    def __init__(self, sentence: str, difference: WordDifference, theme: Theme) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        clear_margins(layout, Space.HAIR)
        if difference.is_undecided:
            sentence = GIVEN_ON_OLDER_VERSION
        layout.addWidget(warning_line(sentence, theme))
        marks = bool(difference.before.marks or difference.now.marks)
        if difference.before.words:
            layout.addWidget(_line("Then: ", difference.before, added=False))
        if difference.is_undecided:
            layout.addWidget(make_words("caption", UNSEEN))
        elif not difference.now.words:
            layout.addWidget(make_words("caption", f"Now {NOT_IN_THE_TEXT}."))
        elif marks:
            layout.addWidget(_line("Now: ", difference.now, added=True))
        else:
            layout.addWidget(make_words("caption", f"Now: {AT_ANOTHER_PLACE}."))


def warning_line(sentence: str, theme: Theme) -> QWidget:
    """Return a line with a warning and its sign."""
    line = QWidget()
    row = QHBoxLayout(line)
    clear_margins(row, Space.TINY)
    sign = Label()
    sign.setPixmap(theme.icon("warning", theme.warning).pixmap(icon_size(), icon_size()))
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(prose("warning", sentence), 1)
    return line


def _line(head: str, words: ComparedText, *, added: bool) -> QWidget:
    found = MarkedLabel(head, words, added=added)
    found.setObjectName("caption")
    found.setAccessibleDescription(_marked_in_words(words, added=added))
    return found


def _marked_in_words(words: ComparedText, *, added: bool) -> str:
    if not words.marked:
        return ""
    return f"{'Added' if added else 'Removed'}: {', '.join(map(quoted, words.marked))}."
