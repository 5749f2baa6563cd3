"""New numbers and names for claims, articles and people where two files gave the same.

The result depends on the rows alone, and not on which file was merged into the other.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from annotator.kernel.text_folding import spell_name
from annotator.schema.numbering import Numbered, numbers
from annotator.storage.changes import ChangeWriter
from annotator.storage.project_file import ProjectFile, Row

_REMOVED = """SELECT r.row_id, coalesce(nullif(json_extract(r.before, '$.first_number'), 0),
    json_extract(r.before, '$.number')) FROM {rows} WHERE r.tbl = '{table}' AND r.after IS NULL
    AND c.kind <> 'undo' {which}"""
_SOURCES = (
    # what a merge removed was removed elsewhere, and is known from there, but for what it joined
    "change_rows r JOIN changes c ON c.seq = r.change_seq AND (c.seq NOT IN "
    "(SELECT change_seq FROM merges) OR r.row_id IN (SELECT id FROM joined))",
    "heard_rows r JOIN heard_changes c ON c.id = r.change_id",
)
_OF_ARTICLE = "AND json_extract(r.before, '$.article_id') = ?"
_SUFFIX = re.compile(r" \(\d+\)$")


def renumber_claims(writer: ChangeWriter, article_ids: Iterable[str]) -> None:
    """Give every claim of the articles a number that no other has or had."""
    for article_id in article_ids:
        _renumber(writer, "claims", "WHERE article_id = ?", _OF_ARTICLE, [article_id])


_BORN = """SELECT row_id, number FROM (
    SELECT r.row_id, json_extract(r.after, '$.number') AS number FROM change_rows r
    WHERE r.tbl = 'versions' AND r.before IS NULL
    AND r.change_seq NOT IN (SELECT change_seq FROM merges)
    UNION ALL SELECT r.row_id, json_extract(r.after, '$.number') FROM heard_rows r
    WHERE r.tbl = 'versions' AND r.before IS NULL)
    WHERE row_id IN (SELECT id FROM versions WHERE article_id = ?)"""
"""The numbers with which versions came in, here or in other files."""


def renumber_versions(writer: ChangeWriter, article_ids: Iterable[str]) -> None:
    """Number the versions of articles from 1 on.

    A version stands behind all that its file had when it came in; two that came in apart stand in
    the order of their moments.
    """
    file = writer.file
    for article_id in article_ids:
        sql = "SELECT id, number, created_at FROM versions WHERE article_id = ?"
        versions = [(str(i), int(n), str(at)) for i, n, at in file.rows(sql, [article_id])]
        if len(versions) < 2:
            continue
        born: dict[str, int] = {}
        for identity, number in file.rows(_BORN, [article_id]):
            born[identity] = max(born.get(identity, 0), int(number))
        versions.sort(key=lambda each: (born.get(each[0], each[1]), each[2], each[0]))
        for number, (identity, _, _) in enumerate(versions, start=1):
            writer.update("versions", identity, {"number": number})


def heard_articles(file: ProjectFile, claim_ids: Iterable[str]) -> set[str]:
    """The articles of claims that were made and removed elsewhere."""
    return {
        str(article_id)
        for (article_id,) in file.rows(
            """SELECT DISTINCT json_extract(before, '$.article_id') FROM heard_rows
            WHERE tbl = 'claims' AND before IS NOT NULL
            AND row_id IN (SELECT value FROM json_each(?))""",
            [json.dumps([*claim_ids])],
        )
    }


def renumber_articles(writer: ChangeWriter) -> None:
    """See that every article has a number that no other has or had."""
    _renumber(writer, "articles", "", "", [])


def _renumber(writer: ChangeWriter, table: str, those: str, removed: str, which: list[str]) -> None:
    file = writer.file
    there = {
        str(row_id): (int(number), int(first))
        for row_id, number, first in file.rows(
            f"SELECT id, number, first_number FROM {table} {those}",
            which,
        )
    }
    gone = {str(i): int(n) for i, n in _removed(file, table, removed, which) if i not in there}
    born = {row_id: first or number for row_id, (number, first) in there.items()}
    given = numbers(Numbered(row_id, number) for row_id, number in (born | gone).items())
    for row_id, (number, first) in there.items():
        new = given[row_id]
        wanted = new, 0 if new == born[row_id] else born[row_id]
        if wanted != (number, first):
            writer.update(table, row_id, {"number": wanted[0], "first_number": wanted[1]})


def _removed(file: ProjectFile, table: str, which: str, parameters: list[str]) -> list[Row]:
    return [
        row
        for rows in _SOURCES
        for row in file.rows(
            _REMOVED.format(rows=rows, table=table, which=which),
            parameters,
        )
    ]


def names_apart(
    known: Mapping[str, str], coming: Mapping[str, str], joined: Mapping[str, str]
) -> dict[str, str]:
    """Return names by id, so that no two are the same: “Anna”, “Anna (2)”.

    The eldest (ids begin with the time) keeps the plain name. Where all names differ by more than
    capitals, all stay. Records that were joined to others keep their place, so that it makes no
    difference when.

    Args:
        known: The names of the people here, by id.
        coming: The names of the people in the other file, by id.
        joined: The former names of the records that were given up for others, by id.
    """
    there = {**coming, **known}
    everybody, names = {**joined, **there}, dict(there)
    times = Counter(map(spell_name, everybody.values()))
    for base in {_SUFFIX.sub("", name) for name, number in times.items() if number > 1}:
        group = sorted(i for i, name in everybody.items() if _base(name) == base)
        for number, identity in enumerate(group, start=1):
            plain = _SUFFIX.sub("", everybody[identity])
            names[identity] = f"{plain} ({number})" if number > 1 else plain
    return {i: names[i] for i in there}


def _base(name: str) -> str:
    """Return a name as it is compared, without the number that tells it apart."""
    return _SUFFIX.sub("", spell_name(name))
