"""Words as cells of a table that a spreadsheet opens."""

import re
from collections.abc import Iterable

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""The characters that begin a formula; the last four where people write in full width."""
_FORMULA = re.compile(f"'*[{re.escape(''.join(FORMULAS))}]")
"""The beginning of a formula, or of words that would look like a defused formula."""


def defuse_formulas(cells: Iterable[str]) -> list[str]:
    """Return the cells, so that no spreadsheet takes a person's words for a formula."""
    return [f"'{cell}" if _FORMULA.match(cell) else cell for cell in cells]


def restore_formula(cell: str) -> str:
    """Return the words that a cell held before it was defused."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
