"""Upgrades of a project's JSON from an older version of its form to the next version.

A change of the form that older programs could not read raises ``VERSION``. The function that
makes a document of the new version from a document of the version before goes into ``UPGRADES``,
and an export of the version before is kept among the tests. The reader checks the result of an
upgrade like any other document, so that an upgrade need not check its document.
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
