"""Articles and their versions as rows: lists in order, the state of each, and equal texts."""

import json
from collections.abc import Mapping, Sequence
from typing import cast

from annotator.articles.kept_annotations import annotations_column, read_annotations
from annotator.articles.left_out import kept_column, read_column
from annotator.articles.locators import locator_of, locators_column, read_locators
from annotator.articles.model import (
    Article,
    ArticlePlan,
    Draft,
    DraftAnnotation,
    LeftOut,
    Locator,
    Metadata,
    MetadataField,
    Version,
)
from annotator.articles.plan import ArticleFilter, ArticleOrder, Assigned, PlannedArticle, Progress
from annotator.claims.judged_words import JUDGEMENTS, lead_on
from annotator.evidence.repository.evidence import AttachmentWriter
from annotator.kernel.canonical_text import readable, sha256
from annotator.kernel.errors import NotFound
from annotator.kernel.positions import Span
from annotator.kernel.text_folding import fold, folded_words
from annotator.schema.numbering import next_number
from annotator.sharing.repository.numbers import renumber_claims
from annotator.sharing.row_merge import Key
from annotator.storage.changes import ChangeWriter
from annotator.storage.ids import new_id, version_id
from annotator.storage.project_file import ProjectFile, Row
from annotator.storage.row_states import RowStates


class SameTexts:
    """The articles of a project by the hashes of their texts, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def pairs(self) -> list[tuple[str, str]]:
        """Return pairs of articles with the same texts, by their ids, the earlier article last.

        Each article is in at most a single pair as the later article.
        """
        rows = self._file.rows(
            """SELECT a.id, group_concat(v.sha256) FROM articles a JOIN versions v
            ON v.article_id = a.id GROUP BY a.id ORDER BY a.number"""
        )
        first: dict[str, str] = {}
        return [
            (str(identity), first[texts])
            for identity, texts in rows
            if first.setdefault(texts, identity) != identity
        ]

    def versions_of(self, article_id: str) -> dict[str, str]:
        """Return the ids of an article's versions by SHA-256; of one text the first version's."""
        rows = self._file.rows(
            "SELECT sha256, id FROM versions WHERE article_id = ? ORDER BY number DESC",
            [article_id],
        )
        return {str(digest): str(identity) for digest, identity in rows}

    def article_with(self, digest: str) -> str:
        """Return the id of the first article with a text, by its SHA-256, or an empty string."""
        rows = self._file.rows(
            """SELECT a.id FROM versions v JOIN articles a ON a.id = v.article_id
            WHERE v.sha256 = ? ORDER BY a.number LIMIT 1""",
            [digest],
        )
        return next((str(identity) for (identity,) in rows), "")


_ALL = -1
"""SQLite's LIMIT for no limit."""
ARTICLE = """SELECT a.id, a.number, a.title, a.byline, a.outlet, a.url, a.published, a.language,
    a.found, a.file_name, a.created_at, a.due_on, a.assignee_id, a.archived, v.id, v.article_id,
    v.number, v.sha256, t.length, v.encoding, v.created_at, v.file_name, v.published_on,
    v.published_url FROM articles a
    JOIN versions v ON v.article_id = a.id AND v.number =
    (SELECT max(number) FROM versions WHERE article_id = a.id) JOIN texts t ON t.id = v.sha256"""


