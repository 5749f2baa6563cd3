"""The selectors of W3C Web Annotation, by which Hypothesis too says where words stand.

https://www.w3.org/TR/annotation-model/#selectors
"""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.exchange.formats.collector import UnreadableRecordError
from annotator.exchange.formats.json_values import Record, as_list, offsets, records, words

_PREFIXES = ("http://www.w3.org/ns/oa#", "oa:")
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class SelectorTarget:
    """The words and positions of a target's selectors together."""

    offsets: tuple[tuple[int, int], ...] = ()
    quote: str = ""
    prefix: str = ""
    suffix: str = ""


def types(record: Record) -> set[str]:
    """Return the types of a record, without any prefix."""
    names = set[str]()
    for name in as_list(record.get("type", record.get("@type"))):
        if isinstance(name, str):
            for prefix in _PREFIXES:
                name = name.removeprefix(prefix)  # noqa: PLW2901 - the same name
            names.add(name)
    return names


def read_selectors(target: Record) -> SelectorTarget:
    """Return the selected words: the innermost quote, and the position if it is not refined.

    Raises:
        UnreadableRecordError: there are selectors, but none of words or positions.
    """
    outer = records(target.get("selector"))
    quotes = [one for one in _refined(outer) if "TextQuoteSelector" in types(one)]
    positions = [one for one in outer if "TextPositionSelector" in types(one)]
    if not quotes and not positions:
        if outer:
            raise UnreadableRecordError("It is marked in a way that names no words.")
        return SelectorTarget()
    quote = quotes[-1] if quotes else {}
    said = (words(quote.get(key)) for key in ("exact", "prefix", "suffix"))
    return SelectorTarget(_offsets(positions, quoted=bool(quote)), *said)


def _offsets(positions: list[Record], *, quoted: bool) -> tuple[tuple[int, int], ...]:
    """The first position; one that is refined is only where to look for the words inside it."""
    whole = [one for one in positions if not one.get("refinedBy")]
    if not whole:
        if not quoted:
            raise UnreadableRecordError("It is marked by a part of a part, which is not read.")
        return ()
    try:
        return (offsets(whole[0].get("start"), whole[0].get("end")),)
    except UnreadableRecordError:
        if not quoted:
            raise
        return ()


def _refined(selectors: list[Record]) -> Iterator[Record]:
    """The selectors and all that refine them, the outer before the inner."""
    for _ in range(_DEEPEST):
        yield from selectors
        selectors = [one for outer in selectors for one in records(outer.get("refinedBy"))]
