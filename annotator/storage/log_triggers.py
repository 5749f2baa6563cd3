"""Triggers that write every change of every row into the change log."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from annotator.schema.tables import LOGGED

if TYPE_CHECKING:
    from sqlite_utils import Database

_PLACE = 4
"""The values of a judged place before schema 8: its version, start, end and quote."""


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
    """Return whether a row is as the log has it.

    An entry older than a column leaves it open, and one older than the sentences of judged places
    (schema 8) leaves these open.

    Args:
        state: The values of the row by column; ``None`` for an absent row.
        logged: The values in the log by column; ``None`` for an absent row.
    """
    if state is None or logged is None:
        return state is logged
    if logged.items() <= state.items():
        return True
    return all(
        column in state and _is_as_logged(column, state[column], value)
        for column, value in logged.items()
    )


def _is_as_logged(column: str, value: object, logged: object) -> bool:
    if value == logged:
        return True
    if column != "given_on" or not (isinstance(value, str) and isinstance(logged, str)):
        return False
    return _without_sentences(value) == _without_sentences(logged) and not _has_sentences(logged)


def _without_sentences(places: str) -> list[list[object]]:
    return [place[:_PLACE] for place in _places(places)]


def _has_sentences(places: str) -> bool:
    return any(len(place) > _PLACE for place in _places(places))


def _places(stored: str) -> list[list[object]]:
    try:
        found = json.loads(stored or "[]")
    except (ValueError, RecursionError):
        return [[stored]]
    is_list = isinstance(found, list) and all(isinstance(place, list) for place in found)
    return found if is_list else [[stored]]
