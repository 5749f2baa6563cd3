"""Articles and their versions as rows."""

from collections.abc import Mapping
from typing import cast

from annotator.articles.model import Article, Draft, Metadata, MetadataField, Plan, Version
from annotator.evidence.repository.evidence import AttachmentWriter
from annotator.kernel.canonical_text import readable, sha256
from annotator.kernel.errors import NotFound
from annotator.schema.numbering import next_number
from annotator.sharing.repository.numbers import renumber_claims
from annotator.sharing.row_merge import Key
from annotator.storage.changes import Writer
from annotator.storage.ids import new_id
from annotator.storage.project_file import ProjectFile, Row
from annotator.storage.row_states import RowStates

_ALL = -1
"""SQLite's LIMIT for no limit."""
ARTICLE = """SELECT a.id, a.number, a.title, a.byline, a.outlet, a.url, a.published, a.language,
    a.found, a.file_name, a.created_at, v.id, v.number, v.sha256, t.length, v.encoding,
    v.created_at, a.due_on, a.assignee_id, a.archived FROM articles a
    JOIN versions v ON v.article_id = a.id AND v.number =
    (SELECT max(number) FROM versions WHERE article_id = a.id) JOIN texts t ON t.id = v.sha256"""


class ArticleWriter:
    """Write articles and their versions within one change."""

    def __init__(self, writer: Writer) -> None:
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
        version_id = _add_version(writer, article_id, draft, at)
        if original:
            AttachmentWriter(writer).add(original, at, version_id=version_id)
        return article_id

    def set(
        self, article_id: str, metadata: Metadata, found: frozenset[MetadataField] = frozenset()
    ) -> None:
        """Set the metadata of an article; ``found`` are the fields that a person has to confirm."""
        self._writer.update("articles", article_id, _metadata_row(metadata, found))

    def set_plan(self, article_id: str, plan: Plan) -> None:
        """Set the day and the checker of an article, and whether it is archived."""
        row = {"due_on": plan.due_on, "assignee_id": plan.assignee_id or None}
        self._writer.update("articles", article_id, {**row, "archived": int(plan.archived)})

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
            versions: by the id of each version that goes, the id of the one with the same text.
        """
        writer = self._writer
        self._lead_on({("versions", old): new for old, new in versions.items()})
        self._lead_on({("articles", given_up): kept}, but="versions")
        gone = (("versions", old, new) for old, new in versions.items())
        for table, old, new in (*gone, ("articles", given_up, kept)):
            writer.delete(table, old)
            writer.insert("joined", {"id": old, "into_id": new})
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

    def _lead_on(self, led: Mapping[Key, str], but: str = "") -> None:
        """Make every row that leads to a row of these lead to another, except in one table."""
        states = RowStates(self._writer.file)
        for (table, row_id), state in states.leading_to(led).items():
            moved = {
                column: led[parent]
                for column, parent in states.parents((table, row_id), state)
                if parent in led
            }
            if table != but:
                self._writer.update(table, row_id, moved)


class Articles:
    """The articles of a project, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file
        self._last = "", ""

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
        """Articles in the order of their numbers."""
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
        """The canonical text of a version, which must exist; the last one read is kept."""
        if version_id != self._last[0]:
            sql = "SELECT t.text FROM versions v JOIN texts t ON t.id = v.sha256 WHERE v.id = ?"
            # a version never changes, and each mark in it asks for its text
            self._last = version_id, str(self._file.value(sql, [version_id]))
        return self._last[1]

    def versions(self, article_id: str) -> list[Version]:
        """All versions of an article, oldest first."""
        sql = """SELECT v.id, v.article_id, v.number, v.sha256, t.length, v.encoding, v.created_at
            FROM versions v JOIN texts t ON t.id = v.sha256 WHERE v.article_id = ?
            ORDER BY v.number"""
        return [Version(*row) for row in self._file.rows(sql, [article_id])]


def _add_version(writer: Writer, article_id: str, draft: Draft, at: str) -> str:
    digest = sha256(draft.text)
    if writer.file.value("SELECT 1 FROM texts WHERE id = ?", [digest]) is None:
        writer.insert("texts", {"id": digest, "text": draft.text, "length": len(draft.text)})
    return writer.insert(
        "versions",
        {
            "id": new_id(),
            "article_id": article_id,
            "number": 1,
            "sha256": digest,
            "encoding": draft.encoding,
            "created_at": at,
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
    identity, number, *words, found, file_name, created_at = row[:11]
    version_id, version, digest, length, encoding, versioned_at, due_on, assignee, archived = row[
        11:
    ]
    return Article(
        identity,
        number,
        Metadata(*words),
        frozenset(cast("list[MetadataField]", found.split())),
        file_name,
        Version(version_id, identity, version, digest, length, encoding, versioned_at),
        created_at,
        Plan(due_on, assignee or "", bool(archived)),
    )
