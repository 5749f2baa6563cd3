"""The menu in which one chooses in which language spelling is checked."""

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from annotator.app.widgets.plain_text import literal
from annotator.spelling.service import FoundDictionary

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
