"""Shows words as they are: what a file says is never taken for markup, nor for a key to press.

Qt guesses of a label or a tool tip whether it is HTML, and loads what such words name, from this
computer and from shares of the network. Nothing outside this module makes a ``QLabel``.
"""

from html import escape

from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QWidget


class Label(QLabel):
    """A label that shows its words as they are."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(words)


def tip(words: str) -> str:
    """A tool tip that Qt shows as exactly the given words."""
    if not QtGui.Qt.mightBeRichText(words):
        return words
    # what Qt would take for HTML becomes HTML that reads as the words
    lines = escape(words).replace("\n", "<br>")
    return f'<p style="white-space:pre-wrap">{lines}</p>'


def literal(words: str) -> str:
    """The words of a button, a menu or a tab that Qt shows exactly as given, in one line.

    To Qt an ampersand marks the key of a letter, and a tab stands before the keys of an action.
    """
    return " ".join(words.replace("&", "&&").splitlines()).replace("\t", " ")


def entry(menu: QMenu, words: str) -> QAction:
    """Add an action to a menu that shows exactly the given words.

    An action that is given no tool tip has its words for one, as they are.
    """
    action = menu.addAction(literal(words))
    action.setToolTip(tip(words))
    return action


def title(words: str) -> str:
    """A window's title that Qt shows as exactly the given words, in one line."""
    # Qt puts the mark of what is not saved where “[*]” stands once
    return " ".join(words.replace("[*]", "[*][*]").splitlines())
