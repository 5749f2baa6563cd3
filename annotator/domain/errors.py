"""The one tree of things that can go wrong, each with its sentence for the user inside."""

from collections.abc import Iterable


class AnnotatorError(Exception):
    """A situation the user is told of in one clear sentence (``str(error)``)."""


class IntakeError(AnnotatorError):
    """A file or text that cannot become an article; nothing was changed."""


class EmptyText(IntakeError):
    """Nothing readable is in it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” holds no text, so there is nothing to check in it.")


class NotText(IntakeError):
    """Bytes that are no text in any encoding, or a kind of file that is not read."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is not a text, web page or Word document. "
            "Save it in one of these forms, or copy its text and paste it."
        )


class WrongEncoding(IntakeError):
    """The chosen encoding cannot read these bytes."""

    def __init__(self, name: str, encoding: str) -> None:
        super().__init__(f"“{name}” cannot be read as {encoding}. Choose another encoding.")


class EncryptedFile(IntakeError):
    """A document that asks for a password."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is protected with a password. "
            "Open it in the program it comes from and save a copy without one."
        )


class DamagedFile(IntakeError):
    """A document that is cut short or broken."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is cut short or damaged and cannot be read. Ask for it to be sent again."
        )


class TooLarge(IntakeError):
    """More than the program takes in; ``limit`` and ``size`` are in bytes."""

    def __init__(self, name: str, size: int, limit: int) -> None:
        super().__init__(
            f"“{name}” is {size / 1e6:.1f} MB; the largest file taken in is {limit / 1e6:.0f} MB. "
            "Split it, or paste the part to be checked."
        )


class UnreadableFile(IntakeError):
    """The system does not let the file be read."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"“{name}” cannot be opened: {reason}.")


class UnusableCharacters(IntakeError):
    """U+0000 or half a character (a lone surrogate), at ``position`` in code points."""

    def __init__(self, position: int) -> None:
        super().__init__(
            f"The text holds a character that is no text (at position {position}). "
            "It may be a picture or program opened by mistake; save it as text first."
        )


class ProjectError(AnnotatorError):
    """The project's file cannot be used as asked."""


class ProjectNotFound(ProjectError):
    """No file stands there."""

    def __init__(self, path: str) -> None:
        super().__init__(f"There is no project at {path}. Check the name, or make a new one.")


class ProjectExists(ProjectError):
    """A file stands where a new project should go; it was left alone."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"There is a file at {path} already; it was left alone. Choose a new name."
        )


class NoPlaceForProject(ProjectError):
    """Nothing can be made at the place chosen for a new project or a copy."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"Nothing can be saved at {path}: {reason}. Choose another place.")


class UnreadableProject(ProjectError):
    """The system does not let the file be read."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"{path} cannot be opened: {reason}. "
            "See whether you may read and write there, and try again."
        )


class NotAProject(ProjectError):
    """A file of another program."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is not a project of this program; it was left as it is.")


class NewerProject(ProjectError):
    """A file written by a later version of the program."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} was made by a newer version of this program. "
            "Install that version to open it; the file was left as it is."
        )


class DamagedProject(ProjectError):
    """The file is broken."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} is damaged and cannot be read further. Nothing was written to it. "
            "Go back to a backup, and keep this file for somebody who can repair it."
        )


class ProjectBusy(ProjectError):
    """Another program holds the file for longer than we wait."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Another program is using {path}, so the last step was not saved. "
            "Close that program, or wait a moment, and try again."
        )


class ProjectReadOnly(ProjectError):
    """The file, or its folder, does not let itself be written."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} cannot be written: the file or its folder is read-only. "
            "The last step was not saved. Save a copy elsewhere to go on working."
        )


class DiskFull(ProjectError):
    """No room is left where the file is."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"The disk is full, so the last step was not saved in {path}. "
            "Make room and try again; everything before it is safe."
        )


class ProjectGone(ProjectError):
    """The file or its folder was moved or deleted while it was open."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} has been moved or deleted, so the last step was not saved. "
            "Put it back, or save a copy under a new name."
        )


class WriteFailed(ProjectError):
    """The system failed to write, for a reason of its own."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"The last step could not be saved in {path} ({reason}). Everything before it is safe."
        )


class NothingOpen(ProjectError):
    """Something was asked of a project while none is open."""

    def __init__(self) -> None:
        super().__init__("No project is open. Open one, or make a new one.")


class NotFound(AnnotatorError):
    """Something asked for by number, name or words is not in the project."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is not in this project.")


class QuoteNotFound(AnnotatorError):
    """The quoted words do not stand in the article (so often)."""

    def __init__(self, quote: str, occurrence: int, found: int) -> None:
        if not found:
            super().__init__(f"The words “{quote}” do not stand in the article.")
            return
        times = "once" if found == 1 else f"{found} times"
        super().__init__(
            f"The words “{quote}” stand in the article only {times}, "
            f"and occurrence {occurrence} was asked for."
        )


class BadSpan(AnnotatorError):
    """A span that is empty or reaches beyond the text; positions are code points."""

    def __init__(self, start: int, end: int, length: int) -> None:
        super().__init__(
            f"{start}:{end} is no stretch of this text, which runs from 0 to {length}."
        )


class MissingReason(AnnotatorError):
    """Disputed without saying how."""

    def __init__(self) -> None:
        super().__init__(
            "A disputed claim needs its reason: contradicted, sources conflict, or misleading."
        )


class InvalidValue(AnnotatorError):
    """A field was given something it cannot hold."""

    def __init__(self, field: str, advice: str) -> None:
        super().__init__(f"{field}: {advice.removesuffix('.')}.")


class NothingToUndo(AnnotatorError):
    """No step of this person is left to take back, or to do again."""

    def __init__(self, verb: str = "undo") -> None:
        super().__init__(f"There is nothing to {verb}.")


class UndoRefused(AnnotatorError):
    """A later step stands on what would be undone or redone."""

    def __init__(self, label: str, later: Iterable[str]) -> None:
        names = ", ".join(f"“{name}”" for name in later)
        because = f" ({names})" if names else ""
        super().__init__(f"“{label}” stays: a later step changed the same things{because}.")


class Cancelled(AnnotatorError):
    """The user stopped a long job; nothing of it was kept."""

    def __init__(self) -> None:
        super().__init__("Stopped. Nothing was changed.")


class ExportFailed(AnnotatorError):
    """A report or export could not be written; what stood there before is untouched."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"{path} could not be written: {reason}. "
            "What stood there before is untouched; choose another place and try again."
        )


class UnknownFormat(AnnotatorError):
    """A form in which no report is written."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"No report is written as “{name}”. Choose one of: {', '.join(known)}.")
