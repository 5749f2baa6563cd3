"""A field for a day, written as one writes days here; what is understood stands beside it."""

from datetime import date

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from annotator.ui.local_days import in_words, read_day
from annotator.ui.plain_text import Label
from annotator.ui.scale import Space, bare


class DayField(QLineEdit):
    """A line for a day; ``meaning`` says which one is understood, and what else it may be.

    With ``partial`` a month or a year is enough.
    """

    def __init__(self, name: str, day: str = "", *, partial: bool = False) -> None:
        super().__init__()
        self._partial = partial
        self._shown = day
        self.setAccessibleName(name)
        self.setPlaceholderText("Such as " + in_words(date.today().isoformat()))
        self.meaning = Label()
        self.meaning.setObjectName("muted")
        self.textChanged.connect(self._tell)
        self.setText(day)

    def day(self) -> str:
        """The day in ISO form; words that mean none, or that nobody touched, as they stand."""
        words = self.text().strip()
        found = None if words == self._shown else read_day(words, QLocale(), date.today())
        return found.iso if found and self._takes(found.iso) else words

    def row(self) -> QWidget:
        """The field with what is understood beside it."""
        whole = QWidget()
        layout = QHBoxLayout(whole)
        bare(layout, Space.SMALL)
        layout.addWidget(self, 1)
        layout.addWidget(self.meaning)
        return whole

    def _takes(self, iso: str) -> bool:
        return self._partial or iso.count("-") == 2

    def _tell(self, words: str) -> None:
        found = read_day(words, QLocale(), date.today())
        told = ""
        if found and self._takes(found.iso):
            told = in_words(found.iso)
            if found.other:
                told += f" – or {in_words(found.other)}: write {found.other}"
        self.meaning.setText(told)
        self.setAccessibleDescription(told)
