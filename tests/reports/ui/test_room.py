"""The room that the export dialog takes: as much as it needs, with every row of it whole."""

import pytest
from PySide6.QtWidgets import QFormLayout, QWidget

from annotator.app.theme.scale import letters
from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.reports.ui.dialog import ReportDialog
from tests.app.desks import until
from tests.reports.ui.asking import ask, counted, use
from tests.reports.ui.test_choices import choose_form

pytestmark = pytest.mark.usefixtures("claim")


def rows(dialog: ReportDialog) -> list[QWidget]:
    """What stands beside the labels just now."""
    form = dialog._fields
    role = QFormLayout.ItemRole.FieldRole
    items = [form.itemAt(row, role) for row in range(form.rowCount())]
    found = [item.widget() for item in items if item is not None]
    return [widget for widget in found if widget is not None and widget.isVisible()]


def is_whole(dialog: ReportDialog) -> bool:
    return all(
        row.height() >= max(row.heightForWidth(row.width()), row.minimumSizeHint().height())
        for row in rows(dialog)
    )


def is_scrolled(dialog: ReportDialog) -> bool:
    return dialog._page.verticalScrollBar().maximum() > 0


def test_rows_stay_whole_where_they_have_to_be_scrolled(window: MainWindow, claim: Claim) -> None:
    del claim
    window.show_interface_size(200)

    def answer(dialog: ReportDialog) -> None:
        dialog.resize(1024, 552)
        counted(dialog)
        assert is_scrolled(dialog)
        dialog.confidential.wanted.click()
        until(lambda: is_whole(dialog))
        choose_form(dialog, "claimreview")
        until(lambda: is_whole(dialog))
        use(dialog, "Escape")

    ask(window, answer)


def test_it_opens_no_higher_than_it_needs_and_grows_with_what_it_asks(window: MainWindow) -> None:
    def answer(dialog: ReportDialog) -> None:
        counted(dialog)
        page = dialog._page
        # once what was counted has its room
        until(lambda: not is_scrolled(dialog))
        assert page.height() < page.height_in(page.viewport().width()) + letters(6)
        before = dialog.height()
        dialog.confidential.wanted.click()
        until(lambda: dialog.height() > before)
        until(lambda: not is_scrolled(dialog))
        use(dialog, "Escape")

    ask(window, answer)


def test_what_is_counted_stands_right_under_all_that_is_asked(window: MainWindow) -> None:
    def answer(dialog: ReportDialog) -> None:
        dialog.articles.all.click()
        choose_form(dialog, "claimreview")
        counted(dialog)
        page, told = dialog._page, dialog._told
        needed = page.height_in(page.viewport().width())
        until(lambda: told.height() <= told.heightForWidth(told.width()))
        until(lambda: page.height() >= min(needed, dialog.height() - letters(24)))
        use(dialog, "Escape")

    ask(window, answer)


def test_what_is_told_late_takes_no_room_from_the_fields(window: MainWindow) -> None:
    def answer(dialog: ReportDialog) -> None:
        counted(dialog)
        until(lambda: not is_scrolled(dialog))
        before = dialog._told.height()
        dialog._told.say("Choose an article. " * 12)
        until(lambda: dialog._told.height() > before)
        until(lambda: not is_scrolled(dialog))
        use(dialog, "Escape")

    ask(window, answer)
