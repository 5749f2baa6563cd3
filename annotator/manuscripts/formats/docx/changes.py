"""Proposed wordings as tracked changes, which the writer accepts or rejects in Word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from annotator.articles.intake.documents.names import attribute, child_of, short_name
from annotator.articles.intake.elements import Element
from annotator.kernel.positions import Span
from annotator.manuscripts.formats.docx.comments import run_content, written_moment
from annotator.manuscripts.formats.docx.fields import ComputedFields
from annotator.manuscripts.formats.docx.parts import FreeNumbers
from annotator.manuscripts.formats.docx.runs import (
    RunEdits,
    Slot,
    ancestors,
    host_of,
    paragraph_of,
    story_of,
)
from annotator.manuscripts.formats.text_places import PlacedWords, TextPlaces
from annotator.manuscripts.formats.xml_edits import EditedXml, escaped
from annotator.manuscripts.model import ManuscriptChange, NotPlacedReason

_GONE = {"w:del", "w:moveFrom"}
_NOTE_MARKS = {"w:footnoteReference", "w:endnoteReference"}
_BREAKS = {"w:br", "w:cr"}
_FIELD_PARTS = {"w:fldChar", "w:instrText"}
_FORMER = re.compile(r"<([\w.-]+:)?rPrChange\b.*?</\1?rPrChange\s*>", re.DOTALL)


@dataclass(slots=True)
class _Stretch:
    """Words of a paragraph that no mark of a note parts, and the words that replace them."""

    paragraph: Element | None
    pieces: list[PlacedWords]
    words: str = ""

    @property
    def place(self) -> Span:
        """Where they stand in the text that is read today."""
        return Span(self.pieces[0].place.start, self.pieces[-1].place.end)


class TrackedChanges:
    """Writes tracked changes into the runs of a document."""

    def __init__(
        self,
        body: EditedXml,
        edits: RunEdits,
        places: TextPlaces,
        numbers: FreeNumbers,
        fields: ComputedFields,
    ) -> None:
        self._body = body
        self._fields = fields
        self._edits = edits
        self._places = places
        self._text = places.sources.text
        self._numbers = numbers
        self._changed: list[Span] = []

    def add(
        self, change: ManuscriptChange, found: Span, pieces: list[PlacedWords]
    ) -> NotPlacedReason | None:
        """Write a change; return the reason if it cannot be written.

        Args:
            change: The change.
            found: The place that it changes, in the text that is read today.
            pieces: The words there, in the body and in their order.
        """
        place = Span(pieces[0].place.start, pieces[-1].place.end)
        # the number of an item and the like are in the text, and in no run
        words = change.words.removeprefix(self._text[found.start : place.start])
        words = words.removesuffix(self._text[place.end : found.end])
        hosts = [self._edits.host(one).element for one in pieces]
        if any(short_name(one.tag) in _GONE for host in hosts for one in ancestors(host)):
            return NotPlacedReason.DELETED
        if len({story_of(host) for host in hosts}) > 1:
            return NotPlacedReason.NOT_WRITABLE
        if any(place.overlaps(one) for one in self._changed):
            return NotPlacedReason.OVERLAPPING
        stretches = self._stretches(pieces)
        joined = self._share_out(stretches, words)
        if joined is None or any("\n\n" in one.words for one in stretches):
            return NotPlacedReason.PARAGRAPHS
        if any(map(self._is_computed, stretches)):
            return NotPlacedReason.NOT_WRITABLE
        self._changed.append(place)
        for stretch in stretches:
            self._replace(stretch, change)
        for paragraph in joined:
            self._join(paragraph, change)
        return None

    def _stretches(self, pieces: list[PlacedWords]) -> list[_Stretch]:
        found: list[_Stretch] = []
        is_apart = True
        for piece in pieces:
            child = self._edits.host(piece).child
            if short_name(child.tag) in _NOTE_MARKS:
                is_apart = True
                continue
            paragraph = paragraph_of(child)
            if is_apart or found[-1].paragraph is not paragraph:
                found.append(_Stretch(paragraph, [piece]))
            else:
                found[-1].pieces.append(piece)
            is_apart = False
        return found

    def _share_out(self, stretches: list[_Stretch], words: str) -> list[Element] | None:
        """Give each stretch its new words; return the paragraphs that lose their ends.

        Nothing is returned where the new words cannot be shared out.
        """
        if not stretches:
            return None
        shared = _parted(words, self._between(stretches))
        if shared is not None:
            _give(stretches, shared)
            return []
        firsts = [
            one
            for before, one in zip([None, *stretches], stretches, strict=False)
            if before is None or before.paragraph is not one.paragraph
        ]
        lines = [line for line in words.split("\n") if line.strip()]
        shared = _parted(words, self._between(firsts))
        if shared is None and len(lines) == len(firsts):
            shared = lines
        if shared is not None:
            _give(firsts, shared)
            return []
        paragraphs = [one.paragraph for one in firsts if one.paragraph is not None]
        if len(lines) > 1 or not all(_may_join(*pair) for pair in pairwise(paragraphs)):
            return None
        firsts[0].words = words
        return paragraphs[:-1]

    def _between(self, stretches: list[_Stretch]) -> list[str]:
        """Return what parts the words of stretches in the text."""
        pairs = pairwise(stretches)
        return [self._text[a.place.end : b.place.start] for a, b in pairs]

    def _is_computed(self, stretch: _Stretch) -> bool:
        """Whether a computed field would be changed that is not taken away whole."""
        gone, words = self._apart(stretch)
        pieces = self._places.pieces(gone) if len(gone) else []
        for piece in pieces:
            around = self._fields.around(piece)
            if around and not self._fields.is_whole(around, pieces[0], pieces[-1]):
                return True
        beside, _ = self._beside(stretch, gone, pieces)
        return bool(words) and self._fields.around(beside) is not None

    def _apart(self, stretch: _Stretch) -> tuple[Span, str]:
        """Return the place of the words that differ, and the words that come there."""
        place = stretch.place
        head, tail = _kept(place.of(self._text), stretch.words)
        gone = Span(place.start + head, place.end - tail)
        return gone, stretch.words[head : len(stretch.words) - tail]

    def _beside(
        self, stretch: _Stretch, gone: Span, pieces: list[PlacedWords]
    ) -> tuple[PlacedWords, bool]:
        """Return the words that new words stand beside, and whether these come after them."""
        if pieces:
            return self._last_beside(pieces), True
        if gone.start > stretch.place.start:
            return self._places.pieces(Span(stretch.place.start, gone.start))[-1], True
        return stretch.pieces[0], False

    def _replace(self, stretch: _Stretch, change: ManuscriptChange) -> None:
        gone, words = self._apart(stretch)
        pieces = self._places.pieces(gone) if len(gone) else []
        for piece in pieces:
            self._edits.delete(piece, partial(self._tag, "del", change))
        if len(pieces) > 1:
            self._delete_between(stretch, pieces, change)
        beside, is_after = self._beside(stretch, gone, pieces)
        place = self._edits.after if is_after else self._edits.before
        like = pieces[0] if pieces else beside
        for slot in place(beside, in_link=True) if words else ():
            slot.marks.words.append(self._inserted(slot, words, like, change))

    def _last_beside(self, pieces: list[PlacedWords]) -> PlacedWords:
        """Return the last of the words that are in the same link or insertion as the first."""
        parent = self._edits.host(pieces[0]).element.getparent()
        last = pieces[0]
        for piece in pieces:
            if self._edits.host(piece).element.getparent() is not parent:
                break
            last = piece
        return last

    def _delete_between(
        self, stretch: _Stretch, pieces: list[PlacedWords], change: ManuscriptChange
    ) -> None:
        """Take the line breaks and the whole fields between words away."""
        first = self._body.number(self._edits.host(pieces[0]).child)
        last = self._body.number(self._edits.host(pieces[-1]).child)
        paragraph = stretch.paragraph
        within = [
            one
            for one in (paragraph.iter() if paragraph is not None else ())
            if first < self._body.number(one) < last
            and short_name(one.tag) in _FIELD_PARTS | _BREAKS
        ]
        for one in (*filter(_is_line_break, within), *_whole_fields(within)):
            run = one.getparent()
            host = host_of(one)
            if run is not None and host is not None and host.element is run:
                self._edits.delete_child(run, one, partial(self._tag, "del", change))

    # markup

    def _tag(self, name: str, change: ManuscriptChange, element: Element) -> str:
        prefixes = self._edits.prefixes(element)
        w = prefixes.prefix
        return (
            f'<{w}:{name}{prefixes.declaration} {w}:id="{self._numbers.take()}"'
            f' {w}:author="{escaped(change.author, in_attribute=True)}"'
            f' {w}:date="{written_moment(change.at)}">'
        )

    def _inserted(self, slot: Slot, words: str, like: PlacedWords, change: ManuscriptChange) -> str:
        """Return new words as an insertion at a place, with the look of others."""
        host = self._edits.host(like)
        properties = child_of(host.element, "w:rPr") if host.is_run else None
        look = self._body.of(properties) if properties is not None else ""
        w = self._edits.prefixes(slot.host).prefix
        run = f"<{w}:r>{_FORMER.sub('', look)}{run_content(w, words)}</{w}:r>"
        return f"{self._tag('ins', change, slot.host)}{run}</{w}:ins>"

    def _join(self, paragraph: Element, change: ManuscriptChange) -> None:
        """Take the end of a paragraph away."""
        w = self._edits.prefixes(paragraph).prefix
        mark = f"{self._tag('del', change, paragraph)[:-1]}/>"
        properties = child_of(paragraph, "w:pPr")
        of_mark = child_of(properties, "w:rPr")
        if of_mark is not None:
            inserted = child_of(of_mark, "w:ins")
            if child_of(of_mark, "w:del") is not None:
                return
            if inserted is not None:
                self._body.insert(self._body.places(inserted).end, mark)
            elif self._body.places(of_mark).is_closed_at_once:
                self._body.append(of_mark, mark)
            else:
                self._body.insert(self._body.places(of_mark).content, mark)
            return
        run = f"<{w}:rPr>{mark}</{w}:rPr>"
        if properties is None:
            place = self._body.places(paragraph).content
            self._body.insert(place, f"<{w}:pPr>{run}</{w}:pPr>")
            return
        former = child_of(properties, "w:pPrChange")
        if former is not None:
            self._body.insert(self._body.places(former).start, run)
        else:
            self._body.append(properties, run)


def _give(stretches: list[_Stretch], words: list[str]) -> None:
    for stretch, new in zip(stretches, words, strict=True):
        stretch.words = new


def _parted(words: str, apart: list[str]) -> list[str] | None:
    """Return the parts of words between separators, or nothing if a separator is missing."""
    found = []
    for one in apart:
        before, between, words = words.partition(one) if one else (words, "", "")
        if not between:
            return None
        found.append(before)
    return [*found, words]


def _kept(old: str, new: str) -> tuple[int, int]:
    """Return how many code points of whole words stay at the start and at the end."""
    if old == new:
        return 0, 0
    head = _shared(old, new)
    while not (_is_border(old, head) and _is_border(new, head)):
        head -= 1
    old, new = old[head:], new[head:]
    tail = _shared(old[::-1], new[::-1])
    while not (_is_border(old, len(old) - tail) and _is_border(new, len(new) - tail)):
        tail -= 1
    return head, tail


def _shared(one: str, other: str) -> int:
    """Return how many code points two texts share at their starts."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _is_border(words: str, at: int) -> bool:
    return at in {0, len(words)} or words[at - 1].isspace() or words[at].isspace()


def _may_join(paragraph: Element, following: Element) -> bool:
    """Whether one paragraph follows another, and no section ends between them."""
    parent = paragraph.getparent()
    if parent is None or child_of(paragraph, "w:pPr", "w:sectPr") is not None:
        return False
    siblings = [*parent]
    at = siblings.index(paragraph) + 1
    return at < len(siblings) and siblings[at] is following


def _is_line_break(element: Element) -> bool:
    is_line = attribute(element, "type") in {"", "textWrapping"}
    return short_name(element.tag) in _BREAKS and is_line


def _whole_fields(elements: Sequence[Element]) -> list[Element]:
    """Return the parts of the fields that begin and end among elements, in their order."""
    found: list[Element] = []
    opened: list[int] = []
    rest: list[Element] = [one for one in elements if short_name(one.tag) in _FIELD_PARTS]
    for at, one in enumerate(rest):
        kind = attribute(one, "fldCharType")
        if kind == "begin":
            opened.append(at)
        elif kind == "end" and opened:
            begin = opened.pop()
            if not opened:
                found += rest[begin : at + 1]
    return found
