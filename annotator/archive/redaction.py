"""The records of a project as JSON, without confidential details unless the user asks for them.

The JSON withholds the same as reports. Of a confidential source it keeps id, rank and code name;
of evidence from that source the stance and the time of entry, without attached files. Of a
confidential contact it keeps the checker, the terms, the outcome and the code name, and a query to
that contact has the code name too. Answers that were given off the record are left out, and so are
the annotations of the files that articles came from.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.archive.schema import JsonShape, NestedTable
from annotator.people.model import CodeNames, ContactTerms

Row = Mapping[str, Any]
RowsUnder = Callable[[NestedTable, str], Sequence[Row]]
"""Returns the rows that stand in the record with an id."""


@dataclass(frozen=True, slots=True)
class JsonRedaction:
    """The rules by which details are withheld.

    Attributes:
        secret: The ids of the sources to withhold; ``None`` withholds no details at all.
        code_names: The code names of the persons who were asked.
    """

    secret: Collection[str] | None
    code_names: CodeNames = field(default_factory=CodeNames)

    def names(self, shape: JsonShape, thing: Row) -> tuple[str, ...]:
        """Return the names that may stand in a record, given as a row or as JSON has it."""
        if self.secret is None:
            return shape.names
        if shape.table in ("sources", "contacts") and thing.get("confidential"):
            return shape.open_names
        if shape.table == "evidence" and thing.get("source_id") in self.secret:
            return shape.open_names
        if shape.table == "contacts" and thing.get("terms") == ContactTerms.OFF_RECORD:
            return shape.unspoken_names
        return shape.names

    def tell(self, shape: JsonShape, row: Row, under: RowsUnder) -> dict[str, object]:
        """Return a row as an object of the JSON, with the records that stand in it."""
        names = self.names(shape, row)
        told: dict[str, object] = {
            each.name: each.kind.say(row[each.name]) for each in shape.fields if each.name in names
        }
        if shape.table == "queries":
            told["addressee"] = self.code_names.instead_of(row["addressee"])
        if self.secret is not None:
            told |= _UNTOLD.get(shape.table, {})
        for hanging in shape.hanging:
            if hanging.name in names:
                rows = under(hanging, row["id"])
                things = [self.tell(hanging.shape, each, under) for each in rows]
                told[hanging.name] = next(iter(things), None) if hanging.single else things
        return told


def fill_withheld(shape: JsonShape, known: dict[str, object]) -> dict[str, object]:
    """Return the row of a record, with blanks for withheld fields.

    A source or contact of which the code name alone is known is called by its code name.

    Args:
        shape: The shape of the record.
        known: The members of the record in JSON, by name.
    """
    blank: dict[str, object] = {each.name: _BLANKS.get(each.name, "") for each in shape.fields}
    called = {name: known["code_name"] for name in ("title", "person") if name in blank}
    return blank | called | known


_BLANKS = {"type": "other"}
_UNTOLD: Mapping[str, dict[str, object]] = {
    "versions": {"annotations": []},
    **{table: {"file_annotation": ""} for table in ("claims", "evidence", "queries", "comments")},
}
"""The values that stand in place of the annotations of a file, which may name any source."""
