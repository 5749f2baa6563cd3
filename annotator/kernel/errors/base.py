"""The root of everything that can go wrong and be told."""

from typing import ClassVar


class AnnotatorError(Exception):
    """A situation the user is told of in one clear sentence (``str(error)``).

    A refusal, such as of a verdict on what is gone, is one for as long as the same is asked:
    there was nothing to save. A failure to read or write can pass: the same act can be tried again.
    """

    can_be_retried: ClassVar[bool] = False
    """Whether the very same act can go well a moment later, with nothing else asked."""
