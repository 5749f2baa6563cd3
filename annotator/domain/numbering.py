"""Numbers of claims and articles when several files gave the same ones."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Numbered:
    """Something with a number; ``born`` is the one it got when it was made."""

    id: str
    born: int


def numbers(things: Iterable[Numbered]) -> dict[str, int]:
    """A number for each id, the same in whatever order and from whatever files they came.

    Of several with one number the eldest (ids begin with the time) keeps it; each of the others
    gets the next one above its own that nobody else was born with. Those that were removed count
    too: a number is never given twice.
    """
    given: dict[int, str] = {}
    moved = []
    for thing in sorted(things, key=lambda thing: thing.id):
        if thing.born in given:
            moved.append(thing)
        else:
            given[thing.born] = thing.id
    for thing in moved:
        free = thing.born + 1
        while free in given:
            free += 1
        given[free] = thing.id
    return {identity: number for number, identity in given.items()}
