"""Work off the GUI thread, on a connection of its own, a job at a time."""

import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.app.session.gui_gc import collect_here
from annotator.kernel.errors import AnnotatorError, Cancelled, ProjectGone
from annotator.project import Project

Work = Callable[[Project], Any]
Told = Callable[[Any], object]
_TRIES, _PAUSE = 8, 250
"""How often a job is tried that does not find its file, and milliseconds between."""
_TURN = 0.0005
"""Seconds after which a job lets the GUI thread go on. With Python's own 5 ms, every row that the
GUI thread reads waits so long, as SQLite gives the turn away with each."""


class Job:
    """A piece of work in the background, its callbacks, and whether it is to stop."""

    def __init__(self, work: Work, done: Told, failed: Told, stopped: Callable[[], object]) -> None:
        self.work = work
        self.done = done
        self.failed = failed
        self.stopped = stopped
        self.result: Any = None
        self.error: Exception | None = None
        self.tries = 1
        self._stop = Event()

    def stop(self) -> None:
        """Ask the job to stop soon; its result is dropped. A job that has ended stays ended."""
        self._stop.set()

    def is_to_stop(self) -> bool:
        """Return whether it was asked to stop; any thread may ask."""
        return self._stop.is_set()

    def run(self, project: Project) -> None:
        """Do the work, unless it is to stop."""
        if self.is_to_stop():
            raise Cancelled
        with project.stopping_when(self.is_to_stop):
            self.result = self.work(project)


class Jobs(QObject):
    """Runs jobs on a project in a second thread and brings their results back to this thread.

    A job gets a project of its own. Of jobs under the same ``key`` that have not begun, only the
    newest runs: the result of an older job would be out of date.
    """

    _ended = Signal(object)
    unexpected = Signal(object)

    def __init__(self, project: Project, parent: QObject, executor: Executor | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._twin: Project | None = None
        self._executor = executor or ThreadPoolExecutor(
            1, thread_name_prefix="job", initializer=sys.setswitchinterval, initargs=(_TURN,)
        )
        self._pending: dict[str, Future[None]] = {}
        self._under_way: set[Job] = set()
        self._closed = False
        self._ended.connect(self._bring_back)
        collect_here(self)

    @property
    def is_at_work(self) -> bool:
        """Whether a job with a callback is under way or waits."""
        return bool(self._under_way) and not self._closed

    def run(
        self,
        work: Work,
        done: Told,
        failed: Told | None = None,
        key: str = "",
        stopped: Callable[[], object] = lambda: None,
    ) -> Job:
        """Do ``work`` in the background, then call ``done`` with its result in this thread.

        ``failed`` gets an AnnotatorError with a sentence for the user; any other error is reported
        as ``unexpected``. ``stopped`` is called instead of both when the job was asked to stop.
        """
        job = Job(work, done, failed or self.unexpected.emit, stopped)
        self._submit(job, key)
        return job

    def _submit(self, job: Job, key: str = "") -> None:
        if key and key in self._pending:
            self._pending[key].cancel()
        self._under_way.add(job)
        future = self._executor.submit(self._work, job)
        future.add_done_callback(lambda ended: self._forget(job) if ended.cancelled() else None)
        if key:
            self._pending[key] = future

    def let_go(self) -> None:
        """Close the connection when the running job has ended; the next job opens another."""
        self._executor.submit(self._close_twin).result()

    def close(self, *, stop: bool = False) -> None:
        """Wait for the running job, or let it ``stop``, and close the connection."""
        self._closed = True
        for job in tuple(self._under_way) if stop else ():
            job.stop()
        self._executor.submit(self._close_twin)
        self._executor.shutdown(wait=True)

    def _work(self, job: Job) -> None:
        try:
            if self._twin is None:
                self._twin = self._project.another()
            self._twin.checker = self._project.checker
            job.run(self._twin)
        except Exception as error:  # noqa: BLE001 - it is told in the GUI thread, whatever it is
            job.error = error
            if isinstance(error, ProjectGone):
                self._close_twin()  # it leads to where the file was
        self._ended.emit(job)

    def _bring_back(self, job: Job) -> None:
        self._forget(job)
        if self._closed:
            return  # what it was for is no longer shown
        if isinstance(job.error, ProjectGone) and job.tries < _TRIES:
            # nothing was done; the file may only have been moved, and is soon followed
            job.error, job.tries = None, job.tries + 1
            QTimer.singleShot(_PAUSE, self, lambda: None if self._closed else self._submit(job))
            return
        if job.error is None:
            job.done(job.result)
        elif isinstance(job.error, Cancelled):
            job.stopped()
        elif isinstance(job.error, AnnotatorError):
            job.failed(job.error)
        else:
            self.unexpected.emit(job.error)

    def _forget(self, job: Job) -> None:
        self._under_way.discard(job)

    def _close_twin(self) -> None:
        if self._twin is not None:
            self._twin.close()
            self._twin = None
