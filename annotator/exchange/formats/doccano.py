"""doccano's JSON, read and written: a line an article, or a list, with labels by their place.

https://github.com/doccano/doccano; its offsets are in UTF-16 units or, where a project says so, in
grapheme clusters, and no words stand beside them. Each type of project takes a file of its own
shape. A field that doccano does not know stays with its row, and comes back when it exports.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from annotator.articles.model import Metadata
from annotator.claims.highlights import Highlight
from annotator.exchange.formats.collector import AnnotationCollector, UnreadableRecordError
from annotator.exchange.formats.json_values import (
    Record,
    all_words,
    as_list,
    first_words,
    offsets,
    records,
    words,
)
from annotator.exchange.formats.judgements import Judgement, iter_articles, judgements
from annotator.exchange.formats.serialization import Json, as_ascii_line, check_text, without_empty
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
_CHECKED = "checked"
"""The field for everything about our labels that doccano has no place for."""
_ALL = "all"
"""The name of the file in which doccano exports a project that all work on together."""


def is_doccano(value: Any) -> bool:
    """Whether JSON is a row with a text and its labels."""
    return (
        isinstance(value, dict)
        and any(isinstance(value.get(key), str) for key in _TEXTS)
        and any(isinstance(value.get(key), list) for key in _LABELS)
    )


def annotator_of(path: str) -> str:
    """Return whose labels a file of doccano's export holds: it has one for each user."""
    stem = PurePosixPath(path).stem
    return "" if stem == _ALL else stem


def read_doccano(
    rows: list[tuple[str, Any]], found: AnnotationCollector, annotator: str = ""
) -> None:
    """Read every row: its text, labels and comments.

    Args:
        rows: For each row the words for its place, and its JSON value.
        found: Collects the annotations.
        annotator: Whose labels they are, as far as none says so itself.
    """
    for where, row in rows:
        with found.record(where):
            if not is_doccano(row):
                raise UnreadableRecordError("It has no text with labels.")
            text = first_words(row, *_TEXTS)
            title = first_words(row, "title", "filename")
            found.texts.append(ImportedText(where, text, Metadata(title=title)))
            _read_row(row, where, annotator, found)


def _read_row(row: Record, where: str, annotator: str, found: AnnotationCollector) -> None:
    checked = _checked(row)
    for number, entity in enumerate(_entities(row), 1):
        place = f"{where}, label {number}"
        with found.record(place):
            one = replace(_annotation(entity, place, where), annotator=annotator)
            about = checked.get((*one.offsets[0], _label(entity)))
            found.annotations += [_said(one, said) for said in about] if about else [one]
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
                annotator=annotator,
            )
        )


def _checked(row: Record) -> dict[tuple[int, int, str], list[Record]]:
    """Return what is known of our own labels, by their place and their label."""
    known = dict[tuple[int, int, str], list[Record]]()
    for said in records(row.get(_CHECKED)):
        with suppress(UnreadableRecordError):
            place = offsets(said.get("start"), said.get("end"))
            known.setdefault((*place, words(said.get("as"))), []).append(said)
    return known


def _said(one: ImportedAnnotation, said: Record) -> ImportedAnnotation:
    """Return an annotation of ours with all that we said of it."""
    return replace(
        one,
        quote=words(said.get("text")),
        reason=words(said.get("reason")),
        comment=words(said.get("conclusion")),
        annotator=words(said.get("by")) or one.annotator,
        made_at=words(said.get("at")),
    )


def _label(entity: Any) -> str:
    return words(_parts(entity)[2])


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


