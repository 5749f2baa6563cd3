"""Articles that have the same texts: what a text's hash is good for beside proving it."""

from annotator.store.file import ProjectFile


def same_texts(file: ProjectFile) -> list[tuple[str, str]]:
    """Pairs of articles, by id, whose versions have the same texts; the earlier one stands last.

    Each article is in one pair at most as the later one.
    """
    rows = file.rows(
        """SELECT a.id, group_concat(v.sha256) FROM articles a JOIN versions v
        ON v.article_id = a.id GROUP BY a.id ORDER BY a.number"""
    )
    first: dict[str, str] = {}
    return [
        (str(identity), first[texts])
        for identity, texts in rows
        if first.setdefault(texts, identity) != identity
    ]


def versions_by_text(file: ProjectFile, article_id: str) -> dict[str, str]:
    """An article's versions, by the hashes of their texts; of one text the first version."""
    rows = file.rows(
        "SELECT sha256, id FROM versions WHERE article_id = ? ORDER BY number DESC", [article_id]
    )
    return {str(digest): str(identity) for digest, identity in rows}


def article_with_text(file: ProjectFile, digest: str) -> str:
    """Return the id of the first article of which a version has a text, by its SHA-256, or ""."""
    rows = file.rows(
        """SELECT a.id FROM versions v JOIN articles a ON a.id = v.article_id
        WHERE v.sha256 = ? ORDER BY a.number LIMIT 1""",
        [digest],
    )
    return next((str(identity) for (identity,) in rows), "")
