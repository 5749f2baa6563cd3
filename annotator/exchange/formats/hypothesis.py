"""Hypothesis, read and written: the JSON that its client exports, and the rows of its API.

https://h.readthedocs.io/en/latest/api-reference/v1/; an annotation is written for each place of a
claim. Positions are in UTF-16 units, and over our text, where Hypothesis has the text of the page:
by its quote each finds its place there.
"""

from base64 import urlsafe_b64encode
from collections.abc import Container, Iterator
from typing import Any

from annotator.claims.highlights import Highlight
from annotator.exchange.formats.addresses import derive_id, web_address
from annotator.exchange.formats.collector import AnnotationCollector, UnreadableRecordError
from annotator.exchange.formats.json_values import Record, all_words, as_list, records, words
from annotator.exchange.formats.judgements import Judgement, iter_articles, judgements
from annotator.exchange.formats.serialization import Json, as_json, check_judged, stated_time
from annotator.exchange.formats.web_annotation.selectors import SelectorTarget, read_selectors
from annotator.exchange.model import ImportedAnnotation
from annotator.exchange.verdict_labels import told_apart
from annotator.kernel.positions import Utf16Positions
from annotator.kernel.progress import Progress, unwatched
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.entries.report import Report

_OWN = "@hypothes.is"


def is_hypothesis(value: Any) -> bool:
    """Return whether JSON is an export, an answer of the API, or rows of it."""
    if isinstance(value, dict) and "export_userid" in value:
        return True
    return any(_is_row(row) for row in _rows(value))


def read_hypothesis(value: Any, found: AnnotationCollector) -> None:
    """Read every row: its first tag that means a verdict is the verdict, the others stay tags.

    A page note has neither words nor offsets; an answer names the annotation it answers.
    """
    rows = _rows(value)
    known = {row["id"] for row in records(rows) if isinstance(row.get("id"), str)}
    for number, row in enumerate(rows, 1):
        where = f"annotation {number}"
        with found.record(where):
            found.annotations.append(_annotation(row, where, known))


def _rows(value: Any) -> list[Any]:
    if isinstance(value, dict) and isinstance(value.get("annotations"), list):
        return list(value["annotations"])
    if isinstance(value, dict) and isinstance(value.get("rows"), list):
        return list(value["rows"])
    return as_list(value)


def _is_row(row: Any) -> bool:
    return isinstance(row, dict) and {"uri", "user"} <= row.keys() and "target" in row


def _annotation(row: Any, where: str, known: Container[str]) -> ImportedAnnotation:
    if not _is_row(row):
        raise UnreadableRecordError("It is not a Hypothesis annotation.")
    labels = told_apart(all_words(row.get("tags")))
    part = _selected(row)
    answered = _answered(list(all_words(row.get("references"))), known)
    return ImportedAnnotation(
        where,
        identity=words(row.get("id")),
        url=words(row.get("uri")),
        offsets=part.offsets,
        quote=part.quote,
        prefix=part.prefix,
        suffix=part.suffix,
        verdict=labels.verdict,
        reason=labels.reason,
        tags=labels.tags,
        comment=words(row.get("text")),
        annotator=_name(words(row.get("user"))),
        made_at=words(row.get("created")),
        replies_to=answered,
    )


def _answered(references: list[str], known: Container[str]) -> str:
    """Return the last reference in the file: answers outlive a deleted annotation."""
    last = references[-1] if references else ""
    return next((one for one in reversed(references) if one in known), last)


def _selected(row: Record) -> SelectorTarget:
    targets = (target for target in records(row.get("target")) if target.get("selector"))
    first = next(targets, None)
    return read_selectors(first) if first else SelectorTarget()


def _name(account: str) -> str:
    """Return the name of an account; an account of another place keeps the place."""
    return account.removeprefix("acct:").removesuffix(_OWN)


LACKS = (
    "Hypothesis keeps verdicts, reasons and kinds as tags and conclusions as notes, and no article "
    "text, statements, speakers, evidence, search notes, proposed wordings, queries, contacts, "
    "reviews, rulings or claims that no longer stand in the text. Checkers’ names stand where it "
    "has accounts, and everything is marked as private."
)
_NOBODY = "acct:anonymous@localhost"
_ID_LENGTH = 22


def render(report: Report, progress: Progress = unwatched) -> bytes:
    """The file; the same report gives the same bytes.

    Raises:
        InvalidValue: the report is only about queries, or about corrections.
        Cancelled: ``progress`` asked to stop.
    """
    check_judged(report, "Hypothesis")
    at = stated_time(report)
    found = [
        annotation
        for article, claims in iter_articles(report, progress)
        for annotation in _of_article(report, article, claims)
    ]
    return as_json(
        {
            "export_date": at.replace("Z", ".000Z"),
            "export_userid": found[0]["user"] if found else _NOBODY,
            "client_version": "annotator",
            "annotations": found,
        }
    )


def _of_article(
    report: Report, article: ArticleEntry, claims: Iterator[ClaimEntry]
) -> Iterator[Json]:
    positions = Utf16Positions(article.canonical)
    uri = web_address(article.metadata.url) or f"urn:uuid:{article.id}"
    for entry in claims:
        for judgement in judgements(entry, report.kind):
            for highlight in entry.highlights:
                yield {
                    **_said(report, entry, judgement, highlight),
                    "uri": uri,
                    "target": [{"source": uri, "selector": _selectors(highlight, positions)}],
                    "document": {"title": [article.heading]},
                    "links": {},
                    "references": [],
                }


def _said(report: Report, entry: ClaimEntry, judgement: Judgement, highlight: Highlight) -> Json:
    user = f"acct:{judgement.checker}@hypothes.is" if judgement.checker else _NOBODY
    at = (judgement.made_at or stated_time(report)).replace("Z", "+00:00")
    tags = [judgement.verdict.value] if judgement.verdict else []
    tags += [judgement.reason.value] if judgement.reason else []
    identity = urlsafe_b64encode(derive_id("hypothesis", judgement.id, highlight.id).bytes)
    return {
        "id": identity.decode("ascii")[:_ID_LENGTH],
        "created": at,
        "updated": at,
        "user": user,
        "text": judgement.conclusion,
        "tags": [*tags, *(kind.value for kind in entry.claim.kinds)],
        "group": "__world__",
        "permissions": {"read": [user]},
    }


def _selectors(highlight: Highlight, positions: Utf16Positions) -> list[Json]:
    anchor = highlight.anchor
    return [
        {
            "type": "TextPositionSelector",
            "start": positions.to_utf16(anchor.span.start),
            "end": positions.to_utf16(anchor.span.end),
        },
        {
            "type": "TextQuoteSelector",
            "exact": anchor.quote,
            "prefix": anchor.prefix,
            "suffix": anchor.suffix,
        },
    ]
