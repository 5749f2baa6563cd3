"""Articles that have the same texts: what a text's hash is good for beside proving it."""

from annotator.storage.project_file import ProjectFile


class SameTexts:
    """The articles of a project by the hashes of their texts, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def pairs(self) -> list[tuple[str, str]]:
        """Return pairs of articles with the same texts, by their ids, the earlier article last.

        Each article is in one pair at most as the later article.
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
