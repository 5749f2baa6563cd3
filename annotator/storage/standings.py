"""Where each claim stands: an index of the rows that it follows from, kept with every change.

``held`` are the verdicts that hold on a claim: its ruling's, or else its tags'. A claim is
``stale`` while a tag on it was given on other words, and ``reopened`` while it is stale and no
ruling is in force: a claim that is checked counts as open then, whoever moved its words, until the
verdict is given anew. It is ``undecided`` while a new version left a place of it to a person: no
verdict holds on it then, and it is reopened. A claim stands in the newest version in which it has a
place, and nowhere else. It is ``opposed`` where another claim of its article stands on the same
words and holds other verdicts, unless a person keeps the two apart; claims on identical words
cannot be kept apart. Where a claim was reopened, its stale verdicts still stand against the claims
on the words that they were given on, so that nobody's verdict goes away because words were moved.
All lists, counts, filters and reports ask here how a claim stands, so that they cannot say two
things.

What a change costs follows the claims that it touched and their neighbours. A change of many
claims, and a file of unknown origin, have the index of whole articles made anew.
"""

import json
import sqlite3
from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate, groupby, takewhile
from operator import attrgetter
from typing import Any, NamedTuple

from annotator.claims.judged_words import JudgedPlace
from annotator.claims.same_words import are_identical, share_words
from annotator.claims.verdicts import Standing, Verdict
from annotator.kernel.positions import Span
from annotator.storage.claim_words import CURRENT, UNDECIDED, words_in, words_of
from annotator.storage.migrations.schema_0005 import STANDINGS
from annotator.storage.migrations.schema_0008 import PLACES_OF_STANDINGS

SINCE = 8
"""The schema version since which the index has what is asked of it."""
_MANY = 2000
"""Touched claims from which on their articles are gone through instead."""
_CROWD = 200
"""Neighbours of touched claims from which on their articles are gone through instead."""
_OVERLAID = (
    STANDINGS[0].replace("CREATE TABLE", "CREATE TEMP TABLE", 1),
    *(statement.replace(" standings ", " temp.standings ") for statement in PLACES_OF_STANDINGS),
)

_LONGEST = 40
_REACHES = ", ".join(f"({reach})" for reach in range(1, _LONGEST + 1))
_JUDGED = "('highlights', 'tags', 'rulings', 'kept_apart', 'placements')"
_TOUCHED = f"""WITH rows_of AS (SELECT tbl, row_id, before, after FROM change_rows
        WHERE change_seq = :seq)
    SELECT row_id FROM rows_of WHERE tbl = 'claims' AND (before IS NULL OR after IS NULL
        OR json_extract(before, '$.article_id') <> json_extract(after, '$.article_id'))
    UNION SELECT json_extract(before, '$.claim_id') FROM rows_of WHERE tbl IN {_JUDGED}
    UNION SELECT json_extract(after, '$.claim_id') FROM rows_of WHERE tbl IN {_JUDGED}
    UNION SELECT json_extract(coalesce(after, before), '$.other_id') FROM rows_of
        WHERE tbl = 'kept_apart'
    UNION SELECT c.id FROM rows_of r
        JOIN claims c ON c.article_id = json_extract(coalesce(r.after, r.before), '$.article_id')
        WHERE r.tbl = 'versions'
        AND json_extract(r.before, '$.number') IS NOT json_extract(r.after, '$.number')"""
# the places come first, each with the longest reach in its version: asked for beside every
# highlight and every reach, it cost more than all else
_PLACED = """WITH h AS MATERIALIZED (SELECT p.*, (SELECT max(l.reach) FROM highlights l
    WHERE l.version_id = p.version_id) AS longest FROM ({0}) p)"""
# highlights of a reach r are no longer than 2**r: those that overlap begin in a bounded range
_OVERLAPPING = f"""h CROSS JOIN (SELECT column1 AS n FROM (VALUES {_REACHES})) s
        ON s.n <= h.longest
    CROSS JOIN highlights o ON o.version_id = h.version_id AND o.reach = s.n
        AND o."start" > h."start" - (1 << s.n) AND o."start" < h."end" AND o."end" > h."start" """
