"""Errors of a project's file, of its backups, and of the salvage of a damaged project."""

from collections.abc import Iterable

from annotator.kernel.errors.base import AnnotatorError
from annotator.kernel.wording import local_moment


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
    """No file can be made at the place chosen for a new project or a copy."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"Nothing can be saved at {path}: {reason}. Choose another place.")


class UnreadableProject(ProjectError):
    """The system does not let the file be read."""

    can_be_retried = True

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"{path} cannot be opened: {reason}. "
            "Check that you may read and write there, and try again."
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
            f"{path} is damaged. Restore a backup, or save what can still be "
            "read: File › Restore…, or on the command line “annotator salvage”. Keep the "
            "damaged file: somebody may be able to repair it."
        )


class OtherSchema(ProjectError):
    """A file whose schema is not a project's; ``what`` is the first difference."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(
            f"{path} is not built as a project of this program is: {what}. That could change "
            "what you write, so the file was not opened, and was left as it is. Ask who sent "
            "it. Its contents can be copied into a clean file: File › Restore…, or on the "
            "command line “annotator salvage”."
        )
        self.what = what


class UnsoundRow(ProjectError):
    """A file with a value in it that no project holds; ``what`` says where and which."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(
            f"{path} holds something this program does not know: {what}. The file was not "
            "used, and was left as it is. If it comes from a newer version of this program, "
            "install that version; if not, ask who sent it. What is sound can be copied into a "
            "clean file: File › Restore…, or on the command line “annotator salvage”."
        )
        self.what = what


class UnfinishedProject(ProjectError):
    """A file whose making was broken off while it was still empty."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} was never finished: the program stopped before anything was in it. It was "
            "left "
            "as it is. Delete it and make a new one."
        )


class UnfinishedWrite(ProjectError):
    """A file with a journal beside it: a write to it stands half done."""

    def __init__(self, path: str, journal: str) -> None:
        super().__init__(
            f"A write to {path} was broken off, and “{journal}” beside it says how it was before."
            " Both were left as they are. Restore a backup, and keep both files together: somebody "
            "may be able to repair them."
        )


class CutShort(ProjectError):
    """A file whose end is missing."""

    def __init__(self, path: str, missing: str) -> None:
        super().__init__(
            f"{path} is cut short: {missing} are missing at its end, as after an interrupted "
            "copy. It was left as it is. Copy it "
            "again, or restore a backup."
        )


class DoesNotAnswer(ProjectError):
    """The disk, stick or share that the file is on does not answer."""

    can_be_retried = True

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"{path} cannot be reached ({reason}): its disk, stick or network drive does not "
            "answer. What was "
            "saved is safe there. Check the connection and try again."
        )


class QuotaFull(ProjectError):
    """The person may keep no more on this disk, though it has room."""

    can_be_retried = True

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Your quota on this disk is used up, so the last step was not saved in"
            f" {path}. Delete what you no longer need there and try again; everything before it is"
            " safe."
        )


class NoTemporaryFiles(ProjectError):
    """The system has no place for temporary files."""

    can_be_retried = True

    def __init__(self, path: str) -> None:
        super().__init__(
            f"The last step could not be saved in {path}: this computer has no folder for"
            " temporary files that can be written to. Everything before it is safe."
        )


class ProjectBusy(ProjectError):
    """Another program holds the file for longer than we wait."""

    can_be_retried = True

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Another program is using {path}, so the last step was not saved. "
            "Close that program, or wait a moment, and try again."
        )


class ProjectHeld(ProjectBusy):
    """A project on a network drive that another program has open; a single program can."""

    def __init__(self, path: str, who: str, computer: str, since: str, lock: str) -> None:
        holder = " on ".join(filter(None, (who or "Somebody", computer)))
        when = f" since {local_moment(since)}" if since else ""
        ProjectError.__init__(
            self,
            f"{holder} has {path} open{when}. On a network drive only one person at a time can "
            "work on a project. Ask them to close it, or send each other packages for review. If "
            f"nobody has it open any more, because a program crashed, remove the file {lock} "
            "beside it.",
        )


