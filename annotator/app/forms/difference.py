"""Former words above present words: removed words are struck out, new words underlined.

Both are whole sentences, so that nobody needs to see the marks; a screen reader is told them, too.
"""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from annotator.app.forms.cards import make_words, prose
from annotator.app.theme.scale import Space, clear_margins, icon_size
from annotator.app.theme.theme import Theme
from annotator.app.widgets.plain_text import Label
from annotator.kernel.positions import Utf16Positions
from annotator.kernel.word_difference import (
    AT_ANOTHER_PLACE,
    NOT_IN_THE_TEXT,
    ComparedText,
    WordDifference,
)
from annotator.kernel.wording import quoted

_TALL = 1_000_000.0


class MarkedLabel(Label):
    """A label whose words are marked where they differ; the words wrap."""

    def __init__(self, head: str, line: ComparedText, *, added: bool) -> None:
        super().__init__(f"{head}“{line.words}”")
        self._head, self._line, self._added = head, line, added
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(1)

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
        layout.setFormats(self._formats())
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, min(height, _TALL)

    def _formats(self) -> list[QTextLayout.FormatRange]:
        positions, at = Utf16Positions(self.text()), len(self._head) + 1
        mark = QTextCharFormat()
        if self._added:
            mark.setFontWeight(QFont.Weight.DemiBold)
            mark.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        else:
            mark.setFontStrikeOut(True)
        found = []
        for span in self._line.marks:
            part = QTextLayout.FormatRange()
            part.start = positions.to_utf16(at + span.start)
            part.length = positions.to_utf16(at + span.end) - part.start
            part.format = mark
            found.append(part)
        return found


class OtherWords(QWidget):
    """A sentence that a judgement was given on other words, with those words and today's."""

    def __init__(self, sentence: str, difference: WordDifference, theme: Theme) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        clear_margins(layout, Space.HAIR)
        layout.addWidget(warning_line(sentence, theme))
        marks = bool(difference.before.marks or difference.now.marks)
        if difference.before.words:
            layout.addWidget(_line("Then: ", difference.before, added=False))
        if not difference.now.words:
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