_WORDS = words_of("{0}.claim_id")
_OTHERS = "({0}.given_on <> {1} AND other_words({0}.given_on, {1}))"
_IS_UNDECIDED = "coalesce((SELECT undecided FROM standings WHERE claim_id = {0}.claim_id), 0)"
OTHER_WORDS = f"({_IS_UNDECIDED} OR {_OTHERS.format('{0}', _WORDS)})"
"""The condition that the words of the claim are others than a row was given on; ``format`` it.

It holds as well where nobody knows its words in the newest version.
"""
_LEFT_ARTICLES = """SELECT DISTINCT json_extract(before, '$.article_id') FROM change_rows
    WHERE change_seq = :seq AND tbl = 'claims' AND before IS NOT NULL"""
_LEFT_PLACES = """SELECT json_extract(before, '$.version_id') AS version_id,
    json_extract(before, '$.start') AS "start", json_extract(before, '$.end') AS "end"
    FROM change_rows WHERE change_seq = :seq AND tbl = 'highlights' AND before IS NOT NULL"""
_PLACE_OF = """json_extract(p.value, '$[0]') AS version_id,
    json_extract(p.value, '$[1]') AS "start", json_extract(p.value, '$[2]') AS "end\""""
_LEFT_WORDS = f"""SELECT {_PLACE_OF} FROM
    (SELECT t.given_on FROM json_each(:ids) a CROSS JOIN tags t ON t.claim_id = a.value
        WHERE t.given_on <> '' AND t.given_on <> {_WORDS.format("t")}
    UNION SELECT given_on FROM (SELECT json_extract(before, '$.claim_id') AS claim_id,
        json_extract(before, '$.given_on') AS given_on FROM change_rows
        WHERE change_seq = :seq AND tbl = 'tags' AND before IS NOT NULL) t
        WHERE given_on <> '' AND given_on <> {_WORDS.format("t")}) t
    CROSS JOIN json_each(t.given_on) p"""
_MOVED_FROM = f"""{_PLACED.format(_LEFT_WORDS)}
    SELECT DISTINCT o.claim_id FROM {_OVERLAPPING} LIMIT {_CROWD + 1}"""
"""The claims on words that verdicts on touched claims were given on, and that these have left."""
_REOPENED_PLACES = f"""SELECT t.claim_id, {_PLACE_OF} FROM json_each(:articles) a
    CROSS JOIN standings s ON s.article_id = a.value AND s.reopened
    CROSS JOIN tags t ON t.claim_id = s.claim_id AND t.given_on <> ''
        AND (s.opposed OR t.verdict <> :held)
    CROSS JOIN json_each(t.given_on) p
    WHERE json_extract(p.value, '$[1]') < :last AND json_extract(p.value, '$[2]') > :first"""
_STALE = f"""SELECT s.article_id, t.claim_id, t.id AS tag_id, t.verdict, {_PLACE_OF}
    FROM {{0}} CROSS JOIN tags t ON t.claim_id = s.claim_id AND t.given_on <> ''
        AND {OTHER_WORDS.format("t")}
    CROSS JOIN json_each(t.given_on) p WHERE s.reopened"""
_STALE_OF_CLAIMS = _STALE.format("json_each(:ids) a CROSS JOIN standings s ON s.claim_id = a.value")
_AGAINST_STALE = f"""{_PLACED.format(_STALE_OF_CLAIMS)}
    SELECT DISTINCT h.claim_id, h."start", h."end", o.claim_id, o."start", o."end", h.tag_id
    FROM {_OVERLAPPING}
    CROSS JOIN standings held ON held.claim_id = o.claim_id AND held.held <> ''
        AND held.held <> h.verdict AND held.article_id = h.article_id
        AND held.version_id = o.version_id
    WHERE o.claim_id <> h.claim_id"""
_IN_ARTICLES = _STALE.format(
    "json_each(:ids) a CROSS JOIN standings s ON s.article_id = a.value AND s.reopened"
)
_PLACES_NEAR = f"""SELECT h.version_id, h."start", h."end" FROM json_each(:ids) a
    CROSS JOIN highlights h ON h.claim_id = a.value UNION {_LEFT_PLACES}"""
_NEIGHBOURS = f"""{_PLACED.format(_PLACES_NEAR)}
    SELECT DISTINCT o.claim_id FROM {_OVERLAPPING} LIMIT {_CROWD + 1}"""
