"""What can be wrong when a project is merged with another file, or sent to somebody."""

from annotator.kernel.errors.base import AnnotatorError
from annotator.kernel.quantities import count_of


class MergeError(AnnotatorError):
    """Two files cannot be merged as asked; both are as they were."""


class SameProject(MergeError):
    """A project was to be merged with itself."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is the project you have open. Choose the other one.")


class OtherText(MergeError):
    """One id stands for two different texts."""

    def __init__(self, path: str, title: str) -> None:
        super().__init__(
            f"{path} has another text for “{title}” under the same id, so highlights would land "
            "on the wrong words. Nothing was merged. Ask for the file again, and check it "
            "with “Verify project file” where it comes from."
        )


class InconsistentFile(MergeError):
    """A file whose parts do not fit each other."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(
            f"{path} is damaged: {what}. Nothing was merged. Ask for the file again, and check it "
            "with “Verify project file” where it comes from."
        )


class StalePlan(MergeError):
    """Somebody went on working after the list of differences was made."""

    def __init__(self) -> None:
        super().__init__(
            "One of the two projects was changed since this list was made. Nothing was merged. "
            "Go through the new list and decide again."
        )


class Undecided(MergeError):
    """Conflicts are left that a person has to decide."""

    def __init__(self, number: int) -> None:
        what = count_of(number, "conflict is", "conflicts are")
        super().__init__(f"Nothing was merged: {what} not decided yet. Decide first, then merge.")
