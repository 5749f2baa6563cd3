"""The sentences that are new to read since the check: marks in the margin, and words about each.

A sentence is marked by a broken line beside it, and a sentence that needs no check by a whole
line. A tool tip tells the words that stood there, and a notice does after the key.
"""

from PySide6.QtCore import QLineF, QObject, Qt
from PySide6.QtGui import QPainter, QPen, QTextBlock

from annotator.app.theme.theme import Theme
from annotator.claims.ui.text.view import ArticleView, TipWords
from annotator.kernel.excerpts import excerpt
from annotator.kernel.positions import Span
from annotator.kernel.word_difference import ComparedText, compare_words
from annotator.kernel.wording import count_of, quoted, within_quotation
from annotator.revisions.unread import ChangedSentence, NewToRead

SIGN = "Δ"
"""Stands over the lane of the ruler in which sentences are that are new to read."""
_LINE = 2.0
"""Width of the line beside the words, in pixels."""
_DASH = 2.0
"""The length of a stroke of it, and of each gap, in widths of the line."""
_TOLD = 300
"""Code points of a sentence that are told at most."""
_MARKED = 120
"""Letters up to which the words that differ are told for themselves."""
_CUT = 3
"""How many sentences that were cut are told in a tool tip."""
_NOBODY = "Nobody has looked at it yet."


class NewSentences(QObject):
    """Marks the sentences in view that are new to read, at a cost that follows their number."""

    def __init__(self, view: ArticleView, theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme
        self._found: NewToRead | None = None
        view.add_underlay(self._paint)
        view.describe_sentence = self._describe

    def show(self, found: NewToRead | None) -> None:
        """Mark the sentences that are new to read, or none."""
        if found != self._found:
            self._found = found
            self._view.viewport().update()

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self._theme = theme

    def marked_in(self, stretch: Span) -> list[Span]:
        """Return the marked sentences that touch a stretch, in text order."""
        return [one.span for one in self._found.touching(stretch)] if self._found else []

    def _describe(self, position: int) -> TipWords:
        sentence = self._found.unread_at(position) if self._found else None
        if self._found is None or sentence is None:
            return TipWords("")
        return tip_words(sentence, self._found.checked.named)

    def _paint(self, painter: QPainter, block: QTextBlock) -> None:
        if self._found is None or not self._found.unread:
            return
        pen = QPen(self._theme.accent, _LINE, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([_DASH, _DASH])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        for span in self.marked_in(self._view.stretch_of(block)):
            boxes = self._view.boxes(block, span)
            if boxes:
                x = _LINE / 2
                painter.drawLine(QLineF(x, boxes[0].top(), x, boxes[-1].bottom()))


def tip_words(sentence: ChangedSentence, checked: str) -> TipWords:
    """Return the words told of a sentence under the mouse, with the differences marked.

    Args:
        sentence: The sentence.
        checked: The version that was checked, as “version 2”.
    """
    if sentence.is_new:
        return TipWords(f"New since {checked}. {_NOBODY}")
    found = compare_words(_in_line(sentence.before), _in_line(sentence.now))
    head = f"Changed since {checked}. {_NOBODY}\nIt read: “"
    between = "”\nNow: “"
    former, present = (within_quotation(each.words) for each in (found.before, found.now))
    words = f"{head}{former}{between}{present}”"
    start, then = len(head), len(head) + len(former) + len(between)
    return TipWords(words, _moved(found.before, start), _moved(found.now, then))


def arrival_words(sentence: ChangedSentence, checked: str) -> str:
    """Return the words told of a sentence when a key has led to it.

    Args:
        sentence: The sentence.
        checked: The version that was checked, as “version 2”.
    """
    if sentence.is_new:
        return f"New since {checked}."
    before = _in_line(sentence.before)
    found = compare_words(before, _in_line(sentence.now))
    sides = (("gone", found.before.marked), ("new", found.now.marked))
    told = ", ".join(f"{what} {', '.join(map(quoted, words))}" for what, words in sides if words)
    which = f" ({told})" if 0 < len(told) <= _MARKED else ""
    return f"Changed since {checked}{which}. It read: {quoted(excerpt(before, _TOLD))}"


def overview_words(found: NewToRead) -> str:
    """Return the changes since the check in words, for the tool tip over the count."""
    cut = [quoted(excerpt(_in_line(one.words), _TOLD)) for one in found.changes.cut[:_CUT]]
    more = len(found.changes.cut) - _CUT
    rest = [f"{count_of(more, 'more sentence')} cut."] * (more > 0)
    way = ["Click to go to the next sentence to read."] * bool(found.unread)
    return "\n".join([found.told, *(f"Cut: {words}" for words in cut), *rest, *way])


def none_words(found: NewToRead | None) -> str:
    """Return why there is no sentence that is new to read."""
    if found is None:
        return "No earlier version of this article was checked, so nothing is new since."
    if not found.changes.changed:
        return f"Nothing to read: no sentence changed or is new since {found.checked.named}."
    return f"Every sentence that changed or is new since {found.checked.named} has been read."


def _in_line(words: str) -> str:
    return " ".join(words.split())


def _moved(text: ComparedText, by: int) -> tuple[Span, ...]:
    return tuple(Span(mark.start + by, mark.end + by) for mark in text.marks)
