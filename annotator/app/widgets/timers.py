"""Timers, made in the only way that works under every language of the system."""

from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal


def make_timer(parent: QObject, milliseconds: int, *, once: bool = False) -> QTimer:
    """Return a timer of ``parent`` that has not been started.

    Qt's constructors also take properties by keyword. PySide6 turns the keyword ``interval`` into
    the name of a setter by the rules of the system's language; where a capital i has a dot, as in
    Turkish, no setter has that name, and the constructor fails. So no keyword goes to a
    constructor.

    Args:
        parent: Owns the timer; both end together.
        milliseconds: The time until it goes off.
        once: Whether it goes off a single time each time that it is started.
    """
    timer = QTimer(parent)
    timer.setInterval(milliseconds)
    timer.setSingleShot(once)
    return timer


_MINUTE = 60_000


class DayWatch(QObject):
    """Tells that another day has begun, within a minute; a computer that slept tells it then."""

    turned = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._day = date.today()
        self._timer = make_timer(self, _MINUTE)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Look at the clock now."""
        if date.today() != self._day:
            self._day = date.today()
            self.turned.emit()
