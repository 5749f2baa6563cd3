"""Fields for a day, written as people write days here, with the understood day beside them.

A day may be “3 Nov 2026”, “3.11.2026”, “11/3/2026” or “November 2026”.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from annotator.app.theme.scale import Space, clear_margins, letters
from annotator.app.widgets.plain_text import Label

_NAMED = {"today": 0, "yesterday": -1, "tomorrow": 1}
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class ReadDay:
    """A day, a month or a year in ISO form, and how else the same words can be read."""

    iso: str
    other: str = ""


def read_day(words: str, locale: QLocale, today: date) -> ReadDay | None:
    """Return the day that words mean; ``None`` where they mean none, or a day that never was."""
    folded = words.strip().casefold()
    if folded in _NAMED:
        return ReadDay((today + timedelta(_NAMED[folded])).isoformat())
    numbers = [int(found) for found in re.findall(r"\d+", folded)]
    month = _named_month(folded, locale)
    if month:
        found = [*_with_month(numbers, month)]
    elif re.search(r"[^\W\d年月日]", folded):
        return None  # words that are no month
    else:
        found = [*_in_figures(numbers, folded, day_first=_is_day_first(locale))]
    readings = [iso for iso in dict.fromkeys(found) if iso]
    return ReadDay(readings[0], *readings[1:2]) if readings else None


def in_words(iso: str) -> str:
    """Return a day, a month or a year, written out in the words of the window."""
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 1:
        return iso
    month = QLocale(QLocale.Language.English).standaloneMonthName(parts[1])
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{parts[2]} {month} {parts[0]}"


def _named_month(folded: str, locale: QLocale) -> int:
    """Return the month that is named in words, by its whole or its short name; 0 if none is."""
    spoken = {word for word in re.findall(r"[^\W\d_]+", folded) if len(word) > 1}
    for one in (locale, QLocale(QLocale.Language.English)):
        for month in range(1, 13):
            if spoken & _names(one, month):
                return month
    return 0


def _names(locale: QLocale, month: int) -> set[str]:
    kinds = (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)
    written = [locale.monthName(month, kind) for kind in kinds]
    written += [locale.standaloneMonthName(month, kind) for kind in kinds]
    return {name.casefold().rstrip(".") for name in written if not name.isdigit()}


def _with_month(numbers: list[int], month: int) -> Iterator[str]:
    if len(numbers) == 1 and numbers[0] > 31:
        yield f"{numbers[0]:04}-{month:02}"
    elif len(numbers) == 2:
        day, year = numbers if numbers[0] <= 31 else reversed(numbers)
        yield _iso(year, month, day)


def _in_figures(numbers: list[int], folded: str, *, day_first: bool) -> Iterator[str]:
    if len(numbers) == 1 and len(folded) == 4:
        yield f"{numbers[0]:04}"
    elif len(numbers) == 2 and max(numbers) > 31:
        month, year = sorted(numbers)
        if 1 <= month <= 12:
            yield f"{year:04}-{month:02}"
    elif len(numbers) == 3 and numbers[0] > 31:
        yield _iso(*numbers)
    elif len(numbers) == 3:
        first, second, year = numbers
        if day_first or "." in folded:
            yield _iso(year, second, first)
        if "." not in folded:
            # with points the day comes first wherever they are used
            yield _iso(year, first, second)
            yield _iso(year, second, first)


def _is_day_first(locale: QLocale) -> bool:
    pattern = locale.dateFormat(QLocale.FormatType.ShortFormat)
    return pattern.find("d") < pattern.find("M")


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year + _CENTURY if year < 100 else year, month, day).isoformat()
    except ValueError:
        return ""


class DayMeaning(Label):
    """Says which day a line is understood to mean, and the other days it may mean.

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
    """A line for a day; ``meaning`` says which day is understood."""

    def __init__(self, name: str, day: str = "", *, partial: bool = False) -> None:
        super().__init__()
        self._shown = day
        self.setAccessibleName(name)
        self.meaning = DayMeaning(self, partial=partial)
        self.show_day(day)

    def show_day(self, day: str) -> None:
        """Show a day that is kept; it stays as it is unless the user types."""
        self._shown = day
        self.setText(day)

    def day(self) -> str:
        """Return the day in ISO form; words that mean none, or were left alone, as they stand."""
        words = self.text().strip()
        return words if words == self._shown else self.meaning.day()

    def row(self) -> QWidget:
        """Return the field with the understood day beside it."""
        example = self.fontMetrics().horizontalAdvance(self.placeholderText())
        self.setMinimumWidth(example + letters(5))
        whole = QWidget()
        layout = QHBoxLayout(whole)
        clear_margins(layout)
        layout.addWidget(self, 1)
        layout.addWidget(self.meaning)
        return whole
