"""Comments as rows."""

from annotator.kernel.errors import NotFound
from annotator.review.model import Comment
from annotator.storage.changes import ChangeWriter
from annotator.storage.ids import new_id
from annotator.storage.project_file import ProjectFile

_COMMENT = """SELECT m.id, m.claim_id, m.checker_id, p.name, m.body, m.created_at FROM comments m
    JOIN checkers p ON p.id = m.checker_id"""


class CommentWriter:
    """Writes comments on claims within a change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def add(self, claim_id: str, checker_id: str, body: str, at: str) -> str:
        """Add a comment on a claim, and return its id."""
        row = {"id": new_id(), "claim_id": claim_id, "checker_id": checker_id, "body": body}
        return self._writer.insert("comments", {**row, "created_at": at})

    def set(self, comment_id: str, body: str) -> None:
        """Set the body of a comment."""
        self._writer.update("comments", comment_id, {"body": body})

    def remove(self, comment_id: str) -> None:
        """Remove a comment."""
        self._writer.delete("comments", comment_id)


class CommentRepository:
    """The comments of a project, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def of_claim(self, claim_id: str) -> list[Comment]:
        """The comments on a claim, oldest first."""
        rows = self._file.rows(
            f"{_COMMENT} WHERE m.claim_id = ? ORDER BY m.created_at, m.id", [claim_id]
        )
        return [Comment(*row) for row in rows]

    def get(self, comment_id: str) -> Comment:
        """The comment with this id; raises NotFound."""
        row = self._file.row(f"{_COMMENT} WHERE m.id = ?", [comment_id])
        if row is None:
            raise NotFound("This comment")
        return Comment(*row)
