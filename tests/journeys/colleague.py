"""A colleague at a computer of their own: ``python -m tests.journeys.colleague PACKAGE REPLY``.

Opens a package in a window of its own process, tags by keys what waits there, and sends it back.
"""

import sys
import tempfile
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from annotator.app.window.main_window import MainWindow
from tests.app.desks import preferences, press, until

TAGS = ("1", "3", "2", "1")
"""The keys of the verdicts on the first four claims; the third is disputed as misleading."""
SAID = {0: "Ben puts the first claim so.", 1: "Ben puts the second claim so."}


def say(window: MainWindow, words: str) -> None:
    """Put the chosen claim in own words, by keys."""
    press(window, "S")
    QTest.keyClicks(window.focusWidget(), words)
    press(window, "Ctrl+Return", "F6")


def review(window: MainWindow) -> None:
    """Tag what is there, find one more claim, and put two in own words."""
    press(window, "F6")
    for number, key in enumerate(TAGS):
        press(window, "J")
        press(window, *(key, "3") if key == "2" else key)
        if number in SAID:
            say(window, SAID[number])
    press(window, "]", "]", "3")


def main(package: Path, reply: Path) -> None:
    """Open, review, send back."""
    QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        window = MainWindow(preferences(Path(folder), "Ben"))
        window.show()
        window.activateWindow()
        assert window.open(package)
        assert window.handing_over.bar.isVisible()
        assert "Blind: " in window.handing_over.bar.words.text()
        review(window)
        QFileDialog.getSaveFileName = lambda *_: (str(reply), "")  # type: ignore[method-assign]  # a person stands in
        window.handing_over.bar.button.click()
        until(lambda: "Send this file back" in window.notice.words.text())
        window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
