"""Values out of other programs' JSON, which may be of any type at any place."""

import json
from collections.abc import Iterator
from typing import Any

from annotator.exchange.formats.collector import UnreadableRecordError
from annotator.kernel.canonical_text import check_usable
from annotator.kernel.errors import DamagedFile, TooDeep

_LONGEST = 15
"""Digits of an offset; no text is so long."""

Record = dict[str, Any]


def parse_json(text: str, name: str) -> Any:
    """Return the JSON value in a text.

    Raises:
        DamagedFile: it is no JSON.
        TooDeep: it is nested deeper than any reader can follow.
    """
    try:
        return json.loads(text)
    except RecursionError as error:
        raise TooDeep(name) from error
    except ValueError as error:
        raise DamagedFile(name) from error


def as_list(value: object) -> list[Any]:
    """Return a list unchanged, ``None`` as an empty list, and any other value in a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def records(value: object) -> list[Record]:
    """Return the records in a list, or the record that stands where a list could."""
    return [one for one in as_list(value) if isinstance(one, dict)]


def words(value: object) -> str:
    """Return a text or number as text, and any other value as an empty text.

    Raises:
        UnusableCharacters: it holds a character that no text holds.
    """
    if isinstance(value, str):
        return check_usable(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return ""


def all_words(value: object) -> Iterator[str]:
    """Return every text in a list that is not empty, or the text in place of a list."""
    return (text for one in as_list(value) if (text := words(one).strip()))


def first_words(record: Record, *keys: str) -> str:
    """Return the first of several fields that is not empty."""
    return next((text for key in keys if (text := words(record.get(key)))), "")


def offset(value: object) -> int:
    """A number that counts from 0.

    Raises:
        UnreadableRecordError: it is none.
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str) and value.isdecimal() and len(value) <= _LONGEST:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise UnreadableRecordError("Its start or end is not a number from 0 on.")
    return value


def offsets(start: object, end: object) -> tuple[int, int]:
    """Return a pair of offsets, in the file's own unit.

    Raises:
        UnreadableRecordError: an offset is no number, or they are turned round.
    """
    pair = offset(start), offset(end)
    if pair[0] > pair[1]:
        raise UnreadableRecordError("It ends before it starts.")
    return pair