class ArticleWriter:
    """Writes articles and their versions within a change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def add(self, draft: Draft, at: str) -> str:
        """Add an article with its first version, and return the id of the article."""
        writer, file, original = self._writer, self._writer.file, draft.original
        last = int(file.value("SELECT coalesce(max(number), 0) FROM articles"))
        number = next_number(last, lambda: (n for (n,) in file.rows("SELECT number FROM articles")))
        article_id = writer.insert(
            "articles",
            {
                "id": new_id(),
                "number": number,
                **_metadata_row(draft.metadata, draft.found),
                "file_name": readable(original.name) if original else "",
                "created_at": at,
            },
        )
        self.add_version(article_id, draft, 1, at)
        return article_id

    def add_version(self, article_id: str, draft: Draft, number: int, at: str) -> str:
        """Add a version of an article with the file that it was read from, and return its id.

        Args:
            article_id: The article.
            draft: The text, with all that is kept of its file.
            number: The number of the version.
            at: The time in UTC, as ``Project.now`` gives it.
        """
        version_id = _add_version(self._writer, article_id, draft, number, at)
        if draft.original:
            AttachmentWriter(self._writer).add(draft.original, at, version_id=version_id)
        return version_id

    def set(
        self, article_id: str, metadata: Metadata, found: frozenset[MetadataField] = frozenset()
    ) -> None:
        """Set the metadata of an article; ``found`` are the fields that a person has to confirm."""
        self._writer.update("articles", article_id, _metadata_row(metadata, found))

    def set_plan(self, article_id: str, plan: ArticlePlan) -> None:
        """Set the day and the checker of an article, and whether it is archived."""
        row = {"due_on": plan.due_on, "assignee_id": plan.assignee_id or None}
        self._writer.update("articles", article_id, {**row, "archived": int(plan.archived)})

    def set_publication(self, version_id: str, on: str, url: str) -> None:
        """Set the day on which a version was published, and the address; both empty if it was not.

        Args:
            version_id: The version.
            on: The day, as an ISO date.
            url: The address, or none.
        """
        row = {"published_on": on, "published_url": url}
        self._writer.update("versions", version_id, row)

    def remove(self, article_id: str) -> None:
        """Remove an article with its versions, claims and all rows that hang on them.

        Sources stay, since claims of other articles may rest on them.
        """
        for table, row_id in reversed(self._dependents(("articles", article_id))):
            self._writer.delete(table, row_id)

    def join(self, given_up: str, kept: str, versions: Mapping[str, str]) -> None:
        """Hang all rows of one article on another with the same texts, and remove the first.

        Args:
            given_up: the id of the article that goes.
            kept: the id of the article that stays; its claims are numbered anew.
            versions: by the id of each version that goes, the id of the version with the same text.
        """
        writer = self._writer
        self._lead_on({("versions", old): new for old, new in versions.items()})
        self._lead_on({("articles", given_up): kept}, but="versions")
        self._lead_words_on(kept, versions)
        gone = (("versions", "version", old, new) for old, new in versions.items())
        for table, kind, old, new in (*gone, ("articles", "article", given_up, kept)):
            writer.delete(table, old)
            writer.insert("joined", {"id": old, "into_id": new, "kind": kind})
        renumber_claims(writer, [kept])

    def _dependents(self, root: Key) -> list[Key]:
        """Return the row and every row that leads to it, each after all rows that it leads to."""
        states = RowStates(self._writer.file)
        found, level = {root: 0}, [root]
        depth = 0
        while level:
            depth += 1
            level = [*states.leading_to(level)]
            # a row that is met again lies deeper, and has to go before what it leads to
            found |= dict.fromkeys(level, depth)
        return sorted(found, key=lambda key: found[key])

    def _lead_words_on(self, article_id: str, versions: Mapping[str, str]) -> None:
        """Let the words that were judged in a version stand in the version that took its place."""
        for table in JUDGEMENTS:
            rows = self._writer.file.rows(
                f"""SELECT j.id, j.given_on FROM claims c JOIN {table} j ON j.claim_id = c.id
                WHERE c.article_id = ?""",
                [article_id],
            )
            for row_id, given_on in rows:
                self._writer.update(table, row_id, {"given_on": lead_on(given_on, versions)})

    def _lead_on(self, led: Mapping[Key, str], but: str = "") -> None:
        """Lead every reference to a row on to another row, except in one table."""
        states = RowStates(self._writer.file)
        for (table, row_id), state in states.leading_to(led).items():
            moved = {
                column: led[parent]
                for column, parent in states.parents((table, row_id), state)
                if parent in led
            }
            if table != but:
                self._writer.update(table, row_id, moved)


class ArticleRepository:
    """The articles of a project, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file
        self._last = "", ""
        self._last_locators: tuple[str, tuple[Locator, ...]] = "", ()

    def get(self, article_id: str) -> Article:
        """The article with its newest version; raises NotFound."""
        row = self._file.row(f"{ARTICLE} WHERE a.id = ?", [article_id])
        if row is None:
            raise NotFound("This article")
        return article_of(row)

    def numbered(self, number: int) -> Article:
        """The article with this number in the project; raises NotFound."""
        row = self._file.row(f"{ARTICLE} WHERE a.number = ? ORDER BY a.id", [number])
        if row is None:
            raise NotFound(f"Article {number}")
        return article_of(row)

    def page(self, offset: int = 0, limit: int = _ALL) -> list[Article]:
        """Return articles in the order of their numbers.

        Args:
            offset: The number of articles to pass over.
            limit: The most articles to return.
        """
        # the inner query walks the index alone, so that a far page costs no more than a near one
        inner = "SELECT key FROM articles ORDER BY number, key LIMIT ? OFFSET ?"
        rows = self._file.rows(
            f"{ARTICLE} WHERE a.key IN ({inner}) ORDER BY a.number, a.key", [limit, offset]
        )
        return [article_of(row) for row in rows]

    def count(self) -> int:
        """How many articles there are."""
        return int(self._file.value("SELECT count(*) FROM articles"))

    def text(self, version_id: str) -> str:
        """Return the canonical text of a version, which must exist; the last text read is kept."""
        if version_id != self._last[0]:
            sql = "SELECT t.text FROM versions v JOIN texts t ON t.id = v.sha256 WHERE v.id = ?"
            # a version never changes, and each mark in it asks for its text
            self._last = version_id, str(self._file.value(sql, [version_id]))
        return self._last[1]

    def left_out(self, version_id: str) -> tuple[LeftOut, ...]:
        """Return the parts of its file that a version's text lacks, of each its first words."""
        found = self._file.value("SELECT left_out FROM versions WHERE id = ?", [version_id])
        return read_column(str(found or ""))

    def locators(self, version_id: str) -> tuple[Locator, ...]:
        """Return how the places of a version are cited; those read last are kept."""
        if version_id != self._last_locators[0]:
            found = self._file.value("SELECT locators FROM versions WHERE id = ?", [version_id])
            self._last_locators = version_id, read_locators(str(found or ""))
        return self._last_locators[1]

    def cited(self, version_id: str, places: Sequence[Span]) -> str:
        """Return how the first of some places of a version is cited, such as “page 3”.

        It is empty where there is none, or where no locator holds.

        Args:
            version_id: The version.
            places: In code points of its text, in their order.
        """
        return locator_of(self.locators(version_id), places[0]) if places else ""

    def annotations_of(self, version_id: str) -> tuple[DraftAnnotation, ...]:
        """Return the annotations of the file that a version was read from, in their order there.

        They may be many: nobody reads them but for an act that is about them.
        """
        found = self._file.value("SELECT annotations FROM versions WHERE id = ?", [version_id])
        return read_annotations(str(found or ""))

    def file_annotations(self, article_id: str) -> dict[str, str]:
        """Return the annotations of its file from which records of an article were taken over.

        They are told by their ids in the file, by the id of each claim, piece of evidence, query
        and comment; a record that nobody took over from a file is left out.
        """
        hanging = (
            f"SELECT h.id, h.file_annotation FROM claims c JOIN {table} h ON h.claim_id = c.id "
            "WHERE c.article_id = :article AND h.file_annotation <> ''"
            for table in ("evidence", "queries", "comments")
        )
        claims = """SELECT id, file_annotation FROM claims
            WHERE article_id = :article AND file_annotation <> ''"""
        sql = " UNION ALL ".join((claims, *hanging))
        return {str(i): str(name) for i, name in self._file.rows(sql, {"article": article_id})}

    def versions(self, article_id: str) -> list[Version]:
        """All versions of an article, oldest first."""
        sql = """SELECT v.id, v.article_id, v.number, v.sha256, t.length, v.encoding, v.created_at,
            v.file_name, v.published_on, v.published_url
            FROM versions v JOIN texts t ON t.id = v.sha256 WHERE v.article_id = ?
            ORDER BY v.number"""
        return [Version(*row) for row in self._file.rows(sql, [article_id])]

    def version(self, version_id: str) -> Version:
        """Return the version with this id; raises NotFound."""
        article_id = self._file.value("SELECT article_id FROM versions WHERE id = ?", [version_id])
        found = {version.id: version for version in self.versions(str(article_id or ""))}
        if version_id not in found:
            raise NotFound("This version")
        return found[version_id]


