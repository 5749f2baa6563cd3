"""The parts of a file that are not in an article's text: told in words, and kept with the version.

A project keeps of each part its kind, its number, its first words and its place in the text.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

from annotator.articles.model import Draft, LeftOut, LeftOutKind
from annotator.kernel.excerpts import excerpt
from annotator.kernel.positions import Span
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


def take_in(draft: Draft, chosen: Collection[int]) -> tuple[Draft, tuple[Span, ...]]:
    """Return a draft with parts that were left out at their places, and where these now stand.

    Args:
        draft: The draft.
        chosen: The ordinals of the parts, from 0; parts without words stay left out.
    """
    text, pieces, end = draft.text, list[str](), 0
    taken, left, spans = list[tuple[int, int]](), list[LeftOut](), list[Span]()
    length = 0
    for number, part in sorted(enumerate(draft.left_out), key=lambda pair: pair[1].position):
        if number not in chosen or not part.text.strip():
            left.append(replace(part, position=part.position + length))
            continue
        before, words, after = _fitted(part.text, text, part.position)
        start = part.position + length + len(before)
        spans.append(Span(start, start + len(words)))
        pieces += [text[end : part.position], before, words, after]
        end = part.position
        added = len(before) + len(words) + len(after)
        taken.append((part.position, added))
        length += added

    def moved(position: int) -> int:
        return position + sum(added for place, added in taken if place < position)

    def widened(span: Span) -> Span:
        # words stand in front of the first word of the text, and behind every other
        start = moved(span.start) if span.start else moved(1) - 1
        return Span(start, max(start, moved(span.end)))

    marks = [
        replace(one, span=widened(one.span)) if one.span is not None else one
        for one in draft.annotations
    ]
    made = replace(
        draft,
        text="".join((*pieces, text[end:])),
        left_out=tuple(left),
        locators=tuple(replace(one, position=moved(one.position)) for one in draft.locators),
        annotations=tuple(marks),
        line_starts=tuple(map(moved, draft.line_starts)),
    )
    return made, tuple(spans)


def _fitted(part: str, text: str, place: int) -> tuple[str, str, str]:
    """Return words with what parts them from those before and behind a place in a text."""
    words = part.strip("\n")
    if not place:
        return "", words, "\n\n"
    if text[place : place + 1] in ("", "\n"):
        return "\n\n", words, ""
    before = "" if text[place - 1].isspace() else " "
    return before, words, "" if text[place].isspace() else " "


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
