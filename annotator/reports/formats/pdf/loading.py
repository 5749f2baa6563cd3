"""What stands in the place of anything that a page would load, from the disk or from elsewhere."""

from PySide6.QtGui import QImage, QTextDocument

_IMAGE = QTextDocument.ResourceType.ImageResource.value


def nothing(kind: int) -> QImage | None:
    """A picture that nobody sees, since Qt looks for a file itself where there is none."""
    if int(kind) != _IMAGE:
        return None
    picture = QImage(1, 1, QImage.Format.Format_ARGB32)
    picture.fill(0)
    return picture
