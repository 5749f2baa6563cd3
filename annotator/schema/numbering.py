"""Numbers of claims and articles when several files gave the same numbers."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass

from annotator.schema.kinds import LARGEST


@dataclass(frozen=True, slots=True)
class Numbered:
    """A row with a number; ``born`` is the number that it got when it was made."""

    id: str
    born: int


def numbers(things: Iterable[Numbered]) -> dict[str, int]:
    """Return a number for each id, the same in any order and from any files.

    Of several rows with one number the eldest (ids begin with the time) keeps it; each of the
    others gets the next number above its own that no row was born with, or the lowest where there
    is none above. Removed rows count too: a number is never given twice.
    """
    given: dict[int, str] = {}
    moved = []
    for thing in sorted(things, key=lambda thing: thing.id):
        if thing.born in given:
            moved.append(thing)
        else:
            given[thing.born] = thing.id
    later: dict[int, int] = {}
    for thing in moved:
        free = _next_free(thing.born + 1, given, later)
        if free > LARGEST:
            free = _next_free(1, given, later)
        given[free] = thing.id
    return {identity: number for number, identity in given.items()}


def next_number(last: int, given: Callable[[], Iterable[int]]) -> int:
    """Return the number behind the ``last``; the lowest that is not ``given`` where none is behind.

    Only a stranger's file has a number that is the largest, and a larger number would not be a
    number of a project any more.
    """
    if last < LARGEST:
        return last + 1
    return _next_free(1, {*given()}, {})


def _next_free(number: int, given: Container[int], later: dict[int, int]) -> int:
    """Return the first free number from this number on; ``later`` remembers the way there."""
    way = []
    while number in given:
        way.append(number)
        number = later.get(number, number + 1)
    later |= dict.fromkeys(way, number)
    return number
