"""The comments and changes for the writer's file, each with its place and whether it found it."""

from dataclasses import dataclass
from enum import StrEnum

from annotator.kernel.positions import Span
from annotator.manuscripts.model import (
    LinkedWords,
    ManuscriptChange,
    ManuscriptComment,
    NotPlacedReason,
)


class ReturnItemKind(StrEnum):
    """The kinds of what goes into the writer's file."""

    CLAIM = "claim"
    QUERY = "query"
    PROPOSAL = "proposal"


@dataclass(frozen=True, slots=True)
class ReturnItem:
    """A comment or a change on a claim.

    ``id`` names it in the file that is written. ``places`` are those of the claim that it may
    stand at, in the text's order: the first, or the next where the file has no room for it there.
    ``quote`` are the words at its place. A proposal has the new words as its only paragraph, in
    the place of the ``quote``. ``reason`` is why it is not in the file; ``None`` where it is.
    """

    kind: ReturnItemKind
    id: str
    number: int
    claim_id: str
    places: tuple[Span, ...]
    quote: str
    paragraphs: tuple[tuple[LinkedWords, ...], ...]
    author: str
    at: str
    answers: str = ""
    reason: NotPlacedReason | None = None

    @property
    def words(self) -> str:
        """The words as they will stand, with the addresses that links lead to."""
        return "\n".join("".join(map(_seen, paragraph)) for paragraph in self.paragraphs)

    @property
    def named(self) -> str:
        """The item in words, as “the query on claim 3”."""
        called = {
            ReturnItemKind.CLAIM: "claim",
            ReturnItemKind.QUERY: "the query on claim",
            ReturnItemKind.PROPOSAL: "the wording proposed for claim",
        }
        return f"{called[self.kind]} {self.number}"

    @property
    def missing_told(self) -> str:
        """The item with the reason why it is not in the file, as “claim 3 (it is …)”."""
        return f"{self.named} ({self.reason})"

    @property
    def as_comment(self) -> ManuscriptComment:
        """The item as a comment at its place, which there has to be."""
        where, paragraphs = self.places[0], self.paragraphs
        return ManuscriptComment(self.id, where, paragraphs, self.author, self.at, self.answers)

    @property
    def as_change(self) -> ManuscriptChange:
        """The item as a change at its place, which there has to be."""
        return ManuscriptChange(self.id, self.places[0], self.words, self.author, self.at)


def _seen(piece: LinkedWords) -> str:
    is_said = not piece.url or piece.url in piece.words
    return piece.words if is_said else f"{piece.words} ({piece.url})"