def _add_version(writer: ChangeWriter, article_id: str, draft: Draft, number: int, at: str) -> str:
    digest = sha256(draft.text)
    if writer.file.value("SELECT 1 FROM texts WHERE id = ?", [digest]) is None:
        writer.insert("texts", {"id": digest, "text": draft.text, "length": len(draft.text)})
    earlier = "SELECT count(*) FROM versions WHERE article_id = ? AND sha256 = ?"
    before = writer.file.value(earlier, [article_id, digest])
    return writer.insert(
        "versions",
        {
            "id": version_id(article_id, f"{digest}/{before}"),
            "article_id": article_id,
            "number": number,
            "sha256": digest,
            "encoding": draft.encoding,
            "created_at": at,
            "left_out": kept_column(draft.left_out),
            "locators": locators_column(draft.locators),
            "annotations": annotations_column(draft.annotations),
            "file_name": readable(draft.original.name) if draft.original else "",
        },
    )


def _metadata_row(metadata: Metadata, found: frozenset[MetadataField]) -> dict[str, str]:
    return {
        "title": metadata.title,
        "byline": metadata.byline,
        "outlet": metadata.outlet,
        "url": metadata.url,
        "published": metadata.published,
        "language": metadata.language,
        "found": " ".join(sorted(found)),
    }


