"""What a search over the project finds."""

from dataclasses import dataclass
from enum import StrEnum


class HitKind(StrEnum):
    """In what the words were found."""

    TITLE = "title"
    ARTICLE = "article"
    CLAIM = "claim"
    NOTE = "note"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that holds the words; the ids are empty where it belongs to no article or claim."""

    kind: HitKind
    article_id: str
    claim_id: str
    words: str
