"""The checks of a project's JSON as a whole: ids, references, places, texts and hashes."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from annotator.archive.reader import JsonRecord, ReadProject
from annotator.claims.highlights import Anchor
from annotator.claims.verdicts import DisputeReason, Verdict, check_reason
from annotator.evidence.model import SourceDetails, SourceRank, SourceType
from annotator.kernel.canonical_text import canonical, sha256
from annotator.kernel.errors import AnnotatorError, InvalidValue
from annotator.kernel.excerpts import excerpt
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.wording import count_of
from annotator.people.model import ContactDetails, ContactOutcome, ContactTerms
from annotator.schema.kinds import RefusedValue
from annotator.schema.settings import MISSING_FILE
from annotator.schema.tables import LOGGED

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
    _check_names(project.parts["checkers"])
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
    for claim in article.on("claims"):
        for table in ("highlights", "tags"):
            _check_leads(claim.on(table), "version_id", texts, "versions of its article")
        _check_leads(claim.on("evidence"), "source_id", sources, "sources")
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


def _check_names(checkers: Iterable[JsonRecord]) -> None:
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
