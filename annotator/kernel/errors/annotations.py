"""What can be wrong with another program's file of annotations, or with a position in it."""

from collections.abc import Iterable

from annotator.kernel.errors.base import AnnotatorError
from annotator.kernel.errors.intake import IntakeError


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
    """A file of a known form with nothing in it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” holds no annotations, so there is nothing to import.")


class NothingReadable(IntakeError):
    """A file of a known form, none of whose records can be read; ``what`` is the first's fault."""

    def __init__(self, name: str, what: str) -> None:
        fault = what.removesuffix(".")
        super().__init__(f"Nothing in “{name}” can be read. The first problem: {fault}.")


class NoQuoteColumn(IntakeError):
    """A table without the words of the article; ``known`` are headings that would be read."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        headings = ", ".join(f"“{heading}”" for heading in known)
        super().__init__(
            f"“{name}” has no column with the quoted words. "
            f"Give that column one of these headings in its first line: {headings}."
        )


class TooDeep(IntakeError):
    """Lists in lists without end: nothing that holds annotations is like that."""

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
