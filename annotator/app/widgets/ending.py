"""How a dialog is laid out and ends: what it asks above, then what it does, and Cancel."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from annotator.app.theme.scale import Space, pad


def ending(dialog: QDialog, does: str) -> tuple[QDialogButtonBox, QPushButton]:
    """The row of buttons, and the one that does what the dialog is for; Return presses it."""
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    button = buttons.addButton(does, QDialogButtonBox.ButtonRole.AcceptRole)
    button.setDefault(True)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons, button


def stack(dialog: QDialog, *parts: QWidget) -> QVBoxLayout:
    """Put parts below each other in a dialog; more can be added to the layout."""
    layout = QVBoxLayout(dialog)
    pad(layout, Space.WIDE)
    layout.setSpacing(Space.MEDIUM)
    for part in parts:
        layout.addWidget(part)
    return layout
