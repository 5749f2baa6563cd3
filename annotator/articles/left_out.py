"""The parts of a file that are not in an article's text: told in words, and kept with the version.

A project keeps of each part its kind, its number, its first words and its place in the text.
"""

import json
from collections import Counter
from collections.abc import Iterable

from annotator.articles.model import LeftOut, LeftOutKind
from annotator.kernel.excerpts import excerpt
from annotator.kernel.stored_words import read_word
from annotator.kernel.wording import count_of

_NOUNS: dict[LeftOutKind, tuple[str, str]] = {
    LeftOutKind.NAVIGATION: ("menu or button", "menus or buttons"),
    LeftOutKind.TEASER: ("link to other articles", "links to other articles"),
    LeftOutKind.READER_COMMENT: ("readers’ comment", "readers’ comments"),
    LeftOutKind.CONTENTS: ("table of contents", "tables of contents"),
    LeftOutKind.HEADER: ("header or footer", "headers or footers"),
    LeftOutKind.HIDDEN_TEXT: ("hidden text", "hidden texts"),
    LeftOutKind.DELETED_TEXT: ("deleted text", "deleted texts"),
    LeftOutKind.IMAGE_TEXT: ("text of a picture", "texts of pictures"),
    LeftOutKind.SCANNED_PAGE: ("page that is a picture", "pages that are pictures"),
    LeftOutKind.CONTROL_CHARACTERS: ("control character", "control characters"),
    LeftOutKind.OTHER: ("other part", "other parts"),
}
_FIRST_WORDS = 80
"""The most code points of the first words that a project keeps of a part."""
_KEPT = 500
"""The most parts that a project keeps one by one; those behind them are counted by kind."""


def in_words(parts: Iterable[LeftOut]) -> str:
    """Return the kinds of parts with their numbers: “3 captions, 1 table of contents”."""
    counted = Counter[LeftOutKind]()
    for part in parts:
        counted[part.kind] += part.number
    return ", ".join(
        count_of(number, *_NOUNS.get(kind, (kind.value, ""))) for kind, number in counted.items()
    )


def kept_column(parts: Iterable[LeftOut]) -> str:
    """Return the column of a version; it is empty where no part was left out."""
    rows = [
        [part.kind.value, part.number, _first_words(part.text), part.position]
        for part in _few([*parts])
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else ""


def read_column(value: str) -> tuple[LeftOut, ...]:
    """Return the parts in the column of a version, of each its first words; none of no such list.

    A file that was examined holds such a list, but another program may write to it at any time.
    """
    try:
        return tuple(
            LeftOut(read_word(LeftOutKind, kind), words, position, int(number))
            for kind, number, words, position in json.loads(value or "[]")
        )
    except (ValueError, TypeError, RecursionError):
        return ()


def _first_words(text: str) -> str:
    return excerpt(" ".join(text[: 10 * _FIRST_WORDS].split()), _FIRST_WORDS)


def _few(parts: list[LeftOut]) -> list[LeftOut]:
    """Return the first parts, and of each kind behind them a single part with their number."""
    more: dict[LeftOutKind, LeftOut] = {}
    for part in parts[_KEPT:]:
        first = more.get(part.kind)
        number = part.number + (first.number if first else 0)
        at = first or part
        more[part.kind] = LeftOut(part.kind, at.text, at.position, number)
    return [*parts[:_KEPT], *more.values()]
