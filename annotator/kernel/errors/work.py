"""What can stand in the way of an act on a project, or of what leaves it."""

from collections.abc import Iterable, Sequence

from annotator.kernel.errors.base import AnnotatorError
from annotator.kernel.quantities import count_of, form_for
from annotator.kernel.quotation import quoted


class NotFound(AnnotatorError):
    """Something asked for by number, name or words is not in the project."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is not in this project.")


class QuoteNotFound(AnnotatorError):
    """The quoted words do not stand in the article (so often); ``nearest`` are those most alike."""

    def __init__(self, quote: str, occurrence: int, found: int, nearest: str = "") -> None:
        hint = f" Nearest: {nearest}." if nearest else ""
        if not found:
            super().__init__(f"The words {quoted(quote)} are not in the article.{hint}")
            return
        times = form_for(found, "once", count_of(found, "time"))
        super().__init__(
            f"The words {quoted(quote)} are in the article only {times}, and occurrence "
            f"{occurrence} was asked for.{hint}"
        )


class AmbiguousQuote(AnnotatorError):
    """The quoted words stand in several places; ``places`` describes the first of them."""

    def __init__(self, quote: str, found: int, listed: Sequence[str]) -> None:
        self.places = tuple(listed)
        self.unlisted = found - len(self.places)
        super().__init__(
            f"The words {quoted(quote)} are in {count_of(found, 'place')} in the article."
        )


class BadSpan(AnnotatorError):
    """A span that is empty or reaches beyond the text; positions are code points."""

    def __init__(self, start: int, end: int, length: int) -> None:
        super().__init__(
            f"{start}:{end} is not a range of this text, which runs from 0 to {length}."
        )


class NothingVisible(AnnotatorError):
    """A claim was to stand where nothing can be seen."""

    def __init__(self) -> None:
        super().__init__("A claim needs words: there are only white space or invisible characters.")


class MissingReason(AnnotatorError):
    """Disputed without saying how."""

    def __init__(self) -> None:
        super().__init__(
            "A disputed claim needs a reason: contradicted, sources conflict, or misleading."
        )


class MissingWhy(AnnotatorError):
    """Something was decided that others must be able to follow, without saying why."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Say why: {what} needs a reason that others can follow.")


class OwnTag(AnnotatorError):
    """Somebody wants to review what they found themselves."""

    def __init__(self) -> None:
        super().__init__("This tag is your own. A colleague has to review it.")


class ChangedMeanwhile(AnnotatorError):
    """What somebody decides on is no longer what they have before them."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: this has changed in the meantime. Look again, then decide.")


class InvalidValue(AnnotatorError):
    """A field was given something it cannot hold."""

    def __init__(self, field: str, advice: str) -> None:
        super().__init__(f"{field}: {advice.removesuffix('.')}.")
        self.field = field


class NobodyAtWork(InvalidValue):
    """Something needs an author, and nobody has given a name."""

    def __init__(self) -> None:
        super().__init__("Name", "enter your name, so that tags have an author")


class NothingToUndo(AnnotatorError):
    """No step of this person is left to take back, or to do again."""

    def __init__(self, verb: str = "undo") -> None:
        super().__init__(f"There is nothing to {verb}.")


class UndoRefused(AnnotatorError):
    """A later step stands on what would be undone."""

    outcome = "stays"

    def __init__(self, label: str, later: Iterable[str]) -> None:
        names = ", ".join(f"“{name}”" for name in later)
        because = f" ({names})" if names else ""
        super().__init__(
            f"“{label}” {self.outcome}: a later step changed the same things{because}."
        )


class RedoRefused(UndoRefused):
    """A later step stands on what would be done again."""

    outcome = "stays undone"


class Cancelled(AnnotatorError):
    """The user stopped a long job; nothing of it was kept."""

    def __init__(self) -> None:
        super().__init__("Cancelled. Nothing was changed.")


class ExportFailed(AnnotatorError):
    """A report or export could not be written; what stood there before is untouched."""

    can_be_retried = True

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"{path} could not be written: {reason}. The file that was there is unchanged. "
            "Choose another place and try again."
        )


class UnknownFormat(AnnotatorError):
    """A form in which no report is written."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"Unknown format “{name}”. Choose one of: {', '.join(known)}.")


class NotOpened(AnnotatorError):
    """A kept file of a kind that is not opened from the program."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is not opened from here: only documents, pictures, sound, film and plain"
            " text are, and only if they are what their name says and hold no program. Save it"
            " where you want it, if you know what it is."
        )


class Unopened(AnnotatorError):
    """A kept file of which no copy could be made to be looked at."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"“{name}” could not be opened: {reason}.")
