"""Reads a project's JSON into rows, each value as strictly as a project would hold it.

Nothing in a file is trusted. Each refusal names the place in the file and what is wrong there.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.archive.redaction import JsonRedaction, filled
from annotator.archive.schema import FORMAT, PARTS, SHOWN, VERSION, WITHHELD, JsonShape, NestedTable
from annotator.archive.upgrades import Document, known_versions, upgrade
from annotator.kernel.errors import NotRestored
from annotator.kernel.excerpts import excerpt
from annotator.schema.kinds import RefusedValue

_TOP = ("format", "version", "confidential", *PARTS)


@dataclass(frozen=True, slots=True)
class JsonPath:
    """A place in a file, put into words only for a refusal.

    Attributes:
        noun: The noun of the record there; empty for the whole file.
        number: The number by which people know the record, or else its place in its list, from 1.
        within: The place around this place.
    """

    file: str
    noun: str = ""
    number: int = 0
    within: "JsonPath | None" = None

    def __str__(self) -> str:
        if self.within is None:
            return ""
        around = str(self.within)
        here = f"{self.noun} {self.number}" if self.number else self.noun
        return f"{here} of {around}" if around else here

    def inside(self, noun: str, number: int = 0) -> "JsonPath":
        """Return a place within this place."""
        return JsonPath(self.file, noun, number, self)

    def wrong(self, why: str) -> NotRestored:
        """Return the error for a fault at this place."""
        return NotRestored(self.file, str(self), why)


@dataclass(frozen=True, slots=True)
class JsonRecord:
    """A record read from JSON.

    Attributes:
        row: The values by column, as a table holds them.
        hanging: By table the records that stand in this record.
    """

    shape: JsonShape
    row: dict[str, object]
    where: JsonPath
    hanging: Mapping[str, list["JsonRecord"]]

    def on(self, table: str) -> list["JsonRecord"]:
        """Return the records of a table in this record; none where they were withheld."""
        return self.hanging.get(table, [])

    def each(self) -> Iterator["JsonRecord"]:
        """Yield the record itself and all records in it."""
        yield self
        for records in self.hanging.values():
            for record in records:
                yield from record.each()


@dataclass(frozen=True, slots=True)
class ReadProject:
    """The records in a file, by the name of the part.

    Attributes:
        withheld: Whether the file says that confidential sources and contacts are withheld.
    """

    parts: Mapping[str, list[JsonRecord]]
    withheld: bool

    def each(self) -> Iterator[JsonRecord]:
        """Yield all records, those that stand in another record included."""
        for records in self.parts.values():
            for record in records:
                yield from record.each()


def read_project(data: bytes, file: str) -> ReadProject:
    """Return the project in the bytes of a file.

    Args:
        data: The file, in UTF-8 with or without a BOM.
        file: The name of the file, for refusals.

    Raises:
        NotRestored: The file is no project in this version of the form or in an older one.
    """
    where = JsonPath(file)
    top = _newest(_decode(data, where), where)
    withheld = top["confidential"] == WITHHELD
    parts: dict[str, list[JsonRecord]] = {}
    secret: set[str] = set()
    for name, shape in PARTS.items():
        reader = _RecordReader(JsonRedaction(secret if withheld else None))
        parts[name] = reader.read_list(shape, top[name], where, name)
        if name == "sources":
            secret = {str(r.row["id"]) for r in parts[name] if r.row["confidential"]}
    return ReadProject(parts, withheld)


def _decode(data: bytes, where: JsonPath) -> object:
    """Return the document in bytes of JSON, in which each object has each name once."""
    try:
        return json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_refuse_constant
        )
    except UnicodeDecodeError as error:
        raise where.wrong(f"It is no UTF-8, at byte {error.start}") from error
    except json.JSONDecodeError as error:
        place = where.inside(f"line {error.lineno}, column {error.colno}")
        raise place.wrong("this is not JSON; the file may be cut short") from error
    except RecursionError as error:
        raise where.wrong("Its lists are nested far too deeply") from error
    except RefusedValue as error:
        raise where.wrong(str(error)) from error
    except ValueError as error:
        raise where.wrong("A number in it is far too long") from error


def _object(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise RefusedValue(f"“{excerpt(twice, 60)}” stands twice in one object")
    return found


def _refuse_constant(word: str) -> object:
    raise RefusedValue(f"{word} is not a number")


def _newest(data: object, where: JsonPath) -> Document:
    """Return the document of a project in the newest version of the form."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise where.wrong(f"It is not a project as JSON: its “format” is not “{FORMAT}”")
    version = data.get("version")
    if isinstance(version, int) and version > VERSION:
        raise where.wrong(
            f"It was written by a newer version of this program (its “version” is {version}, and"
            f" {VERSION} is the newest known here): install that version"
        )
    known = known_versions()
    if type(version) is not int or version not in known:
        older = f"from {known[0]} to " if len(known) > 1 else ""
        raise where.wrong(f"Its “version” is not {older}{VERSION}")
    try:
        data = upgrade(data, version)
    except ValueError as error:
        raise where.wrong(f"Its “version” is {version}, but {error}") from error
    if data.get("confidential") not in (SHOWN, WITHHELD):
        raise where.wrong(f"Its “confidential” is neither “{SHOWN}” nor “{WITHHELD}”")
    _check_names(data, _TOP, where)
    return data


