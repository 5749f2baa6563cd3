"""Drafts and private copies that a crash left behind."""

from pathlib import Path

from annotator.files import drafts
from annotator.files.drafts import private_folder

__all__ = ["clear", "private_folder"]


def clear() -> list[Path]:
    """Remove drafts and private copies that crashed programs left; those that were removed.

    Nothing of a program that still runs is touched, and nothing that it did not write down.
    """
    return drafts.clear()
