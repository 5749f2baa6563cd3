"""The report as ClaimReview in JSON-LD, by which published checks are found, with its check.

https://schema.org/ClaimReview (30.0): one graph, with a review for each claim. It is for checks
that the public may read; “unsupported” is no point between true and false, and has no rating. The
check asks for the properties that Google's Fact Check Tools need, and for known properties only;
the shapes that schema.org publishes find hardly any of these faults.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from annotator.appearance import label
from annotator.exchange.formats.addresses import urn, web_address
from annotator.exchange.formats.judgements import Judgement, iter_articles, judgements
from annotator.exchange.formats.serialization import Json, as_json, without_empty
from annotator.kernel.errors import InvalidValue
from annotator.kernel.progress import Progress, unwatched
from annotator.reports.choices import ReportKind
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.entries.report import Report
from annotator.reports.publisher import Publisher

Check = Callable[[Any], bool]


def _words(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _address(value: Any) -> bool:
    return isinstance(value, str) and bool(value) and web_address(value) == value


def _identity(value: Any) -> bool:
    return _address(value) or (isinstance(value, str) and value.startswith("urn:uuid:"))


def _claim_review_check_day(value: Any) -> bool:
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
            "datePublished": _claim_review_check_day,
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
            "datePublished": _claim_review_check_day,
            "appearance": frozenset({"NewsArticle", "CreativeWork"}),
        },
    ),
    "Organization": _Shape(frozenset({"name"}), _NAMED),
    "Person": _Shape(frozenset({"name"}), _NAMED),
    "NewsArticle": _Shape(
        frozenset({"headline"}),
        {**_NAMED, "headline": _words, "datePublished": _claim_review_check_day},
    ),
    "CreativeWork": _Shape(frozenset({"url"}), _NAMED),
}


def faults(document: Any) -> Iterator[str]:
    """Return the faults of a graph of reviews, each a sentence without its full stop."""
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
    elif not 1 <= scale[0] <= scale[1] <= scale[2] or scale[0] == scale[2]:  # type: ignore[operator]  # all numbers
        yield f"{where} has a number that is not on its scale"


LACKS = (
    "ClaimReview holds the published verdict on each claim with its conclusion and the addresses "
    "of its evidence, and neither where the claim stands in the article nor the article’s text."
)


def render(report: Report, progress: Progress = unwatched) -> bytes:
    """Return the graph; the same report gives the same bytes.

    Raises:
        InvalidValue: the report is not public, or its publisher or address is missing.
        Cancelled: ``progress`` asked to stop.
    """
    publisher = _publisher(report)
    graph = [
        _review(report, publisher, article, entry)
        for article, claims in iter_articles(report, progress)
        for entry in claims
    ]
    document = {"@context": "https://schema.org", "@graph": graph}
    for fault in faults(document):
        raise InvalidValue("ClaimReview", fault)
    return as_json(document)


def _publisher(report: Report) -> Publisher:
    publisher = report.publisher
    if report.kind is not ReportKind.PUBLIC:
        raise InvalidValue("ClaimReview", "it is for everybody to read: choose the public report")
    if not publisher.name.strip() or not web_address(publisher.url):
        raise InvalidValue(
            "ClaimReview",
            "it has to say who publishes the check, and on which page; say both where the window "
            "asks for them, or with “annotator publisher PROJECT --name NAME --url ADDRESS”",
        )
    return publisher.checked()


def _review(report: Report, publisher: Publisher, article: ArticleEntry, entry: ClaimEntry) -> Json:
    page = web_address(publisher.url)
    (given, *_) = judgements(entry, report.kind)
    return without_empty(
        {
            "@type": "ClaimReview",
            "@id": urn("review", entry.claim.id),
            "url": f"{page.partition('#')[0]}#{entry.key}",
            "datePublished": report.stated_date.isoformat(),
            "author": _organisation(publisher.name, page),
            "claimReviewed": entry.words,
            "reviewRating": _rating(publisher, given),
            "itemReviewed": _claim(article, entry),
            "reviewBody": "\n".join(entry.conclusions),
            "citation": list(_citations(entry)),
        }
    )


def _organisation(name: str, page: str) -> Json:
    parts = urlsplit(page)
    home = f"{parts.scheme}://{parts.netloc}/"
    return {"@type": "Organization", "name": name, "url": home}


def _rating(publisher: Publisher, given: Judgement) -> Json:
    verdict = given.verdict
    if verdict is None:
        return {}
    reason = f": {label(given.reason).lower()}" if given.reason else ""
    rating = publisher.ratings.get(verdict)
    scale = {"ratingValue": rating, "bestRating": publisher.best, "worstRating": publisher.worst}
    return {
        "@type": "Rating",
        "alternateName": publisher.wordings.get(verdict) or label(verdict) + reason,
        "name": label(verdict),
        **(scale if rating else {}),
    }


def _claim(article: ArticleEntry, entry: ClaimEntry) -> Json:
    speaker = entry.claim.speaker.strip()
    metadata, published = article.metadata, article.published_with(entry)
    url, day = (published.published_url, published.published_on) if published else ("", "")
    appearance = {
        "@type": "NewsArticle",
        "url": web_address(url) or web_address(metadata.url),
        "headline": article.heading,
        "datePublished": day or _day(metadata.published),
    }
    return without_empty(
        {
            "@type": "Claim",
            "author": {"@type": "Person", "name": speaker} if speaker else {},
            "datePublished": _day(entry.claim.said_on),
            "appearance": [without_empty(appearance)],
        }
    )


def _citations(entry: ClaimEntry) -> Iterator[Json]:
    """The sources that have an address, each once."""
    sources = {piece.source.number: piece.source for piece in entry.evidence}
    for source in sources.values():
        address = web_address(source.url) or web_address(source.archive_url)
        if address:
            yield {"@type": "CreativeWork", "name": source.name, "url": address}


def _day(words: str) -> str:
    """Return the words if they are an ISO date, or else an empty word."""
    try:
        return date.fromisoformat(words.strip()).isoformat()
    except ValueError:
        return ""
