"""How tests ask for a report by keys, and answer its dialog."""

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractButton, QDialog

from annotator.app.window.main_window import MainWindow
from annotator.reports.ui.dialog import ReportDialog
from annotator.reports.ui.preview import Preview
from tests.app.desks import answering, press, until

Proposed = list[str]


def ask(window: MainWindow, *answers: Callable[[ReportDialog], None], keys: str = "Ctrl+E") -> None:
    """Ask for a report by its keys, and answer the dialog."""
    timer = answering(ReportDialog, *answers)
    press(window, keys)
    until(lambda: not timer.isActive())


def counted(dialog: ReportDialog) -> str:
    """How many claims are included, once that is known."""
    until(lambda: dialog.asked().tally is not None)
    return dialog.count.text()


def use(dialog: QDialog, *keys: str) -> None:
    """Press the keys of buttons and boxes, each of which stays down for a moment."""
    for key in keys:
        press(dialog, key)
        until(lambda: not any(button.isDown() for button in dialog.findChildren(QAbstractButton)))


def choose_kind(dialog: ReportDialog, letter: str) -> None:
    """Go to the kinds by their key, and to one of them by its first letters."""
    press(dialog, "Alt+K")
    assert dialog.kind.hasFocus()
    for key in letter:
        press(dialog, key)


def look_at(window: MainWindow, look: Callable[[Preview], None]) -> None:
    """Ask for a report, look at it first, and leave it."""

    def ready(preview: Preview) -> None:
        until(lambda: preview.browser.is_full and not preview.state.isVisible())
        look(preview)
        press(preview, "Escape")

    def answer(dialog: ReportDialog) -> None:
        timer = answering(Preview, ready)
        use(dialog, "Alt+W")
        until(lambda: not timer.isActive())
        press(dialog, "Escape")

    ask(window, answer)
