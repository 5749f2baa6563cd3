"""A web page as a row of elements: the words that readers see, and the text of chosen parts.

Elements stand in the order of the page, so that a part is a stretch of the row, and sums over
parts need no calls within calls. Not seen are scripts, templates, words behind ``hidden`` and
``display: none``, and what films, frames and objects hold for browsers that cannot show them.

trafilatura finds where the article is, by marks that are set at every text of the page; its words
are not used.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from annotator.articles.intake.block_text import GRID_ROW, Height, Place, TextWriter, is_grid
from annotator.articles.intake.elements import Element
from annotator.articles.model import LeftOut, LeftOutKind
from annotator.kernel.canonical_text import with_line_feeds

_UNSEEN = frozenset(
    {
        *("head", "script", "style", "template", "noscript", "noframes", "noembed", "title"),
        *("iframe", "audio", "video", "canvas", "datalist", "rp", "meter", "progress"),
        *("annotation", "annotation-xml", "desc", "defs", "metadata", "symbol", "param", "source"),
    }
)
"""Elements whose words are not shown, or not as words."""
_UNSEEN_STYLE = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.I)
_BLOCK_STYLE = re.compile(r"(?:^|[;\s])display\s*:\s*(?:block|flex|grid|list-item|table)\b", re.I)
_HEIGHT_STYLE = re.compile(r"(?:^|[;\s])vertical-align\s*:\s*(super|sub)\b", re.I)
_HEIGHTS = {
    **dict.fromkeys(("sup", "super", "msup 1", "msubsup 2"), Height.RAISED),
    **dict.fromkeys(("sub", "msub 1", "msubsup 1"), Height.LOWERED),
}
"""How words stand to their line in an element, or in a child of a formula's element."""
_RAISING = {"msup", "msub", "msubsup"}
_NOTE_SIGN = re.compile(r"\s*(?:\d{1,4}(?:\s*[,–-]\s*\d{1,4})*|[^\W\d_]|[*†‡§#¶]{1,3})\s*")
_NOTE_ROLE = re.compile(
    r"(?:^|[\s_-])(?:doc-)?(?:noteref|footnote-?(?:ref|link|call)?)(?:$|[\s_-])", re.I
)
_NO_NUMBERS = re.compile(r"list-style(?:-type)?\s*:[^;]*\b(?:none|disc|circle|square)\b", re.I)


def is_unseen(tag: str, attributes: Mapping[str, str]) -> bool:
    """Return whether no reader sees the words of an element.

    Args:
        tag: Its name.
        attributes: The values of its attributes, by name.
    """
    if tag in _UNSEEN or "hidden" in attributes:
        return True
    if tag == "dialog" and "open" not in attributes:
        return True
    return "style" in attributes and _UNSEEN_STYLE.search(attributes["style"]) is not None


def height_of(tag: str, attributes: Mapping[str, str]) -> Height | None:
    """Return how words in an element stand to their line; ``None`` where it does not say.

    Args:
        tag: Its name.
        attributes: The values of its attributes, by name.
    """
    if tag in _HEIGHTS:
        return _HEIGHTS[tag]
    found = _HEIGHT_STYLE.search(attributes["style"]) if "style" in attributes else None
    return _HEIGHTS[found[1].lower()] if found else None


