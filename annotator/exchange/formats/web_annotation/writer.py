"""The report as W3C Web Annotations in JSON-LD: one collection, its annotations on one page.

https://www.w3.org/TR/annotation-model/ (2017). Positions are code points, and texts are as they
are: no Unicode normalisation. Plain JSON is written; no context is ever loaded. Each body has its
purpose. A ruling moderates the judgements it settles, reviews and answers reply, queries question,
and a proposed wording edits: annotations on the words of the claim, made with another annotation in
view, which is the scope of their targets. Each annotation has a body, and each target a selector:
the standard lets them be missing, and programs that read it do not expect that.
"""

from collections.abc import Iterator, Sequence

from annotator.articles.model import Version
from annotator.claims.highlights import Highlight
from annotator.exchange.formats.addresses import urn, web_address
from annotator.exchange.formats.judgements import Judgement, iter_articles, judgements
from annotator.exchange.formats.serialization import (
    Json,
    as_json,
    heading,
    stated_time,
    without_empty,
)
from annotator.exchange.verdict_labels import CLAIM
from annotator.kernel.progress import Progress, unwatched
from annotator.people.model import QueryStatus
from annotator.reports.choices import ReportKind, ReportSection
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.entries.people import QueryEntry, ReviewEntry, RulingEntry
from annotator.reports.entries.report import Report
from annotator.reports.entries.version_note import note_in_words


def bodies(entry: ClaimEntry, judgement: Judgement) -> list[Json]:
    """All there is to say; of a claim that is only marked, that it is a claim."""
    said = [*_classified(judgement), *_said(entry, judgement), *_links(entry)]
    return said or [textual("tagging", CLAIM, "en")]


def textual(purpose: str, value: str, language: str = "") -> Json:
    """Words with their purpose; ``language`` where it is known."""
    body = {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}
    return {**body, "language": language} if language else body


def _classified(judgement: Judgement) -> Iterator[Json]:
    """The verdict and how it is disputed, in the words by which they are always known."""
    if judgement.verdict:
        yield textual("classifying", judgement.verdict.value, "en")
    if judgement.reason:
        yield textual("classifying", judgement.reason.value, "en")


def _said(entry: ClaimEntry, judgement: Judgement) -> Iterator[Json]:
    for kind in entry.claim.kinds:
        yield textual("tagging", kind.value, "en")
    if judgement.conclusion.strip():
        yield textual("commenting", judgement.conclusion)
    if entry.claim.statement.strip():
        yield textual("describing", entry.claim.statement)


def _links(entry: ClaimEntry) -> Iterator[Json]:
    """Each address of evidence once, in the order of the evidence."""
    found = (
        web_address(url)
        for piece in entry.evidence
        for url in (piece.source.url, piece.source.archive_url)
    )
    for address in dict.fromkeys(filter(None, found)):
        source = {"id": address, "type": "Text"}
        yield {"type": "SpecificResource", "purpose": "linking", "source": source}


def threads(
    report: Report,
    article: ArticleEntry,
    entry: ClaimEntry,
    given: Sequence[Judgement],
    places: Sequence[Json],
) -> Iterator[Json]:
    """Return all replies to the judgements on a claim, as far as the report holds them.

    Args:
        report: The report.
        article: The article.
        entry: A claim in it.
        given: The judgements on the claim.
        places: The targets of the judgements.
    """
    ids = _Ids(article, entry, given, places)
    if entry.note is not None:
        said = note_in_words(entry.note, judged=entry.outdated)
        yield ids.annotation(("version",), "commenting", "", [textual("commenting", said, "en")])
    if ReportSection.CORRECTIONS in report.sections and entry.claim.proposed_wording.strip():
        yield ids.annotation(
            ("wording",), "editing", "", [textual("editing", entry.claim.proposed_wording)]
        )
    if entry.ruling and entry.ruling.holds:
        yield _ruling(ids, entry.ruling)
    for number, review in enumerate(entry.reviews):
        yield _review(ids, review, number)
    for number, query in enumerate(entry.all_queries):
        yield from _query(ids, query, number)


def person(name: str, identity: str) -> Json:
    """Return a person by name, and by id where it is known; empty for no name."""
    if not name:
        return {}
    return without_empty(
        {"id": f"urn:uuid:{identity}" if identity else "", "type": "Person", "name": name}
    )


