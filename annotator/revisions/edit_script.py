"""The changes that were tracked in a file, as a script that leads from an older text to a new text.

A document with tracked changes holds both texts: all changes rejected, it reads as it was, and all
accepted, as it is now. Read with both words in it, its marks tell for each character that is seen
to which of the two it belongs, without a guess.
"""

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate

from annotator.articles.model import AnnotationKind, Draft
from annotator.kernel.positions import Span
from annotator.kernel.sentence_units import seen_places

_COUNTED = re.compile(r"^[ \t]*\(?\w{1,4}[.)](?=\s)|\[\d{1,3}\]", re.MULTILINE)
"""Numbers of lists and signs of notes, which a document counts anew for each way to read it."""
_APART = 200
"""Characters from which words that were kept at two places are not taken for one place."""


class EditScript:
    """Where each visible character of an older text stands in a new text.

    Args:
        old: The places of visible characters in the older text.
        new: The places of visible characters in the new text.
        twins: For each old character the number of the new character that it became, or -1.
    """

    def __init__(self, old: Sequence[int], new: Sequence[int], twins: Sequence[int]) -> None:
        self._old, self._new, self._twins = old, new, twins
        parted = (twin != before + 1 for before, twin in zip((-2, *twins), twins, strict=False))
        self._parted = array("l", accumulate(parted))

    def whole(self, stretch: Span) -> Span | None:
        """Return where all that is seen of a stretch stands without a change, if it does.

        Args:
            stretch: Code points of the older text.
        """
        first, last = self._held(stretch)
        if first > last or self._twins[first] < 0 or self._parted[first] != self._parted[last]:
            return None
        return Span(self._new[self._twins[first]], self._new[self._twins[last]] + 1)

    def place(self, place: Span, sentence: Span) -> tuple[Span, bool] | None:
        """Return where the script put the words of a place, and whether any of its words are kept.

        It is ``None`` if neither they nor others in their stead stand there.

        Args:
            place: Code points of the older text.
            sentence: The whole sentences around the place.
        """
        first, last = self._held(place)
        begin, end = self._held(Span(sentence.start, max(sentence.end, place.end)))
        before = next((t for t in self._twins[begin:first][::-1] if t >= 0), None)
        after = next((t for t in self._twins[last + 1 : end + 1] if t >= 0), None)
        kept = sorted(twin for twin in self._twins[first : last + 1] if twin >= 0)
        if kept:
            run = _longest(kept)
            start, stop = run[0], run[-1]
            # words in the stead of its first or its last belong to it
            if self._twins[first] < 0 and before is not None and 0 < start - before <= _APART:
                start = before + 1
            if self._twins[last] < 0 and after is not None and 0 < after - stop <= _APART:
                stop = after - 1
            return self._stretch(range(start, stop + 1)), True
        if before is None or after is None or not 1 < after - before <= _APART:
            return None
        return self._stretch(range(before + 1, after)), False

    def _held(self, stretch: Span) -> tuple[int, int]:
        return bisect_left(self._old, stretch.start), bisect_left(self._old, stretch.end) - 1

    def _stretch(self, numbers: Sequence[int]) -> Span:
        return Span(self._new[numbers[0]], self._new[numbers[-1]] + 1)


def _longest(numbers: Sequence[int]) -> Sequence[int]:
    """Return the most numbers, of some in order, that stand close to each other."""
    start, best = 0, range(0)
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or numbers[at] - numbers[at - 1] > _APART:
            best, start = max(best, range(start, at), key=len), at
    return numbers[best.start : best.stop]


def edit_script(old_text: str, new_text: str, marked: Draft) -> EditScript | None:
    """Return how the changes tracked in a file lead from one text to the other, if they do.

    They do if the file reads as the older text with all changes rejected, and as the new text with
    them accepted, but for white space and the numbers of lists and notes.

    Args:
        old_text: The text of the older version.
        new_text: The text of the file, as it is read with its changes accepted.
        marked: The file, read with the words before and after each change in the text.
    """
    signs = _Signs(marked)
    if not signs.have_changed:
        return None
    for counted in (False, True):
        both = signs.seen(counted=counted)
        old, new = _seen(old_text, counted=counted), _seen(new_text, counted=counted)
        were = [place for place in both if not signs.is_new[place]]
        are = [place for place in both if not signs.is_gone[place]]
        if _reads(marked.text, were) == _reads(old_text, old) and _reads(
            marked.text, are
        ) == _reads(new_text, new):
            numbers = {place: number for number, place in enumerate(are)}
            moved = signs.moved()
            twins = array("l", (numbers.get(moved.get(place, place), -1) for place in were))
            return EditScript(old, new, twins)
    return None


def _seen(text: str, *, counted: bool) -> "array[int]":
    """Return the places of characters that are seen, without numbers of lists if ``counted``."""
    places = array("l", seen_places(text))
    if not counted:
        return places
    left_out = {place for found in _COUNTED.finditer(text) for place in range(*found.span())}
    return array("l", (place for place in places if place not in left_out))


def _reads(text: str, places: Iterable[int]) -> str:
    return "".join(map(text.__getitem__, places))


class _Signs:
    """The characters of a text that holds the words both before and after its changes."""

    def __init__(self, marked: Draft) -> None:
        self._text = marked.text
        self.is_new, self.is_gone = bytearray(len(self._text)), bytearray(len(self._text))
        self._inserted = bytearray(len(self._text))
        self._from = defaultdict[str, list[int]](list)
        self._to = defaultdict[str, list[int]](list)
        for one in marked.annotations:
            if one.span is None or not len(one.span):
                continue
            places = range(one.span.start, one.span.end)
            filled = b"\1" * len(places)
            if one.kind is AnnotationKind.INSERTION:
                self.is_new[places.start : places.stop] = filled
                self._inserted[places.start : places.stop] = filled
            elif one.kind is AnnotationKind.DELETION or (
                one.kind is AnnotationKind.MOVE and one.parent
            ):
                self.is_gone[places.start : places.stop] = filled
                self._from[one.parent].extend(places if one.parent else ())
            elif one.kind is AnnotationKind.MOVE:
                self.is_new[places.start : places.stop] = filled
                self._to[one.id].extend(places)

    @property
    def have_changed(self) -> bool:
        """Whether any character was inserted, deleted or moved."""
        return any(self.is_new) or any(self.is_gone)

    def seen(self, *, counted: bool) -> "array[int]":
        """Return the places of the characters that are seen."""
        return _seen(self._text, counted=counted)

    def moved(self) -> dict[int, int]:
        """Return from which places characters were moved, by the places to which they were."""
        found = dict[int, int]()
        for name, origins in self._from.items():
            if not name:
                continue
            before = [place for place in origins if not self._text[place].isspace()]
            after = [
                place
                for place in self._to.get(name, ())
                if not self._inserted[place] and not self._text[place].isspace()
            ]
            if _reads(self._text, before) == _reads(self._text, after):
                found |= zip(before, after, strict=True)
        return found
