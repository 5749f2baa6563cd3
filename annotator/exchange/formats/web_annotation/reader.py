"""W3C Web Annotation as JSON-LD: single annotations, pages, collections and bare lists.

https://www.w3.org/TR/annotation-model/ (2017). No context and no page is ever fetched. The verdict,
tags, comment and links of an annotation stand in its bodies.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from annotator.claims.verdicts import Verdict
from annotator.exchange.formats.collector import AnnotationCollector, UnreadableRecordError
from annotator.exchange.formats.json_values import (
    Record,
    all_words,
    as_list,
    first_words,
    records,
    words,
)
from annotator.exchange.formats.web_annotation.selectors import (
    SelectorTarget,
    read_selectors,
    types,
)
from annotator.exchange.model import BadRecord, ImportedAnnotation
from annotator.exchange.verdict_labels import CLAIM, meaning, reason_of
from annotator.kernel.canonical_text import readable
from annotator.kernel.errors import UnusableCharacters

_SORTING = {"classifying", "tagging", "linking", "describing"}
"""The purposes that are not purposes of a comment."""


@dataclass(frozen=True, slots=True)
class BodyContent:
    """The content of an annotation's bodies together."""

    verdict: str = ""
    reason: str = ""
    tags: tuple[str, ...] = ()
    comment: str = ""
    statement: str = ""
    links: tuple[str, ...] = ()


def read_bodies(annotation: Record) -> BodyContent:
    """Return an annotation's content; a body without a purpose has its motivation."""
    pieces = [piece for body in _bodies(annotation) for piece in _pieces(body, annotation)]

    def of(purpose: str) -> list[str]:
        return list(dict.fromkeys(value for kind, value in pieces if kind == purpose))

    verdict, reason, others = _classified(of("classifying"))
    # our own label for words that are only marked says nothing more of them
    only_marked = {CLAIM} if "highlighting" in all_words(annotation.get("motivation")) else ()
    # beside a verdict, a description says what it is about; alone it is what somebody said
    described, comments = of("describing"), of("commenting")
    return BodyContent(
        verdict,
        reason,
        tuple(tag for tag in dict.fromkeys([*of("tagging"), *others]) if tag not in only_marked),
        "\n".join(comments if verdict else [*comments, *described]),
        "\n".join(described) if verdict else "",
        tuple(of("linking")),
    )


def _classified(labels: list[str]) -> tuple[str, str, list[str]]:
    """Return the verdict, its reason, and the other labels: the first known verdict is it."""
    if not labels:
        return "", "", []
    verdict = next((label for label in labels if meaning(label)), labels[0])
    meant = meaning(verdict)
    rest = [label for label in labels if label != verdict]
    reason = ""
    if meant and meant.verdict is Verdict.DISPUTED:
        reason = next((label for label in rest if reason_of(label)), "")
    return verdict, reason, [label for label in rest if label != reason]


def _bodies(annotation: Record) -> Iterator[Any]:
    yield from all_words(annotation.get("bodyValue"))
    for body in as_list(annotation.get("body")):
        if isinstance(body, dict) and types(body) & {"Choice", "List", "Composite"}:
            yield from as_list(body.get("items"))
        else:
            yield body


def _pieces(body: Any, annotation: Record) -> Iterator[tuple[str, str]]:
    """Return each purpose of a body, with its words."""
    motivation = list(all_words(annotation.get("motivation")))
    if isinstance(body, str):
        kind = "linking" if "://" in body and not set(body) & set(" \n") else _kind(motivation)
        yield kind, words(body)
        return
    if not isinstance(body, dict):
        return
    kinds = {_kind([purpose]) for purpose in all_words(body.get("purpose"))} or {_kind(motivation)}
    values = (all_words(body.get(key)) for key in ("value", "rdf:value", "chars"))
    value = next(filter(None, map("\n".join, values)), "")
    address = _address(body)
    for kind in sorted(kinds):
        if value:
            yield kind, value
        elif address:
            yield "linking", address


def _address(body: Record) -> str:
    """The address a body leads to."""
    nested = [first_words(one, "id", "@id") for one in records(body.get("source"))]
    return words(body.get("source")) or next(iter(nested), "") or first_words(body, "id", "@id")


def _kind(purposes: Iterable[str]) -> str:
    return next((purpose for purpose in purposes if purpose in _SORTING), "commenting")


_KINDS = {"Annotation", "AnnotationPage", "AnnotationCollection"}
_LISTS = {"Choice", "List", "Composite", "Independents"}
_REPLYING = {"replying", "moderating", "questioning", "editing"}
"""The motivations of annotations that may be about other annotations."""
_ELSEWHERE = "A page of this collection is not in the file, and nothing is fetched."


def is_web_annotation(value: Any) -> bool:
    """Whether JSON is an annotation, a page or collection of them, or a list."""
    if isinstance(value, dict) and "@graph" in value:
        value = value["@graph"]
    return any(isinstance(one, dict) and types(one) & _KINDS for one in as_list(value))


