"""Search over the words of the project: articles, claims, notes and sources."""

import re

from annotator.domain.search import Hit, HitKind
from annotator.store.file import ProjectFile

_ARTICLES = """SELECT a.id, '', coalesce(nullif(a.title, ''), a.file_name) FROM texts_fts f
    JOIN texts t ON t.key = f.rowid JOIN versions v ON v.sha256 = t.id
    JOIN articles a ON a.id = v.article_id
    WHERE texts_fts MATCH ?1 AND v.number = (SELECT max(number) FROM versions
    WHERE article_id = a.id) LIMIT ?2"""
_TITLES = """SELECT a.id, '', a.title FROM articles_fts f JOIN articles a ON a.key = f.rowid
    WHERE articles_fts MATCH ?1 LIMIT ?2"""
_CLAIMS = """SELECT c.article_id, c.id, c.statement FROM claims_fts f
    JOIN claims c ON c.key = f.rowid WHERE claims_fts MATCH ?1 LIMIT ?2"""
_NOTES = """SELECT c.article_id, c.id, n.body FROM notes_fts f JOIN notes n ON n.key = f.rowid
    JOIN claims c ON c.id = n.claim_id WHERE notes_fts MATCH ?1 LIMIT ?2"""
_SOURCES = """SELECT '', '', s.title FROM sources_fts f JOIN sources s ON s.key = f.rowid
    WHERE sources_fts MATCH ?1 LIMIT ?2"""
_QUERIES = {
    HitKind.TITLE: _TITLES,
    HitKind.ARTICLE: _ARTICLES,
    HitKind.CLAIM: _CLAIMS,
    HitKind.NOTE: _NOTES,
    HitKind.SOURCE: _SOURCES,
}


class Search:
    """The search index of a project."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def find(self, words: str, limit: int = 100) -> list[Hit]:
        """What holds all these words, at most ``limit`` of a kind; the last may be unfinished."""
        expression = match_expression(words)
        if not expression:
            return []
        return [
            Hit(kind, article_id, claim_id, title)
            for kind, sql in _QUERIES.items()
            for article_id, claim_id, title in self._file.rows(sql, [expression, limit])
        ]


def match_expression(words: str) -> str:
    """The user's words as an FTS5 expression in which nothing is an operator."""
    quoted = [f'"{word}"' for word in re.findall(r"\w+", words)]
    return " ".join(quoted) + ("*" if quoted and words[-1:].strip() else "")