_LACKS = (
    "doccano shows verdicts at their places. Reasons, conclusions, checkers and dates stand in its "
    "field “checked”, and come back with its export. It has no kinds, evidence, statements, "
    "speakers, search notes, proposed wordings, queries, contacts, reviews, rulings or claims that "
    "no longer stand in the text. Places are counted in UTF-16 units, as doccano does unless its "
    "project counts graphemes."
)
_OVERLAP = (
    "Where highlights overlap, doccano drops all but the first, unless “Allow overlapping spans” "
    "was chosen for its project."
)
SEQUENCE_LACKS = f"For a project of the type “Sequence Labeling”. {_OVERLAP} {_LACKS}"
RELATION_LACKS = (
    "For a project of the type “Sequence Labeling” with “Use relation labeling”; import it as "
    f"“JSONL(Relation)”. {_OVERLAP} {_LACKS}"
)
INTENT_LACKS = (
    "For a project of the type “Intent Detection and Slot Filling”. It takes no overlapping "
    "highlights: they stand in further rows, each with the article’s text again. "
    f"{_LACKS}"
)


class _Marks:
    """The highlights of an article as doccano counts them, each with its label once."""

    def __init__(self, report: Report, article: ArticleEntry, claims: Iterator[ClaimEntry]) -> None:
        positions = Utf16Positions(article.canonical)
        self.spans: dict[tuple[int, int, str], None] = {}
        self.checked: list[Json] = []
        for entry in claims:
            for judgement in judgements(entry, report.kind):
                for highlight in entry.highlights:
                    start = positions.to_utf16(highlight.span.start)
                    end = positions.to_utf16(highlight.span.end)
                    self.spans[start, end, judgement.label] = None
                    if judgement.verdict:
                        place = {"start": start, "end": end, "as": judgement.label}
                        self.checked.append(place | _about(judgement, highlight))

    def layers(self) -> list[list[tuple[int, int, str]]]:
        """Return the highlights in as few rows as it takes for none to overlap in a row."""
        rows: list[list[tuple[int, int, str]]] = [[]]
        for span in sorted(self.spans):
            free = (row for row in rows if not row or row[-1][1] <= span[0])
            row = next(free, None)
            if row is None:
                rows.append(row := [])
            row.append(span)
        return rows


def _about(judgement: Judgement, highlight: Highlight) -> Json:
    return without_empty(
        {
            "text": highlight.quote,
            "by": judgement.checker,
            "at": judgement.made_at,
            "reason": judgement.reason.value if judgement.reason else "",
            "conclusion": judgement.conclusion,
        }
    )


def render_sequence(report: Report, progress: Progress = unwatched) -> bytes:
    """All lines, for sequence labelling; the same report gives the same bytes.

    Raises:
        InvalidValue: the report has not the article's text.
        Cancelled: ``progress`` asked to stop.
    """
    return _render(report, progress, lambda marks: [{"label": [list(one) for one in marks.spans]}])


def render_relation(report: Report, progress: Progress = unwatched) -> bytes:
    """All lines, for sequence labelling with relations; otherwise as ``render_sequence``."""
    return _render(report, progress, lambda marks: [_related(marks)])


def render_intent(report: Report, progress: Progress = unwatched) -> bytes:
    """All lines, for intent detection and slot filling; otherwise as ``render_sequence``."""
    return _render(
        report,
        progress,
        lambda marks: [{"entities": [list(one) for one in row]} for row in marks.layers()],
        {"cats": []},
    )


def _related(marks: _Marks) -> Json:
    names = "start_offset", "end_offset", "label"
    entities = [
        {"id": number, **dict(zip(names, one, strict=True))}
        for number, one in enumerate(marks.spans)
    ]
    return {"entities": entities, "relations": []}


def _render(
    report: Report,
    progress: Progress,
    labels: Callable[[_Marks], list[Json]],
    last: Json | None = None,
) -> bytes:
    """All lines, a row for each set of labels; in ASCII, for doccano may guess the encoding."""
    check_text(report, "doccano")
    return b"".join(
        as_ascii_line(
            {"text": article.canonical, "title": article.heading, _CHECKED: marks.checked}
            | labelled
            | (last or {})
        )
        for article, claims in iter_articles(report, progress)
        for marks in [_Marks(report, article, claims)]
        for labelled in labels(marks)
    )
