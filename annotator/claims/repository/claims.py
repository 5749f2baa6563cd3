"""Claims as rows."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, replace

from annotator.claims.contradictions import Contradiction, JudgedClaim
from annotator.claims.fields import CLAIM_FIELDS, Claim
from annotator.claims.model import ClaimRow, ClaimStatus
from annotator.claims.same_claims import ClaimToCompare
from annotator.claims.verdicts import Standing, Verdict
from annotator.evidence.repository import evidence
from annotator.kernel.errors import NotFound
from annotator.kernel.stored_words import read_word
from annotator.schema import numbering
from annotator.storage import standings
from annotator.storage.changes import ChangeWriter
from annotator.storage.ids import kept_apart_id, new_id
from annotator.storage.project_file import ProjectFile, Row
from annotator.storage.standings import RULING_HOLDS, STATUS, TAG_HOLDS, quote_of, standing_of

_COLUMNS = [each.name for each in fields(Claim)]
_READ = ", ".join(STATUS if name == "status" else f"c.{name}" for name in _COLUMNS)
_CLAIM = f"SELECT {_READ} FROM claims c"
_ROW = f"""SELECT c.id, c.number, c.statement, {STATUS},
    {standing_of("c.id")},
    {quote_of("c.id")} FROM claims c"""

_HELD = "(SELECT held FROM standings WHERE claim_id = c.id)"
_JUDGED = f"""SELECT c.id, c.article_id, coalesce(nullif(a.title, ''), a.file_name), c.number,
    coalesce(nullif(c.statement, ''), {quote_of("c.id")}, ''), {_HELD},
    coalesce((SELECT json_array(p.name) FROM rulings r JOIN checkers p ON p.id = r.checker_id
        WHERE {RULING_HOLDS}), (SELECT json_group_array(name) FROM (SELECT p.name FROM tags t
        JOIN checkers p ON p.id = t.checker_id WHERE {TAG_HOLDS} ORDER BY p.name)))
    FROM claims c JOIN articles a ON a.id = c.article_id
    WHERE c.id IN (SELECT value FROM json_each(?)) ORDER BY a.number, c.number, c.id"""

_HANGING = ("highlights", "notes", "queries", "contacts", "comments", "placements")
_JUDGING = ("tags", "reviews", "rulings", "kept_apart")
"""Tables of rows that a join of claims does not simply hand over."""
_LAST_REMOVED = """SELECT max(json_extract(r.before, '$.number')) FROM change_rows r
    JOIN changes c ON c.seq = r.change_seq WHERE r.tbl = 'claims' AND r.after IS NULL
    AND json_extract(r.before, '$.article_id') = ? AND c.kind <> 'undo'"""

_WITH_STATUS = f"""SELECT c.id, c.number, c.key FROM claims c WHERE c.article_id = :article
    AND c.status = :status AND c.number {{0}} :after AND {STATUS} = :status
    ORDER BY c.number, c.key LIMIT 1"""
_REOPENED = f"""SELECT id FROM (SELECT * FROM ({_WITH_STATUS}) UNION ALL
    SELECT c.id, c.number, c.key FROM standings s JOIN claims c ON c.id = s.claim_id
    WHERE s.article_id = :article AND s.reopened AND c.status = 'checked'
    AND c.number {{0}} :after) ORDER BY number, key LIMIT 1"""
"""The first claim with a status, and the same with claims that count as open again."""

_MARKED = """SELECT r.row_id, c.checker_id FROM json_each(:claims) asked
    CROSS JOIN change_rows r ON r.row_id = asked.value AND r.tbl = 'claims' AND r.before IS NULL
    JOIN changes c ON c.seq = r.change_seq AND c.kind = 'do'
    AND c.seq NOT IN (SELECT change_seq FROM merges)
    UNION ALL SELECT r.row_id, h.checker_id FROM json_each(:claims) asked
    CROSS JOIN heard_rows r ON r.row_id = asked.value AND r.tbl = 'claims' AND r.before IS NULL
    JOIN heard_changes h ON h.id = r.change_id AND h.kind = 'do'"""


class ClaimWriter:
    """Writes claims within a change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def add(self, article_id: str, at: str, number: int = 0, *, file_annotation: str = "") -> str:
        """Add an open claim to an article, and return its id.

        Args:
            article_id: the article's.
            at: the time in UTC, as ``Project.now`` gives it.
            number: the claim's in the article; 0 for ``next_number``.
            file_annotation: the id in its file of the annotation from which it was taken over.
        """
        number = number or self.next_number(article_id)
        row = {"id": new_id(), "article_id": article_id, "number": number, "created_at": at}
        return self._writer.insert("claims", {**row, "file_annotation": file_annotation})

    def next_number(self, article_id: str) -> int:
        """Return the number of the next claim of an article, higher than any removed claim's."""
        file = self._writer.file
        removed = file.value(_LAST_REMOVED, [article_id])
        last = max(ClaimRepository(file).last_number(article_id), int(removed or 0))
        given = "SELECT number FROM claims WHERE article_id = ?"
        return numbering.next_number(last, lambda: (n for (n,) in file.rows(given, [article_id])))

    def set(self, claim_id: str, values: Mapping[str, object]) -> None:
        """Set fields of a claim.

        Args:
            claim_id: The claim.
            values: Values of the model by the names of their columns.
        """
        columns = {name: CLAIM_FIELDS[name].held(value) for name, value in values.items()}
        self._writer.update("claims", claim_id, columns)

    def remove(self, claim_id: str) -> None:
        """Remove a claim with all rows that hang on it; the log keeps them."""
        writer, pieces = self._writer, evidence.EvidenceWriter(self._writer)
        for piece in evidence.EvidenceRepository(writer.file).of_claims([claim_id]):
            pieces.remove(piece.id)
        for table in (*_HANGING, *_JUDGING):
            for identity in self._hanging(table, claim_id):
                writer.delete(table, identity)
        for identity in self._hanging("kept_apart", claim_id, "other_id"):
            writer.delete("kept_apart", identity)
        writer.delete("claims", claim_id)

    def keep_apart(self, claim_id: str, other_id: str, checker_id: str, at: str) -> None:
        """Remember that two claims are two; who said so first stays."""
        identity, writer = kept_apart_id(claim_id, other_id), self._writer
        if writer.file.value("SELECT 1 FROM kept_apart WHERE id = ?", [identity]) is None:
            one, other = sorted((claim_id, other_id))
            row = {"id": identity, "claim_id": one, "other_id": other, "checker_id": checker_id}
            writer.insert("kept_apart", {**row, "kept_at": at})

    def let_together(self, claim_id: str, other_id: str) -> None:
        """Forget that two claims are two."""
        self._writer.delete("kept_apart", kept_apart_id(claim_id, other_id))

    def _hanging(self, table: str, claim_id: str, column: str = "claim_id") -> list[str]:
        rows = self._writer.file.rows(
            f"SELECT id FROM {table} WHERE {column} = ?",
            [claim_id],
        )
        return [identity for (identity,) in rows]


