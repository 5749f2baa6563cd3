"""Label Studio, read and written: the JSON of a project's tasks, and JSON-MIN's flat records.

https://labelstud.io/guide/export; since 2021 it counts code points. A task is an article, an
annotation a checker; in JSON-MIN each annotation of a task is a record of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from annotator.articles.model import Metadata
from annotator.exchange.formats.addresses import derive_id, web_address
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
from annotator.exchange.formats.serialization import Json, as_json, check_text, without_empty
from annotator.exchange.model import BadRecord, ImportedAnnotation, ImportedText
from annotator.exchange.verdict_labels import told_apart
from annotator.kernel.progress import Progress, unwatched
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.entries.report import Report

_OF_THE_TASK = {"id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time"}
"""The fields of a flat record itself; all others are the task's data, or annotations."""


def is_flat(row: Any) -> bool:
    """Return whether JSON is an annotation with the fields of its task beside it."""
    return isinstance(row, dict) and {"annotation_id", "annotator"} <= row.keys()


def unfold_record(row: Record) -> Record:
    """Return the record as a task with its annotation, as the whole export has it."""
    fields = {name: value for name, value in row.items() if name not in _OF_THE_TASK}
    done = {
        "completed_by": row.get("annotator"),
        "created_at": row.get("created_at"),
        "result": [result for value in fields.values() for result in _results(value)],
    }
    data = {name: value for name, value in fields.items() if isinstance(value, str)}
    return {"data": data, "annotations": [done]}


def _results(value: Any) -> Iterator[Record]:
    for one in records(value):
        if isinstance(one.get("text"), list):
            kind = "textarea"
        else:
            kind = next((name for name in one if name.endswith("labels")), "choices")
        yield {"type": kind, "value": one}


_DONE = ("annotations", "completions")
"""The key of people's annotations of a task, as it is called today and was before 2021."""
_UNREAD = {
    "predictions": "Predictions of a model are not read: {count}.",
    "drafts": "Drafts that nobody submitted are not read: {count}.",
}
"""What else stands in a task beside its annotations."""
_CHECKED = "checked"
"""The key in the ``meta`` of a region for its checker, who need not be a user of Label Studio."""
_PATHS = "It is placed by a path or paragraph of a web page, not by a position in the text."


@dataclass(slots=True)
class _Region:
    """The results on a stretch of words, or on the whole text, put together."""

    identity: str = ""
    place: Record | None = None
    labels: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    checked: Record = field(default_factory=dict)


def is_label_studio(value: Any) -> bool:
    """Whether JSON is a task, or a list of them."""
    return any(is_flat(task) or _is_task(task) for task in as_list(value))


def read_label_studio(value: Any, found: AnnotationCollector) -> None:
    """Read every task: its text, and the regions of each annotator."""
    for number, task in enumerate(as_list(value), 1):
        where = f"task {number}"
        with found.record(where):
            whole = unfold_record(task) if is_flat(task) else task
            if not _is_task(whole):
                raise UnreadableRecordError("It is not a task.")
            data = whole["data"]
            text = _text(data)
            found.texts += [ImportedText(where, text, _metadata(data))] if text else []
            for key in _DONE:
                for done in records(whole.get(key)):
                    _read_done(done, where, where if text else "", found)
            for key, unread in _UNREAD.items():
                # an export may give their numbers alone
                if count := sum(map(bool, as_list(whole.get(key)))):
                    found.bad.append(BadRecord(where, unread.format(count=count)))


def _is_task(task: Any) -> bool:
    return (
        isinstance(task, dict)
        and isinstance(task.get("data"), dict)
        and any(isinstance(task.get(key), list) for key in (*_DONE, *_UNREAD))
    )


def _text(data: Record) -> str:
    """The text of a task: the field that is called so, or the longest that is no address."""
    if isinstance(data.get("text"), str):
        return words(data["text"])
    texts = (words(one) for one in data.values() if isinstance(one, str))
    return max((one for one in texts if "://" not in one[:10]), key=len, default="")


def _metadata(data: Record) -> Metadata:
    return Metadata(title=first_words(data, "title", "headline"), url=first_words(data, "url"))


def _read_done(done: Record, where: str, text_key: str, found: AnnotationCollector) -> None:
    if done.get("was_cancelled"):
        return
    regions = dict[str, _Region]()
    relations = 0
    for number, result in enumerate(records(done.get("result")), 1):
        relations += result.get("type") == "relation"
        if result.get("type") != "relation":
            with found.record(f"{where}, result {number}"):
                _read_result(result, regions)
    if relations:
        found.bad.append(BadRecord(where, f"Relations between words are not read: {relations}."))
    for number, region in enumerate(regions.values(), 1):
        place = f"{where}, region {number}"
        with found.record(place):
            found.annotations.append(_annotation(region, place, text_key, done))


