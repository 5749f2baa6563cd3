"""Every enumeration of words in the package, for tests that want all of them."""

import importlib
from enum import StrEnum
from pathlib import Path

import annotator

PACKAGE = Path(annotator.__file__).parent


def enumerations() -> list[type[StrEnum]]:
    """Return the enumerations of words that the package defines, by name."""
    found = set[type[StrEnum]]()
    for path in PACKAGE.rglob("*.py"):
        if "(StrEnum)" not in path.read_text(encoding="utf-8"):
            continue
        name = ".".join(("annotator", *path.relative_to(PACKAGE).with_suffix("").parts))
        for value in vars(importlib.import_module(name)).values():
            if isinstance(value, type) and issubclass(value, StrEnum) and value is not StrEnum:
                found.add(value)
    return sorted(found, key=lambda each: f"{each.__module__}.{each.__name__}")
