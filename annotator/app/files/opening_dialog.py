"""The work of opening a file in another thread, with a dialog that can stop it if it takes a while.

A file that the program does not know is looked through before any part of it is used, and an
older file is upgraded; either takes as long as the file is large.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import TypeVar

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from annotator.app.session.gui_gc import collect_here
from annotator.app.widgets.dialog import Dialog, open_at, run_dialog, stack
from annotator.app.widgets.plain_text import Label
from annotator.app.widgets.timers import make_timer

_SOON = 0.1
"""Seconds for which the window can well wait."""
_LOOK = 30
"""Milliseconds between looks whether the work has ended."""

Result = TypeVar("Result")
Asked = Callable[[], bool]


def work_aside(work: Callable[[Asked], Result], name: str, parent: QWidget | None) -> Result:
    """Do work on a file in another thread, and return its result.

    Args:
        work: Gets a function that returns whether the work is to stop.
        name: The name of the file for the user.
        parent: The window over which the dialog opens if the work takes a while.

    Raises:
        Exception: Any error that the work raised; Cancelled if the user stopped it.
    """
    under_way = _UnderWay()
    collect_here(under_way)
    with ThreadPoolExecutor(1, thread_name_prefix="opening") as executor:
        future = executor.submit(work, under_way.stop.is_set)
        try:
            return future.result(timeout=_SOON)
        except TimeoutError:
            if future.done():
                raise
        run_dialog(FirstLook(future, under_way.stop, name, parent))
        return future.result()


class _UnderWay:
    """Work under way, which may create many objects until it ends."""

    def __init__(self) -> None:
        self.stop = Event()
        self.is_at_work = True


class FirstLook(Dialog):
    """Says that a file is being looked through, ends with that, and stops it if asked to."""

    def __init__(
        self, future: Future[Result], stop: Event, name: str, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Open a project")
        self._future = future
        self._stop = stop
        self.words = Label(
            f"Checking “{name}” before opening it, as it may come from somebody else."
        )
        self.words.setWordWrap(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.rejected.connect(self.reject)
        stack(self, self.words, self.buttons)
        open_at(self, 64)
        self.resize(self.width(), self.heightForWidth(self.width()))
        look = make_timer(self, _LOOK)
        look.timeout.connect(self._end)
        look.start()

    def reject(self) -> None:
        """Ask the work to stop; the dialog closes when it has."""
        self._stop.set()
        self.words.setText("Stopping…")
        self.buttons.setEnabled(False)

    def _end(self) -> None:
        if self._future.done():
            self.accept()
