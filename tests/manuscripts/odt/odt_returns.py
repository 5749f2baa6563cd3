"""OpenDocument texts with comments and changes written in, and what is left without these."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from lxml import etree

from annotator.articles.intake.documents.names import attribute, short_name
from annotator.articles.intake.reader import read_document
from annotator.articles.model import AnnotationKind, DraftAnnotation, OriginalFile
from annotator.kernel.positions import Span
from annotator.manuscripts.formats.odt.writer import write_into
from annotator.manuscripts.model import (
    LinkedWords,
    ManuscriptChange,
    ManuscriptComment,
    ReturnedFile,
)

NAME = "draft.odt"
AT = "2026-11-30T10:00:00.000Z"


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def comment_on(
    text: str, words: str, said: str = "", *, answers: str = "", name: str = ""
) -> ManuscriptComment:
    paragraphs = ((LinkedWords(said or words),),)
    span = span_of(text, words)
    return ManuscriptComment(name or words, span, paragraphs, "Ann Lee", AT, answers)


def change_of(text: str, words: str, new: str, name: str = "p") -> ManuscriptChange:
    return ManuscriptChange(name, span_of(text, words), new, "Ann Lee", AT)


def with_comments(data: bytes, *words: str) -> ReturnedFile:
    text = read_document(data, NAME).text
    return written(data, [comment_on(text, one) for one in words])


def with_changes(data: bytes, **changes: str) -> ReturnedFile:
    """Return a document with words changed; underscores in the names are spaces."""
    text = read_document(data, NAME).text
    told = [(words.replace("_", " "), new) for words, new in changes.items()]
    return written(data, (), [change_of(text, words, new, words) for words, new in told])


def written(
    data: bytes,
    comments: Sequence[ManuscriptComment],
    changes: Sequence[ManuscriptChange] = (),
    text: str = "",
) -> ReturnedFile:
    original = OriginalFile(NAME, "", data)
    return write_into(original, text or read_document(data, NAME).text, comments, changes)


def comments_in(data: bytes) -> list[DraftAnnotation]:
    found = read_document(data, NAME).annotations
    return [one for one in found if one.kind is AnnotationKind.COMMENT]


def places_in(data: bytes) -> dict[str, str]:
    """Map the words of each comment to those that it stands on."""
    text = read_document(data, NAME).text
    return {one.words: one.span.of(text) for one in comments_in(data) if one.span is not None}


def content_of(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read("content.xml").decode()


def without_insertions(data: bytes, original: bytes) -> str:
    """Return the tree of a document without what was inserted, with deletions taken back."""
    ours, theirs = (etree.fromstring(content_of(each).encode()) for each in (data, original))
    known = {
        attribute(one, key) for one in theirs.iter() for key in ("name", "id", "change-id")
    } - {""}
    deleted = {
        attribute(region, "id"): region[0]
        for region in ours.iter()
        if short_name(region.tag) == "text:changed-region"
    }
    for one in [*ours.iter()]:
        if not known & {attribute(one, "name"), attribute(one, "change-id")}:
            _take_back(one, deleted)
    for region in (one for name, one in deleted.items() if name not in known):
        tracked = region.getparent().getparent()
        _drop(region.getparent())
        if not len(tracked):
            _drop(tracked)
    return str(etree.tostring(ours, method="c14n").decode())


def _take_back(one: Any, deleted: dict[str, Any]) -> None:
    name = short_name(one.tag)
    if name in {"office:annotation", "office:annotation-end"}:
        _drop(one)
    elif name == "text:change-start":
        while short_name(one.getnext().tag) != "text:change-end":
            _drop(one.getnext())
        one.tail = ""
        _drop(one.getnext())
        _drop(one)
    elif name == "text:change":
        _put_back(one, deleted[attribute(one, "change-id")])


def tree_of(data: bytes) -> str:
    root = etree.fromstring(content_of(data).encode())
    return str(etree.tostring(root, method="c14n").decode())


def _put_back(point: Any, deletion: Any) -> None:
    inner = deletion[-1]
    while len(inner) and short_name(inner[-1].tag) in {"text:span", "text:a"}:
        inner = inner[-1]
    words = inner.text or ""
    for one in inner:
        words += " " * int(attribute(one, "c", "1")) + (one.tail or "")
    point.tail = words + (point.tail or "")
    _drop(point)


def _drop(element: Any) -> None:
    parent, before = element.getparent(), element.getprevious()
    assert parent is not None
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)
    for one in (parent, before):
        if one is not None:
            one.text, one.tail = one.text or None, one.tail or None
