"""The check over the whole file: every finding is one sentence, and none means it is sound."""

import json
from collections.abc import Iterator

from annotator.domain.errors import DamagedProject
from annotator.domain.highlights import Anchor
from annotator.domain.positions import Span
from annotator.domain.progress import Progress, unwatched
from annotator.domain.text import sha256, sha256_of_bytes
from annotator.store.file import ProjectFile, Row
from annotator.store.log_triggers import agree, logged_columns, row_as_json
from annotator.store.schema_0003 import LOGGED_TABLES

_TELL = 100
"""Rows between two words of how far the check is."""
_INDEXES = ("texts", "articles", "claims", "notes", "sources")


def findings(file: ProjectFile, progress: Progress = unwatched) -> Iterator[str]:
    """What is wrong with the file, a sentence each; nothing for a sound one.

    It proves that SQLite finds its pages in order, that references lead somewhere, that texts and
    files have the hashes they are known by, that every quote stands at its place, and that the
    change log knows every row as it is.
    """
    try:
        yield from _pages(file)
        yield from _references(file)
        rows = _Rows(file, progress)
        yield from _hashes(rows)
        yield from _quotes(rows)
        yield from _log(rows)
        rows.end()
    except DamagedProject as error:
        yield str(error)


class _Rows:
    """Rows read one by one, with word of how many of all have been read."""

    def __init__(self, file: ProjectFile, progress: Progress) -> None:
        self.file = file
        self._progress = progress
        self._read = 0
        counted = ("texts", "contents", "highlights", *LOGGED_TABLES)
        self._all = sum(int(file.value(f"SELECT count(*) FROM {t}")) for t in counted)  # noqa: S608

    def each(self, sql: str) -> Iterator[Row]:
        for row in self.file.each(sql):
            if self._read % _TELL == 0:
                self._progress(self._read, self._all)
            self._read += 1
            yield row

    def end(self) -> None:
        self._progress(self._all, self._all)


def _pages(file: ProjectFile) -> Iterator[str]:
    for (message,) in file.rows("PRAGMA integrity_check"):
        if message != "ok":
            yield f"The file is damaged: {message}."
    for table in () if file.read_only else _INDEXES:
        try:
            with file.writing():
                file.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('integrity-check')")  # noqa: S608
        except DamagedProject:
            yield f"The search index of {table} is damaged, so that not everything is found."


def _references(file: ProjectFile) -> Iterator[str]:
    for table, rowid, parent, _ in file.rows("PRAGMA foreign_key_check"):
        row = f"Row {rowid}" if rowid is not None else "A row"
        yield f"{row} of {table} leads to something in {parent} that is not there."


def _hashes(rows: _Rows) -> Iterator[str]:
    for identity, text, length in rows.each("SELECT id, text, length FROM texts"):
        if sha256(text) != identity or len(text) != length:
            yield f"The article text {identity[:12]} is not what it was when it was brought in."
    for identity, data, size in rows.each("SELECT id, data, size FROM contents"):
        if sha256_of_bytes(data) != identity or len(data) != size:
            yield f"The attached file {identity[:12]} is not what it was when it was attached."


def _quotes(rows: _Rows) -> Iterator[str]:
    text, version = "", None
    for row in rows.each(
        """SELECT h.version_id, h."start", h."end", h.quote, h.prefix, h.suffix, c.number, a.number
        FROM highlights h JOIN claims c ON c.id = h.claim_id JOIN articles a ON a.id = c.article_id
        ORDER BY h.version_id"""
    ):
        version_id, start, end, quote, prefix, suffix, claim, article = row
        if version_id != version:
            version, text = version_id, _text(rows.file, version_id)
        if not Anchor(Span(start, end), quote, prefix, suffix).stands_in(text):
            yield (
                f"A highlight of claim {claim} in article {article} does not fit its text: "
                f"“{quote[:60]}” is not at {start}:{end}."
            )


def _text(file: ProjectFile, version_id: str) -> str:
    found = file.value(
        "SELECT t.text FROM versions v JOIN texts t ON t.id = v.sha256 WHERE v.id = ?",
        [version_id],
    )
    return str(found or "")


def _log(rows: _Rows) -> Iterator[str]:
    for table in LOGGED_TABLES:
        row = row_as_json("t", logged_columns(rows.file, table))
        for row_id, state, logged in rows.each(
            f"""SELECT t.id, {row}, (SELECT r.after FROM change_rows r
            WHERE r.row_id = t.id AND r.tbl = '{table}' ORDER BY r.n DESC LIMIT 1)
            FROM {table} t"""  # noqa: S608 - names of our own tables
        ):
            if state != logged and not agree(json.loads(state), json.loads(logged or "null")):
                yield f"Row {row_id} of {table} was changed without the change log."
        for (row_id,) in rows.file.each(
            f"""SELECT r.row_id FROM change_rows r WHERE r.tbl = '{table}' AND r.after IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t.id = r.row_id)
            AND NOT EXISTS (SELECT 1 FROM change_rows l
            WHERE l.row_id = r.row_id AND l.tbl = r.tbl AND l.n > r.n)"""  # noqa: S608
        ):
            yield f"Row {row_id} of {table} was taken away without the change log."
