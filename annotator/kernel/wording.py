"""Days and moments in words, by the clocks of this computer; kept times are in UTC."""

from datetime import UTC, date, datetime

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day_in_words(day: date | str) -> str:
    """Return a day as “2 March 2025”; what is no ISO date stays as it is written."""
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day)
        except ValueError:
            return str(day)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def local_day(at: datetime | str) -> str:
    """Return the day of a moment here, as “2 March 2025”; what is no time stays as it is."""
    found = _here(at)
    return day_in_words(found.date()) if found else str(at)


def local_moment(at: datetime | str) -> str:
    """Return a moment by the clocks here, as “2 March 2025, 14:05”; what is none stays."""
    found = _here(at)
    return _to_the_minute(found) if found else str(at)


def utc_moment(at: str) -> str:
    """Return a moment as “2 March 2025, 13:05 UTC”, for words that leave this computer."""
    found = _here(at)
    return f"{_to_the_minute(found.astimezone(UTC))} UTC" if found else at


def _to_the_minute(moment: datetime) -> str:
    return f"{day_in_words(moment.date())}, {moment.hour:02}:{moment.minute:02}"


def _here(at: datetime | str) -> datetime | None:
    try:
        moment = at if isinstance(at, datetime) else datetime.fromisoformat(at)
        return moment.astimezone()
    except (ValueError, OverflowError, OSError):
        return None  # what stands in a file is shown as it is
