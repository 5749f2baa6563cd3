"""The places of claims that were not carried over by themselves, and corrections, as rows.

A place that was carried over, and a place on which somebody decided, has an id that follows from
the older place and the new version. So two people who bring in the same text write the same rows.
"""

import json
from collections.abc import Collection, Sequence

from annotator.articles.model import Version
from annotator.articles.repository import ArticleRepository
from annotator.claims.repository.highlights import HIGHLIGHT, highlight_of
from annotator.kernel.errors import NotFound
from annotator.kernel.stored_words import read_word
from annotator.revisions.corrections import CorrectionRecord
from annotator.revisions.model import (
    Correction,
    CorrectionKind,
    PlacementRecord,
    PlaceOutcome,
    Placing,
)
from annotator.revisions.plan import OlderPlace
from annotator.schema.record_fields import fields_of
from annotator.storage.changes import ChangeWriter
from annotator.storage.claim_words import OPEN_PLACES
from annotator.storage.project_file import ProjectFile, Row

_COLUMNS = """SELECT p.id, p.claim_id, p.version_id, p.highlight_id, p.placing, p.outcome,
    p.checker_id, p.decided_at FROM placements p"""
_UNDECIDED = f"{OPEN_PLACES} AND v.article_id = :article"
_TO_CARRY = f"""WITH newest AS MATERIALIZED (SELECT id FROM versions WHERE article_id = :article
        ORDER BY number DESC LIMIT 1),
    standing AS MATERIALIZED (SELECT h.id, '' AS decision FROM newest n
        CROSS JOIN highlights h ON h.version_id = n.id
        UNION ALL SELECT h.id, p.id FROM newest n CROSS JOIN placements p ON p.version_id = n.id
        JOIN highlights h ON h.id = p.highlight_id WHERE p.outcome <> 'placed'),
    known AS MATERIALIZED (SELECT DISTINCT h.claim_id FROM standing s
        JOIN highlights h ON h.id = s.id),
    wanted AS (SELECT id, decision FROM standing
        UNION ALL SELECT h.id, '' FROM claims c JOIN highlights h ON h.claim_id = c.id
        JOIN versions v ON v.id = h.version_id WHERE c.article_id = :article
        AND c.id NOT IN (SELECT claim_id FROM known)
        AND v.number = (SELECT max(o.number) FROM highlights g JOIN versions o
            ON o.id = g.version_id WHERE g.claim_id = c.id))
    SELECT w.decision, c.number, {HIGHLIGHT} FROM wanted w JOIN highlights h ON h.id = w.id
    JOIN claims c ON c.id = h.claim_id WHERE c.article_id = :article"""
"""The places of claims in the newest version, and those that were not carried over into it: of a
claim with neither, the places in the newest version that has any.
"""

_UNPLACED = """WITH newest AS MATERIALIZED (SELECT article_id, id, max(number) AS number
        FROM versions GROUP BY article_id HAVING count(*) > 1),
    standing AS MATERIALIZED (SELECT n.*, c.id AS claim_id, h.id AS place, v.number AS stood_in
        FROM newest n CROSS JOIN claims c ON c.article_id = n.article_id
        CROSS JOIN highlights h ON h.claim_id = c.id JOIN versions v ON v.id = h.version_id)
    SELECT s.article_id, s.place FROM standing s WHERE s.stood_in < s.number
    AND s.place NOT IN (SELECT highlight_id FROM placements WHERE version_id = s.id)
    AND s.stood_in = (SELECT max(stood_in) FROM standing o
        WHERE o.claim_id = s.claim_id AND o.stood_in < s.number)
    AND (s.place IN (SELECT value FROM json_each(:met))
        OR NOT EXISTS (SELECT 1 FROM placements WHERE version_id = s.id AND claim_id = s.claim_id)
        AND NOT EXISTS (SELECT 1 FROM highlights
            WHERE claim_id = s.claim_id AND version_id = s.id))"""
"""The places of claims of which nothing is in the newest version, and others that are asked for."""

