"""Days as ISO 8601 has them: 2026-03-31."""

from datetime import date

from annotator.kernel.errors import InvalidValue


def check_day(field: str, day: str) -> str:
    """Return the day itself, empty or an ISO date.

    Raises:
        InvalidValue: any other day, which could not be put in order.
    """
    if day:
        try:
            date.fromisoformat(day)
        except ValueError as error:
            raise InvalidValue(field, "write the day as 2026-03-31") from error
        if len(day) != len("2026-03-31"):
            raise InvalidValue(field, "write the day as 2026-03-31")
    return day
