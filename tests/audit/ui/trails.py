"""The page of the trail, as tests open it and read it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.app.widgets.lists.rows import ROW
from annotator.app.window.main_window import MainWindow
from annotator.audit.model import TrailEntry, TrailScope
from annotator.audit.ui.page import TrailPage
from tests.app.desks import press, until

LEFT = Qt.MouseButton.LeftButton


def page(window: MainWindow) -> TrailPage:
    """The trail, once it is read."""
    press(window, "Ctrl+Shift+H")
    found = window.trailing.page
    assert found is not None
    until(lambda: settled(found))
    return found


def settled(found: TrailPage) -> bool:
    return not found.model.is_reading and not found.model._rest.isActive()


def entries(found: TrailPage) -> list[TrailEntry]:
    model = found.model
    return [model.index(row).data(ROW) for row in range(model.rowCount())]


def names(found: TrailPage) -> list[str]:
    return [entry.heading for entry in entries(found)]


def switch(found: TrailPage, scope: TrailScope) -> None:
    QTest.mouseClick(found.bar.scopes.chips[scope], LEFT)
    until(lambda: settled(found))


def shown(found: TrailPage) -> str:
    return found.details.toPlainText()