_HELD_PLACES = """SELECT h.claim_id, h.version_id, h."start", h."end", held.held, held.article_id
    FROM json_each(:ids) a CROSS JOIN standings held ON held.claim_id = a.value
    CROSS JOIN highlights h ON h.claim_id = a.value AND h.version_id = held.version_id
    WHERE held.held <> ''"""
_AGAINST = f"""{_PLACED.format(_HELD_PLACES)}
    SELECT DISTINCT h.claim_id, h."start", h."end", o.claim_id, o."start", o."end"
    FROM {_OVERLAPPING}
    CROSS JOIN standings other ON other.claim_id = o.claim_id AND other.held <> ''
        AND other.held <> h.held AND other.article_id = h.article_id
        AND other.version_id = o.version_id"""
_APART = "SELECT claim_id, other_id FROM kept_apart"
_HELD_ON = """SELECT DISTINCT held FROM standings
    WHERE claim_id IN (SELECT value FROM json_each(?)) AND held <> '' LIMIT 2"""
_REOPENED = """SELECT claim_id FROM standings
    WHERE claim_id IN (SELECT value FROM json_each(?)) AND reopened"""
_HAS_REOPENED = "SELECT 1 FROM standings WHERE article_id = ? AND reopened LIMIT 1"
_PLACES = """SELECT h.claim_id, h.version_id, h."start", h."end", h.quote, h.sentence
    FROM json_each(?) asked CROSS JOIN highlights h ON h.claim_id = asked.value"""
_PLACES_NOW = f"{_PLACES} JOIN standings s USING (claim_id, version_id)"
_VERDICTS = ", ".join(f"'{verdict.value}'" for verdict in Verdict)
# as claims.verdicts has it: an unknown verdict is none that checkers could share
_STANDING = f"""CASE WHEN opposed THEN '{Standing.DIFFERING.value}'
    WHEN held = '' AND stale THEN '{Standing.OUTDATED.value}'
    WHEN held = '' THEN '{Standing.UNTAGGED.value}'
    WHEN held IN ({_VERDICTS}) THEN held ELSE '{Standing.DIFFERING.value}' END"""

_SAYS = "digest(t.verdict, coalesce(t.reason, ''), t.conclusion, t.search_note)"
TAGS_NOW = f"""SELECT coalesce(json_group_object(id, says), '{{}}') FROM
    (SELECT t.id AS id, {_SAYS} AS says FROM tags t WHERE t.claim_id = c.id ORDER BY t.id)"""
"""The tags of a claim ``c`` as a ruling keeps them."""
_SETTLES = f"r.claim_id = c.id AND r.settles = ({TAGS_NOW})"
RULING_HOLDS = f"{_SETTLES} AND NOT {OTHER_WORDS.format('r')}"
"""The condition that a ruling ``r`` is in force on a claim ``c``."""
TAG_HOLDS = f"t.claim_id = c.id AND NOT {OTHER_WORDS.format('t')}"
"""The condition that a tag ``t`` holds on a claim ``c`` as it stands."""
_RULED = f"""SELECT r.verdict FROM rulings r
    WHERE {_SETTLES} AND NOT {_OTHERS.format("r", "c.words")}"""
_GIVEN_ON_OTHERS = _OTHERS.format("t", "c.words")
# the words of a claim are put together once for all that is asked of it
_HELD = f"""WITH placed AS MATERIALIZED (SELECT c.id, c.article_id,
        coalesce({CURRENT.format("c.id")}, '') AS version_id,
        {UNDECIDED.format("c.id")} AS undecided
        FROM json_each(:ids) a CROSS JOIN claims c ON c.id = a.value),
    asked AS MATERIALIZED (SELECT p.*, {words_in("p.id", "p.version_id")} AS words FROM placed p)
    SELECT c.id, c.article_id, c.version_id, c.undecided, CASE WHEN c.undecided THEN '' ELSE
    coalesce(({_RULED}), (SELECT group_concat(verdict) FROM
        (SELECT DISTINCT t.verdict FROM tags t WHERE t.claim_id = c.id AND NOT {_GIVEN_ON_OTHERS}
        ORDER BY t.verdict)), '') END AS held,
    EXISTS (SELECT 1 FROM tags t WHERE t.claim_id = c.id
        AND (c.undecided OR {_GIVEN_ON_OTHERS})) AS stale,
    NOT EXISTS ({_RULED}) AS unsettled FROM asked c"""

