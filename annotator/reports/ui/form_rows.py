"""What the rows of the form are made of."""

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from annotator.app.theme.scale import Space, clear_margins
from annotator.app.widgets.fields import ChoiceBox
from annotator.app.widgets.plain_text import Label, tip

_LETTERS = 24
"""Of the name of a form that are seen at least."""


def forms_box(names: Mapping[str, str]) -> QComboBox:
    """A box of forms, by what they are called; no longest name makes the dialog too wide."""
    box: QComboBox = ChoiceBox()
    box.setAccessibleName("File format")
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_LETTERS)
    for name, words in names.items():
        box.addItem(words, name)
    return box


def explained() -> Label:
    """A place for words that explain the field above it."""
    words = Label()
    words.setObjectName("muted")
    words.setWordWrap(True)
    return words


def explain(widget: QWidget, why: str) -> None:
    """Say why something cannot be used, to whoever points at it and to whoever hears it."""
    widget.setToolTip(tip(why))
    widget.setAccessibleDescription(why)


def leading(words: str, field: QWidget) -> Label:
    """A label whose key leads to a field."""
    label = Label(words)
    label.setBuddy(field)
    return label


def stacked(*widgets: QWidget) -> QWidget:
    """Widgets one below the other, as one row of a form."""
    held = QWidget()
    layout = QVBoxLayout(held)
    clear_margins(layout, Space.TINY)
    for widget in widgets:
        layout.addWidget(widget)
    return held
