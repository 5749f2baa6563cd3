"""Small things of which the sections of the details are made."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from annotator.ui.scale import Space, pad
from annotator.ui.theme import Theme


def words(name: str, said: str = "") -> QLabel:
    """Words that wrap and can be copied; nothing in them is markup."""
    label = QLabel(said)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def prose(name: str, said: str) -> QLabel:
    """Words that give way in a narrow column: a long address is broken behind its strokes."""
    label = words(name, said.replace("/", "/\u200b") if "://" in said else said)
    label.setMinimumWidth(1)
    return label


def mark(name: str, said: str) -> QLabel:
    """A few words in one line that take no more room than they need."""
    label = QLabel(said)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return label


def tool(theme: Theme, icon: str, tip: str, act: Callable[[], object]) -> QPushButton:
    """A small button that is an icon."""
    button = QPushButton()
    button.setObjectName("tool")
    button.setIcon(theme.icon(icon, theme.muted))
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.clicked.connect(act)
    return button


def link(said: str, act: Callable[[], object]) -> QPushButton:
    """A button that reads as words of a line."""
    button = QPushButton(said)
    button.setObjectName("link")
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    button.clicked.connect(act)
    return button


def line_link(said: str, act: Callable[[], object]) -> QPushButton:
    """A link on a line of its own, which begins where the words above it do."""
    button = link(said, act)
    button.setProperty("flush", True)  # noqa: FBT003 - a property has no other way
    return button


def card() -> tuple[QFrame, QVBoxLayout]:
    """A frame for one of several things of a kind, and the layout in it."""
    frame = QFrame()
    frame.setObjectName("card")
    layout = QVBoxLayout(frame)
    pad(layout, Space.MEDIUM, Space.SMALL)
    layout.setSpacing(Space.TINY)
    return frame, layout
