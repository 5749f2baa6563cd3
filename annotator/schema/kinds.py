"""The kinds of value in a project: the form of each in a column and in a project's JSON.

A reader is strict: it refuses each value that a project could not hold, in words that follow the
name of the field: “is not a number from 1 on”. The columns of ``tables`` have the same kinds, so
that a project file from another person meets the same checks as a project's JSON.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from annotator.kernel.canonical_text import check_usable
from annotator.kernel.day_validation import check_day
from annotator.kernel.errors import AnnotatorError

LARGEST = 2**31 - 1
"""The largest number and position."""
LARGEST_SIZE = 2**53 - 1
"""Bytes; every program that reads JSON keeps a number up to this size exactly."""
_ID = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,98}[\x21-\x7e])?")
_SHA256 = re.compile("[0-9a-f]{64}")
_DIGEST = re.compile("[0-9a-f]{16}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", re.ASCII)

# How values look in a row as JSON. A pattern may miss what its kind takes, and never the reverse.
_ANY_TEXT = r'"[^"\\\x00-\x1f]*(?:\\["\\bfnrt][^"\\\x00-\x1f]*)*"'
_PLAIN = r"\x21\x23-\x5b\x5d-\x7e"
_ANY_ID = rf'"[{_PLAIN}](?:[ {_PLAIN}]{{0,98}}[{_PLAIN}])?"'
_ANY_DAY = (
    "[12][0-9]{3}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
    "|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
)
_ANY_TIME = r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z"
_FROM_ONE = "[1-9][0-9]{0,8}"
_ANY_POSITION = f"(?:0|{_FROM_ONE})"
_ONE_PLACE = (
    rf"\[\\{_ANY_ID[:-1]}\\\",{_ANY_POSITION},{_ANY_POSITION},"
    r'\\"[^"\\\x00-\x1f]*\\"(?:,\\"(?:[0-9a-f]{16})?\\")?\]'
)
"""A place of a list that stands as JSON in a row as JSON, if its quote has nothing to escape."""


class RefusedValue(ValueError):
    """A value that no project holds, in words that follow the name of its field."""


@dataclass(frozen=True, slots=True)
class ValueKind:
    """A kind of value: its form in a column, in JSON, and in JSON Schema.

    Attributes:
        say: Returns the value in JSON for the value in a column.
        read: Returns the value in a column for the value in JSON. Raises ``RefusedValue``.
        pattern: A regular expression for the value of the column in a row as JSON. A value that
            matches is sound; ``check`` decides on a value that does not.
        schema: The constraints of JSON Schema for the value in JSON. A value that ``read`` takes
            satisfies them.
    """

    say: Callable[[Any], object]
    read: Callable[[object], object]
    pattern: str = "(?!)"
    schema: Mapping[str, Any] = field(default_factory=dict, compare=False)

    def check(self, value: object) -> None:
        """Check that a column may hold a value.

        Raises:
            RefusedValue: It may not.
        """
        try:
            held = self.read(self.say(value))
        except RefusedValue:
            raise
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            raise RefusedValue("is nothing that stands there") from error
        if type(held) is not type(value) or held != value:
            raise RefusedValue("is nothing that stands there")


def _as_it_is(value: object) -> object:
    return value


def _matching(pattern: re.Pattern[str], what: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if not isinstance(value, str) or pattern.fullmatch(value) is None:
            raise RefusedValue(f"is not a valid {what}")
        return value

    return read


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise RefusedValue("is not text")
    try:
        return check_usable(value)
    except AnnotatorError as error:
        raise RefusedValue("holds a character that is not text") from error


def _day(value: object) -> str:
    try:
        return check_day("Day", _text(value))
    except AnnotatorError as error:
        raise RefusedValue("is neither a day such as 2026-03-31 nor empty") from error


def _moment(value: object) -> str:
    found = _matching(_MOMENT, "time such as 2026-03-31T09:00:00.000Z")(value)
    try:
        datetime.fromisoformat(found)
    except ValueError as error:
        raise RefusedValue("is not a valid time") from error
    return found


def _whole_number(least: int, most: int = LARGEST) -> Callable[[object], int]:
    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise RefusedValue(f"is not a number from {least} on")
        return value

    return read


def _flag(value: object) -> int:
    if not isinstance(value, bool):
        raise RefusedValue("is neither true nor false")
    return int(value)


def _bytes(value: object) -> bytes:
    if not isinstance(value, bytes):
        raise RefusedValue("is not a file")
    return value


def _digests(value: object) -> str:
    if not isinstance(value, dict):
        raise RefusedValue("is not an object of digests by the ids of tags")
    for name, digest in value.items():
        ID.read(name)
        _matching(_DIGEST, "digest of a tag")(digest)
    return json.dumps(dict(sorted(value.items())), separators=(",", ":"))


PLACE = ("version_id", "start", "end", "quote", "sentence")
"""The members of a place in the words that a judgement was given on; an old one lacks the last."""


def _say_places(value: str) -> object:
    if not value:
        return None
    return [
        dict(zip(PLACE[: max(len(place), len(PLACE) - 1)], place, strict=True))
        for place in json.loads(value)
    ]


def _read_places(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, list):
        raise RefusedValue("is neither a list of places nor null")
    places = [_read_place(place) for place in value]
    return json.dumps(places, ensure_ascii=False, separators=(",", ":"))


def _read_place(value: object) -> list[object]:
    if not isinstance(value, dict) or value.keys() | {PLACE[-1]} != {*PLACE}:
        raise RefusedValue(f"holds a place without just {', '.join(PLACE)}")
    start, end = POSITION.read(value["start"]), POSITION.read(value["end"])
    place = [ID.read(value["version_id"]), start, end, _text(value["quote"])]
    return [*place, *(SENTENCE.read(value[name]) for name in PLACE[-1:] if name in value)]


PART_LEFT_OUT = ("kind", "number", "words", "position")
"""The members of a part of a file that did not come into the text of a version."""


def _say_parts(value: str) -> object:
    parts = json.loads(value) if value else []
    return [dict(zip(PART_LEFT_OUT, part, strict=True)) for part in parts]


LOCATOR = ("position", "words")
"""The members of a locator: where it begins to hold, and how places behind that are cited."""


def _say_locators(value: str) -> object:
    locators = json.loads(value) if value else []
    return [dict(zip(LOCATOR, locator, strict=True)) for locator in locators]


def _read_locators(value: object) -> str:
    if not isinstance(value, list):
        raise RefusedValue("is not a list of locators")
    locators = [_read_locator(locator) for locator in value]
    return json.dumps(locators, ensure_ascii=False, separators=(",", ":")) if locators else ""


def _read_locator(value: object) -> list[object]:
    if not isinstance(value, dict) or value.keys() != {*LOCATOR}:
        raise RefusedValue(f"holds a locator without just {', '.join(LOCATOR)}")
    return [POSITION.read(value["position"]), _text(value["words"])]


def _string(pattern: str) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{pattern}$"}


def _integer(least: int, most: int = LARGEST) -> dict[str, Any]:
    return {"type": "integer", "minimum": least, "maximum": most}


_ID_SCHEMA = _string("[!-~]([ -~]{0,98}[!-~])?")
_DIGEST_SCHEMA = _string("[0-9a-f]{16}")
_DIGITS_OF_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DIGITS_OF_MOMENT = rf"{_DIGITS_OF_DAY}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(\.[0-9]{{1,6}})?Z"

TEXT = ValueKind(_as_it_is, _text, _ANY_TEXT, {"type": "string"})
ID = ValueKind(_as_it_is, _matching(_ID, "id"), _ANY_ID, _ID_SCHEMA)
SHA256 = ValueKind(
    _as_it_is, _matching(_SHA256, "SHA-256"), '"[0-9a-f]{64}"', _string("[0-9a-f]{64}")
)
DIGEST = ValueKind(_as_it_is, _matching(_DIGEST, "digest"), '"[0-9a-f]{16}"', _DIGEST_SCHEMA)
SENTENCE = ValueKind(
    _as_it_is,
    _matching(re.compile(f"(?:{_DIGEST.pattern})?"), "digest of a sentence"),
    '"(?:[0-9a-f]{16})?"',
    _string("([0-9a-f]{16})?"),
)
"""The sentences that hold a place, in short; empty where they are not known."""
MOMENT = ValueKind(_as_it_is, _moment, f'"{_ANY_DAY}{_ANY_TIME}"', _string(_DIGITS_OF_MOMENT))
DAY = ValueKind(_as_it_is, _day, f'"(?:{_ANY_DAY})?"', _string(f"({_DIGITS_OF_DAY})?"))
NUMBER = ValueKind(_as_it_is, _whole_number(1), _FROM_ONE, _integer(1))
POSITION = ValueKind(_as_it_is, _whole_number(0), _ANY_POSITION, _integer(0))
SIZE = ValueKind(
    _as_it_is, _whole_number(0, LARGEST_SIZE), f"(?:0|{_FROM_ONE})", _integer(0, LARGEST_SIZE)
)
KEY = ValueKind(_as_it_is, _whole_number(1, LARGEST_SIZE), "[1-9][0-9]{0,14}")
"""The number of a row, which stays in its file. Behind the largest number of SQLite, further
numbers are drawn at random, and would no longer tell the newest row.
"""
CLOSED = ValueKind(_as_it_is, _whole_number(0, 0), "0")
"""The mark of a change that has ended, as each change in a file that is read."""
BYTES = ValueKind(_as_it_is, _bytes)
FLAG = ValueKind(bool, _flag, "[01]", {"type": "boolean"})
DIGESTS = ValueKind(
    json.loads,
    _digests,
    r'"\{\}"',
    {"type": "object", "propertyNames": _ID_SCHEMA, "additionalProperties": _DIGEST_SCHEMA},
)
"""By the id of each tag the digest of its words."""
PLACES = ValueKind(
    _say_places,
    _read_places,
    rf'"(?:\[(?:{_ONE_PLACE}(?:,{_ONE_PLACE})*)?\])?"',
    {
        "anyOf": [
            {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": [*PLACE[:-1]],
                    "additionalProperties": False,
                    "properties": {
                        "version_id": _ID_SCHEMA,
                        "start": _integer(0),
                        "end": _integer(0),
                        "quote": {"type": "string"},
                        "sentence": SENTENCE.schema,
                    },
                },
            },
            {"type": "null"},
        ]
    },
)
"""The words that a judgement was given on; empty, and null in JSON, where they are not known."""
LOCATORS = ValueKind(
    _say_locators,
    _read_locators,
    '""',
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": [*LOCATOR],
            "additionalProperties": False,
            "properties": {"position": _integer(0), "words": {"type": "string"}},
        },
    },
)
"""How places of a text are cited; a column holds an empty text for none, and JSON an empty list."""


def word(words: type[StrEnum]) -> ValueKind:
    """Return the kind for a word of an enumeration."""
    return one_of(each.value for each in words)


def one_of(words: Iterable[str]) -> ValueKind:
    """Return the kind for a word of a list, of which later versions may know more."""
    known = [*words]

    def read(value: object) -> str:
        if not isinstance(value, str) or value not in known:
            raise RefusedValue(
                f"is none of {', '.join(each or 'nothing' for each in known)} (a newer version of "
                "this program may know it)"
            )
        return value

    pattern = f'"(?:{"|".join(map(re.escape, known))})"'
    return ValueKind(_as_it_is, read, pattern, {"enum": known})


def parts_left_out(known: type[StrEnum]) -> ValueKind:
    """Return the kind for the parts of a file that a text lacks, each of a kind of an enumeration.

    A column holds an empty text for no part, and JSON an empty list.
    """
    kind = word(known)

    def read_part(value: object) -> list[object]:
        if not isinstance(value, dict) or value.keys() != {*PART_LEFT_OUT}:
            raise RefusedValue(f"holds a part without just {', '.join(PART_LEFT_OUT)}")
        number, position = NUMBER.read(value["number"]), POSITION.read(value["position"])
        return [kind.read(value["kind"]), number, _text(value["words"]), position]

    def read(value: object) -> str:
        if not isinstance(value, list):
            raise RefusedValue("is not a list of parts that were left out")
        parts = [read_part(part) for part in value]
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":")) if parts else ""

    members = {
        "kind": kind.schema,
        "number": NUMBER.schema,
        "words": TEXT.schema,
        "position": POSITION.schema,
    }
    part = {
        "type": "object",
        "required": [*PART_LEFT_OUT],
        "additionalProperties": False,
        "properties": members,
    }
    return ValueKind(_say_parts, read, '""', {"type": "array", "items": part})


ANNOTATION = (
    *("kind", "start", "end", "words", "author", "at", "id", "parent"),
    *("resolved", "url", "links", "colour"),
)
"""The members of an annotation of a file; start and end are null for one at no place."""


def annotations(known: type[StrEnum]) -> ValueKind:
    """Return the kind for the annotations of a file, each of a kind of an enumeration.

    A column holds an empty text for none, and JSON an empty list.
    """
    mark, place, links = word(known), or_null(POSITION), ValueKind(_as_it_is, _list_of_text)
    members = dict.fromkeys(ANNOTATION, TEXT)
    members |= {"kind": mark, "start": place, "end": place, "resolved": FLAG, "links": links}

    def read_annotation(value: object) -> list[object]:
        if not isinstance(value, dict) or value.keys() != members.keys():
            raise RefusedValue(f"holds an annotation without just {', '.join(ANNOTATION)}")
        return [kind.read(value[name]) for name, kind in members.items()]

    def read(value: object) -> str:
        if not isinstance(value, list):
            raise RefusedValue("is not a list of annotations")
        rows = [read_annotation(each) for each in value]
        return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else ""

    def say(value: str) -> object:
        rows = json.loads(value) if value else []
        return [
            {name: kind.say(held) for (name, kind), held in zip(members.items(), row, strict=True)}
            for row in rows
        ]

    schemas = {name: kind.schema for name, kind in members.items()}
    schemas["links"] = {"type": "array", "items": TEXT.schema}
    item = {
        "type": "object",
        "required": [*ANNOTATION],
        "additionalProperties": False,
        "properties": schemas,
    }
    return ValueKind(say, read, '""', {"type": "array", "items": item})


def _list_of_text(value: object) -> list[str]:
    if not isinstance(value, list):
        raise RefusedValue("is not a list of addresses")
    return [_text(each) for each in value]


def or_null(kind: ValueKind, blank: object = None) -> ValueKind:
    """Return the kind for a value or null, which a column holds as ``blank``."""

    def say(value: object) -> object:
        return None if value == blank else kind.say(value)

    def read(value: object) -> object:
        return blank if value is None else kind.read(value)

    schema: dict[str, Any] = {"anyOf": [kind.schema, {"type": "null"}]}
    if "enum" in kind.schema:
        schema = {"enum": [*kind.schema["enum"], None]}
    return ValueKind(say, read, f"(?:{json.dumps(blank)}|{kind.pattern})", schema)


def words(known: Iterable[str]) -> ValueKind:
    """Return the kind for several words of a list, each at most once."""
    allowed = [*known]

    def read(value: object) -> str:
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise RefusedValue("is not a list of words")
        if len({*value}) < len(value) or not {*value} <= {*allowed}:
            raise RefusedValue(
                f"is not a list of some of {', '.join(allowed)} (a newer version of this "
                "program may know more)"
            )
        return " ".join(value)

    pattern = f'"(?:{"|".join(map(re.escape, allowed))})?"'
    schema = {"type": "array", "items": {"enum": allowed}, "uniqueItems": True}
    return ValueKind(str.split, read, pattern, schema)


def ordinal(steps: type[StrEnum]) -> ValueKind:
    """Return the kind for a word of an enumeration by its place there, counted from 0."""
    order = [each.value for each in steps]
    found = word(steps)

    def say(value: int) -> str:
        try:
            return order[value]
        except IndexError as error:
            raise RefusedValue(
                f"stands for none of {', '.join(order)} (a newer version of this program may know "
                "it)"
            ) from error

    def read(value: object) -> int:
        return order.index(str(found.read(value)))

    return ValueKind(say, read, f"[0-{len(order) - 1}]", {"enum": order})
