"""Comments and proposed wordings in a PDF file: highlights with notes at the very words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from itertools import chain, count, groupby
from math import hypot
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional

from annotator.articles.highlighter_colours import HIGHLIGHTERS
from annotator.articles.intake.documents.package import reading_document
from annotator.articles.intake.page_boxes import WordsBox
from annotator.articles.intake.pdf_document import boxes_of_words
from annotator.articles.model import OriginalFile
from annotator.kernel.moments import read_moment
from annotator.kernel.progress import Progress, unwatched
from annotator.manuscripts.alignment import spans_in
from annotator.manuscripts.formats.pdf_update import PdfUpdate, pdf_stream, pdf_text
from annotator.manuscripts.model import (
    HomeReferenceKind,
    LinkedWords,
    ManuscriptChange,
    ManuscriptComment,
    NotPlaced,
    NotPlacedReason,
    ReturnedFile,
    references_in,
)

if TYPE_CHECKING:
    from pypdf.generic import IndirectObject, PdfObject

_PRINTED = 4
"""The flag of an annotation that is printed with its page."""
_POPUP_FLAGS = 28
"""Printed, and neither larger nor turned with the page."""
_POPUP = 200.0, 120.0
"""Width and height of the window of a note, in points."""
_LINE = 0.07
"""The thickness of a line under or through words, in heights of letters."""
_FROM_RIGHT = {"R", "AL"}
"""The classes of letters that run from the right."""
_Area = tuple[float, float, float, float]


def write_into(
    original: OriginalFile,
    text: str,
    comments: Sequence[ManuscriptComment],
    changes: Sequence[ManuscriptChange],
    on_progress: Progress = unwatched,
) -> ReturnedFile:
    """Return a PDF file with comments and proposed wordings at their words.

    The file goes before what is written, byte for byte. A comment is a highlight with a note, one
    that holds a query underlines its words. A proposed wording strikes the words out, with a caret
    that holds the other words. What goes over pages is on each of them, with one note.

    Args:
        original: The file that the article came from.
        text: The text of the article's version.
        comments: The comments, on spans of the text.
        changes: The proposed wordings, for spans of the text.
        on_progress: Told how many pages were read.

    Raises:
        DamagedFile, EncryptedFile, HarmfulFile: the file cannot be read.
        ProtectedFile: its author allows no comments in it.
        Cancelled: ``on_progress`` asked to stop.
    """
    parts: list[ManuscriptComment | ManuscriptChange] = [*comments, *changes]
    spans = [one.span for one in parts]
    with reading_document(original.name):
        notes = _Notes(PdfUpdate(original.data, original.name))
        find = partial(spans_in, text, spans=spans)
        boxes = boxes_of_words(original.data, original.name, find, on_progress)
        not_placed = []
        for one, places in zip(parts, boxes, strict=True):
            if not places:
                not_placed.append(NotPlaced(one.id, NotPlacedReason.NOT_IN_FILE))
            elif isinstance(one, ManuscriptComment):
                notes.comment(one, places)
            else:
                last = text[one.span.start : one.span.end].rstrip()[-1:]
                notes.propose(one, places, from_right=bidirectional(last or " ") in _FROM_RIGHT)
        return ReturnedFile(original.name, notes.content(), tuple(not_placed))


class _Notes:
    """Writes annotations, and collects those of each page."""

    def __init__(self, update: PdfUpdate) -> None:
        self._update = update
        self._added: dict[int, list[IndirectObject]] = {}
        self._own = dict(self._named_annotations())
        self._taken = {*self._own}

    def _named_annotations(self) -> Iterator[tuple[str, tuple[int, Any]]]:
        """Yield the annotations of the file by their names, each with its page.

        One without a name is called by its place, as its reader calls it.
        """
        for number in range(self._update.pages):
            for place, one in enumerate(self._update.annotations(number), start=1):
                about = one.get_object()
                if isinstance(about, Mapping):
                    yield str(about.get("/NM", f"{number + 1}/{place}")), (number, one)

    def content(self) -> bytes:
        """Return the file with the annotations."""
        for number, added in sorted(self._added.items()):
            self._update.annotate(number, added)
        return self._update.content()

    def comment(self, comment: ManuscriptComment, places: Sequence[WordsBox]) -> None:
        """Add a comment at its words, or as an answer to the comment that it answers."""
        words = "\n".join(_line(paragraph) for paragraph in comment.paragraphs)
        kinds = {one.kind for one in references_in(words)}
        is_query = HomeReferenceKind.QUERY in kinds
        about = {**self._about(comment, words), "Subj": pdf_text("Query" if is_query else "Claim")}
        answered = self._own.get(comment.answers)
        if answered is not None:
            self._answer(*answered, about)
        elif is_query:
            self._mark(places, _UNDERLINE, about)
        else:
            self._mark(places, _HIGHLIGHT, about)

    def _answer(self, number: int, answered: Any, about: dict[str, Any]) -> None:
        about |= {"Subtype": "Text", "Name": "Comment", "IRT": answered, "RT": "R"}
        about["Rect"] = answered.get_object().get("/Rect", [0, 0, 0, 0])
        self._put(number, self._update.add(), about)

    def propose(
        self, change: ManuscriptChange, places: Sequence[WordsBox], *, from_right: bool = False
    ) -> None:
        """Strike words out; a caret behind them holds the words proposed in their place.

        Args:
            change: The proposed wording.
            places: Where the words stand.
            from_right: Whether the words end on the left.
        """
        words = change.words or "(leave these words out)"
        about = self._about(change, f"Proposed wording: {words}")
        about["Subj"] = pdf_text("Proposed wording")
        number, corners = places[-1].page, places[-1].corners
        caret = self._update.add()
        struck = {"IT": "StrikeOutTextEdit", "IRT": caret, "RT": "Group"}
        for page, boxes in _by_page(places):
            silent = {key: value for key, value in about.items() if key != "Contents"}
            silent["NM"] = self._name(f"{change.id}-{page + 1}")
            # an annotation belongs to others of its own page alone
            more = struck if page == number else {}
            self._put_marks(page, self._update.add(), boxes, _STRIKE_OUT, {**silent, **more})
        size = max(4.0, hypot(corners[0] - corners[4], corners[1] - corners[5]))
        x, y = corners[4:6] if from_right else corners[6:]
        area = (x - size / 3, y - size / 2, x + size / 3, y + size / 6)
        drawn = _caret(area, _STRIKE_OUT.rgb)
        look = {"Rect": [*area], "C": [*_STRIKE_OUT.rgb], "AP": self._look(area, drawn)}
        about |= {**look, "Subtype": "Caret", "Sy": "None", "IT": "Replace"}
        self._put(number, caret, about, window=self._beside(number, area))

    def _about(self, one: ManuscriptComment | ManuscriptChange, words: str) -> dict[str, Any]:
        """Return the entries that all annotations have."""
        moment = read_moment(one.at, UTC)
        about = {"Contents": pdf_text(words), "T": pdf_text(one.author), "NM": self._name(one.id)}
        if moment is not None:
            date = pdf_text(f"{moment:D:%Y%m%d%H%M%SZ}")
            about |= {"M": date, "CreationDate": date}
        return about

    def _name(self, wished: str) -> "PdfObject":
        """Return a name that no other annotation has."""
        others = (f"{wished}-{number}" for number in count(2))
        name = next(name for name in chain([wished], others) if name not in self._taken)
        self._taken.add(name)
        return pdf_text(name)

    def _mark(self, places: Sequence[WordsBox], marker: "_Marker", about: dict[str, Any]) -> None:
        """Mark words on each of their pages; the note stands on the first of these alone."""
        first = places[0].page
        for number, boxes in _by_page(places):
            if number == first:
                window = self._beside(number, _around(boxes))
                self._put_marks(number, self._update.add(), boxes, marker, about, window)
                continue
            silent = {key: value for key, value in about.items() if key != "Contents"}
            silent["NM"] = self._name(f"{about['NM']}-{number + 1}")
            self._put_marks(number, self._update.add(), boxes, marker, silent)

    def _put_marks(
        self,
        number: int,
        reference: "IndirectObject",
        boxes: Sequence[WordsBox],
        marker: "_Marker",
        about: Mapping[str, Any],
        window: _Area | None = None,
    ) -> None:
        area = _around(boxes)
        drawn = "\n".join(marker.draw(box.corners, marker.rgb) for box in boxes)
        look = {
            "Subtype": marker.subtype,
            "Rect": [*area],
            "QuadPoints": [value for box in boxes for value in box.corners],
            "C": [*marker.rgb],
            "AP": self._look(area, drawn, blend=marker.blend),
        }
        self._put(number, reference, {**about, **look}, window)

    def _put(
        self,
        number: int,
        reference: "IndirectObject",
        about: Mapping[str, Any],
        window: _Area | None = None,
    ) -> None:
        """Put an annotation on a page.

        Args:
            number: The page, from 0.
            reference: The reference to the annotation.
            about: Its entries.
            window: The place of the window that shows its note.
        """
        page = self._update.page(number)
        whole = {**about, "Type": "Annot", "P": page, "F": _PRINTED}
        added = self._added.setdefault(number, [])
        added.append(reference)
        if window is not None:
            popup = {"Type": "Annot", "Subtype": "Popup", "Rect": [*window], "Parent": reference}
            whole["Popup"] = self._update.add({**popup, "P": page, "F": _POPUP_FLAGS})
            added.append(whole["Popup"])
        self._update.put(reference, whole)

    def _look(self, area: _Area, drawn: str, blend: str = "Normal") -> dict[str, Any]:
        """Return how an annotation is drawn."""
        about = {
            "Type": "XObject",
            "Subtype": "Form",
            "BBox": [*area],
            "Resources": {"ExtGState": {"M": {"BM": blend}}},
        }
        return {"N": self._update.add(pdf_stream(f"/M gs\n{drawn}".encode(), about))}

    def _beside(self, number: int, area: _Area) -> _Area:
        """Return the place of the window of a note, at the right edge of its page."""
        _, bottom, right, _ = self._update.visible_box(number)
        width, height = _POPUP
        foot = max(bottom, area[3] - height)
        return right - width, foot, right, foot + height


def _line(paragraph: Sequence[LinkedWords]) -> str:
    """Return a paragraph in plain words, with the addresses behind the words that lead there."""
    return "".join(
        one.words if not one.url or one.url in one.words else f"{one.words} ({one.url})"
        for one in paragraph
    )


def _by_page(places: Sequence[WordsBox]) -> Iterator[tuple[int, list[WordsBox]]]:
    for number, boxes in groupby(places, key=lambda box: box.page):
        yield number, [*boxes]


def _around(boxes: Sequence[WordsBox]) -> _Area:
    across = [value for box in boxes for value in box.corners[::2]]
    up = [value for box in boxes for value in box.corners[1::2]]
    return min(across), min(up), max(across), max(up)


_Colour = tuple[float, float, float]
_Corners = Sequence[float]


@dataclass(frozen=True, slots=True)
class _Marker:
    """A way to mark words: how it is called, its colour, and how it is drawn over a line."""

    subtype: str
    colour: str
    draw: Callable[[_Corners, _Colour], str]
    blend: str = "Normal"

    @property
    def rgb(self) -> _Colour:
        """The shares of red, green and blue."""
        code = HIGHLIGHTERS[self.colour]
        red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (1, 3, 5))
        return red, green, blue


def _numbers(*values: float) -> str:
    return " ".join(f"{value:.2f}" for value in values)


def _filled(corners: _Corners, rgb: _Colour) -> str:
    upper_left, upper_right, lower_left, lower_right = _points(corners)
    return (
        f"{_numbers(*rgb)} rg {_numbers(*upper_left)} m {_numbers(*upper_right)} l "
        f"{_numbers(*lower_right)} l {_numbers(*lower_left)} l f"
    )


def _ruled(corners: _Corners, rgb: _Colour, share: float) -> str:
    """Return a line through words, at a share of their height from below."""
    upper_left, upper_right, lower_left, lower_right = _points(corners)
    height = hypot(upper_left[0] - lower_left[0], upper_left[1] - lower_left[1])
    left, right = (
        [foot + share * (head - foot) for foot, head in zip(below, above, strict=True)]
        for below, above in ((lower_left, upper_left), (lower_right, upper_right))
    )
    return (
        f"{_numbers(*rgb)} RG {_numbers(_LINE * height)} w "
        f"{_numbers(*left)} m {_numbers(*right)} l S"
    )


def _points(corners: _Corners) -> list[tuple[float, float]]:
    return [*zip(corners[::2], corners[1::2], strict=True)]


def _caret(area: _Area, rgb: _Colour) -> str:
    left, bottom, right, top = area
    middle = (left + right) / 2
    return (
        f"{_numbers(*rgb)} rg {_numbers(left, bottom)} m {_numbers(middle, top)} l "
        f"{_numbers(right, bottom)} l {_numbers(middle, (bottom + top) / 2)} l f"
    )


_HIGHLIGHT = _Marker("Highlight", "yellow", _filled, "Multiply")
_UNDERLINE = _Marker("Underline", "blue", partial(_ruled, share=0.06))
_STRIKE_OUT = _Marker("StrikeOut", "red", partial(_ruled, share=0.45))
