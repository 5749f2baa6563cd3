"""A list of languages by their names here and at home; what is kept is the language's code."""

from functools import cache

from PySide6.QtCore import QLocale, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter

from annotator.app.widgets.fields import ChoiceBox


class LanguageBox(ChoiceBox):
    """Chooses a language; typing any part of its name or its code finds it.

    A code that stands there already, and is none of the list, stays until another is chosen.
    """

    def __init__(self, name: str, code: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setEditable(True)
        self.setInsertPolicy(LanguageBox.InsertPolicy.NoInsert)
        # measuring every name would take longer than one likes to wait for a dialog
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._codes = ["", *(known for known, _ in languages())]
        # added one by one, hundreds of entries keep a dialog waiting
        self.setModel(QStringListModel(["", *(words for _, words in languages())], self))
        completer = QCompleter(self.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        line = self.lineEdit()
        if line is not None:
            line.setPlaceholderText("Type a language to find it")
            line.setAccessibleName(name)
        self._kept = code
        self.show_code(code)

    def show_code(self, code: str) -> None:
        """Show the language of a code, or the code itself where the list has no such language."""
        place = self._codes.index(code) if code in self._codes else -1
        self.setCurrentIndex(place)
        if place < 0:
            self.setEditText(code)

    def code(self) -> str | None:
        """The code of the language; ``None`` where what is typed is none of the list."""
        words = self.currentText().strip()
        if words in ("", self._kept):
            return words
        folded = words.casefold()
        for known, entry in languages():
            if folded in (known.casefold(), *_parts(entry)):
                return known
        return None


def _parts(words: str) -> set[str]:
    """The whole words of an entry, and each name in it."""
    names = words.casefold().rpartition(" (")[0]
    return {words.casefold(), *names.split(" – ")}


@cache
def languages() -> tuple[tuple[str, str], ...]:
    """The code of every language that Qt knows, and its names: “German – Deutsch (de)”."""
    found = {}
    for language in QLocale.Language:
        code = QLocale.languageToCode(language)
        if code and language not in (QLocale.Language.C, QLocale.Language.AnyLanguage):
            here = QLocale.languageToString(language)
            home = QLocale(language).nativeLanguageName()
            names = here if not home or here in home else f"{here} – {home}"
            found[code] = f"{names} ({code})"
    return tuple(sorted(found.items(), key=lambda pair: pair[1].casefold()))
