"""About the program: its version, and whose work it is made of under which licences."""

import re
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QWidget

from annotator import __version__
from annotator.app.help.licences import Part, parts
from annotator.app.help.side_list import SideList, beside
from annotator.app.startup.mistake_dialog import versions
from annotator.app.widgets.dialog import Dialog, open_at, stack
from annotator.app.widgets.plain_text import Label
from annotator.app.widgets.timers import make_timer

_LOOK = 30
"""Milliseconds between looks whether all is gathered."""
_LINE_END = re.compile(r"^(.{60,})\n(?=[A-Za-z\"'(])(?!Copyright)", re.MULTILINE)
"""Where a licence goes on in another line only because its own was full."""
_WORDS = (
    "A desktop program for fact-checkers. It is free software under the MIT licence, and comes "
    "without any warranty. It sends nothing anywhere."
)


class AboutDialog(Dialog):
    """The version, every part of the program, and the text of its licence."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Annotator")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name = Label(f"Annotator {__version__}")
        self.name.setObjectName("title")
        words = Label(_WORDS)
        words.setWordWrap(True)
        self.versions = Label(versions())
        self.versions.setObjectName("muted")
        self.versions.setWordWrap(True)
        self.versions.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.parts = SideList("Parts of the program")
        self.text = QPlainTextEdit("Listing the installed parts…")
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Licence")
        self.parts.currentItemChanged.connect(self._show)
        split = beside(self.parts, self.text, 40)
        layout = stack(self, self.name, words, self.versions, split, self._buttons())
        layout.setStretch(layout.indexOf(split), 1)
        open_at(self, 130, 84)
        # what is installed is read file by file, while the window goes on
        executor = ThreadPoolExecutor(1, thread_name_prefix="licences")
        self._found = executor.submit(parts)
        executor.shutdown(wait=False)
        self._look = make_timer(self, _LOOK)
        self._look.timeout.connect(self._fill)
        self._look.start()

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        copy = self.versions_button = buttons.addButton(
            "Copy versions", QDialogButtonBox.ButtonRole.ActionRole
        )
        copy.setAutoDefault(False)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.versions.text()))
        buttons.rejected.connect(self.reject)
        return buttons

    def _fill(self) -> None:
        if not self._found.done():
            return
        self._look.stop()
        for part in self._found.result():
            self.parts.add(f"{part.name} {part.version}", part)
        self.parts.setCurrentRow(0)

    def _show(self) -> None:
        part = self.parts.thing()
        if isinstance(part, Part):
            head = f"{part.name} {part.version}\nLicence: {part.licence}"
            text = _LINE_END.sub(r"\1 ", part.text)
            self.text.setPlainText(f"{head}\n\n{text}")
