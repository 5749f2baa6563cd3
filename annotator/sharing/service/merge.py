"""The merge of a project with another file: first a list of its changes, then one change.

The rows of both files are compared by their ids and by the changes that each file knows, never by
names or positions. No row is written before the list is confirmed, and a backup is made first. Both
ways round the result is the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from annotator.audit.references import RowNames
from annotator.backups.policy import Reason
from annotator.backups.service.backups import kept_before
from annotator.kernel.changes import Outcome, RowChange
from annotator.kernel.errors import StalePlan, Undecided
from annotator.kernel.progress import Progress, unwatched
from annotator.project import Project, UnitOfWork
from annotator.sharing.column_groups import State
from annotator.sharing.repository.merge import MergeOrigin, ProjectPair
from annotator.sharing.repository.unseen_changes import News, UnseenChanges
from annotator.sharing.row_merge import Key, MergeCase, RowMerge, Side
from annotator.sharing.service.moved_words import MovedWords, find_moved_words
from annotator.sharing.service.reconciliation import Reconciliation

Decisions = Mapping[Key, Side]


@dataclass(frozen=True, slots=True)
class MergePlan:
    """The plan of a merge, row by row; ``conflicts`` are the rows that a person decides on.

    ``ancestors`` has, for each row in conflict, its state before both moved on, if that is known.
    """

    path: Path
    source: MergeOrigin
    target: MergeOrigin
    rows: tuple[RowMerge, ...]
    conflicts: tuple[Key, ...]
    ancestors: Mapping[Key, State | None]
    names: RowNames = field(compare=False)
    twins: tuple[tuple[str, str], ...]
    """Articles there and here, by id, that have the same text and came in separately."""
    moved: tuple[MovedWords, ...] = ()
    """The claims whose words one file moved while the other judged the former words."""

    def of_case(self, case: MergeCase) -> list[RowMerge]:
        """The rows that stand so."""
        return [meeting for meeting in self.rows if meeting.case is case]

    @property
    def changes_anything(self) -> bool:
        """Return whether there is a row to take over or to decide."""
        quiet = {MergeCase.SAME, MergeCase.NEWER_HERE}
        return any(meeting.case not in quiet for meeting in self.rows)


def plan(project: Project, path: Path, progress: Progress = unwatched) -> MergePlan:
    """Return the plan of merging the file at ``path`` into the project; no row is written.

    Raises:
        ProjectError: no project is there, or it is damaged, foreign or newer.
        MergeError: it is the project itself, or does not fit it.
        Cancelled: ``progress`` asked to stop.
    """
    # others may write to the project meanwhile
    with project.beside(path) as pair, project.still():
        return _plan(pair, path, progress)[0]


def merge(
    project: Project,
    planned: MergePlan,
    decisions: Decisions,
    progress: Progress = unwatched,
    *,
    backup: bool = True,
) -> Outcome:
    """Carry out a plan, as one change, with every conflict decided.

    A ``backup`` is made first, if there is a row to change.

    Raises:
        StoppedForBackup: no backup could be made.
        Undecided: a conflict is not decided.
        StalePlan: one of the files has changed since.
        ProjectError, MergeError, Cancelled: as ``plan``; no row is changed, no backup is left.
    """
    left = sum(key not in decisions for key in planned.conflicts)
    if left:
        raise Undecided(left)
    with project.beside(planned.path) as pair:
        wanted = backup and planned.changes_anything
        with kept_before(project, Reason.MERGE, progress, wanted=wanted):
            return _merge(project, pair, planned, decisions, progress)


def _merge(
    project: Project,
    pair: ProjectPair,
    planned: MergePlan,
    decisions: Decisions,
    progress: Progress,
) -> Outcome:
    with pair.fitting(), project.change(f"Merge “{pair.path.name}”") as change:
        current, news = _plan(pair, planned.path, unwatched)
        # the change under way is the newest in the log by now
        if (current.source, current.rows) != (planned.source, planned.rows):
            raise StalePlan
        results = {m.key: (m.ours, m.result(decisions)) for m in current.rows}
        changed = {key: pair for key, pair in results.items() if pair[0] != pair[1]}
        if changed or current.conflicts or news.theirs:
            # what was heard of others' removals decides on numbers
            _remember(change, pair, current, news)
            change.merges.write(changed, pair, lambda done: progress(done, len(changed)))
            _renumber(change, current)
        progress(len(changed), len(changed))
    return change.outcome


def _renumber(change: UnitOfWork, current: MergePlan) -> None:
    claims = [m for m in current.rows if m.key[0] == "claims"]
    states = (s for m in claims for s in (m.ours, m.theirs, m.if_mine, m.if_theirs) if s)
    articles = {str(state["article_id"]) for state in states}
    gone = [m.key[1] for m in claims if m.ours is None and m.theirs is None]
    change.merges.renumber_claims(articles, gone)
    if any(m.key[0] == "articles" for m in current.rows):
        change.merges.renumber_articles()


def _remember(
    change: UnitOfWork, pair: ProjectPair, current: MergePlan, news: UnseenChanges
) -> None:
    decided: News = {
        m.key: {register: {change.record.id} for register in m.contested}
        for m in current.rows
        if m.contested
    }
    change.keep()
    change.merges.remember(current.source, news.theirs, decided)
    heard = {i for registers in news.theirs.values() for ids in registers.values() for i in ids}
    change.merges.hear(pair, sorted(heard))


def _plan(pair: ProjectPair, path: Path, progress: Progress) -> tuple[MergePlan, UnseenChanges]:
    pair.check_texts()
    progress(0, 4)
    news = pair.difference()
    progress(1, 4)
    meetings = Reconciliation(pair.here, pair.there, news, pair.joined())
    progress(2, 4)
    pair.check_incoming(meetings.rows.values())
    progress(3, 4)
    rows = tuple(meetings.rows[key] for key in sorted(meetings.rows))
    conflicts = tuple(sorted(meetings.conflicts()))
    contested = [m.key for m in rows if m.conflict is not None]
    names = pair.names(row for m in rows for row in _sides(m))
    found = MergePlan(
        path,
        *pair.origins(),
        rows,
        conflicts,
        pair.ancestors({key: news.ours.get(key, {}) for key in contested}),
        names,
        pair.twins(),
        find_moved_words(pair, meetings.rows, news, names),
    )
    progress(4, 4)
    return found, news


def _sides(meeting: RowMerge) -> Iterator[RowChange]:
    for state in (meeting.ours, meeting.theirs):
        if state is not None:
            yield RowChange(*meeting.key, None, dict(state))
