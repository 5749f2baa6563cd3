"""Older versions of the form of a project's JSON, and how each becomes the next one.

A form that a reader of the one before could not read gets the next ``VERSION``; the function that
makes a document of it from one of the version before goes into ``UPGRADES``, and an export of the
version before is kept among the tests. The reader proves what comes out of an upgrade like any
other document, so that an upgrade may trust nothing and need not look.
"""

from collections.abc import Callable
from typing import Any

from annotator.archive.schema import VERSION

Document = dict[str, Any]

UPGRADES: dict[int, Callable[[Document], Document]] = {}
"""By version the function that makes a document of the next version."""


def known_versions() -> range:
    """Return the versions of the form that can be read."""
    return range(min(UPGRADES, default=VERSION), VERSION + 1)


def upgrade(document: Document, version: int) -> Document:
    """Return a document of an older version in the newest one.

    Raises:
        ValueError: the document does not have the form of its version.
    """
    for each in range(version, VERSION):
        try:
            document = UPGRADES[each](document)
        except (LookupError, TypeError, AttributeError, ValueError) as error:
            raise ValueError(f"it does not have the form of version {each}") from error
    return document
