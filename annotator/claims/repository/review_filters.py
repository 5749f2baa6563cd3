"""The review's conditions on claims, in SQL, on claims ``c``.

They compare with ``:checker`` (the id of the reviewer) and ``:newest`` (the id of the article's
newest version).
"""

from annotator.review.model import ReviewAspect
from annotator.storage.project_file import ProjectFile
from annotator.storage.standings import IS_STALE, OTHER_WORDS, RULING_HOLDS, stale_of

_LONGEST = 40
_TAGS = "FROM tags t WHERE t.claim_id = c.id"
_MINE = f"{_TAGS} AND t.checker_id = :checker"
_THEIRS = f"{_TAGS} AND t.checker_id <> :checker"
_AGAINST_MINE = f"{_THEIRS} AND t.verdict <> (SELECT verdict {_MINE})"
_CLAIM_IS_STALE = stale_of("c.id")
_SAYS = "digest(t.verdict, coalesce(t.reason, ''), t.conclusion, t.search_note)"
_QUOTES = """SELECT group_concat(quote, char(10)) FROM
    (SELECT DISTINCT quote FROM highlights WHERE claim_id = c.id ORDER BY quote)"""
_SEEN = f"""digest(coalesce((SELECT {_SAYS} FROM tags t WHERE t.id = r.tag_id), ''),
    c.statement || coalesce(char(10) || ({_QUOTES}), ''))"""
_REVIEWS = "FROM reviews r WHERE r.claim_id = c.id"
_OUTDATED = f"(r.seen <> {_SEEN} OR {OTHER_WORDS.format('r')})"
_ONLY = "EXISTS (SELECT 1 {}) AND NOT EXISTS (SELECT 1 {})"

_OF_OTHERS = f"""o.claim_id <> c.id AND EXISTS (SELECT 1 FROM tags WHERE claim_id = o.claim_id)
        AND NOT EXISTS (SELECT 1 {_TAGS} AND t.checker_id IN
            (SELECT checker_id FROM tags WHERE claim_id = o.claim_id))"""
# highlights of a reach r are no longer than 2**r: those that overlap begin in a bounded range
_REACHES = ", ".join(f"({reach})" for reach in range(1, _LONGEST + 1))
_OVERLAPPING = f"""FROM highlights h
    CROSS JOIN (SELECT column1 AS n FROM (VALUES {_REACHES}) WHERE n <=
        (SELECT coalesce(max(reach), 0) FROM highlights WHERE version_id = :newest)) s
    CROSS JOIN highlights o ON o.version_id = :newest AND o.reach = s.n
        AND o."start" > h."start" - (1 << s.n) AND o."start" < h."end"
    WHERE h.claim_id = c.id AND h.version_id = :newest AND o."end" > h."start"
        AND {_OF_OTHERS}"""
_IDENTICAL = f"""{_OVERLAPPING} AND ((h."start", h."end") = (o."start", o."end")
    OR identical_words(h."start", h.quote, o."start", o.quote))"""

ASPECTS = {
    ReviewAspect.NOT_REVIEWED: f"""EXISTS (SELECT 1 {_THEIRS} AND NOT EXISTS
        (SELECT 1 {_REVIEWS} AND r.tag_id = t.id AND r.checker_id = :checker))""",
    ReviewAspect.DISAGREE: f"""CASE WHEN EXISTS (SELECT 1 {_AGAINST_MINE}) THEN
        NOT {_CLAIM_IS_STALE} OR (EXISTS (SELECT 1 {_AGAINST_MINE} AND NOT {IS_STALE})
        AND EXISTS (SELECT 1 {_MINE} AND NOT {IS_STALE})) ELSE 0 END
        OR EXISTS (SELECT 1 {_REVIEWS} AND r.checker_id = :checker
        AND r.decision IN ('reject', 'no claim'))
        OR EXISTS (SELECT 1 FROM standings WHERE claim_id = c.id AND opposed)""",
    ReviewAspect.OTHER_SPAN: f"""EXISTS (SELECT 1 {_TAGS}) AND EXISTS
        (SELECT 1 {_OVERLAPPING} AND o.claim_id NOT IN (SELECT o.claim_id {_IDENTICAL}))""",
    ReviewAspect.SAME_WORDS: f"EXISTS (SELECT 1 {_TAGS}) AND EXISTS (SELECT 1 {_IDENTICAL})",
    ReviewAspect.ONLY_THEIRS: _ONLY.format(_THEIRS, _MINE),
    ReviewAspect.ONLY_MINE: _ONLY.format(_MINE, _THEIRS),
    ReviewAspect.CHANGED: f"EXISTS (SELECT 1 {_REVIEWS} AND {_OUTDATED})",
    ReviewAspect.NOT_SETTLED: f"""EXISTS (SELECT 1 {_TAGS}) AND NOT EXISTS
        (SELECT 1 FROM rulings r WHERE {RULING_HOLDS})""",
}
"""Each aspect as a condition that is true or false of every claim."""

TO_REVIEW = f"""{ASPECTS[ReviewAspect.NOT_REVIEWED]} OR EXISTS (SELECT 1 {_REVIEWS}
    AND r.checker_id = :checker AND {_OUTDATED}
    AND (r.tag_id = '' OR EXISTS (SELECT 1 FROM tags t WHERE t.id = r.tag_id)))"""


def newest_of(file: ProjectFile, article_id: str) -> str | None:
    """The id of an article's newest version."""
    sql = "SELECT id FROM versions WHERE article_id = ? ORDER BY number DESC LIMIT 1"
    found: str | None = file.value(sql, [article_id])
    return found
