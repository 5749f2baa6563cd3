"""Work off the GUI thread, on a connection of its own, one job after the other."""

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.domain.errors import AnnotatorError, Cancelled
from annotator.services.project import Project


@dataclass(frozen=True, slots=True)
class Done:
    """How a job ended: with what it gave, or with an error."""

    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    result: Any = None
    error: Exception | None = None


class Jobs(QObject):
    """Runs jobs on a project in a second thread and brings their results back to this one.

    A job gets a project of its own. Of jobs under one ``key`` that have not begun, only the
    newest runs: what an older one would have shown is out of date.
    """

    _ended = Signal(object)
    unexpected = Signal(object)

    def __init__(self, project: Project, parent: QObject, executor: Executor | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._twin: Project | None = None
        self._executor = executor or ThreadPoolExecutor(1, thread_name_prefix="job")
        self._pending: dict[str, Future[None]] = {}
        self._ended.connect(self._bring_back)

    def run(
        self,
        work: Callable[[Project], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
        key: str = "",
    ) -> None:
        """Do ``work`` in the background, then call ``done`` with its result in this thread.

        ``failed`` gets what the user is to be told (an AnnotatorError); anything else is reported
        as ``unexpected``.
        """
        if key and key in self._pending:
            self._pending[key].cancel()
        future = self._executor.submit(self._work, work, done, failed or self.unexpected.emit)
        if key:
            self._pending[key] = future

    def close(self) -> None:
        """Drop what has not begun, wait for what has, and close the connection."""
        self._ended.disconnect(self._bring_back)
        self._executor.submit(self._close_twin)
        self._executor.shutdown(wait=True)

    def _work(
        self,
        work: Callable[[Project], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        try:
            if self._twin is None:
                self._twin = self._project.another()
            self._twin.checker = self._project.checker
            ended = Done(done, failed, work(self._twin))
        except Exception as error:  # noqa: BLE001 - it is told in the GUI thread, whatever it is
            ended = Done(done, failed, None, error)
        self._ended.emit(ended)

    def _bring_back(self, ended: Done) -> None:
        if ended.error is None:
            ended.done(ended.result)
        elif isinstance(ended.error, Cancelled):
            return
        elif isinstance(ended.error, AnnotatorError):
            ended.failed(ended.error)
        else:
            self.unexpected.emit(ended.error)

    def _close_twin(self) -> None:
        if self._twin is not None:
            self._twin.close()
            self._twin = None
