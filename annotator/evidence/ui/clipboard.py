"""The evidence on the clipboard or in a drop: files, or a picture."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter

from annotator.articles.model import OriginalFile
from annotator.evidence.service.kept_files import Given
from annotator.files.regular_files import is_file

_PNG = b"\x89PNG\r\n\x1a\n"


def read_files(data: QMimeData, now: datetime) -> list[Given]:
    """Return the copied or dropped files, or else the picture, as a PNG named by the time."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    files: list[Given] = [path for path in paths if is_file(path)]
    if files:
        return files
    whole = bytes(data.data("image/png").data())
    if whole.startswith(_PNG):
        # as it was copied: neither drawn nor packed again, which takes long
        return [_named(whole, now)]
    image = data.imageData() if data.hasImage() else None
    return [_picture(image, now)] if isinstance(image, QImage) and not image.isNull() else []


def _picture(image: QImage, now: datetime) -> OriginalFile:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return _named(bytes(buffer.data().data()), now)


def _named(data: bytes, now: datetime) -> OriginalFile:
    return OriginalFile(f"Pasted picture {now:%Y-%m-%d %H.%M.%S}.png", "image/png", data)
