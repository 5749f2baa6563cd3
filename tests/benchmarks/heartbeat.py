"""Measures how long the event loop is held up: what a user feels as a window that hangs."""

import time
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest


class Heartbeat:
    """Beats whenever the event loop is free; the longest pause is what something blocked it."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._beat)

    def during(self, act: Callable[[], object], settle: int = 1500) -> float:
        """The longest pause in seconds while ``act`` runs and ``settle`` milliseconds after it."""
        self.longest, self._last = 0.0, time.perf_counter()
        self._timer.start()
        act()
        QTest.qWait(settle)
        self._timer.stop()
        return self.longest

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now
