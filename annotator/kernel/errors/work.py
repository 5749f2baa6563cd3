"""Errors of an act on a project, of reports, merges, packages, restores and dictionaries."""

from collections.abc import Iterable, Sequence

from annotator.kernel.errors.base import AnnotatorError
from annotator.kernel.wording import count_of, form_for, quoted


class BadTemplate(AnnotatorError):
    """A person's own template from which no report can be made; ``line`` 0 is unknown."""

    def __init__(self, path: str, line: int, why: str) -> None:
        where = f", line {line}" if line else ""
        super().__init__(
            f"No report could be made from the template {path}{where}: {why.rstrip('.')}."
            " Correct it there, or export with the standard template."
        )


class TemplateThere(AnnotatorError):
    """A file in the way of a copied template."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} exists already and was left as it is. Choose another folder for the templates."
        )


class CannotDraw(AnnotatorError):
    """A system without a part that is needed to lay out a page."""


class MergeError(AnnotatorError):
    """Two files cannot be merged as asked; both are as they were."""


class SameProject(MergeError):
    """A project was to be merged with itself."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is the project you have open. Choose the other one.")


class OtherText(MergeError):
    """An id that stands for two different texts."""

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
    """A list of differences that later work has made out of date."""

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


class NotRestored(AnnotatorError):
    """A file of which no project can be made; ``place`` says where in it, empty for the whole."""

    def __init__(self, name: str, place: str, why: str) -> None:
        at = f"In {place}: " if place else ""
        super().__init__(
            f"“{name}” cannot be restored. {at}{why.rstrip('.')}. Nothing was written."
        )


class ProjectNotEmpty(AnnotatorError):
    """A project with rows in it, where an empty project is needed."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} is a project that is not empty; it was left as it is. Name a new file, and "
            "merge the two projects afterwards if you want both in one."
        )


class UnusableDictionary(AnnotatorError):
    """A dictionary of the system that cannot be read, or cannot be used as it is."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"The dictionary {path} cannot be used: {why}. Words are not checked with it; "
            "install it again, or choose another language under Edit › Spelling language."
        )


class NotFound(AnnotatorError):
    """A row asked for by number, name or words that is not in the project."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is not in this project.")


class QuoteNotFound(AnnotatorError):
    """A quotation that the article does not hold (so often); ``nearest`` are the likest words."""

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
    """A claim on a stretch without a visible character."""

    def __init__(self) -> None:
        super().__init__("A claim needs words: there are only white space or invisible characters.")


class MissingReason(AnnotatorError):
    """A disputed verdict without one of the known reasons."""

    def __init__(self, reasons: Iterable[str]) -> None:
        *first, last = reasons
        super().__init__(f"A disputed claim needs a reason: {', '.join(first)}, or {last}.")


class MissingWhy(AnnotatorError):
    """A decision that others must be able to follow, without a reason."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Say why: {what} needs a reason that others can follow.")


class OwnTag(AnnotatorError):
    """A review of a checker's own tag."""

    def __init__(self) -> None:
        super().__init__("This tag is your own. A colleague has to review it.")


class ChangedMeanwhile(AnnotatorError):
    """A decision on a row that has changed since it was shown."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: this has changed in the meantime. Look again, then decide.")


class InvalidValue(AnnotatorError):
    """A value that its field cannot hold."""

    def __init__(self, field: str, advice: str) -> None:
        super().__init__(f"{field}: {advice.removesuffix('.')}.")
        self.field = field


class NobodyAtWork(InvalidValue):
    """An act that needs an author while no checker is named."""

    def __init__(self) -> None:
        super().__init__("Name", "enter your name, so that tags have an author")


class SameText(AnnotatorError):
    """A draft with just the text that the newest version of its article has."""

    def __init__(self, number: int) -> None:
        super().__init__(f"This is the text of version {number} already. Nothing was changed.")


class NotConfirmed(AnnotatorError):
    """A draft that may not be meant as a new version of its article; ``sentence`` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"{sentence} Nothing was changed.")


class OlderVersion(AnnotatorError):
    """An act on words of a version that is not the newest, in which nothing is marked any more."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Version {number} is not the newest, and claims are marked and moved in the newest "
            "version only. Nothing was changed."
        )


class NothingToUndo(AnnotatorError):
    """No step of this person is left to take back, or to do again."""

    def __init__(self, verb: str = "undo") -> None:
        super().__init__(f"There is nothing to {verb}.")


class UndoRefused(AnnotatorError):
    """An undo of a step on which a later step stands."""

    outcome = "stays"

    def __init__(self, label: str, later: Iterable[str]) -> None:
        names = ", ".join(f"“{name}”" for name in later)
        because = f" ({names})" if names else ""
        super().__init__(
            f"“{label}” {self.outcome}: a later step changed the same things{because}."
        )


class RedoRefused(UndoRefused):
    """A redo of a step on which a later step stands."""

    outcome = "stays undone"


class Cancelled(AnnotatorError):
    """A long job that the user stopped; none of its results was kept."""

    def __init__(self) -> None:
        super().__init__("Cancelled. Nothing was changed.")


class ExportFailed(AnnotatorError):
    """A report or export that could not be written; the file that stood there is untouched."""

    can_be_retried = True

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"{path} could not be written: {reason}. Nothing was changed there. "
            "Choose another place and try again."
        )


class NothingToReturn(AnnotatorError):
    """An article whose file cannot go back to its writer, or into which nothing would be written.

    ``reason`` begins with a small letter and has no full stop.
    """

    def __init__(self, title: str, reason: str) -> None:
        super().__init__(f"No file was written for “{title}”: {reason}.")


class ProtectedFile(AnnotatorError):
    """A document whose author allows no comments in it; nothing was written."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is protected: its author allows no comments in it, so nothing was written. "
            "Ask for a copy without the protection, or send the annotated report."
        )


class ContradictoryReport(AnnotatorError):
    """A public report that would say two things about the same words; ``found`` names them."""

    def __init__(self, sentence: str, contradictions: Sequence[str]) -> None:
        super().__init__("\n".join([sentence, *contradictions]))
        self.sentence = sentence
        self.found = tuple(contradictions)


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
