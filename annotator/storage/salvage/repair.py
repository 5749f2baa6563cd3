"""The repair of rows that were saved of a damaged project, so that they fit each other again.

Rows whose page is lost come back from the change log. Where a row that others hang on is gone for
good, a stand-in takes its place and says so; a row that hangs on no row any more is lost, and told.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from annotator.backups.salvage import Loss, Losses
from annotator.claims.highlights import Anchor
from annotator.claims.judged_words import GAP, read_places
from annotator.kernel.canonical_text import canonical, sha256
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress
from annotator.schema.kinds import TEXT, RefusedValue
from annotator.schema.numbering import next_number
from annotator.schema.settings import MISSING_FILE
from annotator.schema.tables import LOGGED, TableSchema
from annotator.storage.claim_words import take_words_of
from annotator.storage.ids import new_id
from annotator.storage.log_triggers import agree, row_as_json
from annotator.storage.migrations.schema_0005 import JUDGING
from annotator.storage.place_sentences import sentence_at, with_sentences
from annotator.storage.project_file import ProjectFile

State = dict[str, Any]

ADDED: Mapping[str, object] = dict.fromkeys(
    (
        *("due_on", "given_on", "kind", "called", "left_out", "locators"),
        *("annotations", "file_annotation", "sentence"),
        *("published_on", "published_url", "file_name"),
    ),
    "",
) | {
    "assignee_id": None,
    "archived": 0,
    "first_number": 0,
}
"""The values of columns that were added after their rows were written."""
_LARGE = {"texts", "contents"}
_LINE = 72
_UNKNOWN = "·"
"""Stands for a letter of a text that is lost."""
_NO_WORDS = "A claim of which the words are lost"
_LOST_STEP = "A step of which the record is lost"
_OF_CLAIMS = tuple(name for name, table in LOGGED.items() if "claim_id" in table.references)


class Repair:
    """Mends the rows in a new file, whose triggers and references rest meanwhile."""

    def __init__(
        self,
        file: ProjectFile,
        losses: Losses,
        at: str,
        progress: Progress,
        begun: Mapping[str, str],
    ) -> None:
        self._file = file
        self._losses = losses
        self._at = at
        self._progress = progress
        self._begun = begun
        self._log_is_whole = False
        self.from_history: Counter[str] = Counter()

    def mend(self, label: str) -> None:
        """Let all rows lead somewhere and the log know them; the change is called ``label``."""
        steps = (
            self._complete_changes,
            self._drop_strangers,
            self._bring_back,
            self._stand_in_for_people_and_sources,
            self._stand_in_for_claims,
            self._stand_in_for_articles,
            self._stand_in_for_versions,
            self._stand_in_for_texts,
            self._let_files_be_missing,
            self._drop_what_leads_nowhere,
            self._drop_misplaced,
            self._take_sentences,
            self._take_words,
            self._give_words,
        )
        for number, step in enumerate(steps):
            self._progress(number, len(steps) + 1)
            step()
        self._log(label)
        self._losses.take_back(self._is_there)
        self._progress(len(steps) + 1, len(steps) + 1)

    # the log

    def _complete_changes(self) -> None:
        """Let every entry of the log belong to a step."""
        wanted = self._rows(
            """SELECT change_seq AS seq FROM change_rows UNION SELECT change_seq FROM merges
            UNION SELECT merge_seq FROM causes UNION SELECT merge_seq FROM heard_changes
            EXCEPT SELECT seq FROM changes ORDER BY 1"""
        )
        for (seq,) in wanted:
            before = "SELECT at FROM changes WHERE seq < ? ORDER BY seq DESC LIMIT 1"
            at = self._value(before, seq) or self._at
            self._write_change(int(seq), _LOST_STEP, str(at))
            self._losses.add("changes", "", "its page is damaged")
        self._file.execute(
            "UPDATE changes SET undone_by = NULL WHERE undone_by NOT IN (SELECT seq FROM changes)"
        )
        lost = self._value("SELECT max(n) - count(*) FROM change_rows")
        self._log_is_whole = lost == 0
        if lost and lost > 0:
            self._losses.add("change_rows", "", "its page is damaged", many=int(lost))

    def _drop_strangers(self) -> None:
        """Drop rows that the whole log has never heard of: their ids are damaged."""
        for table in LOGGED.values() if self._log_is_whole else ():
            columns = ", ".join(f't."{name}"' for name in table.logged)
            rows = self._rows(
                f"""SELECT {columns} FROM {table.name} t WHERE NOT EXISTS (SELECT 1
                FROM change_rows r WHERE r.row_id = t.id AND r.tbl = ?)""",
                table.name,
            )
            for values in rows:
                row = dict(zip(table.logged, values, strict=True))
                self._drop(table, row, "no step of the history has made it")

    def _bring_back(self) -> None:
        """Bring rows back as the log last had them, if their own page is lost."""
        for table in LOGGED.values():
            if table.name in _LARGE:
                continue
            newest = self._rows(
                f"""SELECT row_id, after, max(n) FROM change_rows r WHERE tbl = ?
                AND NOT EXISTS (SELECT 1 FROM {table.name} t WHERE t.id = r.row_id)
                GROUP BY row_id ORDER BY max(n)""",
                table.name,
            )
            for row_id, after, _ in newest:
                if after is not None:
                    self._bring_row_back(table, str(row_id), json.loads(after))

    def _bring_row_back(self, table: TableSchema, row_id: str, state: State) -> None:
        row = {**{n: ADDED[n] for n in table.logged if n in ADDED}, **state}
        try:
            table.check_state(row)
        except RefusedValue as error:
            self._losses.add(table.name, words_of(table, row), f"its {error}", row_id)
            return
        if row.get("id") == row_id and self._insert(table.name, row):
            self.from_history[table.name] += 1
        else:
            why = "another row stands in its place"
            self._losses.add(table.name, words_of(table, row), why, row_id)

    def _log(self, label: str) -> None:
        """Write every row as it is now into the log, in one step."""
        seq = int(self._value("SELECT coalesce(max(seq), 0) + 1 FROM changes"))
        self._write_change(seq, label, self._at)
        for table in LOGGED.values():
            now = row_as_json("t", list(table.logged))
            last = "SELECT {} FROM change_rows r WHERE r.row_id = t.id AND r.tbl = ?1"
            newest = last.format("r.after") + " ORDER BY r.n DESC LIMIT 1"
            rows = self._rows(
                f"""SELECT id, now, last FROM (SELECT t.id, {now} AS now, ({newest}) AS last
                FROM {table.name} t) WHERE now IS NOT last""",
                table.name,
            )
            for row_id, state, logged in rows:
                if not agree(json.loads(state), json.loads(logged or "null")):
                    self._write_entry(seq, table.name, row_id, logged, state)
                    self._tell_doubt(table, state, logged)
            gone = self._rows(
                f"""SELECT row_id, after, max(n) FROM change_rows r WHERE tbl = ?
                AND NOT EXISTS (SELECT 1 FROM {table.name} t WHERE t.id = r.row_id)
                GROUP BY row_id""",
                table.name,
            )
            for row_id, after, _ in gone:
                if after is not None:
                    self._write_entry(seq, table.name, row_id, after, None)
                    if table.name in _LARGE and not self._losses.knows(table.name, str(row_id)):
                        self._losses.add(table.name, "", "its page is damaged", str(row_id))

    def _tell_doubt(self, table: TableSchema, state: str, logged: str | None) -> None:
        """Tell of a row that differs from the whole log: either may be damaged."""
        if not self._log_is_whole or logged is None:
            return
        now, then = (words_of(table, json.loads(one)) for one in (state, logged))
        if now != then:
            why = "the history has other words; these may be damaged"
            self._losses.add(table.name, f"{now} / {then}", why)

    def _write_change(self, seq: int, label: str, at: str) -> None:
        self._file.execute(
            """INSERT INTO changes (seq, id, kind, label, checker_id, at, article_id, claim_id,
            target_id, open) VALUES (?, ?, 'setup', ?, '', ?, '', '', '', 0)""",
            [seq, new_id(), label, at],
        )

    def _write_entry(
        self, seq: int, table: str, row_id: object, before: object, after: object
    ) -> None:
        self._file.execute(
            """INSERT INTO change_rows (change_seq, tbl, row_id, before, after)
            VALUES (?, ?, ?, ?, ?)""",
            [seq, table, row_id, before, after],
        )

    # what stands for what is lost

    def _stand_in_for_people_and_sources(self) -> None:
        self._file.execute(
            """UPDATE articles SET assignee_id = NULL
            WHERE assignee_id NOT IN (SELECT id FROM checkers)"""
        )
        for row_id in self._led_to("checkers"):
            number = 1
            while not self._insert("checkers", {"id": row_id, "name": f"Unknown person {number}"}):
                number += 1
            self._losses.add("checkers", "", "its page is damaged; an unknown person stands for it")
        for row_id in self._led_to("sources"):
            # nobody knows whether it was confidential, so it is
            row: State = {"id": row_id, "title": "A source that is lost", "type": "other"}
            more = {"rank": "secondary", "confidential": 1, "code_name": "Lost source"}
            self._insert("sources", row | more)
            self._losses.add("sources", "", "its page is damaged; a confidential one stands for it")

    def _stand_in_for_claims(self) -> None:
        """Let a claim that is lost stand in the article in which its highlights stand."""
        for row_id in self._led_to("claims"):
            article = self._value(
                """SELECT v.article_id FROM (SELECT claim_id, version_id FROM highlights
                UNION ALL SELECT claim_id, version_id FROM tags) x
                JOIN versions v ON v.id = x.version_id WHERE x.claim_id = ? LIMIT 1""",
                row_id,
            )
            if article is None:
                continue
            row = {"id": row_id, "article_id": article, "created_at": self._at}
            self._insert("claims", {**row, "number": self._next_number("claims", article)})
            self._losses.add("claims", "", "its page is damaged; an empty one stands for it")

    def _stand_in_for_articles(self) -> None:
        for row_id in self._led_to("articles"):
            number = self._next_number("articles")
            row = {"id": row_id, "number": number, "title": "An article of which the title is lost"}
            self._insert("articles", {**row, "created_at": self._at})
            self._losses.add("articles", "", "its page is damaged; its texts and claims are there")

    def _stand_in_for_versions(self) -> None:
        """Make a stand-in for each lost version with highlights or tags.

        An article without any version gets a stand-in too.
        """
        lost = self._rows(
            """SELECT x.version_id, c.article_id FROM (SELECT claim_id, version_id FROM highlights
            UNION SELECT claim_id, version_id FROM tags) x JOIN claims c ON c.id = x.claim_id
            WHERE x.version_id NOT IN (SELECT id FROM versions) GROUP BY x.version_id"""
        )
        for row_id, article in lost:
            self._add_version(str(row_id), str(article))
        empty = "SELECT id FROM articles WHERE id NOT IN (SELECT article_id FROM versions)"
        for (article,) in self._rows(empty):
            self._add_version(new_id(), str(article))

    def _add_version(self, row_id: str, article: str) -> None:
        number = self._next_number("versions", article)
        row = {"id": row_id, "article_id": article, "number": number, "created_at": self._at}
        # there is no such text yet
        self._insert("versions", {**row, "sha256": sha256(row_id), "encoding": ""})
        self._losses.add("versions", "", "its page is damaged; another one stands for it")

    def _stand_in_for_texts(self) -> None:
        """Make a text of the known parts of a lost text, in which its highlights stand."""
        lost = self._rows(
            """SELECT v.id, v.sha256, a.title FROM versions v JOIN articles a ON a.id = v.article_id
            WHERE v.sha256 NOT IN (SELECT id FROM texts)"""
        )
        for row_id, digest, title in lost:
            text = self._rebuilt(str(row_id), self._begun.get(str(digest), ""))
            made = {"id": sha256(text), "length": len(text), "text": text}
            self._insert("texts", made)
            self._file.execute("UPDATE versions SET sha256 = ? WHERE id = ?", [made["id"], row_id])
            self._losses.add(
                "texts",
                str(title),
                "its page is damaged; what is known of it from its beginning and its highlights "
                f"was put together again, with “{_UNKNOWN}” for every letter that is lost",
                str(digest),
            )

    def _rebuilt(self, version_id: str, begun: str) -> str:
        with suppress(ValueError):
            begun = canonical(begun)
        rows = self._rows(
            'SELECT "start", quote, prefix, suffix FROM highlights WHERE version_id = ?', version_id
        )
        pieces = [
            (start - len(prefix), prefix + quote + suffix)
            for start, quote, prefix, suffix in rows
            if len(prefix) <= start < 10**8
        ]
        size = max([len(begun), *(place + len(words) for place, words in pieces)])
        text = [_UNKNOWN if n % _LINE else "\n" for n in range(1, size + 1)]
        for place, words in [(0, begun), *pieces]:
            text[place : place + len(words)] = words
        return "".join(text) or "The text of this article is lost."

    def _let_files_be_missing(self) -> None:
        """Keep name and hash of attached files whose bytes are lost."""
        lost = self._rows(
            """SELECT id, name, mime, evidence_id, version_id, sha256, added_at FROM attachments
            WHERE sha256 NOT IN (SELECT id FROM contents)"""
        )
        for row_id, name, mime, evidence, version, digest, added in lost:
            size = self._value(
                """SELECT json_extract(after, '$.size') FROM change_rows
                WHERE tbl = 'contents' AND row_id = ? AND after IS NOT NULL""",
                digest,
            )
            row = {"id": row_id, "name": name, "mime": mime, "size": size or 0}
            row |= {"sha256": digest, "added_at": added}
            owner = evidence or version
            if owner:
                known = {**row, "evidence_id" if evidence else "version_id": owner}
                value = json.dumps(known, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
                self._insert("settings", {"id": f"{MISSING_FILE}{owner}/{row_id}", "value": value})
            self._file.execute("DELETE FROM attachments WHERE id = ?", [row_id])
            why = "its bytes are damaged; its name is kept"
            self._losses.add("contents", str(name), why, str(digest))

    # what is lost

    def _drop_what_leads_nowhere(self) -> None:
        dropped = True
        while dropped:
            dropped = False
            for table in LOGGED.values():
                for column, parent in table.references.items():
                    for row in self._dangling(table, column, parent):
                        dropped = True
                        self._drop(table, row, f"what it belonged to is lost ({parent})")

    def _dangling(self, table: TableSchema, column: str, parent: str) -> list[State]:
        columns = ", ".join(f't."{name}"' for name in table.logged)
        rows = self._rows(
            f"""SELECT {columns} FROM {table.name} t WHERE t."{column}" IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM {parent} p WHERE p.id = t."{column}")"""
        )
        return [dict(zip(table.logged, row, strict=True)) for row in rows]

    def _drop_misplaced(self) -> None:
        """Drop highlights that do not stand in their text."""
        table, text, version = LOGGED["highlights"], "", None
        columns = ", ".join(f'"{name}"' for name in table.logged)
        rows = self._rows(f"SELECT {columns} FROM highlights ORDER BY version_id")
        for values in rows:
            row = dict(zip(table.logged, values, strict=True))
            if row["version_id"] != version:
                version = row["version_id"]
                text = str(
                    self._value(
                        """SELECT t.text FROM versions v JOIN texts t ON t.id = v.sha256
                        WHERE v.id = ?""",
                        version,
                    )
                )
            place = row["start"], row["end"]
            anchor = None
            if place[0] < place[1]:
                anchor = Anchor(Span(*place), row["quote"], row["prefix"], row["suffix"])
            if anchor is None or not anchor.stands_in(text):
                self._drop(table, row, "its words do not stand at its place in the text")
        for table in (LOGGED["coverage"],):
            for row_id in self._rows(
                """SELECT c.id FROM coverage c JOIN versions v ON v.id = c.version_id
                JOIN texts t ON t.id = v.sha256 WHERE c."end" > t.length"""
            ):
                self._drop(table, {"id": row_id[0]}, "its place is not in the text")

    def _take_sentences(self) -> None:
        """Let places and judgements of older files know the sentences that hold them."""
        places = self._rows(
            """SELECT id, version_id, "start", "end" FROM highlights WHERE sentence = ''
            ORDER BY version_id"""
        )
        for row_id, version_id, start, end in places:
            sentence = sentence_at(self._file, version_id, Span(start, end))
            self._file.execute(
                "UPDATE highlights SET sentence = ? WHERE id = ?", [sentence, row_id]
            )
        for table in JUDGING:
            for row_id, given_on in self._rows(f"SELECT id, given_on FROM {table}"):
                known = with_sentences(self._file, given_on)
                if known != given_on:
                    sql = f"UPDATE {table} SET given_on = ? WHERE id = ?"
                    self._file.execute(sql, [known, row_id])

    def _take_words(self) -> None:
        """Let judgements of older files be given on the words that their claims have."""
        for table in JUDGING:
            self._file.execute(take_words_of(table))

    def _give_words(self) -> None:
        """Let a claim with a verdict whose places are lost have the words judged as its own."""
        wordless = self._rows(
            """SELECT c.id, (SELECT max(given_on) FROM tags
                WHERE claim_id = c.id AND given_on <> '[]') FROM claims c
            WHERE c.statement = '' AND EXISTS (SELECT 1 FROM tags WHERE claim_id = c.id)
            AND NOT EXISTS (SELECT 1 FROM highlights WHERE claim_id = c.id)"""
        )
        for row_id, given_on in wordless:
            places = read_places(given_on or "") or ()
            words = GAP.join(place.quote for place in places) or _NO_WORDS
            self._file.execute("UPDATE claims SET statement = ? WHERE id = ?", [words, row_id])
            why = "its places in the text are lost; what is known of its words stands for them"
            self._losses.add("claims", words, why)

    def _drop(self, table: TableSchema, row: State, why: str) -> None:
        self._file.execute(f"DELETE FROM {table.name} WHERE id = ?", [row["id"]])
        self._losses.add(table.name, words_of(table, row), why)

    # rows

    def _led_to(self, parent: str) -> list[str]:
        """The ids of rows of a table that are led to and not there."""
        found: dict[str, None] = {}
        for table in LOGGED.values():
            for column, led in table.references.items():
                if led == parent:
                    found |= {
                        str(row_id): None
                        for (row_id,) in self._rows(
                            f"""SELECT DISTINCT t."{column}" FROM {table.name} t
                            WHERE t."{column}" IS NOT NULL AND NOT EXISTS
                            (SELECT 1 FROM {parent} p WHERE p.id = t."{column}")"""
                        )
                    }
        return [*found]

    def _next_number(self, table: str, article: object = None) -> int:
        """The number of the next row: of an article's, or of all in the table."""
        rows = f"FROM {table} WHERE :id IS NULL OR article_id = :id"
        if table == "articles":
            rows = "FROM articles WHERE :id IS NULL"
        last = int(self._file.value(f"SELECT coalesce(max(number), 0) {rows}", {"id": article}))
        given = f"SELECT number {rows}"
        return next_number(last, lambda: (n for (n,) in self._file.rows(given, {"id": article})))

    def _insert(self, table: str, row: State) -> bool:
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        with suppress(sqlite3.IntegrityError):
            sql = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"
            return self._file.execute(sql, [*row.values()]) == 1
        return False

    def _is_there(self, loss: Loss) -> bool:
        sql = f"SELECT 1 FROM {loss.table} WHERE id = ?"
        return loss.table in LOGGED and self._value(sql, loss.row_id) is not None

    def _rows(self, sql: str, *asked: object) -> list[tuple[Any, ...]]:
        return self._file.rows(sql, asked)

    def _value(self, sql: str, *asked: object) -> Any:
        return self._file.value(sql, asked)


def words_of(table: TableSchema, row: Mapping[str, Any]) -> str:
    """Return the readable words that a person may have written in a row.

    Args:
        table: The table of the row.
        row: The values by column.
    """
    return " · ".join(_words(table, row))


def _words(table: TableSchema, row: Mapping[str, Any]) -> Iterator[str]:
    for name, value in row.items():
        column = table.by_name.get(name)
        if column is None or column.kind is not TEXT or name == "row_id":
            continue
        if isinstance(value, str) and value.strip():
            yield value
