"""Errors of a file, a text or another program's annotations that cannot come in."""

from collections.abc import Iterable

from annotator.kernel.errors.base import AnnotatorError
from annotator.kernel.wording import form_for


class IntakeError(AnnotatorError):
    """A file or text that cannot become an article; no row was changed."""


class EmptyText(IntakeError):
    """A file or text without a readable word."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” holds no text, so there is nothing to check.")


class NotText(IntakeError):
    """Bytes that are no text in any encoding, or a kind of file that is not read."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is no kind of file that this program reads as an article. "
            "Save it as a web page, as a Word document or as text, or copy its text and paste it."
        )


class WrongEncoding(IntakeError):
    """A file whose bytes the chosen encoding cannot read."""

    def __init__(self, name: str, encoding: str) -> None:
        super().__init__(f"“{name}” cannot be read as {encoding}. Choose another encoding.")


class EncryptedFile(IntakeError):
    """A document that asks for a password."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is protected with a password. "
            "Open it in the program it comes from and save a copy without one."
        )


class OldDocument(IntakeError):
    """A document in the form of an old program, which no other reads rightly; ``kind`` is newer."""

    def __init__(self, name: str, program: str, kind: str) -> None:
        super().__init__(
            f"“{name}” is in a format of {program} that this program does not read. "
            f"Open it there, or in LibreOffice, save it as {kind}, and add that file."
        )


class DamagedFile(IntakeError):
    """A document that is cut short or broken."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is cut short or damaged and cannot be read. Ask for it to be sent again."
        )


class TooLarge(IntakeError):
    """More than the program takes in; ``limit`` and ``size`` are in bytes."""

    def __init__(self, name: str, size: int, limit: int) -> None:
        super().__init__(
            f"“{name}” is {size / 1e6:.1f} MB; the largest file this program reads is "
            f"{limit / 1e6:.0f} MB. "
            "Split it, or paste the part to be checked."
        )


class OddPage(IntakeError):
    """A page with so many open tags that it cannot be taken apart in good time."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is a broken web page and was not read: too many of its tags are never "
            "closed. "
            "Open it in a browser, copy its text, and paste it."
        )


class OddDocument(IntakeError):
    """A document of more parts, or parts deeper within each other, than people write."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is too large, or too many of its parts are inside each other: tables in "
            "tables, or notes in comments. It was not read. Split it, or copy its text and paste "
            "it."
        )


class NothingToAdd(IntakeError):
    """A folder without a file that is read; ``summary`` tells of those in it."""

    def __init__(self, name: str, summary: str) -> None:
        super().__init__(f"“{name}” holds no file that can be added. {summary}".strip())


class NoAnswers(IntakeError):
    """A file without any reference by which an answer finds its query."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” has no question or comment that this program wrote, so no answer can be "
            "told apart in it. Choose a query sheet or a file that was given back, as it was "
            "answered."
        )


class HarmfulFile(IntakeError):
    """A document that takes more time or memory than people's documents do, or ends its reader."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” takes more time or memory than a document should, and was not read. Open it "
            "in another program, copy its text, and paste it."
        )


class ScannedFile(IntakeError):
    """A document whose pages are pictures of pages."""

    def __init__(self, name: str, pages: int) -> None:
        are = form_for(pages, "Its page is a picture", f"All {pages} pages are pictures")
        super().__init__(
            f"“{name}” was scanned. {are}, without text. Have its text recognised (OCR) by another "
            "program, and add what that saves."
        )


class FileTooLargeToKeep(IntakeError):
    """A file of more bytes than a project can hold in one piece; none of them was read."""

    def __init__(self, name: str, size: int, limit: int) -> None:
        super().__init__(
            f"“{name}” has {size / 1e9:.2f} GB; a project can hold files of up to "
            f"{limit / 1e9:.0f} "
            "GB. Keep it elsewhere, and say in the evidence where it is."
        )


class UnreadableFile(IntakeError):
    """The system does not let the file be read."""

    can_be_retried = True

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"“{name}” cannot be opened: {reason}.")


class UnusableCharacters(IntakeError):
    """U+0000 or half a character (a lone surrogate), at ``position`` in code points."""

    def __init__(self, position: int) -> None:
        super().__init__(
            f"The text holds a character that does not belong in text (at position {position}). "
            "It may be a picture or a program. Save it as text first."
        )


class BadOffset(AnnotatorError):
    """An offset inside a character, or beyond the text, as the file counts."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"Position {offset} is inside a character or beyond the text.")


class UnknownForm(IntakeError):
    """A file in none of the forms of annotations that are read."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(
            f"“{name}” holds no annotations that this program can read. It reads: "
            f"{'; '.join(known)}."
        )


class WholeProject(IntakeError):
    """A whole project of ours, where annotations are asked for."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is a whole project as JSON, not annotations of another program. Make a "
            "project of it: File › Restore project from JSON, or on the command line “annotator "
            "restore PROJECT FILE”."
        )


class NoAnnotations(IntakeError):
    """A file of a known form without any annotation."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” holds no annotations, so there is nothing to import.")


class NothingReadable(IntakeError):
    """A file of a known form, none of whose records can be read; ``what`` is the first's fault."""

    def __init__(self, name: str, what: str) -> None:
        fault = what.removesuffix(".")
        super().__init__(f"Nothing in “{name}” can be read. The first problem: {fault}.")


class NoTable(IntakeError):
    """A document without a table, where annotations are asked for."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” has no table to import. To check its text, add it as an article."
        )


class NoQuoteColumn(IntakeError):
    """A table without the words of the article; ``known`` are the headings that it has."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        headings = ", ".join(f"“{heading}”" for heading in known)
        super().__init__(
            f"“{name}” has no column with the quoted words that this program can tell. "
            f"Say which of its columns it is: {headings}."
        )


class UnknownColumn(IntakeError):
    """A column or a sheet that a table does not have; ``known`` are those that it has."""

    def __init__(self, name: str, what: str, known: Iterable[str]) -> None:
        headings = ", ".join(f"“{heading}”" for heading in known)
        super().__init__(f"The table has no {what} “{name}”. It has: {headings}.")


class TooDeep(IntakeError):
    """A file with lists in lists without end, unlike any file of annotations."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is nested too deeply to be a file of annotations. It was not read."
        )


class TooMuch(IntakeError):
    """A file of annotations larger than is taken in; ``size`` and ``limit`` are in bytes."""

    def __init__(self, name: str, size: int, limit: int) -> None:
        super().__init__(
            f"“{name}” holds {size / 1e6:.0f} MB; at most {limit / 1e6:.0f} MB can be imported "
            "at once. Export it in smaller parts."
        )


class Unsafe(IntakeError):
    """A file made to unpack to far more than it is, or that points outside itself."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” could harm this computer: it points outside itself or unpacks to far "
            "more than its size. It was not read. Ask who sent it."
        )
