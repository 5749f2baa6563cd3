"""PDF files, read by PDFium in a process of its own, which is ended if it takes too much or long.

PDFium is written in C++; a file that is made to harm may crash it, or keep it busy for ever. The
process gets the bytes of the file, and answers in JSON.
"""

import json
import re
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from functools import partial
from itertools import pairwise
from time import monotonic
from typing import TYPE_CHECKING, Any

from annotator.articles.intake.documents.annotated_text import moment_of
from annotator.articles.intake.page_boxes import LIGATURES, PageBoxes, PageSign, WordsBox
from annotator.articles.intake.page_layout import PrintedText, printed_text
from annotator.articles.intake.page_lines import (
    PageLine,
    PrintedLine,
    cells,
    extend,
    is_beside,
    lines_within,
)
from annotator.articles.intake.page_notes import PageNote, notes_of_page, placed_notes
from annotator.articles.model import (
    AnnotationKind,
    Draft,
    DraftAnnotation,
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
from annotator.kernel.positions import Span
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
_ANNOTATIONS = frozenset(AnnotationKind)
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
    with _process(data, name) as here:
        answer = _hear(here, name, progress)
    text = canonical(answer["text"])
    if not text.strip():
        pages = len(answer["scanned"])
        raise ScannedFile(name, pages) if pages else EmptyText(name)
    if len(text) > limit:
        raise TooLarge(name, len(text), limit)
    metadata = Metadata(**answer["metadata"])
    parts = (
        LeftOut(LeftOutKind(kind), words, position, number)
        for kind, words, position, number in answer["left_out"]
    )
    return Draft(
        text=text,
        metadata=metadata,
        found=filled_fields(metadata),
        original=OriginalFile(name, _MIME, data),
        left_out=tuple(sorted(parts, key=lambda part: part.position)),
        locators=tuple(Locator(position, words) for position, words in answer["locators"]),
        annotations=tuple(_annotation(each) for each in answer["annotations"]),
        line_starts=tuple(answer["line_starts"]),
    )


def _annotation(told: dict[str, Any]) -> DraftAnnotation:
    place = told.pop("span")
    return DraftAnnotation(
        AnnotationKind(told.pop("kind")),
        None if place is None else Span(*place),
        at=moment_of(told.pop("at")),
        **told,
    )


def boxes_of_words(
    data: bytes,
    name: str,
    spans_in: Callable[[str], Sequence[Span | None]],
    progress: Progress = unwatched,
) -> list[tuple[WordsBox, ...]]:
    """Return for each of some spans where its words stand on the pages, in the order of the text.

    A span without a box has no words that the pages show.

    Args:
        data: The bytes of the file.
        name: The name of the file, for messages.
        spans_in: Returns the spans in the text of the file, as it is read now; ``None`` for words
            that are not in it.
        progress: Told how many pages were read.

    Raises:
        DamagedFile, EncryptedFile: it cannot be opened.
        HarmfulFile: it takes more time or memory than pages in print do.
        Cancelled: ``progress`` asked to stop.
    """
    with _process(data, name) as here:
        read = _hear(here, name, progress)["text"]
        text = canonical(read)
        before = len(read) - len(text)
        spans = [span and (span.start + before, span.end + before) for span in spans_in(text)]
        here.send_bytes(json.dumps(spans).encode())
        boxes = _hear(here, name, progress)["boxes"]
    return [tuple(WordsBox(page, tuple(corners)) for page, corners in one) for one in boxes]


@contextmanager
def _process(data: bytes, name: str) -> Iterator["Connection"]:
    """Let a process read the file, and end it in any case; yield the end of its pipe."""
    from multiprocessing import get_context

    context = get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=answer_with_pages, args=(there,), daemon=True)
    process.start()
    there.close()
    try:
        here.send_bytes(data)
        yield here
    except (EOFError, OSError) as error:
        # it crashed, or the system took its memory away
        raise HarmfulFile(name) from error
    finally:
        process.kill()
        process.join()
        process.close()
        here.close()


def _hear(here: "Connection", name: str, progress: Progress) -> dict[str, Any]:
    done = total = 0
    deadline = monotonic() + _SECONDS
    while monotonic() < deadline:
        progress(done, total)
        if not here.poll(_TURN):
            continue
        message: dict[str, Any] = json.loads(here.recv_bytes())
        if "fault" in message:
            raise _FAULTS[message["fault"]](name)
        if "total" not in message:
            return message
        done, total = message["done"], message["total"]
        deadline = monotonic() + _SECONDS
    raise HarmfulFile(name)


def answer_with_pages(there: "Connection") -> None:
    """Read the file that comes through the pipe, and send what was found; for a process of its own.

    Then it is asked for the places of spans of the text, or ended.

    Args:
        there: The end of the pipe.
    """
    # who interrupts the program ends this process with it, without a word of its own
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    try:
        document = _open(there.recv_bytes())
        found, printed = _read(document, partial(_tell, there))
        _send(there, found)
        spans = json.loads(there.recv_bytes())
        _send(there, {"boxes": _boxes(document, printed, spans, partial(_tell, there))})
    except MemoryError:
        _send(there, {"fault": "harmful"})
    except _Fault as fault:
        _send(there, {"fault": str(fault)})
    there.close()


