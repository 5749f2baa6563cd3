"""Page proofs made by rules: a text in columns, with hyphens, ligatures, heads, boxes and initials;
and edits of single words, with the truth of where they are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from annotator.articles.intake.pdf_document import found_in
from annotator.articles.model import Draft, LeftOut, LeftOutKind, Locator
from annotator.kernel.positions import Span
from annotator.revisions.proof import ProofReading, ProofText, proof_text, read_proof
from tests.articles.intake.pdf_files import LEFT, SIZE, TOP, WIDTH, Words, pdf

ARTICLE = """\
The tower by the river

The tower of Eastmere was built in 1889 by the well-known engineer Ottilie Fairweather, who had \
never before designed anything higher than a lighthouse. It rose 300 m above the flatlands, and \
cost the municipality 4.2 million crowns – “a fortune”, as the mayor’s office called it at the time.

Officials affirmed in the first report that the final figures were difficult to verify: the \
offices of the flourishing firm had burned down, and its fifty-three affiliates did not answer. \
Fairweather’s daughter said her mother’s drawings were not among the papers. “She never kept a \
copy,” she told the investigators. “She did not trust filing cabinets.”

A figure that travelled

By 1912, the tower’s height had become the subject of a dispute between the naturalists’ society \
and the county. The society measured 287.5 m; the county insisted on 300 m, including the \
flagpole. Temperatures fell to -12 degrees during the survey, and three of the instruments froze. \
In the end, 17 % of the readings were thrown away.

No original record of the survey survives. What the archives hold is a copy made in 1934, with \
1,204 entries in a clerk’s hand, of which fewer than half can be read. The copy gives the year of \
construction as 1888, not 1889.

Historians have since re-examined the co-operative’s accounts. Dr Naïma Sørensen, who teaches at \
the university in Østerby, believes that the tower was financed by three shipping companies, and \
that the municipality contributed no more than a tenth. “It wasn’t their money,” she said, “and \
it wasn’t their idea.”

What the visitors see

Today the tower is visited by more than 250,000 people a year. From the upper platform, which was \
closed between 1941 and 1947, one sees the harbour, the two-storey customs house, and on clear \
days the islands. The lift takes 90 seconds. The staircase has 1,665 steps, according to the \
official website; the difference of two steps from the count of 1899 has never been explained.

