"""Whether the name of a selection is the words it covers, whole or cut short, or only a name."""

from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property

from annotator.exchange.anchoring.offset_units import Counting, Offsets, OffsetUnit
from annotator.kernel.canonical_text import canonical, check_usable, with_line_feeds
from annotator.kernel.errors import BadOffset, BadSpan

_LONG = 20
"""Code points of a beginning that no other place has by chance."""
_CUT = ("…", "...")
_UNITS = (
    OffsetUnit.CODE_POINTS,
    OffsetUnit.UTF16,
    OffsetUnit.CODE_POINTS_CRLF,
    OffsetUnit.UTF16_CRLF,
)


class Names:
    """Reads the names of selections in one text.

    Programs name a selection by its words, by the first of them, by a GUID or by anything.
    ``units`` are what the program may count.
    """

    def __init__(self, text: str, units: Sequence[OffsetUnit] = _UNITS) -> None:
        self._raw, self._units = text, units

    @cached_property
    def _text(self) -> str:
        return canonical(self._raw)

    @cached_property
    def _ways(self) -> list[Offsets]:
        return [Offsets(self._raw, Counting(unit)) for unit in self._units]

    def quote(self, name: str, place: tuple[int, int]) -> str:
        """The words a selection covers, if its name says them in some way of counting.

        A name cut short stands for all the words it begins. A long one says nothing where ways
        with the end outside disagree on what it begins, as it may be cut short or not; so does
        one that is not of the words.
        """
        name = with_line_feeds(check_usable(name))
        begun = name
        for mark in _CUT:
            begun = begun.removesuffix(mark)
        whole = [words for words in self._covered(self._ways, place) if words.startswith(begun)]
        if len(begun) >= _LONG and whole[1:]:
            # The words in one way of counting are the first of those in another.
            return ""
        inside = (way.with_end_inside() for way in self._ways)
        if name in self._covered([*self._ways, *inside], place):
            return name
        return whole[0] if len(begun) >= _LONG and whole else ""

    def _covered(self, ways: list[Offsets], place: tuple[int, int]) -> list[str]:
        """What a selection covers, in each way of counting in which it covers anything."""
        covered = dict[str, None]()
        for way in ways:
            with suppress(BadOffset, BadSpan):
                covered[way.span(*place).of(self._text)] = None
        return list(covered)