def _send(there: "Connection", answer: dict[str, Any]) -> None:
    there.send_bytes(json.dumps(answer).encode())


def _tell(there: "Connection", done: int, total: int) -> None:
    _send(there, {"done": done, "total": total})


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
        document = _open(data)
        try:
            return _read(document, progress)[0]
        finally:
            document.close()
    except _Fault as fault:
        return {"fault": str(fault)}


def _read(document: "PdfDocument", progress: Progress) -> tuple[dict[str, Any], PrintedText]:
    pages, labels, scanned, notes = [], [], [], list[PageNote]()
    total = len(document)
    if total > _PAGES:
        raise _Fault("harmful")
    for number in range(total):
        progress(number, total)
        lines, is_picture, marked = _page(document, number)
        notes += marked
        pages.append(lines)
        labels.append(document.get_page_label(number).strip() or str(number + 1))
        if is_picture:
            scanned.append(number)
    found = printed_text(pages, labels, scanned)
    annotations, left_out = _told_notes(notes, found)
    answer = {
        "text": found.text,
        "locators": [astuple(each) for each in found.locators],
        "left_out": [
            (part.kind.value, part.text, part.position, part.number)
            for part in (*found.left_out, *left_out)
        ],
        "annotations": annotations,
        "line_starts": [line.position for line in found.lines],
        "scanned": scanned,
        "metadata": _metadata(document.get_metadata_dict()),
    }
    return answer, found


def _told_notes(
    notes: Sequence[PageNote], found: PrintedText
) -> tuple[list[dict[str, Any]], list[LeftOut]]:
    """Return the marks of the pages as annotations, and those of parts that are not in the text."""
    annotations, left_out = [], []
    for placed in placed_notes(notes, found.lines, found.text):
        note, place = placed.note, placed.place
        if note.kind in _ANNOTATIONS:
            kind = AnnotationKind(note.kind)
            words = placed.words(found.text) if kind is AnnotationKind.DELETION else note.words
            annotations.append(
                {
                    "kind": kind.value,
                    "span": place,
                    "words": words,
                    "author": note.author,
                    "at": note.at,
                    "id": note.id,
                    "parent": note.parent,
                    "url": note.url,
                    "colour": note.colour,
                    "resolved": note.resolved,
                }
            )
        else:
            start = place[0] if place else len(found.text)
            left_out.append(LeftOut(LeftOutKind(note.kind), note.words, start))
    return annotations, left_out


def _boxes(
    document: "PdfDocument",
    printed: PrintedText,
    spans: Iterable[Sequence[int] | None],
    progress: Progress,
) -> list[list[tuple[int, list[float]]]]:
    """Return for each span its boxes: the page, from 0, and the corners.

    Args:
        document: The document.
        printed: Its text.
        spans: Start and end of each in the text, in code points.
        progress: Told how many of the pages with words of spans were looked at.
    """
    text, lines = printed.text, printed.lines
    within = [[*lines_within(text, lines, Span(*span))] if span else [] for span in spans]
    asked: dict[int, list[tuple[PrintedLine, list[int]]]] = {}
    for line, signs in (pair for one in within for pair in one):
        asked.setdefault(line.page, []).append((line, signs))
    corners: dict[int, list[list[float]]] = {}
    for done, (number, pairs) in enumerate(asked.items()):
        progress(done, len(asked))
        page, signs_of_page = _opened_page(document, number)
        boxes = PageBoxes(page, signs_of_page)
        for line, signs in pairs:
            corners[id(signs)] = boxes.corners(signs, line.signs)
        signs_of_page.close()
        page.close()
    return [
        [(line.page, each) for line, signs in one for each in corners[id(signs)]] for one in within
    ]


def _open(data: bytes) -> "PdfDocument":
    import pypdfium2
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    try:
        document = pypdfium2.PdfDocument(data)
        document.init_forms()  # it does nothing to a file without a form
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == FPDF_ERR_PASSWORD
        raise _Fault("password" if is_locked else "damaged") from error
    return document


def _page(document: "PdfDocument", number: int) -> tuple[list[PageLine], bool, list[PageNote]]:
    """Return the lines of a page, whether it is a picture without text, and what is marked."""
    page, text = _opened_page(document, number)
    boxes = PageBoxes(page, text)
    lines = [*_lines(boxes, number)]
    _put_bullets(lines, boxes)
    is_picture = not lines and _has_picture(page)
    notes = notes_of_page(document, page, boxes, number)
    text.close()
    page.close()
    return lines, is_picture, notes


def _put_bullets(lines: Sequence[PageLine], boxes: PageBoxes) -> None:
    """Put bullets before the lines that drawn ones stand before; browsers print them so."""
    for left, bottom, right, top in boxes.dots():
        middle = (bottom + top) / 2
        for line in lines:
            size = line.size
            is_before = 0 < line.left - right < 2 * size and line.bottom < middle < line.top
            if is_before and 0.15 * size < top - bottom < 0.6 * size:
                line.text = f"• {line.text}"
                line.signs.insert(0, -1)
                line.left = left
                break