Pair = tuple[str, str]


def standing_of(claim: str) -> str:
    """Return the SQL for where a claim stands; one that a change has just added is untagged.

    Args:
        claim: The SQL for the id of the claim.
    """
    found = f"(SELECT standing FROM standings WHERE claim_id = {claim})"
    return f"coalesce({found}, '{Standing.UNTAGGED.value}')"


def quote_of(claim: str) -> str:
    """Return the SQL for the first words of a claim, in the newest version in which it has any.

    Args:
        claim: The SQL for the id of the claim.
    """
    return f"""(SELECT q.quote FROM highlights q JOIN versions w ON w.id = q.version_id
        WHERE q.claim_id = {claim} ORDER BY w.number DESC, q."start" LIMIT 1)"""


def stale_of(claim: str) -> str:
    """Return the SQL for whether a verdict on a claim was given on other words.

    Args:
        claim: The SQL for the id of the claim.
    """
    return f"coalesce((SELECT stale FROM standings WHERE claim_id = {claim}), 0)"


# a CASE, for an AND among results works out both sides
IS_STALE = f"""CASE WHEN (SELECT stale FROM standings WHERE claim_id = t.claim_id)
    THEN {OTHER_WORDS.format("t")} ELSE 0 END"""
"""The condition that a tag ``t`` was given on other words, at no cost where none of a claim was."""
STATUS = """CASE WHEN c.status = 'checked'
    AND (SELECT reopened FROM standings WHERE claim_id = c.id) THEN 'open' ELSE c.status END"""
"""The SQL for how far the work on a claim ``c`` is."""


def refresh(connection: sqlite3.Connection, seq: int) -> None:
    """Bring the index to the state that a change left, within the change's own transaction."""
    asked: dict[str, object] = {"seq": seq}
    touched = {str(c) for (c,) in connection.execute(_TOUCHED, asked)} - {""}
    if not touched:
        return
    left = {str(article) for (article,) in connection.execute(_LEFT_ARTICLES, asked)}
    _hold(connection, touched)
    near = _near(connection, seq, touched) if len(touched) <= _MANY else set()
    if len(touched) > _MANY or len(near) > _CROWD:
        _contradict_in_articles(connection, left | _articles_of(connection, touched))
    else:
        _contradict(connection, touched | near)


def affected(connection: sqlite3.Connection, seq: int) -> set[str]:
    """Return the claims whose standing a change may have changed, and perhaps some more.

    Of very many claims it returns some, but more than a view takes up one by one.
    """
    asked: dict[str, object] = {"seq": seq}
    touched = {str(claim) for (claim,) in connection.execute(_TOUCHED, asked) if claim}
    near = _near(connection, seq, [*touched][: _MANY + 1]) if touched else set()
    return touched | near


def _near(connection: sqlite3.Connection, seq: int, touched: Collection[str]) -> set[str]:
    """Return the other claims whose contradictions a change of claims may have changed.

    They stand on words that the claims have or had, or that verdicts on the claims were given on;
    or verdicts on them were given on words that the claims have or had.
    """
    asked = {"seq": seq, "ids": json.dumps(sorted(touched))}
    near = {str(c) for (c,) in connection.execute(_NEIGHBOURS, asked)}
    near |= {str(c) for (c,) in connection.execute(_MOVED_FROM, asked)}
    places = [row[1:4] for row in connection.execute(_PLACES, [asked["ids"]])]
    places += connection.execute(_LEFT_PLACES, {"seq": seq})
    articles = _articles_of(connection, touched)
    articles |= {str(article) for (article,) in connection.execute(_LEFT_ARTICLES, {"seq": seq})}
    return (near | _judging(connection, articles, touched, places)) - {*touched}


def make_anew(connection: sqlite3.Connection) -> None:
    """Make the whole index from the rows that it follows from, within a write."""
    connection.execute("DELETE FROM standings")
    claims = {str(c) for (c,) in connection.execute("SELECT id FROM claims")}
    _hold(connection, claims)
    _contradict_in_articles(connection, _articles_of(connection, claims))