_CORRECTIONS = """SELECT c.id, c.article_id, c.version_id, c.checker_id, p.name, c.kind,
    c.old_words, c.new_words, c.note, c.corrected_on, c.created_at, v.article_id
    FROM corrections c JOIN checkers p ON p.id = c.checker_id
    JOIN versions v ON v.id = c.version_id"""


class PlacementWriter:
    """Writes placements within a change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def add(self, record: PlacementRecord) -> str:
        """Add a placement, and return its id."""
        row = {
            "id": record.id,
            "claim_id": record.claim_id,
            "version_id": record.version_id,
            "highlight_id": record.highlight_id,
            "placing": record.placing.value,
        }
        return self._writer.insert("placements", {**row, **_decision(record)})

    def set(self, record: PlacementRecord) -> None:
        """Set what was decided about a place."""
        self._writer.update("placements", record.id, _decision(record))


class PlacementRepository:
    """The placements of a project, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def get(self, placement_id: str) -> PlacementRecord:
        """Return a placement; raises NotFound."""
        row = self._file.row(f"{_COLUMNS} WHERE p.id = ?", [placement_id])
        if row is None:
            raise NotFound("This decision about a claim")
        return _record(row)

    def of_version(self, version_id: str) -> list[PlacementRecord]:
        """Return the placements in a version, in the order of the older places."""
        rows = self._file.rows(
            f"""{_COLUMNS} JOIN highlights h ON h.id = p.highlight_id WHERE p.version_id = ?
            ORDER BY h."start", h."end" DESC, p.id""",
            [version_id],
        )
        return [_record(row) for row in rows]

    def of_claims(
        self, claim_ids: Collection[str], version_id: str
    ) -> dict[str, tuple[PlacementRecord, ...]]:
        """Return the placements of claims in a version, by the id of the claim.

        Args:
            claim_ids: The claims; those without a placement there are left out.
            version_id: The version in which places were sought.
        """
        rows = self._file.rows(
            f"""{_COLUMNS} WHERE p.version_id = ? AND p.claim_id IN
            (SELECT value FROM json_each(?)) ORDER BY p.id""",
            [version_id, json.dumps([*claim_ids])],
        )
        found: dict[str, list[PlacementRecord]] = {}
        for record in map(_record, rows):
            found.setdefault(record.claim_id, []).append(record)
        return {claim_id: tuple(records) for claim_id, records in found.items()}

    def history(self, claim_ids: Collection[str]) -> dict[str, tuple[PlacementRecord, ...]]:
        """Return the placements of claims in all versions, by the id of the claim.

        A placement of a place that was removed since is none.
        """
        rows = self._file.rows(
            f"""{_COLUMNS} JOIN highlights h ON h.id = p.highlight_id WHERE p.claim_id IN
            (SELECT value FROM json_each(?)) ORDER BY p.id""",
            [json.dumps([*claim_ids])],
        )
        found: dict[str, list[PlacementRecord]] = {}
        for record in map(_record, rows):
            found.setdefault(record.claim_id, []).append(record)
        return {claim_id: tuple(records) for claim_id, records in found.items()}

    def to_carry(self, article_id: str, versions: Collection[Version]) -> list[OlderPlace]:
        """Return the places of claims that a new version of their article is to have.

        Args:
            article_id: The article.
            versions: All its versions.
        """
        by_id = {version.id: version for version in versions}
        newest = max(versions, key=lambda version: version.number)
        decided = {record.id: record for record in self.of_version(newest.id)}
        found = []
        for decision, number, *row in self._file.rows(_TO_CARRY, {"article": article_id}):
            highlight = highlight_of((*row,))
            older = by_id[highlight.version_id]
            found.append(OlderPlace(number, highlight, older, decided.get(decision)))
        return found

    def known(self, placement_ids: Collection[str]) -> set[str]:
        """Return which placements there are."""
        rows = self._file.rows(
            "SELECT id FROM placements WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps([*placement_ids])],
        )
        return {str(identity) for (identity,) in rows}

    def unplaced(self, met: Collection[str]) -> dict[str, list[str]]:
        """Return places by article of which the newest version knows nothing, by their ids.

        Args:
            met: The ids of highlights of claims of which the version may know other places.
        """
        found: dict[str, list[str]] = {}
        for article_id, place in self._file.rows(_UNPLACED, {"met": json.dumps(sorted(met))}):
            found.setdefault(article_id, []).append(place)
        return found

    def undecided_count(self, article_id: str) -> int:
        """Return how many places nobody has decided about, in the newest version of an article."""
        return int(self._file.value(f"SELECT count(*) {_UNDECIDED}", {"article": article_id}))

    def undecided_claims(self, article_id: str) -> list[str]:
        """Return the ids of the claims of an article with such a place, by their numbers."""
        rows = self._file.rows(
            f"""SELECT id, number FROM claims WHERE id IN (SELECT p.claim_id {_UNDECIDED})
            ORDER BY number, id""",
            {"article": article_id},
        )
        return [claim_id for claim_id, _ in rows]


