"""Underlines the words in a field that are spelled wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QTextEdit

from annotator.app.widgets.fields import WordsField
from annotator.app.widgets.plain_text import literal
from annotator.app.widgets.timers import make_timer
from annotator.kernel.positions import Utf16Positions
from annotator.spelling.tokenization import words_to_check
from annotator.spelling.ui.checker import SpellChecker


@dataclass(frozen=True, slots=True)
class WordPosition:
    """A word in a field, from one UTF-16 unit of its document to another."""

    start: int
    end: int
    word: str


class WordMenu(QMenu):
    """What may have been meant by a word, one's own words, and what every field offers.

    Suggestions come in when they are found; the menu is there before.
    """

    def __init__(self, field: WordsField, checker: SpellChecker, place: WordPosition) -> None:
        super().__init__(field)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._field, self._place = field, place
        self._looking: QAction | None = None
        if checker.is_own(place.word):
            self._add_own("&Remove from my words", checker.forget)
        else:
            self._looking = self.addAction("Looking for suggestions…")
            self._looking.setEnabled(False)
            self.addSeparator()
            self._add_own("&Add to my words", checker.learn)
            checker.suggested.connect(self._show_suggestions)
            checker.suggest(place.word)
        self.addSeparator()
        usual = field.createStandardContextMenu()
        usual.setParent(self)
        self.addActions(usual.actions())

    def _add_own(self, words: str, act: Callable[[str], object]) -> None:
        self.addAction(words).triggered.connect(lambda _=False: act(self._place.word))

    def _show_suggestions(self, word: str, found: list[str]) -> None:
        if word != self._place.word or self._looking is None:
            return
        looking, self._looking = self._looking, None
        for suggestion in found:
            action = QAction(literal(suggestion), self)
            action.triggered.connect(lambda _=False, words=suggestion: self._replace(words))
            self.insertAction(looking, action)
        if found:
            self.removeAction(looking)
        else:
            looking.setText("No suggestions")

    def _replace(self, words: str) -> None:
        """Put a suggestion in the word's place, as one step of the field's."""
        cursor = QTextCursor(self._field.document())
        cursor.setPosition(self._place.start)
        cursor.setPosition(self._place.end, QTextCursor.MoveMode.KeepAnchor)
        if cursor.selectedText() == self._place.word:
            self._field.setFocus()
            cursor.insertText(words)


_REST = 300
"""Milliseconds without a key after which words are looked at."""
_AROUND = 200
"""UTF-16 units beside what is visible that are read, so that no word is cut short."""


class Underliner(QObject):
    """Watches one field: what is visible of it is looked at when the typing rests.

    The word that is being typed is left alone until the caret goes on from it.
    """

    def __init__(
        self, field: WordsField, checker: SpellChecker, colour: Callable[[], QColor]
    ) -> None:
        super().__init__(field)
        self._field, self._checker, self._colour = field, checker, colour
        self._typed_at = -1
        self._rest = make_timer(self, _REST, once=True)
        self._rest.timeout.connect(self.look)
        field.textChanged.connect(self._typed)
        field.cursorPositionChanged.connect(self._rest.start)
        field.verticalScrollBar().valueChanged.connect(self._wait)
        checker.learned.connect(self.look)
        field.installEventFilter(self)
        field.viewport().installEventFilter(self)
        self._rest.start()

    def look(self) -> None:
        """Underline what is known to be wrong of the visible words, and ask for the others."""
        if not self._field.isVisible():
            return
        places = list(self._visible_words()) if self._checker.dictionary is not None else []
        self._checker.ask({place.word for place in places})
        wrong = [p for p in places if self._checker.is_wrong(p.word) and not self._is_typed(p)]
        if wrong or self._field.extraSelections():
            self._field.setExtraSelections([self._underline(place) for place in wrong])

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.Show, QEvent.Type.Resize, QEvent.Type.FocusOut):
            self._rest.start()
        if kind is QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            return self._offer(event)
        return False

    def _typed(self) -> None:
        self._typed_at = self._field.textCursor().position()
        self._rest.start()

    def _wait(self, _value: int) -> None:
        self._rest.start()

    def _visible_words(self) -> Iterator[WordPosition]:
        field = self._field
        port = field.viewport().rect()
        first = field.cursorForPosition(port.topLeft()).position()
        last = field.cursorForPosition(port.bottomRight()).position()
        cursor = QTextCursor(field.document())
        start = max(0, first - _AROUND)
        cursor.setPosition(start)
        end = min(field.document().characterCount() - 1, last + _AROUND)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        text = cursor.selectedText()
        positions = Utf16Positions(text)
        for span in words_to_check(text):
            place = WordPosition(
                start + positions.to_utf16(span.start),
                start + positions.to_utf16(span.end),
                span.of(text),
            )
            if place.start < last and first < place.end:
                yield place

    def _is_typed(self, place: WordPosition) -> bool:
        """Whether the caret still stands where a word was just typed."""
        caret = self._field.textCursor().position()
        return self._field.hasFocus() and caret == self._typed_at == place.end

    def _underline(self, place: WordPosition) -> QTextEdit.ExtraSelection:
        found = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self._field.document())
        cursor.setPosition(place.start)
        cursor.setPosition(place.end, QTextCursor.MoveMode.KeepAnchor)
        line = QTextCharFormat()
        line.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        line.setUnderlineColor(self._colour())
        found.cursor, found.format = cursor, line
        return found

    def _offer(self, event: QContextMenuEvent) -> bool:
        """Offer what may have been meant by the word there; whether there was one to speak of."""
        field = self._field
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        cursor = field.cursorForPosition(event.pos()) if by_mouse else field.textCursor()
        below = field.viewport().mapToGlobal(field.cursorRect(cursor).bottomLeft() + QPoint(0, 2))
        for place in self._visible_words():
            if place.start <= cursor.position() <= place.end and self._is_spoken_of(place.word):
                WordMenu(field, self._checker, place).popup(
                    event.globalPos() if by_mouse else below
                )
                return True
        return False

    def _is_spoken_of(self, word: str) -> bool:
        return self._checker.is_wrong(word) or self._checker.is_own(word)
