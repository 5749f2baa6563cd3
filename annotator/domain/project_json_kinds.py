"""The kinds of value in a project's JSON: how each is said there, and how it is read back.

A reader is strict: it takes nothing that a project could not hold. What it refuses it says in
words that go on behind the name of the field: “is no number from 1 on”.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from annotator.domain.errors import AnnotatorError
from annotator.domain.planning import check_day
from annotator.domain.text import check_usable

LARGEST = 2**31 - 1
"""The largest number and position there is."""
_LARGEST_SIZE = 2**53 - 1
"""Bytes; no program that reads JSON rounds a number up to this one."""
_ID = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,98}[\x21-\x7e])?")
_SHA256 = re.compile("[0-9a-f]{64}")
_DIGEST = re.compile("[0-9a-f]{16}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", re.ASCII)


class Refused(ValueError):
    """A value that no project holds, in words that follow the name of its field."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How the value of a column is said in JSON, and how it is read from there.

    ``read`` raises ``Refused``.
    """

    say: Callable[[Any], object]
    read: Callable[[object], object]


def _as_it_is(value: object) -> object:
    return value


def _matching(pattern: re.Pattern[str], what: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if not isinstance(value, str) or pattern.fullmatch(value) is None:
            raise Refused(f"is no {what}")
        return value

    return read


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Refused("is no text")
    try:
        return check_usable(value)
    except AnnotatorError as error:
        raise Refused("holds a character that is no text") from error


def _day(value: object) -> str:
    try:
        return check_day("Day", _text(value))
    except AnnotatorError as error:
        raise Refused("is no day such as 2026-03-31, and not empty") from error


def _moment(value: object) -> str:
    found = _matching(_MOMENT, "time such as 2026-03-31T09:00:00.000Z")(value)
    try:
        datetime.fromisoformat(found)
    except ValueError as error:
        raise Refused("is a time that there never was") from error
    return found


def _whole_number(least: int, most: int = LARGEST) -> Callable[[object], int]:
    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise Refused(f"is no number from {least} on")
        return value

    return read


def _flag(value: object) -> int:
    if not isinstance(value, bool):
        raise Refused("is neither true nor false")
    return int(value)


def _digests(value: object) -> str:
    if not isinstance(value, dict):
        raise Refused("is no object of digests by the ids of tags")
    for name, digest in value.items():
        ID.read(name)
        _matching(_DIGEST, "digest of a tag")(digest)
    return json.dumps(dict(sorted(value.items())), separators=(",", ":"))


TEXT = Kind(_as_it_is, _text)
ID = Kind(_as_it_is, _matching(_ID, "id"))
SHA256 = Kind(_as_it_is, _matching(_SHA256, "SHA-256"))
DIGEST = Kind(_as_it_is, _matching(_DIGEST, "digest"))
MOMENT = Kind(_as_it_is, _moment)
DAY = Kind(_as_it_is, _day)
NUMBER = Kind(_as_it_is, _whole_number(1))
POSITION = Kind(_as_it_is, _whole_number(0))
SIZE = Kind(_as_it_is, _whole_number(0, _LARGEST_SIZE))
FLAG = Kind(bool, _flag)
DIGESTS = Kind(json.loads, _digests)
"""By the id of each tag the digest of what it said."""


def word(words: type[StrEnum]) -> Kind:
    """One of a list of words."""
    known = {each.value for each in words}

    def read(value: object) -> str:
        if not isinstance(value, str) or value not in known:
            raise Refused(f"is none of {', '.join(words)}")
        return value

    return Kind(_as_it_is, read)


def or_null(kind: Kind, blank: object = None) -> Kind:
    """A value, or null for the ``blank`` that its column holds where there is none."""

    def say(value: object) -> object:
        return None if value == blank else kind.say(value)

    def read(value: object) -> object:
        return blank if value is None else kind.read(value)

    return Kind(say, read)


def words(known: Iterable[str]) -> Kind:
    """Some of a list of words, each at most once."""
    allowed = [*known]

    def read(value: object) -> str:
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise Refused("is no list of words")
        if len({*value}) < len(value) or not {*value} <= {*allowed}:
            raise Refused(f"is no list of some of {', '.join(allowed)}")
        return " ".join(value)

    return Kind(str.split, read)


def ordinal(steps: type[StrEnum]) -> Kind:
    """One of a list of words of which the column holds the place."""
    order = [each.value for each in steps]
    found = word(steps)
    return Kind(lambda value: order[value], lambda value: order.index(str(found.read(value))))
