"""Search over the words of the project: articles, claims, and the rows that belong to claims.

The texts are looked through by themselves, for the index knows only how their words begin. It says
which of them to look through first: that takes no time in the largest project.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotator.claims.fields import CLAIM_FIELDS
from annotator.kernel.canonical_text import readable
from annotator.kernel.positions import Span
from annotator.kernel.text_folding import FoldedText
from annotator.search.model import Candidate, Hit, HitKind
from annotator.search.query import QueryMatch, SearchQuery, excerpt
from annotator.storage.project_file import ProjectFile, Row
from annotator.storage.standings import quote_of

_PLACES = 50
"""The number of places in a single text that are shown."""
_KEPT = 12_000_000
"""Code points of texts that are kept folded, so that the next letter typed finds them so."""
_HEADING = "coalesce(nullif(a.title, ''), nullif(a.file_name, ''), 'Article ' || a.number)"
_WORDS = f"coalesce(nullif(c.statement, ''), {quote_of('c.id')}, '')"
"""The words of a claim: its statement, or else its first quote."""
_NEWEST = "(SELECT max(number) FROM versions WHERE article_id = a.id)"


@dataclass(frozen=True, slots=True)
class _Scan:
    """Rows of article, claim, row, number and heading with words, each of which is looked at."""

    rows: str
    columns: tuple[str, ...]
    article: str = "a.id"

    def sql(self, here: str) -> str:
        some = " OR ".join(f"{column} <> ''" for column in self.columns)
        where = here.format(self.article)
        return self.rows.format(", ".join(self.columns)) + f" WHERE ({some}) {where}"


def _on_claim(table: str, *columns: str) -> _Scan:
    return _Scan(
        f"""SELECT c.article_id, c.id, x.id, c.number, {_HEADING}, {{}}
        FROM {table} x JOIN claims c ON c.id = x.claim_id
        JOIN articles a ON a.id = c.article_id""",
        tuple(f"x.{column}" for column in columns),
    )


_OF_CLAIM = f"SELECT c.article_id, c.id, c.id, c.number, {_HEADING}, {{}}"
_SCANS: dict[HitKind, tuple[_Scan, ...]] = {
    HitKind.TITLE: (
        _Scan(
            "SELECT a.id, '', a.id, 0, 'Article ' || a.number, {} FROM articles a",
            ("a.title", "a.byline", "a.outlet"),
        ),
    ),
    HitKind.CLAIM: (
        _Scan(
            _OF_CLAIM + " FROM claims c JOIN articles a ON a.id = c.article_id",
            tuple(f"c.{each.name}" for each in CLAIM_FIELDS.values() if each.is_searched),
        ),
        _Scan(
            # what a quote says stands in its text, so that few of a million need be looked at
            _OF_CLAIM
            + """ FROM json_each(:texts) holding CROSS JOIN versions v ON v.sha256 = holding.value
            CROSS JOIN highlights h ON h.version_id = v.id
            JOIN claims c ON c.id = h.claim_id JOIN articles a ON a.id = c.article_id""",
            ("h.quote",),
            "v.article_id",
        ),
        _Scan(
            f"""SELECT c.article_id, c.id, j.id, c.number, {_HEADING}, {{}} FROM joined j
            JOIN claims c ON c.id = j.into_id AND j.kind = 'claim'
            JOIN articles a ON a.id = c.article_id""",
            ("'Claim ' || j.called || ' was joined to claim ' || c.number",),
        ),
    ),
    HitKind.TAG: (_on_claim("tags", "conclusion", "search_note"),),
    HitKind.NOTE: (_on_claim("notes", "body"),),
    HitKind.COMMENT: (_on_claim("comments", "body"),),
    HitKind.QUERY: (_on_claim("queries", "addressee", "question", "answer"),),
    HitKind.CONTACT: (_on_claim("contacts", "person", "channel", "question", "answer"),),
    HitKind.EVIDENCE: (_on_claim("evidence", "locator", "quotation", "note"),),
    HitKind.SOURCE: (
        _Scan(
            "SELECT '', '', s.id, 0, '', {} FROM sources s", ("s.title", "s.author", "s.publisher")
        ),
    ),
}
_BY_INDEX = "t.key IN (SELECT rowid FROM texts_fts WHERE texts_fts MATCH :indexed)"
_TEXTS = f"""SELECT a.id, v.id, {_HEADING}, t.id, t.length FROM articles a
    JOIN versions v ON v.article_id = a.id AND v.number = {_NEWEST}
    JOIN texts t ON t.id = v.sha256 WHERE"""


class SearchRepository:
    """The words of a project, for searches."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file
        self._folded: dict[str, FoldedText] = {}
        self._kept = 0

    def find(self, words: str, limit: int = 100) -> list[Hit]:
        """Return the hits that hold all these words, kind by kind.

        Args:
            words: The wanted words.
            limit: The largest number of hits of each kind.
        """
        return [hit for kind in HitKind for hit in self.of_kind(kind, words, limit)]

    def of_kind(
        self, kind: HitKind, words: str, limit: int = 100, article_id: str = ""
    ) -> list[Hit]:
        """Return the hits of a single kind that hold all these words.

        Hits in the article named come first, then hits with the very accents that were typed.

        Args:
            kind: The kind of text.
            words: The wanted words.
            limit: The largest number of hits to return.
            article_id: The article with the first hits; empty for none.
        """
        if kind is HitKind.ARTICLE:
            found = [self.in_texts(words, limit, article_id, indexed=i) for i in (True, False)]
            return [*found[0], *found[1]][:limit]
        query = SearchQuery(words)
        if not query:
            return []
        shown = list[Hit]()
        values = {"here": article_id}
        if kind is HitKind.CLAIM:
            values["texts"] = self._texts_with(query)
        for here in _heres(kind, article_id):
            rows = (row for scan in _SCANS[kind] for row in self._file.each(scan.sql(here), values))
            hits = (hit for row in rows for hit in _hits(kind, row, query))
            shown += _ranked(hits, query, limit)
        return shown[:limit]

    def in_texts(self, words: str, limit: int, article_id: str = "", *, indexed: bool) -> list[Hit]:
        """Return the places of words in texts that the index leads to, or in all other texts.

        The others hold them inside of words, or in letters that the index knows otherwise.

        Args:
            words: The wanted words.
            limit: The largest number of hits to return.
            article_id: The article with the first hits; empty for none.
            indexed: Whether to look in the texts that the index leads to.
        """
        query = SearchQuery(words)
        led = _BY_INDEX if indexed else f"NOT {_BY_INDEX}"
        shown = list[Hit]()
        if query:
            for here in _heres(HitKind.ARTICLE, article_id):
                hits = self._places(query, f"{led} {here.format('a.id')}", article_id)
                shown += _ranked(hits, query, limit)
        return shown[:limit]

    def articles_like(self, typed: str, limit: int) -> list[Candidate]:
        """Return articles that hold the letters of each word in their order in heading or outlet.

        Args:
            typed: The typed letters.
            limit: The largest number of articles to return.
        """
        said = f"{_HEADING} || ' ' || a.outlet"
        rows = self._file.rows(
            f"""SELECT a.id, a.number, {_HEADING}, a.outlet FROM articles a
            WHERE holds_letters(?, {said}) ORDER BY a.number LIMIT ?""",
            [readable(typed), limit],
        )
        return [Candidate(identity, "", n, words, where) for identity, n, words, where in rows]

    def claims_like(self, typed: str, article_id: str, limit: int) -> list[Candidate]:
        """Return claims of an article that hold the letters of each word in their order.

        Args:
            typed: The typed letters.
            article_id: The article.
            limit: The largest number of claims to return.
        """
        rows = self._file.rows(
            f"""SELECT id, number, words FROM (SELECT c.id, c.number, {_WORDS} AS words
            FROM claims c WHERE c.article_id = ?) WHERE holds_letters(?, words)
            ORDER BY number LIMIT ?""",
            [article_id, readable(typed), limit],
        )
        return [Candidate(article_id, identity, n, found) for identity, n, found in rows]

    def claim_numbered(self, article_id: str, number: int) -> Candidate | None:
        """Return the claim of this number in an article, if there is a claim of it."""
        row = self._file.row(
            f"SELECT c.id, c.number, {_WORDS} FROM claims c WHERE c.article_id = ? AND number = ?",
            [article_id, number],
        )
        return Candidate(article_id, *row) if row else None

    def claim_joined_as(self, article_id: str, number: int) -> Candidate | None:
        """Return the claim of an article to which the claim of this number was joined."""
        row = self._file.row(
            f"""SELECT c.id, c.number, {_WORDS} FROM joined j JOIN claims c ON c.id = j.into_id
            WHERE j.kind = 'claim' AND j.called = ? AND c.article_id = ? ORDER BY c.number""",
            [str(number), article_id],
        )
        return Candidate(article_id, *row) if row else None

    # inner workings

    def _places(self, query: SearchQuery, condition: str, article_id: str) -> Iterator[Hit]:
        values = {"indexed": match_expression(query), "here": article_id}
        rows = self._file.rows(f"{_TEXTS} {condition} ORDER BY a.number", values)
        for article, version, heading, text_id, length in rows:
            text = self._text(text_id, length)
            for passage in query.passages(text, _PLACES):
                words, marks = excerpt(text.source, passage)
                yield Hit(
                    HitKind.ARTICLE, article, "", words, version, marks, passage.span, heading
                )

    def _texts_with(self, query: SearchQuery) -> str:
        """Return the ids of the texts in which all the words stand, as JSON."""
        rows = self._file.rows("SELECT id, length FROM texts")
        texts = [text_id for text_id, length in rows if query.is_in(self._text(text_id, length))]
        return json.dumps(texts)

    def _text(self, text_id: str, length: int) -> FoldedText:
        """Return a text as it is compared; texts never change."""
        known = self._folded.get(text_id)
        if known is None:
            known = FoldedText(self._file.value("SELECT text FROM texts WHERE id = ?", [text_id]))
            if self._kept + length <= _KEPT:
                self._folded[text_id] = known
                self._kept += length
        return known


