"""The contents of every report, in any format.

Redaction happens here, before any text is rendered (``entries.redaction`` says which words each
kind of report holds back, ``entries.evidence`` which details of a confidential source stay), and
metadata that no person has confirmed is left out. The checkers' notes are working notes: they stay
in the project. Words that people write themselves (statements, conclusions, queries) are shown as
they wrote them.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import overload

from annotator.appearance import label
from annotator.articles.model import Article
from annotator.claims.verdicts import Standing
from annotator.kernel.progress import Progress, unwatched
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.entries.articles import COUNTED, ArticleEntry
from annotator.reports.entries.report import Report
from annotator.reports.publisher import Publisher
from annotator.reports.service.articles import article_entry
from annotator.reports.service.gathering import code_names
from annotator.reports.service.publisher import publisher


class ReportArticles(Sequence[ArticleEntry]):
    """The articles of a report, each built when it is asked for, so that memory stays flat.

    Only the last article is kept: a loop through them builds each once.
    """

    def __init__(
        self,
        project: Project,
        articles: Sequence[Article],
        choices: ReportChoices,
        progress: Progress,
    ) -> None:
        self._project = project
        self._articles = articles
        self._choices = choices
        self._progress = progress
        self._last: tuple[int, ArticleEntry] | None = None

    def __len__(self) -> int:
        return len(self._articles)

    @overload
    def __getitem__(self, place: int) -> ArticleEntry: ...
    @overload
    def __getitem__(self, place: slice) -> list[ArticleEntry]: ...
    def __getitem__(self, place: int | slice) -> ArticleEntry | list[ArticleEntry]:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        place = range(len(self))[place]
        if self._last is None or self._last[0] != place:
            self._progress(place, len(self))
            self._last = None
            self._last = place, self._built(place)
        return self._last[1]

    def __iter__(self) -> Iterator[ArticleEntry]:
        return (self[place] for place in range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ReportArticles):
            return NotImplemented
        return len(self) == len(other) and all(map(ArticleEntry.__eq__, self, other))

    __hash__ = None  # type: ignore[assignment]  # it is compared by what it shows

    def __repr__(self) -> str:
        return repr([*self])

    def _built(self, place: int) -> ArticleEntry:
        article = self._articles[place]
        return article_entry(self._project, article, f"a{place + 1}", self._choices)


def build(
    project: Project,
    *,
    stated_date: date,
    choices: ReportChoices | None = None,
    progress: Progress = unwatched,
) -> Report:
    """Return the report that the choices ask for.

    It reads the project while its articles are read: do that within ``project.still()`` wherever
    another program may write meanwhile. ``progress`` hears of every article.

    Raises:
        InvalidValue: the choices do not go together, or the publisher cannot be read.
        NotFound: an article or checker is not in the project.
        Cancelled: ``progress`` asked to stop, here or while the articles are read.
    """
    chosen = (choices or ReportChoices()).checked()
    articles = ReportArticles(project, _articles(project, chosen), chosen, progress)
    whose = publisher(project) if chosen.is_public else Publisher()
    return Report(stated_date, articles, chosen, tuple(_only(project, chosen)), whose)


def _articles(project: Project, choices: ReportChoices) -> list[Article]:
    if choices.article_ids is None:
        return project.articles.page()
    return [project.articles.get(article_id) for article_id in dict.fromkeys(choices.article_ids)]


def _only(project: Project, choices: ReportChoices) -> Iterator[str]:
    if choices.standings:
        yield f"Only claims with these verdicts: {_listed(choices.standings)}."
    if choices.only_settled:
        yield "Only claims whose verdict is settled."
    if choices.checker_id and not choices.is_public:
        yield f"Only claims that {project.people.checker(choices.checker_id).name} tagged."
    if choices.kind is ReportKind.QUERIES and choices.addressee:
        called = code_names(project, choices).instead_of(choices.addressee)
        yield f"Only questions to {called}."


def _listed(standings: frozenset[Standing]) -> str:
    return ", ".join(label(standing).lower() for standing in COUNTED if standing in standings)
