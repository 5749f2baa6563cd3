"""A checker alone with a package: ``python -m tests.journeys.finder NAME PACKAGE REPLY KEYS…``.

Opens a blind package without highlights in a window of its own process, goes through the article
sentence by sentence, presses the keys given for each, and sends the work back.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog

from annotator.app.window.main_window import MainWindow
from tests.app.desks import preferences, press, until

SKIP = "."
"""Stands for a sentence that is passed over."""


def find(window: MainWindow, sentences: Sequence[str]) -> None:
    """Go from sentence to sentence; each has the keys that are pressed on it, a letter a key."""
    press(window, "F6")
    for keys in sentences:
        press(window, "]")
        if keys != SKIP:
            press(window, *keys)


def main(name: str, package: Path, reply: Path, sentences: Sequence[str]) -> None:
    """Open, find, send back."""
    QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        window = MainWindow(preferences(Path(folder), name))
        window.show()
        window.activateWindow()
        assert window.open(package)
        assert window.claims.listing.model.rowCount() == 0
        find(window, sentences)
        QFileDialog.getSaveFileName = lambda *_: (str(reply), "")  # type: ignore[method-assign]  # a person stands in
        window.handing_over.bar.button.click()
        until(lambda: "Send this file back" in window.notice.words.text())
        window.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:])
