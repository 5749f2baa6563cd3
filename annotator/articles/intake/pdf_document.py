"""PDF files, read by PDFium in a process of its own, which is ended if it takes too much or long.

PDFium is written in C++; a file that is made to harm may crash it, or keep it busy for ever. The
process gets the bytes of the file, and answers in JSON.
"""

import json
import re
import signal
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from functools import partial
from itertools import pairwise
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.articles.intake.page_layout import (
    PageLine,
    cells,
    extend,
    is_beside,
    printed_text,
)
from annotator.articles.model import (
    Draft,
    LeftOut,
    LeftOutKind,
    Locator,
    Metadata,
    OriginalFile,
    filled_fields,
)
from annotator.kernel.canonical_text import canonical
from annotator.kernel.errors import (
    DamagedFile,
    EmptyText,
    EncryptedFile,
    HarmfulFile,
    IntakeError,
    ScannedFile,
    TooLarge,
)
from annotator.kernel.progress import Progress, unwatched

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

PDF = b"%PDF-"
PDF_SUFFIXES = (".pdf",)
_MIME = "application/pdf"
_HEAD = 1024
"""Bytes in front of which readers look for the mark of a PDF file."""
_MEMORY = 500_000_000
"""Bytes that the process may take."""
_SECONDS = 30
"""The longest that a page may take, or the pages when all are read."""
_PAGES = 5000
"""The most pages of a file."""
_TURN = 0.05
_HYPHEN = 0.25
"""The width of a hyphen, which PDFium leaves out, in heights of letters."""
_WORDS = re.compile(r"[^\s\ufffe]+")
_FAULTS: dict[str, type[IntakeError]] = {
    "damaged": DamagedFile,
    "password": EncryptedFile,
    "harmful": HarmfulFile,
}


def is_pdf(data: bytes) -> bool:
    """Return whether the bytes begin as a PDF file, behind a few others at most."""
    return PDF in data[:_HEAD]


def read_pdf(data: bytes, name: str, limit: int, progress: Progress = unwatched) -> Draft:
    """Return the text of a PDF file in reading order, with a locator for each page.

    Args:
        data: The bytes of the file.
        name: The name of the file, for messages.
        limit: The most code points of its text.
        progress: Told how many pages were read.

    Raises:
        DamagedFile, EncryptedFile: it cannot be opened.
        HarmfulFile: it takes more time or memory than pages in print do.
        ScannedFile: its pages are pictures.
        EmptyText: no words are in it.
        Cancelled: ``progress`` asked to stop.
    """
    answer = _ask_process(data, name, progress)
    fault = answer.get("fault")
    if fault:
        raise _FAULTS[fault](name)
    text = canonical(answer["text"])
    if not text.strip():
        pages = len(answer["scanned"])
        raise ScannedFile(name, pages) if pages else EmptyText(name)
    if len(text) > limit:
        raise TooLarge(name, len(text), limit)
    metadata = Metadata(**answer["metadata"])
    return Draft(
        text=text,
        metadata=metadata,
        found=filled_fields(metadata),
        original=OriginalFile(name, _MIME, data),
        left_out=tuple(
            LeftOut(LeftOutKind(kind), words, position, number)
            for kind, words, position, number in answer["left_out"]
        ),
        locators=tuple(Locator(position, words) for position, words in answer["locators"]),
    )


def _ask_process(data: bytes, name: str, progress: Progress) -> dict[str, Any]:
    """Return the answer of a process that reads the file; it is ended in any case."""
    from multiprocessing import get_context

    context = get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=answer_with_pages, args=(there,), daemon=True)
    process.start()
    there.close()
    try:
        here.send_bytes(data)
        return _hear(here, name, progress)
    except (EOFError, OSError) as error:
        # it crashed, or the system took its memory away
        raise HarmfulFile(name) from error
    finally:
        here.close()
        process.kill()
        process.join()
        process.close()


