"""How the files of projects are called, and what of that is the name."""

from typing import TYPE_CHECKING

from annotator.domain.packages import SUFFIX as PACKAGE

if TYPE_CHECKING:
    from pathlib import Path

PROJECT = ".factcheck.sqlite"
"""How the name of a new project ends: by it desktops know a project from any other database."""
_PLAIN = ".sqlite"
ENDINGS = (PROJECT, PACKAGE, _PLAIN)


def project_title(path: "Path") -> str:
    """Return the name of a project without the ending of its file."""
    return path.name[: len(path.name) - len(_ending(path))]


def with_ending(path: "Path") -> "Path":
    """Return the name of a new project, which gets the ending of one if it has none at all."""
    return path if path.suffix else path.with_name(path.name + PROJECT)


def name_beside(path: "Path", addition: str) -> "Path":
    """Return the name of another project beside one: with more words in it, and the same ending."""
    return path.with_name(f"{project_title(path)}{addition}{_ending(path)}")


def _ending(path: "Path") -> str:
    return next((end for end in ENDINGS if path.name.endswith(end)), path.suffix)
