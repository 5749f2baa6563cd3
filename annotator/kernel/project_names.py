"""How the files of projects are called, and what of that is the name."""

import re

from annotator.sharing.packages import SUFFIX as PACKAGE

PROJECT = ".factcheck.sqlite"
"""How the name of a new project ends: by it desktops know a project from any other database."""
_PLAIN = ".sqlite"
_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)
ENDINGS = (PROJECT, PACKAGE, _PLAIN)


def project_title(name: str) -> str:
    """Return the name of a project's file without its ending."""
    return name[: len(name) - len(_ending(name))]


def with_ending(name: str) -> str:
    """Return the name of a new project, which gets the ending of one if it has none at all."""
    return name if _ending(name) else name + PROJECT


def name_beside(name: str, addition: str) -> str:
    """Return the name of another project beside one: with more words in it, and the same ending."""
    return f"{project_title(name)}{addition}{_ending(name)}"


def _ending(name: str) -> str:
    known = next((end for end in ENDINGS if name.endswith(end)), "")
    # a dot in the name of a folder ends nothing
    stem, dot, other = _FOLDERS.sub("", name).rpartition(".")
    return known or (dot + other if stem else "")
