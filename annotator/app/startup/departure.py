"""The end that the system asks for, at logout or by a signal: what is typed is saved before it."""

import os
import signal
import sys
import time
from types import FrameType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtGui import QGuiApplication, QSessionManager
from PySide6.QtWidgets import QApplication, QDialog

from annotator.app.widgets.dialog import Dialog

if TYPE_CHECKING:
    from annotator.app.window.main_window import MainWindow

_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")
_TRIES, _PAUSE = 20, 0.1
"""How often, and after how many seconds, words are tried once more that could not be saved."""


class Departure(QObject):
    """Saves and closes as soon as the system wants the program to end.

    At logout it may hold that up, once, for words that would be lost. A signal cannot be held up,
    and a second one ends the program at once.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.commitDataRequest.connect(self.save_or_stay)
        self._pipe: tuple[int, int] | None = None
        self._notifier: QSocketNotifier | None = None

    def heed_signals(self) -> None:
        """End at signals from now on; Windows tells a window by ``save`` alone."""
        if sys.platform == "win32":
            return
        # Python runs no handler while Qt waits for events; the pipe wakes Qt up
        self._pipe = os.pipe()
        for end in self._pipe:
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._pipe[1], warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._pipe[0], QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        for name in _SIGNALS:
            number = getattr(signal, name)
            if signal.getsignal(number) is not signal.SIG_IGN:  # as “nohup” has it
                signal.signal(number, _next_one_ends)

    def save_or_stay(self, manager: QSessionManager) -> None:
        """Save before a logout, and hold it up once where words are typed and not entered."""
        if self.save() or not manager.allowsInteraction():
            return
        stays = not self._window.session.let_go("Log out again to discard that.")
        manager.release()
        if stays:
            manager.cancel()

    def save(self) -> bool:
        """Save what is typed, and take private copies away; whether all words are saved."""
        session = self._window.session
        saved = session.save_typed()
        for _ in range(_TRIES):
            if saved:
                break
            time.sleep(_PAUSE)
            saved = session.save_typed()
        self._window.evidencing.copies.clear()
        forms = self._window.claims.details.forms
        forms.keep_all()
        return saved and not forms.drafts() and not self._window.claims.details.drafts()

    def end(self) -> None:
        """Save and close, whatever could not be saved."""
        saved = self.save()
        _give_up_dialogs()
        self._window.leave()
        if not saved and sys.stderr:
            sys.stderr.write("Your last edit could not be saved.\n")
        QGuiApplication.quit()

    def _woken(self) -> None:
        if self._pipe is None:
            return
        try:
            received = {*os.read(self._pipe[0], 64)}
        except BlockingIOError:
            return  # another look has read it
        if received & {int(getattr(signal, name)) for name in _SIGNALS}:
            self.end()


def _give_up_dialogs() -> None:
    """Close what is asked while the project is still there: a field may look into it as it goes."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, Dialog) and widget.isVisible():
            widget.give_up()
        elif isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()


def _next_one_ends(number: int, _frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_DFL)
