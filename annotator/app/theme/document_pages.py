"""The pages of documents: their margins on paper, and a blank picture for all they would load."""

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QImage, QTextDocument

MARGINS = QMarginsF(18, 13, 18, 11)
"""Millimetres left, above, right and below what is painted, page numbers and all."""
_IMAGE = QTextDocument.ResourceType.ImageResource.value


def nothing(kind: int) -> QImage | None:
    """A picture that nobody sees, since Qt looks for a file itself where there is none."""
    if int(kind) != _IMAGE:
        return None
    picture = QImage(1, 1, QImage.Format.Format_ARGB32)
    picture.fill(0)
    return picture
