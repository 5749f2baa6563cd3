"""Small widgets of which the sections of the details are made."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout

from annotator.app.theme.scale import Space, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.plain_text import Label, literal, tip


def make_words(name: str, said: str = "") -> Label:
    """Return a label of words that wrap and can be copied; no part of them is markup."""
    label = Label(said)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def prose(name: str, said: str) -> Label:
    """Return a label that gives way in a narrow column: it breaks a long address at its strokes."""
    label = make_words(name)
    label.show_breakable(said)
    label.setMinimumWidth(1)
    return label


def mark(name: str, said: str) -> Label:
    """Return a label of a few words in a single line that takes no more room than it needs."""
    label = Label(said)
    label.setObjectName(name)
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return label


def tool(theme: Theme, icon: str, does: str, act: Callable[[], object]) -> QPushButton:
    """Return a small button with an icon and no words."""
    button = QPushButton()
    button.setObjectName("tool")
    button.setIcon(theme.icon(icon, theme.muted))
    button.setToolTip(tip(does))
    button.setAccessibleName(does)
    button.clicked.connect(act)
    return button


def link(said: str, act: Callable[[], object]) -> QPushButton:
    """Return a button that reads as words of a line."""
    button = QPushButton(literal(said))
    button.setObjectName("link")
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    button.clicked.connect(act)
    return button


def line_link(said: str, act: Callable[[], object]) -> QPushButton:
    """Return a link on a line of its own, which begins where the words above it do."""
    button = link(said, act)
    button.setProperty("flush", True)
    return button


def card() -> tuple[QFrame, QVBoxLayout]:
    """Return a frame for one of several entries of a kind, and the layout in it."""
    frame = QFrame()
    frame.setObjectName("card")
    layout = QVBoxLayout(frame)
    pad(layout, Space.MEDIUM, Space.SMALL)
    layout.setSpacing(Space.TINY)
    return frame, layout
