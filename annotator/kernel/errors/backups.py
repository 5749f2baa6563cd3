"""Errors of backups, and of salvaging a damaged project."""

from annotator.kernel.errors.project import ProjectError


class BackupFailed(ProjectError):
    """No backup could be made; ``why`` is a clause."""

    can_be_retried = True

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"No backup of {path} could be made: {why.rstrip('.')}.")
        self.path = path
        self.why = why


class StoppedForBackup(BackupFailed):
    """Something was not begun, because no backup could be made before it."""

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
    """No backup of a project has the name or number ``asked`` for; without one, none is sound."""

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
    """A damaged file in which nothing can be read any more, or that never was a project."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"No part of a project can be read in {path}. It was left as it is. Restore a backup."
        )
