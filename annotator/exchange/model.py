"""The content of another program's file of annotations, before any of it is placed."""

from dataclasses import dataclass, field

from annotator.articles.model import Metadata


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
class ImportedAnnotation:
    """An annotation as the file words it; a value that the file lacks is empty.

    ``where`` names it to a person: “line 12”, “annotation 4”. ``identity`` is the file's own id
    for it, and ``replies_to`` that of the annotation it answers. ``offsets`` are pairs of start
    and end in the file's own unit, which is not known yet; several where it is in pieces.
    ``verdict`` and ``reason`` are the labels that are read as verdict and reason, ``tags`` all
    others. ``comment`` is the comment on it, ``statement`` the claim in the annotator's own words,
    ``links`` the addresses of evidence and ``made_at`` the time as it stands in the file.
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


@dataclass(frozen=True, slots=True)
class BadRecord:
    """An unreadable part of the file: its place, and its fault in a sentence."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """All that a file of annotations says; ``form`` is what its format is called.

    ``unread`` are the names of what is the same in all its records and has no field of ours.
    ``encoding`` is the encoding that its bytes were read with, empty where there was no choice, and
    ``encodings`` are the others that could read them.
    """

    name: str
    form: str
    texts: tuple[ImportedText, ...] = ()
    annotations: tuple[ImportedAnnotation, ...] = ()
    bad: tuple[BadRecord, ...] = ()
    unread: tuple[str, ...] = ()
    encoding: str = ""
    encodings: tuple[str, ...] = ()
