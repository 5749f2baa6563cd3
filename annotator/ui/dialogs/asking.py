"""How every dialog is asked."""

from PySide6.QtWidgets import QDialog


def asked(dialog: QDialog) -> bool:
    """Show a dialog until it is answered; whether it was accepted.

    Afterwards the dialog goes away: left to its parent it would stay, with its shortcuts, until
    the program ends. Read what was answered at once.
    """
    try:
        return bool(dialog.exec())
    finally:
        dialog.deleteLater()