def match_expression(query: SearchQuery) -> str:
    """Return the words as an FTS5 expression that holds no operator.

    It finds all words that begin with them; where the index knows no letter of a word, it finds
    none.
    """
    words = ("".join(c if _is_indexed(c) else " " for c in word) for word in query.words)
    return " ".join(f'"{word}"*' for word in words)


def _is_indexed(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LMN" or category == "Co"


def _ranked(hits: Iterable[Hit], query: SearchQuery, limit: int) -> list[Hit]:
    """Return the first hits, hits with the very accents that were typed before the others."""
    as_typed, others = list[Hit](), list[Hit]()
    seen = set[tuple[str, Span | None]]()
    for hit in hits:
        if (hit.row_id, hit.place) in seen:
            continue
        seen.add((hit.row_id, hit.place))
        if query.is_spelled_so(hit.words):
            as_typed.append(hit)
        elif len(others) < limit:
            others.append(hit)
        if len(as_typed) >= limit:
            break
    return [*as_typed, *others][:limit]


def _heres(kind: HitKind, article_id: str) -> Iterable[str]:
    if not article_id or kind is HitKind.SOURCE:
        return ("",)
    return ("AND {} = :here", "AND {} <> :here")


def _hits(kind: HitKind, row: Row, query: SearchQuery) -> Iterator[Hit]:
    article_id, claim_id, row_id, number, heading, *texts = row
    if query.stands_in(*texts):
        words, marks = _line(texts, query)
        where = f"Claim {number} · {heading}" if number else heading
        yield Hit(kind, article_id, claim_id, words, row_id, marks, None, where)


def _line(texts: Iterable[str], query: SearchQuery) -> tuple[str, tuple[Span, ...]]:
    """Return the fields in a line that begins before the first wanted word, and its marks."""
    whole = " · ".join(text for text in texts if text)
    first = query.first_mark(whole) or Span(0, 1)
    words, _ = excerpt(whole, QueryMatch(first, ()))
    return words, tuple(query.marks(words))
