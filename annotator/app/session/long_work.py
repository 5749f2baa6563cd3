"""Work that may take long: a piece at a time, with its progress shown, and a way to stop it."""

from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.app.session.jobs import Job, Jobs, Told
from annotator.kernel.errors import Cancelled
from annotator.kernel.progress import Progress
from annotator.project import Project

Words = Callable[[int, int], str]
"""Returns the words for so many steps done of so many; the total is 0 while it is unknown."""


class Task:
    """A piece of long work: how far it is, in words and numbers."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self.job: Job | None = None
        self.place = 0, 0

    @property
    def words(self) -> str:
        """The sentence on the present work."""
        return "Stopping…" if self.is_stopping else self._words(*self.place)

    @property
    def is_stopping(self) -> bool:
        """Whether it was asked to stop and has not stopped yet."""
        return self.job is not None and self.job.is_to_stop()

    def progress(self, done: int, total: int) -> None:
        """Take down how far it is; raises Cancelled when it is to stop. For its own thread."""
        self.place = done, total
        if self.is_stopping:
            raise Cancelled


class LongWork(QObject):
    """Runs pieces of long work, in a thread of their own so that short jobs need not wait.

    ``turned`` comes when another piece is under way, or none.
    """

    turned = Signal()
    stopped = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs: Jobs | None = None
        self._tasks: deque[Task] = deque()

    def open(self, project: Project, unexpected: Told) -> None:
        """Work on this project from now on."""
        self._jobs = Jobs(project, self)
        self._jobs.unexpected.connect(unexpected)

    def close(self) -> None:
        """Stop the work under way; no part of its result is kept."""
        if self._jobs is not None:
            self._jobs.close(stop=True)
        self._jobs = None
        self._tasks.clear()
        self.turned.emit()

    def let_go(self) -> None:
        """Close the connection; call this only while no work is under way."""
        if self._jobs is not None:
            self._jobs.let_go()

    @property
    def task(self) -> Task | None:
        """The piece of work under way, if any."""
        return self._tasks[0] if self._tasks else None

    def run(
        self,
        words: Words,
        work: Callable[[Project, Progress], Any],
        done: Told,
        failed: Told,
        stopped: Callable[[], object] = lambda: None,
    ) -> None:
        """Do ``work`` when all earlier work has ended, and call back as it ends."""
        if self._jobs is None:
            return
        task = Task(words)

        def ended(call: Callable[[], object]) -> None:
            self._tasks.remove(task)
            self.turned.emit()
            call()

        def was_stopped() -> None:
            self.stopped.emit(str(Cancelled()))
            stopped()

        self._tasks.append(task)
        task.job = self._jobs.run(
            lambda project: work(project, task.progress),
            lambda result: ended(lambda: done(result)),
            lambda error: ended(lambda: failed(error)),
            stopped=lambda: ended(was_stopped),
        )
        self.turned.emit()

    def stop(self) -> None:
        """Ask the piece under way to stop."""
        if self.task is not None and self.task.job is not None:
            self.task.job.stop()