class PageTree:
    """The elements of a page from a root on, each known by its place in the row of all.

    ``texts`` stand at the beginning of an element, and ``tails`` behind it, within its parent.
    ``words``, ``linked`` and ``links`` count by place the letters that a reader sees within, those
    of them in links, and the links. ``ends`` is the place behind the last element within.
    """

    def __init__(self, root: Element) -> None:
        self.elements = [*root.iter()]
        self.places = {element: place for place, element in enumerate(self.elements)}
        self.texts = [element.text for element in self.elements]
        self.tails = [element.tail for element in self.elements]
        number = len(self.elements)
        self.parents = [0] * number
        self.seen = [True] * number
        self.as_written = [False] * number
        self.heights = [Height.ON_LINE] * number
        self.words, self.linked, self.links = [0] * number, [0] * number, [0] * number
        self.ends = [*range(1, number + 1)]
        self._look()
        self.add_up(self.words)
        self.add_up(self.linked)
        self.add_up(self.links)

    def _look(self) -> None:
        parents, seen, words, linked = self.parents, self.seen, self.words, self.linked
        in_link = [False] * len(self.elements)
        for place, element in enumerate(self.elements):
            around = element.getparent() if place else None
            parent = parents[place] = 0 if around is None else self.places[around]
            is_seen = seen[place] = seen[parent] and not is_unseen(element.tag, element.attrib)
            in_link[place] = in_link[parent] or element.tag == "a"
            self.as_written[place] = self.as_written[parent] or element.tag in _AS_WRITTEN
            own = height_of(element.tag, element.attrib) or self._in_formula(place, parent)
            self.heights[place] = own or self.heights[parent]
            self.links[place] += element.tag == "a"
            text, tail = self.texts[place], self.tails[place]
            if is_seen and text:
                words[place] += len(text.strip())
            if place and tail and seen[parent]:
                words[parent] += len(tail.strip())
        for place, is_linked in enumerate(in_link):
            linked[place] = words[place] if is_linked else 0
        for place in range(len(self.elements) - 1, 0, -1):
            self.ends[parents[place]] = max(self.ends[parents[place]], self.ends[place])

    def _in_formula(self, place: int, parent: int) -> Height | None:
        tag = self.elements[parent].tag
        if tag not in _RAISING or not place:
            return None
        for number, part in enumerate(islice(self.elements[parent], 3)):
            if part is self.elements[place]:
                return _HEIGHTS.get(f"{tag} {number}")
        return None

    def is_denominator(self, place: int) -> bool:
        """Return whether an element is the lower part of a fraction."""
        parent = self.parents[place]
        return self.elements[parent].tag == "mfrac" and place >= self.ends[parent + 1] > parent + 1

    def is_note_sign(self, place: int) -> bool:
        """Return whether an element is the raised sign of a note, with a link to it."""
        element = self.elements[place]
        if self.words[place] > _LONGEST_SIGN or element.tag not in _SIGN_TAGS:
            return False
        inside = range(place, self.ends[place])
        words = (
            (self.texts[one] or "") + ((self.tails[one] or "") if one > place else "")
            for one in inside
        )
        if not _NOTE_SIGN.fullmatch("".join(words)):
            return False
        within = self.elements[place : self.ends[place]]
        is_raised = any(self.heights[place : self.ends[place]])
        links = [one for one in within if one.tag == "a"]
        return any(is_note_role(one) for one in within) or (
            is_raised and any("#" in (one.get("href") or "") for one in links)
        )

    def add_up(self, numbers: list[int]) -> None:
        """Let the number of each place hold the numbers of all places within."""
        parents = self.parents
        for place in range(len(numbers) - 1, 0, -1):
            numbers[parents[place]] += numbers[place]

    def children(self, place: int) -> Iterator[int]:
        """Yield the places of the children of an element."""
        child, end = place + 1, self.ends[place]
        while child < end:
            yield child
            child = self.ends[child]

    def above(self, place: int) -> Iterator[int]:
        """Yield the places of the elements around an element, from the inside out."""
        while place:
            place = self.parents[place]
            yield place

    def line(self, place: int) -> str:
        """Return the words of an element in one line."""
        return " ".join(self.text(place).split())

    def text(self, place: int) -> str:
        """Return the words that a reader sees in an element, in their paragraphs."""
        writer = TextWriter()
        _Writing(self, writer, {}).write(place)
        return writer.text()


_MARKS = (range(0xF0000, 0xFFFFE), range(0x100000, 0x10FFFE))
"""The private signs, of which each marks a text."""
_Text = tuple[int, bool, str]


def found_letters(tree: PageTree, root: Element) -> list[int]:
    """Return by place how many letters of an element, and within, are in the article as found.

    Args:
        tree: The page.
        root: Its root, whose words are of no use afterwards.
    """
    texts = [*_texts(tree)]
    marks = [*islice(_marks(root), len(texts))]
    _drop_controls(tree)
    for (place, is_tail, words), mark in zip(texts, marks, strict=False):
        _put(tree.elements[place], f"{mark}{_without_controls(words)}", is_tail=is_tail)
    there = _signs_in_article(root)
    found = [0] * len(tree.elements)
    for (place, is_tail, words), mark in zip(texts, marks, strict=False):
        if mark in there:
            found[tree.parents[place] if is_tail else place] += len(words.strip())
    tree.add_up(found)
    return found


