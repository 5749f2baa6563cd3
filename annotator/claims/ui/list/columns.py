"""The columns of a list of claims, as data: titles, orders and words."""

from collections.abc import Callable
from dataclasses import dataclass

from annotator.appearance import label, symbol
from annotator.claims.filters import OrderBy
from annotator.claims.house_rules import HouseRule
from annotator.claims.model import Importance, ListedClaim
from annotator.claims.verdicts import Standing
from annotator.kernel.wording import count_of

_IN_SHORT = "on other words"
"""Said of a claim with a verdict whose author judged other words than it has now."""


@dataclass(frozen=True, slots=True)
class ClaimColumn:
    """A column: its title, its order on a click, its words, and its width in letters."""

    title: str
    order: OrderBy
    words: Callable[[ListedClaim], str]
    letters: int


def in_words(row: ListedClaim) -> str:
    """Return a claim as it is read out, the whole row in a single sentence."""
    said = [f"Claim {row.number}", *judged(row), label(row.status)]
    if row.importance is not Importance.ORDINARY:
        said.append(label(row.importance))
    if row.legal_risk:
        said.append("legal risk")
    if row.speaker:
        said.append(f"speaker {row.speaker}")
    said += warnings_in_words(row)
    return f"{', '.join(said)}: {one_line(row.words)}"


def in_short(row: ListedClaim) -> str:
    """Return the number of a claim, how it stands, and how far the work is, on a line."""
    return f"Claim {row.number}: {', '.join([*judged(row), label(row.status).lower()])}"


def judged(row: ListedClaim, *, in_short: bool = False) -> list[str]:
    """Return how a claim stands, and whether a verdict on it was given on other words.

    ``in_short`` is for where there is little room.
    """
    if not is_stale(row) or row.standing is Standing.OUTDATED:
        return [label(row.standing)]
    return [label(row.standing), _IN_SHORT if in_short else label(Standing.OUTDATED).lower()]


def is_stale(row: ListedClaim) -> bool:
    """Return whether a verdict on a claim was given on other words than it has now."""
    return HouseRule.OTHER_WORDS in row.rules


def warnings_in_words(row: ListedClaim) -> list[str]:
    """Return how many house rules a claim breaks beside the words, as a phrase, if it does."""
    number = len({*row.rules} - {HouseRule.OTHER_WORDS})
    return [count_of(number, "warning")] if number else []


def one_line(words: str) -> str:
    """Return words on a line of their own, however they were broken."""
    return " ".join(words.split())


def _importance(row: ListedClaim) -> str:
    risk = ["Legal risk"] if row.legal_risk else []
    return ", ".join(
        ([] if row.importance is Importance.ORDINARY else [label(row.importance)]) + risk
    )


COLUMNS = (
    ClaimColumn("Claims", OrderBy.TEXT, in_words, 60),
    ClaimColumn("No.", OrderBy.NUMBER, lambda row: str(row.number), 7),
    ClaimColumn("Verdict", OrderBy.VERDICT, lambda row: ", ".join(judged(row)), 24),
    ClaimColumn("Claim", OrderBy.TEXT, lambda row: one_line(row.words), 60),
    ClaimColumn(
        "Status", OrderBy.STATUS, lambda row: f"{symbol(row.status)} {label(row.status)}", 20
    ),
    ClaimColumn("Importance", OrderBy.IMPORTANCE, _importance, 16),
    ClaimColumn("Speaker", OrderBy.SPEAKER, lambda row: row.speaker, 20),
    ClaimColumn("Kinds", OrderBy.KINDS, lambda row: ", ".join(label(k) for k in row.kinds), 20),
    ClaimColumn("Evidence", OrderBy.EVIDENCE, lambda row: str(row.evidence or ""), 12),
    ClaimColumn(
        "Warnings", OrderBy.WARNINGS, lambda row: ", ".join(label(r) for r in row.rules), 24
    ),
    ClaimColumn("Checkers", OrderBy.CHECKERS, lambda row: ", ".join(row.checkers), 18),
)
"""The columns; the first is the whole claim on a card, where there is room for a single column."""
CARD, NUMBER, VERDICT, CLAIM, STATUS, IMPORTANCE, SPEAKER, KINDS, EVIDENCE, WARNINGS, CHECKERS = (
    range(len(COLUMNS))
)
