"""The means of drawing pages: the libraries that Qt loads, and an application that knows fonts."""

import os
import sys
from functools import cache
from typing import TYPE_CHECKING

from annotator.app import display
from annotator.kernel.errors import CannotDraw

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication


def prepare_drawing() -> None:
    """Make Qt ready to lay out pages, whether there is a window or not.

    Raises:
        CannotDraw: Qt lacks what it needs to lay out pages.
    """
    obstacle = display.drawing_obstacle()
    if obstacle is not None:
        raise CannotDraw(obstacle.sentence)
    _application()


@cache
def _application() -> "QGuiApplication | None":
    """Return the application that Qt needs for fonts; ``None`` if there is a window already."""
    from PySide6.QtGui import QGuiApplication

    if QGuiApplication.instance() is not None:
        return None
    # what a font lacks another one has; nobody can do anything about it
    os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false")
    if sys.platform.startswith("linux"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return QGuiApplication([])
