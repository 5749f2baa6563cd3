"""How long work says how far it is, and is asked to stop."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told how many of how many are done; raises Cancelled where the work is to stop."""


def unwatched(_done: int, _total: int) -> None:
    """The progress of unwatched work: it goes on to its end."""
