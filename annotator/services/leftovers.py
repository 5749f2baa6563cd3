"""What a crash left behind: drafts of files, and private copies of what is in projects."""

from pathlib import Path

from annotator.store import leftovers
from annotator.store.leftovers import private_folder

__all__ = ["clear", "private_folder"]


def clear() -> list[Path]:
    """Remove what programs that ended without clearing up left behind; what was removed.

    Nothing of a program that still runs is touched, and nothing that it did not write down.
    """
    return leftovers.clear()
