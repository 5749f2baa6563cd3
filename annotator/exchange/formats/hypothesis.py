"""The report in the shape of what Hypothesis exports: an annotation for each place of a claim.

https://h.readthedocs.io/en/latest/api-reference/v1/; positions are in UTF-16 units, and over our
text, where Hypothesis has the text of the page: by its quote each finds its place there.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterator

from annotator.claims.highlights import Highlight
from annotator.exchange.formats.addresses import derived, web_address
from annotator.exchange.formats.judgements import Judgement, judgements, walked
from annotator.exchange.formats.serialization import Json, as_json, check_judged, stated_time
from annotator.kernel.positions import Utf16Positions
from annotator.kernel.progress import Progress, unwatched
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.service.report import Report

LACKS = (
    "Hypothesis keeps verdicts, reasons and kinds as tags and conclusions as notes, and no article "
    "text, statements, speakers, evidence, search notes, proposed wordings, queries, contacts, "
    "reviews, rulings or claims that no longer stand in the text. Checkers’ names stand where it "
    "has accounts, and everything is marked as private."
)
_NOBODY = "acct:anonymous@localhost"
_ID_LENGTH = 22


def render(report: Report, progress: Progress = unwatched) -> bytes:
    """The file; the same report gives the same bytes.

    Raises:
        InvalidValue: the report is only about queries, or about corrections.
        Cancelled: ``progress`` asked to stop.
    """
    check_judged(report, "Hypothesis")
    at = stated_time(report)
    found = [
        annotation
        for article, claims in walked(report, progress)
        for annotation in _of_article(report, article, claims)
    ]
    return as_json(
        {
            "export_date": at.replace("Z", ".000Z"),
            "export_userid": found[0]["user"] if found else _NOBODY,
            "client_version": "annotator",
            "annotations": found,
        }
    )


def _of_article(
    report: Report, article: ArticleEntry, claims: Iterator[ClaimEntry]
) -> Iterator[Json]:
    positions = Utf16Positions(article.canonical)
    uri = web_address(article.metadata.url) or f"urn:uuid:{article.id}"
    for entry in claims:
        for judgement in judgements(entry, report.kind):
            for highlight in entry.highlights:
                yield {
                    **_said(report, entry, judgement, highlight),
                    "uri": uri,
                    "target": [{"source": uri, "selector": _selectors(highlight, positions)}],
                    "document": {"title": [article.heading]},
                    "links": {},
                    "references": [],
                }


def _said(report: Report, entry: ClaimEntry, judgement: Judgement, highlight: Highlight) -> Json:
    user = f"acct:{judgement.checker}@hypothes.is" if judgement.checker else _NOBODY
    at = (judgement.made_at or stated_time(report)).replace("Z", "+00:00")
    tags = [judgement.verdict.value] if judgement.verdict else []
    tags += [judgement.reason.value] if judgement.reason else []
    identity = urlsafe_b64encode(derived("hypothesis", judgement.id, highlight.id).bytes)
    return {
        "id": identity.decode("ascii")[:_ID_LENGTH],
        "created": at,
        "updated": at,
        "user": user,
        "text": judgement.conclusion,
        "tags": [*tags, *(kind.value for kind in entry.claim.kinds)],
        "group": "__world__",
        "permissions": {"read": [user]},
    }


def _selectors(highlight: Highlight, positions: Utf16Positions) -> list[Json]:
    anchor = highlight.anchor
    return [
        {
            "type": "TextPositionSelector",
            "start": positions.to_utf16(anchor.span.start),
            "end": positions.to_utf16(anchor.span.end),
        },
        {
            "type": "TextQuoteSelector",
            "exact": anchor.quote,
            "prefix": anchor.prefix,
            "suffix": anchor.suffix,
        },
    ]
