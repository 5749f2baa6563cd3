"""The judgements on a claim for other programs: each with its checker and its places."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.exchange.verdict_labels import CLAIM
from annotator.kernel.progress import Progress
from annotator.reports.choices import ReportKind
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.claims import ClaimEntry, TagEntry
from annotator.reports.entries.report import Report


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on a claim, or none while no checker has given any.

    ``id`` names it, and is the same whenever it is written. ``checker`` is empty where no person is
    named for it, and ``made_at`` where it does not say when (ISO 8601 in UTC).
    """

    id: str
    verdict: Verdict | None = None
    reason: DisputeReason | None = None
    conclusion: str = ""
    checker_id: str = ""
    checker: str = ""
    made_at: str = ""

    @property
    def label(self) -> str:
        """The verdict in a word, in lower case."""
        return self.verdict.value if self.verdict else CLAIM


def judgements(entry: ClaimEntry, kind: ReportKind) -> tuple[Judgement, ...]:
    """Return every checker's judgement, or the report's own verdict where it names no checker.

    A verdict that was given on other words than the claim has now is none: the other program would
    show it on words that its checker did not judge.
    A public report names checkers only for its own verdict: where the settled verdict is not that
    of its checkers, it has no name. A claim has at least one judgement, if an empty judgement.
    """
    if kind is ReportKind.PUBLIC:
        named = _agreeing(entry)
        return tuple(_of_tag(tag, dated=False) for tag in named) or (_given(entry),)
    return tuple(_of_tag(tag, dated=True) for tag in entry.held_tags) or (_given(entry),)


def iter_articles(
    report: Report, progress: Progress
) -> Iterator[tuple[ArticleEntry, Iterator[ClaimEntry]]]:
    """The articles with their claims, each of which is told to ``progress`` before it comes.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    for place, article in enumerate(report.articles):
        yield article, _heard(article, place, len(report.articles), progress)


def _heard(
    article: ArticleEntry, place: int, articles: int, progress: Progress
) -> Iterator[ClaimEntry]:
    for entry in article.claims:
        progress(place, articles)
        yield entry


def _of_tag(tag: TagEntry, *, dated: bool) -> Judgement:
    made_at = tag.tagged_at if dated else ""
    return Judgement(
        tag.id, tag.verdict, tag.reason, tag.conclusion, tag.checker_id, tag.checker, made_at
    )


def _agreeing(entry: ClaimEntry) -> list[TagEntry]:
    """Return the tags that agree with the claim's verdict in every part."""
    found = [
        tag
        for tag in entry.held_tags
        if tag.verdict.value == entry.standing.value
        and (tag.reason is None or tag.reason in entry.reasons)
    ]
    return found if {tag.conclusion for tag in found} >= set(entry.conclusions) else []


def _given(entry: ClaimEntry) -> Judgement:
    """Return the verdict of the report, without a name."""
    decided = entry.standing.value in {verdict.value for verdict in Verdict}
    return Judgement(
        entry.claim.id,
        Verdict(entry.standing.value) if decided else None,
        entry.reasons[0] if decided and entry.reasons else None,
        "\n".join(entry.conclusions),
    )
