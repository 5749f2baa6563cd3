"""Upgrades of a project's JSON from an older version of its form to the next version.

A change of the form that older programs could not read raises ``VERSION``. The function that
makes a document of the new version from a document of the version before goes into ``UPGRADES``,
and an export of the version before is kept among the tests. Fields that were added raise the
version and are upgraded by themselves. The reader checks the result of an upgrade like any other
document, so that an upgrade need not check its document.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from annotator.archive.schema import GROWN, PARTS, VERSION, JsonField, JsonShape

Document = dict[str, Any]


def add_fields(since: int, document: Document) -> Document:
    """Add the fields of a schema version of a project file to a document, each of them blank.

    Args:
        since: The schema version of a project file that first has the fields.
        document: A document without the fields; it is changed.
    """
    for name, shape in PARTS.items():
        for thing in document[name]:
            _add(since, shape, thing)
    return document


def _add(since: int, shape: JsonShape, thing: dict[str, Any]) -> None:
    for field in shape.fields:
        said = field.said
        if said is not None and said.since == since and not _is_withheld(field, shape, thing):
            thing[field.name] = field.kind.say(said.blank)
    for hanging in shape.hanging:
        inner = thing.get(hanging.name) or ()
        for each in (inner,) if hanging.single and inner else inner:
            _add(since, hanging.shape, each)


def _is_withheld(field: JsonField, shape: JsonShape, thing: dict[str, Any]) -> bool:
    """Whether the fields that are withheld together with this one are missing in a thing."""
    alike = [
        each.name
        for each in shape.fields
        if each.said and field.said and each.said.since < field.said.since
        if (each.said.is_private, each.said.is_spoken)
        == (field.said.is_private, field.said.is_spoken)
    ]
    return bool(alike) and not any(name in thing for name in alike)


UPGRADES: dict[int, Callable[[Document], Document]] = {
    version: partial(add_fields, since) for version, since in enumerate(GROWN, start=1)
}
"""By version the function that makes a document of the next version."""


def known_versions() -> range:
    """Return the versions of the form that can be read."""
    return range(min(UPGRADES, default=VERSION), VERSION + 1)


def upgrade(document: Document, version: int) -> Document:
    """Return the document in the newest version of the form.

    Args:
        document: The document, which may be changed in place.
        version: The version of the document, within ``known_versions()``.

    Raises:
        ValueError: The document does not have the form of its version.
    """
    for each in range(version, VERSION):
        try:
            document = UPGRADES[each](document)
        except (LookupError, TypeError, AttributeError, ValueError) as error:
            raise ValueError(f"it does not have the form of version {each}") from error
    return document
