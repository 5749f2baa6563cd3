"""Lists of an article's claims, filtered and in order, with the SQL of filters and house rules."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from annotator.claims.filters import (
    ClaimFilter,
    ClaimOrder,
    ListEntry,
    OrderBy,
    Rank,
    VersionAspect,
    Whose,
)
from annotator.claims.house_rules import HouseRule
from annotator.claims.model import ClaimKind, ClaimStatus, Importance, ListedClaim
from annotator.claims.repository.review_filters import ASPECTS, newest_of
from annotator.claims.verdicts import Standing
from annotator.kernel.stored_words import read_step, read_word
from annotator.kernel.text_folding import fold
from annotator.storage import standings
from annotator.storage.project_file import ProjectFile, Row
from annotator.storage.standings import IS_STALE, STATUS, quote_of, standing_of

TAGS = "FROM tags t WHERE t.claim_id = c.id"
STANDING = standing_of("c.id")

_FROM = "FROM evidence e JOIN sources s ON s.id = e.source_id WHERE e.claim_id = t.claim_id"
_EVIDENCE = f"SELECT 1 {_FROM}"
_INDEPENDENT = f"""SELECT count(DISTINCT coalesce(nullif(name_key(s.publisher), ''), s.id))
    {_FROM} AND e.stance = 'supports'"""
RULES = {
    HouseRule.NO_EVIDENCE: f"t.verdict <> 'unsupported' AND NOT EXISTS ({_EVIDENCE})",
    HouseRule.TOO_FEW_SOURCES: f"""t.verdict = 'verified' AND EXISTS ({_EVIDENCE}) AND NOT EXISTS
        ({_EVIDENCE} AND e.stance = 'supports' AND s.rank = 'primary') AND ({_INDEPENDENT}) < 2""",
    HouseRule.NOTHING_AGAINST: f"""t.verdict = 'disputed' AND EXISTS ({_EVIDENCE}) AND NOT EXISTS
        ({_EVIDENCE} AND (e.stance = 'contradicts'
        OR (t.reason = 'misleading' AND e.stance = 'context')))""",
    HouseRule.NO_SEARCH_NOTE: "t.verdict = 'unsupported' AND name_key(t.search_note) = ''",
    HouseRule.NO_CONCLUSION: "name_key(t.conclusion) = ''",
    HouseRule.OLDER_VERSION: """t.version_id IS NOT :newest AND NOT EXISTS (SELECT 1 FROM
        standings s WHERE s.claim_id = t.claim_id AND (s.version_id = :newest OR s.undecided))""",
    HouseRule.OTHER_WORDS: IS_STALE,
}
"""The house rules as conditions on a tag, true where it does not keep them."""

_NO_TAG = f"NOT EXISTS (SELECT 1 {TAGS})"
_WHOSE = {
    Whose.MINE: f"EXISTS (SELECT 1 {TAGS} AND t.checker_id = :checker)",
    Whose.OTHERS: f"EXISTS (SELECT 1 {TAGS} AND t.checker_id <> :checker)",
    Whose.NOBODYS: _NO_TAG,
}
_ASKED = "FROM placements p WHERE p.claim_id = c.id AND p.version_id = :newest"
_VERSIONS = {
    VersionAspect.UNDECIDED: f"EXISTS (SELECT 1 {_ASKED} AND p.outcome = '')",
    VersionAspect.LEFT: f"""EXISTS (SELECT 1 {_ASKED} AND p.outcome = 'left'
        AND p.checker_id IS NOT NULL)""",
    VersionAspect.CUT: f"""EXISTS (SELECT 1 {_ASKED} AND p.outcome = 'left'
        AND p.checker_id IS NULL)""",
}
_COLUMNS = {
    "standings": STANDING,
    "statuses": STATUS,
    "speakers": "c.speaker",
    "importances": "c.importance",
}
_QUOTES = "FROM highlights WHERE claim_id = c.id"
_WORDS = " || ' ' || ".join(
    (
        "c.statement",
        "c.speaker",
        f"coalesce((SELECT group_concat(quote, ' ') {_QUOTES}), '')",
        f"coalesce((SELECT group_concat(conclusion, ' ') {TAGS}), '')",
        "coalesce((SELECT group_concat(body, ' ') FROM notes WHERE claim_id = c.id), '')",
        # whoever looks for the number of a claim that was joined to this one finds this one
        "coalesce((SELECT group_concat(called, ' ') FROM joined WHERE into_id = c.id), '')",
    )
)


def condition(shown: ClaimFilter, values: dict[str, Any]) -> str:
    """Return the SQL condition by which a filter shows a claim.

    Args:
        shown: The filter.
        values: The parameters of the query by name; the condition's own are added to them. It
            holds ``checker`` (an id) and ``newest`` (the id of the article's newest version).
    """
    found = ["1", *_in_columns(shown, values)]
    fields = (
        [f"instr(' ' || c.kinds || ' ', ' {kind.value} ')" for kind in shown.kinds],
        [_WHOSE[whose] for whose in shown.whose],
        [_broken(RULES[rule]) for rule in shown.rules],
        [_broken(_any(RULES.values()))] if shown.warned else [],
        [ASPECTS[aspect] for aspect in shown.reviews],
        [_VERSIONS[aspect] for aspect in shown.versions],
        ["c.legal_risk"] if shown.legal_risk else [],
    )
    found += [_any(conditions) for conditions in fields if conditions]
    if needles := shown.needles():
        found.append(f"holds({_WORDS}, :needles)")
        values["needles"] = "\n".join(needles)
    return " AND ".join(found)


def _in_columns(shown: ClaimFilter, values: dict[str, Any]) -> Iterable[str]:
    for name, column in _COLUMNS.items():
        if members := getattr(shown, name):
            values[name] = json.dumps([_stored(member) for member in members])
            yield f"{column} IN (SELECT value FROM json_each(:{name}))"


def _broken(rule: str) -> str:
    return f"EXISTS (SELECT 1 {TAGS} AND {rule})"


def _any(conditions: Iterable[str]) -> str:
    return f"({' OR '.join(f'({condition})' for condition in conditions)})"


def _stored(member: str) -> str | int:
    """A member as its column holds it: importance is kept as a number."""
    return [*Importance].index(member) if isinstance(member, Importance) else member


_BROKEN = " + ".join(f"({rule})" for rule in RULES.values())
_ABOUT = (
    *("tags", "highlights", "evidence", "notes", "queries", "contacts", "comments"),
    *("reviews", "rulings"),
)
_HANGING = " ".join(f"UNION ALL SELECT id FROM {table} WHERE claim_id = c.id" for table in _ABOUT)
# the newest row of the log that is about a claim; the numbers of these rows grow with time
_CHANGED = f"SELECT max(r.n) FROM change_rows r WHERE r.row_id IN (SELECT c.id {_HANGING})"
_CHECKERS = """(SELECT json_group_array(name) FROM (SELECT p.name FROM tags t
    JOIN checkers p ON p.id = t.checker_id WHERE t.claim_id = c.id ORDER BY p.name))"""

_RANKED = {
    OrderBy.TEXT: '(SELECT min("start") FROM highlights h WHERE h.claim_id = c.id '
    "AND h.version_id = :newest)",
    OrderBy.NUMBER: "c.number",
    OrderBy.VERDICT: STANDING,
    OrderBy.STATUS: STATUS,
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


_STANDINGS, _STATUSES = ({m: n for n, m in enumerate(kind)} for kind in (Standing, ClaimStatus))
_RANKS: dict[OrderBy, Callable[[Any], Rank]] = {
    OrderBy.TEXT: lambda start: (start is None, start or 0),
    OrderBy.VERDICT: lambda standing: (_STANDINGS.get(standing, len(_STANDINGS)),),
    OrderBy.STATUS: lambda status: (_STATUSES.get(status, len(_STATUSES)),),
    OrderBy.IMPORTANCE: lambda importance: (-importance,),
    OrderBy.SPEAKER: _by_name,
    OrderBy.CHANGED: lambda seq: (-seq,),
    OrderBy.KINDS: _by_name,
    OrderBy.WARNINGS: lambda broken: (-broken,),
    OrderBy.CHECKERS: lambda names: (names == "[]", *map(fold, json.loads(names))),
}
"""How a column of SQL becomes a rank; in the natural direction the most wanted claims are first."""


class ClaimListRepository:
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
        """Return the claims that a filter shows, in order, for the checker at work.

        With ``only``, just the claims with these ids that are in the list.
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
            WHERE {" AND ".join(conditions)}"""
        rank = _RANKS.get(order.by, _as_it_is)
        rows = self._file.rows(sql, values)
        return order.arranged([ListEntry(rank(value), n, id_) for value, n, id_ in rows])

    def rows(self, article_id: str, claim_ids: Sequence[str]) -> list[ListedClaim]:
        """Return the list rows of claims of an article, by their ids, without deleted claims."""
        asked = {"ids": json.dumps([*claim_ids]), "newest": newest_of(self._file, article_id)}
        rules = [f"(SELECT max({broken}) {TAGS})" for broken in RULES.values()]
        sql = f"""SELECT {", ".join(rules)}, c.id, c.number, c.statement, {STATUS}, {STANDING},
            {quote_of("c.id")},
            c.speaker, c.kinds, c.importance, c.legal_risk,
            (SELECT count(*) FROM evidence WHERE claim_id = c.id), {_CHECKERS}
            FROM json_each(:ids) asked CROSS JOIN claims c ON c.id = asked.value
            ORDER BY asked.key"""
        return [_listed(row) for row in self._file.rows(sql, asked)]

    def speakers(self, article_id: str) -> list[str]:
        """Return the speakers of the claims of an article, by name."""
        sql = "SELECT DISTINCT speaker FROM claims WHERE article_id = ?"
        return sorted((name for (name,) in self._file.rows(sql, [article_id])), key=_by_name)

    def touched(self, *change_seqs: int) -> set[str]:
        """Return the ids of the claims that changes were about.

        A change is about a claim if it changed the claim's row, or a row that belongs or belonged
        to the claim; and about claims on the same words, which may stand otherwise by it.
        """
        sql = """WITH rows_of AS (SELECT tbl, row_id, before, after FROM change_rows
                WHERE change_seq IN (SELECT value FROM json_each(?)))
            SELECT row_id FROM rows_of WHERE tbl = 'claims'
            UNION SELECT json_extract(before, '$.claim_id') FROM rows_of
            UNION SELECT json_extract(after, '$.claim_id') FROM rows_of
            UNION SELECT e.claim_id FROM rows_of r JOIN evidence e ON e.source_id = r.row_id
            WHERE r.tbl = 'sources'"""
        rows = self._file.rows(sql, [json.dumps(change_seqs)])
        found = {claim_id for (claim_id,) in rows if claim_id}
        return found.union(*(standings.affected(self._file.connection, s) for s in change_seqs))


def _listed(row: Row) -> ListedClaim:
    broken, row = row[: len(RULES)], row[len(RULES) :]
    identity, number, statement, status, standing, quote, speaker, kinds, *rest = row
    importance, risk, evidence, checkers = rest
    return ListedClaim(
        identity,
        number,
        statement or quote or "",
        read_word(ClaimStatus, status),
        read_word(Standing, standing),
        speaker,
        tuple(read_word(ClaimKind, kind) for kind in kinds.split()),
        read_step(Importance, importance),
        bool(risk),
        evidence,
        tuple(rule for rule, is_broken in zip(RULES, broken, strict=True) if is_broken),
        tuple(json.loads(checkers)),
    )
