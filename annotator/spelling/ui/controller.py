"""Spelling in the window: the fields, the menu of languages, and the words a person has added.

Misspelled words are underlined, with a menu on each.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QLocale, QObject, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QColor,
    QContextMenuEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QMenu, QTextEdit, QWidget

from annotator.app.preferences import Preferences
from annotator.app.session.session import Session
from annotator.app.theme.theme import Theme
from annotator.app.widgets.fields import WordsField
from annotator.app.widgets.plain_text import literal
from annotator.app.widgets.timers import make_timer
from annotator.articles import service as articles
from annotator.kernel.positions import Utf16Positions
from annotator.spelling.service import FoundDictionary, fitting_dictionary, words_to_check
from annotator.spelling.ui.checker import SpellChecker


@dataclass(frozen=True, slots=True)
class WordPosition:
    """A word in a field, from a UTF-16 unit of its document to another."""

    start: int
    end: int
    word: str


class WordMenu(QMenu):
    """The suggestions for a word, acts on the user's own words, and the entries of every field.

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
        """Put a suggestion in the word's place, as a single step of the field's."""
        cursor = QTextCursor(self._field.document())
        cursor.setPosition(self._place.start)
        cursor.setPosition(self._place.end, QTextCursor.MoveMode.KeepAnchor)
        if cursor.selectedText() == self._place.word:
            self._field.setFocus()
            cursor.insertText(words)


_REST = 300
"""Milliseconds without a key after which words are looked at."""
_AROUND = 200
"""UTF-16 units beside the visible text that are read, so that no word is cut short."""


class Underliner(QObject):
    """Watches a single field: it looks at the visible text when the typing rests.

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
        """Underline the visible words known to be wrong, and ask for the unknown words."""
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
        """Return whether the caret still stands where a word was just typed."""
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
        """Open the menu for a misspelled or own word there, and return whether it was opened."""
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


NO_DICTIONARY = (
    "There is no dictionary on this computer. Install one with your system – a package such as "
    "hunspell-en-us, or LibreOffice with its dictionaries – and start Annotator again."
)
_NONE = "No dictionary was found"


class LanguageMenu(QMenu):
    """The dictionaries that were found, and the choice that follows the article."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("S&pelling language", parent)
        self._group = QActionGroup(self)
        self.addAction("Looking for dictionaries…").setEnabled(False)

    def show_dictionaries(
        self, found: tuple[FoundDictionary, ...], chosen: str, used: FoundDictionary | None
    ) -> None:
        """Show these dictionaries, the user's choice by its name, and the dictionary used now."""
        self.clear()
        if not found:
            self.addAction(_NONE).setEnabled(False)
            return
        now = f" (now {language_words(used.name)})" if used and not chosen else ""
        self._add("", f"As the article{now}", chosen)
        self.addSeparator()
        for one in found:
            self._add(one.name, language_words(one.name), chosen)

    def _add(self, name: str, words: str, chosen: str) -> None:
        action = self.addAction(literal(words))
        action.setCheckable(True)
        action.setChecked(name == chosen)
        self._group.addAction(action)
        action.triggered.connect(lambda _=False: self.chosen.emit(name))


def language_words(name: str) -> str:
    """Return a dictionary's language in words: “English, United Kingdom (en_GB)”."""
    locale = QLocale(name)
    if locale.language() is QLocale.Language.C:
        return name
    parts = [QLocale.languageToString(locale.language())]
    if "_" in name:
        parts.append(QLocale.territoryToString(locale.territory()))
    return f"{', '.join(parts)} ({name})"


class SpellingController(QObject):
    """Has each field looked after in which the user has begun to write.

    The search for the system's dictionaries begins with the first of the fields. ``told`` and
    ``warned`` come with a sentence.
    """

    told = Signal(str)
    warned = Signal(str)

    def __init__(
        self,
        session: Session,
        preferences: Preferences,
        theme: Callable[[], Theme],
        switch: QAction,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session, self._preferences, self._theme = session, preferences, theme
        self._switch = switch
        self._found: tuple[FoundDictionary, ...] | None = None
        self._looks = self._asks = False
        self.checker = SpellChecker(self)
        self.checker.take_own(preferences.own_words)
        self.checker.own_changed.connect(self._keep_own)
        self.checker.failed.connect(self.warned)
        self.menu = LanguageMenu(window)
        self.menu.chosen.connect(self._choose)
        self.menu.aboutToShow.connect(self._look)
        switch.setChecked(preferences.checks_spelling)
        session.article_chosen.connect(self._follow_article)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    def switch(self) -> None:
        """Check spelling, or no longer."""
        on = self._switch.isChecked()
        self._preferences.checks_spelling = on
        self._asks = on
        if on:
            self._look()
        self._use_fitting()

    def show_theme(self, _theme: Theme) -> None:
        """Underline in the colour of another theme."""
        self.checker.learned.emit()

    def close(self) -> None:
        """Look up no more words."""
        self.checker.close()

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if not isinstance(now, WordsField) or now.is_quoted or not self._is_ours(now):
            return
        if not self._preferences.checks_spelling:
            return
        self._look()
        if now.findChild(Underliner) is None:
            Underliner(now, self.checker, self._colour)

    def _is_ours(self, field: QWidget) -> bool:
        """Return whether a field belongs to this window or to one of its dialogs."""
        parent: QWidget | None = field
        while parent is not None and parent is not self._window:
            parent = parent.parentWidget()
        return parent is not None

    def _colour(self) -> QColor:
        return QColor(self._theme().colours.error)

    def _look(self) -> None:
        """Look for dictionaries, unless that was done; they are shown when they are found."""
        if self._found is not None:
            self._show_found(self._found)
        elif not self._looks:
            self._looks = True
            self.checker.find_dictionaries(self._show_found)

    def _show_found(self, found: tuple[FoundDictionary, ...]) -> None:
        self._looks, self._found = False, found
        if self._asks and not found:
            self.told.emit(NO_DICTIONARY)
        self._asks = False
        self._use_fitting()

    def _choose(self, name: str) -> None:
        self._preferences.spelling_language = name
        self._use_fitting()

    def _follow_article(self, _article: object) -> None:
        self._use_fitting()

    def _use_fitting(self) -> None:
        """Use the dictionary that was chosen, or else the article's, or the interface's."""
        if self._found is None:
            return
        article, chosen = self._session.article, self._preferences.spelling_language
        language = articles.language(self._session.project, article) if article else ""
        # the window itself speaks English
        tags = (chosen, language, QLocale.system().name(), "en")
        fitting = fitting_dictionary(self._found, tags)
        self.checker.use(fitting if self._preferences.checks_spelling else None)
        self.menu.show_dictionaries(self._found, chosen, fitting)

    def _keep_own(self, words: list[str]) -> None:
        self._preferences.own_words = words
