"""Web pages: the article without the menus, comments and advertisements around it.

The page's own encoding, title, author, date, outlet, address and language are read too. Special
spaces are guarded, because the library turns every space into U+0020. Where no tree can be made of
a page, all its words are taken.

The library is made for pages that people write. With the depth of its tree its work grows as the
square or the cube, and the tree itself ends at 2,048 elements within each other, and loses the
rest. So a page is counted first, tag by tag, in time that grows as its length.
"""

import codecs
import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from annotator.articles.intake.block_text import Height, TextWriter
from annotator.articles.intake.elements import Element
from annotator.articles.intake.encodings import Decoded, decode, has_bom
from annotator.articles.intake.mail import MailMessage
from annotator.articles.intake.page_parts import parts_left_out
from annotator.articles.intake.page_tree import (
    PageTree,
    found_letters,
    height_of,
    is_unseen,
    text_and_rest,
)
from annotator.articles.intake.third_party_logging import silence_logging
from annotator.articles.model import (
    Draft,
    LeftOut,
    Metadata,
    OriginalFile,
    dropped_controls,
    filled_fields,
)
from annotator.kernel.canonical_text import canonical, without_controls
from annotator.kernel.errors import DamagedFile, EmptyText, IntakeError, NotText, OddPage
from annotator.kernel.excerpts import beginning

DEEPEST = 250
"""Elements within each other; browsers stop at 512, and pages that people write before 100."""
_ELEMENTS = 100_000
_CHILDREN = 20_000
_ATTRIBUTES = 1_000
_CHARACTERS = 10_000_000
_WEIGHT = 5_000_000
"""The depths of all elements, added up."""
_TABLES = 100_000_000
"""The squares of how many tables each element is in, added up."""
_STEPS = 1_000_000_000
"""How often the parser may look at an open element while it seeks what an end tag ends."""
_PIECE = 1 << 16


@dataclass(slots=True)
class PageShape:
    """What was counted in a page."""

    elements: int = 0
    depth: int = 0
    children: int = 0
    attributes: int = 0
    characters: int = 0
    weight: int = 0
    tables: int = 0

    @property
    def is_usual(self) -> bool:
        """Whether a tree can be made of it, and taken apart in good time."""
        return (
            self.elements <= _ELEMENTS
            and self.depth <= DEEPEST
            and self.children <= _CHILDREN
            and self.attributes <= _ATTRIBUTES
            and self.characters <= _CHARACTERS
            and self.weight <= _WEIGHT
            and self.tables <= _TABLES
        )


def shape_of(page: bytes, name: str) -> PageShape:
    """Count what a page in UTF-8 is built of.

    Raises:
        OddPage: tags stay open in such numbers that even to count them would take too long.
    """
    counter = _Counter(page.count(b"</"), name)
    feed(page, counter)
    return counter.shape


def feed(page: bytes, target: object) -> None:
    """Let a target hear the tags and words of a page in UTF-8, one after the other."""
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, target=target)
    # piece by piece, so that a target that has had enough is not fed the rest
    for start in range(0, len(page), _PIECE):
        parser.feed(page[start : start + _PIECE])
    parser.close()


class _Counter:
    """Hears a page; lxml calls its methods."""

    def __init__(self, end_tags: int, name: str) -> None:
        self.shape = PageShape()
        self._deepest = max(DEEPEST, _STEPS // max(1, end_tags))
        self._name = name
        self._children = [0]
        self._tables = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        shape, children = self.shape, self._children
        children[-1] += 1
        shape.children = max(shape.children, children[-1])
        children.append(0)
        depth = len(children) - 1
        if depth > self._deepest:
            raise OddPage(self._name)
        self._tables += tag == "table"
        shape.elements += 1
        shape.depth = max(shape.depth, depth)
        shape.weight += depth
        shape.tables += self._tables * self._tables
        shape.attributes = max(shape.attributes, len(attributes))

    def end(self, tag: str) -> None:
        self._tables -= tag == "table"
        if len(self._children) > 1:
            self._children.pop()

    def data(self, words: str) -> None:
        self.shape.characters += len(words)

    def close(self) -> None:
        """End; lxml wants to call this."""


_DECLARED_HEAD = 4096
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]+(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I)

