"""What the rows of the form are made of."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from annotator.ui.scale import Space, bare


def explained() -> QLabel:
    """A place for words that explain the field above it."""
    words = QLabel()
    words.setObjectName("muted")
    words.setWordWrap(True)
    return words


def leading(words: str, field: QWidget) -> QLabel:
    """A label whose key leads to a field."""
    label = QLabel(words)
    label.setBuddy(field)
    return label


def stacked(*widgets: QWidget) -> QWidget:
    """Widgets one below the other, as one row of a form."""
    held = QWidget()
    layout = QVBoxLayout(held)
    bare(layout, Space.TINY)
    for widget in widgets:
        layout.addWidget(widget)
    return held