def _texts(tree: PageTree) -> Iterator[_Text]:
    """Yield the texts that a reader sees: an element, whether it stands behind it, the words."""
    for place, (text, tail) in enumerate(zip(tree.texts, tree.tails, strict=True)):
        if text and tree.seen[place] and not text.isspace():
            yield place, False, text
        if tail and place and tree.seen[tree.parents[place]] and not tail.isspace():
            yield place, True, tail


_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Signs that come out of a page, and that a tree takes from nobody else."""


def _drop_controls(tree: PageTree) -> None:
    for place, (text, tail) in enumerate(zip(tree.texts, tree.tails, strict=True)):
        if text and _CONTROLS.search(text):
            tree.elements[place].text = _without_controls(text)
        if tail and _CONTROLS.search(tail):
            tree.elements[place].tail = _without_controls(tail)


def _without_controls(words: str) -> str:
    return _CONTROLS.sub(" ", words)


def _marks(root: Element) -> Iterator[str]:
    """Yield the signs that are nowhere in the page."""
    used = set("".join(root.itertext()))
    return (chr(code) for block in _MARKS for code in block if chr(code) not in used)


def _put(element: Element, words: str, *, is_tail: bool) -> None:
    if is_tail:
        element.tail = words
    else:
        element.text = words


def _signs_in_article(root: Element) -> set[str]:
    from trafilatura import bare_extraction

    # Not ``extract()``: it drops signs that are not printable, as the marks are.
    found = bare_extraction(
        root, include_comments=False, include_tables=True, deduplicate=False, with_metadata=False
    )
    body = getattr(found, "body", None)
    return set() if body is None else set("".join(body.itertext()))


def text_and_rest(
    tree: PageTree, left_out: Mapping[int, LeftOutKind]
) -> tuple[str, tuple[LeftOut, ...]]:
    """Return the words of a page that a reader sees, and the parts of it that are not among them.

    Args:
        tree: The page.
        left_out: The places of the elements to leave out, with their kinds.
    """
    writer = TextWriter()
    writing = _Writing(tree, writer, left_out)
    writing.write(0)
    text = writer.text()
    parts: list[LeftOut] = []
    for part, place in writing.parts:
        last = parts[-1] if parts else None
        placed = replace(part, position=place.position)
        if last and part.kind in _TOLD_AS_ONE and _stand_together(last, placed):
            words, number = f"{last.text}\n\n{part.text}", last.number + part.number
            parts[-1] = replace(last, text=words, number=number)
        else:
            parts.append(placed)
    return text, tuple(parts)


def _stand_together(part: LeftOut, other: LeftOut) -> bool:
    return (part.kind, part.position) == (other.kind, other.position)


_TOLD_AS_ONE = {
    LeftOutKind.NAVIGATION,
    LeftOutKind.TEASER,
    LeftOutKind.ADVERTISEMENT,
    LeftOutKind.READER_COMMENT,
}
"""Kinds of which parts that stand together are told as one part."""


_LONGEST_SIGN = 12
_SIGN_TAGS = {"a", "sup", "span"}


def is_note_role(element: Element) -> bool:
    """Return whether an element says that it is the sign of a note."""
    said = (element.get(name) or "" for name in ("role", "class", "type", "epub:type"))
    return element.tag in _SIGN_TAGS and any(map(_NOTE_ROLE.search, said))


class _Writing:
    """Writes the text of a page, and puts its other parts aside."""

    def __init__(
        self, tree: PageTree, writer: TextWriter, left_out: Mapping[int, LeftOutKind]
    ) -> None:
        self._tree = tree
        self._writer = writer
        self._left_out = left_out
        self._numbers: dict[int, _Numbering] = {}
        self._sign: int | None = None
        self.parts: list[tuple[LeftOut, Place]] = []

    def write(self, root: int) -> None:
        """Write the words in an element, without those that stand behind it."""
        tree = self._tree
        place, end = root, tree.ends[root]
        opened: list[int] = []
        while place < end or opened:
            if opened and tree.ends[opened[-1]] <= place:
                closed = opened.pop()
                self._leave(closed)
                self._say_tail(closed, root)
            elif not tree.seen[place] or place in self._left_out:
                self._pass_over(place)
                self._say_tail(place, root)
                place = tree.ends[place]
            else:
                self._enter(place)
                opened.append(place)
                place += 1

    def _say_tail(self, place: int, root: int) -> None:
        if place != root:
            self._say(self._tree.tails[place], self._tree.parents[place])

    def _say(self, words: str | None, place: int) -> None:
        if not words:
            return
        if "\r" in words or "\u2028" in words or "\u2029" in words:
            words = with_line_feeds(words)
        if self._tree.as_written[place] and "\n" in words:
            self._writer.say_lines(words)
        else:
            on_line = self._sign is not None
            self._writer.say(words, Height.ON_LINE if on_line else self._tree.heights[place])

    def _pass_over(self, place: int) -> None:
        kind = self._left_out.get(place)
        if kind is None or not self._tree.seen[place]:
            return
        words = self._tree.text(place)
        if words.strip():
            number = max(1, self._tree.links[place]) if kind is LeftOutKind.TEASER else 1
            self.parts.append((LeftOut(kind, words, number=number), self._writer.place()))
        if self._tree.elements[place].tag in _BLOCKS:
            self._writer.enter("div")
            self._writer.leave("div")

    def _enter(self, place: int) -> None:
        element = self._tree.elements[place]
        tag = element.tag
        if tag == "li":
            self._writer.enter(tag, self._mark(place, element))
        elif tag == "tr":
            self._writer.enter(GRID_ROW if is_grid(element) else tag)
        else:
            self._writer.enter(self._laid_out(element))
        if tag in _BEFORE and (tag == "q" or self._tree.words[place]):
            self._writer.say(_BEFORE[tag])
        elif self._tree.is_denominator(place):
            self._writer.say("/")
        elif self._sign is None and self._tree.is_note_sign(place):
            self._sign = place
            self._writer.say("[")
        self._say(self._tree.texts[place], place)

    def _leave(self, place: int) -> None:
        element = self._tree.elements[place]
        if element.tag in _BEHIND and (element.tag == "q" or self._tree.words[place]):
            self._writer.say(_BEHIND[element.tag])
        elif self._sign == place:
            self._sign = None
            self._writer.say("]")
        self._writer.leave(self._laid_out(element))

    def _laid_out(self, element: Element) -> str:
        """Return the tag of an element, or of a paragraph where it is laid out as one."""
        style = element.get("style") if element.tag in _INLINE else None
        return "div" if style and _BLOCK_STYLE.search(style) else element.tag

    def _mark(self, place: int, item: Element) -> str:
        owner = self._tree.parents[place]
        element = self._tree.elements[owner]
        if element.tag != "ol" or _NO_NUMBERS.search(element.get("style") or ""):
            return "•"
        if owner not in self._numbers:
            self._numbers[owner] = _Numbering(element)
        return self._numbers[owner].next(item)


_BEFORE = {"q": "“", "rt": "("}
_BEHIND = {"q": "”", "rt": ")"}
_AS_WRITTEN = {"pre", "textarea", "listing", "xmp", "plaintext"}
_INLINE = {"span", "a", "b", "i", "em", "strong", "small", "label", "time", "cite", "code", "font"}
_BLOCKS = {
    *("div", "p", "ul", "ol", "dl", "table", "nav", "aside", "header", "footer", "section"),
    *("article", "figure", "figcaption", "form", "fieldset", "h1", "h2", "h3", "h4", "h5", "h6"),
}


class _Numbering:
    """The numbers of the items of a list."""

    def __init__(self, numbered: Element) -> None:
        self._form = numbered.get("type") or "1"
        is_reversed = numbered.get("reversed") is not None
        self._step = -1 if is_reversed else 1
        first = sum(1 for child in numbered if child.tag == "li") if is_reversed else 1
        self._next = _whole(numbered.get("start"), first)

    def next(self, item: Element) -> str:
        """Return the number of the next item, as it is shown before it."""
        number = _whole(item.get("value"), self._next)
        self._next = number + self._step
        return f"{_in_form(number, item.get('type') or self._form)}."


def _whole(written: str | None, otherwise: int) -> int:
    found = re.match(r"\s*([+-]?\d{1,9})", written or "", re.ASCII)
    return int(found[1]) if found else otherwise


_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def _in_form(number: int, form: str) -> str:
    """Return a number as a list shows it: 3, c, C, iii or III."""
    if number < 1 or form not in "aAiI":
        return str(number)
    if form in "aA":
        letters = ""
        while number:
            number, letter = divmod(number - 1, 26)
            letters = chr(ord(form) + letter) + letters
        return letters
    if number > 3999:
        return str(number)
    found = ""
    for value, letters in _ROMAN:
        found += letters * (number // value)
        number %= value
    return found.upper() if form == "I" else found
