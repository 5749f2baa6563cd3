"""Tags as rows: each belongs to its checker."""

import json
from collections.abc import Sequence

from annotator.claims.judged_words import read_places
from annotator.claims.repository.highlights import stored_words
from annotator.claims.verdicts import DisputeReason, Standing, Tag, Verdict
from annotator.kernel.stored_words import read_word
from annotator.storage.changes import ChangeWriter
from annotator.storage.ids import tag_id
from annotator.storage.project_file import ProjectFile, Row

_TAG = """SELECT t.id, t.claim_id, t.checker_id, p.name, t.version_id, t.verdict, t.reason,
    t.conclusion, t.search_note, t.tagged_at, t.given_on FROM tags t
    JOIN checkers p ON p.id = t.checker_id"""


class TagWriter:
    """Writes the tags of checkers within a change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def set(self, tag: Tag) -> None:
        """Set a checker's tag on a claim, the first or another.

        A tag that does not say on which words it was given is given on today's words.
        """
        row = {
            "version_id": tag.version_id,
            "verdict": tag.verdict.value,
            "reason": tag.reason.value if tag.reason else None,
            "conclusion": tag.conclusion,
            "search_note": tag.search_note,
            "given_on": stored_words(self._writer.file, tag.claim_id, tag.given_on),
        }
        writer, identity = self._writer, tag_id(tag.claim_id, tag.checker_id)
        if writer.file.value("SELECT 1 FROM tags WHERE id = ?", [identity]) is None:
            who = {"id": identity, "claim_id": tag.claim_id, "checker_id": tag.checker_id}
            writer.insert("tags", {**who, **row, "tagged_at": tag.tagged_at})
        elif writer.update("tags", identity, row):
            writer.update("tags", identity, {"tagged_at": tag.tagged_at})

    def remove(self, claim_id: str, checker_id: str) -> None:
        """Remove a checker's tag from a claim."""
        self._writer.delete("tags", tag_id(claim_id, checker_id))


class TagRepository:
    """The tags of a project, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def by_version(self, article_id: str) -> dict[str, int]:
        """Return how many tags were given on each version of an article, by the version's id."""
        rows = self._file.rows(
            """SELECT t.version_id, count(*) FROM claims c CROSS JOIN tags t ON t.claim_id = c.id
            WHERE c.article_id = ? GROUP BY t.version_id""",
            [article_id],
        )
        return {str(version_id): int(number) for version_id, number in rows}

    def of_claims(self, claim_ids: Sequence[str]) -> list[Tag]:
        """Return all checkers' tags on the claims, by the checker's name."""
        rows = self._file.rows(
            f"""{_TAG} WHERE t.claim_id IN (SELECT value FROM json_each(?))
            ORDER BY p.name, t.id""",
            [json.dumps([*claim_ids])],
        )
        return [_tag(row) for row in rows]

    def standing_of(self, claim_ids: Sequence[str]) -> dict[str, Standing]:
        """Return where claims stand, by their ids."""
        rows = self._file.rows(
            """SELECT claim_id, standing FROM standings
            WHERE claim_id IN (SELECT value FROM json_each(?))""",
            [json.dumps([*claim_ids])],
        )
        return {claim_id: read_word(Standing, standing) for claim_id, standing in rows}

    def standings(self, article_id: str | None = None) -> dict[Standing, int]:
        """How many claims stand how, in an article or in the whole project."""
        where, which = ("", []) if article_id is None else ("WHERE article_id = ?", [article_id])
        found = dict.fromkeys(Standing, 0)
        for standing, number in self._file.rows(
            f"SELECT standing, count(*) FROM standings {where} GROUP BY standing", which
        ):
            of = read_word(Standing, standing)
            found[of] = found.get(of, 0) + number
        return found


def _tag(row: Row) -> Tag:
    identity, claim_id, checker_id, checker, version_id, verdict, reason, *rest = row
    conclusion, search_note, at, words = rest
    how = read_word(DisputeReason, reason) if reason else None
    said = read_word(Verdict, verdict), how, conclusion, search_note
    return Tag(identity, claim_id, checker_id, checker, version_id, *said, at, read_places(words))
