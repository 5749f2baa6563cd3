"""W3C Web Annotation as JSON-LD: single annotations, pages, collections and bare lists.

https://www.w3.org/TR/annotation-model/ (2017). Nothing is ever fetched: no context, no page.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from annotator.exchange.formats.collector import Gathering, UnreadableRecordError
from annotator.exchange.formats.json_values import Record, all_words, as_list, first_words, words
from annotator.exchange.formats.web_annotation.bodies import Said, said
from annotator.exchange.formats.web_annotation.selectors import Selected, selected, types
from annotator.exchange.model import BadRecord, ForeignAnnotation
from annotator.kernel.canonical_text import readable
from annotator.kernel.errors import UnusableCharacters

_KINDS = {"Annotation", "AnnotationPage", "AnnotationCollection"}
_LISTS = {"Choice", "List", "Composite", "Independents"}
_ELSEWHERE = "A page of this collection is not in the file, and nothing is fetched."


def is_web_annotation(value: Any) -> bool:
    """Whether JSON is an annotation, a page or collection of them, or a list."""
    if isinstance(value, dict) and "@graph" in value:
        value = value["@graph"]
    return any(isinstance(one, dict) and types(one) & _KINDS for one in as_list(value))


def read_web_annotation(value: Any, found: Gathering) -> None:
    """Read every annotation in the file, one for each of its targets."""
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
    """What answers may name; an address that is no text is told with its record."""
    for one in items:
        if isinstance(one, dict):
            with suppress(UnusableCharacters):
                yield identity(one)


def _items(value: Any, found: Gathering) -> Iterator[Any]:
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


def _pages(one: Record, found: Gathering) -> Iterator[Record]:
    for page in (page for key in ("first", "next") for page in as_list(one.get(key))):
        if isinstance(page, dict):
            # A page need not say what it is.
            yield {"type": "AnnotationPage", **page}
        elif page:
            found.bad.append(BadRecord(f"page {readable(str(page))}", _ELSEWHERE))


def _annotations(
    item: Any, where: str, known: Iterable[str], found: Gathering
) -> list[ForeignAnnotation]:
    if not isinstance(item, dict) or "Annotation" not in types(item):
        raise UnreadableRecordError("It is not an annotation.")
    if isinstance(item.get("id"), (list, dict)):
        raise UnreadableRecordError("It has several ids, or none that can be read.")
    targets = list(_targets(item.get("target")))
    if not targets:
        raise UnreadableRecordError("It does not say what it is about.")
    what = said(item)
    links = found.links(where, iter(what.links))
    made = []
    for number, target in enumerate(targets, 1):
        place = where if len(targets) == 1 else f"{where}, target {number}"
        made.append(_annotation(item, target, place, (what, links), known))
    return made


def _annotation(
    item: Record, target: Any, where: str, what: tuple[Said, tuple[str, ...]], known: Iterable[str]
) -> ForeignAnnotation:
    part = selected(target) if isinstance(target, dict) else Selected()
    about, (say, links) = _source(target), what
    answers = about in known or (not part.quote and "replying" in all_words(item.get("motivation")))
    return ForeignAnnotation(
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


def _targets(value: Any) -> Iterator[Any]:
    for target in as_list(value):
        listed = isinstance(target, dict) and types(target) & _LISTS
        for one in as_list(target.get("items")) if listed else [target]:
            if isinstance(one, (dict, str)):
                yield one


def _source(target: Any) -> str:
    """The address of what a target is, or is a part of."""
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
    """What a creator is called, of whom an address may stand alone; there may be several."""
    if isinstance(creator, dict):
        for key in ("name", "nickname", "nick", "email", "id"):
            yield from all_words(creator.get(key))
    else:
        yield from all_words(creator)
