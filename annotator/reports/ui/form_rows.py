"""The parts of the rows of the form."""

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from annotator.app.theme.scale import Space, clear_margins
from annotator.app.widgets.fields import ChoiceBox
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.plain_text import Label

_LETTERS = 24
"""Of the name of a form that are seen at least."""


def forms_box(names: Mapping[str, str]) -> QComboBox:
    """Return a box of forms by their labels; no long label makes the dialog too wide.

    Args:
        names: The label of each form, by the form's name.
    """
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


def leading(words: str, field: QWidget) -> Label:
    """Return a label whose access key moves to a field."""
    label = Label(words)
    label.setBuddy(field)
    return label


def side_by_side(*widgets: QWidget) -> QWidget:
    """Return a part of a row that holds the widgets side by side, where there is room."""
    held, flow = QWidget(), FlowLayout(Space.SMALL)
    held.setLayout(flow)
    for widget in widgets:
        flow.addWidget(widget)
    return held


def stacked(*widgets: QWidget) -> QWidget:
    """Return a row of a form that holds the widgets stacked from top to bottom."""
    held = QWidget()
    layout = QVBoxLayout(held)
    clear_margins(layout, Space.TINY)
    for widget in widgets:
        layout.addWidget(widget)
    return held
