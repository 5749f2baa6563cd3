"""Fields for a day, written as one writes days here; what is understood stands beside them."""

from datetime import date

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from annotator.app.theme.scale import Space, bare, letters
from annotator.app.widgets.day_field import in_words, read_day
from annotator.app.widgets.plain_text import Label


class DayMeaning(Label):
    """Says which day a line is understood to mean, and what else it may be.

    A day in ISO form says so itself. With ``partial`` a month or a year is enough.
    """

    def __init__(self, line: QLineEdit, *, partial: bool) -> None:
        super().__init__()
        self._line, self._partial = line, partial
        self.setObjectName("muted")
        line.setPlaceholderText("Such as " + in_words(date.today().isoformat()))
        line.textChanged.connect(self._tell)
        self._tell()

    def stand_below(self) -> None:
        """Take as many lines as a narrow pane makes of it."""
        self.setWordWrap(True)
        self.setMinimumWidth(1)

    def day(self) -> str:
        """Return the day in ISO form, or the words as they stand if they mean none."""
        words = self._line.text().strip()
        found = read_day(words, QLocale(), date.today())
        return found.iso if found and self._takes(found.iso) else words

    def _takes(self, iso: str) -> bool:
        return self._partial or iso.count("-") == 2

    def _tell(self) -> None:
        words = self._line.text().strip()
        found = read_day(words, QLocale(), date.today())
        told = ""
        if found and self._takes(found.iso) and found.iso != words:
            told = in_words(found.iso)
            if found.other:
                told += f" – or {in_words(found.other)}: write {found.other}"
        self.setText(told)
        self.setContentsMargins(Space.SMALL if told and not self.wordWrap() else 0, 0, 0, 0)
        # a form of short lines has no room for one that says nothing
        self.setVisible(bool(told) and self.parentWidget() is not None)
        self._line.setAccessibleDescription(told)


class DayField(QLineEdit):
    """A line for a day; ``meaning`` says which one is understood."""

    def __init__(self, name: str, day: str = "", *, partial: bool = False) -> None:
        super().__init__()
        self._shown = day
        self.setAccessibleName(name)
        self.meaning = DayMeaning(self, partial=partial)
        self.show_day(day)

    def show_day(self, day: str) -> None:
        """Show a day that is kept; nothing becomes of it unless somebody types."""
        self._shown = day
        self.setText(day)

    def day(self) -> str:
        """The day in ISO form; words that mean none, or that nobody touched, as they stand."""
        words = self.text().strip()
        return words if words == self._shown else self.meaning.day()

    def row(self) -> QWidget:
        """The field with what is understood beside it."""
        example = self.fontMetrics().horizontalAdvance(self.placeholderText())
        self.setMinimumWidth(example + letters(5))
        whole = QWidget()
        layout = QHBoxLayout(whole)
        bare(layout)
        layout.addWidget(self, 1)
        layout.addWidget(self.meaning)
        return whole
