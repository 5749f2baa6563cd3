"""Spelling in the window: which fields, in which language, and the words one has added."""

from collections.abc import Callable

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from annotator.app.preferences import Preferences
from annotator.app.session.session import Session
from annotator.app.theme.theme import Theme
from annotator.app.widgets.fields import WordsField
from annotator.app.widgets.plain_text import literal
from annotator.spelling.service import FoundDictionary, fitting_dictionary
from annotator.spelling.ui.checker import SpellChecker
from annotator.spelling.ui.underliner import Underliner

NO_DICTIONARY = (
    "There is no dictionary on this computer. Install one with your system – a package such as "
    "hunspell-en-us, or LibreOffice with its dictionaries – and start Annotator again."
)
_NONE = "No dictionary was found"


class LanguageMenu(QMenu):
    """The dictionaries that were found, and the one that follows the article."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("S&pelling language", parent)
        self._group = QActionGroup(self)
        self.addAction("Looking for dictionaries…").setEnabled(False)

    def show_dictionaries(
        self, found: tuple[FoundDictionary, ...], chosen: str, used: FoundDictionary | None
    ) -> None:
        """Show these dictionaries, the one chosen by its name, and which one is used now."""
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
    """Has each field looked after in which somebody has begun to write.

    The system's dictionaries are looked for when that is the first time so. ``told`` and ``warned``
    come with a sentence.
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
        """Look nothing up any more."""
        self.checker.close()

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if not isinstance(now, WordsField) or now.is_quoted:
            return
        if not self._preferences.checks_spelling:
            return
        self._look()
        if now.findChild(Underliner) is None:
            Underliner(now, self.checker, self._colour)

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
        language = article.metadata.language if article else ""
        # the window itself speaks English
        tags = (chosen, language, QLocale.system().name(), "en")
        fitting = fitting_dictionary(self._found, tags)
        self.checker.use(fitting if self._preferences.checks_spelling else None)
        self.menu.show_dictionaries(self._found, chosen, fitting)

    def _keep_own(self, words: list[str]) -> None:
        self._preferences.own_words = words
