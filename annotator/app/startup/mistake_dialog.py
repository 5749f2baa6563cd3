"""Tells of a mistake of the program's own, with a report that can be copied."""

from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit

from annotator import program_log
from annotator.app.widgets.dialog import Dialog, open_at, stack
from annotator.app.widgets.plain_text import Label
from annotator.program_log import MistakeReport


class MistakeDialog(Dialog):
    """A sentence on the mistake, and the report below; the program goes on."""

    def __init__(self, report: str) -> None:
        super().__init__(None)
        self.setWindowTitle("Program error")
        open_at(self, 84, 55)
        words = Label(
            "The last step failed because of an error in this program. Everything saved before "
            "is safe, and you can go on. The report below contains none of your text. Send it "
            "to the developers if you like."
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
    """Return the place of the mistake in the program, without words and names of the user."""
    found = MistakeReport(kind, error, trace)
    return "\n".join([found.kind, *(f"  {place}" for place in found.places), versions()])


def versions() -> str:
    """Return the versions of the program, of Python, of Qt and of the system, in a line."""
    return f"{program_log.versions()}, PySide6 {pyside_version}"
