"""The program's icons, drawn at the size and pixel ratio at which they are shown."""

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
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
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        found = QPixmap(size * scale)
        found.setDevicePixelRatio(scale)
        found.fill(Qt.GlobalColor.transparent)
        painter = QPainter(found)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return found

    def clone(self) -> QIconEngine:
        return _Drawing(*self._of)


@cache
def _picture(name: str, colour: str) -> QSvgRenderer:
    svg = asset("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(svg.encode()))
