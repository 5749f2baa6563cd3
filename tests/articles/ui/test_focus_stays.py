"""The focus after a dialog is where it was, and pages beside the window lead to the text."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QWidget

from annotator.app.files.dialogs import file_to_read, file_to_write, files_to_read, folder_to_use
from annotator.app.widgets.dialog import Dialog
from annotator.app.window.main_window import MainWindow
from annotator.articles.ui.plan_controller import PlanDialog
from annotator.people.ui.name_dialog import NameDialog
from tests.app.desks import answering, article, until
from tests.app.front_keys import CTRL, bring_to_front, hit
from tests.app.shown import dialogs

PAGES = {"sources", "trail", "agreement"}
FIELDS = (QLineEdit, QComboBox)

ASKS: dict[str, Callable[[MainWindow], object]] = {
    "name": lambda window: NameDialog.ask(window, ""),
    "plan": lambda window: PlanDialog.ask(window, article(window), []),
    "save": lambda window: file_to_write(window, "Where?"),
    "open": lambda window: file_to_read(window, "Which?"),
    "open several": lambda window: files_to_read(window, "Which?"),
    "folder": lambda window: folder_to_use(window, "Which?"),
}


def let_go_of_files() -> None:
    """Close the dialog for files once it is open."""
    found = QApplication.activeModalWidget()
    if isinstance(found, QFileDialog):
        found.reject()
    else:
        QTimer.singleShot(20, let_go_of_files)


@pytest.mark.usefixtures("claim")
def test_the_focus_is_where_it_was_after_every_kind_of_dialog(window: MainWindow) -> None:
    field = window.claims.details.mine.conclusion
    for name, ask in ASKS.items():
        bring_to_front(window)
        field.setFocus()
        if name in ("name", "plan"):
            answer = answering(Dialog, lambda dialog: dialog.give_up())
        else:
            QTimer.singleShot(20, let_go_of_files)
            answer = QTimer()
        ask(window)
        assert not answer.isActive()
        assert window.focusWidget() is field, name


def test_ctrl_return_leads_from_the_fields_of_pages_to_the_text(walked: MainWindow) -> None:
    seen = set()
    for name, page in dialogs(walked):
        if name in PAGES:
            bring_to_front(page)
            fields = [f for f in page.findChildren(QWidget) if isinstance(f, FIELDS)]
            for field in [f for f in fields if f.isVisible()]:
                bring_to_front(page)
                walked.claims.list.setFocus()
                field.setFocus()
                hit(Qt.Key.Key_Return, CTRL)
                until(walked.isActiveWindow)
                assert walked.focusWidget() is walked.text.view, (name, field)
            seen.add(name)
        page.hide()
        if seen == PAGES:
            return
