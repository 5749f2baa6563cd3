"""A report: its articles, and the choices that it was built by."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from annotator.reports.choices import ReportChoices, ReportKind, ReportSection
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.publisher import Publisher


@dataclass(frozen=True, slots=True)
class Report:
    """A report on articles of a project; it depends on the project and the zone alone.

    ``only`` says in sentences which claims were asked for; it is empty for all of them.
    ``publisher`` is the publisher of a public report; in other reports it is empty.
    ``offset`` is the distance from UTC of the clock by which days are told, on the stated date.
    """

    stated_date: date
    articles: Sequence[ArticleEntry]
    choices: ReportChoices = field(default_factory=ReportChoices)
    only: tuple[str, ...] = ()
    publisher: Publisher = field(default_factory=Publisher)
    offset: str = ""

    @property
    def kind(self) -> ReportKind:
        """The kind of the report, which tells its readers."""
        return self.choices.kind

    @property
    def sections(self) -> frozenset[ReportSection]:
        """The parts it has on each article."""
        return self.choices.sections

    @property
    def shows_confidential(self) -> bool:
        """Whether confidential sources are named in it, which it then has to say at once."""
        return self.choices.show_confidential