def _check_names(thing: Mapping[str, object], names: tuple[str, ...], where: JsonPath) -> None:
    if thing.keys() == {*names}:
        return
    missing = [name for name in names if name not in thing]
    if missing:
        raise where.wrong(f"“{missing[0]}” is missing")
    unknown = next(name for name in thing if name not in names)
    raise where.wrong(f"“{excerpt(unknown, 60)}” has no place there")


@dataclass(frozen=True, slots=True)
class _RecordReader:
    redaction: JsonRedaction

    def read_list(
        self, shape: JsonShape, value: object, where: JsonPath, name: str
    ) -> list[JsonRecord]:
        """Return the records of a shape in the list that has a name."""
        if not isinstance(value, list):
            raise where.wrong(f"“{name}” is not a list")
        return [
            self._read(shape, each, where.inside(shape.noun, _number(each, place)))
            for place, each in enumerate(value, 1)
        ]

    def _read(self, shape: JsonShape, value: object, where: JsonPath) -> JsonRecord:
        if not isinstance(value, dict):
            raise where.wrong("this is not an object")
        is_whole = self.redaction.secret is None
        names = shape.names if is_whole else self.redaction.names(shape, _plain(value))
        _check_names(value, names, where)
        known = {}
        for field in shape.fields:
            if field.name in names:
                try:
                    known[field.name] = field.kind.read(value[field.name])
                except RefusedValue as error:
                    raise where.wrong(f"“{field.name}” {error}") from error
        row = known if len(names) == len(shape.names) else filled(shape, known)
        found = {
            h.shape.table: self._read_nested(h, value[h.name], where)
            for h in shape.hanging
            if h.name in names
        }
        for hanging in shape.hanging:
            for record in found.get(hanging.shape.table, ()):
                record.row[hanging.column] = row["id"]
        return JsonRecord(shape, row, where, found)

    def _read_nested(
        self, hanging: NestedTable, value: object, where: JsonPath
    ) -> list[JsonRecord]:
        if not hanging.single:
            return self.read_list(hanging.shape, value, where, hanging.name)
        noun = hanging.shape.noun
        return [] if value is None else [self._read(hanging.shape, value, where.inside(noun))]


def _plain(thing: Mapping[str, object]) -> dict[str, object]:
    """Return the words and flags of an object, by which a redaction tells its names."""
    return {name: value for name, value in thing.items() if isinstance(value, (str, bool))}


def _number(thing: object, place: int) -> int:
    """Return the number of a record itself, or else its place in its list, from 1."""
    found = thing.get("number") if isinstance(thing, dict) else None
    return found if isinstance(found, int) and not isinstance(found, bool) and found > 0 else place
