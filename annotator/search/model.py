"""What a search over the project finds."""

from dataclasses import dataclass
from enum import StrEnum

from annotator.kernel.positions import Span


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
