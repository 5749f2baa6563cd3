"""What people marked on printed pages, as PDFium tells it: comments, changes, links, fields."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from ctypes import POINTER, byref, c_uint, cast, create_string_buffer
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from annotator.articles.intake.page_boxes import Area, PageBoxes
from annotator.articles.model import AnnotationKind as Kind
from annotator.articles.model import LeftOutKind

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_MOST = 5000
"""Marks of a page that are read."""
_LONGEST = 100_000
"""Code points of a comment."""
_DONE = {"Accepted", "Rejected", "Cancelled", "Completed"}
"""The states that a review gives to a comment which is done with."""
_UNSEEN = 1 | 2 | 32
"""The flags of marks that no program shows."""
_CHECKED = "☒"
_TEXT_FIELDS = range(4, 7)
_TICKED_FIELDS = range(2, 4)
_GAP = 3
"""Signs between two of a run: spaces, or the hyphen at the end of a line."""


@dataclass(slots=True)
class PageNote:
    """A mark on a page, or a part of it that is not in its text.

    ``kind`` is that of an annotation, or of a part left out. ``signs`` are the places of the signs
    under it among those of the page, and ``near`` that of the nearest where there are none.
    """

    kind: str
    page: int
    signs: list[int]
    near: int | None = None
    words: str = ""
    author: str = ""
    at: str = ""
    id: str = ""
    parent: str = ""
    url: str = ""
    colour: str = ""
    resolved: bool = False


@dataclass(slots=True)
class PlacedNote:
    """A mark with its place in the text of the pages, from start to end in code points."""

    note: PageNote
    place: tuple[int, int] | None

    def words(self, text: str) -> str:
        """Return the words that it stands on."""
        return text[slice(*self.place)] if self.place else ""


class _Marks:
    """Reads the marks of a page."""

    def __init__(
        self, document: "PdfDocument", page: "PdfPage", boxes: PageBoxes, number: int
    ) -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._document = document
        self._page = page
        self._boxes = boxes
        self._number = number
        self._kinds = self._kinds_by_subtype()
        self._done: set[str] = set()

    def notes(self) -> Iterator[PageNote]:
        """Yield the marks, the comments with their states."""
        found = []
        for index in range(min(self._raw.FPDFPage_GetAnnotCount(self._page.raw), _MOST)):
            with self._opened(self._raw.FPDFPage_GetAnnot(self._page.raw, index)) as mark:
                note = self._note(mark, index) if mark else None
            if note is not None:
                found.append(note)
        for note in found:
            note.resolved = note.id in self._done
            yield note

    @contextmanager
    def _opened(self, mark: Any) -> Iterator[Any]:
        try:
            yield mark
        finally:
            if mark:
                self._raw.FPDFPage_CloseAnnot(mark)

    def _note(self, mark: Any, index: int) -> PageNote | None:
        read = self._kinds.get(self._raw.FPDFAnnot_GetSubtype(mark))
        if read is None:
            return None
        if self._string(mark, "StateModel"):
            if self._string(mark, "State") in _DONE:
                self._done.add(self._answered(mark))
            return None
        note: PageNote | None = read(mark)
        if note is not None and self._raw.FPDFAnnot_GetFlags(mark) & _UNSEEN:
            note.kind = LeftOutKind.HIDDEN_TEXT
            return note if note.words else None
        if note is not None:
            note.id = note.id or self._name(mark, index)
        return note

    def _kinds_by_subtype(self) -> Mapping[int, Callable[[Any], PageNote | None]]:
        raw = self._raw
        notes = (
            *(raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_SQUARE),
            *(raw.FPDF_ANNOT_CIRCLE, raw.FPDF_ANNOT_LINE, raw.FPDF_ANNOT_POLYGON),
            *(raw.FPDF_ANNOT_POLYLINE, raw.FPDF_ANNOT_INK, raw.FPDF_ANNOT_STAMP),
        )
        marked = (raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_UNDERLINE, raw.FPDF_ANNOT_SQUIGGLY)
        others = (
            *(raw.FPDF_ANNOT_FILEATTACHMENT, raw.FPDF_ANNOT_SOUND, raw.FPDF_ANNOT_MOVIE),
            *(raw.FPDF_ANNOT_SCREEN, raw.FPDF_ANNOT_RICHMEDIA, raw.FPDF_ANNOT_THREED),
        )
        return {
            **dict.fromkeys(notes, self._comment),
            **dict.fromkeys(marked, self._highlight),
            **dict.fromkeys(others, self._object),
            raw.FPDF_ANNOT_STRIKEOUT: self._strike,
            raw.FPDF_ANNOT_CARET: self._caret,
            raw.FPDF_ANNOT_LINK: self._link,
            raw.FPDF_ANNOT_WIDGET: self._field,
        }

    # kinds

    def _about(self, mark: Any, kind: str) -> PageNote:
        signs = self._boxes.signs_within(self._areas(mark))
        near = None if signs else self._boxes.sign_near(self._area(mark))
        moment = self._string(mark, "M") or self._string(mark, "CreationDate")
        is_group = self._string(mark, "RT") == "Group"
        return PageNote(
            kind,
            self._number,
            signs,
            near,
            self._string(mark, "Contents").replace("\r\n", "\n").replace("\r", "\n").strip(),
            " ".join(self._string(mark, "T").split()),
            _moment(moment),
            parent="" if is_group else self._answered(mark),
            colour=self._colour(mark),
        )

    def _comment(self, mark: Any) -> PageNote | None:
        note = self._about(mark, Kind.COMMENT)
        note.colour = ""
        if not note.words and self._raw.FPDFAnnot_GetSubtype(mark) != self._raw.FPDF_ANNOT_TEXT:
            note.kind = LeftOutKind.OBJECT
            return note
        return note if note.words else None

    def _highlight(self, mark: Any) -> PageNote:
        note = self._about(mark, Kind.HIGHLIGHT)
        if note.words and _letters(note.words) != _letters(self._signs_as_words(note.signs)):
            note.kind = Kind.COMMENT
        else:
            note.words = ""
        return note

    def _strike(self, mark: Any) -> PageNote:
        note = self._about(mark, Kind.DELETION)
        note.kind = Kind.COMMENT if note.words else Kind.DELETION
        note.colour = ""
        return note

    def _caret(self, mark: Any) -> PageNote | None:
        note = self._about(mark, Kind.INSERTION)
        note.signs, note.near = [], self._boxes.sign_near(self._area(mark))
        note.colour = ""
        return note if note.words else None

    def _object(self, mark: Any) -> PageNote:
        return self._about(mark, LeftOutKind.OBJECT)

    def _link(self, mark: Any) -> PageNote | None:
        raw = self._raw
        link = raw.FPDFAnnot_GetLink(mark)
        action = raw.FPDFLink_GetAction(link) if link else None
        if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
            return None
        size = raw.FPDFAction_GetURIPath(self._document.raw, action, None, 0)
        buffer = create_string_buffer(min(size, _LONGEST))
        raw.FPDFAction_GetURIPath(self._document.raw, action, buffer, len(buffer))
        note = PageNote(Kind.LINK, self._number, self._boxes.signs_within(self._areas(mark)))
        note.url = buffer.value.decode("utf-8", "replace").strip()
        return note if note.signs and note.url else None

    def _field(self, mark: Any) -> PageNote | None:
        """Return the words that somebody typed into a field of a form, or the label of a tick."""
        raw, form = self._raw, self._document.formenv
        if form is None:
            return None
        kind = raw.FPDFAnnot_GetFormFieldType(form.raw, mark)
        if kind in _TEXT_FIELDS:
            words = self._of_field(raw.FPDFAnnot_GetFormFieldValue, mark)
        elif kind in _TICKED_FIELDS and raw.FPDFAnnot_IsChecked(form.raw, mark):
            name = self._of_field(raw.FPDFAnnot_GetFormFieldAlternateName, mark)
            words = f"{_CHECKED} {name or self._of_field(raw.FPDFAnnot_GetFormFieldName, mark)}"
        else:
            words = ""
        if not words.strip():
            return None
        near = self._boxes.sign_near(self._area(mark))
        return PageNote(LeftOutKind.OTHER, self._number, [], near, words.strip())

    # values

    def _signs_as_words(self, signs: Sequence[int]) -> str:
        return "".join(self._boxes.text[at] for at in signs)

    def _name(self, mark: Any, index: int) -> str:
        return self._string(mark, "NM") or f"{self._number + 1}/{index + 1}"

    def _answered(self, mark: Any) -> str:
        """Return the id of the comment that a comment answers."""
        with self._opened(self._raw.FPDFAnnot_GetLinkedAnnot(mark, b"IRT")) as other:
            if not other:
                return ""
            return self._name(other, self._raw.FPDFPage_GetAnnotIndex(self._page.raw, other))

    def _string(self, mark: Any, key: str) -> str:
        get = self._raw.FPDFAnnot_GetStringValue
        return self._told(lambda buffer, size: get(mark, key.encode(), buffer, size))

    def _of_field(self, get: Callable[..., int], mark: Any) -> str:
        form = self._document.formenv.raw
        return self._told(lambda buffer, size: get(form, mark, buffer, size))

    def _told(self, get: Callable[[Any, int], int]) -> str:
        size = get(None, 0)
        if not 2 < size < 4 * _LONGEST:
            return ""
        buffer = create_string_buffer(size)
        get(cast(buffer, POINTER(self._raw.FPDF_WCHAR)), size)
        words = buffer.raw.decode("utf-16-le", "replace").replace("\0", "")
        return words[:_LONGEST].encode("utf-8", "replace").decode()

    def _area(self, mark: Any) -> Area:
        found = self._raw.FS_RECTF()
        self._raw.FPDFAnnot_GetRect(mark, byref(found))
        left, right = sorted((found.left, found.right))
        bottom, top = sorted((found.bottom, found.top))
        return left, bottom, right, top

    def _areas(self, mark: Any) -> list[Area]:
        """Return the areas of the words that are marked; else that of the whole mark."""
        raw, quad = self._raw, self._raw.FS_QUADPOINTSF()
        number = raw.FPDFAnnot_CountAttachmentPoints(mark)
        found = []
        for index in range(min(number, _MOST)):
            if raw.FPDFAnnot_GetAttachmentPoints(mark, index, byref(quad)):
                across = (quad.x1, quad.x2, quad.x3, quad.x4)
                upwards = (quad.y1, quad.y2, quad.y3, quad.y4)
                found.append((min(across), min(upwards), max(across), max(upwards)))
        return found or [self._area(mark)]

    def _colour(self, mark: Any) -> str:
        parts = [c_uint() for _ in range(4)]
        kind = self._raw.FPDFANNOT_COLORTYPE_Color
        if not self._raw.FPDFAnnot_GetColor(mark, kind, *map(byref, parts)):
            return ""
        red, green, blue = (part.value & 255 for part in parts[:3])
        return f"#{red:02x}{green:02x}{blue:02x}"


def notes_of_page(
    document: "PdfDocument", page: "PdfPage", boxes: PageBoxes, number: int
) -> list[PageNote]:
    """Return what people marked on a page, in the order in which the file holds it.

    Args:
        document: The document.
        page: The page.
        boxes: The signs of the page.
        number: The page, from 0.
    """
    return [*_Marks(document, page, boxes, number).notes()]


def placed_notes(
    notes: Sequence[PageNote], lines: Sequence[Any], text: str
) -> Iterator[PlacedNote]:
    """Yield marks with their places in the text.

    Args:
        notes: The marks of all pages.
        lines: The lines of the text, each with the signs that it shows.
        text: The text of the pages.
    """
    asked = {note.page for note in notes}
    places: dict[tuple[int, int], int] = {}
    for number, line in enumerate(lines):
        if line.page in asked:
            end = lines[number + 1].position if number + 1 < len(lines) else len(text)
            letters = (at for at in range(line.position, end) if not text[at].isspace())
            for sign, at in zip(line.signs, letters, strict=False):
                places[line.page, sign] = at
    for note in notes:
        found = sorted(
            places[note.page, sign] for sign in note.signs if (note.page, sign) in places
        )
        near = places.get((note.page, note.near)) if note.near is not None else None
        if found:
            yield PlacedNote(note, _longest_run(found))
        else:
            yield PlacedNote(note, None if near is None else (near, near))


def _longest_run(places: Sequence[int]) -> tuple[int, int]:
    """Return start and end of the most places that stand together."""
    numbers = [0]
    for before, after in pairwise(places):
        numbers.append(numbers[-1] + (after - before > _GAP))
    pairs = zip(numbers, places, strict=True)
    runs = [[at for _, at in run] for _, run in groupby(pairs, key=lambda pair: pair[0])]
    longest = max(runs, key=len)
    return longest[0], longest[-1] + 1


def _moment(written: str) -> str:
    """Return a moment as files in print tell it: D:20260304120000+01'00'."""
    digits = written.removeprefix("D:")
    figures, zone = digits[:14], digits[14:].replace("'", "")
    if not figures.isascii() or not figures.isdigit() or len(figures) < 8:
        return ""
    figures = figures.ljust(14, "0")
    day = f"{figures[:4]}-{figures[4:6]}-{figures[6:8]}"
    hour = f"{figures[8:10]}:{figures[10:12]}:{figures[12:14]}"
    if zone.startswith("Z"):
        zone = "+0000"
    zone = f"{zone[:3]}:{zone[3:5].ljust(2, '0')}" if zone[:1] in ("+", "-") and zone else ""
    return f"{day}T{hour}{zone}"


def _letters(words: str) -> str:
    return "".join(sign for sign in words.casefold() if sign.isalnum())