def article_of(row: Row) -> Article:
    identity, number, *words, found, file_name, created_at, due_on, assignee, archived = row[:14]
    return Article(
        identity,
        number,
        Metadata(*words),
        frozenset(cast("list[MetadataField]", found.split())),
        file_name,
        Version(*row[14:]),
        created_at,
        ArticlePlan(due_on, assignee or "", bool(archived)),
    )


_NAME = "coalesce(p.name, '')"
_CLAIMS = "(SELECT count(*) FROM claims c WHERE c.article_id = a.id)"
_CHECKED = """((SELECT count(*) FROM claims c WHERE c.article_id = a.id AND c.status = 'checked')
    - (SELECT count(*) FROM standings s JOIN claims c ON c.id = s.claim_id
    WHERE s.article_id = a.id AND s.reopened AND c.status = 'checked'))"""
_FROM = "FROM articles a LEFT JOIN checkers p ON p.id = a.assignee_id"
_RANKED = {
    ArticleOrder.NUMBER: "''",
    ArticleOrder.TITLE: "coalesce(nullif(a.title, ''), a.file_name)",
    ArticleOrder.OUTLET: "a.outlet",
    ArticleOrder.PUBLISHED: "a.published",
    ArticleOrder.DUE: "a.due_on",
    ArticleOrder.ASSIGNEE: _NAME,
    ArticleOrder.PROGRESS: f"coalesce(1.0 * {_CHECKED} / nullif({_CLAIMS}, 0), 0)",
}
_ASSIGNED = {
    Assigned.ANYBODY: "1",
    Assigned.ME: "a.assignee_id = :checker",
    Assigned.NOBODY: "a.assignee_id IS NULL",
}
_UNFINISHED = f"({_CLAIMS} = 0 OR {_CHECKED} < {_CLAIMS})"


class ArticleListRepository:
    """The articles of a project as a list shows them, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def ids(
        self,
        shown: ArticleFilter,
        order: ArticleOrder,
        checker_id: str = "",
        *,
        descending: bool = False,
    ) -> list[str]:
        """The articles that a filter shows, in order; those with nothing to order by come last.

        ``checker_id`` is whoever is at work. Where claims have to be counted, the cost follows
        their number.
        """
        conditions = ["a.archived = :archived", _ASSIGNED[shown.assigned]]
        needles = "\n".join(folded_words(shown.words))
        if needles:
            conditions.append(
                "holds(a.title || ' ' || a.byline || ' ' || a.outlet || ' ' || "
                "a.file_name, :needles)"
            )
        if shown.unfinished or shown.overdue_on:
            conditions.append(_UNFINISHED)
        if shown.overdue_on:
            conditions.append("a.due_on <> '' AND a.due_on < :today")
        values = {
            "archived": int(shown.archived),
            "checker": checker_id,
            "needles": needles,
            "today": shown.overdue_on,
        }
        rows = self._file.rows(
            f"SELECT a.id, {_RANKED[order]} {_FROM} WHERE {' AND '.join(conditions)} "
            "ORDER BY a.number, a.key",
            values,
        )
        return _in_order(rows, descending=descending)

    def page(self, article_ids: Sequence[str]) -> list[PlannedArticle]:
        """Return articles for a list, without their progress, in the order of their ids.

        Removed articles are left out.
        """
        sql = ARTICLE.replace(" FROM articles a", f", {_NAME} FROM articles a", 1)
        rows = self._file.rows(
            f"{sql} LEFT JOIN checkers p ON p.id = a.assignee_id "
            "WHERE a.id IN (SELECT value FROM json_each(?))",
            [json.dumps([*article_ids])],
        )
        found = {row[0]: PlannedArticle(article_of(row[:-1]), row[-1]) for row in rows}
        return [found[identity] for identity in article_ids if identity in found]

    def progress(self, article_ids: Sequence[str]) -> dict[str, Progress]:
        """Return the progress of articles by id; the cost follows the number of their claims."""
        rows = self._file.rows(
            f"SELECT a.id, {_CHECKED}, {_CLAIMS} FROM articles a "
            "WHERE a.id IN (SELECT value FROM json_each(?))",
            [json.dumps([*article_ids])],
        )
        return {identity: Progress(checked, claims) for identity, checked, claims in rows}


def _in_order(rows: list[tuple[str, str | float]], *, descending: bool) -> list[str]:
    ranked = [(fold(rank) if isinstance(rank, str) else rank, identity) for identity, rank in rows]
    with_rank = [pair for pair in ranked if pair[0] != ""]
    with_rank.sort(key=lambda pair: pair[0], reverse=descending)
    without = [pair for pair in ranked if pair[0] == ""]
    if not with_rank and descending:
        without.reverse()
    return [identity for _, identity in (*with_rank, *without)]
