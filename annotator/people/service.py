"""The acts on people: two records of one person are made one."""

from annotator.kernel.changes import Outcome
from annotator.kernel.errors import InvalidValue
from annotator.people.model import Checker
from annotator.project import Project


def join_people(project: Project, kept: Checker, gone: Checker) -> Outcome:
    """Make one of two records of a person, as one step: all that either did is the person's.

    The elder record stays, so that files that join them come to the same, and has the name of
    ``kept``. Of two tags on one claim the newer stays, and the other becomes a note. Whoever works
    under either record works under the one that stays.

    Args:
        project: The open project.
        kept: The record whose name stays.
        gone: The other record of the same person.

    Raises:
        InvalidValue: both are the same record.
        NotFound: one of them is gone.
    """
    if kept.id == gone.id:
        raise InvalidValue("Join people", "choose two records")
    before, stays = project.checker, min(kept.id, gone.id)
    if before is not None and before.id in (kept.id, gone.id):
        # the step is that of the record that stays, so that it can be undone there
        project.checker = Checker(stays, before.name)
    try:
        with project.change(f"Join {gone.name} with {kept.name}") as change:
            for each in (kept, gone):
                project.people.checker(each.id)
            change.joins.join([(gone.id, kept.id)], "checker", called=gone.name)
            change.checkers.rename(stays, kept.name)
    except BaseException:
        project.checker = before
        raise
    if project.checker is not None and project.checker.id == stays:
        project.checker = Checker(stays, kept.name)
    return change.outcome
