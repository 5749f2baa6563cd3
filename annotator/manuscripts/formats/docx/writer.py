"""Writes comments and proposed wordings into a writer's own Word document.

Every part but the body, the comments and their relations stays byte for byte as it came, and the
body is changed by insertions alone.
"""

from collections.abc import Sequence

from annotator.articles.intake.documents.docx import main_part, read_docx
from annotator.articles.intake.documents.names import attribute, short_name
from annotator.articles.intake.documents.package import OfficePackage, reading_document
from annotator.articles.intake.elements import Element
from annotator.articles.intake.reader import LIMIT
from annotator.articles.intake.text_sources import SourcedWords, TextSource, TextSources
from annotator.articles.model import TRACKED_CHANGES, Changes, Draft, OriginalFile
from annotator.kernel.canonical_text import without_controls
from annotator.kernel.errors import DamagedFile
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched
from annotator.manuscripts.formats.docx.changes import TrackedChanges
from annotator.manuscripts.formats.docx.comments import CommentParts, style_of_run
from annotator.manuscripts.formats.docx.fields import ComputedFields
from annotator.manuscripts.formats.docx.parts import FreeNumbers, WordPackage
from annotator.manuscripts.formats.docx.runs import Host, RunEdits, ancestors, host_of, story_of
from annotator.manuscripts.formats.packages import with_parts
from annotator.manuscripts.formats.text_places import PlacedWords, TextPlaces
from annotator.manuscripts.formats.xml_edits import EditedXml
from annotator.manuscripts.model import (
    ManuscriptChange,
    ManuscriptComment,
    NotPlaced,
    NotPlacedReason,
    ReturnedFile,
)

_NOTES = {"w:footnote": "w:footnoteReference", "w:endnote": "w:endnoteReference"}
_CHANGES: tuple[Changes, ...] = ("accepted", "marked", "rejected")


