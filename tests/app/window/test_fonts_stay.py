"""Words keep their fonts, and the text its place, whatever colours or sizes the window has."""

from datetime import date

import pytest
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication, QScrollBar, QWidget

from annotator.app.theme.theme import SCHEMES
from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.reports.document.report import build_document
from annotator.reports.formats.pdf.contents import pieces
from annotator.reports.service.report import build
from annotator.reports.ui.preview import Preview
from tests.app.desks import until
from tests.app.views import open_every_page

Fonts = dict[QWidget, tuple[str, float, int]]


def _fonts(window: MainWindow) -> Fonts:
    QApplication.processEvents()
    return {widget: _font(widget.font()) for widget in window.findChildren(QWidget)}


def _font(font: QFont) -> tuple[str, float, int]:
    return font.family(), font.pointSizeF(), int(font.weight())


def _other_than(before: Fonts, after: Fonts) -> list[object]:
    """What shows words, is still there, and has another font."""
    kept = [w for w in before.keys() & after.keys() if type(w) not in (QWidget, QScrollBar)]
    return [(type(w).__name__, before[w], after[w]) for w in kept if before[w] != after[w]]


@pytest.fixture
def dressed(window: MainWindow, claim: Claim) -> MainWindow:
    open_every_page(window, "harbour")
    window.text.view.show_font_size(17)
    window.session.choose_claim(claim.id)
    until(lambda: window.text.view.is_settled)
    window.text.view.show_from(400)
    return window


def test_every_font_and_the_place_stay_under_every_scheme(dressed: MainWindow) -> None:
    before, top = _fonts(dressed), dressed.text.view.top()
    assert before[dressed.text.view][:2] == (dressed.theme.text_family, 17)
    for scheme in (*SCHEMES, "system", "light"):
        dressed.show_scheme(scheme)
        assert _other_than(before, _fonts(dressed)) == [], scheme
        assert dressed.text.view.top() == top, scheme


def test_the_articles_font_stays_when_the_system_changes(dressed: MainWindow) -> None:
    dressed.show_scheme("system")
    before = _fonts(dressed)
    QGuiApplication.styleHints().colorSchemeChanged.emit(QGuiApplication.styleHints().colorScheme())
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setStyleSheet(app.styleSheet() + " ")
    assert _other_than(before, _fonts(dressed)) == []


def test_the_articles_font_stays_in_every_interface_size(dressed: MainWindow) -> None:
    before = _fonts(dressed)
    for percent in (150, 200, 100):
        dressed.show_interface_size(percent)
        assert _fonts(dressed)[dressed.text.view] == before[dressed.text.view]
    assert _other_than(before, _fonts(dressed)) == []


def test_a_report_preview_keeps_its_type_under_every_scheme(dressed: MainWindow) -> None:
    made = build(dressed.session.project, stated_date=date(2026, 3, 31))
    preview = Preview(dressed, dressed.theme)
    preview.show_pieces(pieces(build_document(made), dressed.theme.colours))
    until(lambda: preview.browser.is_full)
    before = _font(preview.browser.document().defaultFont())
    for scheme in SCHEMES:
        dressed.show_scheme(scheme)
        preview.show()
        QApplication.processEvents()
        assert _font(preview.browser.document().defaultFont()) == before, scheme
