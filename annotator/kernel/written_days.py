"""Days as people write them, read by rule; a day that could be two is never chosen between."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache


class DayOrder(Enum):
    """The order of day and month in a day of figures alone, such as 3/4/2026."""

    UNKNOWN = "unknown"
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day in ISO form, empty where the words mean none; or two days that they could mean."""

    iso: str = ""
    could_be: tuple[str, ...] = ()


_NO_DAY = WrittenDay()
_LONGEST = 60
"""Characters of words that are looked at for a day."""
_YEARS = range(1000, 3000)
_CENTURY = 2000
_TIME = re.compile(
    r"[T,\s]\s*\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:z|[ap]m|uhr|h)?$", re.I
)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\.?")
_FIGURES = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?:\s?(?:г|r)\.?)?")
_DAY_AND_NAME = re.compile(
    r"(\d{1,2})(?:\.|st|nd|rd|th|er|º|ª|o)?[\s-](?:of |de |d')?([^\W\d]+)\.?,?[\s-](?:de |del )?"
    r"(\d{4})(?:\s?г\.?)?"
)
_NAME_AND_DAY = re.compile(r"([^\W\d]+)\.?[\s-](\d{1,2})(?:st|nd|rd|th)?,?[\s-](\d{4})")
_MONTHS = (
    "jan january januar janvier enero ene gennaio gen janeiro januari января янв",
    "feb february februar fevrier fev fevr febrero febbraio fevereiro februari февраля фев февр",
    "mar march marz mrz mars marzo marco maart mrt марта мар",
    "apr april avril avr abril abr aprile апреля апр",
    "may mai mayo maggio mag maio mei мая",
    "jun june juni juin junio giugno giu junho июня июн",
    "jul july juli juillet juil julio luglio lug julho июля июл",
    "aug august aout agosto ago augustus августа авг",
    "sep sept september septembre septiembre settembre set setembro сентября сен сент",
    "oct october oktober okt octobre octubre ottobre ott outubro out октября окт",
    "nov november novembre noviembre novembro ноября ноя нояб",
    "dec december dezember dez decembre diciembre dic dicembre dezembro декабря дек",
)


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Return the number of each month by its names, as they are folded."""
    return {
        _folded(name): number
        for number, names in enumerate(_MONTHS, start=1)
        for name in names.split()
    }


def read_written_day(words: str, order: DayOrder = DayOrder.UNKNOWN) -> WrittenDay:
    """Return the day that words mean, in the figures and names of eight languages.

    A year that stands first, or a name of a month, leaves no doubt; full stops stand between day,
    month and year in this order wherever they are used. Slashes and hyphens do not tell the order:
    unless it is given, or only a single order makes a day, both days are told. A year of two
    figures is read only where the order is given.
    """
    plain = _folded(words)
    if not plain or len(plain) > _LONGEST:
        return _NO_DAY
    plain = _TIME.sub("", plain).strip()
    if found := _YEAR_FIRST.fullmatch(plain):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_AND_NAME.fullmatch(plain):
        return _day(int(found[3]), _months().get(found[2], 0), int(found[1]))
    if found := _NAME_AND_DAY.fullmatch(plain):
        return _day(int(found[3]), _months().get(found[1], 0), int(found[2]))
    if found := _FIGURES.fullmatch(plain):
        return _of_figures(found, order)
    return _NO_DAY


def _of_figures(found: re.Match[str], order: DayOrder) -> WrittenDay:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if len(found[4]) == 2:
        if order is DayOrder.UNKNOWN:
            return _NO_DAY
        year += _CENTURY
    if order is DayOrder.UNKNOWN and found[2] == ".":
        order = DayOrder.DAY_FIRST
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if order is DayOrder.DAY_FIRST:
        return day_first
    if order is DayOrder.MONTH_FIRST:
        return month_first
    days = tuple(dict.fromkeys(filter(None, (day_first.iso, month_first.iso))))
    return WrittenDay(days[0]) if len(days) == 1 else WrittenDay(could_be=days)


def _day(year: int, month: int, day: int) -> WrittenDay:
    try:
        return WrittenDay(date(year, month, day).isoformat()) if year in _YEARS else _NO_DAY
    except ValueError:
        return _NO_DAY


def _folded(words: str) -> str:
    parted = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(sign for sign in parted if not unicodedata.combining(sign))
    return " ".join(plain.replace("’", "'").split())
