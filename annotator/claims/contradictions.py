"""Claims that hold different verdicts on the same words, and how that is said."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.appearance import label
from annotator.claims.verdicts import Verdict
from annotator.kernel.excerpts import excerpt
from annotator.kernel.wording import count_of, quoted

SEVERAL = 20
"""Contradictions that are told one by one; the others are counted."""
_ON_OTHER_WORDS = "a verdict given on other words"
_BRIEF = 80
"""How many letters of a claim tell which it is."""


_STALE = (
    " Where a verdict was given on other words, its author has to give it anew, or you settle it."
)


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim with the verdicts that hold on it, and the checkers who gave them.

    ``on_other_words`` is true where they were given on words that the claim has no more, and
    stand against another claim on those.
    """

    id: str
    article_id: str
    article: str
    number: int
    words: str
    verdicts: tuple[Verdict, ...]
    checkers: tuple[str, ...]
    on_other_words: bool = False

    @property
    def judged(self) -> str:
        """The verdicts with their checkers, for example “Disputed, Ben”."""
        said = [" and ".join(label(verdict) for verdict in self.verdicts)]
        said += [" and ".join(self.checkers)] if self.checkers else []
        return ", ".join([*said, _ON_OTHER_WORDS] if self.on_other_words else said)


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
        return f"{self.named[0].upper()}{self.named[1:]}."

    @property
    def named(self) -> str:
        """The same within a sentence."""
        if self.other.on_other_words:
            where = "before its words changed"
        else:
            where = "on the words judged" if self.one.on_other_words else "on the same words"
        return f"claim {self.other.number} {where}: {self.other.judged}"

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
        + (_STALE if any(c.one.on_other_words or c.other.on_other_words for c in found) else "")
        + (" Some of them:" if contradicted > 2 * len(found) else "")
    )
