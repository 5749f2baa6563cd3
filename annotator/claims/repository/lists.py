"""Lists of an article's claims: which are in, in what order, and what a list shows of them."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from annotator.claims.filters import ClaimFilter, ClaimOrder, ListEntry, OrderBy, Rank
from annotator.claims.model import Importance, Kind, ListedClaim, Status
from annotator.claims.repository.claim_filters import RULES, TAGS, VERDICTS, condition
from annotator.claims.repository.review_filters import newest_of
from annotator.claims.repository.tags import parse_standing
from annotator.claims.verdicts import Standing
from annotator.kernel.codes import read_step, read_word
from annotator.kernel.text_folding import fold
from annotator.storage.project_file import ProjectFile, Row

_BROKEN = " + ".join(f"({rule})" for rule in RULES.values())
_ABOUT = (
    *("tags", "highlights", "evidence", "notes", "queries", "contacts", "comments"),
    *("reviews", "rulings"),
)
_HANGING = " ".join(
    f"UNION ALL SELECT id FROM {table} WHERE claim_id = c.id"  # noqa: S608
    for table in _ABOUT
)
# the newest row of the log that is about a claim; the numbers of these rows grow with time
_CHANGED = f"SELECT max(r.n) FROM change_rows r WHERE r.row_id IN (SELECT c.id {_HANGING})"  # noqa: S608
_CHECKERS = """(SELECT json_group_array(name) FROM (SELECT p.name FROM tags t
    JOIN checkers p ON p.id = t.checker_id WHERE t.claim_id = c.id ORDER BY p.name))"""

_RANKED = {
    OrderBy.TEXT: '(SELECT min("start") FROM highlights h WHERE h.claim_id = c.id '
    "AND h.version_id = :newest)",
    OrderBy.NUMBER: "c.number",
    OrderBy.VERDICT: VERDICTS,
    OrderBy.STATUS: "c.status",
    OrderBy.IMPORTANCE: "c.importance",
    OrderBy.SPEAKER: "c.speaker",
    OrderBy.CHANGED: f"({_CHANGED})",
    OrderBy.KINDS: "c.kinds",
    OrderBy.EVIDENCE: "(SELECT count(*) FROM evidence e WHERE e.claim_id = c.id)",
    OrderBy.WARNINGS: f"(SELECT coalesce(sum({_BROKEN}), 0) {TAGS})",
    OrderBy.CHECKERS: _CHECKERS,
}


def _by_name(name: str) -> Rank:
    return (not name, fold(name))


def _as_it_is(value: int) -> Rank:
    return (value,)


_STANDINGS, _STATUSES = ({m: n for n, m in enumerate(kind)} for kind in (Standing, Status))
_RANKS: dict[OrderBy, Callable[[Any], Rank]] = {
    OrderBy.TEXT: lambda start: (start is None, start or 0),
    OrderBy.VERDICT: lambda verdicts: (_STANDINGS[parse_standing(verdicts)],),
    OrderBy.STATUS: lambda status: (_STATUSES[status],),
    OrderBy.IMPORTANCE: lambda importance: (-importance,),
    OrderBy.SPEAKER: _by_name,
    OrderBy.CHANGED: lambda seq: (-seq,),
    OrderBy.KINDS: _by_name,
    OrderBy.WARNINGS: lambda broken: (-broken,),
    OrderBy.CHECKERS: lambda names: (names == "[]", *map(fold, json.loads(names))),
}
"""How what SQL gives becomes a rank; the natural way round has first what is looked for first."""


class ClaimLists:
    """An article's claims as lists show them, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def entries(
        self,
        article_id: str,
        shown: ClaimFilter,
        order: ClaimOrder,
        checker_id: str = "",
        only: Iterable[str] | None = None,
    ) -> list[ListEntry]:
        """The claims that a filter shows, in order, for the checker at work.

        With ``only``, just those of these claims that are in the list.
        """
        newest = newest_of(self._file, article_id)
        values = {"article": article_id, "checker": checker_id, "newest": newest}
        conditions = ["c.article_id = :article", condition(shown, values)]
        if only is not None:
            # the plus keeps SQLite from walking through the whole article for a few claims
            conditions[0] = (
                "+c.article_id = :article AND c.id IN (SELECT value FROM json_each(:only))"
            )
            values["only"] = json.dumps([*only])
        sql = f"""SELECT {_RANKED[order.by]}, c.number, c.id FROM claims c
            WHERE {" AND ".join(conditions)}"""  # noqa: S608
        rank = _RANKS.get(order.by, _as_it_is)
        rows = self._file.rows(sql, values)
        return order.arranged([ListEntry(rank(value), n, id_) for value, n, id_ in rows])

    def rows(self, article_id: str, claim_ids: Sequence[str]) -> list[ListedClaim]:
        """What a list shows of these claims of an article; those that are gone are left out."""
        asked = {"ids": json.dumps([*claim_ids]), "newest": newest_of(self._file, article_id)}
        rules = [f"(SELECT max({broken}) {TAGS})" for broken in RULES.values()]
        sql = f"""SELECT {", ".join(rules)}, c.id, c.number, c.statement, c.status, {VERDICTS},
            (SELECT quote FROM highlights WHERE claim_id = c.id ORDER BY "start" LIMIT 1),
            c.speaker, c.kinds, c.importance, c.legal_risk,
            (SELECT count(*) FROM evidence WHERE claim_id = c.id), {_CHECKERS}
            FROM json_each(:ids) asked CROSS JOIN claims c ON c.id = asked.value
            ORDER BY asked.key"""  # noqa: S608
        return [_listed(row) for row in self._file.rows(sql, asked)]

    def speakers(self, article_id: str) -> list[str]:
        """Everybody who is said to have claimed something in an article, by name."""
        sql = "SELECT DISTINCT speaker FROM claims WHERE article_id = ?"
        return sorted((name for (name,) in self._file.rows(sql, [article_id])), key=_by_name)

    def touched(self, *change_seqs: int) -> set[str]:
        """The claims that changes were about: themselves, or what hangs on them or hung before."""
        sql = """WITH rows_of AS (SELECT tbl, row_id, before, after FROM change_rows
                WHERE change_seq IN (SELECT value FROM json_each(?)))
            SELECT row_id FROM rows_of WHERE tbl = 'claims'
            UNION SELECT json_extract(before, '$.claim_id') FROM rows_of
            UNION SELECT json_extract(after, '$.claim_id') FROM rows_of
            UNION SELECT e.claim_id FROM rows_of r JOIN evidence e ON e.source_id = r.row_id
            WHERE r.tbl = 'sources'"""
        rows = self._file.rows(sql, [json.dumps(change_seqs)])
        return {claim_id for (claim_id,) in rows if claim_id}


def _listed(row: Row) -> ListedClaim:
    broken, row = row[: len(RULES)], row[len(RULES) :]
    identity, number, statement, status, verdicts, quote, speaker, kinds, *rest = row
    importance, risk, evidence, checkers = rest
    return ListedClaim(
        identity,
        number,
        statement or quote or "",
        read_word(Status, status),
        parse_standing(verdicts),
        speaker,
        tuple(read_word(Kind, kind) for kind in kinds.split()),
        read_step(Importance, importance),
        bool(risk),
        evidence,
        tuple(rule for rule, is_broken in zip(RULES, broken, strict=True) if is_broken),
        tuple(json.loads(checkers)),
    )
