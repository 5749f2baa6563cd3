"""The settings that a project keeps, by their names, and the check of their values."""

import json
from typing import Any

from annotator.schema.kinds import ID, MOMENT, SHA256, SIZE, TEXT, RefusedValue
from annotator.sharing.packages import Package

PACKAGE = "package"
"""The setting that describes a package."""
MISSING_FILE = "missing file "
"""The beginning of the names of settings that describe a file without its bytes."""

_OF_A_FILE = {
    "id": ID,
    "name": TEXT,
    "mime": TEXT,
    "size": SIZE,
    "sha256": SHA256,
    "added_at": MOMENT,
}
_OWNERS = ("evidence_id", "version_id")


def check_setting(name: str, value: str) -> None:
    """Check that the program can read the value of a setting.

    Raises:
        Refused: it cannot.
    """
    if name == PACKAGE:
        _check_package(_object(value, "does not say what a package says of itself"))
    elif name.startswith(MISSING_FILE):
        _check_missing_file(name, _object(value, "does not say what is known of a missing file"))


def _object(value: str, otherwise: str) -> dict[str, Any]:
    try:
        found = json.loads(value)
    except (ValueError, RecursionError) as error:
        raise RefusedValue(otherwise) from error
    if not isinstance(found, dict):
        raise RefusedValue(otherwise)
    return found


def _check_package(said: dict[str, Any]) -> None:
    try:
        package = Package.from_data(said)
    except (ValueError, TypeError) as error:
        raise RefusedValue("does not say what a package says of itself") from error
    for words in (package.sender, package.made_at, *package.articles):
        TEXT.check(words)


def _check_missing_file(name: str, said: dict[str, Any]) -> None:
    owner = next((said[key] for key in _OWNERS if said.get(key)), None)
    if said.keys() - {*_OWNERS} != _OF_A_FILE.keys() or owner is None:
        raise RefusedValue("does not say what is known of a missing file")
    for key, value in said.items():
        if key in _OF_A_FILE:
            _OF_A_FILE[key].check(value)
        elif value is not None:
            ID.check(value)
    if name != f"{MISSING_FILE}{owner}/{said['id']}":
        raise RefusedValue("is about another file than its name says")
