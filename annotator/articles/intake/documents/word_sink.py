"""Where the words of a document go: into its text, or among what is left out."""

from dataclasses import dataclass

from annotator.articles.intake.block_text import Height
from annotator.articles.intake.documents.annotated_text import AnnotatedText, TextMark
from annotator.articles.intake.documents.symbol_fonts import sign_in
from annotator.articles.intake.documents.word_fields import OpenField
from annotator.articles.model import LeftOutKind

_SIGNS = range(0xF000, 0xF100)
_SURROGATES = range(0xD800, 0xE000)
_CHARACTERS = range(0x20, 0x110000)


@dataclass(slots=True)
class RunState:
    """The properties of the run that is read, as far as they matter for its words."""

    is_hidden: bool = False
    font: str = ""
    height: Height = Height.ON_LINE


@dataclass(slots=True)
class Dropping:
    """A stretch of a document whose words are left out; ``mark`` is the change that does it.

    ``kind`` is ``None`` for words that moved elsewhere, where they are read.
    """

    kind: LeftOutKind | None
    mark: TextMark | None = None


class WordSink:
    """Takes words, and knows what keeps them out of the text."""

    def __init__(self, out: AnnotatedText) -> None:
        self._out = out
        self.fields: list[OpenField] = []
        self.run = RunState()
        self.dropping: list[Dropping] = []

    def say(self, words: str) -> None:
        """Write words, or leave them out."""
        top = self.dropping[-1] if self.dropping else None
        if top is not None:
            if top.mark is not None:
                top.mark.words.append(words)
            if top.kind is not None:
                self._out.drop(top.kind, words)
        elif self._is_in_instruction:
            self.fields[-1].words.append(words)
            self._out.drop(LeftOutKind.HIDDEN_TEXT, words)
        elif self.run.is_hidden:
            self._out.drop(LeftOutKind.HIDDEN_TEXT, words)
        else:
            self._out.say(words, self.run.height)

    def sign(self, font: str, code: int) -> None:
        """Write a sign of a font; one that no character stands for is named as left out.

        Args:
            font: The name of the font.
            code: The number of the sign in it.
        """
        sign = sign_in(font, code)
        if sign:
            self.say(sign)
        elif code in _SIGNS or code in _SURROGATES or code not in _CHARACTERS:
            self._out.leave_out(LeftOutKind.OTHER)
        else:
            self.say(chr(code))

    @property
    def is_dropping(self) -> bool:
        """Whether words are left out."""
        return bool(self.dropping) or self._is_in_instruction or self.run.is_hidden

    @property
    def _is_in_instruction(self) -> bool:
        return any(not one.has_result for one in self.fields)

    def away(self) -> list[Dropping]:
        """Return what keeps words out of the text here, for words that are written later."""
        is_hidden = self.is_dropping and not self.dropping
        return [Dropping(LeftOutKind.HIDDEN_TEXT)] if is_hidden else [*self.dropping]
