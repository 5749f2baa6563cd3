"""Writes comments and proposed wordings into a writer's own OpenDocument text.

Every part but the one with the text stays byte for byte as it came. Comments are insertions alone;
a tracked deletion moves words to the beginning of the text, for this is how the format tells it.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from annotator.articles.intake.documents.names import attribute, child_of, short_name
from annotator.articles.intake.documents.odt import CONTENT, read_odt
from annotator.articles.intake.documents.package import OfficePackage, reading_document
from annotator.articles.intake.elements import Element
from annotator.articles.intake.reader import LIMIT
from annotator.articles.intake.text_sources import TextSources
from annotator.articles.model import OriginalFile
from annotator.kernel.errors import DamagedFile
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched
from annotator.manuscripts.formats.docx.comments import written_moment
from annotator.manuscripts.formats.docx.runs import Marks
from annotator.manuscripts.formats.odt.hosts import OdtHosts, OdtPlace, elements_around
from annotator.manuscripts.formats.packages import with_parts
from annotator.manuscripts.formats.text_places import PlacedWords, TextPlaces
from annotator.manuscripts.formats.xml_edits import EditedXml, Prefixes, escaped
from annotator.manuscripts.model import (
    LinkedWords,
    ManuscriptChange,
    ManuscriptComment,
    NotPlaced,
    NotPlacedReason,
    ReturnedFile,
)

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES_OF = {
    "office": f"{_OASIS}:office:1.0",
    "text": f"{_OASIS}:text:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}
_WEB = ("http://", "https://")
_SPACE = re.compile(r"[ \t\r\n]+")
_SIGNS = re.compile(r"\n|\t|^ | $|  +")
_UNNAMED = re.compile(r"[^0-9A-Za-z._-]")
"""Signs that no id may hold."""
_ID = re.compile(r"""\s(?:xml|text):id\s*=\s*(?:"[^"]*"|'[^']*')""")


def write_into(
    original: OriginalFile,
    text: str,
    comments: Sequence[ManuscriptComment],
    changes: Sequence[ManuscriptChange] = (),
    on_progress: Progress = unwatched,
) -> ReturnedFile:
    """Return the writer's document with comments and tracked changes at their words.

    A comment whose words go from one text to another, as into a text box, stands on those of the
    first.

    Args:
        original: The document.
        text: The text of the version that was read from it, to which the spans refer.
        comments: The comments, in the order in which they are written.
        changes: The proposed wordings.
        on_progress: Told how many of the comments and changes are placed.

    Raises:
        IntakeError: the document cannot be read, or no person writes documents of its shape.
        Cancelled: ``on_progress`` asked to stop.
    """
    package = OfficePackage(original.data, original.name, LIMIT)
    sources = TextSources()
    read_odt(package, original.data, sources=sources)
    if sources.main is None:
        raise DamagedFile(original.name)
    with reading_document(original.name):
        xml = EditedXml(package.read(CONTENT), sources.main, original.name)
        writer = _TextWriter(xml, TextPlaces(text, sources))
        not_placed = writer.write(comments, changes, on_progress)
        parts = {CONTENT: xml.data()} if xml.is_changed else {}
        return ReturnedFile(
            original.name, with_parts(original.data, parts, original.name), not_placed
        )


class _Names:
    """The names of the format as they are written at an element; those unknown there are told."""

    def __init__(self, element: Element) -> None:
        found = {key: Prefixes(element, space, key) for key, space in _SPACES_OF.items()}
        self.office, self.text = found["office"].prefix, found["text"].prefix
        self.dc, self.xlink = found["dc"].prefix, found["xlink"].prefix
        self.loext = found["loext"].prefix
        self._declarations = {key: one.declaration for key, one in found.items()}

    def declared(self, *keys: str) -> str:
        """Return the declarations of names that are not known at the element."""
        return "".join(self._declarations[key] for key in keys)

    def words(self, words: str) -> str:
        """Return words with their spaces, tabs and line ends as elements."""
        pieces, at = list[str](), 0
        for found in _SIGNS.finditer(words):
            pieces += [escaped(words[at : found.start()]), self._sign(found[0], found.start())]
            at = found.end()
        return "".join([*pieces, escaped(words[at:])])

    def _sign(self, sign: str, at: int) -> str:
        if sign == "\n":
            return f"<{self.text}:line-break/>"
        if sign == "\t":
            return f"<{self.text}:tab/>"
        # a space at an end, or after another, is none unless it is told
        inner = len(sign) > 1 and at > 0
        number = len(sign) - inner
        return " " * inner + f'<{self.text}:s {self.text}:c="{number}"/>'


