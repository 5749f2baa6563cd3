"""The reader of the audit trail: in pages, newest first, or all of it in sequence."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from annotator.audit.descriptions import entry
from annotator.audit.model import TrailEntry, TrailFilter
from annotator.audit.repository.rows import RowsOfScope
from annotator.audit.repository.trail import TrailPosition
from annotator.kernel.day_validation import check_day
from annotator.kernel.errors import NotFound
from annotator.kernel.moments import kept_moment
from annotator.kernel.progress import Progress, unwatched
from annotator.project import Project

PAGE = 100
_MOST = 40
"""The most rows of a change that a page tells of; an import has thousands."""


class AuditReader:
    """A trail as far as it was read. It may go on in another thread, with another connection."""

    def __init__(self, asked: TrailFilter) -> None:
        self.asked = asked
        self._found: RowsOfScope | None = None
        self._mark: TrailPosition | None = TrailPosition()
        self._has_begun = False

    @property
    def has_ended(self) -> bool:
        """Whether all was read."""
        return self._mark is None

    def next(
        self, project: Project, limit: int = PAGE, most: int | None = _MOST
    ) -> list[TrailEntry]:
        """Return the next changes; an empty list at the end.

        Args:
            project: The project.
            limit: The most changes.
            most: The most rows of each change; all if it is ``None``.
        """
        return self._read(project, limit, most, redacted=False)

    def each(self, project: Project, progress: Progress = unwatched) -> Iterator[TrailEntry]:
        """Return all changes with all their rows, as they may leave the program.

        Confidential people are called by their code names, or withheld.

        Raises:
            Cancelled: ``progress`` asked to stop.
        """
        self._begin(project)
        done, total = 0, project.trail.count(self._found)
        while not self.has_ended:
            progress(min(done, total), total)
            page = self._read(project, PAGE, None, redacted=True)
            done += len(page)
            yield from page
        progress(total, total)

    def _read(
        self, project: Project, limit: int, most: int | None, *, redacted: bool
    ) -> list[TrailEntry]:
        self._begin(project)
        if self._mark is None:
            return []
        records, self._mark = project.trail.page(self.asked, self._found, self._mark, limit, most)
        names = project.trail.names(records, redacted=redacted)
        return [entry(record, names) for record in records]

    def _begin(self, project: Project) -> None:
        if not self._has_begun:
            self._has_begun = True
            self._found = project.trail.find(self.asked.scope, self.asked.of)


def bounds(since: str, until: str) -> tuple[str, str]:
    """Return the times, in UTC, at which the first of two days begins here and the second ends.

    A day lasts from midnight to midnight where this computer is. Either may be empty.

    Raises:
        InvalidValue: a day is no ISO date.
    """
    first, last = check_day("From", since.strip()), check_day("To", until.strip())
    return _midnight(first, 0), _midnight(last, 1)


def check_person(project: Project, name: str) -> str:
    """Return the name itself, if a person of it may have made a change; raises NotFound."""
    if name not in project.trail.people():
        raise NotFound(f"Checker “{name}”")
    return name


def _midnight(day: str, later: int) -> str:
    if not day:
        return ""
    beginning = datetime.combine(date.fromisoformat(day) + timedelta(days=later), time.min)
    # without a zone of its own it is the time that the clocks show here
    return kept_moment(beginning)
