"""Garbage is collected in the GUI thread alone.

Python collects wherever it happens to allocate, in a background thread too, and there it may take
a Qt object apart that belongs to the GUI thread: the program ends on the spot.
"""

import gc
from typing import Protocol
from weakref import WeakSet

from PySide6.QtCore import QCoreApplication, QObject

from annotator.app.widgets.timers import make_timer

_LOOK = 250
"""Milliseconds between looks whether there is enough to collect."""


class GarbageCollector(QObject):
    """Collects garbage at Python's own thresholds, whenever the event loop comes round.

    A full collection waits until no worker is at work: it would look through all objects of the
    worker, none of which are garbage yet, while the window waits.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._at_work: WeakSet[AtWork] = WeakSet()
        self._look = make_timer(self, _LOOK)
        self._look.timeout.connect(self._collect)
        self._look.start()

    def wait_for(self, one: "AtWork") -> None:
        """Collect the oldest generation only while this worker is not at work."""
        self._at_work.add(one)

    def _collect(self) -> None:
        counts, thresholds = gc.get_count(), gc.get_threshold()
        busy = any(one.is_at_work for one in self._at_work)
        for generation in (1, 0) if busy else (2, 1, 0):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return


class AtWork(Protocol):
    """A worker that creates many objects in the background."""

    @property
    def is_at_work(self) -> bool:
        """Whether it does just now."""


def collect_here(one: AtWork) -> None:
    """Collect garbage in this thread, which has the event loop, and in no other from now on."""
    application = QCoreApplication.instance()
    if application is None:
        return
    collecting = application.findChild(GarbageCollector)
    if collecting is None:
        gc.disable()
        collecting = GarbageCollector(application)
    collecting.wait_for(one)
