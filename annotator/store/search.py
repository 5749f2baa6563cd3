"""Search over the words of the project: articles, claims, notes and sources."""

import re
import unicodedata
from dataclasses import dataclass

from annotator.domain.search import Hit, HitKind
from annotator.store.file import ProjectFile

_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u0f00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
"""Thai, Lao, Tibetan, Burmese, Khmer, Japanese and Chinese: scripts that do not part words, so
that the index, which holds whole words, is no help with them."""


@dataclass(frozen=True, slots=True)
class _Query:
    rows: str
    index: str
    columns: tuple[str, ...]

    def sql(self, *, indexed: bool, pieces: int) -> str:
        words = " || ' ' || ".join(self.columns)
        conditions = [f"{self.index} MATCH :words"] * indexed
        conditions += [f"instr({words}, :piece{n})" for n in range(pieces)]
        return f"{self.rows} AND {' AND '.join(conditions)} LIMIT :limit"


_QUERIES = {
    HitKind.TITLE: _Query(
        """SELECT a.id, '', a.title FROM articles_fts f JOIN articles a ON a.key = f.rowid
        WHERE 1""",
        "articles_fts",
        ("a.title", "a.byline", "a.outlet"),
    ),
    HitKind.ARTICLE: _Query(
        """SELECT a.id, '', coalesce(nullif(a.title, ''), a.file_name) FROM texts_fts f
        JOIN texts t ON t.key = f.rowid JOIN versions v ON v.sha256 = t.id
        JOIN articles a ON a.id = v.article_id
        WHERE v.number = (SELECT max(number) FROM versions WHERE article_id = a.id)""",
        "texts_fts",
        ("t.text",),
    ),
    HitKind.CLAIM: _Query(
        """SELECT c.article_id, c.id, c.statement FROM claims_fts f
        JOIN claims c ON c.key = f.rowid WHERE 1""",
        "claims_fts",
        ("c.statement", "c.speaker", "c.proposed_wording"),
    ),
    HitKind.NOTE: _Query(
        """SELECT c.article_id, c.id, n.body FROM notes_fts f JOIN notes n ON n.key = f.rowid
        JOIN claims c ON c.id = n.claim_id WHERE 1""",
        "notes_fts",
        ("n.body",),
    ),
    HitKind.SOURCE: _Query(
        """SELECT '', '', s.title FROM sources_fts f JOIN sources s ON s.key = f.rowid
        WHERE 1""",
        "sources_fts",
        ("s.title", "s.author", "s.publisher"),
    ),
}


class Search:
    """The search index of a project."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def find(self, words: str, limit: int = 100) -> list[Hit]:
        """What holds all these words, at most ``limit`` of a kind; the last may be unfinished."""
        spaced = match_expression(words)
        pieces = [word for word in _words(words) if _WITHOUT_SPACES.search(word)]
        if not spaced and not pieces:
            return []
        values = {"words": spaced, "limit": limit}
        values |= {f"piece{n}": piece for n, piece in enumerate(pieces)}
        return [
            Hit(kind, article_id, claim_id, title)
            for kind, query in _QUERIES.items()
            for article_id, claim_id, title in self._file.rows(
                query.sql(indexed=bool(spaced), pieces=len(pieces)), values
            )
        ]


def match_expression(words: str) -> str:
    """The user's words as an FTS5 expression in which nothing is an operator.

    Words of scripts without spaces are left out.
    """
    found = _words(words)
    unfinished = bool(found) and words[-1:].strip() != ""
    quoted = [f'"{word}"' for word in found]
    if unfinished:
        quoted[-1] += "*"
    pairs = zip(found, quoted, strict=True)
    return " ".join(quote for word, quote in pairs if not _WITHOUT_SPACES.search(word))


def _words(typed: str) -> list[str]:
    """Letters with their marks and numbers, parted by all else, as the index parts them."""
    return "".join(c if _is_of_a_word(c) else " " for c in typed).split()


def _is_of_a_word(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LMN" or category == "Co"
