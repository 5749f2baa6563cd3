"""The places in a document's XML at which the words of its text stand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.articles.intake.elements import Element
from annotator.kernel.text_folding import fold


class TextSource(NamedTuple):
    """An element whose words were read, or, with ``is_tail``, the words behind it."""

    element: Element
    is_tail: bool = False


@dataclass(slots=True)
class SourcedWords:
    """Words of a text, and where they stand in the document.

    ``start`` is their place in the text, in code points. ``said`` are the words of the source, in
    which spaces may be more than in the text, and figures are not yet raised. Words that no element
    holds, such as the number of an item, have no source.
    """

    start: int
    words: str
    said: str
    source: TextSource | None

    @property
    def end(self) -> int:
        """The place in the text after the words, in code points."""
        return self.start + len(self.words)

    def offset(self, position: int) -> int:
        """Return the place in the words of the source of a place in the text.

        Args:
            position: A place of one of the words in the text, in code points.
        """
        at = position - self.start
        if len(self.words) == len(self.said):
            return at
        found = 0
        for word in self.words[: at + 1]:
            while found < len(self.said) and not _is_alike(self.said[found], word):
                found += 1
            found += 1
        return min(found - 1, len(self.said))


def _is_alike(said: str, word: str) -> bool:
    return said == word or (word == " " and said.isspace()) or fold(said) == fold(word) != ""


@dataclass(slots=True)
class DroppedWords:
    """Words of a document that are left out of its text, with their sources."""

    pieces: list[SourcedWords] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words, one piece after the other."""
        return "".join(one.words for one in self.pieces)


class TextSources:
    """Takes down, while a document is read, from which element each of its words comes.

    The reader sets ``source`` before it tells words, and ``said`` where these have fewer spaces
    than the source; ``main`` is the root of the part with the body. ``pieces`` are in the order of
    the text. ``comments`` are those of the document, by the ids that its reader gives them.
    """

    def __init__(self) -> None:
        self.text = ""
        self.main: Element | None = None
        self.source: TextSource | None = None
        self.said: str | None = None
        self.comments: dict[str, Element] = {}
        self.pieces: list[SourcedWords] = []
        self.dropped: list[DroppedWords] = []

    def stand_at(self, element: Element, *, is_tail: bool = False) -> TextSource | None:
        """Hear of the element that is read next; return the source before."""
        before, self.source = self.source, TextSource(element, is_tail)
        return before

    def add(self, start: int, words: str, said: str) -> None:
        """Take words down.

        Args:
            start: Their place in the text, in code points.
            words: The words in the text.
            said: The words as they were told, with all their spaces.
        """
        said = said if self.said is None else self.said
        self.pieces.append(SourcedWords(start, words, said, self.source))

    def rewrite(self, pieces: int, form: Callable[[str], str]) -> None:
        """Hear that the last pieces were written in another form, which is as long."""
        for piece in self.pieces[-pieces:]:
            piece.words = form(piece.words)

    def cut(self, length: int) -> None:
        """Hear that spaces were taken away from the end of the text.

        Args:
            length: The length of the text that is left, in code points.
        """
        while self.pieces and self.pieces[-1].end > length:
            last = self.pieces[-1]
            last.words = last.words[: max(0, length - last.start)]
            if last.words:
                break
            self.pieces.pop()

    def begin_dropped(self) -> None:
        """Hear of words that are left out."""
        self.dropped.append(DroppedWords())

    def drop(self, words: str) -> None:
        """Take words down that are left out, after the others."""
        pieces = self.dropped[-1].pieces
        start = pieces[-1].end if pieces else 0
        said = words if self.said is None else self.said
        pieces.append(SourcedWords(start, words, said, self.source))
