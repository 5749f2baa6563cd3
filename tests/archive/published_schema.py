"""The schema of a project's JSON for other programs, made of the shapes that the reader goes by.

The descriptions are written by hand in the file, and stay; all else in it is made here. After a
change of the shapes, ``python -m tests.archive.published_schema`` writes the file again, with the
description of a new field left empty, to be filled in.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from annotator.archive.redaction import JsonRedaction
from annotator.archive.schema import FORMAT, PARTS, SHOWN, VERSION, WITHHELD, JsonShape
from annotator.people.model import ContactTerms
from annotator.schema import kinds
from annotator.schema.tables import LOGGED

FILE = Path(__file__).parents[2] / "resources" / "schemas" / "project.schema.json"
WIDTH = 100
Node = dict[str, Any]

NAMES = {
    "piece of evidence": "evidence",
    "attached file": "attachment",
    "stretch with nothing to check": "nothing_to_check",
    "joined thing": "joined",
    "claim kept apart": "kept_apart",
    "place in a new version": "placement",
}
"""Definitions that are not called by the noun of their shape."""


def _kind(table: str, column: str) -> kinds.ValueKind:
    return LOGGED[table].by_name[column].kind


SHARED = {
    "id": kinds.ID,
    "number": kinds.NUMBER,
    "first_number": _kind("claims", "first_number"),
    "position": kinds.POSITION,
    "moment": kinds.MOMENT,
    "sha256": kinds.SHA256,
    "digest": kinds.DIGEST,
    "sentence": kinds.SENTENCE,
    "given_on": kinds.PLACES,
    "verdict": _kind("tags", "verdict"),
    "reason": _kind("tags", "reason"),
    "stance": _kind("evidence", "stance"),
    "rank": _kind("sources", "rank"),
    "terms": _kind("contacts", "terms"),
    "outcome": _kind("contacts", "outcome"),
}
"""Kinds of value with a definition of their own."""

_ADDRESS = {"pattern": "^([Hh][Tt][Tt][Pp][Ss]?://.*)?$"}
NARROWER: Mapping[tuple[str, str], Node] = {
    ("checker", "name"): {"minLength": 1},
    ("source", "url"): _ADDRESS,
    ("source", "archive_url"): _ADDRESS,
    ("withheld_source", "code_name"): {"minLength": 1},
    ("article", "versions"): {"minItems": 1},
    ("highlight", "quote"): {"minLength": 1},
    ("highlight", "prefix"): {"maxLength": 32},
    ("highlight", "suffix"): {"maxLength": 32},
    ("contact", "person"): {"minLength": 1},
    ("withheld_contact", "code_name"): {"minLength": 1},
    ("off_record_contact", "person"): {"minLength": 1},
}
"""Constraints of single fields that no kind has: the checks behind the reader refuse the same."""

_WITHHELD = "a confidential source"
FORMS: Mapping[str, Mapping[str, Node]] = {
    "sources": {"withheld_source": {"confidential": True}},
    "evidence": {"withheld_evidence": {"source_id": _WITHHELD}},
    "contacts": {
        "withheld_contact": {"confidential": True},
        "off_record_contact": {"terms": ContactTerms.OFF_RECORD.value, "confidential": False},
    },
}
"""By table the other forms of a record where what is confidential is withheld, and the values by
which each is told."""


def made(described: Node) -> Node:
    """Return the schema; ``described`` is an earlier one, of which the descriptions are taken."""
    return _Making(described).whole()


class _Making:
    def __init__(self, described: Node) -> None:
        self._described = described
        self._definitions: Node = {
            name: {"description": self._words(name), **self._kind(kind.schema, but=name)}
            for name, kind in SHARED.items()
        }

    def whole(self) -> Node:
        top = self._described["properties"]
        said: dict[str, Node] = {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "confidential": {"enum": [WITHHELD, SHOWN]},
        }
        properties = {n: {"description": top[n]["description"], **c} for n, c in said.items()}
        for name, shape in PARTS.items():
            words = top.get(name, {}).get("description", "")
            properties[name] = {"description": words, "type": "array", "items": self._one(shape)}
        about = ("$schema", "$id", "title", "description")
        return {
            **{name: self._described[name] for name in about},
            **_object(properties),
            "$defs": self._definitions,
        }

    def _one(self, shape: JsonShape) -> Node:
        """Return what leads to the definitions of a shape, which are made if they are not there."""
        name = NAMES.get(shape.noun, shape.noun)
        if name not in self._definitions:
            self._definitions[name] = {}  # stands before those of what hangs on it
            self._definitions[name] = self._form(name, shape, shape.names, {})
            for form, known in FORMS.get(shape.table, {}).items():
                names = JsonRedaction({_WITHHELD}).names(shape, known)
                self._definitions[form] = self._form(form, shape, names, known)
        forms = [{"$ref": f"#/$defs/{each}"} for each in (name, *FORMS.get(shape.table, {}))]
        return forms[0] if len(forms) == 1 else {"anyOf": forms}

    def _form(self, name: str, shape: JsonShape, names: tuple[str, ...], known: Node) -> Node:
        properties: Node = {}
        for field in shape.fields:
            constraints = self._kind(field.kind.schema)
            if field.name in known and known[field.name] != _WITHHELD:
                constraints = {"const": known[field.name]}
            properties[field.name] = constraints
        for hanging in shape.hanging:
            one = self._one(hanging.shape)
            many = {"type": "array", "items": one}
            null = {"anyOf": [one, {"type": "null"}]}
            properties[hanging.name] = null if hanging.single else many
        told = {
            each: self._described_field(name, each, properties[each])
            for each in shape.names
            if each in names
        }
        return {"description": self._words(name), **_object(told)}

    def _described_field(self, name: str, field: str, constraints: Node) -> Node:
        words = self._words(name, field)
        if not words and "$ref" in constraints:
            return constraints
        return {"description": words, **constraints, **NARROWER.get((name, field), {})}

    def _words(self, name: str, field: str = "") -> str:
        node = self._described["$defs"].get(name, {})
        node = node.get("properties", {}).get(field, {}) if field else node
        return str(node.get("description", ""))

    def _kind(self, schema: Any, but: str = "") -> Any:
        """Return constraints, with those of a shared kind as what leads to its definition."""
        for name, kind in SHARED.items():
            if name != but and schema == kind.schema:
                return {"$ref": f"#/$defs/{name}"}
        if isinstance(schema, Mapping):
            return {name: self._kind(value) for name, value in schema.items()}
        return [self._kind(value) for value in schema] if isinstance(schema, list) else schema


def _object(properties: Node) -> Node:
    return {
        "type": "object",
        "required": [*properties],
        "additionalProperties": False,
        "properties": properties,
    }


def text(node: Any, indent: str = "\n") -> str:
    """Return JSON in which every list, and every object that fits, stands in one line."""
    line = json.dumps(node, ensure_ascii=False)
    if not isinstance(node, dict) or len(indent) + len(line) < WIDTH:
        return line
    within = f"{indent}  "
    pairs = (f"{within}{json.dumps(name)}: {text(each, within)}" for name, each in node.items())
    return f"{{{','.join(pairs)}{indent}}}"


def published() -> Node:
    """Return the schema that is in the resources."""
    found: Node = json.loads(FILE.read_text(encoding="utf-8"))
    return found


if __name__ == "__main__":
    FILE.write_text(text(made(published())) + "\n", encoding="utf-8")
