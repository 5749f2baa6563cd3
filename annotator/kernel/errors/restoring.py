"""What can be wrong when a project is made again from its JSON."""

from annotator.kernel.errors.base import AnnotatorError


class NotRestored(AnnotatorError):
    """A file of which no project can be made; ``place`` says where in it, empty for the whole."""

    def __init__(self, name: str, place: str, why: str) -> None:
        at = f"In {place}: " if place else ""
        super().__init__(
            f"“{name}” cannot be restored. {at}{why.rstrip('.')}. Nothing was written."
        )


class ProjectNotEmpty(AnnotatorError):
    """A project that holds something, where an empty one is needed."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} is a project that is not empty; it was left as it is. Name a new file, and "
            "merge the two projects afterwards if you want both in one."
        )