def _read_result(result: Record, regions: dict[str, _Region]) -> None:
    value = result.get("value")
    if not isinstance(value, dict):
        raise UnreadableRecordError("It has no value.")
    if isinstance(value.get("start"), str) or "startOffset" in value:
        raise UnreadableRecordError(_PATHS)
    placed = "start" in value
    key = first_words(result, "id") or f"{value['start']} {value.get('end')}" if placed else ""
    region = regions.setdefault(key, _Region())
    if placed and (region.place is None or isinstance(value.get("text"), str)):
        region.place = value
        region.identity = first_words(result, "id")
    kind = words(result.get("type"))
    if kind == "textarea":
        region.comments += all_words(value.get("text"))
    else:
        region.labels += _labels(value, kind)
    meta = result.get("meta")
    if isinstance(meta, dict):
        region.comments += all_words(meta.get("text"))
        region.checked |= next(iter(records(meta.get(_CHECKED))), {})


def _labels(value: Record, kind: str) -> Iterator[str]:
    for one in as_list(value.get(kind)):
        # a taxonomy gives the way to a name
        path = " / ".join(all_words(one))
        yield from [path] if path else []
    if kind != "choices":
        yield from all_words(value.get("choices"))


def _annotation(region: _Region, where: str, text_key: str, done: Record) -> ImportedAnnotation:
    place = region.place
    labels = told_apart(region.labels)
    quote = place.get("text") if place else ""
    checked = region.checked if words(region.checked.get("as")) == labels.verdict else {}
    return ImportedAnnotation(
        where,
        identity=region.identity,
        text_key=text_key,
        offsets=(offsets(place.get("start"), place.get("end")),) if place else (),
        quote=words(quote) if isinstance(quote, str) else "",
        verdict=labels.verdict,
        reason=labels.reason,
        tags=labels.tags,
        comment="\n".join(dict.fromkeys(region.comments)),
        annotator=words(checked.get("by")) or _annotator(done.get("completed_by")),
        made_at=words(checked.get("at")) or first_words(done, "created_at", "updated_at"),
    )


def _annotator(who: Any) -> str:
    if not isinstance(who, dict):
        name = words(who)
        return f"annotator {name}" if name.isdecimal() else name
    name = " ".join(all_words([who.get("first_name"), who.get("last_name")]))
    return name or first_words(who, "username", "email", "id")


LACKS = (
    "Label Studio keeps verdicts, reasons, kinds and conclusions, and no statements, speakers, "
    "evidence, search notes, proposed wordings, queries, contacts, reviews, rulings or claims that "
    "no longer stand in the text. There all annotations belong to whoever imports them: checkers’ "
    "names and dates come back with its export, and are not shown in it. Its export as JSON-MIN "
    "has no names, reasons or conclusions: export as JSON."
)
_FIRST = 10
"""From where annotations are counted, so that no number is that of a task among the first."""


def render(report: Report, progress: Progress = unwatched) -> bytes:
    """All tasks; the same report gives the same bytes.

    Raises:
        InvalidValue: the report has not the article's text.
        Cancelled: ``progress`` asked to stop.
    """
    check_text(report, "Label Studio")
    tasks: list[Json] = []
    annotations = _FIRST
    for number, (article, claims) in enumerate(iter_articles(report, progress), 1):
        made = list(_annotations(report, claims, annotations))
        annotations += len(made)
        tasks.append({"id": number, "data": _data(article), "annotations": made})
    return as_json(tasks)


def _data(article: ArticleEntry) -> Json:
    told = without_empty({"title": article.heading, "url": web_address(article.metadata.url)})
    return {"text": article.canonical, **told}


def _annotations(report: Report, claims: Iterator[ClaimEntry], first: int) -> Iterator[Json]:
    """Return an annotation for each checker, with all judgements.

    It has no ``completed_by``: Label Studio refuses a file that names anybody but its users.

    Args:
        report: The report.
        claims: The claims of an article.
        first: The id of the first annotation.
    """
    results: dict[tuple[str, str], list[Json]] = {}
    for entry in claims:
        for judgement in judgements(entry, report.kind):
            who = judgement.checker, judgement.checker_id
            results.setdefault(who, []).extend(_label_studio_part_results(entry, judgement))
    for number, who in enumerate(sorted(results), first):
        yield {"id": number, "ground_truth": False, "result": results[who]}


def _label_studio_part_results(entry: ClaimEntry, judgement: Judgement) -> Iterator[Json]:
    """Return a region for each place; all further results on it have the same id."""
    for highlight in entry.highlights:
        span = highlight.span
        place = {"start": span.start, "end": span.end, "text": highlight.quote}
        region = {"id": derive_id("region", judgement.id, highlight.id).hex[:10], "to_name": "text"}
        said = [judgement.conclusion] if judgement.conclusion.strip() else []
        labelled = {"type": "labels", "value": {**place, "labels": [judgement.label]}}
        checked = {"by": judgement.checker, "at": judgement.made_at} if judgement.checker else {}
        if checked:
            checked = without_empty(checked) | {"as": judgement.label}
        meta = without_empty({"text": said, _CHECKED: checked})
        yield {**region, "from_name": "label", **labelled, **({"meta": meta} if meta else {})}
        chosen = {
            "reason": [judgement.reason.value] if judgement.reason else [],
            "kind": [kind.value for kind in entry.claim.kinds],
        }
        for name, choices in chosen.items():
            if choices:
                value = {**place, "choices": choices}
                yield {**region, "from_name": name, "type": "choices", "value": value}
