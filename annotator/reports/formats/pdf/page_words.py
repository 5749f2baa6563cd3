"""The words on a page: each is said once, as it was written, and told what it belongs to.

Where characters are drawn together or as a picture, the page names them (ISO 32000-1, 14.9.4). The
line before a paragraph that goes on is left out: Qt draws it outside the visible area, but a search
or a copy would find it. What belongs to no part of the report is drawing (14.8.2.2).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.reports.formats.pdf.font_meanings import PictureFont
from annotator.reports.formats.pdf.glyph_clusters import Cluster, Spots, spot
from annotator.reports.formats.pdf.structure import PageLines, PageLink, TaggedWords

_GLYPH = re.compile(rb"(-?[\d.]+) (-?[\d.]+) Td <\w{4}> Tj$")
_UPRIGHT = b" Tf 1 0 0 -1 0 0 Tm"
_FIRST_GLYPH = re.compile(rb"BT\n\S+ \S+ Tf 1 0 0 -1 0 0 Tm\n(-?[\d.]+) (-?[\d.]+) Td <\w{4}> Tj\n")
"""Words that begin upright, as nearly all do."""
_WORDS = re.compile(rb"^(BT\n.*?\nET)$", re.DOTALL | re.MULTILINE)
_UNTURNED = [b"1", b"0", b"0", b"1"]
_SETTINGS = (b" CS", b" cs", b" SCN", b" scn", b" gs", b" d")
"""How lines end that set colours and pens alone."""
_OUTLINES = {b"m", b"l", b"c", b"v", b"y", b"h", b"re"}
"""Lines of a page that describe a shape."""
_PAINTINGS = {b"f", b"f*", b"F", b"S", b"s", b"B", b"B*", b"b", b"b*", b"sh", b"Do"}
"""Lines of a page that paint a shape or a picture."""


@dataclass(frozen=True, slots=True)
class _State:
    """Where a page's lines are counted from, and between which heights they are seen."""

    x: float = 0
    y: float = 0
    top: float = float("-inf")
    bottom: float = float("inf")


def mended_page(
    content: bytes,
    spots: Spots,
    lines: PageLines,
    pictures: PictureFont,
    links: Sequence[PageLink] = (),
) -> tuple[bytes, tuple[TaggedWords, ...]]:
    """Return the content of a page in which clusters give their text, without hidden words.

    With it comes what all its words belong to, by their numbers on the page.
    """
    page = _Page(spots, lines, links, pictures)
    mended = b"\n".join(page.mended(content))
    return mended, tuple(page.tagged)


