"""Reads a project's JSON into rows, each value as strictly as a project would hold it.

Nothing in a file is trusted. Each refusal names the place in the file and what is wrong there.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from annotator.archive.redaction import JsonRedaction, fill_withheld
from annotator.archive.schema import (
    FORMAT,
    GROWN,
    PARTS,
    SHOWN,
    VERSION,
    WITHHELD,
    JsonField,
    JsonShape,
    NestedTable,
)
from annotator.claims.highlights import Anchor
from annotator.claims.verdicts import DisputeReason, Verdict, check_reason
from annotator.evidence.model import SourceDetails, SourceRank, SourceType
from annotator.kernel.canonical_text import canonical, sha256
from annotator.kernel.errors import AnnotatorError, InvalidValue, NotRestored
from annotator.kernel.excerpts import excerpt
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.sentence_digests import SentenceDigests
from annotator.kernel.wording import count_of
from annotator.people.model import ContactDetails, ContactOutcome, ContactTerms
from annotator.schema.kinds import PLACE, RefusedValue
from annotator.schema.settings import MISSING_FILE
from annotator.schema.tables import LOGGED

Document = dict[str, Any]


def add_fields(since: int, document: Document) -> Document:
    """Add the fields of a schema version of a project file to a document, each of them blank.

    Args:
        since: The schema version of a project file that first has the fields.
        document: A document without the fields; it is changed.
    """
    for name, shape in PARTS.items():
        for thing in document[name]:
            _add(since, shape, thing)
    return document


def add_judged_words(document: Document) -> Document:
    """Let each tag, review and ruling of a document be given on the words that its claim has."""
    for article in add_fields(5, document)["articles"]:
        for claim in article["claims"]:
            places = [{name: h[name] for name in PLACE[:-1]} for h in claim["highlights"]]
            places.sort(key=lambda place: (place["version_id"], place["start"], place["end"]))
            for judged in (*claim["tags"], *claim["reviews"], claim["ruling"]):
                if judged is not None:
                    judged["given_on"] = places
    return document


def add_sentences(document: Document) -> Document:
    """Let highlights and judgements of a document know the sentences of their places."""
    for article in add_fields(8, document)["articles"]:
        digests = {
            version["id"]: SentenceDigests(version["text"], article["language"])
            for version in article["versions"]
        }
        lengths = {version["id"]: len(version["text"]) for version in article["versions"]}
        for claim in article["claims"]:
            judged = (*claim["tags"], *claim["reviews"], claim["ruling"])
            given_on = [place for one in judged if one for place in one["given_on"] or ()]
            for place in (*claim["highlights"], *given_on):
                version, start, end = (place[name] for name in PLACE[:3])
                if 0 <= start < end <= lengths.get(version, 0):
                    place["sentence"] = digests[version].of(Span(start, end))
    return document


def _add(since: int, shape: JsonShape, thing: dict[str, Any]) -> None:
    for field in shape.fields:
        if field.since == since and not _is_withheld(field, shape, thing):
            thing[field.name] = field.kind.say(field.said.blank if field.said else "")
    for hanging in shape.hanging:
        if LOGGED[hanging.shape.table].since == since and not hanging.single:
            thing[hanging.name] = []
        inner = thing.get(hanging.name) or ()
        for each in (inner,) if hanging.single and inner else inner:
            _add(since, hanging.shape, each)


def _is_withheld(field: JsonField, shape: JsonShape, thing: dict[str, Any]) -> bool:
    """Whether the fields that are withheld together with a field are missing in its record."""
    alike = [
        each.name
        for each in shape.fields
        if each.said and field.said and each.since < field.since
        if (each.said.is_private, each.said.is_spoken)
        == (field.said.is_private, field.said.is_spoken)
    ]
    return bool(alike) and not any(name in thing for name in alike)


UPGRADES: dict[int, Callable[[Document], Document]] = {
    version: partial(add_fields, since) for version, since in enumerate(GROWN, start=1)
} | {1: add_judged_words, 4: add_sentences}
"""By version the function that makes a document of the next version."""


def known_versions() -> range:
    """Return the versions of the form that can be read."""
    return range(min(UPGRADES, default=VERSION), VERSION + 1)


def upgrade(document: Document, version: int) -> Document:
    """Return the document in the newest version of the form.

    Args:
        document: The document, which may be changed in place.
        version: The version of the document, within ``known_versions()``.

    Raises:
        ValueError: The document does not have the form of its version.
    """
    for each in range(version, VERSION):
        try:
            document = UPGRADES[each](document)
        except (LookupError, TypeError, AttributeError, ValueError) as error:
            raise ValueError(f"it does not have the form of version {each}") from error
    return document


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
        """Yield all records, also the records within another record."""
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
        row = known if len(names) == len(shape.names) else fill_withheld(shape, known)
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


Row = dict[str, Any]
_SOURCE_ENUMS = {"type": SourceType, "rank": SourceRank}
_CONTACT_ENUMS = {"terms": ContactTerms, "outcome": ContactOutcome}


def check(project: ReadProject, progress: Progress = unwatched) -> None:
    """Check that ids are unique and lead to a record, and that places and hashes fit the texts.

    Raises:
        NotRestored: A record does not fit the others; the error names its place.
        Cancelled: ``progress`` asked to stop.
    """
    _check_once(project)
    people = _ids(project.parts["checkers"])
    sources = _ids(project.parts["sources"])
    _check_checker_names(project.parts["checkers"])
    for source in project.parts["sources"]:
        _by_the_domain(source, _source)
    for setting in project.parts["settings"]:
        if str(setting.row["id"]).startswith(MISSING_FILE):
            raise setting.where.wrong("a setting of this name is kept for the program")
    _check_numbers(project.parts["articles"])
    for number, article in enumerate(project.parts["articles"]):
        progress(number, len(project.parts["articles"]))
        _check_leads(article.each(), "checker_id", people, "checkers")
        _check_leads([article], "assignee_id", people, "checkers")
        _check_article(article, sources)


def _check_article(article: JsonRecord, sources: Collection[object]) -> None:
    versions = article.on("versions")
    if not versions:
        raise article.where.wrong("it has no version, and so no text")
    _check_numbers(versions)
    _check_numbers(article.on("claims"))
    for version in versions:
        _check_text(version)
    texts = {version.row["id"]: str(version.row["text"]) for version in versions}
    _check_leads(article.on("corrections"), "version_id", texts, "versions of its article")
    claims = _ids(article.on("claims"))
    for claim in article.on("claims"):
        for table in ("highlights", "tags", "placements"):
            _check_leads(claim.on(table), "version_id", texts, "versions of its article")
        _check_leads(claim.on("evidence"), "source_id", sources, "sources")
        _check_leads(claim.on("kept_apart"), "other_id", claims, "claims of its article")
        _check_claim(claim, texts)


def _check_claim(claim: JsonRecord, texts: dict[object, str]) -> None:
    for highlight in claim.on("highlights"):
        row: Row = highlight.row
        anchor = Anchor(Span(row["start"], row["end"]), row["quote"], row["prefix"], row["suffix"])
        if not anchor.stands_in(texts[row["version_id"]]):
            raise highlight.where.wrong(
                f"“{excerpt(anchor.quote, 60)}” and the words around it are not at {row['start']}:"
                f"{row['end']} of the text (positions count code points)"
            )
    for judged in (*claim.on("tags"), *claim.on("rulings")):
        _by_the_domain(judged, _verdict)
    for contact in claim.on("contacts"):
        _by_the_domain(contact, _contact)
    checkers: set[object] = set()
    for tag in claim.on("tags"):
        if tag.row["checker_id"] in checkers:
            raise tag.where.wrong("its checker has another tag on the same claim")
        checkers.add(tag.row["checker_id"])


def _check_text(version: JsonRecord) -> None:
    row: Row = version.row
    text = row["text"]
    _by_the_domain(version, lambda row: canonical(row["text"]))
    if canonical(text) != text:
        raise version.where.wrong(
            "its text is not in the canonical form: lines end in LF alone, and no BOM is before it"
        )
    if len(text) != row["length"]:
        raise version.where.wrong(
            f"its text is {count_of(len(text), 'code point')} long, and not {row['length']}"
        )
    if sha256(text) != row["sha256"]:
        raise version.where.wrong("its text is not the one of its SHA-256: it was changed")
    for mark in version.on("coverage"):
        _by_the_domain(mark, lambda row: Span(row["start"], row["end"]).checked(len(text)))


def _check_once(project: ReadProject) -> None:
    """See that no two records of a table have the same id, and that no field is too long."""
    met: dict[tuple[str, object], JsonRecord] = {}
    for record in project.each():
        try:
            LOGGED[record.shape.table].check_lengths(record.row)
        except RefusedValue as error:
            raise record.where.wrong(str(error)) from error
        key = record.shape.table, record.row["id"]
        if key in met:
            raise record.where.wrong(f"its id “{key[1]}” is that of {met[key].where}, too")
        met[key] = record


def _check_checker_names(checkers: Iterable[JsonRecord]) -> None:
    met: dict[object, JsonRecord] = {}
    for checker in checkers:
        name = str(checker.row["name"])
        if not name.strip():
            raise checker.where.wrong("“name” is empty")
        if name in met:
            raise checker.where.wrong(f"the name “{name}” is that of {met[name].where}, too")
        met[name] = checker


def _check_numbers(records: Iterable[JsonRecord]) -> None:
    met: set[object] = set()
    for record in records:
        if record.row["number"] in met:
            raise record.where.wrong("another one has the same number")
        met.add(record.row["number"])


def _check_leads(
    records: Iterable[JsonRecord], column: str, known: Collection[object], where: str
) -> None:
    for record in records:
        led = record.row.get(column)
        if led is not None and led not in known:
            raise record.where.wrong(f"“{column}” leads to none of the {where}")


def _ids(records: Iterable[JsonRecord]) -> set[object]:
    return {record.row["id"] for record in records}


def _by_the_domain(record: JsonRecord, make: Callable[[Row], object]) -> None:
    """Check that the values of a record make a value of the model."""
    try:
        make(record.row)
    except AnnotatorError as error:
        raise record.where.wrong(str(error)) from error


def _source(row: Row) -> SourceDetails:
    said = {name: value for name, value in row.items() if name != "id"}
    enums = {name: kind(row[name]) for name, kind in _SOURCE_ENUMS.items()}
    return SourceDetails(**(said | enums)).checked()


def _contact(row: Row) -> ContactDetails:
    said = {name: row[name] for name in ContactDetails.__dataclass_fields__}
    enums = {name: kind(row[name]) for name, kind in _CONTACT_ENUMS.items()}
    return ContactDetails(**(said | enums)).checked()


def _verdict(row: Row) -> None:
    reason = DisputeReason(row["reason"]) if row["reason"] else None
    if check_reason(Verdict(row["verdict"]), reason) != reason:
        raise InvalidValue("Reason", "only a disputed claim has one")
