"""The report as W3C Web Annotations in JSON-LD: one collection, its annotations on one page.

https://www.w3.org/TR/annotation-model/ (2017). Positions are code points, and texts are as they
are: no Unicode normalisation. Plain JSON is written; no context is ever loaded.
"""

from collections.abc import Iterator

from annotator.claims.highlights import Highlight
from annotator.exchange.formats.addresses import urn, web_address
from annotator.exchange.formats.judgements import Judgement, judgements, walked
from annotator.exchange.formats.serialization import (
    Json,
    as_json,
    heading,
    stated_time,
    without_empty,
)
from annotator.exchange.formats.web_annotation.web_bodies import bodies
from annotator.exchange.formats.web_annotation.web_threads import person, threads
from annotator.kernel.progress import Progress, unwatched
from annotator.reports.choices import ReportKind
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.service.report import Report

LACKS = (
    "Web annotations hold the words around each highlight, and not the article’s text: send the "
    "text along. Of evidence they hold addresses only, and they hold no titles of articles, "
    "speakers, contacts, search notes or state of the work."
)
_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def render(report: Report, progress: Progress = unwatched) -> bytes:
    """The collection; the same report gives the same bytes.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    items: list[Json] = []
    versions = []
    for article, claims in walked(report, progress):
        versions.append(article.version.id)
        for entry in claims:
            items += _annotations(report, article, entry)
    name = (report.kind.value, *versions)
    return as_json(
        {
            "@context": _CONTEXT,
            "id": urn("collection", *name),
            "type": "AnnotationCollection",
            "label": heading(report),
            "created": stated_time(report),
            "total": len(items),
            **(_pages(urn("page", *name), items) if items else {}),
        }
    )


def _pages(page: str, items: list[Json]) -> Json:
    return {
        "last": page,
        "first": {"id": page, "type": "AnnotationPage", "startIndex": 0, "items": items},
    }


def _annotations(report: Report, article: ArticleEntry, entry: ClaimEntry) -> Iterator[Json]:
    """What was judged of a claim, and then what was said to that."""
    given = judgements(entry, report.kind)
    targets = list(_targets(report, article, entry))
    for judgement in given:
        said = bodies(entry, judgement)
        yield without_empty(
            {
                "id": urn("annotation", judgement.id),
                "type": "Annotation",
                "motivation": _motivation(judgement, said),
                "creator": person(judgement.checker, judgement.checker_id),
                "created": judgement.made_at,
                "body": said,
                "target": targets if len(targets) > 1 else targets[0],
            }
        )
    yield from threads(report, article, entry, given)


def _motivation(judgement: Judgement, said: list[Json]) -> str:
    if judgement.verdict:
        return "assessing"
    return "commenting" if said else "highlighting"


def _targets(report: Report, article: ArticleEntry, entry: ClaimEntry) -> Iterator[Json]:
    """Each place of a claim; where it has none in this version, the words where it stood before."""
    source = _source(article)
    for highlight in entry.highlights:
        yield {
            "type": "SpecificResource",
            "source": source,
            "state": _state(report, article),
            "selector": _selectors(highlight),
        }
    if not entry.highlights:
        for quote in entry.quotes:
            selector = {"type": "TextQuoteSelector", "exact": quote}
            yield {"type": "SpecificResource", "source": source, "selector": selector}
    if not entry.highlights and not entry.quotes:
        yield source


def _selectors(highlight: Highlight) -> list[Json]:
    anchor = highlight.anchor
    return [
        {
            "type": "TextQuoteSelector",
            "exact": anchor.quote,
            "prefix": anchor.prefix,
            "suffix": anchor.suffix,
        },
        {
            "type": "TextPositionSelector",
            "start": anchor.span.start,
            "end": anchor.span.end,
        },
    ]


def _source(article: ArticleEntry) -> Json:
    """The article: by its address, or by an id of ours while it has none."""
    address = web_address(article.metadata.url) or f"urn:uuid:{article.id}"
    return {"id": address, "type": "Text", "format": "text/plain"}


def _state(report: Report, article: ArticleEntry) -> Json:
    """Which text the positions are in, whatever the page says by now.

    When it was brought in is of the work, and not for everybody: they read it as of the report.
    """
    public = report.kind is ReportKind.PUBLIC
    return {
        "type": "TimeState",
        "cached": f"urn:sha256:{article.version.sha256}",
        "sourceDate": stated_time(report) if public else article.version.created_at,
    }
