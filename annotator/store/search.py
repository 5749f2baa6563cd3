"""Search over the words of the project: articles, claims, and what hangs on claims."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from annotator.domain.positions import Span
from annotator.domain.search import Candidate, Hit, HitKind
from annotator.domain.wanted import Passage, Wanted, excerpt
from annotator.store.file import ProjectFile, Row

_PLACES = 50
"""How many places of one text are shown."""
_HEADING = "coalesce(nullif(a.title, ''), nullif(a.file_name, ''), 'Article ' || a.number)"
_WORDS = """coalesce(nullif(c.statement, ''), (SELECT quote FROM highlights
    WHERE claim_id = c.id ORDER BY "start" LIMIT 1), '')"""
"""What a claim says: its statement, or else its first quote."""
_NEWEST = "(SELECT max(number) FROM versions WHERE article_id = a.id)"


@dataclass(frozen=True, slots=True)
class _Indexed:
    """Words that the full-text index holds: rows of article, claim, thing, number and heading."""

    rows: str
    index: str
    columns: tuple[str, ...]

    def sql(self, wanted: Wanted, here: str) -> str:
        words = " || ' ' || ".join(self.columns)
        conditions = [f"{self.index} MATCH :words"] * bool(wanted.words)
        conditions += [f"instr({words}, :piece{n})" for n in range(len(wanted.pieces))]
        return self.rows.format(*self.columns) + f" WHERE {' AND '.join(conditions)} {here}"


@dataclass(frozen=True, slots=True)
class _Scanned:
    """Words that no index holds: every row that has any is looked at."""

    table: str
    columns: tuple[str, ...]

    def sql(self, _wanted: Wanted, here: str) -> str:
        columns = ", ".join(f"x.{c}" for c in self.columns)
        some = " OR ".join(f"x.{c} <> ''" for c in self.columns)
        return f"""SELECT c.article_id, c.id, x.id, c.number, {_HEADING}, {columns}
            FROM {self.table} x JOIN claims c ON c.id = x.claim_id
            JOIN articles a ON a.id = c.article_id WHERE ({some}) {here}"""  # noqa: S608


_OF_CLAIM = f"SELECT c.article_id, c.id, {{}}, c.number, {_HEADING}"
_TITLES = _Indexed(
    """SELECT a.id, '', a.id, 0, 'Article ' || a.number, {}, {}, {} FROM articles_fts f
    JOIN articles a ON a.key = f.rowid""",
    "articles_fts",
    ("a.title", "a.byline", "a.outlet"),
)
_TEXTS = _Indexed(
    f"""SELECT a.id, '', v.id, 0, {_HEADING}, {{}} FROM texts_fts f
    JOIN texts t ON t.key = f.rowid JOIN versions v ON v.sha256 = t.id
    JOIN articles a ON a.id = v.article_id AND v.number = {_NEWEST}""",  # noqa: S608
    "texts_fts",
    ("t.text",),
)
_STATEMENTS = _Indexed(
    _OF_CLAIM.format("c.id")
    + """, {}, {}, {} FROM claims_fts f JOIN claims c ON c.key = f.rowid
    JOIN articles a ON a.id = c.article_id""",
    "claims_fts",
    ("c.statement", "c.speaker", "c.proposed_wording"),
)
_QUOTES = _Indexed(
    # what a quote says stands in its text, whose index leads to the quotes that may say it
    _OF_CLAIM.format("c.id")
    + """, h.quote FROM texts_fts f JOIN texts t ON t.key = f.rowid
    JOIN versions v ON v.sha256 = t.id JOIN highlights h ON h.version_id = v.id
    JOIN claims c ON c.id = h.claim_id JOIN articles a ON a.id = c.article_id""",
    "texts_fts",
    ("t.text",),
)
_NOTES = _Indexed(
    _OF_CLAIM.format("n.id")
    + """, {} FROM notes_fts f JOIN notes n ON n.key = f.rowid
    JOIN claims c ON c.id = n.claim_id JOIN articles a ON a.id = c.article_id""",
    "notes_fts",
    ("n.body",),
)
_SOURCES = _Indexed(
    """SELECT '', '', s.id, 0, '', {}, {}, {} FROM sources_fts f
    JOIN sources s ON s.key = f.rowid""",
    "sources_fts",
    ("s.title", "s.author", "s.publisher"),
)
_QUERIES: dict[HitKind, tuple[_Indexed | _Scanned, ...]] = {
    HitKind.TITLE: (_TITLES,),
    HitKind.ARTICLE: (_TEXTS,),
    HitKind.CLAIM: (_STATEMENTS, _QUOTES),
    HitKind.TAG: (_Scanned("tags", ("conclusion", "search_note")),),
    HitKind.NOTE: (_NOTES,),
    HitKind.COMMENT: (_Scanned("comments", ("body",)),),
    HitKind.QUERY: (_Scanned("queries", ("addressee", "question", "answer")),),
    HitKind.CONTACT: (_Scanned("contacts", ("person", "channel", "question", "answer")),),
    HitKind.EVIDENCE: (_Scanned("evidence", ("locator", "quotation", "note")),),
    HitKind.SOURCE: (_SOURCES,),
}


class Search:
    """The words of a project, for looking things up."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def find(self, words: str, limit: int = 100) -> list[Hit]:
        """What holds all these words, at most ``limit`` of a kind; the last may be unfinished."""
        return [hit for kind in HitKind for hit in self.of_kind(kind, words, limit)]

    def of_kind(
        self, kind: HitKind, words: str, limit: int = 100, article_id: str = ""
    ) -> list[Hit]:
        """What of one kind holds all these words; what is in the article named comes first."""
        wanted = Wanted(words)
        if not wanted:
            return []
        found = (
            hit
            for here in _heres(kind, article_id)
            for query in _QUERIES[kind]
            for row in self._file.each(query.sql(wanted, here), _values(wanted, article_id))
            for hit in _hits(kind, row, wanted)
        )
        return list(islice(_distinct(found), limit))

    def articles_like(self, typed: str, limit: int) -> list[Candidate]:
        """Articles in whose heading or outlet the letters of each word stand in their order."""
        patterns = _patterns(typed)
        said = f"{_HEADING} || ' ' || a.outlet"
        rows = self._file.rows(
            f"""SELECT a.id, a.number, {_HEADING}, a.outlet FROM articles a
            WHERE {_all_like(said, patterns)} ORDER BY a.number LIMIT ?""",  # noqa: S608
            [*patterns, limit],
        )
        return [Candidate(identity, "", n, words, where) for identity, n, words, where in rows]

    def claims_like(self, typed: str, article_id: str, limit: int) -> list[Candidate]:
        """Claims of an article in whose words the letters of each word stand in their order."""
        patterns = _patterns(typed)
        rows = self._file.rows(
            f"""SELECT id, number, words FROM (SELECT c.id, c.number, {_WORDS} AS words
            FROM claims c WHERE c.article_id = ?) WHERE {_all_like("words", patterns)}
            ORDER BY number LIMIT ?""",  # noqa: S608
            [article_id, *patterns, limit],
        )
        return [Candidate(article_id, identity, n, found) for identity, n, found in rows]

    def claim_numbered(self, article_id: str, number: int) -> Candidate | None:
        """The claim of this number in an article, if there is one."""
        row = self._file.row(
            f"SELECT c.id, c.number, {_WORDS} FROM claims c WHERE c.article_id = ? AND number = ?",  # noqa: S608
            [article_id, number],
        )
        return Candidate(article_id, *row) if row else None


