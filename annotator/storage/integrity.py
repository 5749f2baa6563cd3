"""The check over the whole file: every finding is a sentence, and a sound file has none."""

import json
from collections.abc import Iterator

from annotator.claims.highlights import Anchor
from annotator.files.project_format import INDEXED
from annotator.kernel.canonical_text import sha256
from annotator.kernel.errors import DamagedProject
from annotator.kernel.excerpts import excerpt
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched
from annotator.schema.tables import tables_of
from annotator.storage import file_contents, standings
from annotator.storage.examination.rows import unsound_rows
from annotator.storage.log_triggers import agree, row_as_json
from annotator.storage.project_file import ProjectFile, Row
from annotator.storage.salvage.page_order import page_faults
from annotator.storage.sqlite_errors import translate_errors

_TELL = 100
"""Rows between two words of how far the check is."""


def findings(file: ProjectFile, progress: Progress = unwatched) -> Iterator[str]:
    """Return the faults of the file, a sentence each; none for a sound file.

    It proves that the file is built as a project is, that SQLite finds its pages in order, that
    every value is one that its column holds, that references lead somewhere, that claims stand as
    their verdicts say, that texts and files have the hashes they are known by, that every quote
    stands at its place, and that the change log knows every row as it is. A file with another
    schema is read no further.
    """
    found = None
    for found in _faults(file, progress):
        yield found
    # it follows from the rows, of which each fault was told by now
    if found is None and file.keeps_standings and not _stand_as_kept(file):
        yield "The index of where claims stand is damaged, so that lists may count them wrongly."


def _stand_as_kept(file: ProjectFile) -> bool:
    with file.still():  # another program's change would part what is made anew from what is kept
        return standings.is_sound(file.connection)


def _faults(file: ProjectFile, progress: Progress) -> Iterator[str]:
    try:
        version = int(file.value("PRAGMA user_version"))
        built = [*file.schema_differences(version)]
        yield from (f"The file is not built as a project is: {found}." for found in built)
        if built:
            return
        yield from _pages(file)
        for found in unsound_rows(file, version, large=False):
            yield f"{found[0].upper()}{found[1:]}."
        yield from _references(file)
        rows = _Rows(file, version, progress)
        yield from _hashes(rows)
        yield from _quotes(rows)
        yield from _wordless(rows)
        yield from _log(rows, version)
        rows.end()
    except DamagedProject as error:
        yield str(error)


class _Rows:
    """Reads the rows of tables singly, and reports the progress of the reading."""

    def __init__(self, file: ProjectFile, version: int, progress: Progress) -> None:
        self.file = file
        self._progress = progress
        self._read = 0
        logged = [table.name for table in tables_of(version) if table.is_logged]
        counted = ("texts", "contents", "highlights", *logged)
        self._all = sum(int(file.value(f"SELECT count(*) FROM {t}")) for t in counted)

    def each(self, sql: str) -> Iterator[Row]:
        for row in self.file.each(sql):
            if self._read % _TELL == 0:
                self._progress(self._read, self._all)
            self._read += 1
            yield row

    def end(self) -> None:
        self._progress(self._all, self._all)


def _pages(file: ProjectFile) -> Iterator[str]:
    with translate_errors(file.path):
        yield from (f"The file is damaged: {fault}." for fault in page_faults(file.connection))
    for table in () if file.read_only else INDEXED:
        try:
            # SQLite calls the proof a write, but there is nothing to be kept of it
            with file.still(), translate_errors(file.path):
                file.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('integrity-check')")
        except (DamagedProject, MemoryError):  # so SQLite 3.53 says of an index that was spoiled
            yield f"The search index of {table} is damaged, so that not everything is found."


def _references(file: ProjectFile) -> Iterator[str]:
    for table, rowid, parent, _ in file.rows("PRAGMA foreign_key_check"):
        row = f"Row {rowid}" if rowid is not None else "A row"
        yield f"{row} of {table} leads to something in {parent} that is not there."


def _hashes(rows: _Rows) -> Iterator[str]:
    for identity, text, length in rows.each("SELECT id, text, length FROM texts"):
        if sha256(text) != identity or len(text) != length:
            yield f"The article text {identity[:12]} is not what it was when it was brought in."
    for identity, size in rows.each("SELECT id, size FROM contents"):
        if not file_contents.is_sound(rows.file, identity, size):
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
                f"“{excerpt(quote, 60)}” is not at {start}:{end}."
            )


def _wordless(rows: _Rows) -> Iterator[str]:
    """Yield the claims with a verdict that have neither a place nor words of their own."""
    for claim, article in rows.file.each(
        """SELECT c.number, a.number FROM claims c JOIN articles a ON a.id = c.article_id
        WHERE c.statement = '' AND EXISTS (SELECT 1 FROM tags WHERE claim_id = c.id)
        AND NOT EXISTS (SELECT 1 FROM highlights WHERE claim_id = c.id)
        ORDER BY a.number, c.number"""
    ):
        yield (
            f"Claim {claim} in article {article} has a verdict, but stands nowhere in the text "
            "and has no words of its own. Add a passage to it, or remove it."
        )


def _text(file: ProjectFile, version_id: str) -> str:
    found = file.value(
        "SELECT t.text FROM versions v JOIN texts t ON t.id = v.sha256 WHERE v.id = ?",
        [version_id],
    )
    return str(found or "")


def _log(rows: _Rows, version: int) -> Iterator[str]:
    for each in tables_of(version):
        if not each.is_logged:
            continue
        table = each.name
        row = row_as_json("t", [name for name in each.names(version) if name in each.logged])
        for row_id, state, logged in rows.each(
            f"""SELECT t.id, {row}, (SELECT r.after FROM change_rows r
            WHERE r.row_id = t.id AND r.tbl = '{table}' ORDER BY r.n DESC LIMIT 1)
            FROM {table} t"""
        ):
            if state != logged and not agree(json.loads(state), _row(logged)):
                yield f"Row {row_id} of {table} was changed without the change log."
        for (row_id,) in rows.file.each(
            f"""SELECT r.row_id FROM change_rows r WHERE r.tbl = '{table}' AND r.after IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t.id = r.row_id)
            AND NOT EXISTS (SELECT 1 FROM change_rows l
            WHERE l.row_id = r.row_id AND l.tbl = r.tbl AND l.n > r.n)"""
        ):
            yield f"Row {row_id} of {table} was taken away without the change log."


def _row(logged: str | None) -> dict[str, object] | None:
    """Return a row as a log has it; ``None`` if it cannot be read, which another finding says."""
    try:
        found = json.loads(logged or "null")
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
