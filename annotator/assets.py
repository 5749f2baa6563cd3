"""Where the bundled files are: in a checkout, an installed wheel and a frozen application."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


def asset(*names: str) -> Path:
    """A bundled file by its folders and name: ``asset("icons", "claim.svg")``."""
    return _root().joinpath(*names)


def page(name: str) -> Path:
    """A page that stands at the top of the project: the guide or the licence."""
    root = _root()
    return root / name if root.name == "_resources" else root.parent / name


def sample() -> tuple[str, Mapping[str, Any]]:
    """Return the sample project that comes with the program: its article, and the work on it."""
    article = asset("samples", "article.txt").read_text(encoding="utf-8")
    return article, tomllib.loads(asset("samples", "sample.toml").read_text(encoding="utf-8"))


@cache
def _root() -> Path:
    package = Path(__file__).parent
    packaged = package / "_resources"
    return packaged if packaged.is_dir() else package.parent / "resources"
