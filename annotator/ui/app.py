"""The program with its window: starts Qt, opens a project, and reports mistakes."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from annotator.assets import asset
from annotator.domain.errors import AnnotatorError
from annotator.ui.main_window import MainWindow
from annotator.ui.preferences import Preferences

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def run(path: Path | None, *, smoke: bool = False) -> int:
    """Show the window, on a project if one is named; the exit code when it is closed.

    ``smoke`` draws one frame, says so and ends: a start that works.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101 - nothing else makes one here
    app.setApplicationName("Annotator")
    app.setDesktopFileName("annotator")
    app.setWindowIcon(QIcon(str(asset("icons", "annotator.svg"))))
    preferences = Preferences()
    window = MainWindow(preferences)
    sys.excepthook = reporter(window)
    window.show()
    last = preferences.recent[:1] if preferences.reopens else []
    for project in [path] if path is not None else [one for one in last if one.exists()]:
        window.open(project)
    if smoke:
        QTimer.singleShot(0, lambda: _end_after_a_frame(window))
    elif not preferences.checker:
        QTimer.singleShot(0, window.ask_name)
    return app.exec()


def _end_after_a_frame(window: MainWindow) -> None:
    frame = window.grab()
    sys.stdout.write(f"The window works: {frame.width()} × {frame.height()}.\n")
    window.close()


def reporter(window: MainWindow) -> Hook:
    """What is done with an error that nothing has caught: it is told, and the program goes on.

    A situation the user can be told of in a sentence, such as a file that has become unreadable,
    is told in the window; a mistake of the program's own in a dialog with a report.
    """

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        from annotator.ui.dialogs.mistake import MistakeDialog, report  # noqa: PLC0415 - seldom

        if isinstance(error, AnnotatorError):
            window.notice.warn(str(error))
            if window.session.is_open and not window.session.keeper.look():
                window.session.keeper.ask_again()  # the file has gone: there is a choice
            return
        sys.__excepthook__(kind, error, trace)
        MistakeDialog(report(kind, error, trace)).exec()

    return tell
