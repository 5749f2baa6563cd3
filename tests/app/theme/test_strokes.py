"""What is marked is exactly the letters that are marked, whatever they are written in."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QTextBlock,
    QTextDocument,
    QTextLayout,
    QTextLine,
)

from annotator.app.theme.highlight_geometry import HighlightGeometry
from annotator.app.theme.theme import Theme
from annotator.appearance import palette
from annotator.claims.highlights import PaintedHighlight
from annotator.claims.ui.text.highlight_painting import block_ink, paint, paint_found
from annotator.claims.ui.text.reading_text import ReadingLayout
from annotator.claims.verdicts import Standing
from annotator.kernel.positions import Span, Utf16Positions, clusters
from annotator.reports.formats.pdf.layout import paint_marks
from annotator.reports.formats.pdf.page_flow import MarkedSpan

WIDTH = 400
NURSE = "\U0001f469\U0001f3fd\u200d\u2695\ufe0f"
TEXTS = [
    "Plain words of one line.",
    f"Ten nurses {NURSE * 5} and 😀😀😀😀😀😀 stay to the very end",
    "𝒜 𝓍 𐐷 are letters beyond the first plane 𐐷𐐷𐐷 end",
    "e\u0301 and a\u0308\u0323 stand in words like cafe\u0301s",
    "وقالت الوزيرة إن الأجور ارتفعت 4٪ في 2010",
    "The minister (וזירת האוצר) said “שלום 123” to السلام عليكم 😀 today",
    "السلام abc 😀 عليكم def",
    "ناقش 😀😀 abc",
    "\U0001e900\U0001e901\U0001e902 is Adlam, written from the right",
    "One \u202eturned round\u202c and \u2067שלום abc\u2069 more",
    "Soft\u00adhy\u00adphens and\u00a0no\u00a0break " * 3,
    "A paragraph of words and שלום words that is broken into some lines 😀 " * 4,
    "لا إلاه إلا الله office ﬁne",
]
WORDS = st.sampled_from(
    [
        "word ",
        "fi",
        " 12,5 ",
        "שלום",
        "עוֹלָם ",
        "السلام ",
        "لا",
        "😀",
        NURSE,
        "e\u0301",
        "\u00a0",
        "𐐷",
        " (",
        ") ",
        "\u00ad",
    ]
)
MIXED = st.lists(WORDS, min_size=1, max_size=30).map("".join).filter(str.strip)


def laid_out(text: str) -> QTextBlock:
    """The first block of a document, which lives as long as the test's application."""
    document = QTextDocument()
    layout = ReadingLayout(document)
    layout.width = WIDTH
    document.setDocumentLayout(layout)
    document.setPlainText(text)
    layout.blockBoundingRect(document.begin())
    KEPT[:] = [document]
    return document.begin()


KEPT: list[QTextDocument] = []


def letters(text: str) -> Iterator[tuple[int, int]]:
    """Every sign as people see it, from where to where in UTF-16."""
    positions = Utf16Positions(text)
    for cluster in clusters(text, 0, len(text)):
        yield positions.to_utf16(cluster.start), positions.to_utf16(cluster.end)


def boxes(block: QTextBlock, start: int, end: int) -> list[QRectF]:
    return sorted(
        HighlightGeometry(block).rectangles(start, end), key=lambda box: (box.top(), box.left())
    )


def area(found: list[QRectF]) -> float:
    return sum(box.width() for box in found)


def lines_of(block: QTextBlock) -> list[QTextLine]:
    layout: QTextLayout = block.layout()
    return [layout.lineAt(n) for n in range(layout.lineCount())]


def check_tiles(text: str) -> None:
    """Letters lie side by side, and together fill what is written, once."""
    block = laid_out(text)
    single = [box for start, end in letters(text) for box in boxes(block, start, end)]
    written = sum(line.naturalTextRect().width() for line in lines_of(block))
    # where a line is broken at a soft hyphen, the hyphen is drawn and no letter
    hyphens = 6 * block.lineCount() if "\u00ad" in text else 0
    assert area(single) == pytest.approx(written, abs=1.5 + hyphens)
    assert area(boxes(block, 0, block.length() - 1)) == pytest.approx(written, abs=1.5)
    in_order = sorted(single, key=lambda box: (box.top(), box.left()))
    for left, right in pairwise(in_order):
        assert left.top() != right.top() or left.right() <= right.left() + 0.02


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("text", TEXTS)
def test_letters_lie_side_by_side_and_fill_their_line_once(text: str) -> None:
    check_tiles(text)


