"""A project's things as JSON has them, without what is confidential unless that was asked for.

What is withheld is what reports withhold, too. Of a confidential source its id, rank and code name
are told; of what it says the stance and when that was noted, and not the files kept with it. Of a
confidential contact who asked, on what terms, what came of it and the code name are told, and a
question to them has the code name, too; what somebody said off the record is not told.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.archive.schema import JsonShape, NestedTable
from annotator.people.model import CodeNames, ContactTerms

Row = Mapping[str, Any]
RowsUnder = Callable[[NestedTable, str], Sequence[Row]]
"""The rows that hang on the thing with an id."""


@dataclass(frozen=True, slots=True)
class JsonRedaction:
    """What may be told of things; ``secret`` are the ids of the sources to be withheld.

    Where it is ``None`` nothing is withheld. ``code_names`` are those of who was asked something.
    """

    secret: Collection[str] | None
    code_names: CodeNames = field(default_factory=CodeNames)

    def names(self, shape: JsonShape, thing: Row) -> tuple[str, ...]:
        """What may stand in a thing, given as a row or as JSON has it."""
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
        """A thing with all that hangs on it."""
        names = self.names(shape, row)
        told: dict[str, object] = {
            each.name: each.kind.say(row[each.name]) for each in shape.fields if each.name in names
        }
        if shape.table == "queries":
            told["addressee"] = self.code_names.instead_of(row["addressee"])
        for hanging in shape.hanging:
            if hanging.name in names:
                rows = under(hanging, row["id"])
                things = [self.tell(hanging.shape, each, under) for each in rows]
                told[hanging.name] = next(iter(things), None) if hanging.single else things
        return told


def filled(shape: JsonShape, known: dict[str, object]) -> dict[str, object]:
    """A row of what was told of a thing, with blanks for what was withheld.

    A source or contact that is known by its code name alone is called by it.
    """
    blank: dict[str, object] = {each.name: _BLANKS.get(each.name, "") for each in shape.fields}
    called = {name: known["code_name"] for name in ("title", "person") if name in blank}
    return blank | called | known


_BLANKS = {"type": "other"}
