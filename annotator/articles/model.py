"""Articles, their immutable versions, and drafts on their way into a project."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Literal, cast

from annotator.kernel.positions import Span
from annotator.kernel.wording import count_of, form_for
from annotator.schema.record_fields import Holds, RecordField, declared

MetadataField = Literal["title", "byline", "outlet", "url", "published", "language"]
Changes = Literal["accepted", "rejected", "marked"]
"""How tracked changes are taken: into the text, back out of it, or both words in it."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata of an article; every field may be empty.

    ``published`` is kept as it was written: a date is only parsed where it is unambiguous.
    """

    title: str = field(default="", metadata=declared(RecordField("Title", by_name=False)))
    byline: str = field(default="", metadata=declared(RecordField("Byline")))
    outlet: str = field(default="", metadata=declared(RecordField("Outlet")))
    url: str = field(default="", metadata=declared(RecordField("Address", warned="address")))
    published: str = field(
        default="", metadata=declared(RecordField("Published", warned="date of publication"))
    )
    language: str = field(default="", metadata=declared(RecordField("Language")))


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """The file an article was read from, byte for byte."""

    name: str
    mime: str
    data: bytes


class LeftOutKind(StrEnum):
    """The kinds of words, or of other parts of a file, that do not come into an article's text."""

    NAVIGATION = "navigation"
    TEASER = "teaser"
    ADVERTISEMENT = "advertisement"
    READER_COMMENT = "reader comment"
    CONTENTS = "contents"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    HEADER = "header"
    HIDDEN_TEXT = "hidden text"
    DELETED_TEXT = "deleted text"
    IMAGE_TEXT = "image text"
    SCANNED_PAGE = "scanned page"
    OBJECT = "object"
    CONTROL_CHARACTERS = "control characters"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of a file that did not come into the text of the article.

    ``text`` holds all its words, as they would stand in the article; it is empty for parts without
    words, such as a drawing. ``position`` is the place in the article's text, in code points, at
    which it stood. ``number`` counts parts told as one, such as control characters.
    """

    kind: LeftOutKind
    text: str = ""
    position: int = 0
    number: int = 1


def dropped_controls(places: Sequence[int]) -> tuple[LeftOut, ...]:
    """Return the control characters that were dropped at places of a text, as one part."""
    if not places:
        return ()
    return (LeftOut(LeftOutKind.CONTROL_CHARACTERS, position=places[0], number=len(places)),)


class AnnotationKind(StrEnum):
    """The kinds of marks that people make on the words of a document."""

    COMMENT = "comment"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    INSERTION = "insertion"
    DELETION = "deletion"
    MOVE = "move"
    LINK = "link"
    HIGHLIGHT = "highlight"


TRACKED_CHANGES = frozenset(
    {AnnotationKind.INSERTION, AnnotationKind.DELETION, AnnotationKind.MOVE}
)


@dataclass(frozen=True, slots=True)
class DraftAnnotation:
    """A mark that somebody made on words of a file: a comment, a note, a change, a link, a colour.

    ``span`` holds the words it stands on, in code points of the draft's text; it is empty for a
    mark between two words, for example that of a deletion, and ``None`` for a mark at no place.
    A note stands on the sentence that its mark ends.

    ``words`` are those of a comment or a note, or those that were inserted, deleted or moved.
    ``at`` is a moment in UTC as it is kept, or empty. ``parent`` is the ``id`` of the comment that
    is answered, or, where moved words stood before, of their move. ``url`` is the address behind
    the words, ``links`` are the addresses within a comment or a note, and ``colour`` is written
    ``#rrggbb``.
    """

    kind: AnnotationKind
    span: Span | None
    words: str = ""
    author: str = ""
    at: str = ""
    id: str = ""
    parent: str = ""
    resolved: bool = False
    url: str = ""
    links: tuple[str, ...] = ()
    colour: str = ""


def annotations_in_words(annotations: Sequence[DraftAnnotation]) -> str:
    """Return how many marks of each kind a file holds, as “2 comments, 1 tracked change”.

    Insertions, deletions and moves are counted together, and a move once. Of comments it is said
    how many answer others.
    """
    counts: dict[str, int] = {}
    for one in annotations:
        is_change = one.kind in TRACKED_CHANGES
        noun = "tracked change" if is_change else one.kind.value
        counts[noun] = counts.get(noun, 0) + (not is_change or not one.parent)
    order = ("comment", "footnote", "endnote", "tracked change", "link", "highlight")
    replies = sum(one.kind is AnnotationKind.COMMENT and bool(one.parent) for one in annotations)
    said = {noun: count_of(counts[noun], noun) for noun in order if counts.get(noun)}
    if replies:
        said["comment"] += f" ({replies:,} of them {form_for(replies, 'a reply', 'replies')})"
    return ", ".join(said.values())


@dataclass(frozen=True, slots=True)
class Locator:
    """The words by which a place is cited, such as “p. 12” or “00:01:02”.

    They hold from ``position``, in code points of the article's text, up to the next locator.
    """

    position: int
    words: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An article read but not yet in a project.

    ``text`` is canonical. ``found`` names the metadata fields that a program guessed from a page
    and no person has confirmed. ``encoding`` is the encoding the bytes were read with, empty where
    there was no choice; ``encodings`` are the others that could read the same bytes. ``left_out``
    are the parts of the file that are not in the text, in their order there. ``locators`` say how
    its places are cited – the page of a document, the time of a film –, in the order of the text;
    ``annotations`` are what people marked in it. ``line_starts`` are the places in the text, in
    code points, at which the lines of printed pages begin; other files have none.
    """

    text: str
    metadata: Metadata = Metadata()
    found: frozenset[MetadataField] = frozenset()
    original: OriginalFile | None = None
    encoding: str = ""
    encodings: tuple[str, ...] = field(default=())
    left_out: tuple[LeftOut, ...] = field(default=())
    locators: tuple[Locator, ...] = field(default=())
    annotations: tuple[DraftAnnotation, ...] = field(default=())
    line_starts: tuple[int, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Version:
    """An immutable text of an article; ``length`` is in code points of the canonical text.

    ``file_name`` is that of the file it was read from, empty if it was pasted. A version that was
    published has its day, an ISO date, and the address if there is one.
    """

    id: str
    article_id: str
    number: int
    sha256: str
    length: int
    encoding: str
    created_at: str
    file_name: str = ""
    published_on: str = field(
        default="",
        metadata=declared(
            RecordField("Published on", Holds.DAY, warned="day of publication", since=8)
        ),
    )
    published_url: str = field(
        default="",
        metadata=declared(RecordField("Published at", warned="address of publication", since=8)),
    )


@dataclass(frozen=True, slots=True)
class ArticlePlan:
    """The day (an ISO date) and the checker (by id) of an article's check, either of them empty.

    An archived article is kept, and stands in no list unless it is asked for.
    """

    due_on: str = field(
        default="", metadata=declared(RecordField("Due", Holds.DAY, warned="due day", since=2))
    )
    assignee_id: str = field(
        default="",
        metadata=declared(RecordField("Assigned to", Holds.CHECKER, blank=None, since=2)),
    )
    archived: bool = field(
        default=False,
        metadata=declared(RecordField("In the archive", Holds.FLAG, blank=0, usual="no", since=2)),
    )


@dataclass(frozen=True, slots=True)
class Article:
    """A piece of text under check; ``number`` is its place in the project, from 1.

    ``found`` names the metadata fields that were found automatically and are not confirmed.
    """

    id: str
    number: int
    metadata: Metadata
    found: frozenset[MetadataField]
    file_name: str
    version: Version
    created_at: str
    plan: ArticlePlan = ArticlePlan()

    @property
    def heading(self) -> str:
        """Return the title, or other words that tell the article apart while it has none."""
        return self.metadata.title or self.file_name or f"Article {self.number}"


def filled_fields(metadata: Metadata) -> frozenset[MetadataField]:
    """Return the fields that are not empty."""
    return frozenset(cast(MetadataField, name) for name, value in asdict(metadata).items() if value)