class ProjectReadOnly(ProjectError):
    """The file, or its folder, does not let itself be written."""

    can_be_retried = True

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} cannot be written: the file or its folder is read-only. "
            "The last step was not saved. Save a copy elsewhere to go on working."
        )


class DiskFull(ProjectError):
    """No room is left where the file is."""

    can_be_retried = True

    def __init__(self, path: str) -> None:
        super().__init__(
            f"The disk is full, so the last step was not saved in {path}. "
            "Make room and try again; everything before it is safe."
        )


class ProjectGone(ProjectError):
    """The file or its folder was moved or deleted while it was open."""

    can_be_retried = True

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} has been moved or deleted, so the last step was not saved. "
            "Put it back, or save a copy under a new name."
        )


class ProjectReplaced(ProjectGone):
    """Another file has taken the name of the project that is open."""

    can_be_retried = False

    def __init__(self, path: str) -> None:
        AnnotatorError.__init__(
            self,
            f"{path} has been replaced by another file, so the last step was not saved. "
            "Open it, or save a copy of yours under a new name.",
        )


class ProjectOverwritten(ProjectGone):
    """Another program wrote over the project that is open, or cut it short."""

    can_be_retried = False

    def __init__(self, path: str) -> None:
        AnnotatorError.__init__(
            self,
            f"Another program has written over {path}, so the last step was not saved. Nothing "
            "is written to the file there now. Open it again to go on with it, or restore a "
            "backup.",
        )


class ProjectUnreachable(ProjectGone):
    """The drive or folder of the project does not answer."""

    def __init__(self, path: str) -> None:
        AnnotatorError.__init__(
            self,
            f"The drive or folder of {path} cannot be reached, so the last step was not saved. "
            "Connect it again, and try again; everything before it is safe.",
        )


class ProjectLinked(ProjectError):
    """A file with two names on its disk; ``others`` are the names in the same folder."""

    def __init__(self, path: str, others: Iterable[str] = ()) -> None:
        names = ", ".join(f"“{name}”" for name in others)
        super().__init__(
            f"{path} has a second name on its disk (a hard link{f': {names}' if names else ''}). "
            "Two programs that open it by two names would ruin it, so it was not opened. Delete "
            "the other name, or copy the file and open the copy."
        )


class WriteFailed(ProjectError):
    """The system failed to write, for a reason of its own."""

    can_be_retried = True

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"The last step could not be saved in {path} ({reason}). Everything before it is safe."
        )


class NothingOpen(ProjectError):
    """A question to a project while none is open."""

    def __init__(self) -> None:
        super().__init__("No project is open. Open one, or make a new one.")


class BackupFailed(ProjectError):
    """No backup could be made; ``why`` is a clause."""

    can_be_retried = True

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"No backup of {path} could be made: {why.rstrip('.')}.")
        self.path = path
        self.why = why


class StoppedForBackup(BackupFailed):
    """An act that was not begun, because no backup could be made before it."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(path, why)
        self.args = (
            f"{self} Nothing was changed. Make room there and try again, or go on without a "
            "backup.",
        )


class NoBackup(ProjectError):
    """A file that cannot be put in a project's place."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"{path} cannot be restored: {why.rstrip('.')}. The project is as it was. "
            "Choose another backup."
        )


class BackupNotFound(ProjectError):
    """No backup of a project has the name or number ``asked``; if that is empty, none is sound."""

    def __init__(self, path: str, asked: str = "") -> None:
        which = f"backup {asked}" if asked else "backup that can be read"
        super().__init__(f"There is no {which} of {path}. “annotator backups” lists the backups.")


class ProjectInUse(ProjectError):
    """A project in use by another program, so that no backup can take its place."""

    can_be_retried = True

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} is in use by another window or program, so no backup was restored. "
            "Close it there and try again."
        )


class NothingToSalvage(ProjectError):
    """A damaged file without a readable row, or that never was a project."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"No part of a project can be read in {path}. It was left as it is. Restore a backup."
        )
