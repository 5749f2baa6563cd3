"""The pages of documents: margins on paper, and a blank picture for each file of a page."""

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QImage, QTextDocument

MARGINS = QMarginsF(18, 13, 18, 11)
"""Millimetres left, above, right and below the painted area, page numbers included."""
_IMAGE = QTextDocument.ResourceType.ImageResource.value


def empty_picture(kind: int) -> QImage | None:
    """Return an invisible picture, since Qt looks for a file itself where it gets none."""
    if int(kind) != _IMAGE:
        return None
    picture = QImage(1, 1, QImage.Format.Format_ARGB32)
    picture.fill(0)
    return picture
