"""The content of another program's file of annotations, before any of it is placed."""

from dataclasses import dataclass, field

from annotator.articles.model import Metadata
from annotator.evidence.model import Stance
from annotator.exchange.columns import ColumnMapping, KnownArticles, TableChoices
from annotator.exchange.references import Reference


@dataclass(frozen=True, slots=True)
class ImportedText:
    """A text that the file carries; ``key`` is how its annotations name it.

    ``text`` is as the file has it: line ends and a byte order mark are still there, since the
    file's offsets may count them.
    """

    key: str
    text: str
    metadata: Metadata = field(default_factory=Metadata)


@dataclass(frozen=True, slots=True)
class ImportedEvidence:
    """A piece of evidence as a table words it: a source in its parts, and its words on a claim.

    ``accessed_on`` is an ISO day; a day that could be two stands among the words of the ``note``.
    """

    reference: Reference
    author: str = ""
    accessed_on: str = ""
    note: str = ""
    stance: Stance = Stance.CONTEXT


@dataclass(frozen=True, slots=True)
class ImportedAnnotation:
    """An annotation as the file words it; a value that the file lacks is empty.

    ``where`` names it to a person: “line 12”, “annotation 4”. ``identity`` is the file's own id
    for it, and ``replies_to`` that of the annotation it answers. ``offsets`` are pairs of start
    and end in the file's own unit, which is not known yet; several where it is in pieces.
    ``verdict`` and ``reason`` are the labels that are read as verdict and reason, ``tags`` all
    others. ``comment`` is the comment on it, ``statement`` the claim in the annotator's own words,
    ``links`` the addresses of evidence and ``made_at`` the time as it stands in the file. ``note``
    are words for a note, never for a conclusion; ``remarks`` are sentences on how it was read.
    ``otherwise`` is how it reads where its quote is not in the article.
    """

    where: str
    identity: str = ""
    text_key: str = ""
    url: str = ""
    offsets: tuple[tuple[int, int], ...] = ()
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    verdict: str = ""
    reason: str = ""
    tags: tuple[str, ...] = ()
    comment: str = ""
    statement: str = ""
    links: tuple[str, ...] = ()
    annotator: str = ""
    made_at: str = ""
    replies_to: str = ""
    note: str = ""
    evidence: tuple[ImportedEvidence, ...] = ()
    remarks: tuple[str, ...] = ()
    otherwise: "ImportedAnnotation | None" = None


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A part of the file that does not come in: its place, the reason in a sentence, its words.

    ``is_fault`` is off where the part is whole, but has no place here, as a reply to nobody.
    """

    where: str
    why: str
    words: str = ""
    is_fault: bool = True


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a table: its number as its program counts, from 1, and the words of its cells.

    ``links`` are the addresses behind cells, and ``faults`` why cells have no words, both by the
    place of the cell in the row.
    """

    number: int
    cells: list[str]
    links: dict[int, str] = field(default_factory=dict)
    faults: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportedSheet:
    """A table as it stands in a file: its filled rows, and the parts that cannot be read.

    ``is_hidden`` says that its program does not show it, ``is_text`` that it is a text with
    separators, whose rows have no more cells than there are headings.
    """

    name: str
    rows: list[SheetRow]
    bad: tuple[BadRecord, ...] = ()
    is_hidden: bool = False
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class ImportedTable:
    """How a table was read: the sheet of the file, the row of its headings, and its columns.

    ``heading_row`` is 0 where the table has no headings. ``digest`` is a name for the headings
    that does not tell them. ``choices`` and ``known`` are by what the columns were told.
    """

    sheet: ImportedSheet
    sheets: tuple[ImportedSheet, ...]
    heading_row: int
    columns: tuple[ColumnMapping, ...]
    digest: str = ""
    choices: TableChoices = field(default_factory=TableChoices)
    known: KnownArticles = field(default_factory=KnownArticles)


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """All that a file of annotations says; ``form`` is what its format is called.

    ``unread`` are the names of what is the same in all its records and has no field of ours.
    ``encoding`` is the encoding that its bytes were read with, empty where there was no choice, and
    ``encodings`` are the others that could read them. ``table`` says how a table was read.
    """

    name: str
    form: str
    texts: tuple[ImportedText, ...] = ()
    annotations: tuple[ImportedAnnotation, ...] = ()
    bad: tuple[BadRecord, ...] = ()
    unread: tuple[str, ...] = ()
    encoding: str = ""
    encodings: tuple[str, ...] = ()
    table: ImportedTable | None = field(default=None, repr=False)
