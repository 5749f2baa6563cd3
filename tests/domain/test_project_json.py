"""The schema that other programs read says the same as the shape that this one goes by."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from annotator.assets import asset
from annotator.domain.project_json import FORMAT, PARTS, VERSION, Shape

SCHEMA: dict[str, Any] = json.loads(
    asset("schemas", "project.schema.json").read_text(encoding="utf-8")
)


def definition(node: dict[str, Any]) -> dict[str, Any]:
    """What a node is, as the schema defines it; of several forms of a thing the full one."""
    while True:
        if "$ref" in node:
            node = SCHEMA["$defs"][node["$ref"].rsplit("/", 1)[1]]
        elif "anyOf" in node or "items" in node:
            node = node["items"] if "items" in node else node["anyOf"][0]
        else:
            return node


def pairs(shape: Shape, node: dict[str, Any]) -> Iterator[tuple[Shape, dict[str, Any]]]:
    """Every shape with the definition of the same thing."""
    defined = definition(node)
    yield shape, defined
    for hanging in shape.hanging:
        yield from pairs(hanging.shape, defined["properties"][hanging.name])


def every_pair() -> list[tuple[Shape, dict[str, Any]]]:
    return [p for name, shape in PARTS.items() for p in pairs(shape, SCHEMA["properties"][name])]


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_top_of_the_file_is_the_same() -> None:
    assert [*SCHEMA["properties"]] == ["format", "version", "confidential", *PARTS]
    assert SCHEMA["properties"]["format"]["const"] == FORMAT
    assert SCHEMA["properties"]["version"]["const"] == VERSION


@pytest.mark.parametrize("pair", every_pair(), ids=lambda pair: pair[0].noun)
def test_every_thing_has_the_same_fields_in_the_same_order(
    pair: tuple[Shape, dict[str, Any]],
) -> None:
    shape, defined = pair
    assert (*defined["properties"],) == shape.names
    assert (*defined["required"],) == shape.names


def test_every_field_is_described() -> None:
    for name, defined in SCHEMA["$defs"].items():
        assert defined["description"], name
        for field, node in defined.get("properties", {}).items():
            assert "description" in node or "$ref" in node, (name, field)


@pytest.mark.parametrize("pair", every_pair(), ids=lambda pair: pair[0].noun)
def test_both_refuse_the_same_words(pair: tuple[Shape, dict[str, Any]]) -> None:
    """What the schema takes for an enumeration, the reader takes; and no other word."""
    shape, defined = pair
    for field in shape.fields:
        node = defined["properties"][field.name]
        node = definition(node) if "$ref" in node else node
        for word in node.get("enum", ()):
            assert field.kind.say(field.kind.read(word)) == word
        if "enum" in node:
            with pytest.raises(ValueError, match="is none of"):
                field.kind.read("perhaps")
