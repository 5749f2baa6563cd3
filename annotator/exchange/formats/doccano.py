"""doccano's JSON, read and written: a line an article, or a list, with labels by their place.

https://github.com/doccano/doccano; its offsets are in UTF-16 units or, where a project says so, in
grapheme clusters, and no words stand beside them.
"""

from collections.abc import Iterator
from typing import Any

from annotator.articles.model import Metadata
from annotator.exchange.formats.collector import AnnotationCollector, UnreadableRecordError
from annotator.exchange.formats.json_values import (
    Record,
    all_words,
    as_list,
    first_words,
    offsets,
    words,
)
from annotator.exchange.formats.judgements import judgements, walked
from annotator.exchange.formats.serialization import Json, as_line, check_text
from annotator.exchange.model import BadRecord, ImportedAnnotation, ImportedText
from annotator.exchange.verdict_labels import told_apart
from annotator.kernel.positions import Utf16Positions
from annotator.kernel.progress import Progress, unwatched
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.entries.report import Report

_TEXTS = ("text", "data")
_LABELS = ("entities", "label", "labels", "spans")
_OF_ALL = (*_LABELS, "cats")
"""Where labels of the whole text may stand."""
_COMMENTS = ("Comments", "comments")
_PARTS = 3


def is_doccano(value: Any) -> bool:
    """Whether JSON is a row with a text and its labels."""
    return (
        isinstance(value, dict)
        and any(isinstance(value.get(key), str) for key in _TEXTS)
        and any(isinstance(value.get(key), list) for key in _LABELS)
    )


def read_doccano(rows: list[tuple[str, Any]], found: AnnotationCollector) -> None:
    """Read every row: its text, labels and comments.

    Args:
        rows: For each row the words for its place, and its JSON value.
        found: Collects the annotations.
    """
    for where, row in rows:
        with found.record(where):
            if not is_doccano(row):
                raise UnreadableRecordError("It has no text with labels.")
            text = first_words(row, *_TEXTS)
            title = first_words(row, "title", "filename")
            found.texts.append(ImportedText(where, text, Metadata(title=title)))
            _read_row(row, where, found)


def _read_row(row: Record, where: str, found: AnnotationCollector) -> None:
    for number, entity in enumerate(_entities(row), 1):
        place = f"{where}, label {number}"
        with found.record(place):
            found.annotations.append(_annotation(entity, place, where))
    relations = len(as_list(row.get("relations")))
    if relations:
        found.bad.append(BadRecord(where, f"Relations between words are not read: {relations}."))
    comment = "\n".join(text for key in _COMMENTS for text in _comments(row.get(key)))
    whole = (one for key in _OF_ALL for one in as_list(row.get(key)) if isinstance(one, str))
    labels = told_apart(all_words(list(whole)))
    if comment or labels.verdict or labels.tags:
        found.annotations.append(
            ImportedAnnotation(
                where,
                text_key=where,
                verdict=labels.verdict,
                reason=labels.reason,
                tags=labels.tags,
                comment=comment,
            )
        )


def _entities(row: Record) -> Iterator[Any]:
    """Return every label of words; a label that is a mere word is of the whole text."""
    for key in _LABELS:
        yield from (one for one in as_list(row.get(key)) if not isinstance(one, str))


def _annotation(entity: Any, where: str, text_key: str) -> ImportedAnnotation:
    start, end, label = _parts(entity)
    labels = told_apart(all_words(label))
    return ImportedAnnotation(
        where,
        identity=words(entity.get("id")) if isinstance(entity, dict) else "",
        text_key=text_key,
        offsets=(offsets(start, end),),
        verdict=labels.verdict,
        reason=labels.reason,
        tags=labels.tags,
    )


def _parts(entity: Any) -> tuple[Any, Any, Any]:
    if isinstance(entity, list) and len(entity) == _PARTS:
        return entity[0], entity[1], entity[2]
    if isinstance(entity, dict):
        start = entity.get("start_offset", entity.get("start"))
        end = entity.get("end_offset", entity.get("end"))
        return start, end, entity.get("label")
    raise UnreadableRecordError("It does not say where it begins and ends.")


def _comments(value: Any) -> Iterator[str]:
    for one in as_list(value):
        text = first_words(one, "text", "comment") if isinstance(one, dict) else words(one)
        if text.strip():
            yield text


LACKS = (
    "doccano keeps verdicts at their places and nothing else that is said of a claim: not who gave "
    "them and when, why, or on what evidence, and no kinds, statements, speakers, search notes, "
    "proposed wordings, queries, contacts, reviews, rulings or claims that no longer stand in the "
    "text. Places are counted in UTF-16 units, as doccano does unless its project counts graphemes."
)


def render(report: Report, progress: Progress = unwatched) -> bytes:
    """All lines; the same report gives the same bytes.

    Raises:
        InvalidValue: the report has not the article's text.
        Cancelled: ``progress`` asked to stop.
    """
    check_text(report, "doccano")
    return b"".join(
        as_line(_row(report, number, article, claims))
        for number, (article, claims) in enumerate(walked(report, progress), 1)
    )


def _row(report: Report, number: int, article: ArticleEntry, claims: Iterator[ClaimEntry]) -> Json:
    positions = Utf16Positions(article.canonical)
    # where two checkers say the same, there is nothing to tell them apart
    marks = dict.fromkeys(
        (highlight.span, judgement.label)
        for entry in claims
        for judgement in judgements(entry, report.kind)
        for highlight in entry.highlights
    )
    entities = [
        {
            "id": place,
            "label": label,
            "start_offset": positions.to_utf16(span.start),
            "end_offset": positions.to_utf16(span.end),
        }
        for place, (span, label) in enumerate(marks)
    ]
    return {
        "id": number,
        "text": article.canonical,
        "title": article.heading,
        "entities": entities,
        "relations": [],
        "Comments": [],
    }
