"""The columns in which a table shows claims, for every kind of report."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from annotator.appearance import label
from annotator.claims.fields import CLAIM_FIELDS, ClaimField, Join, Typing
from annotator.claims.word_change import told_in_line
from annotator.kernel.word_difference import WordDifference
from annotator.kernel.wording import quoted
from annotator.people.model import QueryStatus
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.claims import ClaimEntry, TagEntry
from annotator.reports.entries.evidence import EvidenceEntry
from annotator.reports.entries.people import ContactEntry, QueryEntry, ReviewEntry
from annotator.reports.entries.version_note import note_in_words

Value = str | int | date
"""The value of a cell; empty words for an empty cell."""
Cell = Callable[[ArticleEntry, ClaimEntry], Value]
Part = TypeVar("Part")

INTERNAL, QUERIES, CORRECTIONS, PUBLIC, PUBLISHED = ReportKind
_ALL = frozenset(ReportKind) - {PUBLISHED}
_JUDGED = _ALL - {QUERIES}
_NAMING = ("Evidence", "Open queries", "Contacts")
"""Columns that name confidential people, where that was chosen."""
_BETWEEN = "\n"
"""Separates several answers in a cell."""


CORRECTION_COLUMNS: Sequence[tuple[str, int]] = (
    *(("Article", 24), ("Date", 12), ("Kind", 16), ("Words before", 44), ("Words now", 44)),
    *(("Note", 40), ("Version", 8), ("Address", 36), ("Written by", 16)),
)
"""The columns in which a table shows the corrections of a published text, with their widths."""


def correction_rows(article: ArticleEntry) -> Iterator[tuple[Value, ...]]:
    """Yield the corrections of a published text, a row each, in the order of time."""
    for entry in article.published_corrections:
        yield (
            article.heading,
            typed(entry.corrected_on),
            label(entry.kind),
            entry.old_words,
            entry.new_words,
            entry.note,
            entry.version,
            entry.address,
            entry.checker,
        )


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column: its name, the kinds of report that have it, and its cells.

    ``width`` is in characters, for programs that set a width.
    """

    name: str
    kinds: frozenset[ReportKind]
    cell: Cell
    width: int = 16


def columns(choices: ReportChoices) -> list[ReportColumn]:
    """The columns of a report, in their order."""
    names = choices.kind is PUBLIC and choices.name_checkers
    shown = [c for c in COLUMNS if choices.kind in c.kinds or (names and c.name == "Tags")]
    return [*map(_warning, shown)] if choices.show_confidential else shown


def _warning(column: ReportColumn) -> ReportColumn:
    """Return the column with a warning in its name that it names confidential sources."""
    if column.name not in _NAMING:
        return column
    return replace(column, name=f"{column.name} (names confidential sources)")


