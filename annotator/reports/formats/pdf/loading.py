"""The substitute for a file that a page would load, from the disk or from elsewhere."""

from PySide6.QtGui import QImage, QTextDocument

_IMAGE = QTextDocument.ResourceType.ImageResource.value


def empty_picture(kind: int) -> QImage | None:
    """Return an invisible picture, since Qt looks for a file itself where it gets none."""
    if int(kind) != _IMAGE:
        return None
    picture = QImage(1, 1, QImage.Format.Format_ARGB32)
    picture.fill(0)
    return picture
