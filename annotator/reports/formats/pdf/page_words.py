"""Puts right what Qt writes of words in the pages of a PDF.

It says which characters are drawn where several are drawn as one (ISO 32000-1, 14.9.4) or as a
picture, and leaves out the line before a paragraph that goes on: Qt draws it where nobody sees it,
but whoever searches or copies would find it. A page of Qt's moves to each glyph and draws it, a
line for each; whatever is written otherwise stays as it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from annotator.reports.formats.pdf.glyph_clusters import Cluster, Spots, spot
from annotator.reports.formats.pdf.picture_font import PictureFont

if TYPE_CHECKING:
    from pypdf import PdfReader

_GLYPH = re.compile(rb"(-?[\d.]+) (-?[\d.]+) Td <\w{4}> Tj$")
_UPRIGHT = b" Tf 1 0 0 -1 0 0 Tm"


@dataclass(frozen=True, slots=True)
class _State:
    """Where a page's lines are counted from, and between which heights they are seen."""

    x: float = 0
    y: float = 0
    top: float = float("-inf")
    bottom: float = float("inf")


def mended(
    reader: "PdfReader", pages: Sequence[Spots | None], pictures: PictureFont
) -> Iterator[tuple[int, bytes]]:
    """The contents of the pages that have spots, each with its object's number."""
    for number, spots in enumerate(pages):
        if spots is not None:
            page: Any = reader.pages[number]
            content: Any = page["/Contents"].get_object()
            yield page.raw_get("/Contents").idnum, mended_page(content.get_data(), spots, pictures)


def mended_page(content: bytes, spots: Spots, pictures: PictureFont) -> bytes:
    """The content of a page in which every cluster says what it is, and nothing hidden is said."""
    return b"\n".join(_Page(spots, pictures).lines(content.split(b"\n")))


class _Page:
    """Goes through the content of a page, and knows at every line where it is."""

    def __init__(self, spots: Spots, pictures: PictureFont) -> None:
        self._spots, self._pictures = spots, pictures
        self._left = {place: iter(drawn) for place, drawn in spots.items()}
        self._state = _State()
        self._kept: list[_State] = []
        self._path: list[float] = []
        self._done: set[Cluster] = set()

    def lines(self, content: Sequence[bytes]) -> Iterator[bytes]:
        """The lines as they should be."""
        words: list[bytes] | None = None
        for line in content:
            if line == b"BT":
                words = []
            if words is None:
                parts = line.split()
                self._moved(parts)
                yield from self._over_picture(parts)
                yield line
            else:
                words.append(line)
            if words and line == b"ET":
                yield from self._written(words)
                words = None
        # what was drawn in yet another way is said after all else
        yield from [self._said(x, y, cluster) for x, y, cluster in self._unsaid()]

    def _over_picture(self, parts: Sequence[bytes]) -> Iterator[bytes]:
        """Say in unseen letters what the picture means that a line draws, if it is of words."""
        match parts:
            case [wide, b"0", b"0", high, b"0", _, b"cm", _, b"Do"]:
                left, top = self._state.x, self._state.y
                width, height = float(wide), abs(float(high))
                near = [
                    (abs(x - left), x, y, cluster)
                    for x, y, cluster in self._unsaid()
                    if abs(x - left) <= width / 2 and top < y <= top + 1.5 * height
                ]
                for _, x, y, cluster in sorted(near, key=lambda found: found[0])[:1]:
                    yield self._said(x - left, y - top, cluster)

    def _unsaid(self) -> Iterator[tuple[int, int, Cluster]]:
        """Yield the clusters that were drawn by no letters so far, with their places."""
        for (x, y), drawn in self._spots.items():
            for cluster in drawn:
                if cluster is not None and cluster.is_picture and cluster not in self._done:
                    yield x, y, cluster

    def _said(self, x: float, y: float, cluster: Cluster) -> bytes:
        self._done.add(cluster)
        return self._pictures.drawn(cluster.text, (cluster.width, cluster.height), x, y)

    def _moved(self, parts: Sequence[bytes]) -> None:
        """Take in what a line says of where the next ones are, and of what is seen of them."""
        state = self._state
        match parts:
            case [b"1", b"0", b"0", b"1", x, y, b"cm"]:
                self._state = replace(state, x=state.x + float(x), y=state.y + float(y))
            case [_, y, b"m"]:
                self._path = [state.y + float(y)]
            case [_, y, b"l"]:
                self._path.append(state.y + float(y))
            case [b"W" | b"W*", b"n"] if self._path:
                top, bottom = max(state.top, min(self._path)), min(state.bottom, max(self._path))
                self._state = replace(state, top=top, bottom=bottom)
            case [b"q" | b"Q", *_]:
                for sign in parts:
                    self._keep(back=sign == b"Q")

    def _keep(self, *, back: bool) -> None:
        if back:
            self._state = self._kept.pop()
        else:
            self._kept.append(self._state)

    def _written(self, words: Sequence[bytes]) -> Iterator[bytes]:
        """Words of one font with what their clusters say, if they are seen."""
        if not self._left:
            yield from words if self._is_seen(words) else ()
            return
        x, y, upright = self._state.x, self._state.y, False
        now: Cluster | None = None
        written: list[bytes] = []
        for line in words:
            then, now = now, None
            if glyph := _GLYPH.match(line):
                x, y = x + float(glyph[1]), y - float(glyph[2])
                if upright and not self._state.top <= y <= self._state.bottom:
                    return
                now = next(self._left.get(spot(x, y), iter(())), None) if upright else None
            upright = upright or line.endswith(_UPRIGHT)
            written += [*self._turned(then, now), line]
        yield from written

    def _is_seen(self, words: Sequence[bytes]) -> bool:
        """Whether words are seen by their first glyph, as they all stand on one line."""
        y, upright = self._state.y, False
        for line in words:
            if glyph := _GLYPH.match(line):
                y -= float(glyph[2])
                if upright:
                    return self._state.top <= y <= self._state.bottom
            upright = upright or line.endswith(_UPRIGHT)
        return True

    def _turned(self, then: Cluster | None, now: Cluster | None) -> Iterator[bytes]:
        """End a cluster where another or none follows; what is drawn in two parts is said once."""
        if now is not None and not now.is_joined:
            self._done.add(now)
            now = None
        if then is not None and not then.is_joined:
            then = None
        if now is then:
            return
        if then is not None:
            yield b"EMC"
        if now is not None:
            said = "" if now in self._done else now.text
            code = f"\ufeff{said}".encode("utf-16-be").hex().upper().encode()
            yield b"/Span <</ActualText <%b>>> BDC" % code
            self._done.add(now)
