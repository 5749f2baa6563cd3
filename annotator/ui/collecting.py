"""Garbage is collected in the GUI thread alone.

Python collects wherever it happens to allocate, in a background thread too, and there it may take
a Qt object apart that belongs to the GUI thread: the program ends on the spot.
"""

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

_LOOK = 250
"""Milliseconds between looks whether there is enough to collect."""
_SET = "collects garbage"


class Collecting(QObject):
    """Does what Python does by itself, at its thresholds, whenever the event loop comes round."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._look = QTimer(self, interval=_LOOK)
        self._look.timeout.connect(_collect)
        self._look.start()


def collect_here() -> None:
    """Collect garbage in this thread, which has the event loop, and in no other from now on."""
    application = QCoreApplication.instance()
    if application is not None and not application.property(_SET):
        application.setProperty(_SET, True)  # noqa: FBT003 - Qt's signature
        gc.disable()
        Collecting(application)


def _collect() -> None:
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > thresholds[generation]:
            gc.collect(generation)
            return
