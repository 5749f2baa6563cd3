"""Highlights and coverage marks as rows: read by place at a cost that follows the answer alone."""

import json
from collections.abc import Collection, Sequence

from annotator.claims.coverage import CoverageMark
from annotator.claims.highlights import Anchor, Highlight, PaintedHighlight
from annotator.claims.judged_words import JudgedPlace, Places, write_places
from annotator.claims.same_claims import QuotedPlace
from annotator.claims.same_words import HALF
from annotator.claims.verdicts import Standing
from annotator.kernel.errors import NotFound
from annotator.kernel.positions import Span
from annotator.kernel.stored_words import read_word
from annotator.storage.changes import ChangeWriter
from annotator.storage.claim_words import CURRENT, OPEN_PLACES, words_of
from annotator.storage.ids import new_id
from annotator.storage.place_sentences import sentence_at
from annotator.storage.project_file import ProjectFile, Row
from annotator.storage.standings import standing_of


class CoverageWriter:
    """Writes coverage marks within a change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def add(
        self, version_id: str, checker_id: str, span: Span, at: str, *, mark_id: str = ""
    ) -> str:
        """Mark a stretch of a version as checked by a person, and return the mark's id.

        A mark that follows from another one is given the ``mark_id`` that follows from its id.
        """
        row = {"id": mark_id or new_id(), "version_id": version_id, "checker_id": checker_id}
        stretch = {"start": span.start, "end": span.end}
        return self._writer.insert("coverage", {**row, **stretch, "marked_at": at})

    def remove(self, mark_id: str) -> None:
        """Remove a mark."""
        self._writer.delete("coverage", mark_id)


class CoverageRepository:
    """The coverage marks of a project, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def of_version(self, version_id: str) -> list[CoverageMark]:
        """Everybody's marks in a version, in text order."""
        return self._marks("", [version_id])

    def between(self, version_id: str, span: Span) -> list[CoverageMark]:
        """Everybody's marks that touch a stretch of a version, in text order."""
        return self._marks('AND "start" < ? AND "end" > ?', [version_id, span.end, span.start])

    def checkers(self, version_id: str, others: Collection[str]) -> list[str]:
        """The names of the checkers who tagged claims in a version, and of others by their ids."""
        sql = """SELECT name FROM checkers WHERE id IN (
                SELECT value FROM json_each(?2)
                UNION SELECT t.checker_id FROM tags t
                JOIN highlights h ON h.claim_id = t.claim_id WHERE h.version_id = ?1
            ) ORDER BY name, id"""
        rows = self._file.rows(sql, [version_id, json.dumps([*others])])
        return [str(name) for (name,) in rows]

    def work_on(self, version_id: str) -> tuple[int, int]:
        """Return how many claims stand in a version, and how many marks there are in it."""
        row = self._file.row(
            """SELECT (SELECT count(DISTINCT claim_id) FROM highlights WHERE version_id = ?1),
            (SELECT count(*) FROM coverage WHERE version_id = ?1)""",
            [version_id],
        )
        return (int(row[0]), int(row[1])) if row else (0, 0)

    def _marks(self, where: str, arguments: list[object]) -> list[CoverageMark]:
        rows = self._file.rows(
            f"""SELECT id, checker_id, "start", "end", marked_at FROM coverage
            WHERE version_id = ? {where} ORDER BY "start", id""",
            arguments,
        )
        return [
            CoverageMark(identity, checker_id, Span(start, end), at)
            for identity, checker_id, start, end, at in rows
        ]


HIGHLIGHT = """h.id, h.claim_id, h.version_id, h."start", h."end", h.quote, h.prefix, h.suffix,
    h.sentence"""
"""The columns of a highlight ``h`` as ``highlight_of`` reads them."""
_COLUMNS = f"SELECT {HIGHLIGHT} FROM highlights h"
_LONGEST = 40
_REACHES = ", ".join(f"({reach})" for reach in range(1, _LONGEST + 1))
# Lengths fall into classes by powers of two. In a class of reach r no highlight is longer than
# 2**r, so that those which touch a stretch begin in a bounded range of one index.
_BETWEEN = f"""SELECT h.id, h.claim_id, h."start", h."end", c.number,
    {standing_of("h.claim_id")}
    FROM (SELECT column1 AS n FROM (VALUES {_REACHES})
          WHERE n <= (SELECT coalesce(max(reach), 0) FROM highlights WHERE version_id = ?1)) r
    CROSS JOIN highlights h ON h.version_id = ?1 AND h.reach = r.n
        AND h."start" > ?2 - (1 << r.n) AND h."start" < ?3
    JOIN claims c ON c.id = h.claim_id
    WHERE h."end" > ?2 ORDER BY h."start", h."end" DESC, h.id"""

