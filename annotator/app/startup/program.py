"""The program with its window: starts Qt, opens a project, reports mistakes, and ends.

The desktop is told the program's name and icon. When the system ends the program, at logout or by a
signal, typed words are saved first.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from types import FrameType, TracebackType
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, QTimer
from PySide6.QtGui import QFileOpenEvent, QGuiApplication, QIcon, QSessionManager
from PySide6.QtWidgets import QApplication, QDialog

from annotator import program_log
from annotator.app.files.presence import Presence, presence_of
from annotator.app.preferences import Preferences
from annotator.app.widgets.dialog import Dialog
from annotator.app.window import last_position
from annotator.app.window.main_window import MainWindow
from annotator.assets import asset
from annotator.files import cleanup
from annotator.kernel.errors import AnnotatorError, DamagedProject
from annotator.program_log import Event, MistakeReport

_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")
_TRIES, _PAUSE = 20, 0.1
"""How often, and after how many seconds, words are tried once more that could not be saved."""


class Departure(QObject):
    """Saves and closes as soon as the system wants the program to end.

    At logout it may hold that up, a single time, for words that would be lost. A signal cannot be
    held up, and a second signal ends the program on the spot.
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
        """Save the typed words, take private copies away, and return whether all are saved."""
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
        """Save and close, even where words could not be saved."""
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
    """Close all dialogs while the project is still there: a field may read it as it goes."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, Dialog) and widget.isVisible():
            widget.give_up()
        elif isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()


def _next_one_ends(number: int, _frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_DFL)


DESKTOP_FILE = "fact-check-annotator"
"""The name of the desktop entry, by which Linux finds the icon of a window."""
TASK_BAR = "FactCheckAnnotator.Annotator"
"""The name by which Windows tells our windows from the windows of other Python programs."""


def introduce(app: QApplication) -> None:
    """Give the program its name and its icon, before it has a window."""
    name_on_task_bar(sys.platform)
    app.setApplicationName("Annotator")
    app.setDesktopFileName(DESKTOP_FILE)
    app.setWindowIcon(QIcon(str(asset("icons", "annotator.svg"))))


def name_on_task_bar(platform: str, shell: Any = None) -> None:
    """Let Windows gather our windows under a single button, with our icon; do no more elsewhere.

    ``shell`` is the system's library for that, if it is not the usual library.
    """
    if platform != "win32":
        return
    if shell is None:
        import ctypes

        shell = getattr(ctypes, "windll").shell32  # noqa: B009 - only Windows has it
    shell.SetCurrentProcessExplicitAppUserModelID(TASK_BAR)


class FileOpenings(QObject):
    """Hands on the files that macOS asks the program to open, also files that came too early."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._open: Callable[[Path], object] | None = None
        self._waiting: list[Path] = []
        app.installEventFilter(self)

    def hand_to(self, open_project: Callable[[Path], object]) -> None:
        """Open files by this function from now on, beginning with the files that came before."""
        self._open = open_project
        while self._waiting:
            open_project(self._waiting.pop(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QFileOpenEvent) or not event.file():
            return super().eventFilter(watched, event)
        path = Path(event.file())
        if self._open is None:
            self._waiting.append(path)
        else:
            self._open(path)
        return True


Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def run(path: Path | None, *, smoke: bool = False) -> int:
    """Show the window, on a project if its path is given, and return the exit code at the end.

    ``smoke`` draws a single frame, says so and ends: a start that works.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101 - nothing else makes one here
    introduce(app)
    openings = FileOpenings(app)
    preferences = Preferences()
    window = begin(preferences, path)
    openings.hand_to(window.open)
    if smoke:
        QTimer.singleShot(0, lambda: _end_after_a_frame(window))
    elif not preferences.checker:
        QTimer.singleShot(0, window.ask_name)
    Departure(window).heed_signals()
    # a large leftover takes its time to be removed
    Thread(target=cleanup.clear, daemon=True).start()
    program_log.note_start()
    code = app.exec()
    program_log.note(Event.ENDED, code=code)
    return code


def begin(preferences: Preferences, path: Path | None = None) -> MainWindow:
    """Show the window on a project, or on the project opened last, and tell any obstacle."""
    window = MainWindow(preferences)
    sys.excepthook = reporter(window)
    room = window.screen().availableGeometry()
    # Qt puts no window back that stood on a much larger or smaller screen
    if preferences.window.isEmpty() or last_position.is_larger(window, room):
        last_position.fit(window, room)
    window.show()
    if path is not None:
        window.open(path)
    elif preferences.reopens:
        _go_on(window, preferences)
    if preferences.trouble():
        window.notice.warn_also(preferences.trouble())
    return window


def _go_on(window: MainWindow, preferences: Preferences) -> None:
    """Open the project opened last; where that fails, say so and start without a project."""
    for path, presence in presence_of(preferences.recent[:1]).items():
        if presence is Presence.THERE:
            window.open(path)
        else:
            window.notice.warn(f"The last project, {path}, {presence.value}.")


def _end_after_a_frame(window: MainWindow) -> None:
    frame = window.grab()
    sys.stdout.write(f"The window works: {frame.width()} × {frame.height()}.\n")
    if window.notice.isVisible():
        sys.stdout.write(f"Notice: {window.notice.words.text()}\n")
    window.close()


def reporter(window: MainWindow) -> Hook:
    """Return the hook for uncaught errors: it tells the user, and the program goes on.

    An error with a sentence for the user, for example on a file that has become unreadable, is
    shown in the window; a mistake of the program's own in a dialog with a report.
    """

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        from annotator.app.startup.mistake_dialog import MistakeDialog, report

        session = window.session
        if isinstance(error, AnnotatorError):
            if session.is_open and not session.keeper.look():
                # what became of the file is the reason, and there is a choice
                session.keeper.ask_again()
            elif isinstance(error, DamagedProject) and session.is_open:
                window.backups.refused(error, session.project.path)
            else:
                window.notice.warn(str(error))
            return
        told = report(kind, error, trace)
        program_log.note_mistake(MistakeReport(kind, error, trace))
        if sys.stderr:
            # what is written there stays in logs: no more than the dialog says
            sys.stderr.write(f"{told}\n")
        MistakeDialog(told).exec()

    return tell