# What browsers read where a page names an encoding that is a part of a larger one.
_MEANT = {
    "iso8859-1": "windows-1252",
    "ascii": "windows-1252",
    "iso8859-9": "windows-1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "GB18030",
    "gbk": "GB18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}


def decode_page(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """The text of a page: as asked, as marked by a BOM, as declared, or as it is likeliest.

    Valid UTF-8 beyond ASCII goes before the declaration, which is often left over from the
    server or the editor, while other encodings hardly ever happen to be valid UTF-8.

    Raises:
        NotText, WrongEncoding: as for any text.
    """
    declared = _declared(data)
    if encoding or has_bom(data) or declared is None or _is_utf8(data):
        return decode(data, name, encoding)
    try:
        return decode(data, name, declared)
    except IntakeError:
        # The bytes contradict the declaration.
        return decode(data, name)


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data[:_DECLARED_HEAD])
    if match is None:
        return None
    try:
        codec = codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return None
    return _MEANT.get(codec, codec)


def _is_utf8(data: bytes) -> bool:
    try:
        return not data.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False


_LONGEST_TITLE = 1000


def flat_page(page: bytes) -> tuple[str, Metadata]:
    """Return the words of a page in UTF-8, in their paragraphs, and its title and language."""
    reader = _Reader()
    feed(page, reader)
    title = beginning(" ".join("".join(reader.title).split()), _LONGEST_TITLE)
    return reader.writer.text(), Metadata(title=title, language=reader.language)


class _Reader:
    """Hears a page and writes its text; lxml calls its methods."""

    def __init__(self) -> None:
        self.writer = TextWriter()
        self.title: list[str] = []
        self.language = ""
        self._depth = 0
        self._unseen_below = 0
        self._in_title = False
        self._heights = [Height.ON_LINE]

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "html":
            self.language = attributes.get("lang", "")[:_LONGEST_TITLE]
        self._in_title = tag == "title" and not self.title
        self._depth += 1
        self._heights.append(height_of(tag, attributes) or self._heights[-1])
        if not self._unseen_below and is_unseen(tag, attributes):
            self._unseen_below = self._depth
        if not self._unseen_below:
            self.writer.enter(tag)

    def end(self, tag: str) -> None:
        self._in_title = False
        if not self._unseen_below:
            self.writer.leave(tag)
        elif self._unseen_below == self._depth:
            self._unseen_below = 0
        self._depth -= 1
        if len(self._heights) > 1:
            self._heights.pop()

    def data(self, words: str) -> None:
        if self._in_title:
            self.title.append(words)
        elif not self._unseen_below:
            self.writer.say(words, self._heights[-1])

    def close(self) -> None:
        """End; lxml wants to call this."""


_LONGEST = 1000
# Browsers and SingleFile note in a comment where a page was saved from.
_SAVED_FROM = re.compile(r"(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:)\s*(\S+)")


def page_metadata(root: Element, source: str) -> Metadata:
    """What was found, each field in one line; ``source`` is the page's own text.

    Only an http(s) address is taken for one. Nothing here has been confirmed by anybody.
    """
    # Explicit submodule: the package's own name for it is not exported.
    from trafilatura.metadata import extract_metadata

    # An extensive search gives a date to nearly every page that has none.
    found = extract_metadata(root, extensive=False)
    saved_from = _SAVED_FROM.search(source[:_HEAD])
    return Metadata(
        title=_line(found.title),
        byline=_line(found.author),
        outlet=_line(found.sitename),
        url=web_address(found.url) or web_address(saved_from[1] if saved_from else ""),
        published=_line(found.date),
        language=_line(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")),
    )


def web_address(url: str | None) -> str:
    """The address if it is a complete one of the web, else nothing."""
    line = _line(url)
    try:
        parts = urlsplit(line)
    except ValueError:
        return ""
    usable = parts.scheme in {"http", "https"} and parts.netloc and " " not in line
    return line if usable else ""


def _line(value: str | None) -> str:
    return beginning(" ".join((value or "").split()), _LONGEST)


_HEAD = 16_384
_PAGE = re.compile(
    # each comment ends where it first can, and nothing is tried twice
    rb"(?:\s|\xef\xbb\xbf|\xff\xfe|\xfe\xff|<\?xml[^>]*+>|(?><!--.*?-->))*+"
    rb"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


_REFERENCE = re.compile(r"&#(?:1[2-5]\d|[xX][89][0-9a-fA-F])(?![0-9a-fA-F]);?")


def _meant_character(reference: re.Match[str]) -> str:
    """Return the character that browsers take a number from 128 to 159 for, or the number."""
    digits = reference[0].strip("&#;")
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    meant = bytes([code]).decode("cp1252", "ignore") if code > _LAST_OF_ASCII else ""
    return meant or reference[0]


_LAST_OF_ASCII = 127


def is_page(data: bytes) -> bool:
    """Whether the bytes begin as a web page, in any encoding that keeps ASCII in sight."""
    return _PAGE.match(data[:_HEAD].replace(b"\x00", b"")) is not None


def read_html(data: bytes, name: str, encoding: str | None = None, *, whole: bool = False) -> Draft:
    """Return the article in a page with the page's metadata; no network is used.

    Of the ``whole`` page, and of a page that no person would write, all words are read, menus
    included.

    Raises:
        EmptyText: no text is left without the menus around it.
        DamagedFile: the page cannot be taken apart.
        OddPage: its tags stay open without number.
        NotText, WrongEncoding: its bytes are no text.
    """
    decoded = decode_page(data, name, encoding)
    source, dropped = without_controls(decoded.text)
    silence_logging("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer")
    page = _REFERENCE.sub(_meant_character, source).encode()
    try:
        if shape_of(page, name).is_usual:
            root = _parsed(page)
            metadata = page_metadata(root, source)
            words, left_out = _article_and_rest(root, metadata.title, whole=whole)
        else:
            words, metadata = flat_page(page)
            left_out = ()
        text = canonical(words)
    except (ImportError, MemoryError, OddPage):
        raise
    except Exception as error:
        # The parsers beneath promise no errors of their own.
        raise DamagedFile(name) from error
    if not text.strip():
        raise EmptyText(name)
    return Draft(
        text=text,
        metadata=metadata,
        found=filled_fields(metadata),
        original=OriginalFile(name, "text/html", data),
        encoding=decoded.encoding,
        encodings=decoded.alternatives,
        # where in the text they stood is not known, as most stand in scripts
        left_out=(*dropped_controls([0] * len(dropped)), *left_out),
    )


def read_saved_page(
    message: MailMessage,
    original: OriginalFile,
    encoding: str | None = None,
    *,
    whole: bool = False,
) -> Draft:
    """Return the article in a page that a browser saved as a message, together with its pictures.

    Args:
        message: The message.
        original: The file that holds it.
        encoding: The encoding of the page, if it is known better than the file says.
        whole: Whether the whole page is wanted, menus included.

    Raises:
        EmptyText, NotText: no page with words is in it.
        DamagedFile, OddPage, WrongEncoding: as of a page.
    """
    page = next((part for part in message.body if "html" in part.kind), None)
    if page is None:
        raise NotText(original.name)
    # the part of the file goes before the page, which says how it once came
    decoded = page.decoded(original.name, encoding)
    draft = read_html(decoded.text.encode(), original.name, "utf-8", whole=whole)
    saved_from = message.headers.get("snapshot-content-location", "")
    url = draft.metadata.url or web_address(page.location) or web_address(saved_from)
    metadata = replace(draft.metadata, url=url)
    return replace(
        draft,
        metadata=metadata,
        found=filled_fields(metadata),
        original=original,
        encoding=decoded.encoding,
        encodings=decoded.alternatives,
    )


def _parsed(page: bytes) -> Element:
    from lxml import html

    # Bytes, so that what the page says of its encoding is not heeded a second time; and huge,
    # for pages saved with their pictures inside.
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True
    )
    root: Element = html.document_fromstring(page, parser=parser)
    return root


def _article_and_rest(root: Element, title: str, *, whole: bool) -> tuple[str, tuple[LeftOut, ...]]:
    tree = PageTree(root)
    if not whole:
        parts = parts_left_out(tree, found_letters(tree, root), title)
        text, left_out = text_and_rest(tree, parts)
        if text:
            return text, left_out
    return text_and_rest(tree, {})
