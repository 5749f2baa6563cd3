"""A window that is driven at random: what is typed in it, what answers it, and what it says."""

import random
import sys
import warnings
from collections.abc import Callable
from itertools import count
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from annotator.app.window.main_window import MainWindow
from annotator.project import Project
from tests.app.desks import PLAIN, preferences, until
from tests.journeys import driven_answers
from tests.journeys.driven_project import COLLEAGUE, ME, make_files

_HELD = (
    (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Control),
    (Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_Shift),
    (Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Alt),
)
_HARMLESS = ("This plugin does not support", "propagateSizeHints")
_SIGNS = (
    "",
    " \U0001f6a2",
    " الوزيرة",
    " ראש",
    " हिन्दी",
    " 市长",
    " 12\u00a0%",
    " co\u00adop",
    " é",
)


class DrivenWindow:
    """A real window on a real file, a colleague at the same file, and all that goes wrong.

    ``draw`` is set anew for each act, so that an act does the same wherever it stands in a list.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.draw = random.Random(0)
        self.wrong: list[str] = []
        self.typed: dict[str, str] = {}
        self.refusals: list[str] = []
        self._names, self._files = count(1), count(1)
        self._listen()
        self.path = make_files(folder)
        self.window = self._make_window()
        self.window.open(self.path)
        self.other = Project.open(self.path)
        self.other.work_as(COLLEAGUE)
        self.answering = driven_answers.Answers(self)

    @property
    def project(self) -> Project:
        """The project that the window shows."""
        return self.window.session.project

    def close(self) -> None:
        """Let go of everything, so that another window can be driven."""
        self.answering.stop()
        self.other.close()
        self.window.leave()
        self.window.deleteLater()
        QApplication.processEvents()
        qInstallMessageHandler(None)
        sys.excepthook = sys.__excepthook__

    def reopen(self) -> None:
        """Close the window, and open the file in a new one."""
        self.window.close()
        self.window.close()  # words that are not entered hold it up once
        self.window.deleteLater()
        self.typed.clear()
        self.window = self._make_window()
        self.window.open(self.path)

    def return_home(self) -> None:
        """Open the driven file again, where another one is open."""
        if not self.window.session.is_open or self.project.path != self.path:
            self.window.open(self.path)
            self.window.open(self.path)

    # keys and words

    def press(self, *keys: str) -> None:
        """Press keys in the window, with their modifiers really held."""
        for name in keys:
            self.activate()
            chord = QKeySequence(name)[0]  # type: ignore[index]  # PySide's stubs lack it
            held = PLAIN
            wanted = chord.keyboardModifiers()
            for modifier, key in _HELD:
                if wanted & modifier:
                    held |= modifier
                    self._send(QTest.keyPress, key, held)
            self._send(QTest.keyClick, chord.key(), wanted)
            for modifier, key in reversed(_HELD):
                if wanted & modifier:
                    held &= ~modifier
                    self._send(QTest.keyRelease, key, held)
            QApplication.processEvents()

    def _send(self, send: Callable[..., None], key: Qt.Key, held: Qt.KeyboardModifier) -> None:
        handle = self.window.windowHandle()
        if handle is not None:
            send(handle, key, held)

    def activate(self) -> None:
        """Give the window the focus of the system, which a page beside it may have had."""
        if QApplication.activeModalWidget() is None and not self.window.isActiveWindow():
            self.window.activateWindow()
            until(self.window.isActiveWindow)

    def words(self) -> str:
        """New words that stand nowhere else, some of them with signs of another script."""
        return f"w{next(self._names)}x{self.draw.choice(_SIGNS)}"

    def type(self, words: str, at: QWidget | None = None) -> None:
        """Type words where the focus is; what no key makes comes from an input method."""
        for sign in words:
            field = at or QApplication.focusWidget()
            if field is None:
                return
            if sign.isascii():
                QTest.keyClick(field.window().windowHandle(), ord(sign))
            else:
                event = QInputMethodEvent()
                event.setCommitString(sign)
                QApplication.sendEvent(field, event)
        QApplication.processEvents()

    def new_file(self, ending: str) -> Path:
        """A path at which nothing is yet."""
        return self.folder / f"made-{next(self._files)}{ending}"

    # what goes wrong

    def _make_window(self) -> MainWindow:
        settings = self.folder / "settings"
        settings.mkdir(exist_ok=True)
        window = MainWindow(preferences(settings, ME))
        window.resize(*self.draw.choice(((1280, 800), (1366, 768), (1000, 640))))
        window.show()
        window.activateWindow()
        until(window.isActiveWindow)
        window.session.failed.connect(lambda sentence, _: self.refusals.append(sentence))
        return window

    def _listen(self) -> None:
        def hear(kind: QtMsgType, _context: object, said: str) -> None:
            loud = kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
            if loud and not any(words in said for words in _HARMLESS):
                self.wrong.append(f"Qt warns: {said}")

        def catch(
            kind: type[BaseException], error: BaseException, trace: TracebackType | None
        ) -> None:
            self.wrong.append(f"{kind.__name__} in a slot: {error} {_places(trace)}")

        qInstallMessageHandler(hear)
        sys.excepthook = catch
        warnings.simplefilter("error")
        QDesktopServices.openUrl = lambda *_: True  # type: ignore[method-assign]  # no browser here
        asked = {
            "getSaveFileName": self._file_to_write,
            "getOpenFileName": self._file_to_read,
            "getOpenFileNames": lambda *words: ([self._file_to_read(*words)[0]], ""),
            "getExistingDirectory": lambda *_: "",
        }
        for name, answer in asked.items():
            setattr(QFileDialog, name, answer)

    def _file_to_write(
        self, _parent: object, _title: str, name: str = "", *_: str
    ) -> tuple[str, str]:
        return str(self.new_file(Path(name).suffix or ".sqlite")), ""

    def _file_to_read(self, _parent: object, title: str, *_: str) -> tuple[str, str]:
        by_title = {
            "Open project": "other.sqlite",
            "Merge": "colleague.sqlite",
            "Import annotations": "marks.csv",
            "Attach files": "proof.txt",
        }
        name = by_title.get(title) or self.draw.choice(("article.txt", "same.txt"))
        return str(self.folder / name), ""


def _places(trace: TracebackType | None) -> str:
    """The last files and lines of a traceback."""
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return " < ".join(reversed(found[-8:]))
