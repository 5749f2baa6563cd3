"""Tells of a mistake of the program's own, with a report that can be copied."""

import platform
import sys
import traceback
from pathlib import PurePath
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit

from annotator.ui.dialogs.dialog import Dialog
from annotator.ui.dialogs.ending import stack
from annotator.ui.dialogs.page import open_at
from annotator.ui.plain_text import Label


class MistakeDialog(Dialog):
    """What happened, in a sentence, and the report below; the program goes on."""

    def __init__(self, report: str) -> None:
        super().__init__(None)
        self.setWindowTitle("A mistake of the program")
        open_at(self, 84, 55)
        words = Label(
            "The last step failed because of a mistake in this program. What was saved before is "
            "safe, and you can go on. The report below names no text of yours; send it to the "
            "makers if you like."
        )
        words.setWordWrap(True)
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setAccessibleName("Report")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton("Copy report", QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        buttons.rejected.connect(self.reject)
        stack(self, words, self.report, buttons)


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Where in the program it happened, and nothing that a person wrote or is called.

    The error's own words are left out, for they may quote; so are the values of variables, and
    the folders around the program, which may be named after its user.
    """
    places = traceback.extract_tb(trace)
    lines = [f"  {place.name} in {_within(place.filename)}:{place.lineno}" for place in places]
    system = f"Python {sys.version.split()[0]}, PySide6 {pyside_version}, {platform.system()}"
    code = getattr(error, "sqlite_errorname", "")
    return "\n".join([f"{kind.__name__} {code}".strip(), *lines, system])


def _within(filename: str) -> str:
    """Where a module is within the program, or within the library that it belongs to."""
    parts = PurePath(filename).parts
    for root in ("site-packages", "annotator"):
        if root in parts:
            last = len(parts) - parts[::-1].index(root)
            return "/".join(["", *parts[last:]])
    return f"/{parts[-1]}" if parts else ""
