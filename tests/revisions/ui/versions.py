"""A new version of the article in a window, brought in as a user does."""

from collections.abc import Callable
from pathlib import Path

from annotator.app.window.main_window import MainWindow
from annotator.revisions.ui.changes_page import ChangesPage
from annotator.revisions.ui.new_version import NewVersionDialog
from tests.app.desks import answering, article, until


def bring(window: MainWindow, file: Path, *, number: int = 2) -> None:
    """Bring in a file as the newest version, and wait until it is there."""
    timer = answering(NewVersionDialog, agree)
    window.bringing.bring_file(file)
    until(lambda: article(window).version.number == number and not timer.isActive())
    window.activateWindow()
    until(window.isActiveWindow)


def agree(dialog: NewVersionDialog) -> None:
    """Wait for the plan, and press the button for the act."""
    until(lambda: dialog.plan is not None)
    dialog.ok.click()


def looking(
    look: Callable[[NewVersionDialog], object], *, accept: bool = False
) -> Callable[[NewVersionDialog], None]:
    """Return an answer that looks at the plan and then gives the dialog up, or accepts it."""

    def answer(dialog: NewVersionDialog) -> None:
        until(lambda: dialog.plan is not None)
        look(dialog)
        if accept:
            dialog.ok.click()
        else:
            dialog.reject()

    return answer


def review(window: MainWindow) -> ChangesPage:
    """Open the review of changes, and wait until its places are read."""
    window.changing.open()
    until(lambda: window.changing.page.model.rowCount() > 0)
    return window.changing.page


def states(page: ChangesPage) -> dict[int, str]:
    """Return what became of each claim, by its number."""
    rows = (page.model.cells(row) for row in page.model._all)
    return {int(number): state for number, state, _words in rows}
