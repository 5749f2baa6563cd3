"""The guide in a window of its own: its chapters at the side, and its text, from no network."""

import re
from html import unescape
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QDialogButtonBox, QTextBrowser, QWidget

from annotator.app.files.external_programs import open_address
from annotator.app.help.side_list import SideList, beside
from annotator.app.theme.scale import Space
from annotator.app.widgets.dialog import Dialog, open_at, stack
from annotator.assets import page
from annotator.reports.formats.pdf.loading import nothing

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
    """The guide's words; a link to the web is handed to the browser, and nothing is loaded."""

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
        """Nothing is loaded, from no disk and from no network."""
        return nothing(kind)

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
        """Let lines of code go on in the next one, so that nothing is scrolled sideways."""
        block = self.document().begin()
        while block.isValid():
            form = block.blockFormat()
            if form.nonBreakableLines():
                form.setNonBreakableLines(False)
                QTextCursor(block).setBlockFormat(form)
            block = block.next()

    def show_place(self, position: int) -> None:
        """Let the line at a place be the first that is seen."""
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
