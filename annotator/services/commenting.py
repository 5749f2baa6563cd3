"""Talking about a claim within the desk: comments. Each act is one change.

Every act raises ``NotFound`` when its claim or comment is gone by now, ``InvalidValue`` when nobody
has said who is working, and ``ProjectError`` when the file cannot be written; then nothing was
changed.
"""

from annotator.domain.changes import Outcome
from annotator.domain.claim_fields import Claim
from annotator.domain.errors import InvalidValue
from annotator.domain.reviews import Comment
from annotator.domain.text import check_usable
from annotator.services.project import Project
from annotator.store import comments


def comment(project: Project, claim: Claim, body: str) -> Outcome:
    """Say something on a claim; raises InvalidValue for nothing."""
    who, body = project.author, check_usable(body).strip()
    if not body:
        raise InvalidValue("Comment", "write a comment")
    with project.change_on(claim.id, "Comment on claim {}") as (under_way, _):
        comments.add(under_way.writer, claim.id, who.id, body, project.now())
    return under_way.outcome


def edit(project: Project, comment: Comment, body: str, *, typing: str = "") -> Outcome:
    """Set what a comment of one's own says; raises InvalidValue for somebody else's."""
    check_usable(body)
    with project.change_on(comment.claim_id, "Edit a comment on claim {}", typing=typing) as (
        under_way,
        _,
    ):
        _check_own(project, comment, "edit it")
        comments.edit(under_way.writer, comment.id, body)
    return under_way.outcome


def remove(project: Project, comment: Comment) -> Outcome:
    """Take a comment of one's own away; raises InvalidValue for somebody else's."""
    with project.change_on(comment.claim_id, "Remove a comment on claim {}") as (under_way, _):
        _check_own(project, comment, "remove it")
        comments.remove(under_way.writer, comment.id)
    return under_way.outcome


def _check_own(project: Project, comment: Comment, act: str) -> None:
    if project.comments.get(comment.id).checker_id != project.author.id:
        raise InvalidValue("Comment", f"only {comment.author} can {act}; write one of your own")