class CorrectionWriter:
    """Writes the corrections of published texts within a change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def put(self, record: CorrectionRecord) -> None:
        """Add a correction, or set the one that was written for the same change before."""
        file = self._writer.file
        if file.value("SELECT 1 FROM corrections WHERE id = ?", [record.id]) is not None:
            self.set(record.id, record.details)
            return
        row = {
            "id": record.id,
            "article_id": record.article_id,
            "version_id": record.version.id,
            "checker_id": record.checker_id,
            "created_at": record.created_at,
        }
        self._writer.insert("corrections", {**row, **_correction(record.details)})

    def set(self, correction_id: str, details: Correction) -> None:
        """Set the words, the kind and the day of a correction."""
        self._writer.update("corrections", correction_id, _correction(details))

    def remove(self, correction_id: str) -> None:
        """Remove a correction."""
        self._writer.delete("corrections", correction_id)


class CorrectionRepository:
    """The corrections of published texts, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def get(self, correction_id: str) -> CorrectionRecord:
        """Return a correction; raises NotFound."""
        row = self._file.row(f"{_CORRECTIONS} WHERE c.id = ?", [correction_id])
        if row is None:
            raise NotFound("This correction")
        return self._records([row])[0]

    def of_article(self, article_id: str) -> list[CorrectionRecord]:
        """Return the corrections of an article in the order of time."""
        rows = self._file.rows(
            f"""{_CORRECTIONS} WHERE c.article_id = ?
            ORDER BY c.corrected_on, c.created_at, c.id""",
            [article_id],
        )
        return self._records(rows)

    def _records(self, rows: Sequence[Row]) -> list[CorrectionRecord]:
        articles = ArticleRepository(self._file)
        versions = {
            v.id: v for article in {row[-1] for row in rows} for v in articles.versions(article)
        }
        found = []
        for identity, article_id, version_id, checker_id, checker, *words, at, _ in rows:
            kind, old_words, new_words, note, day = words
            details = Correction(read_word(CorrectionKind, kind), old_words, new_words, note, day)
            version = versions[version_id]
            found.append(
                CorrectionRecord(identity, article_id, version, checker_id, checker, details, at)
            )
        return found


def _correction(details: Correction) -> dict[str, object]:
    return {field.name: field.held(getattr(details, field.name)) for field in fields_of(Correction)}


def _decision(record: PlacementRecord) -> dict[str, object]:
    return {
        "outcome": record.outcome.value if record.outcome else "",
        "checker_id": record.checker_id or None,
        "decided_at": record.decided_at,
    }


def _record(row: Row) -> PlacementRecord:
    identity, claim_id, version_id, highlight_id, placing, outcome, checker_id, at = row
    return PlacementRecord(
        identity,
        claim_id,
        version_id,
        highlight_id,
        read_word(Placing, placing),
        read_word(PlaceOutcome, outcome) if outcome else None,
        checker_id or "",
        at,
    )
