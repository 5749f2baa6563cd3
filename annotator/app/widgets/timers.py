"""Timers, made in the only way that works under every language of the system."""

from PySide6.QtCore import QObject, QTimer


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
