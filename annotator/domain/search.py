"""What a search over the project finds, and how words are compared in it."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_MARKS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u0652\u0670]")
"""Accents, and the vowel points of Hebrew and Arabic, which few people type."""


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


def folded(words: str) -> str:
    """Words as they are compared: without case, accents and other ways to write the same."""
    if words.isascii():
        return words.lower()
    apart = _MARKS.sub("", unicodedata.normalize("NFKD", words))
    return unicodedata.normalize("NFKC", apart).casefold()
