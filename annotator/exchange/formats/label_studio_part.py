"""The report as Label Studio's JSON: a task an article, an annotation a checker.

https://labelstud.io/guide/export; since 2021 it counts code points.
"""

from collections.abc import Iterator

from annotator.exchange.formats.addresses import derived, web_address
from annotator.exchange.formats.judgements import Judgement, judgements, walked
from annotator.exchange.formats.serialization import Json, as_json, check_text, without_empty
from annotator.kernel.progress import Progress, unwatched
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.service.report import Report

LACKS = (
    "Label Studio keeps verdicts, reasons, kinds and conclusions, and no statements, speakers, "
    "evidence, search notes, proposed wordings, queries, contacts, reviews, rulings or claims that "
    "no longer stand in the text. All of a checker’s verdicts have the date of the latest, and "
    "checkers’ names stand where it has the addresses of its users."
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
    for number, (article, claims) in enumerate(walked(report, progress), 1):
        made = list(_annotations(report, claims, annotations))
        annotations += len(made)
        tasks.append({"id": number, "data": _data(article), "annotations": made})
    return as_json(tasks)


def _data(article: ArticleEntry) -> Json:
    told = without_empty({"title": article.heading, "url": web_address(article.metadata.url)})
    return {"text": article.canonical, **told}


def _annotations(report: Report, claims: Iterator[ClaimEntry], first: int) -> Iterator[Json]:
    """One for each checker, with all that they judged; it is as old as their latest judgement."""
    results: dict[tuple[str, str], list[Json]] = {}
    times: dict[tuple[str, str], str] = {}
    for entry in claims:
        for judgement in judgements(entry, report.kind):
            who = judgement.checker, judgement.checker_id
            results.setdefault(who, []).extend(_results(entry, judgement))
            times[who] = max(times.get(who, ""), judgement.made_at)
    for number, who in enumerate(sorted(results), first):
        yield without_empty(
            {
                "id": number,
                "completed_by": {"email": who[0]} if who[0] else {},
                "created_at": times[who],
            }
        ) | {"result": results[who]}


def _results(entry: ClaimEntry, judgement: Judgement) -> Iterator[Json]:
    """A region a place; what else is said of it has the same id."""
    for highlight in entry.highlights:
        span = highlight.span
        place = {"start": span.start, "end": span.end, "text": highlight.quote}
        region = {"id": derived("region", judgement.id, highlight.id).hex[:10], "to_name": "text"}
        said = [judgement.conclusion] if judgement.conclusion.strip() else []
        labelled = {"type": "labels", "value": {**place, "labels": [judgement.label]}}
        meta = {"meta": {"text": said}} if said else {}
        yield {**region, "from_name": "label", **labelled, **meta}
        chosen = {
            "reason": [judgement.reason.value] if judgement.reason else [],
            "kind": [kind.value for kind in entry.claim.kinds],
        }
        for name, choices in chosen.items():
            if choices:
                value = {**place, "choices": choices}
                yield {**region, "from_name": name, "type": "choices", "value": value}