The flagpole was removed in 1967. Nobody has measured the tower’s height since; the figure of \
300 m is repeated in every guidebook, and in this newspaper’s own archive at least forty-one times.\
"""
PULL_QUOTE = "“She did not trust filing cabinets.”"
CAPTION = "The harbour in June. Photograph: County archive"
_ENCODING = b"<</Type/Encoding/BaseEncoding/WinAnsiEncoding/Differences[1/fi]>>"
_LEADING = 1.2 * SIZE


@dataclass(frozen=True)
class Layout:
    """How a page is laid out: columns, letters in a line, lines in a column, and its habits."""

    columns: int = 2
    letters: int = 34
    lines: int = 44
    hyphens: float = 0.7
    initial: bool = True
    capitals: bool = True
    boxes: tuple[str, ...] = (PULL_QUOTE, CAPTION)


LAYOUTS = (
    Layout(),
    Layout(1, 66, 40),
    Layout(3, 22, 40, hyphens=1),
    Layout(2, 34, 18, initial=False),
    Layout(1, 50, 30, hyphens=0, boxes=()),
)


def draft_of(data: bytes) -> Draft:
    """Return a PDF file as the intake reads it, in this process."""
    found = found_in(data)
    return Draft(
        found["text"],
        locators=tuple(Locator(at, words) for at, words in found["locators"]),
        left_out=tuple(
            LeftOut(LeftOutKind(kind), words, at, number)
            for kind, words, at, number in found["left_out"]
        ),
        line_starts=tuple(found["line_starts"]),
    )


def laid_out(text: str, layout: Layout, random: Random) -> bytes:
    """Return a text as a PDF file of pages."""
    return pdf(*_Pages(layout, random).of(text), encoding=_ENCODING)


@dataclass
class _Pages:
    """Puts lines under each other, column by column and page by page."""

    layout: Layout
    random: Random
    _pages: list[list[Words]] = field(default_factory=list)
    _column: int = 0
    _line: float = 0

    def of(self, text: str) -> list[list[Words]]:
        self._turn()
        paragraphs = text.split("\n\n")
        places = self.random.sample(range(2, len(paragraphs)), len(self.layout.boxes))
        boxes = dict(zip(places, self.layout.boxes, strict=True))
        for number, paragraph in enumerate(paragraphs):
            self._set(paragraph, is_first=number == 1, is_head=len(paragraph) < 30)
            if number in boxes:
                self._box(boxes[number])
        for number, page in enumerate(self._pages, start=1):
            page.insert(0, Words(LEFT, TOP + 30, "The Eastmere Courier"))
            page.append(Words(LEFT + 200, 40, str(number)))
        return self._pages

    def _set(self, paragraph: str, *, is_first: bool, is_head: bool) -> None:
        said = paragraph.upper() if is_head and self.layout.capitals else paragraph
        initial = ""
        if is_first and self.layout.initial and said[0].isalpha():
            initial, said = said[0], said[1:]
        rows = [*lines_of(said, self.layout.letters - 4, self.layout.hyphens, self.random)]
        if initial:
            self._put(initial, size=2.4 * SIZE, down=0)
        for number, row in enumerate(rows):
            indent = 4 if initial and number < 2 else 0
            self._put(row, indent=indent)
        self._line += 1

    def _box(self, words: str) -> None:
        rows = [*lines_of(words, int(self.layout.letters / 1.6), 0, self.random)]
        if self._line + 1.6 * len(rows) + 3 > self.layout.lines:
            self._next_column()
        self._line += 1
        for row in rows:
            self._put(row, size=1.4 * SIZE, down=1.6)
        self._line += 1.5

    def _put(self, words: str, *, size: float = SIZE, down: float = 1, indent: int = 0) -> None:
        if self._line >= self.layout.lines:
            self._next_column()
        across = LEFT + self._column * (self.layout.letters + 2) * WIDTH + indent * WIDTH
        words = words.replace("fi", "\x01")
        self._pages[-1].append(Words(across, TOP - self._line * _LEADING, words, size))
        self._line += down

    def _next_column(self) -> None:
        self._column, self._line = self._column + 1, 0
        if self._column == self.layout.columns:
            self._turn()

    def _turn(self) -> None:
        self._pages.append([])
        self._column, self._line = 0, 0


def lines_of(text: str, letters: int, hyphens: float, random: Random) -> Iterator[str]:
    """Yield a text in lines, whose last word is parted now and then.

    Args:
        text: The text.
        letters: The most letters of a line.
        hyphens: The share of long words that are parted where there is room.
        random: Chooses them.
    """
    line, words = "", text.split(" ")
    while words:
        word = words.pop(0)
        gap = " " * bool(line)
        if len(line + gap + word) <= letters:
            line += gap + word
            continue
        cut = _cut(word, letters - len(line + gap) - 1, random) if random.random() < hyphens else 0
        if cut:
            head = word[:cut]
            line += gap + head + ("" if head[-1] == "-" else "-")
            word = word[cut:]
        yield line
        line = ""
        words.insert(0, word)
        if len(word) > letters:
            yield word[:letters]
            words[0] = word[letters:]
    yield line


def _cut(word: str, room: int, random: Random) -> int:
    """Return where a word may be parted so that its head has room, or 0."""
    if "-" in word[1:room]:
        return word.index("-", 1) + 1
    whole = re.match(r"[^\W\d_]+", word)
    if whole is None or len(whole[0]) < 6:
        return 0
    places = [n for n in range(2, len(whole[0]) - 2) if n < room]
    return random.choice(places) if places else 0


@dataclass(frozen=True)
class Edit:
    """Other words at a place of the text, in code points."""

    kind: str
    place: Span
    words: str


_NAMES = ("Sandringham", "Oleander", "Vasquez")
_PLAIN = ("lantern", "barely", "green", "perhaps", "quickly", "almost", "heron")
_WORD = re.compile(r"(?<![\w-])\w[\w’]*(?:[.,]\d+)*(?![\w-])")
_APART = 60
"""Code points between two edits, so that each is a difference of its own."""


def edits_of(text: str, random: Random, number: int) -> list[Edit]:
    """Return edits of single words, far from each other and from both ends, in text order."""
    words = [found for found in _WORD.finditer(text) if 40 < found.start() < len(text) - 20]
    random.shuffle(words)
    chosen = list[Edit]()
    for found in words:
        if len(chosen) == number:
            break
        place = Span(*found.span())
        if all(abs(place.start - edit.place.start) > _APART for edit in chosen):
            chosen.append(_edit(found[0], place, random))
    return sorted(chosen, key=lambda edit: edit.place)


def _edit(word: str, place: Span, random: Random) -> Edit:
    if word[0].isdigit():
        at = random.choice([n for n, sign in enumerate(word) if sign.isdigit()])
        other = str((int(word[at]) + random.randint(1, 8)) % 10)
        return Edit("figure", place, word[:at] + other + word[at + 1 :])
    if word[0].isupper():
        return Edit("name", place, random.choice(_NAMES))
    kind = random.choice(("word", "negation", "cut", "added", "typo"))
    return Edit(kind, place, _other(word, kind, random))


def _other(word: str, kind: str, random: Random) -> str:
    match kind:
        case "word":
            return random.choice(_PLAIN)
        case "negation":
            return f"not {word}"
        case "added":
            return f"{word} {random.choice(_PLAIN)}"
        case "typo":
            return f"{word[:1]}x{word[1:]}"
        case _:
            return ""


def edited(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with other words at some places."""
    for edit in reversed(edits):
        end = edit.place.end
        if not edit.words and text[end : end + 1] == " ":
            end += 1
        text = text[: edit.place.start] + edit.words + text[end:]
    return text


def is_found(edit: Edit, reading: ProofReading) -> bool:
    """Whether a difference stands where an edit is, at the words themselves or just beside them.

    Of a word that comes to stand twice, either is the one that was added.
    """
    beside = len(edit.words) + 2
    around = Span(max(0, edit.place.start - beside), edit.place.end + beside)
    return any(
        one.old.overlaps(around) if one.old else around.start <= one.old_at <= around.end
        for one in reading.differences
    )


def read(text: str, data: bytes) -> tuple[ProofReading, ProofText]:
    """Return how the pages of a file differ from a text, and what they say."""
    proof = proof_text(draft_of(data))
    return read_proof(text, proof), proof


def without_marks(layout: Layout) -> Layout:
    """Return a layout without boxes and initials."""
    return replace(layout, boxes=(), initial=False)
