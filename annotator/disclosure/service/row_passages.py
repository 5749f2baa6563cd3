"""The words in rows of tables, each with its place: the row that holds it, and its claim."""

from collections.abc import Iterator, Mapping
from typing import Any

from annotator.archive.schema import SHAPES
from annotator.audit.references import heading
from annotator.disclosure.confidential_names import LeavingPassage, texts_in_row
from annotator.kernel.changes import ChangePlace
from annotator.schema.tables import LOGGED
from annotator.sharing.column_groups import State
from annotator.sharing.row_merge import Key

_WHOLE = frozenset({"articles", "claims"})
"""Tables whose fields are called by their own names alone."""
_IN_THE_TEXT = frozenset({"quote", "prefix", "suffix"})
"""Columns of a highlight that repeat the text of its version, which is looked at whole."""
_OWNERS = ("claim_id", "evidence_id", "version_id", "article_id")
_OWNER_TABLES = dict(zip(_OWNERS, ("claims", "evidence", "versions", "articles"), strict=True))


_SPOKEN = {"id": "name"} | {
    column.name: column.field.warned
    for table in LOGGED.values()
    for column in table.columns
    if column.field is not None and column.field.warned
}


def in_words(column: str) -> str:
    """A column as it is spoken of."""
    return _SPOKEN.get(column, column.replace("_", " "))


def called(table: str, column: str) -> str:
    """Return the name of a column of a table in a warning."""
    words = in_words(column)
    if table in _WHOLE:
        return f"the {words}"
    shape = SHAPES.get(table)
    noun = shape.noun if shape else table.replace("_", " ").rstrip("s")
    article = "an" if noun[0] in "aeiou" else "a"
    return f"{article} {noun}" if column == "body" else f"the {words} of {article} {noun}"


def passages_of_rows(
    rows: Mapping[Key, State], known: Mapping[Key, State]
) -> Iterator[LeavingPassage]:
    """Return every text in rows, of any column; ``known`` has the rows that they refer to."""
    for (table, row_id), state in rows.items():
        article, number, place = _standing(table, row_id, state, known)
        for column, words in texts_in_row(state):
            if table == "highlights" and column in _IN_THE_TEXT:
                continue
            yield LeavingPassage(words, called(table, column), article, number, place)


def _standing(
    table: str, row_id: str, state: Mapping[str, Any], known: Mapping[Key, State]
) -> tuple[str, int | None, ChangePlace]:
    """The heading, the number and the place where a row belongs, as far as that is known."""
    claim_id, number = "", None
    for _ in range(len(_OWNERS)):
        if table == "claims":
            claim_id, number = row_id, state.get("number")
        if table == "articles":
            return heading({**state, "id": row_id}), number, ChangePlace(row_id, claim_id)
        column = next((c for c in _OWNERS if state.get(c)), None)
        if column is None:
            break
        table, row_id = _OWNER_TABLES[column], str(state[column])
        state = known.get((table, row_id), {})
    return "", number, ChangePlace("", claim_id)
