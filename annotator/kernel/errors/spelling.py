"""What can be wrong with a dictionary."""

from annotator.kernel.errors.base import AnnotatorError


class UnusableDictionary(AnnotatorError):
    """A dictionary of the system that cannot be read, or cannot be used as it is."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"The dictionary {path} cannot be used: {why}. Words are not checked with it; "
            "install it again, or choose another language under Edit › Spelling language."
        )
