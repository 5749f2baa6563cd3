"""The annotations of a file, as a project keeps them with the version that was read from it."""

import json
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from annotator.articles.model import AnnotationKind, DraftAnnotation
from annotator.kernel.canonical_text import without_controls
from annotator.kernel.excerpts import excerpt
from annotator.kernel.positions import Span
from annotator.kernel.stored_words import read_word

_ROOM = 6_000_000
"""The most code points that a project keeps of a version's annotations."""
_SHORT = 100
"""The fewest code points of an annotation's words that are kept where there is no room for all."""


def annotations_column(annotations: Iterable[DraftAnnotation]) -> str:
    """Return the column of a version; it is empty where its file had no annotations.

    Where there is no room for all, the first words of each are kept, as many for one as for the
    other: the file itself, which the project keeps too, has them all.
    """
    marks = [*annotations]
    rows = [_row(each, each.words, each.links) for each in marks]
    if sum(map(len, rows)) > _ROOM:
        share = max(_SHORT, _ROOM // (2 * len(marks)))
        rows = [_row(each, excerpt(each.words[: share + 1], share), ()) for each in marks]
    room = accumulate(len(row) + 1 for row in rows)
    kept = [row for row, used in zip(rows, room, strict=True) if used <= _ROOM]
    return f"[{','.join(kept)}]" if kept else ""


def read_annotations(value: str) -> tuple[DraftAnnotation, ...]:
    """Return the annotations in the column of a version, in their order in the file.

    A file that was examined holds such a list, but another program may write to it at any time:
    a column that holds no list has none.
    """
    try:
        return tuple(_read(row) for row in json.loads(value or "[]"))
    except (ValueError, TypeError, RecursionError):
        return ()


def _row(one: DraftAnnotation, words: str, links: Iterable[str]) -> str:
    start, end = (one.span.start, one.span.end) if one.span is not None else (None, None)
    texts = words, one.author, one.at, one.id, one.parent
    row = [
        *(one.kind.value, start, end, *map(_kept, texts)),
        *(int(one.resolved), _kept(one.url), [*map(_kept, links)], _kept(one.colour)),
    ]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _kept(words: str) -> str:
    return without_controls(words)[0]


def _read(row: list[Any]) -> DraftAnnotation:
    kind, start, end, words, author, at, identity, parent, resolved, url, links, colour = row
    placed = None if start is None or end is None else Span(start, end)
    return DraftAnnotation(
        read_word(AnnotationKind, kind), placed, words, author, at, identity, parent,
        bool(resolved), url, tuple(links), colour,
    )  # fmt: skip
