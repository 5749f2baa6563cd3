"""The overview of a report: all its articles counted in a single pass, and when claims were tagged.

Claims are counted by day, month or year of their first tag, as the length of the work asks for.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from annotator.claims.verdicts import Standing
from annotator.kernel.wording import day_in_words
from annotator.reports.entries.articles import COUNTED, ArticleEntry
from annotator.reports.entries.report import Report
from annotator.reports.entries.wording import held

_DAYS, _MONTHS = 62, 1900
"""Beyond so many days, months are counted instead of days; and years instead of months."""
_UNITS = {len("2025-03-07"): "day", len("2025-03"): "month", len("2025"): "year"}


@dataclass(frozen=True, slots=True)
class Period:
    """A day, month or year (ISO 8601) with how many claims were first tagged in it, by standing.

    ``place`` is how many periods after the first it is, periods without work included.
    """

    name: str
    place: int
    counts: tuple[tuple[Standing, int], ...]

    @property
    def claims(self) -> int:
        """How many in all."""
        return sum(number for _, number in self.counts)

    @property
    def unit(self) -> str:
        """The unit of the period: a day, a month or a year."""
        return _UNITS[len(self.name)]

    @property
    def words(self) -> str:
        """Its name, as “7 March 2025”, “March 2025” or “2025”."""
        whole = self.name + "-01" * (self.unit == "month")
        return day_in_words(whole).removeprefix("1 " * (self.unit == "month"))


def periods(days: Mapping[tuple[str, Standing], int]) -> tuple[Period, ...]:
    """Return the periods that hold claims, from the first to the last.

    Args:
        days: How many claims were first tagged on a day (ISO 8601), by their standing.
    """
    if not days:
        return ()
    length = _length(day for day, _ in days)
    found: Counter[tuple[str, Standing]] = Counter()
    for (day, standing), number in days.items():
        found[day[:length], standing] += number
    names = sorted({name for name, _ in found})
    return tuple(
        Period(name, _since(names[0], name), tuple((s, found[name, s]) for s in COUNTED))
        for name in names
    )


def _length(days: Iterable[str]) -> int:
    """How many characters of an ISO date name the period."""
    known = sorted(days)
    span = (date.fromisoformat(known[-1]) - date.fromisoformat(known[0])).days
    if span <= _DAYS:
        return len("2025-03-07")
    return len("2025-03") if span <= _MONTHS else len("2025")


def _since(first: str, name: str) -> int:
    return _counted(name) - _counted(first)


def _counted(name: str) -> int:
    """The number of a period among all of its unit."""
    if len(name) == len("2025-03-07"):
        return date.fromisoformat(name).toordinal()
    year, _, month = name.partition("-")
    return int(year) * 12 + int(month) if month else int(year)


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article as a list of articles shows it; ``holds`` where the report has more to say.

    ``looked_at`` is how many of its ``sentences`` were looked at; both are 0 where the report does
    not tell it. ``published`` counts the notes on its published text.
    """

    key: str
    heading: str
    holds: bool
    claims: int
    in_the_way: int
    queries: int
    corrections: int
    counts: tuple[tuple[Standing, int], ...]
    looked_at: int = 0
    sentences: int = 0
    published: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """The articles of a report, the standings of its claims, and when the claims were tagged."""

    heads: tuple[ArticleSummary, ...]
    counts: tuple[tuple[Standing, int], ...]
    periods: tuple[Period, ...]

    @property
    def occurring(self) -> tuple[Standing, ...]:
        """The standings that occur among the claims."""
        return tuple(standing for standing, number in self.counts if number)

    @property
    def looked_at(self) -> int:
        """How many sentences were looked at."""
        return sum(head.looked_at for head in self.heads)

    @property
    def sentences(self) -> int:
        """How many sentences there are, where the report tells it."""
        return sum(head.sentences for head in self.heads)

    @property
    def claims(self) -> int:
        """How many claims there are."""
        return sum(number for _, number in self.counts)


@dataclass(slots=True)
class _Tally:
    heads: list[ArticleSummary] = field(default_factory=list)
    standings: Counter[Standing] = field(default_factory=Counter)
    days: Counter[tuple[str, Standing]] = field(default_factory=Counter)

    def add(self, article: ArticleEntry, *, holds: bool) -> None:
        self.heads.append(_head(article, holds=holds))
        self.standings.update(dict(article.counts))
        for entry in article.claims:
            if entry.held_tags:
                first = min(tag.tagged_on for tag in entry.held_tags)
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


def _head(article: ArticleEntry, *, holds: bool) -> ArticleSummary:
    read = article.reading.coverage if article.reading else None
    return ArticleSummary(
        article.key,
        article.heading,
        holds,
        len(article.claims),
        article.in_the_way,
        len(article.queries),
        len(article.corrections),
        article.counts,
        read.looked_at if read else 0,
        read.sentences if read else 0,
        len(article.published_corrections),
    )
