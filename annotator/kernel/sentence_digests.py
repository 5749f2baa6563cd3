"""The sentences that hold a place, in short, at a cost that follows the paragraph around it.

Two places with the same digest stand in sentences that read alike letter by letter, as
``sentence_units`` reads them.
"""

from functools import cached_property
from hashlib import sha256

from annotator.kernel.positions import Span
from annotator.kernel.sentence_units import goes_on, is_broken_by_hand, same_reading
from annotator.kernel.sentences import Sentences

LENGTH = 16
"""The hexadecimal digits of a digest."""


def digest_of(words: str) -> str:
    """Return the digest of the words of whole sentences."""
    return sha256(same_reading(words).encode()).hexdigest()[:LENGTH]


class SentenceDigests:
    """The digests of the sentences of a text, which are looked for where a place is asked about.

    Args:
        text: The canonical text.
        language: The language of the article, as a code or a name, or empty.
    """

    def __init__(self, text: str, language: str = "") -> None:
        self._text = text
        self._language = language

    @cached_property
    def _sentences(self) -> Sentences:
        return Sentences(self._text, self._language)

    @cached_property
    def _is_broken(self) -> bool:
        return is_broken_by_hand(self._text)

    def of(self, place: Span) -> str:
        """Return the digest of the whole sentences that a place touches.

        Args:
            place: Code points of the text.
        """
        return digest_of((self.around(place) or place).of(self._text))

    def around(self, place: Span) -> Span | None:
        """Return the whole sentences that a place touches; ``None`` for a place in none.

        They are those of ``SentenceUnits``.
        """
        held = self._held(place)
        if held is None:
            return None
        first, last = held
        while (before := self._sentences.before(first.start)) and self._go_on(before, first):
            first = before
        while (after := self._sentences.after(last.start)) and self._go_on(last, after):
            last = after
        return Span(first.start, last.end)

    def _held(self, place: Span) -> tuple[Span, Span] | None:
        """Return the first and the last sentence that a place touches, or that it stands between.

        Parts of a sentence may have white space between them.
        """
        found = self._sentences.within(place)
        if found:
            return found[0], found[-1]
        before, after = self._sentences.before(place.end), self._sentences.after(place.start)
        if before is None or after is None or not self._go_on(before, after):
            return None
        return before, after

    def _go_on(self, one: Span, after: Span) -> bool:
        return goes_on(self._text, one, after, is_broken=self._is_broken)
