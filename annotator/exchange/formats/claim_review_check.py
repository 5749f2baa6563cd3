"""Whether ClaimReview is as its readers expect it: the properties they need, and known ones only.

After schema.org 30.0 and what Google's Fact Check Tools ask for. The shapes that schema.org
publishes find hardly any of these faults.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from annotator.exchange.formats.addresses import web_address

Check = Callable[[Any], bool]


def _words(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _address(value: Any) -> bool:
    return isinstance(value, str) and bool(value) and web_address(value) == value


def _identity(value: Any) -> bool:
    return _address(value) or (isinstance(value, str) and value.startswith("urn:uuid:"))


def _day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A type's properties, each a check or the types that may stand there, and those it needs."""

    needed: frozenset[str]
    known: Mapping[str, Check | frozenset[str]]


_NAMED = {"@type": _words, "@id": _identity, "name": _words, "url": _address}
_PEOPLE = frozenset({"Organization", "Person"})
_SHAPES: Mapping[str, _Shape] = {
    "ClaimReview": _Shape(
        frozenset({"url", "reviewRating", "claimReviewed", "author", "datePublished"}),
        {
            **_NAMED,
            "claimReviewed": _words,
            "reviewBody": _words,
            "inLanguage": _words,
            "datePublished": _day,
            "author": _PEOPLE,
            "reviewRating": frozenset({"Rating"}),
            "itemReviewed": frozenset({"Claim"}),
            "citation": frozenset({"CreativeWork"}),
        },
    ),
    "Rating": _Shape(
        frozenset({"alternateName"}),
        {
            **_NAMED,
            "alternateName": _words,
            "ratingValue": _number,
            "bestRating": _number,
            "worstRating": _number,
        },
    ),
    "Claim": _Shape(
        frozenset(),
        {
            **_NAMED,
            "author": _PEOPLE,
            "datePublished": _day,
            "appearance": frozenset({"NewsArticle", "CreativeWork"}),
        },
    ),
    "Organization": _Shape(frozenset({"name"}), _NAMED),
    "Person": _Shape(frozenset({"name"}), _NAMED),
    "NewsArticle": _Shape(
        frozenset({"headline"}), {**_NAMED, "headline": _words, "datePublished": _day}
    ),
    "CreativeWork": _Shape(frozenset({"url"}), _NAMED),
}


def faults(document: Any) -> Iterator[str]:
    """What is wrong with a graph of reviews, a sentence without its full stop each."""
    if not isinstance(document, dict) or document.get("@context") != "https://schema.org":
        yield "it is not a schema.org document"
        return
    if not isinstance(document.get("@graph"), list):
        yield "it has no list of reviews"
        return
    for number, review in enumerate(document["@graph"], 1):
        yield from _node(review, frozenset({"ClaimReview"}), f"review {number}")


def _node(node: Any, types: frozenset[str], where: str) -> Iterator[str]:
    if not isinstance(node, dict) or node.get("@type") not in types:
        yield f"{where} is not of the type {' or '.join(sorted(types))}"
        return
    shape = _SHAPES[node["@type"]]
    yield from (f"{where} has no {name}" for name in sorted(shape.needed - node.keys()))
    for name, value in node.items():
        at = f"{where}, {name}"
        check = shape.known.get(name)
        if check is None:
            yield f"{at} is not a property of {node['@type']}"
        elif isinstance(check, frozenset):
            for one in value if isinstance(value, list) else [value]:
                yield from _node(one, check, at)
        elif not check(value):
            yield f"{at} holds something that it should not"
    if node["@type"] == "Rating":
        yield from _scale(node, where)


def _scale(rating: Mapping[str, Any], where: str) -> Iterator[str]:
    """A number needs its scale, and stands on it."""
    scale = [rating.get(name) for name in ("worstRating", "ratingValue", "bestRating")]
    if scale == [None] * len(scale):
        return
    if not all(map(_number, scale)):
        yield f"{where} has a number without its scale"
    elif not 1 <= scale[0] <= scale[1] <= scale[2] or scale[0] == scale[2]:  # type: ignore[operator]
        yield f"{where} has a number that is not on its scale"
