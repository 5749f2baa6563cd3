"""RTF documents: their text with notes at its end, their comments, links, and what is left out.

A group that is of no use is stepped over in one go. Notes, text boxes and comments are stretches of
the file that are read when their place has come.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from annotator.articles.intake.block_text import GRID_ROW, Height
from annotator.articles.intake.documents.annotated_text import (
    AnnotatedText,
    TextMark,
)
from annotator.articles.intake.documents.package import reading_document
from annotator.articles.intake.documents.rtf_words import (
    DESCRIPTION,
    ENTERED,
    EQUATION,
    FONT,
    FONT_PAGE,
    LINE_ENDS,
    LINK,
    MARGINS,
    PAGES,
    SIGNS,
    STEPPED_OVER,
    SYMBOL_SET,
    SYMBOLS,
    TOKEN,
    comment_moment,
    known_encoding,
)
from annotator.articles.intake.documents.word_fields import button_words
from annotator.articles.model import (
    AnnotationKind,
    Draft,
    LeftOutKind,
    Metadata,
    OriginalFile,
)
from annotator.kernel.errors import DamagedFile, OddDocument

RTF = b"{\\rtf"
RTF_SUFFIXES = (".rtf",)
_MIME = "application/rtf"
_DEEPEST = 500
"""Groups within each other."""
_DEEPEST_STRETCH = 8
"""Stretches that are read within each other, as a note in a text box."""


@dataclass(frozen=True, slots=True)
class _Style:
    """How the words of a group are to be read."""

    encoding: str
    fallback: int = 1
    is_hidden: bool = False
    is_deleted: bool = False
    is_in_table: bool = False
    is_symbol: bool = False
    height: Height = Height.ON_LINE


_FLAGS: dict[str, Callable[[_Style, bool], _Style]] = {
    "v": lambda style, is_on: replace(style, is_hidden=is_on),
    "deleted": lambda style, is_on: replace(style, is_deleted=is_on),
    "super": lambda style, is_on: replace(style, height=Height(is_on)),
    "up": lambda style, is_on: replace(style, height=Height(is_on)),
    "sub": lambda style, is_on: replace(style, height=Height(-is_on)),
    "dn": lambda style, is_on: replace(style, height=Height(-is_on)),
    "nosupersub": lambda style, _: replace(style, height=Height.ON_LINE),
    "intbl": lambda style, is_on: replace(style, is_in_table=is_on),
}


def read_rtf(data: bytes, name: str) -> Draft:
    """Return the text of an RTF document, with insertions and without deletions.

    Args:
        data: The bytes of the file.
        name: The name of the file, for messages.

    Raises:
        DamagedFile: it is cut short.
        OddDocument: its groups are deeper within each other than people write.
        EmptyText: no words are in it.
    """
    with reading_document(name):
        out = AnnotatedText()
        document = _Document(data, name, out)
        document.read()
        metadata = document.metadata()
        return out.draft(metadata, OriginalFile(name, _MIME, data))


class _Document:
    """What the stretches of a document share: its fonts, notes and comments."""

    def __init__(self, data: bytes, name: str, out: AnnotatedText) -> None:
        self.data = data
        self.name = name
        self.out = out
        self.encoding = "cp1252"
        self.fonts: dict[int, str] = {}
        self.symbols: set[int] = set()
        self.notes: list[tuple[TextMark, str, int, int]] = []
        self.comments: dict[bytes, TextMark] = {}
        self.author = ""
        self.time = b""
        self.depth = 0
        self._info = (0, 0)

    def read(self) -> None:
        """Write the body, then the notes."""
        end = self.group_end(1)
        _Stretch(self, self.out).read(1, end)
        if self.notes:
            self.out.leave_lists()
            self.out.enter("ul")
        for mark, sign, start, stop in self.notes:
            note = self.out.open_note(mark, sign)
            _Stretch(self, self.out, is_note=True).read(start, stop)
            self.out.close_note(note)
        if self.notes:
            self.out.leave("ul")

    def group_end(self, start: int) -> int:
        """Return where the group ends, in which a place is.

        Raises:
            DamagedFile: it has no end.
            OddDocument: groups nest without end.
        """
        depth, at = 1, start
        while True:
            token = TOKEN.match(self.data, at)
            if token is None:
                raise DamagedFile(self.name)
            at = self.behind(token)
            kind = token.lastgroup
            depth += (kind == "open") - (kind == "close")
            if depth > _DEEPEST:
                raise OddDocument(self.name)
            if not depth:
                return token.start()

    def behind(self, token: re.Match[bytes]) -> int:
        """Return where a token ends; bytes that are no text belong to the word before them."""
        if token["word"] == b"bin":
            return token.end() + max(0, int(token["number"] or 0))
        return token.end()

    def words(self, start: int, end: int) -> str:
        """Return the words of a stretch that does not belong in the text."""
        out = AnnotatedText()
        _Stretch(self, out, is_note=True).read(start, end)
        return out.finished()[0].strip()

    def learn_fonts(self, start: int, end: int) -> None:
        """Read which font has which encoding."""
        table = self.data[start:end]
        for found in FONT.finditer(table):
            number, charset = int(found[1]), int(found[2])
            self.fonts.setdefault(number, PAGES.get(charset, ""))
            if charset == SYMBOL_SET:
                self.symbols.add(number)
        for found in FONT_PAGE.finditer(table):
            self.fonts[int(found[1])] = known_encoding(int(found[2]))

    def note_info(self, start: int, end: int) -> None:
        """Remember where the document tells of itself."""
        self._info = start, end

    def metadata(self) -> Metadata:
        """Return the title and the author that the document tells."""
        return Metadata(title=self._told(rb"title"), byline=self._told(rb"author"))

    def _told(self, word: bytes) -> str:
        found = re.compile(rb"\{\\" + word + rb"(?![a-z]) ?").search(self.data, *self._info)
        if found is None:
            return ""
        return " ".join(self.words(found.end(), self.group_end(found.end())).split())


class _Stretch:
    """Reads a stretch of a document, with a level of its own for paragraphs and tables."""

    def __init__(self, document: _Document, out: AnnotatedText, *, is_note: bool = False) -> None:
        self._document = document
        self._out = out
        self._is_note = is_note
        self._style = _Style(document.encoding)
        self._styles: list[tuple[_Style, list[Callable[[], None]]]] = []
        self._at_end: list[Callable[[], None]] = []
        self._pending = bytearray()
        self._skip = 0
        self._half = ""
        self._starred = False
        self._item = ""
        self._tag = ""
        self._row = self._cell = False
        self._boxes: list[tuple[int, int]] = []
        self._link = ""
        self._field = ""

    def read(self, start: int, end: int) -> None:
        """Write a stretch.

        Args:
            start: Where it begins in the file.
            end: Where it ends.
        """
        document = self._document
        document.depth += 1
        if document.depth > _DEEPEST_STRETCH:
            raise OddDocument(document.name)
        at = start
        while at < end:
            token = TOKEN.match(document.data, at)
            if token is None:
                break
            at = self._take(token, document.behind(token))
        self._flush()
        self._end_row()
        self._end_paragraph()
        document.depth -= 1

    def _take(self, token: re.Match[bytes], behind: int) -> int:
        """Take a token, and return where the next begins."""
        kind = token.lastgroup
        if kind in ("word", "number"):
            return self._take_word(token["word"].decode(), token["number"], behind)
        if kind == "byte":
            if self._skip:
                self._skip -= 1
            else:
                self._pending += bytes.fromhex(token["byte"].decode())
        elif kind == "text":
            self._take_text(token["text"])
        elif kind == "sign":
            self._take_sign(token["sign"])
        elif kind in ("open", "close"):
            self._flush()
            self._skip = 0
            self._turn_group(opens=kind == "open")
        return behind

    def _turn_group(self, *, opens: bool) -> None:
        if opens:
            self._styles.append((self._style, self._at_end))
            self._at_end = []
            return
        for act in self._at_end:
            act()
        if self._styles:
            self._style, self._at_end = self._styles.pop()

    def _take_text(self, text: bytes) -> None:
        words = text.replace(b"\r", b"").replace(b"\n", b"")
        left = words[self._skip :]
        self._skip = max(0, self._skip - len(words))
        self._pending += left

    def _take_sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._starred = True
        elif sign in b"\r\n":
            self._end_line()
        elif self._skip:
            self._skip -= 1
        elif sign in SYMBOLS:
            self._flush()
            self._say(SYMBOLS[sign])

    def _take_word(self, word: str, number: bytes | None, behind: int) -> int:
        starred, self._starred = self._starred, False
        if word == "u" and number is not None:
            self._flush()
            self._say_code(int(number) & 0xFFFF)
            self._skip = self._style.fallback
            return behind
        if self._skip and (word in SIGNS or word == "par"):
            self._skip -= 1
            return behind
        self._flush()
        step = self._group(word, number, behind, starred=starred)
        if step is not None:
            return step
        if word in SIGNS:
            self._say(SIGNS[word])
        else:
            self._turn(word, int(number) if number else None)
        return behind

    def _group(self, word: str, number: bytes | None, behind: int, *, starred: bool) -> int | None:
        """Take a group by its first word; return where it goes on, or nothing for other words."""
        document = self._document
        if word in STEPPED_OVER:
            return document.group_end(behind)
        taken = _GROUPS.get(word)
        if taken is not None:
            end = document.group_end(behind)
            taken(self, behind, end)
            return end
        if word in MARGINS:
            end = document.group_end(behind)
            self._leave_out(LeftOutKind.HEADER, document.words(behind, end))
            return end
        if word in ("atrfstart", "atrfend"):
            end = document.group_end(behind)
            self._bound(word, number or document.data[behind:end].strip())
            return end
        if word == "fldrslt":
            self._open_link()
            if self._field and not document.words(behind, document.group_end(behind)):
                self._say(self._field)
            self._field = ""
        elif starred and word not in ENTERED:
            return document.group_end(behind)
        return None

    # groups

    def learn_fonts(self, start: int, end: int) -> None:
        """Read which font has which encoding."""
        self._document.learn_fonts(start, end)

    def note_info(self, start: int, end: int) -> None:
        """Remember where the document tells of itself."""
        self._document.note_info(start, end)

    def take_note(self, start: int, end: int) -> None:
        """Write the sign of a note, whose words come at the end."""
        if self._is_note:
            self._leave_out(LeftOutKind.FOOTNOTE, self._document.words(start, end))
            return
        head = self._document.data[start : start + 40]
        kind = AnnotationKind.ENDNOTE if b"\\ftnalt" in head else AnnotationKind.FOOTNOTE
        self._begin()
        sign = str(len(self._document.notes) + 1)
        self._document.notes.append((self._out.refer(kind, sign), sign, start, end))

    def take_comment(self, start: int, end: int) -> None:
        """Take the words of a comment."""
        document = self._document
        inner = document.data[start:end]
        found = re.search(rb"\{\\\*\\atnref ?([^}]*)\}", inner)
        mark = document.comments.pop(found[1].strip(), None) if found else None
        mark = mark or self._out.point(AnnotationKind.COMMENT)
        mark.at = comment_moment(inner, document.time)
        mark.author, document.author, document.time = document.author, "", b""
        mark.words = [document.words(start, end)]

    def take_author(self, start: int, end: int) -> None:
        """Take the author of the next comment."""
        self._document.author = self._document.words(start, end)

    def take_time(self, start: int, end: int) -> None:
        """Take the time of the next comment."""
        self._document.time = self._document.data[start:end]

    def _bound(self, word: str, number: bytes) -> None:
        comments = self._document.comments
        if word == "atrfstart":
            comments[number] = self._out.open(AnnotationKind.COMMENT)
        elif number in comments:
            self._out.close(comments[number])

    def take_field(self, start: int, end: int) -> None:
        """Take the address of a link, whose words come next, or the words of an equation."""
        found = LINK.search(self._document.data, start, end)
        self._link = found[1].decode("latin-1") if found else ""
        if found is None and EQUATION.match(self._document.data, start, end):
            self._field = button_words(self._document.words(start, end))

    def _open_link(self) -> None:
        if not self._link:
            return
        mark = self._out.open(AnnotationKind.LINK)
        mark.url, self._link = self._link, ""
        self._at_end.append(lambda: self._out.close(mark))

    def take_picture(self, start: int, end: int) -> None:
        """Leave a picture out, but for its description."""
        described = DESCRIPTION.search(self._document.data, start, min(end, start + 5000))
        if described is not None and described.end() <= end:
            self._describe(described)
        self._leave_out(LeftOutKind.OBJECT)

    def take_property(self, start: int, end: int) -> None:
        """Take a property of a drawing: its description, or a picture in it."""
        described = DESCRIPTION.search(self._document.data, start, end + 1)
        if described is not None:
            self._describe(described)
        elif b"\\pict" in self._document.data[start:end]:
            self._leave_out(LeftOutKind.OBJECT)

    def _describe(self, found: re.Match[bytes]) -> None:
        start = found.start(1)
        self._leave_out(
            LeftOutKind.IMAGE_TEXT, self._document.words(start, self._document.group_end(start))
        )

    def take_box(self, start: int, end: int) -> None:
        """Keep a text box until the paragraph ends in which it stands."""
        self._boxes.append((start, end))

    def take_mark(self, start: int, end: int) -> None:
        """Take the number or the bullet of an item as it is shown."""
        mark = self._document.words(start, end)
        self._item = "•" if mark and not any(map(str.isalnum, mark)) else mark

    def _leave_out(self, kind: LeftOutKind, words: str = "") -> None:
        if words or kind is LeftOutKind.OBJECT:
            self._out.leave_out(kind, words)

    # words

    def _turn(self, word: str, number: int | None) -> None:
        """Follow a word that says how the next words are to be read."""
        is_on = number != 0
        if word in LINE_ENDS:
            self._end_line(is_break=word in ("line", "lbr"))
        elif word in ("cell", "row", "trowd", "pard"):
            self._turn_table(word)
        elif word == "f":
            self._choose_font(number or 0)
        elif word in ("ansicpg", "mac", "pc", "pca"):
            self._choose_encoding(word, number or 0)
        elif word in _FLAGS:
            self._style = _FLAGS[word](self._style, is_on)
        elif word == "plain":
            self._style = replace(
                self._style, is_hidden=False, is_deleted=False, height=Height.ON_LINE
            )
        elif word == "uc":
            self._style = replace(self._style, fallback=max(0, number or 0))

    def _turn_table(self, word: str) -> None:
        if word == "cell":
            self._enter_cell()
            self._out.leave("td")
            self._cell = False
        elif word == "row":
            self._end_row()
        elif word == "pard":
            self._style = replace(self._style, is_in_table=False)
            self._item = ""

    def _choose_font(self, number: int) -> None:
        document = self._document
        self._style = replace(
            self._style,
            encoding=document.fonts.get(number) or document.encoding,
            is_symbol=number in document.symbols,
        )

    def _choose_encoding(self, word: str, page: int) -> None:
        pages = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
        encoding = pages.get(word) or known_encoding(page)
        if encoding:
            self._document.encoding = encoding
            self._style = replace(self._style, encoding=encoding)

    def _flush(self) -> None:
        if self._pending:
            words = bytes(self._pending).decode(self._style.encoding, "replace")
            self._pending.clear()
            if self._style.is_symbol and not words.strip(" ").isalnum():
                words = re.sub(r"[^\s\w.,;:()\-]", "•", words)
            self._say(words)

    def _say_code(self, code: int) -> None:
        """Say a sign by its number in UTF-16, of which two may make one."""
        if 0xD800 <= code < 0xDC00:
            self._half = chr(code)
            return
        pair = (self._half + chr(code)).encode("utf-16", "surrogatepass")
        self._half = ""
        words = pair.decode("utf-16", "replace")
        self._say("•" if 0xF020 <= code <= 0xF0FF and self._style.is_symbol else words)

    def _say(self, words: str) -> None:
        if self._style.is_deleted:
            self._out.drop(LeftOutKind.DELETED_TEXT, words)
        elif self._style.is_hidden:
            self._out.drop(LeftOutKind.HIDDEN_TEXT, words)
        elif words:
            self._begin()
            self._out.say(words, self._style.height)

    def _begin(self) -> None:
        if self._style.is_in_table and not self._is_note:
            self._enter_cell()
        elif self._row:
            self._end_row()
        if self._tag or self._row or self._is_note:
            return
        self._tag = "li" if self._item else "p"
        if self._item:
            self._out.enter_item(1, self._item)
        else:
            self._out.leave_lists()
            self._out.enter("p")
        self._item = ""

    def _end_line(self, *, is_break: bool = False) -> None:
        self._flush()
        if self._row or self._is_note or is_break:
            self._out.enter("br")
            self._out.leave("br")
            return
        self._end_paragraph()

    def _end_paragraph(self) -> None:
        if self._tag:
            self._out.leave(self._tag)
        self._tag = ""
        boxes, self._boxes = self._boxes, []
        for start, end in boxes:
            _Stretch(self._document, self._out, is_note=self._is_note).read(start, end)

    def _enter_cell(self) -> None:
        if not self._row:
            self._end_paragraph()
            self._out.leave_lists()
            self._out.enter(GRID_ROW)
            self._row = True
        if not self._cell:
            self._out.enter("td")
            self._cell = True

    def _end_row(self) -> None:
        self._flush()
        if self._row:
            if self._cell:
                self._out.leave("td")
            self._out.leave(GRID_ROW)
        self._row = self._cell = False


_GROUPS: dict[str, Callable[[_Stretch, int, int], None]] = {
    "fonttbl": _Stretch.learn_fonts,
    "info": _Stretch.note_info,
    "footnote": _Stretch.take_note,
    "annotation": _Stretch.take_comment,
    "atnauthor": _Stretch.take_author,
    "atntime": _Stretch.take_time,
    "fldinst": _Stretch.take_field,
    "pict": _Stretch.take_picture,
    "sp": _Stretch.take_property,
    "shptxt": _Stretch.take_box,
    "dptxbxtext": _Stretch.take_box,
    "listtext": _Stretch.take_mark,
}