class ClaimRepository:
    """The claims of a project, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def get(self, claim_id: str) -> Claim:
        """Return the claim with this id; raises NotFound."""
        found = self.find(claim_id)
        if found is None:
            raise NotFound("This claim")
        return found

    def find(self, claim_id: str) -> Claim | None:
        """Return the claim with this id, or ``None`` where it is gone."""
        row = self._file.row(f"{_CLAIM} WHERE c.id = ?", [claim_id])
        return _claim(row) if row else None

    def numbered(self, article_id: str, number: int) -> Claim:
        """Return the claim of a number, or the claim to which that was joined; raises NotFound."""
        row = self._file.row(
            f"""{_CLAIM} LEFT JOIN joined j ON j.into_id = c.id AND j.kind = 'claim'
            AND j.called = ?2 WHERE c.article_id = ?1 AND (c.number = ?2 OR j.id IS NOT NULL)
            ORDER BY c.number <> ?2, c.id""",
            [article_id, number],
        )
        if row is None:
            raise NotFound(f"Claim {number}")
        return _claim(row)

    def find_many(self, claim_ids: Collection[str]) -> dict[str, Claim]:
        """Return the claims with these ids, by id; claims that are gone are left out."""
        rows = self._file.rows(
            f"{_CLAIM} WHERE c.id IN (SELECT value FROM json_each(?))",
            [json.dumps([*claim_ids])],
        )
        return {claim.id: claim for claim in map(_claim, rows)}

    def with_endings(self, endings: Collection[str]) -> dict[str, list[Claim]]:
        """Return the claims whose ids end in the given letters, by the letters.

        A claim that was joined with another stands for by the claim that took it in.

        Args:
            endings: The last letters of ids, eight of each.
        """
        rows = self._file.rows(
            """WITH RECURSIVE asked (ending) AS (SELECT value FROM json_each(?)),
            found (ending, id) AS (SELECT substr(id, -8), id FROM claims
            WHERE substr(id, -8) IN (SELECT ending FROM asked)
            UNION SELECT substr(id, -8), into_id FROM joined
            WHERE substr(id, -8) IN (SELECT ending FROM asked)
            UNION SELECT f.ending, j.into_id FROM found f JOIN joined j ON j.id = f.id)
            SELECT f.ending, f.id FROM found f JOIN claims c ON c.id = f.id ORDER BY c.key""",
            [json.dumps(sorted(endings))],
        )
        pairs = [(str(ending), str(identity)) for ending, identity in rows]
        claims = self.find_many([identity for _, identity in pairs])
        found: dict[str, list[Claim]] = {}
        for ending, identity in pairs:
            found.setdefault(ending, []).append(claims[identity])
        return found

    def of_article(self, article_id: str) -> list[Claim]:
        """All claims of an article by number."""
        rows = self._file.rows(
            f"{_CLAIM} WHERE c.article_id = ? ORDER BY c.number, c.id", [article_id]
        )
        return [_claim(row) for row in rows]

    def to_compare(self, article_ids: Collection[str]) -> dict[str, ClaimToCompare]:
        """Return the claims of articles by id, to compare their words; by article and number."""
        rows = self._file.rows(
            """SELECT c.id, c.article_id, c.number, coalesce(nullif(c.first_number, 0), c.number),
            c.statement FROM json_each(?) asked CROSS JOIN claims c ON c.article_id = asked.value
            ORDER BY asked.key, c.number, c.id""",
            [json.dumps([*article_ids])],
        )
        return {row[0]: ClaimToCompare(*row) for row in rows}

    def marked_by(self, claim_ids: Collection[str]) -> dict[str, str]:
        """Return who marked claims, by their ids, as far as the log says it."""
        rows = self._file.rows(_MARKED, {"claims": json.dumps([*claim_ids])})
        return {claim_id: checker_id for claim_id, checker_id in rows if checker_id}

    def ages(self, claim_ids: Collection[str]) -> dict[str, tuple[int, str]]:
        """Return the birth of claims: the number each was made with, and its id; the least is the
        eldest. Claims that are gone are left out.
        """
        rows = self._file.rows(
            """SELECT id, coalesce(nullif(first_number, 0), number) FROM claims
            WHERE id IN (SELECT value FROM json_each(?))""",
            [json.dumps([*claim_ids])],
        )
        return {claim_id: (born, claim_id) for claim_id, born in rows}

    def articles_of(self, claim_ids: Collection[str]) -> list[str]:
        """Return the ids of the articles of claims; claims that are gone are left out."""
        rows = self._file.rows(
            """SELECT DISTINCT article_id FROM claims
            WHERE id IN (SELECT value FROM json_each(?)) ORDER BY article_id""",
            [json.dumps([*claim_ids])],
        )
        return [article_id for (article_id,) in rows]

    def kept_apart(self, article_ids: Collection[str]) -> dict[str, tuple[str, str]]:
        """Return the pairs of claims of articles that are kept apart, by the ids of the rows."""
        rows = self._file.rows(
            """SELECT k.id, k.claim_id, k.other_id FROM json_each(?) asked
            CROSS JOIN claims c ON c.article_id = asked.value
            CROSS JOIN kept_apart k ON k.claim_id = c.id ORDER BY k.kept_at, k.id""",
            [json.dumps([*article_ids])],
        )
        return {identity: (one, other) for identity, one, other in rows}

    def speakers(self, limit: int = 2000) -> list[str]:
        """Return the speakers of all claims, each once, by name.

        Args:
            limit: The largest number of names.
        """
        rows = self._file.rows(
            "SELECT DISTINCT speaker FROM claims WHERE speaker <> '' ORDER BY speaker LIMIT ?",
            [limit],
        )
        return [name for (name,) in rows]

    def row(self, claim_id: str) -> ClaimRow | None:
        """Return the list row of a claim; ``None`` if the claim is gone."""
        found = self._file.row(f"{_ROW} WHERE c.id = ?", [claim_id])
        return _row(found) if found else None

    def contradicted(self, article_ids: Collection[str] | None = None) -> list[str]:
        """Return the ids of the claims that others on the same words contradict, by number.

        Args:
            article_ids: The articles; all by default.
        """
        where = (
            "" if article_ids is None else "AND s.article_id IN (SELECT value FROM json_each(?))"
        )
        rows = self._file.rows(
            f"""SELECT c.id FROM standings s JOIN claims c ON c.id = s.claim_id
            JOIN articles a ON a.id = c.article_id WHERE s.opposed {where}
            ORDER BY a.number, c.number, c.id""",
            [] if article_ids is None else [json.dumps([*article_ids])],
        )
        return [claim_id for (claim_id,) in rows]

    def contradicting(self, article_ids: Collection[str]) -> frozenset[frozenset[str]]:
        """Return the pairs of claims of articles whose verdicts contradict each other."""
        claims = self.contradicted(article_ids)
        pairs = standings.contradicting_pairs(self._file.connection, claims) if claims else ()
        return frozenset(map(frozenset, pairs))

    def contradictions(self, claim_ids: Collection[str]) -> dict[str, list[Contradiction]]:
        """Return by the id of each claim its contradictions, by the number of the other."""
        pairs = standings.contradicting_pairs(self._file.connection, claim_ids)
        rows = self._file.rows(_JUDGED, [json.dumps([*{each for pair in pairs for each in pair}])])
        judged = {claim.id: claim for claim in map(_judged, rows)}
        place = {claim_id: number for number, claim_id in enumerate(judged)}
        stale = self._stale_tags({tag for tags in pairs.values() for tag in tags})
        found: dict[str, list[Contradiction]] = {}
        for claim_id, other in sorted(pairs, key=lambda pair: place[pair[1]]):
            given = [stale[tag] for tag in pairs[claim_id, other]]
            told = (_as_given(judged[each], given) for each in (claim_id, other))
            found.setdefault(claim_id, []).append(Contradiction(*told))
        return found

    def _stale_tags(self, tag_ids: Collection[str]) -> dict[str, tuple[str, Verdict, str]]:
        """Return by its id the claim, the verdict and the checker of each of some tags."""
        rows = self._file.rows(
            """SELECT t.id, t.claim_id, t.verdict, p.name FROM tags t
            JOIN checkers p ON p.id = t.checker_id
            WHERE t.id IN (SELECT value FROM json_each(?))""",
            [json.dumps([*tag_ids])],
        )
        return {tag: (claim, read_word(Verdict, verdict), who) for tag, claim, verdict, who in rows}

    def count(self, article_id: str) -> int:
        """How many claims an article has."""
        return int(
            self._file.value("SELECT count(*) FROM claims WHERE article_id = ?", [article_id])
        )

    def last_number(self, article_id: str) -> int:
        """The highest number among an article's claims; 0 when it has none."""
        sql = "SELECT coalesce(max(number), 0) FROM claims WHERE article_id = ?"
        return int(self._file.value(sql, [article_id]))

    def next_with_status(self, article_id: str, status: ClaimStatus, after: int) -> str | None:
        """The first claim with this status after a number, going round at the end."""
        # two walks along indexes that end at once, where one over all would have to sort them
        asked = {"article": article_id, "status": status.value, "after": after}
        sql = _REOPENED if status is ClaimStatus.OPEN else _WITH_STATUS
        found = self._file.value(sql.format(">"), asked)
        found = found or self._file.value(sql.format("<="), asked)
        return None if found is None else str(found)