def _opened_page(document: "PdfDocument", number: int) -> "tuple[PdfPage, PdfTextPage]":
    import pypdfium2

    try:
        page = document[number]
        return page, page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise _Fault("damaged") from error


def _has_picture(page: "PdfPage") -> bool:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    return next(iter(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE])), None) is not None


def _lines(boxes: PageBoxes, number: int) -> Iterator[PageLine]:
    """Yield the lines in the order in which they were drawn, and cells of a row one by one."""
    if _is_right_to_left(boxes.text):
        yield from _lines_from_the_right(boxes.signs(), boxes.width, number)
        return
    words: list[PageLine] = []
    end = 0
    for found in _WORDS.finditer(boxes.text):
        left, bottom, right, top = boxes.around(found.start(), found.end())
        right, top = max(right, left + 0.1), max(top, bottom + 1)
        text = found[0].translate(LIGATURES)
        signs = [*range(found.start(), found.end())]
        if len(text) != len(signs):
            parted = zip(found[0], signs, strict=True)
            signs = [at for sign, at in parted for _ in sign.translate(LIGATURES)]
        word = PageLine(text, left, bottom, right, top, right - left, number, signs)
        between = boxes.text[end : found.start()]
        end = found.end()
        if "\ufffe" in between and words:
            words[-1].text += "\ufffe"
            words[-1].signs.append(-1)
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


def _is_right_to_left(text: str) -> bool:
    """Whether most letters of a page are of a script that runs from the right."""
    return 2 * len(_FROM_RIGHT.findall(text)) > len(_LETTER.findall(text))


def _lines_from_the_right(
    signs: Iterable[PageSign], width: float, number: int
) -> Iterator[PageLine]:
    """Yield the lines of a page of a script that runs from the right, by the places of its signs.

    The order in which they were drawn differs from program to program. The places of the lines are
    those in a mirror, so that their beginning is on the left.

    Args:
        signs: The signs with their places.
        width: The width of the page, in points.
        number: The page, from 0.
    """
    rows: list[list[PageSign]] = []
    for sign in sorted(signs, key=lambda each: -each.bottom):
        last = rows[-1][-1] if rows else None
        if last is not None and last.bottom - sign.bottom < 0.3 * (last.top - last.bottom):
            rows[-1].append(sign)
        else:
            rows.append([sign])
    for row in rows:
        row.sort(key=lambda each: -(each.left + each.right))
        yield from _parts_from_the_right(row, width, number)


def _parts_from_the_right(row: Sequence[PageSign], width: float, number: int) -> Iterator[PageLine]:
    part = [row[0]]
    for last, sign in pairwise(row):
        if last.left - sign.right > 2 * (last.top - last.bottom):
            yield _line_from_the_right(part, width, number)
            part = []
        part.append(sign)
    yield _line_from_the_right(part, width, number)


def _line_from_the_right(part: Sequence[PageSign], width: float, number: int) -> PageLine:
    letters = [each.sign for each in part]
    for n, (last, sign) in enumerate(pairwise(part)):
        gap = last.left - sign.right
        # one letter in print, whose two letters some programs tell in the order of the print
        if last.sign in _ALEFS and sign.sign == _LAM and last.place == sign.place:
            letters[n], letters[n + 1] = sign.sign, last.sign
        elif gap > _space(last, sign) * (last.top - last.bottom):
            letters[n] += " "
    drawn = "".join(letters)
    places = [
        at
        for sign, words in zip(part, letters, strict=True)
        for at in (sign.at, None)[: len(words)]
    ]
    for run in _FROM_LEFT.finditer(drawn):
        places[run.start() : run.end()] = places[run.start() : run.end()][::-1]
    signs = [at for at in places if at is not None]
    text = _FROM_LEFT.sub(lambda run: run[0][::-1], drawn)
    left, right = min(each.left for each in part), max(each.right for each in part)
    first = (right - left) * len(text.split()[0]) / len(text)
    bottom, top = min(each.bottom for each in part), max(each.top for each in part)
    return PageLine(text, width - right, bottom, width - left, top, first, number, signs)


def _space(sign: PageSign, following: PageSign) -> float:
    """Return the least gap that is a space between two signs, in heights of letters."""
    if not (sign.is_end and following.is_end):
        return _INNER_GAP
    return _WORD_GAP if following.sign.isalnum() else _SIGN_GAP


_FILE_NAME = re.compile(
    r"^(?:Microsoft (?:Word|PowerPoint|Excel) - .*|untitled|\S+\.\w{2,5})$", re.I
)
"""A title that a program gave: the name of the file that was printed."""
_LONGEST = 1000


def _metadata(found: dict[str, str]) -> dict[str, str]:
    def line(key: str) -> str:
        return " ".join(str(found.get(key) or "").replace("\x00", "").split())[:_LONGEST]

    title = line("Title")
    return {
        "title": "" if _FILE_NAME.match(title) else title,
        "byline": line("Author"),
    }