def write_into(
    original: OriginalFile,
    text: str,
    comments: Sequence[ManuscriptComment],
    changes: Sequence[ManuscriptChange] = (),
    on_progress: Progress = unwatched,
) -> ReturnedFile:
    """Return the writer's document with comments and tracked changes at their words.

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
    draft, sources = _read_as(original, text)
    if sources.main is None:
        raise DamagedFile(original.name)
    # a package counts what is parsed of it; the reader has one of its own
    package = OfficePackage(original.data, original.name, LIMIT)
    with reading_document(original.name):
        places = TextPlaces(text, sources, [one.text for one in draft.left_out])
        writer = _DocumentWriter(package, sources.main, places)
        return writer.write(original, comments, changes, on_progress)


def _read_as(original: OriginalFile, text: str) -> tuple[Draft, TextSources]:
    """Read a document as it was read for a text: with its changes accepted, rejected or marked."""
    readings = list[tuple[Draft, TextSources]]()
    for changes in _CHANGES:
        sources = TextSources()
        package = OfficePackage(original.data, original.name, LIMIT)
        draft = read_docx(package, original.data, changes=changes, sources=sources)
        if text == without_controls(sources.text)[0]:
            return draft, sources
        readings.append((draft, sources))
        if all(one.kind not in TRACKED_CHANGES for one in draft.annotations):
            break
    return readings[0]


class _DocumentWriter:
    """Places comments and changes in a document, and writes it."""

    def __init__(self, package: OfficePackage, root: Element, places: TextPlaces) -> None:
        self._places = places
        self._parts = WordPackage(package, main_part(package), root)
        self._body = self._parts.body
        ids = (attribute(one, "id") for one in root.iter() if "relationships" not in one.tag)
        numbers = FreeNumbers(one for one in ids if one)
        self._edits = RunEdits(self._body, self._parts.space, numbers)
        self._fields = ComputedFields(self._body)
        self._changes = TrackedChanges(self._body, self._edits, places, numbers, self._fields)
        self._comments = CommentParts(self._parts)
        self._anchors = _CommentAnchors(self._body)
        self._references = _note_references(root)
        self._not_placed: list[NotPlaced] = []

    def write(
        self,
        original: OriginalFile,
        comments: Sequence[ManuscriptComment],
        changes: Sequence[ManuscriptChange],
        on_progress: Progress,
    ) -> ReturnedFile:
        total = len(comments) + len(changes)
        done = 0
        for change in changes:
            self._place(change.id, self._change(change))
            on_progress(done := done + 1, total)
        for comment in comments:
            self._place(comment.id, self._comment(comment))
            on_progress(done := done + 1, total)
        self._edits.write()
        content = with_parts(original.data, self._parts.changed(), original.name)
        return ReturnedFile(original.name, content, tuple(self._not_placed))

    def _place(self, name: str, reason: NotPlacedReason | None) -> None:
        if reason is not None:
            self._not_placed.append(NotPlaced(name, reason))

    # comments

    def _comment(self, comment: ManuscriptComment) -> NotPlacedReason | None:
        """Write a comment; return the reason if it has no place."""
        if not self._comments.has_room:
            return NotPlacedReason.NOT_WRITABLE
        if comment.answers and self._comments.has(comment.answers):
            anchor = self._anchors.of(comment.answers)
            if anchor:
                self._answer(self._comments.add(comment), anchor)
                return None
        found = self._pieces(comment.span)
        if isinstance(found, NotPlacedReason):
            return found
        number = self._comments.add(comment)
        for slot in self._edits.before(self._fields.before(found[0])):
            slot.marks.starts.append(self._mark(slot.host, "commentRangeStart", number))
        for slot in self._edits.after(self._fields.after(found[-1])):
            end = self._mark(slot.host, "commentRangeEnd", number)
            slot.marks.ends.append(end + self._reference(slot.host, number))
        return None

    def _pieces(self, span: Span) -> list[PlacedWords] | NotPlacedReason:
        """Return the words of runs at a place of the text, or the reason if there are none."""
        found = self._places.find(span)
        pieces = self._places.pieces(found) if found is not None else self._places.left_out(span)
        if not pieces:
            return self._places.reason(span)
        places = [self._in_body(piece) for piece in pieces]
        if places != pieces and len({piece.piece.source for piece in places}) > 1:
            return NotPlacedReason.NOT_WRITABLE  # words of several notes
        pieces = places
        hosts = [self._host(piece) for piece in pieces]
        held = [piece for piece, host in zip(pieces, hosts, strict=True) if host is not None]
        if not held or hosts[0] is None or hosts[-1] is None:
            return NotPlacedReason.NOT_WRITABLE
        first, last = hosts[0].element, hosts[-1].element
        is_apart = story_of(first) is not story_of(last)
        is_turned = self._body.number(first) > self._body.number(last)
        return NotPlacedReason.NOT_WRITABLE if is_apart or is_turned else held

    def _in_body(self, words: PlacedWords) -> PlacedWords:
        """Return the words, or for those of a note the mark of the note in the body."""
        source = words.piece.source
        if source is None or self._body.has(source.element):
            return words
        reference = self._references.get(_note_of(source.element))
        if reference is None:
            return words
        piece = SourcedWords(words.piece.start, words.piece.words, "", TextSource(reference))
        return PlacedWords(piece, 0, 0, words.place)

    def _host(self, words: PlacedWords) -> Host | None:
        source = words.piece.source
        if source is None or not self._body.has(source.element):
            return None
        return host_of(source.element)

    def _mark(self, element: Element, name: str, number: int) -> str:
        prefixes = self._edits.prefixes(element)
        w = prefixes.prefix
        return f'<{w}:{name}{prefixes.declaration} {w}:id="{number}"/>'

    def _reference(self, element: Element, number: int) -> str:
        prefixes = self._edits.prefixes(element)
        w = prefixes.prefix
        return (
            f"<{w}:r{prefixes.declaration}>{style_of_run(w, self._comments.reference_style)}"
            f'<{w}:commentReference {w}:id="{number}"/></{w}:r>'
        )

    def _answer(self, number: int, anchor: "CommentAnchor") -> None:
        """Give a reply the very place of the comment that it answers."""
        for element in anchor.starts:
            place = self._body.places(element).end
            self._body.insert(place, self._mark(element, "commentRangeStart", number))
        for element in anchor.references:
            # behind the mark of the comment, as Word has it: others order them by their ends
            host = host_of(element)
            run = host.element if host is not None else element
            end = self._mark(run, "commentRangeEnd", number) if anchor.ends else ""
            self._body.insert(self._body.places(run).end, end + self._reference(run, number))

    # changes

    def _change(self, change: ManuscriptChange) -> NotPlacedReason | None:
        """Write a tracked change; return the reason if it has no place."""
        found = self._places.find(change.span)
        if found is None:
            return self._places.reason(change.span)
        pieces = self._places.pieces(found)
        hosts = [self._host(piece) for piece in pieces]
        if not pieces or any(host is None for host in hosts):
            return NotPlacedReason.NOT_WRITABLE
        return self._changes.add(change, found, pieces)


class CommentAnchor:
    """The marks of a comment in a document; a text box that is written twice has them twice."""

    def __init__(self) -> None:
        self.starts: list[Element] = []
        self.ends: list[Element] = []
        self.references: list[Element] = []

    def __bool__(self) -> bool:
        return bool(self.references)


class _CommentAnchors:
    def __init__(self, body: EditedXml) -> None:
        self._anchors: dict[str, CommentAnchor] = {}
        for element in body.root.iter():
            name = short_name(element.tag)
            if name in _ANCHORS:
                anchor = self._anchors.setdefault(attribute(element, "id"), CommentAnchor())
                getattr(anchor, _ANCHORS[name]).append(element)

    def of(self, comment: str) -> CommentAnchor | None:
        return self._anchors.get(comment)


_ANCHORS = {
    "w:commentRangeStart": "starts",
    "w:commentRangeEnd": "ends",
    "w:commentReference": "references",
}


def _note_of(element: Element) -> tuple[str, str]:
    """Return the kind and the id of the note that an element is in."""
    for one in ancestors(element):
        name = short_name(one.tag)
        if name in _NOTES:
            return _NOTES[name], attribute(one, "id")
    return "", ""


def _note_references(root: Element) -> dict[tuple[str, str], Element]:
    found: dict[tuple[str, str], Element] = {}
    for one in root.iter():
        name = short_name(one.tag)
        if name in _NOTES.values():
            found.setdefault((name, attribute(one, "id")), one)
    return found
