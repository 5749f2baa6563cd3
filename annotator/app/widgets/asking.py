"""How every dialog is asked."""

from PySide6.QtWidgets import QApplication, QDialog

from annotator.app.widgets.focus import FocusBefore


def asked(dialog: QDialog) -> bool:
    """Show a dialog until it is answered; whether it was accepted.

    Afterwards the focus is where it was, and the dialog goes away: left to its parent it would
    stay, with its shortcuts, until the program ends. Read what was answered at once.
    """
    before = FocusBefore(QApplication.focusWidget())
    try:
        return bool(dialog.exec())
    finally:
        dialog.deleteLater()
        before.give_back()
