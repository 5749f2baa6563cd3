"""Changes of a text in a small window, at twice the size: all that is offered is whole."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from annotator.app.theme.scale import letters
from annotator.app.widgets.elided_label import ElidedButton
from annotator.app.window.main_window import MainWindow
from tests.app.desks import until
from tests.app.walking import clipped
from tests.revisions.ui.versions import bring

SMALL = (1000, 610)
"""A small screen in pixels, without the frame of the window and a bar of the desktop."""


def test_a_changed_file_is_offered_with_whole_buttons(window: MainWindow) -> None:
    window.show_interface_size(200)
    window.resize(*SMALL)
    bar = window.watching.bar
    bar.tell("draft.txt")
    QApplication.processEvents()
    for width in (bar.width(), bar.see.sizeHint().width() + letters(12)):
        bar.setFixedWidth(width)
        QApplication.processEvents()
        assert clipped(bar) == []
        assert bar.see.width() >= bar.see.sizeHint().width()


def test_words_in_the_status_bar_are_shortened_and_not_cut(window: MainWindow, draft: Path) -> None:
    bring(window, draft)
    until(window.status.changes.isVisible)
    button = window.status.changes
    assert isinstance(button, ElidedButton)
    QApplication.processEvents()
    assert button.words_in_sight == "3 places to look at"
    button.resize(button.width() // 2, button.height())
    assert button.words_in_sight.startswith("3 pl")
    assert button.words_in_sight.endswith("…")


def test_the_window_does_not_grow_for_the_review(window: MainWindow, draft: Path) -> None:
    bring(window, draft)
    window.show_interface_size(200)
    window.resize(1000, 660)
    QApplication.processEvents()
    window.changing.open()
    until(lambda: window.changing.page.place is not None)
    QApplication.processEvents()
    assert window.height() <= 660
