"""Drafts and private copies that a crash left behind."""

from pathlib import Path

from annotator.files import drafts
from annotator.files.drafts import private_folder

__all__ = ["clear", "private_folder"]


def clear() -> list[Path]:
    """Remove the drafts and private copies of crashed programs, and return the removed paths.

    Files of a running program stay, and files that are on no list of ours.
    """
    return drafts.clear()