_PLACES = f"""SELECT h.claim_id, h.version_id, h."start", h."end", h.quote, h.sentence
    FROM json_each(?) asked CROSS JOIN highlights h ON h.claim_id = asked.value
    WHERE h.version_id = {CURRENT.format("asked.value")}
    ORDER BY h."start", h."end", h.quote, h.sentence"""
_UNDECIDED = f"""SELECT DISTINCT p.claim_id, p.version_id, 0, 0, '' {OPEN_PLACES}
    AND p.claim_id IN (SELECT value FROM json_each(?))"""
_STANDINGS = f"""SELECT "start", "end",
    {standing_of("h.claim_id")}
    FROM highlights h WHERE version_id = ? ORDER BY "start", "end" """

SAME_WORDS = f"""(one.version_id = other.version_id
    AND min(one."end", other."end") > max(one."start", other."start")
    AND {HALF.denominator} * (min(one."end", other."end") - max(one."start", other."start"))
    >= {HALF.numerator} * min(one."end" - one."start", other."end" - other."start"))"""
"""The condition that the highlights ``one`` and ``other`` are the same words by ``same_words``."""


class HighlightWriter:
    """Writes the highlights of claims within a change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def add(
        self,
        claim_id: str,
        version_id: str,
        anchor: Anchor,
        *,
        highlight_id: str = "",
    ) -> str:
        """Add a highlight of a claim, and return its id.

        Args:
            claim_id: The claim.
            version_id: The version.
            anchor: Its place there.
            highlight_id: The id of a highlight that follows from another row; by default a new one.
        """
        sentence = sentence_at(self._writer.file, version_id, anchor.span)
        new = Highlight(highlight_id or new_id(), claim_id, version_id, anchor, sentence)
        return self._writer.insert("highlights", _row_of(new))

    def add_all(self, highlights: Sequence[Highlight]) -> None:
        """Add highlights as they stand, with their ids and the sentences that they have."""
        self._writer.insert_many("highlights", [_row_of(new) for new in highlights])

    def set(self, highlight_id: str, anchor: Anchor) -> None:
        """Set the place of a highlight in its version."""
        file, sql = self._writer.file, "SELECT version_id FROM highlights WHERE id = ?"
        sentence = sentence_at(file, str(file.value(sql, [highlight_id])), anchor.span)
        row = {**_anchor_row(anchor), "sentence": sentence}
        self._writer.update("highlights", highlight_id, row)

    def set_claim(self, highlight_id: str, claim_id: str) -> None:
        """Make a highlight a place of another claim."""
        self._writer.update("highlights", highlight_id, {"claim_id": claim_id})

    def remove(self, highlight_id: str) -> None:
        """Remove a highlight."""
        self._writer.delete("highlights", highlight_id)


def stored_words(file: ProjectFile, claim_id: str, given_on: Places | None) -> str:
    """Return the words of a judgement on a claim for its column.

    Args:
        file: The project.
        claim_id: The claim.
        given_on: The places that were judged; by default the places of the claim today.
    """
    if given_on is not None:
        return write_places(place for place in given_on if not place.is_undecided)
    return str(file.value(f"SELECT {words_of('?1')}", [claim_id]))


class HighlightRepository:
    """The highlights of a project, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def get(self, highlight_id: str) -> Highlight:
        """The highlight with this id; raises NotFound."""
        row = self._file.row(f"{_COLUMNS} WHERE h.id = ?", [highlight_id])
        if row is None:
            raise NotFound("This highlight")
        return highlight_of(row)

    def find_many(self, highlight_ids: Collection[str]) -> dict[str, Highlight]:
        """Return the highlights with these ids, by id; those that are gone are left out."""
        rows = self._file.rows(
            f"{_COLUMNS} WHERE h.id IN (SELECT value FROM json_each(?))",
            [json.dumps([*highlight_ids])],
        )
        return {found.id: found for found in map(highlight_of, rows)}

    def of_claim(self, claim_id: str) -> list[Highlight]:
        """All places of a claim, in text order."""
        rows = self._file.rows(
            f'{_COLUMNS} WHERE h.claim_id = ? ORDER BY h."start", h.id', [claim_id]
        )
        return [highlight_of(row) for row in rows]

    def current(self, claim_id: str) -> list[Highlight]:
        """Return the places of a claim in the newest version in which it has any, in text order."""
        rows = self._file.rows(
            f"""{_COLUMNS} JOIN versions v ON v.id = h.version_id WHERE h.claim_id = :claim
            AND v.number = (SELECT max(w.number) FROM highlights o
                JOIN versions w ON w.id = o.version_id WHERE o.claim_id = :claim)
            ORDER BY h."start", h.id""",
            {"claim": claim_id},
        )
        return [highlight_of(row) for row in rows]

    def places(self, claim_ids: Sequence[str]) -> dict[str, tuple[JudgedPlace, ...]]:
        """Return where claims stand, by the claim's id and in their order.

        Each stands in the newest version in which it has a place. A place that nobody has decided
        about is among them: see ``JudgedPlace.is_undecided``.
        """
        asked = [json.dumps([*claim_ids])]
        rows = self._file.rows(_PLACES, asked)
        rows += self._file.rows(_UNDECIDED, asked)
        found: dict[str, list[JudgedPlace]] = {}
        for claim_id, *place in rows:
            found.setdefault(claim_id, []).append(JudgedPlace(*place))
        return {claim_id: tuple(places) for claim_id, places in found.items()}

    def of_version(self, version_id: str) -> list[Highlight]:
        """All highlights in a version, in text order, the longer of two first."""
        rows = self._file.rows(
            f'{_COLUMNS} WHERE h.version_id = ? ORDER BY h."start", h."end" DESC, h.id',
            [version_id],
        )
        return [highlight_of(row) for row in rows]

    def spans(self, version_id: str) -> list[Span]:
        """Where claims stand in a version, in any order."""
        sql = 'SELECT "start", "end" FROM highlights WHERE version_id = ?'
        return [Span(*row) for row in self._file.rows(sql, [version_id])]

    def of_articles(
        self, article_ids: Collection[str], *, every_version: bool = False
    ) -> dict[str, tuple[str, QuotedPlace]]:
        """Return the claim and the place of every highlight of articles.

        Args:
            article_ids: The articles.
            every_version: Whether places count that a claim had in older versions.
        """
        now = "" if every_version else f"AND h.version_id = {CURRENT.format('c.id')}"
        rows = self._file.rows(
            f"""SELECT h.id, h.claim_id, h.version_id, h."start", h."end", h.quote, h.sentence,
            w.number FROM json_each(?) asked CROSS JOIN claims c ON c.article_id = asked.value
            CROSS JOIN highlights h ON h.claim_id = c.id {now}
            CROSS JOIN versions w ON w.id = h.version_id""",
            [json.dumps([*article_ids])],
        )
        return {
            identity: (claim_id, QuotedPlace(version_id, Span(start, end), *words))
            for identity, claim_id, version_id, start, end, *words in rows
        }

    def between(self, version_id: str, span: Span) -> list[PaintedHighlight]:
        """The highlights that touch a stretch of a version, in text order."""
        rows = self._file.rows(_BETWEEN, [version_id, span.start, span.end])
        return [
            PaintedHighlight(
                identity, claim_id, Span(start, end), number, read_word(Standing, standing)
            )
            for identity, claim_id, start, end, number, standing in rows
        ]

    def by_standing(self, version_id: str) -> dict[Standing, list[Span]]:
        """Where the claims of each standing stand in a version, in text order."""
        found: dict[Standing, list[Span]] = {standing: [] for standing in Standing}
        for start, end, standing in self._file.rows(_STANDINGS, [version_id]):
            found.setdefault(read_word(Standing, standing), []).append(Span(start, end))
        return found

    def next_claim(self, place: Highlight) -> str | None:
        """The other claim that begins first at or behind the beginning of a place."""
        found = self._file.value(
            """SELECT claim_id FROM highlights WHERE version_id = ? AND claim_id <> ?
            AND "start" >= ? ORDER BY "start", "end", id LIMIT 1""",
            [place.version_id, place.claim_id, place.span.start],
        )
        return None if found is None else str(found)

    def exactly_at(self, version_id: str, span: Span) -> str | None:
        """Return the id of the claim that stands on just this span; ``None`` if no claim does."""
        found = self._file.value(
            """SELECT claim_id FROM highlights WHERE version_id = ? AND reach = ? AND "start" = ?
            AND "end" = ? ORDER BY id""",
            [version_id, len(span).bit_length(), span.start, span.end],
        )
        return None if found is None else str(found)


def _row_of(new: Highlight) -> dict[str, object]:
    row = {"id": new.id, "claim_id": new.claim_id, "version_id": new.version_id}
    return {**row, **_anchor_row(new.anchor), "sentence": new.sentence}


def _anchor_row(anchor: Anchor) -> dict[str, object]:
    return {
        "start": anchor.span.start,
        "end": anchor.span.end,
        "reach": len(anchor.span).bit_length(),
        "quote": anchor.quote,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
    }


def highlight_of(row: Row) -> Highlight:
    """Return the highlight of a row of ``HIGHLIGHT``."""
    identity, claim_id, version_id, start, end, quote, prefix, suffix, sentence = row
    anchor = Anchor(Span(start, end), quote, prefix, suffix)
    return Highlight(identity, claim_id, version_id, anchor, sentence)
