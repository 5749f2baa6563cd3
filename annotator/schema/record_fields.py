"""The declaration of a record's field: once, for its column, the JSON, the trail and the rest.

A record is a frozen dataclass. Each of its attributes that people fill in carries a
``RecordField`` as metadata. The tables, the project as JSON, the audit trail and the warnings of
confidential names go by these fields, so that an added field stands in all of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, fields, replace
from enum import Enum, StrEnum
from functools import cache, cached_property
from typing import Any

from annotator.kernel.stored_words import read_step, read_word
from annotator.schema import kinds
from annotator.schema.kinds import ValueKind

_DECLARED = "declared"


class Holds(Enum):
    """The values that a field holds, and with them how the audit trail tells a value.

    ``TEXT`` is told in quotation marks. ``CODE`` is text that is told as it stands: a day or a
    media type. ``ONE``, ``ONE_OR_NONE``, ``SOME`` and ``STEP`` are of an enumeration; the column of
    a ``STEP`` holds its place there, counted from 0. ``CHECKER`` is the id of a person.
    """

    TEXT = "text"
    CODE = "code"
    DAY = "day"
    FLAG = "flag"
    ONE = "one"
    ONE_OR_NONE = "one or none"
    SOME = "some"
    STEP = "step"
    CHECKER = "checker"


@dataclass(frozen=True)
class RecordField:
    """A field of a record.

    Attributes:
        label: The name as a heading has it: “Said on”. The trail begins it with a small letter.
        holds: The kind of its values.
        words: The enumeration of its values; of text there is none.
        name: The name of the attribute, the column and the member in JSON.
        blank: What the column holds where nobody has filled the field in.
        usual: The value that the trail does not tell of a record that is added or removed.
        by_name: Whether the trail says the label before the value of a record that is added.
        is_private: Whether it could name a confidential source or contact, so that it is withheld
            of one wherever a project leaves the program.
        is_spoken: Whether it is withheld where it was said off the record.
        warned: The name in a warning of a confidential name; by default that of the column.
        since: The schema version that first has the column.
    """

    label: str
    holds: Holds = Holds.TEXT
    words: type[StrEnum] | None = None
    _: KW_ONLY
    name: str = ""
    blank: object = ""
    usual: str = ""
    by_name: bool = True
    is_private: bool = False
    is_spoken: bool = False
    warned: str = ""
    since: int = 1

    @cached_property
    def kind(self) -> ValueKind:
        """The kind of value of its column."""
        return _KINDS[self.holds](self)

    @property
    def to(self) -> str:
        """Return the table to which its column leads; empty where it leads to none."""
        return "checkers" if self.holds is Holds.CHECKER else ""

    @property
    def in_trail(self) -> str:
        """Return the label as the trail has it, within a sentence."""
        return self.label[:1].lower() + self.label[1:]

    def value(self, held: Any) -> Any:
        """Return the value of the record for the value of the column."""
        if self.holds is Holds.FLAG:
            return bool(held)
        if self.words is None:
            return held or ""
        if self.holds is Holds.SOME:
            return tuple(read_word(self.words, each) for each in held.split())
        if self.holds is Holds.STEP:
            return read_step(self.words, held)
        return read_word(self.words, held) if held else None

    def held(self, value: Any) -> Any:
        """Return the value of the column for a value of the record, or for a word of it."""
        if self.holds is Holds.FLAG:
            return int(value)
        if self.words is None:
            return value or self.blank
        if self.holds is Holds.SOME:
            return " ".join(self.words(each).value for each in value)
        if self.holds is Holds.STEP:
            return value if isinstance(value, int) else [*self.words].index(self.words(value))
        return str(value) if value else self.blank


_KINDS: Mapping[Holds, Callable[[RecordField], ValueKind]] = {
    Holds.TEXT: lambda _: kinds.TEXT,
    Holds.CODE: lambda _: kinds.TEXT,
    Holds.DAY: lambda _: kinds.DAY,
    Holds.FLAG: lambda _: kinds.FLAG,
    Holds.ONE: lambda field: kinds.word(_enumeration(field)),
    Holds.ONE_OR_NONE: lambda field: kinds.or_null(kinds.word(_enumeration(field)), field.blank),
    Holds.SOME: lambda field: kinds.words(_enumeration(field)),
    Holds.STEP: lambda field: kinds.ordinal(_enumeration(field)),
    Holds.CHECKER: lambda _: kinds.or_null(kinds.ID),
}


def _enumeration(field: RecordField) -> type[StrEnum]:
    if field.words is None:
        raise TypeError(f"“{field.label}” needs the enumeration of its values")
    return field.words


def declared(field: RecordField) -> Mapping[str, RecordField]:
    """Return the metadata by which an attribute of a dataclass declares its field."""
    return {_DECLARED: field}


@cache
def fields_of(record: type) -> tuple[RecordField, ...]:
    """Return the fields that a dataclass declares, in their order and with their names."""
    return tuple(
        replace(attribute.metadata[_DECLARED], name=attribute.name)
        for attribute in fields(record)
        if _DECLARED in attribute.metadata
    )


def names_of(record: type) -> tuple[str, ...]:
    """Return the names of the fields that a dataclass declares, in their order."""
    return tuple(field.name for field in fields_of(record))
