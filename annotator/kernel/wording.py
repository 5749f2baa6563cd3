"""Days, moments, numbers with their nouns, and quotations in words, written alike everywhere.

Moments are shown by the clocks of this computer; kept times are in UTC.
"""

import re
from datetime import UTC, date, datetime

from annotator.kernel.moments import read_moment


def count_of(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun, as “1 claim” and “2,000 claims”.

    Args:
        number: The count.
        one: The noun in the singular.
        many: The noun in the plural; the singular with an “s” if it is empty.
    """
    return f"{number:,} {form_for(number, one, many or f'{one}s')}"


def form_for(number: int, one: str, many: str) -> str:
    """Return the singular for the number 1, and the plural for every other."""
    return one if number == 1 else many


def size_of(number: int) -> str:
    """Return a number of bytes as people say it, as “1 byte”, “12 kB” and “3.4 MB”."""
    if number < 1000:
        return count_of(number, "byte")
    return f"{number / 1e3:.0f} kB" if number < 1e6 else f"{number / 1e6:.1f} MB"


_SINGLE = str.maketrans({"“": "‘", "”": "’", "„": "‚", "«": "‹", "»": "›"})
_OPENS = re.compile(r'(^|[\s(\[‘—–-])"')


def quoted(words: str) -> str:
    """Return words in double quotation marks, with single marks for the quotations within them.

    It is for words that are shown and reported; kept and copied words stay to the letter.
    """
    return f"“{within_quotation(words)}”"


def within_quotation(words: str) -> str:
    """Return words as they stand between double quotation marks, each sign for a sign."""
    return _OPENS.sub(r"\1‘", words.translate(_SINGLE)).replace('"', "’")


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day_in_words(day: date | str) -> str:
    """Return a day as “2 March 2025”, that of a moment too; a text that is no ISO date stays."""
    if isinstance(day, str):
        try:
            day = datetime.fromisoformat(day)
        except ValueError:
            return str(day)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def local_day(at: datetime | str) -> str:
    """Return the day of a moment here, as “2 March 2025”; a text that is no time stays."""
    found = read_moment(at)
    return day_in_words(found.date()) if found else str(at)


def local_moment(at: datetime | str) -> str:
    """Return a moment by the clocks here, as “2 March 2025, 14:05”; other texts stay."""
    found = read_moment(at)
    return _to_the_minute(found) if found else str(at)


def utc_moment(at: str) -> str:
    """Return a moment as “2 March 2025, 13:05 UTC”, for words that leave this computer."""
    found = read_moment(at, UTC)
    return f"{_to_the_minute(found)} UTC" if found else at


def _to_the_minute(moment: datetime) -> str:
    return f"{day_in_words(moment.date())}, {moment.hour:02}:{moment.minute:02}"
