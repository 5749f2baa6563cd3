"""Words as cells of a table that a spreadsheet opens."""

import re
from collections.abc import Iterable

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With what a formula begins; the last four where people write in full width."""
_FORMULA = re.compile(f"'*[{re.escape(''.join(FORMULAS))}]")
"""So begins a formula, or what would look like a defused one."""


def defused(cells: Iterable[str]) -> list[str]:
    """The cells, so that no spreadsheet takes what somebody wrote for a formula."""
    return [f"'{cell}" if _FORMULA.match(cell) else cell for cell in cells]


def given_back(cell: str) -> str:
    """What a cell held before it was defused."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