def _claim(row: Row) -> Claim:
    held = dict(zip(_COLUMNS, row, strict=True))
    return Claim(**held | {name: each.value(held[name]) for name, each in CLAIM_FIELDS.items()})


def _judged(row: Row) -> JudgedClaim:
    identity, article_id, article, number, words, held, checkers = row
    verdicts = tuple(read_word(Verdict, verdict) for verdict in held.split(",") if verdict)
    who = tuple(json.loads(checkers))
    return JudgedClaim(identity, article_id, article, number, words, verdicts, who)


def _as_given(claim: JudgedClaim, stale: Sequence[tuple[str, Verdict, str]]) -> JudgedClaim:
    """Return a claim as stale tags judged it, where they are on it."""
    given = sorted((verdict, who) for claim_id, verdict, who in stale if claim_id == claim.id)
    if not given:
        return claim
    verdicts = tuple(dict.fromkeys(verdict for verdict, _ in given))
    who = tuple(sorted({who for _, who in given}))
    return replace(claim, verdicts=verdicts, checkers=who, on_other_words=True)


def _row(row: Row) -> ClaimRow:
    identity, number, statement, status, standing, quote = row
    return ClaimRow(
        identity,
        number,
        statement or quote or "",
        read_word(ClaimStatus, status),
        read_word(Standing, standing),
    )
