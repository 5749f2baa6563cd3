"""What a report says of all its articles together: counted in one passage through them."""

from collections import Counter
from dataclasses import dataclass, field

from annotator.claims.verdicts import Standing
from annotator.reports.entries.articles import COUNTED, ArticleEntry
from annotator.reports.entries.overview import Period, periods
from annotator.reports.entries.wording import held
from annotator.reports.service.report import Report


@dataclass(frozen=True, slots=True)
class Head:
    """An article as a list of articles shows it; ``holds`` where the report has more to say."""

    key: str
    heading: str
    holds: bool
    claims: int
    in_the_way: int
    queries: int
    corrections: int
    counts: tuple[tuple[Standing, int], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The articles of a report, the standings of its claims, and when these were tagged."""

    heads: tuple[Head, ...]
    counts: tuple[tuple[Standing, int], ...]
    periods: tuple[Period, ...]

    @property
    def occurring(self) -> tuple[Standing, ...]:
        """The standings that at least one claim has."""
        return tuple(standing for standing, number in self.counts if number)

    @property
    def claims(self) -> int:
        """How many claims there are."""
        return sum(number for _, number in self.counts)


@dataclass(slots=True)
class _Tally:
    heads: list[Head] = field(default_factory=list)
    standings: Counter[Standing] = field(default_factory=Counter)
    days: Counter[tuple[str, Standing]] = field(default_factory=Counter)

    def add(self, article: ArticleEntry, *, holds: bool) -> None:
        self.heads.append(_head(article, holds=holds))
        self.standings.update(dict(article.counts))
        for entry in article.claims:
            if entry.tags:
                first = min(tag.tagged_on for tag in entry.tags)
                self.days[first, entry.standing] += 1


def overview(report: Report) -> Overview:
    """The counts of a report, in which every claim stands once.

    Raises:
        Cancelled: the report's ``progress`` asked to stop.
    """
    tally = _Tally()
    for article in report.articles:
        tally.add(article, holds=bool(held(article, report.sections)))
    counts = tuple((standing, tally.standings[standing]) for standing in COUNTED)
    return Overview(tuple(tally.heads), counts, periods(tally.days))


def _head(article: ArticleEntry, *, holds: bool) -> Head:
    return Head(
        article.key,
        article.heading,
        holds,
        len(article.claims),
        article.in_the_way,
        len(article.queries),
        len(article.corrections),
        article.counts,
    )
