"""Claims by chance on the words of a document, and what came of them."""

import random
import re

from annotator.articles.intake.reader import read_document
from annotator.articles.model import AnnotationKind, DraftAnnotation, OriginalFile
from annotator.kernel.positions import Span
from annotator.manuscripts.formats.docx.writer import write_into
from annotator.manuscripts.model import (
    LinkedWords,
    ManuscriptChange,
    ManuscriptComment,
    ReturnedFile,
)

NAME = "draft.docx"
AUTHOR = "Ann Lee"
AT = "2026-11-30T10:00:00.000Z"
_WORD = re.compile(r"[^\W\d_][^\s\[\]|]*")


def text_of(data: bytes) -> str:
    return read_document(data, NAME).text


def comment(name: str, span: Span, *, answers: str = "", url: str = "") -> ManuscriptComment:
    return ManuscriptComment(name, span, ((LinkedWords(name, url),),), AUTHOR, AT, answers)


def change(name: str, span: Span, words: str) -> ManuscriptChange:
    return ManuscriptChange(name, span, words, AUTHOR, AT)


def spot(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def returned(
    data: bytes,
    comments: list[ManuscriptComment] | None = None,
    changes: list[ManuscriptChange] | None = None,
    text: str | None = None,
) -> ReturnedFile:
    words = text_of(data) if text is None else text
    return write_into(OriginalFile(NAME, "", data), words, comments or [], changes or [])


def claims_in(text: str, seed: int, count: int = 100, most: int = 6) -> list[Span]:
    """Return places of a text: from a word to one of the next in its line, by chance.

    None is in the notes at its end.
    """
    chance = random.Random(seed)
    words = [*_WORD.finditer(text.partition("\n[1] ")[0])]
    found: list[Span] = []
    while len(found) < count:
        first = chance.randrange(len(words))
        last = min(len(words) - 1, first + chance.randrange(most))
        span = Span(words[first].start(), words[last].end())
        if "\n" not in span.of(text):
            found.append(span)
    return found


def claims_apart(text: str, seed: int, count: int) -> list[Span]:
    """Return places that do not overlap, in their order; none over a note or another cell."""
    found: list[Span] = []
    for span in sorted(claims_in(text, seed, count)):
        is_apart = not found or found[-1].end < span.start
        if is_apart and not {*"[|"} & {*span.of(text)}:
            found.append(span)
    return found


def comments_in(data: bytes) -> list[DraftAnnotation]:
    found = read_document(data, NAME).annotations
    return [one for one in found if one.kind is AnnotationKind.COMMENT]


def places_in(data: bytes) -> dict[str, str]:
    """Map the words of each of our comments to those that it stands on."""
    text = text_of(data)
    return {
        one.words: one.span.of(text)
        for one in comments_in(data)
        if one.span is not None and one.author == AUTHOR
    }