def _hear(here: "Connection", name: str, progress: Progress) -> dict[str, Any]:
    done = total = 0
    deadline = monotonic() + _SECONDS
    while monotonic() < deadline:
        progress(done, total)
        if not here.poll(_TURN):
            continue
        message: dict[str, Any] = json.loads(here.recv_bytes())
        if "total" not in message:
            return message
        done, total = message["done"], message["total"]
        deadline = monotonic() + _SECONDS
    raise HarmfulFile(name)


def answer_with_pages(there: "Connection") -> None:
    """Read the file that comes through the pipe, and send what was found; for a process of its own.

    Args:
        there: The end of the pipe.
    """
    # who interrupts the program ends this process with it, without a word of its own
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    try:
        answer = found_in(there.recv_bytes(), partial(_tell, there))
    except MemoryError:
        answer = {"fault": "harmful"}
    there.send_bytes(json.dumps(answer).encode())
    there.close()


def _tell(there: "Connection", done: int, total: int) -> None:
    there.send_bytes(json.dumps({"done": done, "total": total}).encode())


class _Fault(Exception):
    """Why a file is not read, by a key of ``_FAULTS``."""


def _limit_memory() -> None:
    """Let the system refuse more memory, where it can; Windows cannot."""
    try:
        import resource
    except ImportError:
        return
    kind = getattr(resource, "RLIMIT_DATA", resource.RLIMIT_AS)
    _, most = resource.getrlimit(kind)
    resource.setrlimit(kind, (_MEMORY, most))


def found_in(data: bytes, progress: Progress = unwatched) -> dict[str, Any]:
    """Return what is in a PDF file, as JSON can hold it, or its fault alone.

    Args:
        data: The bytes of the file.
        progress: Told how many pages were read.
    """
    try:
        return _found_in(data, progress)
    except _Fault as fault:
        return {"fault": str(fault)}


def _found_in(data: bytes, progress: Progress) -> dict[str, Any]:
    pages, labels, scanned = [], [], []
    document = _open(data)
    try:
        total = len(document)
        if total > _PAGES:
            raise _Fault("harmful")
        for number in range(total):
            progress(number, total)
            lines, is_picture = _page(document, number)
            pages.append(lines)
            labels.append(document.get_page_label(number).strip() or str(number + 1))
            if is_picture:
                scanned.append(number)
        metadata = _metadata(document.get_metadata_dict())
    finally:
        document.close()
    found = printed_text(pages, labels, scanned)
    return {
        "text": found.text,
        "locators": [astuple(each) for each in found.locators],
        "left_out": [
            (part.kind.value, part.text, part.position, part.number) for part in found.left_out
        ],
        "scanned": scanned,
        "metadata": metadata,
    }


def _open(data: bytes) -> "PdfDocument":
    import pypdfium2
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == FPDF_ERR_PASSWORD
        raise _Fault("password" if is_locked else "damaged") from error


def _page(document: "PdfDocument", number: int) -> tuple[list[PageLine], bool]:
    """Return the lines of a page, and whether it is a picture without text."""
    import pypdfium2

    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise _Fault("damaged") from error
    lines = [*_lines(page, text, number)]
    is_picture = not lines and _has_picture(page)
    text.close()
    page.close()
    return lines, is_picture


def _has_picture(page: "PdfPage") -> bool:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    return next(iter(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE])), None) is not None


def _lines(page: "PdfPage", text: "PdfTextPage", number: int) -> Iterator[PageLine]:
    """Yield the lines in the order in which they were drawn, and cells of a row one by one."""
    boxes = _Boxes(page, text)
    if _is_right_to_left(boxes.text):
        yield from _lines_from_the_right(boxes.signs(), boxes.width, number)
        return
    words: list[PageLine] = []
    end = 0
    for found in _WORDS.finditer(boxes.text):
        left, bottom, right, top = boxes.around(found.start(), found.end())
        right, top = max(right, left + 0.1), max(top, bottom + 1)
        word = PageLine(
            found[0].translate(_LIGATURES), left, bottom, right, top, right - left, number
        )
        between = boxes.text[end : found.start()]
        end = found.end()
        if "\ufffe" in between and words:
            words[-1].text += "\ufffe"
            words[-1].right += _HYPHEN * words[-1].size
        if words and ("\n" in between or "\ufffe" in between or not is_beside(words[-1], word)):
            yield from cells(words)
            words = []
        if words and not between:
            extend(words[-1], word)
        else:
            words.append(word)
    if words:
        yield from cells(words)


