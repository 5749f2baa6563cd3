"""Long work on files of which no project need be open, with its result brought to this thread."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.app.session.gui_gc import collect_here
from annotator.app.session.jobs import Job
from annotator.app.session.long_work import Task, Words
from annotator.kernel.errors import AnnotatorError, Cancelled
from annotator.kernel.progress import Progress


class FileJobs(QObject):
    """Runs a piece of work at a time in a thread; ``turned`` says that another piece has begun."""

    turned = Signal()
    _ended = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="files")
        self._tasks: deque[Task] = deque()
        self._closed = False
        self._ended.connect(self._bring_back)
        collect_here(self)

    @property
    def task(self) -> Task | None:
        """The piece of work under way, if any."""
        return self._tasks[0] if self._tasks else None

    @property
    def is_at_work(self) -> bool:
        """Whether a piece of work with a callback is under way or waits."""
        return bool(self._tasks) and not self._closed

    def run(
        self,
        words: Words,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[AnnotatorError], object],
        stopped: Callable[[], object] = lambda: None,
    ) -> None:
        """Do ``work``, then call back in this thread; work begun earlier is stopped."""
        for task in self._tasks:
            if task.job is not None:
                task.job.stop()
        task = Task(words)
        task.job = Job(lambda _: work(task.progress), done, failed, stopped)
        self._tasks.append(task)
        self._executor.submit(self._work, task)
        self.turned.emit()

    def stop(self) -> None:
        """Ask the piece under way to stop."""
        if self.task is not None and self.task.job is not None:
            self.task.job.stop()

    def close(self) -> None:
        """Stop the work under way, and wait until it has stopped."""
        self._closed = True
        for task in self._tasks:
            if task.job is not None:
                task.job.stop()
        self._executor.shutdown(wait=True)

    def _work(self, task: Task) -> None:
        job = task.job
        assert job is not None  # noqa: S101 - it is set before the work is handed on
        try:
            if job.is_to_stop():
                raise Cancelled
            job.result = job.work(None)  # type: ignore[arg-type]  # no project is read
        except Exception as error:  # noqa: BLE001 - it is told in the GUI thread, whatever it is
            job.error = error
        self._ended.emit(task)

    def _bring_back(self, task: Task) -> None:
        self._tasks.remove(task)
        self.turned.emit()
        job = task.job
        if self._closed or job is None:
            return
        if job.error is None:
            job.done(job.result)
        elif isinstance(job.error, Cancelled):
            job.stopped()
        elif isinstance(job.error, AnnotatorError):
            job.failed(job.error)
        else:
            raise job.error
