"""Tab leads round the whole window, and Shift+Tab back, in every mode and on every page."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from annotator.app.widgets.chips import Chips
from annotator.app.window.main_window import MainWindow
from tests.app.front_keys import SHIFT, bring_to_front, walk_with_tab
from tests.app.walking import controls

Show = Callable[[MainWindow], QWidget]


def whole(window: MainWindow) -> QWidget:
    for section in window.claims.details.sections:
        section.unfold()
    return window


def in_review(window: MainWindow) -> QWidget:
    window.menus.actions["review"].trigger()
    return whole(window)


def as_table(window: MainWindow) -> QWidget:
    window.menus.actions["table_pane"].trigger()
    return whole(window)


def searching(window: MainWindow) -> QWidget:
    window.menus.actions["search"].trigger()
    window.menus.actions["find"].trigger()
    return window


def sources(window: MainWindow) -> QWidget:
    window.menus.actions["sources"].trigger()
    assert window.sources.page is not None
    return window.sources.page


def trail(window: MainWindow) -> QWidget:
    window.menus.actions["trail"].trigger()
    assert window.trailing.page is not None
    return window.trailing.page


def agreement(window: MainWindow) -> QWidget:
    window.menus.actions["agreement"].trigger()
    assert window.agreeing.page is not None
    return window.agreeing.page


def reachable(root: QWidget) -> set[QWidget]:
    """What Tab has to come to: of a group of chips or radio buttons, one is enough."""
    found = set()
    for widget in controls(root):
        usable = widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        single = isinstance(widget.parentWidget(), Chips) or (
            isinstance(widget, QAbstractButton) and widget.autoExclusive()
        )
        if usable and not single and not isinstance(widget, QScrollArea):
            found.add(widget.focusProxy() or widget)
    return found


def names(widgets: set[QWidget] | list[QWidget]) -> list[str]:
    return [f"{type(w).__name__} {w.accessibleName()}" for w in widgets]


@pytest.mark.parametrize("show", [whole, in_review, as_table, searching, sources, trail, agreement])
def test_tab_goes_round_and_back(walked: MainWindow, show: Show) -> None:
    walked.resize(1440, 900)
    root = show(walked)
    bring_to_front(root)
    there = list(walk_with_tab(root))
    back = list(walk_with_tab(root, SHIFT))
    assert names(reachable(root) - {*there}) == []
    assert names(reachable(root) - {*back}) == []
