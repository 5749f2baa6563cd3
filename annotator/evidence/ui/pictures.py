"""Draws kept pictures small: raster kinds only, within limits, and away from the window.

The bytes of a file come from other people. A drawing (SVG) names other files and can keep a
computer busy for minutes, so it is never drawn of itself. A raster picture is read as the kind that
it is declared to be and as no other, after a look at its head: a picture of too many pixels is not
read at all, and a picture that takes too long is given up.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event

from PySide6.QtCore import QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from annotator.app.session.session import Session
from annotator.evidence.model import Attachment

ROOM = QSize(480, 240)
"""Width and height within which pictures are shown, in pixels."""
MOST_BYTES = 40_000_000
MOST_PIXELS = 64_000_000
MOST_JPEG_PIXELS = 200_000_000
"""Of a photograph, which is read at an eighth of its size without ever being whole in memory."""
MOST_SCANS = 100
"""How often a photograph may go over itself; each time costs as much as its size."""
LONGEST = 3.0
"""Seconds after which the reading of a picture is given up."""
_KEPT = 64
"""Pictures that are kept as they were drawn last."""


@dataclass(frozen=True, slots=True)
class RasterKind:
    """A kind of raster picture: Qt's name for it, and how its files begin."""

    name: bytes
    begins: tuple[bytes, ...]
    most_pixels: int = MOST_PIXELS


_BITMAP = RasterKind(b"bmp", (b"BM",))
KINDS = {
    "image/png": RasterKind(b"png", (b"\x89PNG\r\n\x1a\n",)),
    "image/jpeg": RasterKind(b"jpeg", (b"\xff\xd8\xff",), MOST_JPEG_PIXELS),
    "image/gif": RasterKind(b"gif", (b"GIF87a", b"GIF89a")),
    "image/webp": RasterKind(b"webp", (b"RIFF",)),
    "image/bmp": _BITMAP,
    "image/x-ms-bmp": _BITMAP,
}
"""The kinds of picture that are drawn, by their declared type."""


def is_drawn(attachment: Attachment) -> bool:
    """Return whether a file is of a kind, and of a size, that is drawn of itself."""
    return attachment.mime in KINDS and attachment.size <= MOST_BYTES


def draw_picture(
    data: bytes, mime: str, room: QSize, is_to_stop: Callable[[], bool] = lambda: False
) -> QImage:
    """Return a picture that fits the room, or a null picture where it cannot or may not be read."""
    kind = KINDS.get(mime)
    if kind is None or not data.startswith(kind.begins) or len(data) > MOST_BYTES:
        return QImage()
    if kind.name == b"jpeg" and data.count(b"\xff\xda") > MOST_SCANS:
        return QImage()
    device = _Limited(data, is_to_stop)
    device.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)
    reader = QImageReader()
    # by its content Qt would choose among all kinds that it knows, drawings among them
    reader.setAutoDetectImageFormat(False)
    reader.setDecideFormatFromContent(False)
    reader.setFormat(kind.name)
    reader.setDevice(device)
    size = _size(reader, kind, data)
    if not size.isValid() or size.isEmpty() or size.width() * size.height() > kind.most_pixels:
        return QImage()
    if size.width() > room.width() or size.height() > room.height():
        fitting = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(fitting.expandedTo(QSize(1, 1)))
    reader.setAutoTransform(True)
    image = reader.read()
    # half of a picture would pass for the whole
    return QImage() if device.gave_up else image


def _size(reader: QImageReader, kind: RasterKind, data: bytes) -> QSize:
    if kind.name == b"gif":
        # Qt would go through all frames to know it
        return QSize(int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little"))
    return reader.size()


class _Limited(QIODevice):
    """Hands out bytes for as long as there is time; afterwards the file seems to end."""

    def __init__(self, data: bytes, is_to_stop: Callable[[], bool]) -> None:
        super().__init__()
        self._data = data
        self._is_to_stop = is_to_stop
        self._until = time.monotonic() + LONGEST
        self.gave_up = False

    def size(self) -> int:
        return len(self._data)

    def readData(self, maxlen: int) -> bytes:
        if self._is_to_stop() or time.monotonic() > self._until:
            self.gave_up = True
            return b""
        start = self.pos()
        return self._data[start : start + maxlen]

    def writeData(self, data: bytes, len: int) -> int:  # type: ignore[override]  # noqa: A002, ARG002
        return -1


class Pictures(QObject):
    """Draws wanted pictures in turn, in a thread of its own.

    ``shown`` comes with the SHA-256 of a file and its picture, a null picture where there is none.
    """

    shown = Signal(str, QImage)
    _done = Signal(str, str, object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="picture")
        self._stop = Event()
        self._kept: OrderedDict[tuple[str, str], QImage] = OrderedDict()
        self._wanted: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._at_work = False
        self._done.connect(self._end)
        session.opened.connect(self._forget)

    def want(self, attachment: Attachment) -> None:
        """Ask for the picture of a file; pictures asked for before come first."""
        key = (attachment.sha256, attachment.mime)
        if key in self._kept:
            self._kept.move_to_end(key)
            self.shown.emit(attachment.sha256, self._kept[key])
            return
        self._wanted[key] = None
        self._go_on()

    def drop(self) -> None:
        """Give up all that was asked for and is not drawn yet."""
        self._wanted.clear()
        self._stop.set()
        self._stop = Event()

    def close(self) -> None:
        """Draw no more pictures."""
        self.drop()
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _forget(self) -> None:
        self.drop()
        self._kept.clear()
        self._at_work = False

    def _go_on(self) -> None:
        if self._at_work or not self._wanted:
            return
        self._at_work = True
        (digest, mime), _ = self._wanted.popitem(last=False)
        stop = self._stop
        self._session.lookups.run(
            lambda project: project.evidence.content(digest),
            lambda data: self._draw(digest, mime, data, stop),
            lambda _error: self._end(digest, mime, QImage()),
            stopped=lambda: self._end(digest, mime, None),
        )

    def _draw(self, digest: str, mime: str, data: bytes, stop: Event) -> None:
        if stop.is_set():
            self._end(digest, mime, None)
            return
        self._executor.submit(self._work, digest, mime, data, stop)

    def _work(self, digest: str, mime: str, data: bytes, stop: Event) -> None:
        image: QImage | None = None
        try:
            image = draw_picture(data, mime, ROOM, stop.is_set)
        finally:
            # half of a picture that nobody waits for any more is not kept
            self._done.emit(digest, mime, None if stop.is_set() else image)

    def _end(self, digest: str, mime: str, image: QImage | None) -> None:
        """Show a picture, or that there is none; change no picture where it was given up."""
        self._at_work = False
        if image is not None:
            self._kept[digest, mime] = image
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            self.shown.emit(digest, image)
        self._go_on()
