"""The plan of a desk: the articles to be checked, their checkers, days and progress."""

from dataclasses import dataclass
from enum import StrEnum

from annotator.articles.model import Article
from annotator.claims.coverage import ReadCount


class ArticleOrder(StrEnum):
    """The order of a list of articles; articles alike in it follow by number."""

    NUMBER = "number"
    TITLE = "title"
    OUTLET = "outlet"
    PUBLISHED = "published"
    DUE = "due"
    ASSIGNEE = "assignee"
    PROGRESS = "progress"


class Assigned(StrEnum):
    """The assignment of the articles in a list."""

    ANYBODY = "anybody"
    ME = "me"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Which articles a list shows: ``words`` must all be in title, byline, outlet or file name.

    ``overdue_on`` is an ISO date; only unfinished articles due before it are shown then.
    """

    words: str = ""
    assigned: Assigned = Assigned.ANYBODY
    unfinished: bool = False
    overdue_on: str = ""
    archived: bool = False

    @property
    def counts(self) -> bool:
        """Whether claims have to be counted to tell which articles are shown."""
        return self.unfinished or bool(self.overdue_on)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many claims an article has, and how many of them are checked."""

    checked: int
    claims: int

    @property
    def is_finished(self) -> bool:
        """Whether there were claims, and all of them are checked."""
        return 0 < self.claims == self.checked


@dataclass(frozen=True, slots=True)
class PlannedArticle:
    """An article in a list; ``assignee`` is a name, empty while no checker is assigned.

    ``progress`` is ``None`` until the claims are counted, and ``read`` until the sentences are.
    """

    article: Article
    assignee: str
    progress: Progress | None = None
    read: ReadCount | None = None

    def is_overdue(self, today: str) -> bool:
        """Whether it should have been finished before ``today``, an ISO date."""
        due = self.article.plan.due_on
        counted = self.progress is not None and not self.progress.is_finished
        return counted and bool(due) and due < today
