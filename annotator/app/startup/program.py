"""The program with its window: starts Qt, opens a project, and reports mistakes."""

import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from annotator import program_log
from annotator.app.files.presence import Presence, presence_of
from annotator.app.preferences import Preferences
from annotator.app.startup.departure import Departure
from annotator.app.startup.system_identity import FileOpenings, introduce
from annotator.app.window import window_geometry
from annotator.app.window.main_window import MainWindow
from annotator.files import cleanup
from annotator.kernel.errors import AnnotatorError, DamagedProject
from annotator.program_log import Event, MistakeReport

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def run(path: Path | None, *, smoke: bool = False) -> int:
    """Show the window, on a project if one is named; the exit code when it is closed.

    ``smoke`` draws one frame, says so and ends: a start that works.
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
    """Show the window on a project, or on the one opened last; what was in the way is said."""
    window = MainWindow(preferences)
    sys.excepthook = reporter(window)
    room = window.screen().availableGeometry()
    # Qt puts no window back that stood on a much larger or smaller screen
    if preferences.window.isEmpty() or window_geometry.is_larger(window, room):
        window_geometry.fit(window, room)
    window.show()
    if path is not None:
        window.open(path)
    elif preferences.reopens:
        _go_on(window, preferences)
    if preferences.trouble():
        window.notice.warn_also(preferences.trouble())
    return window


def _go_on(window: MainWindow, preferences: Preferences) -> None:
    """Open the project opened last; where that cannot be done, say so and start without one."""
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
    """What is done with an error that nothing has caught: it is told, and the program goes on.

    A situation the user can be told of in a sentence, such as a file that has become unreadable,
    is told in the window; a mistake of the program's own in a dialog with a report.
    """

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        from annotator.app.startup.mistake_dialog import MistakeDialog, report  # noqa: PLC0415 - seldom

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
