"""Reviews as rows: each belongs to its reviewer."""

import json
from collections.abc import Sequence

from annotator.claims.repository.review_filters import ASPECTS, TO_REVIEW, newest_of
from annotator.kernel.codes import read_word
from annotator.review.model import Decision, Review, ReviewAspect
from annotator.storage.changes import ChangeWriter
from annotator.storage.ids import review_id
from annotator.storage.project_file import ProjectFile, Row

_REVIEW = """SELECT r.id, r.claim_id, r.checker_id, p.name, r.tag_id, r.decision, r.why, r.seen,
    r.reviewed_at FROM reviews r JOIN checkers p ON p.id = r.checker_id"""


class ReviewWriter:
    """Writes the reviews of reviewers within a change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def set(self, review: Review) -> None:
        """Set a reviewer's decision on a tag, the first or another; others' rows stay theirs."""
        said = {"decision": review.decision.value, "why": review.why, "seen": review.seen}
        writer = self._writer
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
    identity, claim_id, checker_id, checker, tag_id, decision, *rest = row
    return Review(
        identity, claim_id, checker_id, checker, tag_id, read_word(Decision, decision), *rest
    )
