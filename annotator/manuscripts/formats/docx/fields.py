"""The computed fields of a Word document, whose words programs compute anew.

A page number, a date or a cross-reference is kept with the words that it came to last. Marks and
words that are written into these are lost, or come to be words of the text, when another program
saves the document. Links and the fields of forms hold words that a person wrote.
"""

from bisect import bisect_right
from dataclasses import dataclass, field

from annotator.articles.intake.documents.names import attribute, short_name
from annotator.articles.intake.elements import Element
from annotator.articles.intake.text_sources import SourcedWords, TextSource
from annotator.kernel.positions import Span
from annotator.manuscripts.formats.docx.runs import host_of, story_of
from annotator.manuscripts.formats.text_places import PlacedWords
from annotator.manuscripts.formats.xml_edits import EditedXml

_WRITTEN = {"HYPERLINK", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN"}
"""The fields whose words a person wrote or chose."""
_PARTS = {"w:fldChar", "w:instrText", "w:delInstrText"}


@dataclass(frozen=True, slots=True)
class ComputedField:
    """A computed field, by the elements that it begins and ends with.

    ``start`` and ``end`` count the elements of the document; both stand in the field.
    """

    begin: Element
    close: Element
    start: int
    end: int


@dataclass(slots=True)
class _OpenField:
    begin: Element
    instruction: list[str] = field(default_factory=list)
    is_told: bool = False

    def hear(self, part: Element) -> None:
        """Take a part of the field: a piece of its instruction, or the mark at its end."""
        if short_name(part.tag) == "w:fldChar":
            self.is_told = True
        elif not self.is_told:
            self.instruction.append(part.text or "")

    def closed_at(self, end: Element, body: EditedXml) -> ComputedField | None:
        """Return the field as it ends; nothing if no program computes it."""
        is_placed = host_of(self.begin) is not None and host_of(end) is not None
        if not is_placed or not _is_computed("".join(self.instruction)):
            return None
        return ComputedField(self.begin, end, body.number(self.begin), body.number(end))


class ComputedFields:
    """Finds the computed fields that words of a document stand in."""

    def __init__(self, body: EditedXml) -> None:
        self._body = body
        self._stories: dict[Element | None, tuple[list[int], list[ComputedField]]] = {}
        for one in _outermost([*_simple(body), *_complex(body)]):
            starts, fields = self._stories.setdefault(story_of(one.begin), ([], []))
            starts.append(one.start)
            fields.append(one)

    def around(self, words: PlacedWords) -> ComputedField | None:
        """Return the computed field that words stand in, the outermost of several."""
        source = words.piece.source
        if source is None or not self._body.has(source.element):
            return None
        starts, fields = self._stories.get(story_of(source.element), ([], []))
        number = self._body.number(source.element)
        at = bisect_right(starts, number) - 1
        return fields[at] if at >= 0 and number <= fields[at].end else None

    def before(self, words: PlacedWords) -> PlacedWords:
        """Return words, or the beginning of the computed field that they stand in."""
        around = self.around(words)
        return words if around is None else _words_at(around.begin, words.place)

    def after(self, words: PlacedWords) -> PlacedWords:
        """Return words, or the end of the computed field that they stand in."""
        around = self.around(words)
        return words if around is None else _words_at(around.close, words.place)

    def is_whole(self, around: ComputedField, first: PlacedWords, last: PlacedWords) -> bool:
        """Return whether a field begins and ends between words, with marks that can be deleted."""
        if around.begin is around.close or first.piece.source is None or last.piece.source is None:
            return False
        number = self._body.number
        return number(first.piece.source.element) < around.start and around.end < number(
            last.piece.source.element
        )


def _words_at(element: Element, place: Span) -> PlacedWords:
    return PlacedWords(SourcedWords(place.start, "", "", TextSource(element)), 0, 0, place)


def _is_computed(instruction: str) -> bool:
    first, *_ = [*instruction.split(), ""]
    return first.upper() not in _WRITTEN


def _simple(body: EditedXml) -> list[ComputedField]:
    found = []
    for one in body.root.iter():
        if short_name(one.tag) == "w:fldSimple" and _is_computed(attribute(one, "instr")):
            last = [*one.iter()][-1]
            if host_of(one) is not None:
                found.append(ComputedField(one, one, body.number(one), body.number(last)))
    return found


def _complex(body: EditedXml) -> list[ComputedField]:
    found = []
    opened: dict[Element | None, list[_OpenField]] = {}
    for one in body.root.iter():
        if short_name(one.tag) not in _PARTS:
            continue
        fields = opened.setdefault(story_of(one), [])
        kind = attribute(one, "fldCharType")
        if kind == "begin":
            fields.append(_OpenField(one))
        elif fields and kind == "end":
            closed = fields.pop().closed_at(one, body)
            found += [closed] if closed is not None else []
        elif fields:
            fields[-1].hear(one)
    return found


def _outermost(fields: list[ComputedField]) -> list[ComputedField]:
    """Return the fields that are in no other of the same story, in their order."""
    found: list[ComputedField] = []
    ends: dict[Element | None, int] = {}
    for one in sorted(fields, key=lambda each: (each.start, -each.end)):
        story = story_of(one.begin)
        if one.end > ends.get(story, -1):
            ends[story] = one.end
            found.append(one)
    return found
