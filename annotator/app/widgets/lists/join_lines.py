"""Lines on claims that are about to stand on the same words, in a list of planned changes.

Each has a tick, on at first: its claims are joined in the same step. If two of them were kept apart
before, it is off at first, for a person to decide. One more tick is for all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from annotator.appearance import label, symbol
from annotator.claims.same_claims import ClaimToCompare, SameClaims
from annotator.kernel.wording import count_of, form_for, quoted

SAME_WORDS = "Same words"
"""The case of the lines."""


@dataclass(frozen=True, slots=True)
class JoinLine:
    """Claims here and claims that come, on the same words: joined if the line is ticked."""

    found: SameClaims
    article: str
    case: str = SAME_WORDS
    title: str = SAME_WORDS
    root: None = None

    @property
    def before(self) -> str:
        """How they came to be several claims."""
        if self.found.were_apart:
            return "Claims that were kept apart before they stood on the same words."
        return "Two claims, each found without knowing of the other."

    @property
    def claim(self) -> str:
        """The first of them that is here as it is spoken of; empty if it has no number yet."""
        first = self._sides[0][0]
        where = "" if first.is_here else " there"
        return f"Claim {first.number}{where}" if first.number else ""

    @property
    def place(self) -> str:
        """Where it is, in words."""
        return f"{self.claim} of “{self.article}”" if self.claim else self.article

    @property
    def words(self) -> str:
        """The words on which they stand."""
        return " … ".join(quoted(quote) for quote in self.found.claims[0].quotes)

    @property
    def here(self) -> str:
        """The claims here with their tags, in words."""
        return _told(self._sides[0])

    @property
    def there(self) -> str:
        """The claims that come with their tags, in words."""
        return _told(self._sides[1])

    @property
    def _sides(self) -> tuple[Sequence[ClaimToCompare], Sequence[ClaimToCompare]]:
        here = [claim for claim in self.found.claims if claim.is_here]
        there = [claim for claim in self.found.claims if not claim.is_here]
        # two that come can stand on the same words, or two here be led to them
        return (here, there) if here and there else (self.found.claims[:1], self.found.claims[1:])


_ON_OTHER_WORDS = "given on other words"


def join_lines(found: Sequence[SameClaims], headings: Mapping[str, str]) -> list[JoinLine]:
    """Return the lines on claims.

    Args:
        found: The claims, group by group.
        headings: The headings of their articles, by the articles' ids.
    """
    return [JoinLine(same, headings.get(same.article_id, "")) for same in found]


def _told(claims: Sequence[ClaimToCompare]) -> str:
    """Return the tags of claims, and their words."""
    said: list[str] = []
    for claim, tag in [(each, tag) for each in claims for tag in each.tags]:
        why = f", {label(tag.reason).lower()}" if tag.reason else ""
        why += f", {_ON_OTHER_WORDS}" if claim.is_stale(tag) else ""
        said.append(f"{symbol(tag.verdict)}  {label(tag.verdict)}{why} – {tag.checker}")
        said += [tag.conclusion] if tag.conclusion else []
    quotes = (" … ".join(quoted(quote) for quote in claim.quotes) for claim in claims)
    return "\n".join([*(said or ["Not tagged"]), *dict.fromkeys(quotes)])


class JoinTicks:
    """The ticks of lines on claims, set at first where the claims are certainly the same."""

    def __init__(self, lines: Sequence[JoinLine] = ()) -> None:
        self.lines = [*lines]
        self._left = {line.found.ids for line in lines if not line.found.is_certain}

    @property
    def chosen(self) -> list[SameClaims]:
        """The claims to join, in the order of the lines."""
        return [line.found for line in self.lines if self.is_on(line)]

    def is_on(self, line: JoinLine) -> bool:
        """Return whether the claims of a line are to be joined."""
        return line.found.ids not in self._left

    def turn(self, line: JoinLine, *, on: bool) -> None:
        """Join the claims of a line, or leave them as they are."""
        (self._left.discard if on else self._left.add)(line.found.ids)

    def turn_all(self, *, on: bool) -> None:
        """Join the claims of every line, or of none."""
        self._left = set() if on else {line.found.ids for line in self.lines}

    def outcome(self, line: JoinLine) -> str:
        """Return the words for the fate of a line's claims: joined, or left as they are."""
        return count_of(1 if self.is_on(line) else len(line.found.claims), "claim")


class JoinBox(QCheckBox):
    """The tick for all lines: a click takes all ticks off, or sets them all."""

    def show_ticks(self, ticks: JoinTicks) -> None:
        """Show how many lines there are, and whether all, some or none are ticked."""
        number, on = len(ticks.lines), len(ticks.chosen)
        stand, them = form_for(number, "stands", "stand"), form_for(number, "it", "them")
        claims = count_of(number, "claim")
        self.setText(f"{claims} {stand} on the same words as yours: join {them}")
        self.setVisible(bool(number))
        state = Qt.CheckState
        some = state.PartiallyChecked if on else state.Unchecked
        self.setCheckState(state.Checked if on == number else some)

    def nextCheckState(self) -> None:
        on = self.checkState() is not Qt.CheckState.Checked
        self.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
