"""Reading in the preview of a report: where one was stays, and where a link leads is seen."""

import pytest
from PySide6.QtCore import QPoint, QUrl
from PySide6.QtWidgets import QApplication

from annotator.domain.claims import Claim
from annotator.report.choices import Choices
from annotator.ui.main_window import MainWindow
from annotator.ui.reporting.preview import Preview
from tests.ui.desks import answering, press, until
from tests.ui.test_reporting import linked, look_at

__all__ = ["linked"]


def test_whoever_zooms_the_preview_stays_where_they_read(window: MainWindow, claim: Claim) -> None:
    del claim

    def top(preview: Preview) -> str:
        until(lambda: preview.browser.is_full)
        return preview.browser.cursorForPosition(QPoint(30, 30)).block().text()

    def look(preview: Preview) -> None:
        until(lambda: not preview.state.isVisible() and preview.browser.is_full)
        preview.resize(600, 320)
        QApplication.processEvents()
        bar = preview.browser.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        words = top(preview)
        press(preview, "Ctrl++", "Ctrl++")
        until(lambda: top(preview) == words)
        press(preview, "Ctrl+0")
        until(lambda: top(preview) == words)
        press(preview, "Escape")

    timer = answering(Preview, look)
    window.reporting.preview(Choices())
    assert not timer.isActive()


@pytest.mark.usefixtures("linked")
def test_a_long_address_is_read_whole_before_it_is_opened(window: MainWindow) -> None:
    address = "https://example.org/" + "register-of-dredging/" * 3

    def look(preview: Preview) -> None:
        preview.browser.anchorClicked.emit(QUrl(address))
        until(preview.address.isVisible)
        QApplication.processEvents()
        assert not preview.address.is_short
        assert preview.address.text() == address

    look_at(window, look)
