"""What every report shows, whatever its format.

Redaction happens here, before anything is rendered (``report.evidence`` says what of a confidential
source is kept), and metadata that nobody has confirmed is left out. The checkers' notes are
working notes: they stay in the project, and so do answered and closed queries. What people write
in their own words (statements, conclusions, search notes, queries) is shown as they wrote it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from annotator.domain.articles import Article
from annotator.domain.progress import Progress, unwatched
from annotator.report.articles import ArticleEntry, article_entry
from annotator.services.project import Project


@dataclass(frozen=True, slots=True)
class Report:
    """A report on articles of a project; nothing in it depends on when or where it is built."""

    stated_date: date
    articles: tuple[ArticleEntry, ...]


def build(
    project: Project,
    *,
    stated_date: date,
    article_ids: Sequence[str] | None = None,
    progress: Progress = unwatched,
) -> Report:
    """The report on these articles, in this order; on all by number when none are named.

    Raises:
        NotFound: one of them is not in the project.
        Cancelled: ``progress`` asked to stop.
    """
    articles = _articles(project, article_ids)
    entries = []
    for place, article in enumerate(articles):
        progress(place, len(articles))
        entries.append(article_entry(project, article, f"a{place + 1}"))
    return Report(stated_date, tuple(entries))


def _articles(project: Project, article_ids: Sequence[str] | None) -> list[Article]:
    if article_ids is None:
        return project.articles.page()
    return [project.articles.get(article_id) for article_id in dict.fromkeys(article_ids)]
