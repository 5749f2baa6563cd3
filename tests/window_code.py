"""The modules of the package that draw a window or paint with Qt, for tests that read code."""

from pathlib import Path

import annotator

PACKAGE = Path(annotator.__file__).parent
PDF = PACKAGE / "reports" / "formats" / "pdf"


def window_modules() -> list[Path]:
    """Return the modules of the window and of every feature's `ui`, and the writer of PDFs."""
    return sorted(
        path
        for path in PACKAGE.rglob("*.py")
        if "ui" in path.relative_to(PACKAGE).parts
        or path.is_relative_to(PACKAGE / "app")
        or path.is_relative_to(PDF)
    )


def name_module(path: Path) -> str:
    """Return a module's path below the package, such as `app/display.py`."""
    return path.relative_to(PACKAGE).as_posix()
