"""Reviews as rows: each belongs to its reviewer."""

import json
from collections.abc import Sequence

from annotator.claims.judged_words import read_places
from annotator.claims.repository.highlights import stored_words
from annotator.claims.repository.review_filters import ASPECTS, TO_REVIEW, newest_of
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.kernel.errors import NotFound
from annotator.kernel.stored_words import read_word
from annotator.review.model import Comment, Decision, Review, ReviewAspect
from annotator.review.rulings import Ruling, Settlement
from annotator.storage.changes import ChangeWriter
from annotator.storage.ids import new_id, review_id, ruling_id
from annotator.storage.project_file import ProjectFile, Row

_COMMENT = """SELECT m.id, m.claim_id, m.checker_id, p.name, m.body, m.created_at FROM comments m
    JOIN checkers p ON p.id = m.checker_id"""


class CommentWriter:
    """Writes comments on claims within a change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def add(
        self, claim_id: str, checker_id: str, body: str, at: str, file_annotation: str = ""
    ) -> str:
        """Add a comment on a claim, and return its id.

        ``file_annotation`` is the id in its file of the annotation from which it was taken over.
        """
        row = {"id": new_id(), "claim_id": claim_id, "checker_id": checker_id, "body": body}
        row |= {"created_at": at, "file_annotation": file_annotation}
        return self._writer.insert("comments", row)

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


_RULING = """SELECT r.id, r.claim_id, r.checker_id, p.name, r.verdict, r.reason, r.conclusion,
    r.why, r.settles, r.ruled_at, r.given_on FROM rulings r
    JOIN checkers p ON p.id = r.checker_id"""


class RulingWriter:
    """Write the rulings on claims within one change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def set(self, ruling: Ruling) -> None:
        """Set the ruling on a claim, the first or another; the log keeps the one before."""
        identity, said, writer = ruling_id(ruling.claim_id), ruling.settled, self._writer
        row = {
            "checker_id": ruling.checker_id,
            "verdict": said.verdict.value,
            "reason": said.reason.value if said.reason else None,
            "conclusion": said.conclusion,
            "why": said.why,
            # ordered, so that the same tags are always the same words
            "settles": json.dumps(dict(sorted(ruling.settles.items())), separators=(",", ":")),
            "given_on": stored_words(writer.file, ruling.claim_id, ruling.given_on),
        }
        if writer.file.value("SELECT 1 FROM rulings WHERE id = ?", [identity]) is None:
            whole = {"id": identity, "claim_id": ruling.claim_id, **row}
            writer.insert("rulings", {**whole, "ruled_at": ruling.ruled_at})
        elif writer.update("rulings", identity, row):
            writer.update("rulings", identity, {"ruled_at": ruling.ruled_at})

    def remove(self, claim_id: str) -> None:
        """Remove the ruling on a claim."""
        self._writer.delete("rulings", ruling_id(claim_id))


class RulingRepository:
    """The rulings of a project, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def of_claims(self, claim_ids: Sequence[str]) -> dict[str, Ruling]:
        """The rulings on these claims, by the claim's id."""
        rows = self._file.rows(
            f"{_RULING} WHERE r.claim_id IN (SELECT value FROM json_each(?))",
            [json.dumps([*claim_ids])],
        )
        return {ruling.claim_id: ruling for ruling in map(_ruling, rows)}


def _ruling(row: Row) -> Ruling:
    identity, claim_id, checker_id, checker, verdict, reason, conclusion, why, *rest = row
    settles, at, words = rest
    how = read_word(DisputeReason, reason) if reason else None
    settled = Settlement(read_word(Verdict, verdict), how, conclusion, why)
    who = (identity, claim_id, checker_id, checker)
    return Ruling(*who, settled, json.loads(settles), at, read_places(words))


_REVIEW = """SELECT r.id, r.claim_id, r.checker_id, p.name, r.tag_id, r.decision, r.why, r.seen,
    r.reviewed_at, r.given_on FROM reviews r JOIN checkers p ON p.id = r.checker_id"""


class ReviewWriter:
    """Writes the reviews of reviewers within a change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def set(self, review: Review) -> None:
        """Set a reviewer's decision on a tag, the first or another; others' rows stay theirs."""
        writer = self._writer
        said = {"decision": review.decision.value, "why": review.why, "seen": review.seen}
        said["given_on"] = stored_words(writer.file, review.claim_id, review.given_on)
        identity = review_id(review.claim_id, review.checker_id, review.tag_id)
        if writer.file.value("SELECT 1 FROM reviews WHERE id = ?", [identity]) is None:
            who = {"claim_id": review.claim_id, "checker_id": review.checker_id}
            row = {"id": identity, **who, "tag_id": review.tag_id, **said}
            writer.insert("reviews", {**row, "reviewed_at": review.reviewed_at})
        elif writer.update("reviews", identity, said):
            writer.update("reviews", identity, {"reviewed_at": review.reviewed_at})

    def remove(self, identity: str) -> None:
        """Remove a review."""
        self._writer.delete("reviews", identity)


class ReviewRepository:
    """The reviews of a project, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def of_claims(self, claim_ids: Sequence[str]) -> list[Review]:
        """Return all reviewers' reviews on claims, oldest first."""
        rows = self._file.rows(
            f"""{_REVIEW} WHERE r.claim_id IN (SELECT value FROM json_each(?))
            ORDER BY r.reviewed_at, r.id""",
            [json.dumps([*claim_ids])],
        )
        return [_review(row) for row in rows]

    def counts(self, article_id: str, checker_id: str) -> dict[ReviewAspect, int]:
        """Return the number of an article's claims with each aspect, for a reviewer."""
        sums = ", ".join(f"coalesce(sum({condition}), 0)" for condition in ASPECTS.values())
        row = self._file.row(
            f"SELECT {sums} FROM claims c WHERE c.article_id = :article",
            self._values(article_id, checker_id),
        )
        return dict(zip(ASPECTS, row or [0] * len(ASPECTS), strict=True))

    def next_to_review(self, article_id: str, checker_id: str, after: int) -> str | None:
        """The first claim behind a number, round the end, with a tag that waits for the checker.

        It waits until it is reviewed, and again when it or its claim changed since.
        """
        sql = f"""SELECT c.id FROM claims c WHERE c.article_id = :article AND ({TO_REVIEW})
            AND c.number {{}} :after ORDER BY c.number, c.key LIMIT 1"""
        values = {**self._values(article_id, checker_id), "after": after}
        found = self._file.value(sql.format(">"), values)
        found = found or self._file.value(sql.format("<="), values)
        return None if found is None else str(found)

    def _values(self, article_id: str, checker_id: str) -> dict[str, str | None]:
        newest = newest_of(self._file, article_id)
        return {"article": article_id, "checker": checker_id, "newest": newest}


def _review(row: Row) -> Review:
    identity, claim_id, checker_id, checker, tag_id, decision, why, seen, at, words = row
    said = read_word(Decision, decision), why, seen, at
    return Review(identity, claim_id, checker_id, checker, tag_id, *said, read_places(words))
