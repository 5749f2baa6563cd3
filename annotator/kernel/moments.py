"""Moments are kept in UTC; the day of a moment is the day on the clock of its reader.

Everywhere the day is taken here. A zone of ``None`` is the zone of this computer.
"""

from datetime import UTC, date, datetime, time, tzinfo


def read_moment(at: datetime | str, zone: tzinfo | None = None) -> datetime | None:
    """Return a moment by the clock of a zone; ``None`` for a text that is no moment."""
    try:
        moment = at if isinstance(at, datetime) else datetime.fromisoformat(at)
        return moment.astimezone(zone)
    except (ValueError, OverflowError, OSError):
        return None


def day_of(at: datetime | str, zone: tzinfo | None = None) -> str:
    """Return the day of a moment as an ISO date; a text that is no moment stays as it is."""
    found = read_moment(at, zone)
    return found.date().isoformat() if found else str(at)


def kept_moment(moment: datetime) -> str:
    """Return a moment as it is kept: ISO 8601, in UTC, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def offset_on(day: date, zone: tzinfo | None = None) -> str:
    """Return the distance of a zone from UTC on a day, as “UTC+01:00”; empty if it has none."""
    noon = datetime.combine(day, time(12), zone)
    try:
        offset = f"{noon.astimezone(zone):%z}"
    except (ValueError, OverflowError, OSError):
        return ""
    return f"UTC{offset[:3]}:{offset[3:5]}"