class _Deletion(NamedTuple):
    """Words that a change takes away."""

    place: OdtPlace
    words: str
    change: ManuscriptChange


class _TextWriter:
    """Places comments and changes in the text of a document, and writes them."""

    def __init__(self, xml: EditedXml, places: TextPlaces) -> None:
        self._xml = xml
        self._places = places
        self._hosts = OdtHosts(xml)
        self._marks: dict[tuple[int, bool], Marks] = defaultdict(Marks)
        self._names_at: dict[Element, _Names] = {}
        ids = ("name", "id", "change-id")
        elements = [*xml.root.iter()]
        self._taken = {attribute(one, key) for one in elements for key in ids}
        self._ends = {
            attribute(one, "name"): one
            for one in elements
            if short_name(one.tag) == "office:annotation-end"
        }
        self._given: dict[Element, str] = {}
        self._deletions: list[_Deletion] = []
        self._regions: list[str] = []
        self._not_placed: list[NotPlaced] = []

    def write(
        self,
        comments: Sequence[ManuscriptComment],
        changes: Sequence[ManuscriptChange],
        on_progress: Progress,
    ) -> tuple[NotPlaced, ...]:
        """Write all, and return those that have no place."""
        total = len(comments) + len(changes)
        done = 0
        for comment in comments:
            self._place(comment.id, self._comment(comment))
            on_progress(done := done + 1, total)
        for change in changes:
            self._place(change.id, self._change(change))
            on_progress(done := done + 1, total)
        self._write_deletions()
        self._write_regions()
        for (place, in_cdata), marks in sorted(self._marks.items()):
            self._xml.insert(place, marks.markup(), in_cdata=in_cdata)
        return tuple(self._not_placed)

    def _place(self, name: str, reason: NotPlacedReason | None) -> None:
        if reason is not None:
            self._not_placed.append(NotPlaced(name, reason))

    def _names(self, element: Element) -> _Names:
        if element not in self._names_at:
            self._names_at[element] = _Names(element)
        return self._names_at[element]

    def _free(self, wished: str) -> str:
        number, name = 1, wished
        while name in self._taken:
            number += 1
            name = f"{wished}-{number}"
        self._taken.add(name)
        return name

    def _found(self, span: Span) -> list[tuple[PlacedWords, OdtPlace | None]]:
        """Return the words of sources at a place of the text, and where they stand."""
        found = self._places.find(span)
        pieces = self._places.pieces(found) if found is not None else self._places.left_out(span)
        return [(piece, self._hosts.place(piece)) for piece in pieces]

    # comments

    def _comment(self, comment: ManuscriptComment) -> NotPlacedReason | None:
        """Write a comment; return the reason if it has no place."""
        answered = self._places.sources.comments.get(comment.answers)
        if answered is not None and self._xml.has(answered):
            self._answer(comment, answered)
            return None
        found = self._found(comment.span)
        places = [place for _, place in found if place is not None]
        if not places:
            return NotPlacedReason.NOT_WRITABLE if found else self._places.reason(comment.span)
        first = places[0]
        within = [one for one in places if one.story is first.story]
        last = max(within, key=lambda one: one.end)
        name = self._free(comment.id)
        start = self._marks[first.start, first.starts_in_cdata]
        start.starts.append(self._annotation(comment, name, first.around))
        end = self._marks[last.end, last.ends_in_cdata]
        end.ends.append(self._annotation_end(name, last.around))
        return None

    def _annotation(
        self, comment: ManuscriptComment, name: str, around: Element, parent: str = ""
    ) -> str:
        names = self._names(around)
        office, dc, text = names.office, names.dc, names.text
        told = f' {office}:name="{escaped(name, in_attribute=True)}"'
        if parent:
            told += f' {names.loext}:parent-name="{escaped(parent, in_attribute=True)}"'
        declared = names.declared("office", "text", "dc", "xlink", *(["loext"] if parent else []))
        paragraphs = "".join(
            f"<{text}:p>{self._line(names, line)}</{text}:p>" for line in comment.paragraphs
        )
        return (
            f"<{office}:annotation{declared}{told}>"
            f"<{dc}:creator>{escaped(comment.author)}</{dc}:creator>"
            f"<{dc}:date>{written_moment(comment.at)}</{dc}:date>"
            f"{paragraphs or f'<{text}:p/>'}</{office}:annotation>"
        )

    @staticmethod
    def _line(names: _Names, line: Sequence[LinkedWords]) -> str:
        pieces = []
        for place, one in enumerate(line):
            # a space between two stretches needs no element
            words, space = one.words, ""
            if words.endswith(" ") and place < len(line) - 1:
                words, space = words[:-1], " "
            words = f"{names.words(words)}{space}"
            if one.url.lower().startswith(_WEB):
                address = escaped(one.url, in_attribute=True)
                link = f'{names.xlink}:type="simple" {names.xlink}:href="{address}"'
                words = f"<{names.text}:a {link}>{words}</{names.text}:a>"
            pieces.append(words)
        return "".join(pieces)

    def _annotation_end(self, name: str, around: Element) -> str:
        names = self._names(around)
        told = f'{names.office}:name="{escaped(name, in_attribute=True)}"'
        return f"<{names.office}:annotation-end{names.declared('office')} {told}/>"

    def _answer(self, comment: ManuscriptComment, answered: Element) -> None:
        """Write a comment as the answer to a comment of the file, on the same words."""
        parent = attribute(answered, "name") or self._given.get(answered, "")
        if not parent:
            parent = self._given[answered] = self._free(f"{comment.id}-answered")
            names = self._names(answered)
            told = f' {names.office}:name="{escaped(parent, in_attribute=True)}"'
            self._xml.insert(self._xml.places(answered).content - 1, told)
        name = self._free(comment.id)
        place = self._xml.places(answered).end
        around = answered.getparent()
        around = around if around is not None else answered
        self._marks[place, False].starts.insert(0, self._annotation(comment, name, around, parent))
        end = self._ends.get(parent)
        if end is not None:
            mark = self._annotation_end(name, end)
            self._marks[self._xml.places(end).end, False].ends.append(mark)

    # changes

    def _change(self, change: ManuscriptChange) -> NotPlacedReason | None:
        """Plan a tracked change; return the reason if it has no place."""
        today = self._places.find(change.span)
        if today is None:
            return self._places.reason(change.span)
        found = self._deletions_in(change)
        if not found:
            return NotPlacedReason.NOT_WRITABLE
        if any(self._overlaps(one.place) for one in found):
            return NotPlacedReason.OVERLAPPING
        ends = {one.place.paragraph: one.place for one in found}
        words = _parted(self._without_marks(change.words, today), len(ends))
        if words is None:
            return NotPlacedReason.PARAGRAPHS
        for place, new in zip(ends.values(), words, strict=True):
            self._insert(change, place, new)
        if not words[-1]:
            self._take_a_space(found, today)
        self._deletions += found
        return None

    def _without_marks(self, words: str, today: Span) -> str:
        """Return new words without those at their ends that the document shows by itself.

        An example is the bullet of an item.
        """
        pieces, read = self._places.pieces(today), self._places.sources.text
        words = words.removeprefix(read[today.start : pieces[0].place.start])
        return words.removesuffix(read[pieces[-1].place.end : today.end])

    def _deletions_in(self, change: ManuscriptChange) -> list[_Deletion]:
        """Return the words to take away, or none where one of them has to stay.

        Notes, drawings and the like among them stay.
        """
        found: list[_Deletion] = []
        whole: dict[Element, str] = defaultdict(str)
        for words, place in self._found(change.span):
            kind = short_name(place.element.tag) if place and place.element is not None else ""
            if kind and (kind == "text:note" or not kind.startswith("text:")):
                continue
            if place is None or not self._is_plain(place):
                return []
            if place.element is None or place.element not in whole:
                found.append(_Deletion(place, _SPACE.sub(" ", words.words), change))
            if place.element is not None:
                whole[place.element] += words.words
        is_cut = any("".join(one.itertext()).split() != said.split() for one, said in whole.items())
        return [] if is_cut else found

    def _is_plain(self, place: OdtPlace) -> bool:
        """Whether nothing but words is written at a place."""
        written = self._xml.written[place.start : place.end]
        return place.element is not None or (not place.starts_in_cdata and "<" not in written)

    def _overlaps(self, place: OdtPlace) -> bool:
        planned = (one.place for one in self._deletions)
        return any(one.start < place.end and place.start < one.end for one in planned)

    def _insert(self, change: ManuscriptChange, last: OdtPlace, new: str) -> None:
        """Write new words after the last of the old ones."""
        if not new:
            return
        names, number = self._names(last.around), self._region(change, "insertion")
        text, told = names.text, f'{names.text}:change-id="{number}"'
        words = names.words(new)
        markup = f"<{text}:change-start {told}/>{words}<{text}:change-end {told}/>"
        self._marks[last.end, last.ends_in_cdata].words.append(markup)

    def _take_a_space(self, found: list[_Deletion], today: Span) -> None:
        """Take a space away with words, where it would come to be none.

        That is a space that then follows another, or begins a paragraph.

        Args:
            found: The words.
            today: Their place in the text that is read from the file today.
        """
        read = self._places.sources.text
        if read[max(0, today.start - 1) : today.start].strip() or read[today.end :][:1] != " ":
            return
        for piece in self._places.pieces(Span(today.end, today.end + 1)):
            place, last = self._hosts.place(piece), found[-1]
            is_field = place is not None and place.element is not None and len(piece.piece.said) > 1
            if place is None or is_field or not self._is_plain(place):
                continue
            if place.start == last.place.end and last.place.element is place.element is None:
                place = last.place._replace(end=place.end)
                found[-1] = last._replace(place=place, words=f"{last.words} ")
            else:
                found.append(_Deletion(place, " ", last.change))

    def _write_deletions(self) -> None:
        cuts = sorted(place for place, _ in self._marks)
        for deletion in self._deletions:
            place = deletion.place
            if place.element is not None:
                self._delete(deletion, self._xml.of(place.element))
                continue
            first = bisect_left(cuts, place.start + 1)
            inner = cuts[first : bisect_left(cuts, place.end)]
            names = self._names(place.around)
            if not inner:
                self._delete(deletion, names.words(deletion.words))
                continue
            for start, end in pairwise([place.start, *inner, place.end]):
                written = _SPACE.sub(" ", self._xml.written[start:end])
                part = place._replace(start=start, end=end)
                self._delete(deletion._replace(place=part), self._as_written(names, written))

    @staticmethod
    def _as_written(names: _Names, written: str) -> str:
        """Return words as they are written, with the spaces at their ends as elements."""
        inner = written.strip(" ")
        space = f'<{names.text}:s {names.text}:c="1"/>'
        before, after = written.startswith(" "), written.endswith(" ") and bool(inner)
        return f"{space * before}{inner}{space * after}"

    def _delete(self, deletion: _Deletion, markup: str) -> None:
        """Move words among the tracked changes."""
        place = deletion.place
        for element in elements_around(place):
            tag = _ID.sub("", self._xml.tag(element))
            markup = f"{tag}{markup}</{self._xml.name(element)}>"
        number = self._region(deletion.change, "deletion", markup)
        names = self._names(place.around)
        mark = f'<{names.text}:change {names.text}:change-id="{number}"/>'
        self._xml.replace(place.start, place.end, mark)

    def _region(self, change: ManuscriptChange, kind: str, words: str = "") -> str:
        """Tell a change at the beginning of the text, and return its id."""
        names = self._names(self._body())
        number = self._free(f"ct-{_UNNAMED.sub('', change.id)}")
        office, text, dc = names.office, names.text, names.dc
        self._regions.append(
            f'<{text}:changed-region xml:id="{number}" {text}:id="{number}"><{text}:{kind}>'
            f"<{office}:change-info{names.declared('dc')}>"
            f"<{dc}:creator>{escaped(change.author)}</{dc}:creator>"
            f"<{dc}:date>{written_moment(change.at)}</{dc}:date></{office}:change-info>"
            f"{words}</{text}:{kind}></{text}:changed-region>"
        )
        return number

    def _body(self) -> Element:
        body = child_of(self._xml.root, "office:body", "office:text")
        if body is None:
            raise LookupError("office:text")
        return body

    def _write_regions(self) -> None:
        if not self._regions:
            return
        body = self._body()
        regions = "".join(self._regions)
        tracked = child_of(body, "text:tracked-changes")
        if tracked is not None:
            self._xml.append(tracked, regions)
            return
        text = self._names(body).text
        forms = child_of(body, "office:forms")
        places = self._xml.places(body if forms is None else forms)
        # what the writer does next is not recorded because of our changes
        self._xml.insert(
            places.content if forms is None else places.end,
            f'<{text}:tracked-changes {text}:track-changes="false">{regions}'
            f"</{text}:tracked-changes>",
        )


def _parted(words: str, paragraphs: int) -> list[str] | None:
    """Return the words for each paragraph, or nothing if there are more or fewer."""
    parts = words.split("\n\n") if words else [""] * paragraphs
    return parts if len(parts) == paragraphs else None
