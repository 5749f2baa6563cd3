"""What a search over the project finds, and how words are compared in it."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.positions import Span

_MARKS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u0652\u0670]")
"""Accents, and the vowel points of Hebrew and Arabic, which few people type."""


class HitKind(StrEnum):
    """In what the words were found."""

    TITLE = "title"
    ARTICLE = "article"
    CLAIM = "claim"
    TAG = "tag"
    NOTE = "note"
    COMMENT = "comment"
    QUERY = "query"
    CONTACT = "contact"
    EVIDENCE = "evidence"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that holds the words.

    ``article_id`` and ``claim_id`` are empty where it belongs to none, and ``row_id`` is the id of
    the thing itself. ``words`` is a piece of it with the words found at ``marks``; ``place`` is
    where they stand in the article's newest text. Positions are code points.
    """

    kind: HitKind
    article_id: str
    claim_id: str
    words: str
    row_id: str = ""
    marks: tuple[Span, ...] = ()
    place: Span | None = None
    where: str = ""
    """What it belongs to, in words: its claim's number and its article's heading."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be what a few typed letters mean: an article or a claim."""

    article_id: str
    claim_id: str
    number: int
    words: str
    where: str = ""


def folded(words: str) -> str:
    """Words as they are compared: without case, accents and other ways to write the same."""
    if words.isascii():
        return words.lower()
    apart = _MARKS.sub("", unicodedata.normalize("NFKD", words))
    return unicodedata.normalize("NFKC", apart).casefold()