def typed(words: str) -> Value:
    """Return a date where the words are a date in ISO 8601, and the words otherwise."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return words


def each(parts: Iterable[Part], words: Callable[[Part], str]) -> str:
    """Return the words of several parts for a cell, a line each; empty words are left out."""
    return _BETWEEN.join(filter(None, map(words, parts)))


def evidence_words(piece: EvidenceEntry) -> str:
    """Return a piece of evidence in a line."""
    said = [f"{label(piece.stance)}: {piece.source.name}", piece.locator]
    said.append(quoted(piece.quotation) if piece.quotation else "")
    said += [piece.source.url, piece.source.archive_url]
    said.append(f"accessed {piece.accessed_on}" if piece.accessed_on else "")
    return "; ".join(filter(None, said))


def tag_words(tag: TagEntry) -> str:
    """Return a tag in a line."""
    reason = f" ({label(tag.reason).lower()})" if tag.reason else ""
    said = f"{tag.checker}: {label(tag.verdict)}{reason}, {tag.tagged_on}"
    return said + _other_words(tag.other_words)


def _noted(_: ArticleEntry, entry: ClaimEntry) -> str:
    return note_in_words(entry.note, judged=entry.outdated)


def _other_words(difference: WordDifference | None) -> str:
    """Return the judged words in brackets, if the claim has other words today."""
    return f" ({told_in_line(difference)})" if difference else ""


def contact_words(contact: ContactEntry) -> str:
    """Return an entry of the contact log in a line."""
    said = [f"{contact.name} ({label(contact.terms).lower()})", contact.channel]
    said += [contact.contacted_on, label(contact.outcome).lower(), contact.question]
    return "; ".join(filter(None, [*said, contact.answer]))


def review_words(review: ReviewEntry) -> str:
    """Return a review in a line."""
    about = f" on the verdict of {review.about}" if review.about else ""
    why = f": {review.why}" if review.why else ""
    changed = " (changed since)" if review.outdated else ""
    said = f"{review.reviewer}{about}, {review.reviewed_on}, {label(review.decision)}{why}{changed}"
    return said + _other_words(review.other_words)


def _conclusions(_: ArticleEntry, entry: ClaimEntry) -> str:
    return each(entry.conclusions, str)


def _ruling(_: ArticleEntry, entry: ClaimEntry) -> str:
    ruling = entry.ruling
    if ruling is None:
        return ""
    reason = f" ({label(ruling.reason).lower()})" if ruling.reason else ""
    said = f"{ruling.settled_by}: {label(ruling.verdict)}{reason}, {ruling.settled_on}"
    said += _other_words(ruling.other_words)
    return each([said, ruling.why, *ruling.changes], str)


def _answered(_: ArticleEntry, entry: ClaimEntry) -> str:
    answered = [query for query in entry.all_queries if query.status is not QueryStatus.OPEN]
    return each(answered, lambda query: f"{query.question} – {query.answer}")


def _asked(_: ArticleEntry, entry: ClaimEntry) -> str:
    return each(entry.queries, _question)


def _question(query: QueryEntry) -> str:
    return (f"{query.addressee}: " if query.addressee else "") + query.question


def _column(field: ClaimField) -> ReportColumn:
    """The column of a field of a claim."""
    kinds = {INTERNAL, CORRECTIONS} if field.is_corrected else {INTERNAL}

    def cell(_: ArticleEntry, entry: ClaimEntry) -> Value:
        return _value(getattr(entry.claim, field.name), field)

    return ReportColumn(
        field.label, _ALL if field.is_public else frozenset(kinds), cell, field.width
    )


def _value(value: object, field: ClaimField) -> Value:
    if field.typing is Typing.DAY:
        return typed(str(value))
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, tuple):
        return each(value, label)
    return label(value) if isinstance(value, StrEnum) else str(value or "")


def _of_the_desk() -> list[ClaimField]:
    """Return the fields that only the desk reads: first the work on a claim, then its weight."""
    fields = [field for field in CLAIM_FIELDS.values() if field.width and not field.is_public]
    return sorted(fields, key=lambda field: field.join is Join.MOST)


COLUMNS: Sequence[ReportColumn] = (
    ReportColumn("Article", _ALL, lambda article, _: article.heading, 24),
    ReportColumn("Claim", _ALL, lambda _, entry: entry.claim.number, 7),
    ReportColumn("Words in the article", _ALL, lambda _, entry: each(entry.quotes, str), 44),
    ReportColumn("Where", _ALL, lambda _, entry: entry.cited, 12),
    ReportColumn("Not in the newest version", _ALL, _noted, 28),
    *(_column(field) for field in CLAIM_FIELDS.values() if field.width and field.is_public),
    ReportColumn("Verdict", _JUDGED, lambda _, entry: label(entry.standing), 15),
    ReportColumn("Reason", _JUDGED, lambda _, entry: each(entry.reasons, label)),
    ReportColumn("Conclusion", _JUDGED, _conclusions, 44),
    ReportColumn(
        "Other verdict on the same words",
        frozenset({INTERNAL, CORRECTIONS}),
        lambda _, entry: each(entry.against, lambda found: found.beside),
        32,
    ),
    ReportColumn("Tags", frozenset({INTERNAL}), lambda _, entry: each(entry.tags, tag_words), 32),
    ReportColumn("Ruling", frozenset({INTERNAL}), _ruling, 32),
    ReportColumn("Reviews", frozenset({INTERNAL}), lambda _, e: each(e.reviews, review_words), 32),
    ReportColumn(
        "Where we looked",
        frozenset({INTERNAL}),
        lambda _, entry: each(entry.tags, lambda tag: tag.search_note),
        32,
    ),
    *(_column(field) for field in _of_the_desk()),
    ReportColumn("Evidence", _JUDGED, lambda _, entry: each(entry.evidence, evidence_words), 52),
    ReportColumn("Open queries", frozenset({INTERNAL, QUERIES}), _asked, 40),
    ReportColumn("Answered queries", frozenset({INTERNAL}), _answered, 40),
    ReportColumn("Answer", frozenset({QUERIES}), lambda *_: "", 40),
    ReportColumn(
        "Contacts", frozenset({INTERNAL}), lambda _, e: each(e.contacts, contact_words), 40
    ),
    ReportColumn(
        "Text checked", _ALL, lambda article, _: article.since.told if article.since else "", 32
    ),
)
