"""The backup of a day, written in the background while its first change is made."""

from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, Signal

from annotator.backups.service.backups import DayGuard, DueBackup, untold
from annotator.kernel.errors import ProjectError


class DayBackups(QObject):
    """Writes due backups in turn; ``failed`` comes with the reason why a backup is missing.

    A backup under way is finished even if its project is closed meanwhile: the state before the
    day's first change is in no other place.
    """

    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="backup")

    def guard(self) -> DayGuard:
        """Return the function to call before every change of a project."""
        return DayGuard(self._begin, self.failed.emit)

    def wait(self) -> None:
        """Return once every backup that is due has been written."""
        self._executor.submit(lambda: None).result()

    def _begin(self, due: DueBackup) -> None:
        self._executor.submit(self._write, due)

    def _write(self, due: DueBackup) -> None:
        try:
            due.finish()
        except ProjectError as error:
            self.failed.emit(untold(error))
