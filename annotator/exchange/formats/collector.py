"""The collector of a file's texts, annotations, and unreadable records."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from annotator.exchange.model import (
    BadRecord,
    ImportedAnnotation,
    ImportedFile,
    ImportedTable,
    ImportedText,
)
from annotator.kernel.errors import UnusableCharacters

_ADDRESSES = ("http://", "https://")
_NO_ADDRESS = "“{link}” is not a web address, and was left out of the evidence."


class UnreadableRecordError(Exception):
    """The fault of a record, in a sentence; the others are read on."""


class AnnotationCollector:
    """Collects the content of a file, record by record."""

    def __init__(self) -> None:
        self.texts: list[ImportedText] = []
        self.annotations: list[ImportedAnnotation] = []
        self.bad: list[BadRecord] = []
        self.unread: tuple[str, ...] = ()
        self.encoding = ""
        self.encodings: tuple[str, ...] = ()
        self.table: ImportedTable | None = None

    @contextmanager
    def record(self, where: str) -> Iterator[None]:
        """Read a record inside the block; an unreadable record is noted and stops no other."""
        try:
            yield
        except UnreadableRecordError as error:
            self.bad.append(BadRecord(where, str(error)))
        except UnusableCharacters:
            self.bad.append(BadRecord(where, "It holds a character that is not text."))
        except RecursionError:
            self.bad.append(BadRecord(where, "It is nested too deeply."))

    def links(self, where: str, links: Iterator[str]) -> tuple[str, ...]:
        """The addresses of pages among links, each once; any other kind is noted as bad."""
        kept = dict[str, None]()
        for link in links:
            if link.lower().startswith(_ADDRESSES):
                kept[link] = None
            elif link:
                self.bad.append(BadRecord(where, _NO_ADDRESS.format(link=link)))
        return tuple(kept)

    def add(self, other: "AnnotationCollector", within: str) -> None:
        """Take in all of another, whose records are named as ``within`` a part of the file."""
        self.texts += other.texts
        self.annotations += [_within(one, within) for one in other.annotations]
        self.bad += [BadRecord(within + one.where, one.why) for one in other.bad]

    def file(self, name: str, form: str) -> ImportedFile:
        """All of it."""
        read = tuple(self.texts), tuple(self.annotations)
        return ImportedFile(
            name,
            form,
            *read,
            tuple(self.bad),
            self.unread,
            encoding=self.encoding,
            encodings=self.encodings,
            table=self.table,
        )


def _within(annotation: ImportedAnnotation, within: str) -> ImportedAnnotation:
    identity = annotation.identity and within + annotation.identity
    return replace(annotation, where=within + annotation.where, identity=identity)