def lay_over(connection: sqlite3.Connection) -> None:
    """Let a connection read an index of its own making, where the file's cannot be trusted."""
    for statement in _OVERLAID:
        connection.execute(statement)
    make_anew(connection)


def lift(connection: sqlite3.Connection) -> None:
    """Take away the index that lies over the file's."""
    connection.execute("DROP TABLE temp.standings")


def contradicting_pairs(
    connection: sqlite3.Connection, claims: Collection[str]
) -> dict[Pair, tuple[str, ...]]:
    """Return each of the claims with each other claim that contradicts it, by their ids.

    With them come the ids of the stale tags of one of the two, where no verdicts that hold on both
    contradict each other.
    """
    asked = {"ids": json.dumps(sorted(claims))}
    against = [(*row, "", "") for row in connection.execute(_AGAINST, asked)]
    stale = _against_stale(connection, claims)
    apart = _apart(connection) if against or stale else frozenset()
    found: dict[Pair, set[Pair]] = {}
    for claim, start, end, other, begin, stop, *by in (*against, *stale):
        same = (start, end) == (begin, stop) or _pair(claim, other) not in apart
        if same and share_words(Span(start, end), Span(begin, stop)):
            found.setdefault((claim, other), set()).add((by[0], by[1]))
    return {pair: _of_first_claim(by) for pair, by in found.items()}


def is_sound(connection: sqlite3.Connection) -> bool:
    """Return whether the index in the file is as it would be made anew."""
    if connection.execute("SELECT 1 FROM temp.sqlite_master WHERE name = 'standings'").fetchone():
        return True
    lay_over(connection)
    try:
        wrong = """SELECT 1 FROM (SELECT * FROM main.standings
                EXCEPT SELECT * FROM temp.standings)
            UNION ALL SELECT 1 FROM (SELECT * FROM temp.standings
                EXCEPT SELECT * FROM main.standings) LIMIT 1"""
        return connection.execute(wrong).fetchone() is None
    finally:
        lift(connection)


def _hold(connection: sqlite3.Connection, claims: Collection[str]) -> None:
    """Write which verdicts hold on claims, and forget claims that are gone."""
    # in the order in which they lie in the file: in any other each reads pages of its own
    asked = {"ids": json.dumps(sorted(claims))}
    connection.execute(
        """DELETE FROM standings WHERE claim_id IN (SELECT value FROM json_each(:ids))
        AND claim_id NOT IN (SELECT id FROM claims)""",
        asked,
    )
    connection.execute(
        f"""INSERT INTO standings
        (claim_id, article_id, version_id, held, stale, undecided, reopened)
        SELECT id, article_id, version_id, held, stale, undecided,
        undecided OR (stale AND unsettled) FROM ({_HELD}) WHERE 1
        ON CONFLICT (claim_id) DO UPDATE SET article_id = excluded.article_id,
        version_id = excluded.version_id, held = excluded.held, stale = excluded.stale,
        undecided = excluded.undecided, reopened = excluded.reopened
        WHERE (held, stale, undecided, reopened, article_id, version_id) IS NOT
        (excluded.held, excluded.stale, excluded.undecided, excluded.reopened,
        excluded.article_id, excluded.version_id)""",
        asked,
    )


def _against_stale(
    connection: sqlite3.Connection, claims: Collection[str]
) -> list[tuple[str, int, int, str, int, int, str, str]]:
    """Return pairs of places, of a claim and of another, with a stale tag given on one of them.

    The last two are the claim of the tag, and the tag.
    """
    asked = json.dumps(sorted(claims))
    places = connection.execute(_PLACES, [asked]).fetchall()
    articles = _articles_of(connection, claims)
    judging = _judging(connection, articles, claims, [place[1:4] for place in places])
    judging |= {str(c) for (c,) in connection.execute(_REOPENED, [asked])}
    if not judging:
        return []
    wanted = {*claims}
    rows = connection.execute(_AGAINST_STALE, {"ids": json.dumps(sorted(judging))}).fetchall()
    return [
        pair
        for one, start, end, other, begin, stop, tag in rows
        for pair in (
            (one, start, end, other, begin, stop, one, tag),
            (other, begin, stop, one, start, end, one, tag),
        )
        if pair[0] in wanted
    ]


