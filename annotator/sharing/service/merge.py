"""The merge of a project with another file: first a list of its changes, then one change.

The rows of both files are compared by their ids and by the changes that each file knows, never by
names or positions. No row is written before the list is confirmed, and a backup is made first. Both
ways round the result is the same.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.audit.references import RowNames
from annotator.backups.policy import Reason
from annotator.backups.service.backups import kept_before
from annotator.claims.same_claims import (
    ClaimToCompare,
    ComparedRows,
    QuotedPlace,
    SameClaimsFound,
    find_same,
)
from annotator.claims.service.same_claims import claim_rows, join_groups_within
from annotator.claims.verdicts import DisputeReason, Tag, Verdict
from annotator.kernel.changes import Outcome, RowChange
from annotator.kernel.errors import StalePlan, Undecided
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.stored_words import read_word
from annotator.project import Project, UnitOfWork
from annotator.revisions.service.revision import place_missing
from annotator.sharing.column_groups import EXISTENCE, State
from annotator.sharing.repository.joins import JoinedStates
from annotator.sharing.repository.merge import MergeOrigin, ProjectPair
from annotator.sharing.repository.unseen_changes import News, UnseenChanges
from annotator.sharing.row_merge import Key, MergeCase, RowMerge, Side
from annotator.sharing.service.moved_words import MovedWords, find_moved_words
from annotator.sharing.service.reconciliation import Reconciliation

Decisions = Mapping[Key, Side]
Groups = Sequence[Collection[str]]
"""Ids of claims that are the same, group by group."""

_COMPARED = {"claims": "id", "highlights": "claim_id", "tags": "claim_id", "kept_apart": "claim_id"}
"""The tables by which claims are the same or not, and the column that leads to the claim."""


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
    joins: bool
    """Whether claims or people of the project are joined, as they are in the other file."""
    moved: tuple[MovedWords, ...] = ()
    """The claims whose words one file moved while the other judged the former words."""

    def of_case(self, case: MergeCase) -> list[RowMerge]:
        """The rows that stand so."""
        return [meeting for meeting in self.rows if meeting.case is case]

    @property
    def changes_anything(self) -> bool:
        """Return whether there is a row to take over or to decide."""
        quiet = {MergeCase.SAME, MergeCase.NEWER_HERE}
        return self.joins or any(meeting.case not in quiet for meeting in self.rows)


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


def same_after(
    project: Project,
    planned: MergePlan,
    decisions: Decisions | None = None,
    progress: Progress = unwatched,
) -> SameClaimsFound:
    """Return the claims that would be the same after a merge, as far as it brings or moves them.

    Args:
        project: The open project; no row of it is changed.
        planned: The plan of the merge.
        decisions: The sides of conflicts; ours where none is said.
        progress: Told how far the work is.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    decided = {key: (decisions or {}).get(key, Side.MINE) for key in planned.conflicts}
    results = {m.key: m.result(decided) for m in planned.rows if m.key[0] in _COMPARED}
    before = {m.key: m.ours for m in planned.rows if m.key[0] in _COMPARED}
    moved = [key for key in results if key[0] != "tags" and results[key] != before[key]]
    claims = {
        str(state[_COMPARED[key[0]]])
        for key in moved
        for state in (before[key], results[key])
        if state is not None
    }
    if not claims:
        return SameClaimsFound()
    coming = {str(s["article_id"]) for (t, _), s in results.items() if t == "claims" and s}
    with project.still():
        articles = sorted({*project.claims.articles_of(claims), *coming})
        # a colleague may have marked a claim in a version that has been followed since
        rows = claim_rows(project, articles, every_version=True)
    for key, after in results.items():
        _put(rows, key, after, planned.names, is_here=before[key] is not None)
        if key[0] == "tags" and after != before[key]:
            rows.judged_anew.update(str(s["claim_id"]) for s in (after, before[key]) if s)
    return find_same(rows, claims, progress)


