"""A report: its articles, and the choices that it was built by."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from annotator.reports.choices import ReportChoices, ReportKind, ReportSection
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.publisher import Publisher


@dataclass(frozen=True, slots=True)
class Report:
    """A report on articles of a project; nothing in it depends on when or where it is built.

    ``only`` says in sentences which claims were asked for, and nothing for all of them.
    ``publisher`` is whose it is once everybody may read it; of other reports it says nothing.
    """

    stated_date: date
    articles: Sequence[ArticleEntry]
    choices: ReportChoices = field(default_factory=ReportChoices)
    only: tuple[str, ...] = ()
    publisher: Publisher = field(default_factory=Publisher)

    @property
    def kind(self) -> ReportKind:
        """Whom it is for."""
        return self.choices.kind

    @property
    def sections(self) -> frozenset[ReportSection]:
        """The parts it has on each article."""
        return self.choices.sections

    @property
    def shows_confidential(self) -> bool:
        """Whether confidential sources are named in it, which it then has to say at once."""
        return self.choices.show_confidential
