"""The menu on a word that is spelled wrong, or that somebody has called right."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtWidgets import QMenu

from annotator.app.widgets.fields import WordsField
from annotator.app.widgets.plain_text import literal
from annotator.spelling.ui.checker import SpellChecker


@dataclass(frozen=True, slots=True)
class Place:
    """A word in a field, from one UTF-16 unit of its document to another."""

    start: int
    end: int
    word: str


class WordMenu(QMenu):
    """What may have been meant by a word, one's own words, and what every field offers.

    Suggestions come in when they are found; the menu is there before.
    """

    def __init__(self, field: WordsField, checker: SpellChecker, place: Place) -> None:
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
