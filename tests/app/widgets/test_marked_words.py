"""A line of words that has no room is shortened at its end, whichever way it is written."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from annotator.app.widgets.lists.marked_words import paint_marked
from annotator.kernel.positions import Span

ROOM = 150
LINES = [
    "The harbour of Port Alder was dredged in 1987, the council says.",
    "وقالت الوزيرة إن الأجور ارتفعت أربعة في المئة في العام الماضي",
    "The minister said שלום עולם וכל טוב to everybody who stood there",
    "שלום עולם said the minister to everybody who stood there in rain",
    "😀😀😀😀😀😀😀😀 and letters 𝒜𝓍𐐷 from beyond the first plane of all",
]


def columns_of_ink(words: str, marks: list[Span]) -> list[int]:
    """The columns of a picture in which something was painted."""
    image = QImage(4 * ROOM, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_marked(painter, QRectF(ROOM, 5, ROOM, 30), words, marks, QColor("black"))
    painter.end()
    white = QColor("white").rgb()
    rows = range(image.height())
    return [x for x in range(image.width()) if any(image.pixel(x, y) != white for y in rows)]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("words", LINES)
def test_a_line_fills_its_room_and_nothing_beyond(words: str) -> None:
    ink = columns_of_ink(words, [Span(4, 9)])
    assert ink[0] >= ROOM - 2
    assert ink[-1] <= 2 * ROOM + 2
    assert ink[-1] - ink[0] > 0.7 * ROOM
