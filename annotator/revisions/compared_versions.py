"""Two versions of an article with their differences and claims, as they are shown and written."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from annotator import appearance
from annotator.articles.model import Version
from annotator.claims.verdicts import Standing
from annotator.kernel.positions import Span
from annotator.kernel.wording import count_of
from annotator.revisions.comparison import PassageKind, TextComparison
from annotator.revisions.rows import ComparedRow, Run, compared_rows


@dataclass(frozen=True, slots=True)
class PlacedClaim:
    """A claim where it stands in a version, with its number and standing."""

    number: int
    standing: Standing
    span: Span
    id: str = ""

    @property
    def in_short(self) -> str:
        """The claim as margins name it, such as “12 V”."""
        return f"{self.number} {appearance.style(self.standing).letter}"

    @property
    def in_words(self) -> str:
        """The claim as sentences name it, such as “Claim 12: verified”."""
        return f"Claim {self.number}: {appearance.label(self.standing).lower()}"


@dataclass(frozen=True)
class ComparedVersions:
    """Two versions of an article; ``heading`` is that of the article."""

    heading: str
    old: Version
    new: Version
    comparison: TextComparison
    old_claims: tuple[PlacedClaim, ...] = ()
    new_claims: tuple[PlacedClaim, ...] = ()
    language: str = ""

    @cached_property
    def rows(self) -> list[ComparedRow]:
        """The paragraphs of both texts, side by side."""
        return compared_rows(self.comparison)

    @property
    def count(self) -> int:
        """How many changes there are."""
        return len(self.comparison.changes)

    @property
    def counted(self) -> str:
        """How many changes there are, in words."""
        if self.comparison.old == self.comparison.new:
            return "The texts are the same."
        return f"{count_of(self.count, 'change')}." if self.count else "No words differ."

    @property
    def title(self) -> str:
        """The two versions in words."""
        return f"Version {self.old.number} and version {self.new.number}"

    def kind_of(self, change: int) -> PassageKind:
        """Return what kind of change one is, by its number."""
        return self.comparison.passages[self.comparison.changes[change]].kind


def claims_of(claims: Sequence[PlacedClaim], span: Span | None) -> list[PlacedClaim]:
    """Return the claims with words in a stretch, in text order."""
    return [claim for claim in claims if span is not None and claim.span.overlaps(span)]


def beginning(claims: Sequence[PlacedClaim], runs: Sequence[Run], *, new: bool) -> list[PlacedClaim]:
    """Return the claims that begin in the runs of a row, in one of both texts.

    Args:
        claims: The claims of the text.
        runs: The runs.
        new: Whether it is the new text.
    """
    spans = [span for run in runs if (span := run.new if new else run.old) is not None]
    return [c for c in claims if any(s.start <= c.span.start < s.end for s in spans)]
