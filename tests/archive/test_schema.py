"""The schema that other programs read is made of the shapes that this program goes by."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from annotator.archive.schema import SHAPES, JsonField
from annotator.assets import asset
from annotator.schema.kinds import RefusedValue
from tests.archive.published_schema import FILE, SHARED, made, published, text
from tests.enumerations import enumerations

SCHEMA: dict[str, Any] = json.loads(
    asset("schemas", "project.schema.json").read_text(encoding="utf-8")
)


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_it_is_what_the_shapes_make() -> None:
    written = FILE.read_text(encoding="utf-8")
    assert written == text(made(published())) + "\n", "python -m tests.archive.published_schema"


def test_every_field_is_described() -> None:
    for name, defined in SCHEMA["$defs"].items():
        assert defined["description"], name
        for field, node in defined.get("properties", {}).items():
            assert node.get("description", "$ref" in node), (name, field)


FIELDS = {
    f"{shape.table}.{field.name}": field for shape in SHAPES.values() for field in shape.fields
}


def words() -> set[str]:
    """Every word of every enumeration of the program."""
    return {word.value for each in enumerations() for word in each}


VALUES = (
    *sorted(words()),
    *("", "perhaps", " ", "a b", "0" * 16, "f" * 64, "F" * 64, "x" * 100, "x" * 101, "é"),
    *("2026-03-31", "2026-3-31", "2026-03-31T09:00:00.000Z", "2026-03-31T09:00:00Z"),
    *("2026-03-31T09:00:00", "2026-03-31T09:00:00.Z", "１２３４-12-12"),
    *(-1, 0, 1, 2**31 - 1, 2**31, 2**53 - 1, 2**53, 10**30, 0.5, True, False, None),
    *([], ["number"], ["number", "number"], ["name", "url"], [1], {}, {"tag": "0" * 16}),
    *({"tag": "x"}, {"": "0" * 16}),
)
LOOSE = ("2026-02-31", "2026-02-31T00:00:00Z", "2026-03-31T25:00:00Z", "a\0b", "\ud800")
"""Values that a schema cannot tell from sound ones."""


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
def test_the_schema_and_the_reader_take_and_refuse_the_same(field: JsonField) -> None:
    valid = Draft202012Validator(field.kind.schema)
    assert field.kind.schema, "no constraint"
    for value in (*VALUES, *LOOSE):
        try:
            held = field.kind.read(value)
        except RefusedValue:
            assert value in LOOSE or not valid.is_valid(value), value
        else:
            assert valid.is_valid(value), value
            assert field.kind.say(held) == value


def test_a_shared_definition_is_used() -> None:
    written = json.dumps(SCHEMA)
    assert [name for name in SHARED if f'"#/$defs/{name}"' not in written] == []
