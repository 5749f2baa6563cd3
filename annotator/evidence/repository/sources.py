"""Sources as lists show them: found by words, and with the claims that rest on them."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from annotator.claims.verdicts import parse_standing
from annotator.evidence.citations import spellings_of
from annotator.evidence.model import (
    RestingClaim,
    Source,
    SourceDetails,
    SourceOrder,
    Stance,
    UsedSource,
)
from annotator.evidence.repository.evidence import SOURCE, source_of
from annotator.kernel.codes import read_word
from annotator.kernel.text_folding import folded_words
from annotator.storage.changes import ChangeWriter
from annotator.storage.ids import new_id
from annotator.storage.project_file import ProjectFile

_WORDS = "s.title || ' ' || s.author || ' ' || s.publisher || ' ' || s.url || ' ' || s.code_name"
_CLAIMS = "(SELECT count(DISTINCT claim_id) FROM evidence WHERE source_id = s.id)"
_RANKED = {
    SourceOrder.TITLE: "''",
    SourceOrder.TYPE: "s.type",
    SourceOrder.CLAIMS: f"-{_CLAIMS}",
    SourceOrder.PUBLISHED: "s.published = '', s.published",
}


class SourceRepository:
    """The sources of a project, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def ids(self, words: str = "", order: SourceOrder = SourceOrder.TITLE) -> list[str]:
        """Return the ids of the sources that hold all these words, in any case, in order."""
        rows = self._file.rows(
            f"SELECT s.id FROM sources s {_holding(words)} "  # noqa: S608
            f"ORDER BY {_RANKED[order]}, s.title COLLATE NOCASE, s.id",
            {"needles": _needles(words)},
        )
        return [identity for (identity,) in rows]

    def page(self, source_ids: Sequence[str]) -> list[UsedSource]:
        """Return these sources in their order; removed sources are left out."""
        rows = self._file.rows(
            f"SELECT {SOURCE}, {_CLAIMS} FROM sources s "  # noqa: S608
            "WHERE s.id IN (SELECT value FROM json_each(?))",
            [json.dumps([*source_ids])],
        )
        found = {row[0]: UsedSource(source_of(row[:-1]), row[-1]) for row in rows}
        return [found[identity] for identity in source_ids if identity in found]

    def find(self, words: str, limit: int = 12) -> list[UsedSource]:
        """Return the first sources by title that hold all these words; none for no words.

        Args:
            words: The words, in any case.
            limit: The largest number of sources to return.
        """
        return self.page(self.ids(words)[:limit]) if words.strip() else []

    def at(self, url: str) -> UsedSource | None:
        """Return the source with this address, in this spelling or in another of the same page."""
        rows = self._file.rows(
            "SELECT id FROM sources WHERE url IN (SELECT value FROM json_each(:spellings)) "
            "ORDER BY url != :url, id LIMIT 1",
            {"url": url, "spellings": json.dumps([*spellings_of(url)])},
        )
        found = self.page([rows[0][0]]) if url and rows else []
        return found[0] if found else None

    def claims_on(self, source_id: str) -> list[RestingClaim]:
        """Return the claims that rest on a source, article by article, ordered by their numbers."""
        rows = self._file.rows(
            """SELECT DISTINCT c.id, coalesce(nullif(a.title, ''), a.file_name), c.number,
            coalesce(nullif(c.statement, ''), (SELECT quote FROM highlights
                WHERE claim_id = c.id ORDER BY "start" LIMIT 1), ''),
            (SELECT group_concat(DISTINCT verdict) FROM tags WHERE claim_id = c.id),
            e.stance, a.number FROM evidence e JOIN claims c ON c.id = e.claim_id
            JOIN articles a ON a.id = c.article_id WHERE e.source_id = ?
            ORDER BY a.number, c.number, e.stance""",
            [source_id],
        )
        return [
            RestingClaim(
                claim_id,
                article,
                number,
                words,
                parse_standing(verdicts),
                read_word(Stance, stance),
            )
            for claim_id, article, number, words, verdicts, stance, _ in rows
        ]


class SourceWriter:
    """Write sources within a change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def add(self, details: SourceDetails) -> str:
        """Add a source, and return its id."""
        return self._writer.insert("sources", {"id": new_id(), **_source_row(details)})

    def set(self, source_id: str, details: SourceDetails) -> None:
        """Set the details of a source."""
        self._writer.update("sources", source_id, _source_row(details))

    def merge(self, kept: Source, other: Source, details: SourceDetails) -> None:
        """Rest all evidence from ``other`` on ``kept``, and remove ``other``.

        Args:
            kept: the record that stays.
            other: the record of the same source that goes.
            details: the details of ``kept`` from then on.
        """
        writer = self._writer
        for (evidence_id,) in writer.file.rows(
            "SELECT id FROM evidence WHERE source_id = ?", [other.id]
        ):
            writer.update("evidence", evidence_id, {"source_id": kept.id})
        self.set(kept.id, details)
        if details.confidential:
            # the last that is known of it: an exported trail names it by that
            secret = {"confidential": 1, "code_name": details.code_name}
            writer.update("sources", other.id, secret)
        writer.delete("sources", other.id)

    def remove(self, source_id: str) -> None:
        """Remove a source on which no evidence rests."""
        self._writer.delete("sources", source_id)


def _needles(words: str) -> str:
    return "\n".join(folded_words(words))


def _holding(words: str) -> str:
    return f"WHERE holds({_WORDS}, :needles)" if words.strip() else ""


def _source_row(details: SourceDetails) -> dict[str, object]:
    return {**asdict(details), "confidential": int(details.confidential)}