def merge(
    project: Project,
    planned: MergePlan,
    decisions: Decisions,
    progress: Progress = unwatched,
    *,
    backup: bool = True,
    same: Groups = (),
) -> Outcome:
    """Carry out a plan, as one change, with every conflict decided.

    A ``backup`` is made first, if there is a row to change.

    Args:
        project: The open project.
        planned: The plan of the merge.
        decisions: A side for every conflict.
        progress: Told how many rows are written.
        backup: Whether to make a backup first.
        same: The ids of claims that are the same, group by group, of those that ``same_after``
            tells; they are joined within the same change.

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
            return _merge(project, pair, planned, (decisions, same), progress)


def _merge(
    project: Project,
    pair: ProjectPair,
    planned: MergePlan,
    chosen: tuple[Decisions, Groups],
    progress: Progress,
) -> Outcome:
    decisions, same = chosen
    with pair.fitting(), project.change(f"Merge “{pair.path.name}”") as change:
        current, news, here = _plan(pair, planned.path, unwatched)
        # the change under way is the newest in the log by now
        if (current.source, current.rows) != (planned.source, planned.rows):
            raise StalePlan
        kept = here.as_kept(here.changed)
        results = {
            m.key: (kept.get(m.key) if m.key in here.changed else m.ours, m.result(decisions))
            for m in current.rows
        }
        changed = {key: pair for key, pair in results.items() if pair[0] != pair[1]}
        if changed or current.conflicts or news.theirs:
            # what was heard of others' removals decides on numbers
            _remember(change, pair, current, news)
            change.merges.write(changed, pair, lambda done: progress(done, len(changed)))
            change.merges.unite_places(_claims_of_places(results))
            _renumber(change, current)
            _place_missing(project, change, current)
        join_groups_within(project, change, same)
        progress(len(changed), len(changed))
    return change.outcome


def _place_missing(project: Project, change: UnitOfWork, current: MergePlan) -> None:
    """Place claims of which the newest version of their article knows nothing, and tell of it."""
    touched = change.outcome
    rows = (m for m in current.rows if m.key[0] == "highlights")
    place_missing(project, change, [m.key[1] for m in rows if None in (m.ours, m.theirs)])
    change.joins.remember(
        [
            (table, row_id, EXISTENCE)
            for table in ("highlights", "placements")
            for row_id in change.outcome.touched(table)
            if row_id not in touched.touched(table)
        ]
    )


def _claims_of_places(
    results: Mapping[Key, tuple[State | None, State | None]],
) -> set[str]:
    """Return the claims of the highlights among the rows that a merge is about."""
    places = (after for (table, _), (_, after) in results.items() if table == "highlights")
    return {str(place["claim_id"]) for place in places if place is not None}


def _renumber(change: UnitOfWork, current: MergePlan) -> None:
    claims = [m for m in current.rows if m.key[0] == "claims"]
    states = (s for m in claims for s in (m.ours, m.theirs, m.if_mine, m.if_theirs) if s)
    articles = {str(state["article_id"]) for state in states}
    gone = [m.key[1] for m in claims if m.ours is None and m.theirs is None]
    # a claim that was joined elsewhere may never have been here, and had a number all the same
    gone += [m.key[1] for m in current.rows if m.key[0] == "joined"]
    change.merges.renumber_claims(articles, gone)
    versions = (m for m in current.rows if m.key[0] == "versions")
    states = (s for m in versions for s in (m.ours, m.theirs) if s)
    change.merges.renumber_versions({str(state["article_id"]) for state in states})
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


def _plan(
    pair: ProjectPair, path: Path, progress: Progress
) -> tuple[MergePlan, UnseenChanges, JoinedStates]:
    pair.check_texts()
    progress(0, 4)
    news = pair.difference()
    progress(1, 4)
    here, there = pair.states(news.joins)
    meetings = Reconciliation(here, there, news, pair.joined())
    progress(2, 4)
    pair.check_incoming(meetings.rows.values(), there)
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
        bool(here.changed),
        find_moved_words(pair, (here, there), meetings.rows, news, names),
    )
    progress(4, 4)
    return found, news, here


def _put(
    rows: ComparedRows, key: Key, state: State | None, names: RowNames, *, is_here: bool
) -> None:
    """Let a row be as it is after a merge, among the rows by which claims are compared."""
    table, row_id = key
    if state is None:
        rows.drop(row_id)
        return
    said = {column: str(value) for column, value in state.items() if value is not None}
    if table == "claims":
        given, born = int(said["number"]), int(said.get("first_number", "0"))
        rows.claims[row_id] = ClaimToCompare(
            row_id, said["article_id"], given, born or given, said["statement"], is_here=is_here
        )
    elif table == "highlights":
        span = Span(int(said["start"]), int(said["end"]))
        number = int(str(names.state("versions", said["version_id"]).get("number", 0)))
        words = said["quote"], said["sentence"]
        place = QuotedPlace(said["version_id"], span, *words, number)
        rows.places[row_id] = said["claim_id"], place
    elif table == "tags":
        rows.tags[row_id] = Tag(
            row_id,
            said["claim_id"],
            said["checker_id"],
            names.checker(said["checker_id"]),
            said["version_id"],
            read_word(Verdict, said["verdict"]),
            read_word(DisputeReason, said["reason"]) if "reason" in said else None,
            said["conclusion"],
            said["search_note"],
            said["tagged_at"],
        )
    else:
        rows.apart[row_id] = said["claim_id"], said["other_id"]


def _sides(meeting: RowMerge) -> Iterator[RowChange]:
    for state in (meeting.ours, meeting.theirs):
        if state is not None:
            yield RowChange(*meeting.key, None, dict(state))
