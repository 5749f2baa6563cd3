"""A claim filter and the house rules as SQL conditions, on claims ``c`` and tags ``t``."""

import json
from collections.abc import Iterable
from typing import Any

from annotator.claims.filters import ClaimFilter, Whose
from annotator.claims.house_rules import Rule
from annotator.claims.model import Importance
from annotator.claims.repository.review_filters import ASPECTS
from annotator.claims.verdicts import Standing, Verdict

TAGS = "FROM tags t WHERE t.claim_id = c.id"
VERDICTS = f"(SELECT group_concat(DISTINCT verdict) {TAGS})"

_FROM = "FROM evidence e JOIN sources s ON s.id = e.source_id WHERE e.claim_id = t.claim_id"
_EVIDENCE = f"SELECT 1 {_FROM}"
_INDEPENDENT = f"""SELECT count(DISTINCT coalesce(nullif(name_key(s.publisher), ''), s.id))
    {_FROM} AND e.stance = 'supports'"""
RULES = {
    Rule.NO_EVIDENCE: f"t.verdict <> 'unsupported' AND NOT EXISTS ({_EVIDENCE})",
    Rule.TOO_FEW_SOURCES: f"""t.verdict = 'verified' AND EXISTS ({_EVIDENCE}) AND NOT EXISTS
        ({_EVIDENCE} AND e.stance = 'supports' AND s.rank = 'primary') AND ({_INDEPENDENT}) < 2""",
    Rule.NOTHING_AGAINST: f"""t.verdict = 'disputed' AND EXISTS ({_EVIDENCE}) AND NOT EXISTS
        ({_EVIDENCE} AND (e.stance = 'contradicts'
        OR (t.reason = 'misleading' AND e.stance = 'context')))""",
    Rule.NO_SEARCH_NOTE: "t.verdict = 'unsupported' AND name_key(t.search_note) = ''",
    Rule.NO_CONCLUSION: "name_key(t.conclusion) = ''",
    Rule.OLDER_VERSION: "t.version_id IS NOT :newest",
}
"""The house rules as conditions on a tag, true where it does not keep them."""

_NO_TAG = f"NOT EXISTS (SELECT 1 {TAGS})"
_STANDINGS = {
    **{Standing(v.value): f"{VERDICTS} = '{v.value}'" for v in Verdict},
    Standing.UNTAGGED: _NO_TAG,
    Standing.DIFFERING: f"(SELECT count(DISTINCT verdict) {TAGS}) > 1",
}
_WHOSE = {
    Whose.MINE: f"EXISTS (SELECT 1 {TAGS} AND t.checker_id = :checker)",
    Whose.OTHERS: f"EXISTS (SELECT 1 {TAGS} AND t.checker_id <> :checker)",
    Whose.NOBODYS: _NO_TAG,
}
_COLUMNS = {"statuses": "c.status", "speakers": "c.speaker", "importances": "c.importance"}
_QUOTES = "FROM highlights WHERE claim_id = c.id"
_WORDS = " || ' ' || ".join(
    (
        "c.statement",
        "c.speaker",
        f"coalesce((SELECT group_concat(quote, ' ') {_QUOTES}), '')",
        f"coalesce((SELECT group_concat(conclusion, ' ') {TAGS}), '')",
        "coalesce((SELECT group_concat(body, ' ') FROM notes WHERE claim_id = c.id), '')",
    )
)


def condition(shown: ClaimFilter, values: dict[str, Any]) -> str:
    """What a claim must be for a filter to show it.

    What it compares with is added to ``values``, which must have ``checker`` (an id) and
    ``newest`` (the id of the article's newest version).
    """
    found = ["1", *_in_columns(shown, values)]
    fields = (
        [f"instr(' ' || c.kinds || ' ', ' {kind.value} ')" for kind in shown.kinds],
        [_STANDINGS[standing] for standing in shown.standings],
        [_WHOSE[whose] for whose in shown.whose],
        [_broken(RULES[rule]) for rule in shown.rules],
        [_broken(_any(RULES.values()))] if shown.warned else [],
        [ASPECTS[aspect] for aspect in shown.reviews],
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
            yield f"{column} IN (SELECT value FROM json_each(:{name}))"  # noqa: S608


def _broken(rule: str) -> str:
    return f"EXISTS (SELECT 1 {TAGS} AND {rule})"


def _any(conditions: Iterable[str]) -> str:
    return f"({' OR '.join(f'({condition})' for condition in conditions)})"


def _stored(member: str) -> str | int:
    """A member as its column holds it: importance is kept as a number."""
    return [*Importance].index(member) if isinstance(member, Importance) else member
