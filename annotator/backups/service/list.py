"""The list of a project's backups, their contents, and the changes since each."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from annotator.audit.descriptions import NOTHING, differences
from annotator.audit.model import TrailPlace
from annotator.audit.references import RowNames
from annotator.backups.policy import Backup, Reason
from annotator.backups.repository.replacement import (
    COMPARED,
    RowComparison,
    comparison_of,
    count_rows,
)
from annotator.kernel.changes import RowChange
from annotator.kernel.errors import ProjectError
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.wording import count_of, form_for
from annotator.project import Project
from annotator.storage.backup_files import Backups

COUNTED = ("articles", "claims", "tags")
TOLD = 2000
"""The number of differences that are told one by one; more are counted."""


class ChangesSince(StrEnum):
    """How a row differs from its state in a backup."""

    ADDED = "added since"
    CHANGED = "changed since"
    REMOVED = "removed since"


@dataclass(frozen=True, slots=True)
class ListedBackup:
    """A backup with its counts; an unreadable backup has none."""

    backup: Backup
    path: Path
    size: int
    counts: Mapping[str, int] | None

    @property
    def case(self) -> Reason:
        """Why it was made."""
        return self.backup.reason

    @property
    def is_sound(self) -> bool:
        """Whether it can be restored, as far as a look at it tells."""
        return self.counts is not None


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """A row that restoring a backup would change: its place, and its words then and now."""

    case: ChangesSince
    spot: TrailPlace
    what: str
    then: str
    now: str

    @property
    def title(self) -> str:
        """Return its name, as a line begins with it."""
        return self.what[:1].upper() + self.what[1:]


@dataclass(frozen=True, slots=True)
class BackupComparison:
    """The changes since a backup, counted by kind and table; the first of them as lines."""

    counts: Mapping[tuple[ChangesSince, str], int]
    lines: tuple[DifferenceLine, ...]

    @property
    def differs(self) -> bool:
        """Return whether the project has changed since."""
        return bool(self.counts)


def backups_of(path: Path, progress: Progress = unwatched) -> list[ListedBackup]:
    """Return the backups of the project at ``path``, newest first; it need not be there.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    kept = Backups(path)
    found = kept.found()
    listed = []
    for number, backup in enumerate(found):
        progress(number, len(found))
        where = kept.path_of(backup)
        try:
            size = where.stat().st_size
        except FileNotFoundError:
            continue  # another window has thinned them out meanwhile
        except OSError:
            size = 0  # it is listed as one that cannot be read
        listed.append(ListedBackup(backup, where, size, counts_of(where)))
    progress(len(found), len(found))
    return listed


def has_backups(path: Path) -> bool:
    """Return whether there is any backup of the project at ``path``."""
    return bool(Backups(path).found())


def counts_of(path: Path) -> dict[str, int] | None:
    """Return how many articles, claims and tags a project holds; ``None`` if it cannot be read."""
    try:
        return count_rows(path, COUNTED)
    except ProjectError:
        return None


def compare(path: Path, project: Project, progress: Progress = unwatched) -> BackupComparison:
    """Return the differences of a project from the backup at ``path``.

    Raises:
        ProjectError: the backup, or the project, cannot be read.
        Cancelled: ``progress`` asked to stop.
    """
    with project.comparison_with(path) as comparison:
        return _compare(comparison, progress)


def compare_files(path: Path, project: Path, progress: Progress = unwatched) -> BackupComparison:
    """Return the differences of the project in a file from the backup at ``path``.

    Raises:
        ProjectError: the backup, or the project, cannot be read.
        Cancelled: ``progress`` asked to stop.
    """
    with comparison_of(path, project) as comparison:
        return _compare(comparison, progress)


def describe_comparison(comparison: BackupComparison) -> str:
    """Return the work done since, in a sentence or two."""
    if not comparison.differs:
        return "Nothing has changed since this backup was made."
    parts = []
    for case in ChangesSince:
        those = {t: n for (c, t), n in comparison.counts.items() if c is case}
        if those:
            parts.append(f"{_listed(those)} {form_for(sum(those.values()), 'was', 'were')} {case}")
    return "; ".join(parts)[:1].upper() + "; ".join(parts)[1:] + "."


def _compare(comparison: RowComparison, progress: Progress) -> BackupComparison:
    counts: Counter[tuple[ChangesSince, str]] = Counter()
    rows: list[RowChange] = []
    for row in comparison.rows(lambda done: progress(done, len(COMPARED))):
        counts[_case(row), row.table] += 1
        if len(rows) < TOLD:
            rows.append(row)
    return BackupComparison(counts, tuple(_lines(rows, comparison.names(rows))))


def _lines(rows: Sequence[RowChange], names: RowNames) -> Iterator[DifferenceLine]:
    found = [
        DifferenceLine(_case(row), d.spot, d.what, d.old or NOTHING, d.new or NOTHING)
        for row in rows
        for d in differences(row, names)
    ]
    yield from sorted(
        found,
        key=lambda line: (line.spot.article_number or 0, line.spot.claim or 0, line.what),
    )


def _case(row: RowChange) -> ChangesSince:
    if row.before is None:
        return ChangesSince.ADDED
    return ChangesSince.REMOVED if row.after is None else ChangesSince.CHANGED


_ONE = {
    "checkers": "person",
    "articles": "article",
    "versions": "version",
    "claims": "claim",
    "highlights": "highlight",
    "tags": "tag",
    "sources": "source",
    "evidence": "piece of evidence",
    "attachments": "attached file",
    "notes": "note",
    "queries": "query",
    "coverage": "sentence with nothing to check",
    "settings": "setting",
    "contacts": "contact",
    "reviews": "review",
    "rulings": "ruling",
    "comments": "comment",
    "texts": "text of an article",
    "contents": "content of a file",
    "joined": "note on joined records",
    "kept_apart": "note on claims kept apart",
    "placements": "decision on a place",
    "corrections": "correction",
    "changes": "step of the history",
    "change_rows": "entry of the history",
    "merges": "merge in the history",
    "causes": "note on a merge",
    "heard_changes": "step in another file",
    "heard_rows": "entry of another file",
}
_MANY = {
    "checkers": "people",
    "evidence": "pieces of evidence",
    "queries": "queries",
    "coverage": "sentences with nothing to check",
    "texts": "texts of articles",
    "contents": "contents of files",
    "joined": "notes on joined records",
    "kept_apart": "notes on claims kept apart",
    "placements": "decisions on places",
    "changes": "steps of the history",
    "change_rows": "entries of the history",
    "merges": "merges in the history",
    "causes": "notes on merges",
    "heard_changes": "steps in other files",
    "heard_rows": "entries of other files",
}


def count_in_words(number: int, table: str) -> str:
    """Return a number of rows of a table, in words."""
    one = _ONE.get(table, table)
    return count_of(number, one, _MANY.get(table, ""))


def _listed(counts: Mapping[str, int]) -> str:
    words = [count_in_words(counts[table], table) for table in _ONE if table in counts]
    return ", ".join(words[:-1]) + (" and " if len(words) > 1 else "") + words[-1]
