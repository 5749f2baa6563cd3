"""Words as cells of a table that a spreadsheet opens."""

from collections.abc import Iterable

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With what a formula begins; the last four where people write in full width."""


def defused(cells: Iterable[str]) -> list[str]:
    """The cells, so that no spreadsheet takes what somebody wrote for a formula."""
    return [f"'{cell}" if cell.startswith(FORMULAS) else cell for cell in cells]


def given_back(cell: str) -> str:
    """What a cell held before it was defused."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULAS) else cell
