"""The commands of the Help menu, with their windows: the guide, and the page about the program.

The guide is made from the README without its pictures, and loads nothing from a network. The page
about the program tells its version, its parts and their licences.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QTextBlock, QTextCursor
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QTextBrowser,
    QWidget,
)

from annotator import __version__, program_log
from annotator.app.files.external_programs import open_address, open_folder
from annotator.app.help.licences import Part, parts
from annotator.app.startup.mistake_dialog import versions
from annotator.app.theme.document_pages import empty_picture
from annotator.app.theme.scale import Space, letters
from annotator.app.widgets.dialog import Dialog, open_at, stack
from annotator.app.widgets.plain_text import Label
from annotator.app.widgets.timers import make_timer
from annotator.assets import page

_THING = Qt.ItemDataRole.UserRole


class SideList(QListWidget):
    """A list of names, a name a line, shortened where it is too long."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def add(self, name: str, thing: object) -> None:
        """Add an object under its name."""
        item = QListWidgetItem(name, self)
        item.setSizeHint(QSize(letters(10), self.fontMetrics().height() + 2 * Space.SMALL))
        item.setData(_THING, thing)

    def thing(self) -> object:
        """Return the object that is chosen; ``None`` while none is."""
        item = self.currentItem()
        return None if item is None else item.data(_THING)


def beside(names: SideList, text: QWidget, width: int) -> QSplitter:
    """Put a list beside a text that takes the rest.

    Args:
        names: The list.
        text: The text.
        width: The width of the list in letters of average width.
    """
    split = QSplitter()
    split.setChildrenCollapsible(False)
    for number, part in enumerate((names, text)):
        split.addWidget(part)
        split.setStretchFactor(number, number)
    split.setSizes([letters(width), letters(3 * width)])
    return split


_FOR_MAKERS = "\n## Working on the program"
_PICTURES = re.compile(r"\n## Screenshots\n.*?(?=\n## )", re.DOTALL)
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)\s*")
_KEY = re.compile(r"<kbd>(.*?)</kbd>")
_INDEX = re.compile(r"<sub>(.*?)</sub>")


def guide_text() -> str:
    """Return the guide as Markdown without any HTML; keys stand in it as code does."""
    text = page("README.md").read_text(encoding="utf-8").partition(_FOR_MAKERS)[0]
    text = _PICTURE.sub("", _PICTURES.sub("", text))
    text = _INDEX.sub(r"_\1", text)
    return _KEY.sub(lambda found: f"`{unescape(found[1])}`", text)


_CHAPTER = 2
"""The level of the headings that are listed."""


class GuideText(QTextBrowser):
    """The guide's words; a link to the web is handed to the browser, and no file is loaded."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reading")
        self.setAccessibleName("Guide")
        self.setOpenLinks(False)
        self.document().setDocumentMargin(Space.WIDE)
        self.setMarkdown(guide_text())
        self._break_long_lines()
        self.anchorClicked.connect(lambda url: open_address(url.toString()))

    def loadResource(self, kind: int, _name: QUrl | str) -> Any:
        """Load no resource, from no disk and from no network."""
        return empty_picture(kind)

    def chapters(self) -> list[tuple[str, int]]:
        """Return the headings of the chapters, each with the place of its beginning."""
        found: list[tuple[str, int]] = []
        block: QTextBlock = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() == _CHAPTER:
                found.append((block.text(), block.position()))
            block = block.next()
        return found

    def _break_long_lines(self) -> None:
        """Wrap long lines of code, so that the text never scrolls sideways."""
        block = self.document().begin()
        while block.isValid():
            form = block.blockFormat()
            if form.nonBreakableLines():
                form.setNonBreakableLines(False)
                QTextCursor(block).setBlockFormat(form)
            block = block.next()

    def show_place(self, position: int) -> None:
        """Scroll to the line at a position, so that it is the first visible line.

        Args:
            position: The position in the document, in UTF-16 units.
        """
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - Space.MEDIUM)


class GuideDialog(Dialog):
    """The guide; it stays beside the work until it is closed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Guide")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = GuideText()
        self.chapters = SideList("Chapters")
        for heading, position in self.text.chapters():
            self.chapters.add(heading, position)
        self.chapters.currentItemChanged.connect(self._show)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = stack(self, beside(self.chapters, self.text, 46), buttons)
        layout.setStretch(0, 1)
        open_at(self, 140, 90)

    def _show(self) -> None:
        position = self.chapters.thing()
        if isinstance(position, int):
            self.text.show_place(position)


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


class HelpController(QObject):
    """Shows the guide, the page on the program's makers, and the folder of the log."""

    warned = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def show_guide(self) -> None:
        """Show the guide beside the work."""
        _bring_forward(self._window.findChild(GuideDialog) or GuideDialog(self._window))

    def show_about(self) -> None:
        """Show the version and the licences."""
        _bring_forward(self._window.findChild(AboutDialog) or AboutDialog(self._window))

    def open_log_folder(self) -> None:
        """Let the system show the folder with the log."""
        folder = program_log.folder()
        if not open_folder(folder):
            self.warned.emit(f"The log could not be shown. It is in {folder}.")


def _bring_forward(dialog: QWidget) -> None:
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
