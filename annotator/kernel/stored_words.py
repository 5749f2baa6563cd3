"""Words of a list as a file has them, of which a later version of the program may know more."""

from enum import StrEnum
from typing import TypeVar

Word = TypeVar("Word", bound=StrEnum)


def read_word(words: type[Word], value: str) -> Word:
    """Return the member of a list that a file names, or an unknown word as a member of its own.

    A file that was examined holds only known words. But another program may write to it at any
    time, and no list, picture or report is to end for a word: it is shown as it stands there.
    """
    try:
        return words(value)
    except ValueError:
        made = str.__new__(words, value)
        made._name_ = made._value_ = str(value)
        return made


def read_step(steps: type[Word], place: int) -> Word:
    """The member of a list at a place, counted from 0; a word of its own beyond its end."""
    order = list(steps)
    return order[place] if 0 <= place < len(order) else read_word(steps, str(place))
