"""Triggers that write every change of every row into the change log."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

    from annotator.store.file import ProjectFile


def log_triggers(db: "Database", table: str) -> Iterator[str]:
    """The statements that make the log record ``table``.

    They stand in the file itself, so that no code path can go round them. A write outside of a
    change has no change to belong to and is refused.
    """
    columns = [c.name for c in db[table].columns if c.name not in UNLOGGED_COLUMNS]
    for event, row_id, before, after in (
        ("INSERT", "new.id", "NULL", row_as_json("new", columns)),
        ("UPDATE", "new.id", row_as_json("old", columns), row_as_json("new", columns)),
        ("DELETE", "old.id", row_as_json("old", columns), "NULL"),
    ):
        yield f"""CREATE TRIGGER log_{table}_{event.lower()} AFTER {event} ON {table} BEGIN
            INSERT INTO change_rows (change_seq, tbl, row_id, before, after)
            VALUES ((SELECT seq FROM changes WHERE open = 1), '{table}', {row_id},
                    {before}, {after});
        END"""  # noqa: S608 - names of our own tables


UNLOGGED_COLUMNS = {"key", "data", "text"}
"""Row numbers, which no other file shares, and large values that never change: their hash is
logged."""


def row_as_json(name: str, columns: list[str]) -> str:
    """The SQL expression for a row's state, one JSON object of column: value."""
    pairs = ", ".join(f"'{column}', {name}.\"{column}\"" for column in columns)
    return f"json_object({pairs})"


def logged_columns(file: "ProjectFile", table: str) -> list[str]:
    """The columns of a table of which the log keeps the values."""
    names = file.rows("SELECT name FROM pragma_table_info(?) ORDER BY cid", [table])
    return [name for (name,) in names if name not in UNLOGGED_COLUMNS]


def agree(state: Mapping[str, object] | None, logged: Mapping[str, object] | None) -> bool:
    """Whether a row is as the log has it; an entry older than a column says nothing of it."""
    if state is None or logged is None:
        return state is logged
    return logged.items() <= state.items()