class _Ids:
    """The ids of people and annotations on a claim, and its places."""

    def __init__(
        self,
        article: ArticleEntry,
        entry: ClaimEntry,
        given: Sequence[Judgement],
        places: Sequence[Json],
    ):
        self._claim = entry.claim.id
        self._places = places
        self._people = {t.checker: t.checker_id for e in article.claims for t in e.tags}
        self._judgements = [urn("annotation", judgement.id) for judgement in given]
        self._by = dict(zip((j.checker for j in given), self._judgements, strict=True))

    def of(self, checker: str) -> list[str]:
        """The checker's judgement, or all of them where it is not known."""
        return [self._by[checker]] if checker in self._by else self._judgements

    def annotation(
        self,
        name: tuple[str, ...],
        motivation: str,
        who: str,
        said: list[Json],
        at: str = "",
        about: Sequence[str] = (),
    ) -> Json:
        """Return a reply to judgements, or to other annotations by their ids; ``at`` is in UTC."""
        answered = list(about) or self._judgements
        scope = answered if len(answered) > 1 else answered[0]
        return without_empty(
            {
                "id": urn("annotation", self._claim, *name),
                "type": "Annotation",
                "motivation": motivation,
                "creator": person(who, self._people.get(who, "")),
                "created": at,
                "body": said,
                "target": _one_or_all([{**place, "scope": scope} for place in self._places]),
            }
        )


def _one_or_all(targets: list[Json]) -> list[Json] | Json:
    return targets if len(targets) > 1 else targets[0]


def _ruling(ids: _Ids, ruling: RulingEntry) -> Json:
    said = [textual("classifying", ruling.verdict.value, "en")]
    if ruling.reason:
        said.append(textual("classifying", ruling.reason.value, "en"))
    said += [textual("commenting", words) for words in (ruling.conclusion, ruling.why) if words]
    return ids.annotation(("ruling",), "moderating", ruling.settled_by, said, ruling.settled_at)


def _review(ids: _Ids, review: ReviewEntry, number: int) -> Json:
    """Return a reply whose decision is assessing: classifying would be a verdict on the claim."""
    said = [textual("assessing", review.decision.value, "en")]
    said += [textual("commenting", review.why)] * bool(review.why)
    name = ("review", review.reviewer, review.about, str(number))
    about = ids.of(review.about)
    return ids.annotation(name, "replying", review.reviewer, said, review.reviewed_at, about)


def _query(ids: _Ids, query: QueryEntry, number: int) -> Iterator[Json]:
    """A question, and the answer as a reply to it."""
    to = f"{query.addressee}: " if query.addressee else ""
    asked = [textual("questioning", to + query.question)]
    question = ids.annotation(
        ("query", str(number)), "questioning", query.author, asked, query.asked_at
    )
    yield question
    if query.answer.strip() and query.status is not QueryStatus.OPEN:
        answered = [textual("replying", query.answer)]
        yield ids.annotation(
            ("answer", str(number)), "replying", query.addressee, answered, "", [question["id"]]
        )


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
    for article, claims in iter_articles(report, progress):
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
    """Return the judgements on a claim, and then the replies to them."""
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
                "target": _one_or_all(targets),
            }
        )
    yield from threads(report, article, entry, given, targets)


def _motivation(judgement: Judgement, said: list[Json]) -> str:
    if judgement.verdict:
        return "assessing"
    is_only_marked = [body.get("value") for body in said] == [CLAIM]
    return "highlighting" if is_only_marked else "commenting"


def _targets(report: Report, article: ArticleEntry, entry: ClaimEntry) -> Iterator[Json]:
    """Each place of a claim; where it has none in this version, the words where it stood before."""
    source = _source(article)
    for highlight in entry.highlights:
        yield {
            "type": "SpecificResource",
            "source": source,
            "state": _state(report, article.version),
            "selector": _selectors(highlight),
        }
    if not entry.highlights:
        for quote in entry.quotes or (entry.words,):
            selector = {"type": "TextQuoteSelector", "exact": quote}
            former = {"state": _state(report, article.version_of(entry))} if entry.note else {}
            yield {"type": "SpecificResource", "source": source, **former, "selector": selector}


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


def _state(report: Report, version: Version) -> Json:
    """Return the text that the words are in, apart from the page as it is by now.

    The time of its intake is for the desk alone: the public reads it as of its publication, or of
    the report.
    """
    at = f"{version.published_on}T00:00:00Z" if version.published_on else stated_time(report)
    return {
        "type": "TimeState",
        "cached": f"urn:sha256:{version.sha256}",
        "sourceDate": at if report.kind is ReportKind.PUBLIC else version.created_at,
    }
