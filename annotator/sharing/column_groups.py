"""Column groups: the parts of a row that are merged apart from each other.

Values that people change independently, for example a claim's statement and its status, may come
from two files; values that only make sense together, for example a verdict and its reason, come
from the same file. (Each group is a last-writer-wins register.)
"""

from collections.abc import Iterable, Mapping

State = Mapping[str, object]
"""A row as column: value."""

EXISTENCE = ""
"""The register of whether a row is there at all."""
WHOLE = "row"
"""The only register of a row that is taken whole, or not at all."""

PLACE = "claim_id"
"""The register of the claim that a row hangs on: it may move while its words are worked on."""
DOUBLE = "double"
"""The register of a highlight that a join or a merge removed, since another stands just there.

It gives way to all that was done to the highlight elsewhere.
"""

_BY_COLUMN = {"articles", "versions", "claims", "sources"}
_HANGING = {"highlights", "notes", "queries", "contacts", "comments", "evidence", "placements"}
_TOGETHER = {"code_name": "confidential", "published_url": "published_on"}
"""Columns that only make sense with another column, which names their register."""
DERIVED = {"number", "first_number"}
"""Columns that follow from which rows there are: see ``schema.numbering``."""


def register_of(table: str, column: str) -> str:
    """The register that a column of a table belongs to."""
    if table in _HANGING and column == PLACE:
        return PLACE
    return _TOGETHER.get(column, column) if table in _BY_COLUMN else WHOLE


def knows_place(table: str, register: str) -> bool:
    """Return whether a file that has heard of a register has heard of the row's claim, too.

    Files that were written before a row's claim was a register of its own know of the row alone.
    """
    return register == WHOLE and table in _HANGING


def registers_changed(table: str, before: State | None, after: State | None) -> frozenset[str]:
    """Return the registers that differ between two states of a row."""
    if before is None or after is None:
        return frozenset({EXISTENCE})
    return registers_differing(table, before, after)


def registers_differing(table: str, one: State, other: State) -> frozenset[str]:
    """The registers in which two states of a row differ."""
    columns = {*one, *other} - DERIVED if table in _BY_COLUMN else {*one, *other}
    return frozenset(register_of(table, c) for c in columns if one.get(c) != other.get(c))


def with_registers(table: str, ours: State, theirs: State, taken: Iterable[str]) -> State:
    """Return our state of a row with the taken registers of their state."""
    wanted, fixed = {*taken}, DERIVED if table in _BY_COLUMN else set()
    return {
        column: theirs.get(column, value)
        if column not in fixed and register_of(table, column) in wanted
        else value
        for column, value in ours.items()
    }