def read_web_annotation(value: Any, found: AnnotationCollector) -> None:
    """Read every annotation in the file, once for each of its targets."""
    items = list(_items(value, found))
    known = set(_identities(items)) - {""}
    for number, item in enumerate(items, 1):
        where = f"annotation {number}"
        with found.record(where):
            found.annotations += _annotations(item, where, known, found)


def identity(record: Record) -> str:
    """The address a record is known by; none if it gives none, or several."""
    return first_words(record, "id", "@id")


def _identities(items: Iterable[Any]) -> Iterator[str]:
    """Return the ids that answers may name; an id that is no text is told with its record."""
    for one in items:
        if isinstance(one, dict):
            with suppress(UnusableCharacters):
                yield identity(one)


def _items(value: Any, found: AnnotationCollector) -> Iterator[Any]:
    """All annotations, in the order of their pages."""
    waiting = deque([value])
    while waiting:
        one = waiting.popleft()
        if isinstance(one, list):
            waiting.extendleft(reversed(one))
        elif isinstance(one, dict) and "@graph" in one:
            waiting.appendleft(as_list(one["@graph"]))
        elif isinstance(one, dict) and types(one) & {"AnnotationPage", "AnnotationCollection"}:
            yield from as_list(one.get("items"))
            waiting.appendleft(list(_pages(one, found)))
        else:
            yield one


def _pages(one: Record, found: AnnotationCollector) -> Iterator[Record]:
    for page in (page for key in ("first", "next") for page in as_list(one.get(key))):
        if isinstance(page, dict):
            # A page need not say what it is.
            yield {"type": "AnnotationPage", **page}
        elif page:
            found.bad.append(BadRecord(f"page {readable(str(page))}", _ELSEWHERE))


def _annotations(
    item: Any, where: str, known: Iterable[str], found: AnnotationCollector
) -> list[ImportedAnnotation]:
    if not isinstance(item, dict) or "Annotation" not in types(item):
        raise UnreadableRecordError("It is not an annotation.")
    if isinstance(item.get("id"), (list, dict)):
        raise UnreadableRecordError("It has several ids, or none that can be read.")
    targets = list(_targets(item.get("target")))
    targets = _answered(item, targets, known) or targets
    if not targets:
        raise UnreadableRecordError("It does not say what it is about.")
    what = read_bodies(item)
    links = found.links(where, iter(what.links))
    made = []
    for number, target in enumerate(targets, 1):
        place = where if len(targets) == 1 else f"{where}, target {number}"
        made.append(_annotation(item, target, place, (what, links), known))
    return made


def _annotation(
    item: Record,
    target: Any,
    where: str,
    what: tuple[BodyContent, tuple[str, ...]],
    known: Iterable[str],
) -> ImportedAnnotation:
    part = read_selectors(target) if isinstance(target, dict) else SelectorTarget()
    about, (say, links) = _source(target), what
    answers = about in known or (not part.quote and "replying" in all_words(item.get("motivation")))
    return ImportedAnnotation(
        where,
        identity=identity(item),
        url="" if answers else about,
        offsets=part.offsets,
        quote=part.quote,
        prefix=part.prefix,
        suffix=part.suffix,
        verdict=say.verdict,
        reason=say.reason,
        tags=say.tags,
        comment=say.comment,
        statement=say.statement,
        links=links,
        annotator=_creator(item),
        made_at=first_words(item, "created", "modified", "generated"),
        replies_to=about if answers else "",
    )


def _answered(item: Record, targets: list[Any], known: Iterable[str]) -> list[str]:
    """Return the annotations that an annotation on words was made with a view to.

    Our replies have words for targets, as programs expect of all annotations, and the annotations
    that they reply to as the scope of these.
    """
    replies = not _REPLYING.isdisjoint(all_words(item.get("motivation")))
    scopes = [
        scope
        for target in targets
        if isinstance(target, dict)
        for scope in all_words(target.get("scope"))
    ]
    return [scope for scope in dict.fromkeys(scopes) if replies and scope in known]


def _targets(value: Any) -> Iterator[Any]:
    for target in as_list(value):
        listed = isinstance(target, dict) and types(target) & _LISTS
        for one in as_list(target.get("items")) if listed else [target]:
            if isinstance(one, (dict, str)):
                yield one


def _source(target: Any) -> str:
    """Return the address of a target, or of the resource that it is a part of."""
    if isinstance(target, str):
        return words(target)
    source = target.get("source")
    if isinstance(source, dict):
        return identity(source)
    return words(source) or identity(target)


def _creator(item: Record) -> str:
    names = (name for one in as_list(item.get("creator")) for name in _names(one))
    return next(names, "")


def _names(creator: Any) -> Iterator[str]:
    """Return the names of a creator, of whom an address may stand alone; there may be several."""
    if isinstance(creator, dict):
        for key in ("name", "nickname", "nick", "email", "id"):
            yield from all_words(creator.get(key))
    else:
        yield from all_words(creator)