class _Page:
    """Goes through the content of a page, and knows at every line where it is."""

    def __init__(
        self, spots: Spots, lines: PageLines, links: Sequence[PageLink], pictures: PictureFont
    ) -> None:
        self._spots, self._pictures = spots, pictures
        self._lines, self._links = lines, links
        self._told: TaggedWords | None = None
        self.tagged: list[TaggedWords] = []
        self._left = {place: iter(drawn) for place, drawn in spots.items()}
        self._state = _State()
        self._kept: list[_State] = []
        self._path: list[float] = []
        self._done: set[Cluster] = set()

    def mended(self, content: bytes) -> Iterator[bytes]:
        """Yield the content as it should be, in pieces of whole lines."""
        drawn: list[bytes] = []
        # what stands between words, the inside of words, and so on by turns
        pieces = iter(_WORDS.split(content))
        for between in pieces:
            for line in between.split(b"\n"):
                if not line or line.endswith(_SETTINGS):
                    yield from [line] if line else ()
                    continue
                parts = line.split()
                self._moved(parts)
                yield from self._over_picture(parts)
                if parts[-1] in _OUTLINES:
                    drawn.append(line)
                    continue
                is_drawing = parts[-1] in _PAINTINGS
                yield from self._drawing([*drawn, line]) if is_drawing else [*drawn, line]
                drawn = []
            words = next(pieces, None)
            if words is not None:
                yield from self._written(words)
        # what was drawn in yet another way is said after all else
        for x, y, cluster in [*self._unsaid()]:
            yield from self._tagged([self._said(x, y, cluster)], x, y)
        yield from self._untold()

    def _over_picture(self, parts: Sequence[bytes]) -> Iterator[bytes]:
        """Yield invisible letters with the meaning of the picture of a line, if it has words."""
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
                    letter = self._said(x - left, y - top, cluster)
                    yield from self._tagged([letter], x, y)

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
        """Follow a line that moves the origin or the visible area of the next lines."""
        state = self._state
        match parts[-1]:
            case b"q" | b"Q":
                for sign in parts:
                    self._keep(back=sign == b"Q")
            case b"cm" if parts[:4] == _UNTURNED:
                x, y = state.x + float(parts[4]), state.y + float(parts[5])
                self._state = _State(x, y, state.top, state.bottom)
            case b"m":
                self._path = [state.y + float(parts[1])]
            case b"l":
                self._path.append(state.y + float(parts[1]))
            case b"n" if parts[0].startswith(b"W") and self._path:
                top, bottom = max(state.top, min(self._path)), min(state.bottom, max(self._path))
                self._state = _State(state.x, state.y, top, bottom)

    def _keep(self, *, back: bool) -> None:
        if back:
            self._state = self._kept.pop()
        else:
            self._kept.append(self._state)

    def _written(self, words: bytes) -> Iterator[bytes]:
        """Yield words of a font with the text of their clusters, if they are visible."""
        place = self._beginning(words)
        if place is not None and not self._state.top <= place[1] <= self._state.bottom:
            return
        written = [words]
        if self._left:
            written = [*self._clustered(words.split(b"\n"))]
        if place is None:
            yield from written
        else:
            yield from self._tagged(written, *place)

    def _tagged(self, words: Sequence[bytes], x: float, y: float) -> Iterator[bytes]:
        """Yield words with the number by which the structure finds them, or as drawing.

        Words that follow one another in the same part have a single number.
        """
        part = self._lines.part_at(x, y)
        if part is None:
            yield from self._drawing(words)
            return
        link = next((one.number for one in self._links if one.leads_from(x, y)), 0)
        told = TaggedWords(part, link)
        if told != self._told:
            yield from self._untold()
            yield b"/P <</MCID %d>> BDC" % len(self.tagged)
            self.tagged.append(told)
            self._told = told
        yield from words

    def _untold(self) -> Iterator[bytes]:
        """End the words of a part, if they are not at their end."""
        if self._told is not None:
            yield b"EMC"
        self._told = None

    def _drawing(self, lines: Sequence[bytes]) -> Iterator[bytes]:
        """Yield lines that draw what no reader is told (14.8.2.2)."""
        yield from self._untold()
        yield b"/Artifact BMC"
        yield from lines
        yield b"EMC"

    def _clustered(self, words: Sequence[bytes]) -> Iterator[bytes]:
        x, y, upright = self._state.x, self._state.y, False
        now: Cluster | None = None
        for line in words:
            then, now = now, None
            if glyph := _GLYPH.match(line):
                x, y = x + float(glyph[1]), y - float(glyph[2])
                now = next(self._left.get(spot(x, y), iter(())), None) if upright else None
            upright = upright or line.endswith(_UPRIGHT)
            yield from self._turned(then, now)
            yield line

    def _beginning(self, words: bytes) -> tuple[float, float] | None:
        """Return the place of the first upright glyph of words, which all stand on one line."""
        if glyph := _FIRST_GLYPH.match(words):
            return self._state.x + float(glyph[1]), self._state.y - float(glyph[2])
        x, y, upright = self._state.x, self._state.y, False
        for line in words.split(b"\n"):
            if glyph := _GLYPH.match(line):
                x, y = x + float(glyph[1]), y - float(glyph[2])
                if upright:
                    return x, y
            upright = upright or line.endswith(_UPRIGHT)
        return None

    def _turned(self, then: Cluster | None, now: Cluster | None) -> Iterator[bytes]:
        """End a cluster where another or none follows; a cluster in two parts is named once."""
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
