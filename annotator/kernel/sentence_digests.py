"""The sentences that hold a place, in short, at a cost that follows the paragraph around it.

Two places with the same digest begin at the same letter of sentences that read alike letter by
letter, with the words that lead them, as ``sentence_units`` reads them.
"""

from functools import cached_property
from hashlib import sha256

from annotator.kernel.positions import Span
from annotator.kernel.sentence_units import (
    SentenceUnits,
    is_broken_by_hand,
    seen_places,
    units_around,
)
from annotator.kernel.sentences import Sentences

_LENGTH = 16
"""The hexadecimal digits of a digest."""
_EACH = 2_000
"""Code points of a whole text that are read in the time of a place by itself."""
_SHORT, _MANY = 100_000, 500
"""Code points of a text that is read whole within a blink, and places for which any text is."""
_NEAR = 200
"""Sentences around a place from which on the whole text is looked at, once for all places."""


def digest_in(units: SentenceUnits, place: Span) -> str:
    """Return the digest of the whole sentences that a place touches.

    Args:
        units: The sentences of a text, or of the part around the place.
        place: Code points of the text.
    """
    numbers, text = units.touched(place), units.text
    start = units.stretch(numbers).start if numbers else place.start
    # of the words of a sentence that stand in it twice, each is another place
    letters = (n for n in range(place.start, place.end) if text[n].isalnum())
    first = next(letters, place.start)
    before = len(seen_places(text[start:first]))
    readings = (units.readings[number] for number in numbers)
    said = "\n".join((*readings, str(before)))
    return sha256(said.encode()).hexdigest()[:_LENGTH]


class SentenceDigests:
    """The digests of the sentences of a text, of which no more is read than is asked about.

    Args:
        text: The canonical text.
        language: The language of the article, as a code or a name, or empty.
        places: The number of places that are asked about, where it is known.
    """

    def __init__(self, text: str, language: str = "", places: int = 0) -> None:
        self.text = text
        self._language = language
        self._asked = 0
        self._is_read_whole = places * _EACH > len(text)

    @cached_property
    def _sentences(self) -> Sentences:
        return Sentences(self.text, self._language)

    @cached_property
    def _is_broken(self) -> bool:
        return is_broken_by_hand(self.text)

    @cached_property
    def _whole(self) -> SentenceUnits:
        sentences = self._sentences.all()
        return SentenceUnits(self.text, sentences=sentences, is_broken=self._is_broken)

    def of(self, place: Span) -> str:
        """Return the digest of the whole sentences that a place touches.

        Args:
            place: Code points of the text.
        """
        return digest_in(self._units(place), place)

    def around(self, place: Span) -> Span:
        """Return the whole sentences that a place touches; the place itself where it has none.

        Args:
            place: Code points of the text.
        """
        units = self._units(place)
        numbers = units.touched(place)
        return units.stretch(numbers) if numbers else place

    def _units(self, place: Span) -> SentenceUnits:
        self._asked += 1
        is_short = len(self.text) <= _SHORT and self._asked * _EACH > len(self.text)
        self._is_read_whole = self._is_read_whole or is_short or self._asked > _MANY
        if self._is_read_whole:
            return self._whole
        near = units_around(self.text, place, self._sentences, is_broken=self._is_broken)
        self._is_read_whole = len(near) > _NEAR
        return near
