"""Comments on a claim within the desk. Each act is one change.

Every act raises ``NotFound`` when its claim or comment is gone by now, ``InvalidValue`` when no
checker is named, and ``ProjectError`` when the file cannot be written; then no row was changed.
"""

from annotator.claims.fields import Claim
from annotator.kernel.canonical_text import check_usable
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import InvalidValue
from annotator.project import Project
from annotator.review.model import Comment


def comment(project: Project, claim: Claim, body: str) -> Outcome:
    """Add a comment to a claim; raises InvalidValue for an empty comment."""
    who, body = project.author, check_usable(body).strip()
    if not body:
        raise InvalidValue("Comment", "write a comment")
    with project.change_on(claim.id, "Comment on claim {}") as (change, _):
        change.comments.add(claim.id, who.id, body, project.now())
    return change.outcome


def edit(project: Project, comment: Comment, body: str, *, typing: str = "") -> Outcome:
    """Set the words of the checker's own comment; raises InvalidValue for another's."""
    check_usable(body)
    with project.change_on(comment.claim_id, "Edit a comment on claim {}", typing=typing) as (
        change,
        _,
    ):
        _check_own(project, comment, "edit it")
        change.comments.set(comment.id, body)
    return change.outcome


def remove(project: Project, comment: Comment) -> Outcome:
    """Remove the checker's own comment; raises InvalidValue for another's."""
    with project.change_on(comment.claim_id, "Remove a comment on claim {}") as (change, _):
        _check_own(project, comment, "remove it")
        change.comments.remove(comment.id)
    return change.outcome


def _check_own(project: Project, comment: Comment, act: str) -> None:
    if project.comments.get(comment.id).checker_id != project.author.id:
        raise InvalidValue("Comment", f"only {comment.author} can {act}; write one of your own")
