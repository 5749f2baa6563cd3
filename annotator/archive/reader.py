"""A project's JSON read back into rows, each part of it as strictly as a project would hold it."""

from collections.abc import Iterator, Mapping
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
    """A place in a file, which is put into words only if something is wrong there.

    ``number`` is the one that people know a thing by, or else counts the things in their list.
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
        """A place within this one."""
        return JsonPath(self.file, noun, number, self)

    def wrong(self, why: str) -> NotRestored:
        """What to raise when something is wrong here."""
        return NotRestored(self.file, str(self), why)


@dataclass(frozen=True, slots=True)
class JsonRecord:
    """A thing read from JSON: its row, where it stands, and what hangs on it by table."""

    shape: JsonShape
    row: dict[str, object]
    where: JsonPath
    hanging: Mapping[str, list["JsonRecord"]]

    def on(self, table: str) -> list["JsonRecord"]:
        """What hangs on it; nothing where that was withheld."""
        return self.hanging.get(table, [])

    def each(self) -> Iterator["JsonRecord"]:
        """The thing itself, and everything in it."""
        yield self
        for things in self.hanging.values():
            for thing in things:
                yield from thing.each()


@dataclass(frozen=True, slots=True)
class ReadProject:
    """Everything in a file, by the name of the part; ``withheld`` says what it says of itself."""

    parts: Mapping[str, list[JsonRecord]]
    withheld: bool

    def each(self) -> Iterator[JsonRecord]:
        """Everything that is to be a row."""
        for things in self.parts.values():
            for thing in things:
                yield from thing.each()


def read_project(data: object, file: str) -> ReadProject:
    """The project in a document; ``file`` is what to call it.

    Raises:
        NotRestored: it is no project of this or an earlier version, and where it is not.
    """
    where = JsonPath(file)
    top = _top(data, where)
    withheld = top["confidential"] == WITHHELD
    parts: dict[str, list[JsonRecord]] = {}
    secret: set[str] = set()
    for name, shape in PARTS.items():
        reading = _Reading(JsonRedaction(secret if withheld else None))
        parts[name] = reading.things(shape, top[name], where, name)
        if name == "sources":
            secret = {str(r.row["id"]) for r in parts[name] if r.row["confidential"]}
    return ReadProject(parts, withheld)


def _top(data: object, where: JsonPath) -> Document:
    """Return the document in the newest version of the form, if it is one of ours."""
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
class _Reading:
    telling: JsonRedaction

    def things(
        self, shape: JsonShape, value: object, where: JsonPath, name: str
    ) -> list[JsonRecord]:
        """Things of one shape from the list of a name."""
        if not isinstance(value, list):
            raise where.wrong(f"“{name}” is not a list")
        return [
            self._thing(shape, each, where.inside(shape.noun, _number(each, place)))
            for place, each in enumerate(value, 1)
        ]

    def _thing(self, shape: JsonShape, value: object, where: JsonPath) -> JsonRecord:
        if not isinstance(value, dict):
            raise where.wrong("this is not an object")
        is_whole = self.telling.secret is None
        names = shape.names if is_whole else self.telling.names(shape, _plain(value))
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
            h.shape.table: self._hanging(h, value[h.name], where)
            for h in shape.hanging
            if h.name in names
        }
        for hanging in shape.hanging:
            for record in found.get(hanging.shape.table, ()):
                record.row[hanging.column] = row["id"]
        return JsonRecord(shape, row, where, found)

    def _hanging(self, hanging: NestedTable, value: object, where: JsonPath) -> list[JsonRecord]:
        if not hanging.single:
            return self.things(hanging.shape, value, where, hanging.name)
        noun = hanging.shape.noun
        return [] if value is None else [self._thing(hanging.shape, value, where.inside(noun))]


def _plain(thing: Mapping[str, object]) -> dict[str, object]:
    """Return the words and flags of a thing, which decide what else it may hold."""
    return {name: value for name, value in thing.items() if isinstance(value, (str, bool))}


def _number(thing: object, place: int) -> int:
    """What people know a thing by: its own number, or else its place in the list."""
    found = thing.get("number") if isinstance(thing, dict) else None
    return found if isinstance(found, int) and not isinstance(found, bool) and found > 0 else place