_WORD_GAP, _SIGN_GAP, _INNER_GAP = 0.05, 0.15, 0.2
"""The least space before a word and before another sign, where a word may end, and elsewhere, in
heights of letters: letters of scripts that run from the right reach into it.
"""
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")
_FROM_LEFT = re.compile(
    "[^\\W_\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufefc]"
    "(?:[^\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufefc]*"
    "[^\\W_\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufefc])?"
)
"""Numbers and words of other scripts, which run from the left within a line from the right."""
_ALEFS = "اأإآ"
_LAM = "ل"


class _Sign(NamedTuple):
    """A sign and its place; ``is_end`` tells that a word may begin or end with it."""

    sign: str
    is_end: bool
    left: float
    bottom: float
    right: float
    top: float

    @property
    def place(self) -> tuple[float, ...]:
        """The edges of its place."""
        return self[2:]


def _is_right_to_left(text: str) -> bool:
    """Whether most letters of a page are of a script that runs from the right."""
    return 2 * len(_FROM_RIGHT.findall(text)) > len(_LETTER.findall(text))


def _lines_from_the_right(signs: Iterable[_Sign], width: float, number: int) -> Iterator[PageLine]:
    """Yield the lines of a page of a script that runs from the right, by the places of its signs.

    The order in which they were drawn differs from program to program. The places of the lines are
    those in a mirror, so that their beginning is on the left.

    Args:
        signs: The signs with their places.
        width: The width of the page, in points.
        number: The page, from 0.
    """
    rows: list[list[_Sign]] = []
    for sign in sorted(signs, key=lambda each: -each.bottom):
        last = rows[-1][-1] if rows else None
        if last is not None and last.bottom - sign.bottom < 0.3 * (last.top - last.bottom):
            rows[-1].append(sign)
        else:
            rows.append([sign])
    for row in rows:
        row.sort(key=lambda each: -(each.left + each.right))
        yield from _parts_from_the_right(row, width, number)


def _parts_from_the_right(row: Sequence[_Sign], width: float, number: int) -> Iterator[PageLine]:
    part = [row[0]]
    for last, sign in pairwise(row):
        if last.left - sign.right > 2 * (last.top - last.bottom):
            yield _line_from_the_right(part, width, number)
            part = []
        part.append(sign)
    yield _line_from_the_right(part, width, number)


def _line_from_the_right(part: Sequence[_Sign], width: float, number: int) -> PageLine:
    letters = [each.sign for each in part]
    for n, (last, sign) in enumerate(pairwise(part)):
        gap = last.left - sign.right
        # one letter in print, whose two letters some programs tell in the order of the print
        if last.sign in _ALEFS and sign.sign == _LAM and last.place == sign.place:
            letters[n], letters[n + 1] = sign.sign, last.sign
        elif gap > _space(last, sign) * (last.top - last.bottom):
            letters[n] += " "
    text = _FROM_LEFT.sub(lambda run: run[0][::-1], "".join(letters))
    left, right = min(each.left for each in part), max(each.right for each in part)
    first = (right - left) * len(text.split()[0]) / len(text)
    bottom, top = min(each.bottom for each in part), max(each.top for each in part)
    return PageLine(text, width - right, bottom, width - left, top, first, number)


def _space(sign: _Sign, following: _Sign) -> float:
    """Return the least gap that is a space between two signs, in heights of letters."""
    if not (sign.is_end and following.is_end):
        return _INNER_GAP
    return _WORD_GAP if following.sign.isalnum() else _SIGN_GAP


