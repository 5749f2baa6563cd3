"""The hits of a search over the project."""

from dataclasses import dataclass
from enum import StrEnum

from annotator.kernel.positions import Span


class HitKind(StrEnum):
    """The kind of text that holds a hit."""

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
    """A single place that holds the words.

    ``article_id`` and ``claim_id`` are empty where the place belongs to none, and ``row_id`` is the
    id of its own row. ``words`` is a piece of its text with the words found at ``marks``; ``place``
    is its span in the article's newest text. Positions are code points.
    """

    kind: HitKind
    article_id: str
    claim_id: str
    words: str
    row_id: str = ""
    marks: tuple[Span, ...] = ()
    place: Span | None = None
    where: str = ""
    """The place in words: its claim's number and its article's heading."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article or a claim that a few typed letters may mean."""

    article_id: str
    claim_id: str
    number: int
    words: str
    where: str = ""
