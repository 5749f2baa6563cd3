"""Label Studio: the JSON of a project's tasks, with all that was annotated in each.

https://labelstud.io/guide/export
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from annotator.articles.model import Metadata
from annotator.exchange.formats.collector import Gathering, UnreadableRecordError
from annotator.exchange.formats.json_values import (
    Record,
    all_words,
    as_list,
    first_words,
    offsets,
    records,
    words,
)
from annotator.exchange.formats.label_studio_flat import is_flat, unfolded
from annotator.exchange.model import BadRecord, ForeignAnnotation, ForeignText
from annotator.exchange.verdict_labels import told_apart

_DONE = ("annotations", "completions")
"""What people made of a task, as it is called today and was before 2021."""
_PATHS = "It is placed by a path or paragraph of a web page, not by a position in the text."


@dataclass(slots=True)
class _Region:
    """What is said of one stretch of words, or of the whole text, in several results."""

    identity: str = ""
    place: Record | None = None
    labels: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def is_label_studio(value: Any) -> bool:
    """Whether JSON is a task, or a list of them."""
    return any(is_flat(task) or _is_task(task) for task in as_list(value))


def read_label_studio(value: Any, found: Gathering) -> None:
    """Read every task: its text, and the regions of each annotator."""
    for number, task in enumerate(as_list(value), 1):
        where = f"task {number}"
        with found.record(where):
            whole = unfolded(task) if is_flat(task) else task
            if not _is_task(whole):
                raise UnreadableRecordError("It is not a task.")
            data = whole["data"]
            text = _text(data)
            found.texts += [ForeignText(where, text, _metadata(data))] if text else []
            for key in _DONE:
                for done in records(whole.get(key)):
                    _read_done(done, where, where if text else "", found)


def _is_task(task: Any) -> bool:
    return (
        isinstance(task, dict)
        and isinstance(task.get("data"), dict)
        and any(isinstance(task.get(key), list) for key in _DONE)
    )


def _text(data: Record) -> str:
    """The text of a task: the field that is called so, or the longest that is no address."""
    if isinstance(data.get("text"), str):
        return words(data["text"])
    texts = (words(one) for one in data.values() if isinstance(one, str))
    return max((one for one in texts if "://" not in one[:10]), key=len, default="")


def _metadata(data: Record) -> Metadata:
    return Metadata(title=first_words(data, "title", "headline"), url=first_words(data, "url"))


def _read_done(done: Record, where: str, text_key: str, found: Gathering) -> None:
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
    region.comments += _meta(result)


def _labels(value: Record, kind: str) -> Iterator[str]:
    for one in as_list(value.get(kind)):
        # a taxonomy gives the way to a name
        path = " / ".join(all_words(one))
        yield from [path] if path else []
    if kind != "choices":
        yield from all_words(value.get("choices"))


def _meta(result: Record) -> Iterator[str]:
    meta = result.get("meta")
    return all_words(meta.get("text")) if isinstance(meta, dict) else iter(())


def _annotation(region: _Region, where: str, text_key: str, done: Record) -> ForeignAnnotation:
    place = region.place
    labels = told_apart(region.labels)
    quote = place.get("text") if place else ""
    return ForeignAnnotation(
        where,
        identity=region.identity,
        text_key=text_key,
        offsets=(offsets(place.get("start"), place.get("end")),) if place else (),
        quote=words(quote) if isinstance(quote, str) else "",
        verdict=labels.verdict,
        reason=labels.reason,
        tags=labels.tags,
        comment="\n".join(dict.fromkeys(region.comments)),
        annotator=_annotator(done.get("completed_by")),
        made_at=first_words(done, "created_at", "updated_at"),
    )


def _annotator(who: Any) -> str:
    if not isinstance(who, dict):
        name = words(who)
        return f"annotator {name}" if name.isdecimal() else name
    name = " ".join(all_words([who.get("first_name"), who.get("last_name")]))
    return name or first_words(who, "username", "email", "id")