class _Boxes:
    """The text of a page, and where its words stand as the page is shown."""

    def __init__(self, page: "PdfPage", text: "PdfTextPage") -> None:
        from ctypes import byref, c_double

        from pypdfium2 import raw

        self._get = raw.FPDFText_GetLooseCharBox
        self._get_size, self._get_origin = raw.FPDFText_GetFontSize, raw.FPDFText_GetCharOrigin
        self._get_matrix = raw.FPDFText_GetMatrix
        self._page = text.raw
        self._box, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._to, self._to_matrix = byref(self._box), byref(self._matrix)
        self._x, self._y = c_double(), c_double()
        self._to_origin = byref(self._x), byref(self._y)
        self._turns = page.get_rotation() // 90
        self.width, self._height = page.get_size()
        number = text.count_chars()
        self.text = text.get_text_range() if number else ""
        if len(self.text) != number:
            # signs beyond the first plane count twice in one of the two
            codes = (raw.FPDFText_GetUnicode(text.raw, n) for n in range(number))
            self.text = "".join(_sign(code) for code in codes)

    def signs(self) -> Iterator[_Sign]:
        """Yield the signs but for spaces, whose places PDFium makes up."""
        spaced = f" {self.text} "
        for at, sign in enumerate(self.text):
            if not sign.isspace() and sign != "\ufffe":
                is_end = spaced[at].isspace() or spaced[at + 2].isspace()
                yield _Sign(sign, is_end, *self.around(at, at + 1))

    def around(self, start: int, end: int) -> tuple[float, float, float, float]:
        """Return the left, bottom, right and top edge of a word.

        Args:
            start: The place of its first sign.
            end: The place behind its last sign.
        """
        box = self._box
        self._get(self._page, start, self._to)
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        if end - start > 1:
            self._get(self._page, end - 1, self._to)
            left, right = min(left, box.left), max(right, box.right)
            bottom, top = min(bottom, box.bottom), max(top, box.top)
        upright = self._line_box(start)
        if upright is not None:
            bottom, top = upright
        return self._turned(left, bottom, right, top)

    def _line_box(self, at: int) -> tuple[float, float] | None:
        """Return the lower and upper edge of an upright line, by its base line and font size.

        The boxes of letters are as tall as the letters in some fonts.
        """
        matrix = self._matrix
        self._get_matrix(self._page, at, self._to_matrix)
        size = self._get_size(self._page, at) * (matrix.b**2 + matrix.d**2) ** 0.5
        if abs(matrix.b) > abs(matrix.d) or not 1 < size < 500:
            return None
        self._get_origin(self._page, at, *self._to_origin)
        return self._y.value - 0.25 * size, self._y.value + size

    def _turned(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        if self._turns == 1:
            return bottom, self._height - right, top, self._height - left
        if self._turns == 2:
            return (
                self.width - right,
                self._height - top,
                self.width - left,
                self._height - bottom,
            )
        if self._turns == 3:
            return self.width - top, left, self.width - bottom, right
        return left, bottom, right, top


def _sign(code: int) -> str:
    if code == 2:
        return "\ufffe"
    return chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd"


_FILE_NAME = re.compile(
    r"^(?:Microsoft (?:Word|PowerPoint|Excel) - .*|untitled|\S+\.\w{2,5})$", re.I
)
"""A title that a program gave: the name of the file that was printed."""
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_LONGEST = 1000


def _metadata(found: dict[str, str]) -> dict[str, str]:
    def line(key: str) -> str:
        return " ".join(str(found.get(key) or "").replace("\x00", "").split())[:_LONGEST]

    title = line("Title")
    date = _DATE.match(line("CreationDate"))
    return {
        "title": "" if _FILE_NAME.match(title) else title,
        "byline": line("Author"),
        "published": "-".join(date.groups()) if date else "",
    }