@pytest.mark.usefixtures("qapp")
@settings(max_examples=40)
@given(text=MIXED, data=st.data())
def test_a_stretch_of_mixed_text_covers_its_letters_and_no_others(
    text: str, data: st.DataObject
) -> None:
    check_tiles(text)
    block, signs = laid_out(text), [*letters(text)]
    first = data.draw(st.integers(0, len(signs) - 1))
    last = data.draw(st.integers(first, len(signs) - 1))
    whole = boxes(block, signs[first][0], signs[last][1])
    parts = [box for start, end in signs[first : last + 1] for box in boxes(block, start, end)]
    assert area(whole) == pytest.approx(area(parts), abs=0.5)
    for part in parts:
        assert any(box.adjusted(-0.1, 0, 0.1, 0).contains(part) for box in whole)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("text", TEXTS)
def test_a_letter_is_marked_where_the_caret_stands_before_and_after_it(text: str) -> None:
    block = laid_out(text)
    for line in lines_of(block):
        end = line.textStart() + line.textLength()
        for first, last in letters(text):
            if not line.textStart() <= first < last < end:
                continue
            before, after = x_of(line, first), x_of(line, last)
            (box,) = boxes(block, first, last) or [QRectF()]
            turns = {first, last} & turning_points(line)
            if not turns and box.width():
                assert (box.left(), box.right()) == pytest.approx(sorted((before, after)), abs=0.05)


def turning_points(line: QTextLine) -> set[int]:
    """Positions at which the direction turns, so that the caret has two places."""
    start, end = line.textStart(), line.textStart() + line.textLength()
    trailing = QTextLine.Edge.Trailing
    return {
        n
        for n in range(start, end)
        if x_of(line, n) == x_of(line, n, trailing)
        or (n > start and abs(x_of(line, n) - x_of(line, n - 1, trailing)) > 0.05)
    }


def x_of(line: QTextLine, position: int, edge: QTextLine.Edge = QTextLine.Edge.Leading) -> float:
    found: Any = line.cursorToX(position, edge)
    return float(found[0])


def painted(text: str, how: str) -> QImage:
    """What is painted under a text of which everything but the first and last sign is marked."""
    block, signs = laid_out(text), [*clusters(text, 0, len(text))]
    span, positions = Span(signs[0].end, signs[-1].start), Utf16Positions(text)
    theme = Theme.preferred("light")
    image = QImage(WIDTH, 400, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    if how == "window":
        highlight = PaintedHighlight("h", "c", span, 1, Standing.VERIFIED)
        paint(painter, block_ink(block, positions, [highlight], theme), theme, "")
    elif how == "found":
        paint_found(painter, block, [span], positions, theme)
    else:
        mark = MarkedSpan(
            positions.to_utf16(span.start), positions.to_utf16(span.end), Standing.VERIFIED, 0
        )
        whole = QRectF(0, 0, WIDTH, 400)
        paint_marks(painter, [mark], KEPT[0], whole, palette("light"))
    painter.end()
    return image


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("how", ["window", "found", "paper"])
@pytest.mark.parametrize("text", TEXTS)
def test_every_pixel_of_a_marked_stretch_is_filled_once(text: str, how: str) -> None:
    image, block, signs = painted(text, how), KEPT[0].begin(), [*letters(text)]
    first, last = signs[0][1], signs[-1][0]
    inner = [box.adjusted(3, 3, -3, -3) for box in boxes(block, first, last) if box.width() > 8]
    inside = {
        QColor(image.pixel(x, y)).name()
        for box in inner
        for x in range(int(box.left()), int(box.right()))
        for y in (int(box.center().y()), int(box.top()))
    }
    assert len(inside) == 1
    assert inside != {"#ffffff"}
    for start, end in (signs[0], signs[-1]):
        for box in boxes(block, start, end):
            if box.width() > 4:
                assert QColor(image.pixel(box.center().toPoint())).name() == "#ffffff"