def match_expression(wanted: Wanted) -> str:
    """The user's words as an FTS5 expression in which nothing is an operator."""
    quoted = [f'"{word}"' for word in wanted.words]
    if wanted.is_unfinished:
        quoted[-1] += "*"
    return " ".join(quoted)


def _patterns(typed: str) -> list[str]:
    """A LIKE pattern for each word: its letters in their order, whatever stands between.

    What has other cases than ASCII's, or is written in more than one way, may be any letter.
    """
    known = [[c if c.isascii() and c.isalnum() else "_" for c in word] for word in typed.split()]
    return ["%" + "%".join(letters) + "%" for letters in known]


def _all_like(said: str, patterns: list[str]) -> str:
    return " AND ".join([f"{said} LIKE ?"] * len(patterns)) or "0"


def _heres(kind: HitKind, article_id: str) -> Iterable[str]:
    if not article_id or kind is HitKind.SOURCE:
        return ("",)
    return ("AND a.id = :here", "AND a.id <> :here")


def _values(wanted: Wanted, article_id: str) -> dict[str, str]:
    pieces = {f"piece{n}": piece for n, piece in enumerate(wanted.pieces)}
    return {"words": match_expression(wanted), "here": article_id, **pieces}


def _hits(kind: HitKind, row: Row, wanted: Wanted) -> Iterator[Hit]:
    article_id, claim_id, row_id, number, heading, *texts = row
    if kind is HitKind.ARTICLE:
        for passage in wanted.passages(texts[0], _PLACES):
            words, marks = excerpt(texts[0], passage)
            yield Hit(kind, article_id, "", words, row_id, marks, passage.span, heading)
        return
    if not wanted.stands_in(*texts):
        return
    words, marks = _line(texts, wanted)
    where = f"Claim {number} · {heading}" if number else heading
    yield Hit(kind, article_id, claim_id, words, row_id, marks, None, where)


def _line(texts: Iterable[str], wanted: Wanted) -> tuple[str, tuple[Span, ...]]:
    """What the fields say, in one line, from a little before the first word that is wanted."""
    whole = " · ".join(text for text in texts if text)
    marks = wanted.marks(whole)
    first = marks[0] if marks else Span(0, 1)
    words, _ = excerpt(whole, Passage(first, ()))
    return words, tuple(wanted.marks(words))


def _distinct(hits: Iterable[Hit]) -> Iterator[Hit]:
    """A claim is shown once for its statement or its quotes; a text for every place."""
    seen = set[tuple[str, Span | None]]()
    for hit in hits:
        if (hit.row_id, hit.place) not in seen:
            seen.add((hit.row_id, hit.place))
            yield hit
