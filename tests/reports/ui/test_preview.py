"""The preview of a report: it shows and leads, loads nothing, and lets one stay where one reads."""

import pytest
from PySide6.QtCore import QPoint, QSize, QUrl
from PySide6.QtGui import QDesktopServices, QTextDocument
from PySide6.QtWidgets import QApplication

from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.reports.choices import ReportChoices
from annotator.reports.ui.preview import Preview
from tests.app.desks import answering, press, until
from tests.reports.ui.asking import look_at, use


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
        # within a line: between two of them a dot decides which one is at the top
        while (
            len({preview.browser.cursorForPosition(QPoint(30, y)).blockNumber() for y in (24, 36)})
            > 1
        ):
            bar.setValue(bar.value() + 1)
        words = top(preview)
        press(preview, "Ctrl++", "Ctrl++")
        until(lambda: top(preview) == words)
        press(preview, "Ctrl+0")
        until(lambda: top(preview) == words)
        press(preview, "Escape")

    timer = answering(Preview, look)
    window.reporting.preview(ReportChoices())
    assert not timer.isActive()


@pytest.mark.usefixtures("linked")
def test_the_preview_shows_the_report_and_leads_from_part_to_part(window: MainWindow) -> None:
    def look(preview: Preview) -> None:
        words = preview.browser.toPlainText()
        assert "dredged in 1987" in words
        assert "Unsupported" in words
        assert preview.browser.verticalScrollBar().value() == 0
        preview.browser.anchorClicked.emit(QUrl("#a1_s1"))
        assert preview.browser.verticalScrollBar().value() > 0

    look_at(window, look)


@pytest.mark.usefixtures("linked")
def test_the_preview_opens_and_loads_nothing_by_itself(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)

    def look(preview: Preview) -> None:
        preview.browser.anchorClicked.emit(QUrl("https://example.org/register"))
        assert opened == []
        assert preview.address.text() == "https://example.org/register"
        use(preview, "Alt+O")
        assert [url.toString() for url in opened] == ["https://example.org/register"]
        kind = QTextDocument.ResourceType.ImageResource.value
        for url in ("file:///etc/passwd", "https://example.org/picture.png"):
            nothing = preview.browser.loadResource(kind, QUrl(url))
            assert nothing.size() == QSize(1, 1)

    look_at(window, look)


def test_the_preview_is_zoomed_by_the_keys_of_the_article(window: MainWindow, claim: Claim) -> None:
    del claim

    def size(preview: Preview) -> float:
        until(lambda: preview.browser.is_full)
        return preview.browser.document().defaultFont().pointSizeF()

    def look(preview: Preview) -> None:
        until(lambda: not preview.state.isVisible())
        usual = size(preview)
        press(preview, "Ctrl++")
        assert size(preview) > usual
        press(preview, "Ctrl+-", "Ctrl+-")
        assert size(preview) < usual
        press(preview, "Ctrl+0")
        assert size(preview) == usual
        press(preview, "Escape")

    timer = answering(Preview, look)
    window.reporting.preview(ReportChoices())
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
