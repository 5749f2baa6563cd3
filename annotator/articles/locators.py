"""How places of a text are cited, such as “page 3”: kept with the version, found for a claim."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from annotator.articles.model import Locator
from annotator.kernel.positions import Span

_KEPT = 20_000
"""The most locators that a project keeps of a version: no book has as many pages."""
_LONGEST = 40
"""The most code points of a locator that are kept."""


def locators_column(locators: Iterable[Locator]) -> str:
    """Return the column of a version; it is empty where its places have no locators."""
    rows = [[each.position, each.words[:_LONGEST]] for each in locators][:_KEPT]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else ""


def read_locators(value: str) -> tuple[Locator, ...]:
    """Return the locators in the column of a version, in the order of the text.

    A file that was examined holds such a list, but another program may write to it at any time:
    a column that holds no list has none.
    """
    try:
        found = [
            Locator(int(position), str(words)) for position, words in json.loads(value or "[]")
        ]
    except (ValueError, TypeError, RecursionError):
        return ()
    return tuple(sorted(found, key=lambda each: each.position))


def locator_of(locators: Sequence[Locator], span: Span) -> str:
    """Return how the words of a span are cited: “page 3”, or “page 3 – page 4”.

    It is empty where no locator holds for its start.

    Args:
        locators: Those of the version, in the order of the text.
        span: In code points of the version's text.
    """
    first = _at(locators, span.start)
    last = _at(locators, max(span.start, span.end - 1))
    return first if first == last or not first else f"{first} – {last}"


def locators_in_words(locators: Sequence[Locator]) -> str:
    """Return the first and the last locator: “page 1 … page 14”."""
    ends = dict.fromkeys(each.words for each in (*locators[:1], *locators[-1:]))
    return " … ".join(ends)


def _at(locators: Sequence[Locator], position: int) -> str:
    number = bisect_right(locators, position, key=lambda each: each.position)
    return locators[number - 1].words if number else ""
