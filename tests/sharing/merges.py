"""Two or three files of one project, and decisions that come out the same from every side."""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from annotator.kernel.changes import Outcome
from annotator.kernel.errors import AnnotatorError
from annotator.people.service import join_people
from annotator.project import Project
from annotator.sharing.column_groups import State
from annotator.sharing.row_merge import Key, Side
from annotator.sharing.service import merge
from annotator.sharing.service.merge import MergePlan
from annotator.storage.project_file import Row
from tests.acts import ACTS, Act, Pick
from tests.projects import make_clock

Move = tuple[int, Pick]


def copy(project: Project, path: Path, checker: str = "") -> Project:
    """The same project in another file, in which somebody else works on."""
    project.copy_to(path)
    other = Project.open(path, clock=make_clock())
    if checker:
        other.work_as(checker)
    return other


def join_two(project: Project, pick: Pick) -> Outcome | None:
    """Make one of two records of people, of which both may have worked in the project."""
    people = project.people.checkers()
    if len(people) < 2:
        return None
    first = pick[0] % len(people)
    other = (first + 1 + pick[1] % (len(people) - 1)) % len(people)
    return join_people(project, people[first], people[other])


def work(project: Project, moves: list[Move], *more: Act) -> None:
    """Do what a history says, with steps taken back and done again among it."""
    acts: list[Act] = [*ACTS, *[lambda p, _: p.undo()] * 4, *[lambda p, _: p.redo()] * 2, *more]
    for number, pick in moves:
        with suppress(AnnotatorError):
            acts[number % len(acts)](project, pick)


def agreed(planned: MergePlan) -> dict[Key, Side]:
    """For each conflict a side, the same one whichever file is merged into the other."""
    rows = {meeting.key: meeting for meeting in planned.rows}
    return {key: _preferred(rows[key].if_mine, rows[key].if_theirs) for key in planned.conflicts}


def all_to(planned: MergePlan, side: Side) -> dict[Key, Side]:
    return dict.fromkeys(planned.conflicts, side)


def _preferred(mine: State | None, theirs: State | None) -> Side:
    return Side.MINE if _weight(mine) >= _weight(theirs) else Side.THEIRS


def _weight(state: Mapping[str, object] | None) -> str:
    return "" if state is None else json.dumps(state, sort_keys=True)


def take(
    project: Project, other: Project, decisions: Mapping[Key, Side] | None = None
) -> MergePlan:
    """Merge another project into one; what was planned."""
    planned = merge.plan(project, other.path)
    merge.merge(project, planned, agreed(planned) if decisions is None else decisions)
    return planned


def standing_twice(project: Project) -> list[Row]:
    """Return the claims that have two places on one stretch of a version, and where."""
    return project._file.rows(
        """SELECT claim_id, version_id, "start", "end" FROM highlights
        GROUP BY claim_id, version_id, "start", "end" HAVING count(*) > 1"""
    )
