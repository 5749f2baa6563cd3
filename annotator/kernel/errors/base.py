"""The root of all errors that the user is told of."""

from typing import ClassVar


class AnnotatorError(Exception):
    """A situation the user is told of in one clear sentence (``str(error)``).

    A refusal, for example of a verdict on a removed claim, stays a refusal however often the act is
    tried: there was no data to save. A failure to read or write can pass: the act can be retried.
    """

    can_be_retried: ClassVar[bool] = False
    """Whether the very same act can go well a moment later, with no other input."""
