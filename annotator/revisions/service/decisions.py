"""The decisions about places of claims that were not carried over into the newest version.

What nobody decides stays open and is counted, and blocks nothing. Every act is one change, and
raises ``NotFound`` when the placement or its claim is gone, and ``ProjectError`` when the file
cannot be written; then the project is unchanged.
"""

from annotator.kernel.changes import Outcome
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched
from annotator.project import Project
from annotator.revisions.plan import DecidedPlacement, OpenPlacement


def undecided_count(project: Project, article_id: str) -> int:
    """Return how many places in the newest version of an article nobody has decided about."""
    raise NotImplementedError


def open_placements(
    project: Project, article_id: str, progress: Progress = unwatched
) -> list[OpenPlacement]:
    """Return the places nobody has decided about, in the order of the older text.

    Proposals are sought anew, which takes a while in a long text: it is work for a job.

    Raises:
        NotFound: the article is gone.
        Cancelled: ``progress`` asked to stop.
    """
    raise NotImplementedError


def decided_placements(project: Project, article_id: str) -> list[DecidedPlacement]:
    """Return the places that somebody decided about, and those whose sentences were cut.

    They are in the order of the older text.
    """
    raise NotImplementedError


def accept_place(project: Project, placement_id: str, span: Span) -> Outcome:
    """Let a claim stand on a stretch of the newest version, as a person has decided.

    An earlier decision about the place is replaced: the claim leaves the stretch that was chosen
    before.

    Args:
        project: The project.
        placement_id: The placement.
        span: A proposal, or any other stretch of the newest version, in code points.

    Raises:
        BadSpan, NothingVisible: the version has no such words.
        OlderVersion: a newer version has come since; nothing was changed.
        InvalidValue: no checker is at work.
    """
    raise NotImplementedError


def leave_on_old(project: Project, placement_id: str) -> Outcome:
    """Leave a place of a claim on the older version: the newest has no words for it.

    An earlier decision about the place is replaced.

    Raises:
        OlderVersion: a newer version has come since; nothing was changed.
        InvalidValue: no checker is at work.
    """
    raise NotImplementedError