def _judging(
    connection: sqlite3.Connection,
    articles: Collection[str],
    claims: Collection[str],
    places: Iterable[Sequence[Any]],
) -> set[str]:
    """Return the reopened claims, a verdict on which was given on words in places.

    It leaves out some that contradict none of the claims.

    Args:
        connection: To the project.
        articles: The ids of the articles.
        claims: The claims that have the places, or had them.
        places: Each a version, start and end in code points.
    """
    by_version: dict[str, list[tuple[int, int]]] = {}
    for version, start, end in places:
        by_version.setdefault(version, []).append((start, end))
    reopened = [connection.execute(_HAS_REOPENED, [each]).fetchone() for each in articles]
    if not by_version or not any(reopened):
        return set()
    # of the places up to each the furthest end, so that a glance tells whether any overlaps
    furthest = {
        version: (sorted(spans), [*accumulate((end for _, end in sorted(spans)), max)])
        for version, spans in by_version.items()
    }
    spans = [span for several in by_version.values() for span in several]
    asked = {
        "articles": json.dumps(sorted(articles)),
        "held": _only_verdict(connection, claims),
        "first": min(spans)[0],
        "last": max(end for _, end in spans),
    }
    found: set[str] = set()
    for claim, version, start, end in connection.execute(_REOPENED_PLACES, asked):
        spans, ends = furthest.get(version, ([], []))
        before = bisect_left(spans, (end, 0))
        if before and ends[before - 1] > start:
            found.add(str(claim))
    return found


def _only_verdict(connection: sqlite3.Connection, claims: Collection[str]) -> str | None:
    """Return the verdicts that hold on claims where they are the same on all; else no word.

    ``None`` where none hold on any, so that no verdict compares as another.
    """
    asked = [json.dumps(sorted(claims))]
    found = [str(held) for (held,) in connection.execute(_HELD_ON, asked)]
    if not found:
        return None
    return found[0] if len(found) == 1 else ""


def _of_first_claim(given: Collection[Pair]) -> tuple[str, ...]:
    """Return the tags of the first of the claims that they are on."""
    first = min(claim for claim, _ in given)
    return tuple(sorted(tag for claim, tag in given if claim == first and tag))


def _contradict(connection: sqlite3.Connection, claims: Collection[str]) -> None:
    """Write which of a few claims are contradicted."""
    found = {claim for claim, _ in contradicting_pairs(connection, claims)}
    _write(connection, found, "claim_id IN (SELECT value FROM json_each(:asked))", claims)


def _contradict_in_articles(connection: sqlite3.Connection, articles: Collection[str]) -> None:
    """Write which claims of whole articles are contradicted, at a cost of n log n."""
    found: set[str] = set()
    apart = _apart(connection)
    rows = connection.execute(
        f"""SELECT h.version_id, h."start", h."end", h.claim_id, s.held, 0
        FROM json_each(:ids) a CROSS JOIN standings s ON s.article_id = a.value
        CROSS JOIN highlights h ON h.claim_id = s.claim_id AND h.version_id = s.version_id
        WHERE s.held <> ''
        UNION ALL SELECT version_id, "start", "end", claim_id, verdict, 1 FROM ({_IN_ARTICLES})
        ORDER BY 1, 2, 3, 4, 5""",
        {"ids": json.dumps(sorted(articles))},
    )
    for _, in_version in groupby(rows, key=lambda row: str(row[0])):
        marks = [mark for _, *row in in_version if (mark := _Mark(*row)).start < mark.end]
        for crowd in _crowds(marks):
            found |= _contradicted(crowd, apart)
    _write(connection, found, "article_id IN (SELECT value FROM json_each(:asked))", articles)


class _Mark(NamedTuple):
    """A place with the verdicts that hold there, or with a stale one that was given there."""

    start: int
    end: int
    claim: str
    held: str
    stale: bool


def _crowds(marks: Sequence[_Mark]) -> Iterator[list[_Mark]]:
    """Yield the places in a version in crowds that share no letter with each other.

    A place by itself, as most are, is passed over.

    Args:
        marks: The places in text order.
    """
    crowd: list[_Mark] = []
    furthest = 0
    for mark in marks:
        if mark.start >= furthest:
            if len(crowd) > 1:
                yield crowd
            crowd = []
        crowd.append(mark)
        furthest = max(furthest, mark.end)
    if len(crowd) > 1:
        yield crowd


