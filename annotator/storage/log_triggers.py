"""Triggers that write every change of every row into the change log."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from annotator.schema.tables import LOGGED

if TYPE_CHECKING:
    from sqlite_utils import Database


def log_triggers(db: "Database", table: str) -> Iterator[str]:
    """The statements that make the log record ``table``.

    They stand in the file itself, so that no code path can go round them. A write outside of a
    change has no change to belong to and is refused.
    """
    has = {column.name for column in db[table].columns}
    columns = [name for name in LOGGED[table].logged if name in has]
    for event, row_id, before, after in (
        ("INSERT", "new.id", "NULL", row_as_json("new", columns)),
        ("UPDATE", "new.id", row_as_json("old", columns), row_as_json("new", columns)),
        ("DELETE", "old.id", row_as_json("old", columns), "NULL"),
    ):
        yield f"""CREATE TRIGGER log_{table}_{event.lower()} AFTER {event} ON {table} BEGIN
            INSERT INTO change_rows (change_seq, tbl, row_id, before, after)
            VALUES ((SELECT seq FROM changes WHERE open = 1), '{table}', {row_id},
                    {before}, {after});
        END"""


def row_as_json(name: str, columns: Iterable[str]) -> str:
    """Return the SQL expression for a row's state, a JSON object of column: value.

    The columns are the columns of ``schema.tables``, and never a file's own names.
    """
    pairs = ", ".join(f"'{column}', {name}.\"{column}\"" for column in columns)
    return f"json_object({pairs})"


def agree(state: Mapping[str, object] | None, logged: Mapping[str, object] | None) -> bool:
    """Return whether a row is as the log has it; an entry older than a column leaves it open.

    Args:
        state: The values of the row by column; ``None`` for an absent row.
        logged: The values in the log by column; ``None`` for an absent row.
    """
    if state is None or logged is None:
        return state is logged
    return logged.items() <= state.items()
