"""Shows words as they are: words of a file are never taken for markup, nor for a key to press.

Qt guesses of a label or a tool tip whether it is HTML, and loads the files that the words name,
from this computer and from shares of the network. No other module makes a ``QLabel``.
"""

from collections.abc import Sequence
from html import escape

from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAction,
    QClipboard,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from annotator.kernel.positions import Span

_BREAK = "/\u200b"
"""A stroke of an address, behind which a line may be broken."""


class Label(QLabel):
    """A label that shows its words as they are, and lets exactly the same words be copied."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_broken = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(words)

    def show_breakable(self, words: str) -> None:
        """Show words in which a long address may be broken behind its strokes."""
        self._is_broken = "://" in words and _BREAK not in words
        self.setText(words.replace("/", _BREAK) if self._is_broken else words)

    def copied(self) -> str:
        """Return the selection as it was given: no-break spaces stay, breaks are left out."""
        words = self.selectedText().replace("\u2029", "\n").replace("\u2028", "\n")
        return words.replace("\u200b", "") if self._is_broken else words

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt would copy no-break spaces as spaces
        if event.matches(QKeySequence.StandardKey.Copy) and self.hasSelectedText():
            QGuiApplication.clipboard().setText(self.copied())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        board = QGuiApplication.clipboard()
        if board.supportsSelection() and self.hasSelectedText():
            board.setText(self.copied(), QClipboard.Mode.Selection)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse:
            super().contextMenuEvent(event)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = add_entry(menu, "Copy")
        copy.setEnabled(self.hasSelectedText())
        copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(self.copied()))
        whole = len(self.text().encode("utf-16-le")) // 2
        add_entry(menu, "Select all").triggered.connect(lambda: self.setSelection(0, whole))
        menu.popup(event.globalPos())


def tip(words: str, struck: Sequence[Span] = (), underlined: Sequence[Span] = ()) -> str:
    """Return a tool tip that Qt shows as exactly the given words.

    Args:
        words: The words.
        struck: The stretches of them that are struck out, in code points.
        underlined: The stretches that are underlined; no two of both overlap.
    """
    if not (struck or underlined or QtGui.Qt.mightBeRichText(words)):
        return words
    # what Qt would take for HTML becomes HTML that reads as the words
    looks = {span.start: (span.end, "s") for span in struck}
    looks |= {span.start: (span.end, "u") for span in underlined}
    told, start = "", 0
    for begin, (end, look) in sorted(looks.items()):
        told += f"{escape(words[start:begin])}<{look}>{escape(words[begin:end])}</{look}>"
        start = end
    lines = (told + escape(words[start:])).replace("\n", "<br>")
    return f'<p style="white-space:pre-wrap">{lines}</p>'


def literal(words: str) -> str:
    """Return words for a button, a menu or a tab that Qt shows exactly as given, in a single line.

    To Qt an ampersand marks the key of a letter, and a tab stands before the keys of an action.
    """
    return " ".join(words.replace("&", "&&").splitlines()).replace("\t", " ")


def add_entry(menu: QMenu, words: str) -> QAction:
    """Add an action to a menu that shows exactly the given words.

    An action that is given no tool tip has its words for a tool tip, as they are.
    """
    action = menu.addAction(literal(words))
    action.setToolTip(tip(words))
    return action


def title(words: str) -> str:
    """Return a window's title that Qt shows as exactly the given words, in a single line."""
    # Qt puts the mark of what is not saved where “[*]” stands once
    return " ".join(words.replace("[*]", "[*][*]").splitlines())