def _contradicted(marks: Sequence[_Mark], apart: Collection[Pair]) -> set[str]:
    """Return the contradicted claims among the places in a version, which are in text order.

    It asks of each place whether any meets it, and goes through none that do not: of two places of
    which one begins in the other, half of the shorter is shared if the first reaches to the middle
    of the second, or the second begins before the middle of the first. O(n log n) for n places,
    and for each that is met by places of its own claim or of claims kept apart.
    """
    found: set[str] = set()
    if len({mark.held for mark in marks}) < 2:
        return found
    turned = sorted(mark._replace(start=-mark.end, end=-mark.start) for mark in marks)
    for in_order in (marks, turned):
        ends, middles = _ByVerdicts(apart), _ByVerdicts(apart)
        for mark in in_order:
            middle = mark.start + mark.end
            if mark.claim not in found and (
                ends.reach(mark, middle) or middles.reach(mark, 2 * mark.start)
            ):
                found.add(mark.claim)
            ends.add(mark, 2 * mark.end)
            middles.add(mark, middle)
    within = _ByVerdicts(apart)
    for _, beginning in groupby(reversed(marks), key=attrgetter("start")):
        here = [*beginning]
        for mark in here:
            within.add(mark, -mark.end)
        found |= {m.claim for m in here if m.claim not in found and within.reach(m, -m.end)}
    return found


class _ByVerdicts:
    """Values of places in their order, by the verdicts that hold there."""

    def __init__(self, apart: Collection[Pair]) -> None:
        self._values: dict[tuple[str, bool], list[tuple[int, _Mark]]] = {}
        self._apart = apart

    def add(self, mark: _Mark, value: int) -> None:
        """Add the value of a place."""
        insort(self._values.setdefault((mark.held, mark.stale), []), (value, mark))

    def reach(self, mark: _Mark, least: int) -> bool:
        """Return whether the value of a place that contradicts a place is at least so much."""
        return any(
            _differ(other, mark, self._apart)
            for (held, stale), values in self._values.items()
            if held != mark.held and not (stale and mark.stale)
            for _, other in takewhile(lambda each: each[0] >= least, reversed(values))
        )


def _differ(one: _Mark, other: _Mark, apart: Collection[Pair]) -> bool:
    """Return whether places that share words are of two claims, and these are not kept apart."""
    same = (one.start, one.end) == (other.start, other.end)
    return one.claim != other.claim and (same or _pair(one.claim, other.claim) not in apart)


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _apart(connection: sqlite3.Connection) -> frozenset[Pair]:
    """Return the pairs that are kept apart, but for claims that stand on identical words by now."""
    pairs = [(str(one), str(other)) for one, other in connection.execute(_APART)]
    if not pairs:
        return frozenset()
    places: dict[str, list[JudgedPlace]] = {}
    asked = json.dumps(sorted({claim for pair in pairs for claim in pair}))
    for claim, *place in connection.execute(_PLACES_NOW, [asked]):
        places.setdefault(str(claim), []).append(JudgedPlace(*place))
    return frozenset(
        pair for pair in pairs if not are_identical(*(places.get(claim, ()) for claim in pair))
    )


def _write(
    connection: sqlite3.Connection, found: Iterable[str], where: str, asked: Iterable[str]
) -> None:
    """Write down which claims are contradicted, and how the claims asked for stand by that."""
    values = {"found": json.dumps(sorted(found)), "asked": json.dumps(sorted(asked))}
    connection.execute(
        f"""UPDATE standings SET opposed = claim_id IN (SELECT value FROM json_each(:found))
        WHERE {where} AND opposed <> (claim_id IN (SELECT value FROM json_each(:found)))""",
        values,
    )
    connection.execute(
        f"UPDATE standings SET standing = {_STANDING} WHERE {where} AND standing <> {_STANDING}",
        values,
    )


def _articles_of(connection: sqlite3.Connection, claims: Iterable[str]) -> set[str]:
    rows = connection.execute(
        """SELECT DISTINCT article_id FROM standings
        WHERE claim_id IN (SELECT value FROM json_each(?))""",
        [json.dumps(sorted(claims))],
    )
    return {str(article) for (article,) in rows}
