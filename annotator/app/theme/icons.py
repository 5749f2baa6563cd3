"""The program's icons, drawn at the size and pixel ratio at which they are shown."""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from annotator.assets import asset


@cache
def icon(name: str, colour: str, disabled: str) -> QIcon:
    """An icon of ``resources/icons`` in a colour, and in another where it cannot be used."""
    return QIcon(_Drawing(name, colour, disabled))


class _Drawing(QIconEngine):
    """Draws the picture when it is asked for: sharp everywhere, and free for what is not seen."""

    def __init__(self, name: str, colour: str, disabled: str) -> None:
        super().__init__()
        self._of = (name, colour, disabled)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        name, colour, disabled = self._of
        _picture(name, disabled if mode is QIcon.Mode.Disabled else colour).render(
            painter, QRectF(rect)
        )

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float
    ) -> QPixmap:
        name, colour, disabled = self._of
        wanted = disabled if mode is QIcon.Mode.Disabled else colour
        return _drawn(name, wanted, size.width(), size.height(), scale)

    def clone(self) -> QIconEngine:
        return _Drawing(*self._of)


@cache
def _picture(name: str, colour: str) -> QSvgRenderer:
    svg = asset("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(svg.encode()))


@lru_cache(512)
def _drawn(name: str, colour: str, width: int, height: int, scale: float) -> QPixmap:
    # buttons ask for their picture again whenever they are painted or measured
    found = QPixmap(QSize(width, height) * scale)
    found.setDevicePixelRatio(scale)
    found.fill(Qt.GlobalColor.transparent)
    painter = QPainter(found)
    _picture(name, colour).render(painter, QRectF(0, 0, width, height))
    painter.end()
    return found
