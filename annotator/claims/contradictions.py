"""Claims that hold different verdicts on the same words, and how that is said."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.appearance import label
from annotator.claims.verdicts import Verdict
from annotator.kernel.excerpts import excerpt
from annotator.kernel.wording import count_of, quoted

SEVERAL = 20
"""Contradictions that are told one by one; the others are counted."""
_BRIEF = 80
"""How many letters of a claim tell which it is."""


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim with the verdicts that hold on it, and the checkers who gave them."""

    id: str
    article_id: str
    article: str
    number: int
    words: str
    verdicts: tuple[Verdict, ...]
    checkers: tuple[str, ...]

    @property
    def judged(self) -> str:
        """The verdicts with their checkers, for example “Disputed, Ben”."""
        given = " and ".join(label(verdict) for verdict in self.verdicts)
        return f"{given}, {' and '.join(self.checkers)}" if self.checkers else given


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claims that hold different verdicts on the same words, as it is told at the first."""

    one: JudgedClaim
    other: JudgedClaim

    @property
    def sentence(self) -> str:
        """Both claims with their verdicts, and the words of the first."""
        one, other = self.one, self.other
        words = quoted(excerpt(" ".join(one.words.split()), _BRIEF))
        return f"{words}: claim {one.number} ({one.judged}), claim {other.number} ({other.judged})."

    @property
    def beside(self) -> str:
        """The other claim, as it is told beside the first."""
        return f"Claim {self.other.number} on the same words: {self.other.judged}."

    @property
    def told_here(self) -> str:
        """Both, as it is told at the first claim."""
        return f"This claim: {self.one.judged}. {self.beside}"

    @property
    def without_names(self) -> "Contradiction":
        """The same without the names of the checkers."""
        return Contradiction(replace(self.one, checkers=()), replace(self.other, checkers=()))


def tell_each_once(found: Iterable[Contradiction]) -> Iterator[Contradiction]:
    """Return contradictions that are told at both claims at the first of the two alone."""
    told: set[tuple[str, str]] = set()
    for each in found:
        told.add((each.one.id, each.other.id))
        if (each.other.id, each.one.id) not in told:
            yield each


def say_refusal(found: Sequence[Contradiction], contradicted: int) -> str:
    """Return why a public report does not go out, in a sentence or two.

    Args:
        found: The contradictions.
        contradicted: How many claims are contradicted by another.
    """
    claims = count_of(contradicted, "claim")
    return (
        f"A public report cannot say two things about the same words, and {claims} here "
        "contradict each other. Join them, settle them or keep them apart first."
        + (" Some of them:" if contradicted > 2 * len(found) else "")
    )
