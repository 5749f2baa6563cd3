"""The list of claims that may be the same, with the choice of a person on each row."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import QObject

from annotator.app.widgets.lists.word_list import WordCells, WordRows
from annotator.appearance import symbol
from annotator.claims.same_claims import ClaimToCompare, SameClaims
from annotator.claims.verdicts import Tag
from annotator.kernel.text_folding import fold
from annotator.kernel.wording import count_of


class Choice(StrEnum):
    """The answer to whether some claims are the same."""

    JOIN = "join"
    APART = "keep apart"
    LATER = "later"
    NONE = "none"


class WordsInCommon(StrEnum):
    """How claims stand on the same words."""

    IDENTICAL = "same words"
    OVERLAPPING = "overlapping"


@dataclass(frozen=True, slots=True)
class SameClaimsRow:
    """Claims that may be the same, with the heading of their article.

    ``ids`` are those of the claims, the eldest first, and ``hay`` the folded words by which they
    are found. Both are made with the row, in the background: a search through thousands of rows
    makes none of them.
    """

    found: SameClaims
    article: str
    ids: tuple[str, ...] = field(init=False, repr=False, compare=False)
    hay: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        words = (self.numbers, *map(words_of, self.claims), self.verdicts)
        object.__setattr__(self, "ids", self.found.ids)
        object.__setattr__(self, "hay", "\n".join(map(fold, words)))

    @property
    def case(self) -> WordsInCommon:
        """How they stand on the same words."""
        return WordsInCommon.IDENTICAL if self.found.is_identical else WordsInCommon.OVERLAPPING

    @property
    def claims(self) -> tuple[ClaimToCompare, ...]:
        """The claims, the eldest first."""
        return self.found.claims

    @property
    def numbers(self) -> str:
        """The claims as they are spoken of: “Claims 3 and 17”."""
        *most, last = (str(claim.number) for claim in self.claims)
        return f"Claims {', '.join(most)} and {last}"

    @property
    def differ(self) -> bool:
        """Whether the verdicts on them differ."""
        return self.found.verdicts_differ

    @property
    def verdicts(self) -> str:
        """Their verdicts in a line, and whether they differ."""
        said = tags_in_short([tag for claim in self.claims for tag in claim.tags])
        return f"{said} – differ" if self.differ else said


def tags_in_short(tags: Sequence[Tag]) -> str:
    """Return verdicts with their checkers in a line: “V Anna, D Ben”."""
    found = [f"{symbol(tag.verdict)} {tag.checker}" for tag in tags]
    return ", ".join(found) or "Not tagged"


COLUMNS = ("Claims", "Words", "Verdicts", "Becomes")
VERDICTS, BECOMES = 2, 3
_OPEN = "? Decide"


_BECOMES = {
    Choice.JOIN: "claim",
    Choice.APART: "2 claims",
    Choice.LATER: "later",
    Choice.NONE: fold(_OPEN),
}
"""What becomes of claims by each choice, in folded words; the numbers are among their own."""


def _headings(rows: Sequence[SameClaimsRow]) -> dict[str, str]:
    """Return the folded headings of the articles by the headings; of a single one it tells none."""
    headings = {row.article for row in rows}
    return {heading: fold(heading) for heading in headings} if len(headings) > 1 else {}


class SameClaimsModel(WordRows[SameClaimsRow]):
    """Claims that may be the same, with the choices; ``ROW`` gives a row's SameClaimsRow."""

    columns = COLUMNS

    def __init__(self, rows: Sequence[SameClaimsRow], parent: QObject) -> None:
        super().__init__(rows, parent)
        self._headings = _headings(rows)
        self.choices: dict[tuple[str, ...], Choice] = {}

    @property
    def cases(self) -> Mapping[WordsInCommon, int]:
        """How many rows there are of each case."""
        return Counter(row.case for row in self._all)

    @property
    def chosen(self) -> Mapping[Choice, int]:
        """How many rows there are of each choice."""
        return Counter(map(self.choice, self._all))

    def of_choice(self, choice: Choice) -> list[SameClaimsRow]:
        """Return the rows with a choice, shown or not."""
        return [row for row in self._all if self.choice(row) is choice]

    def choice(self, row: SameClaimsRow) -> Choice:
        """Return the choice on a row: claims that are certainly the same are joined without it."""
        untouched = Choice.JOIN if row.found.is_certain else Choice.NONE
        return self.choices.get(row.ids, untouched)

    def choose(self, row: SameClaimsRow, choice: Choice) -> None:
        """Make a choice on a row; claims on identical words are never kept apart."""
        if choice is not Choice.APART or row.found.can_be_two:
            self.choices[row.ids] = choice
            self.turned()

    def replace(self, rows: Sequence[SameClaimsRow]) -> None:
        """Show other rows, as the project is by now; choices on the same claims stay."""
        self.beginResetModel()
        self._all = self._shown = [*rows]
        self._headings = _headings(rows)
        self.endResetModel()

    # the words of the rows

    def cells(self, row: SameClaimsRow) -> tuple[str, ...]:
        """The words of each column, whole."""
        where = f"{row.numbers} of “{row.article}”" if self._headings else row.numbers
        return where, words_of(row.claims[0]), row.verdicts, self._becomes(row)

    def found_by(self, row: SameClaimsRow) -> str:
        """Return the words by which a row is found, those of all its claims."""
        return "\n".join((row.hay, self._headings.get(row.article, ""), self._becomes(row)))

    def holds(self, row: SameClaimsRow, needles: Sequence[str]) -> bool:
        """Return whether the words of a row, or what becomes of it, hold all of some words."""
        said = row.hay, _BECOMES[self.choice(row)], self._headings.get(row.article, "")
        return all(any(needle in words for words in said) for needle in needles)

    def is_ticked(self, row: SameClaimsRow) -> bool:
        """Return whether the claims of a row are to be joined."""
        return self.choice(row) is Choice.JOIN

    def tick(self, row: SameClaimsRow, *, on: bool) -> None:
        """Choose to join the claims of a row, or leave them for later."""
        self.choices[row.ids] = Choice.JOIN if on else Choice.LATER

    def _becomes(self, row: SameClaimsRow) -> str:
        said = {
            Choice.JOIN: f"Claim {row.claims[0].number}",
            Choice.APART: count_of(len(row.claims), "claim"),
            Choice.LATER: "Later",
            Choice.NONE: _OPEN,
        }
        return said[self.choice(row)]


class SameClaimsCells(WordCells):
    """Paints a cell: bold where verdicts differ or a person has yet to choose."""

    def stands_out(self, row: object, column: int) -> bool:
        """Return whether a person has to look at a cell of a row."""
        if not isinstance(row, SameClaimsRow):
            return False
        if column == BECOMES:
            return not row.found.is_certain
        return column == VERDICTS and row.differ

    def stands_back(self, _row: object, _column: int) -> bool:
        """Return whether a cell of a row is only there to be found again."""
        return False


def words_of(claim: ClaimToCompare) -> str:
    """Return the words of a claim in the text, place by place."""
    return "\n".join(place.quote for place in claim.outer_places)
