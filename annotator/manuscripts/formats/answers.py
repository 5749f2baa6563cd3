"""Reads answers out of files that come home: query sheets, and the writer's own file.

A sheet is read by the references in its words, as they survive every program: styles, tables and
runs do not. The bookmark at the room for an answer helps where the words of its reference are lost.
Comments are read by the threads that they stand in.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from annotator.articles.intake.documents.names import attribute, short_name
from annotator.articles.intake.documents.package import OfficePackage, reading_document
from annotator.articles.intake.elements import Element
from annotator.articles.intake.file_types import ZIP
from annotator.articles.intake.reader import LIMIT, clean, read_bytes, read_document
from annotator.articles.model import AnnotationKind, Draft, DraftAnnotation
from annotator.kernel.errors import NoAnswers, TooLarge
from annotator.kernel.positions import Span
from annotator.manuscripts.answers import AnsweredFile, AnswerPlace, FoundAnswer
from annotator.manuscripts.model import HomeReference, HomeReferenceKind, references_in

_SIGN = "\ue0d1"
"""Stands around the id of a bookmark in a text that is read; no person types it."""
_MARK = re.compile(f"{_SIGN}([0-9a-f]{{32}}){_SIGN}")
_BOOKMARK = re.compile(r"q_([0-9a-f]{32})")
_PARTS = re.compile(r"word/document\d*\.xml|content\.xml")

_EDGE = r"[\s|>*_#•–-]*+"
_REFERENCE = r"[CcQq][0-9]{1,7}\S[0-9A-Fa-f]{8}"
_START = re.compile(rf"{_EDGE}[0-9]{{0,4}}[.)]?{_EDGE}Ref\.?\s+({_REFERENCE})(?!\w)", re.IGNORECASE)
"""The line with which a question begins."""
_ROOM = re.compile(
    rf"{_EDGE}(?:Answer\s++to{_EDGE}({_REFERENCE})?|({_REFERENCE})(?={_EDGE}:)){_EDGE}[:：]?{_EDGE}",
    re.IGNORECASE,
)
"""The words above the room for an answer; other words of the line are answer already."""
_END = re.compile(rf"{_EDGE}End of the questions{_EDGE}\.?{_EDGE}", re.IGNORECASE)
_ASKED = re.compile(
    r"(?:To .{1,500}, asked|Asked) by .{1,500}|Agreed with .{1,1000}", re.IGNORECASE
)
"""The last lines of a question that are ours."""
_FURNITURE = re.compile(r"Days are by the clock of the computer|\A\W*\d+ / \d+\W*\Z")
"""The paragraphs below the end that are ours: how days are meant, and the number of a page."""
_RULE = re.compile(r"[\s+|=-]*")
"""A line that some programs draw around cells, or an empty one."""
_OURS = re.compile(rf"Ref\.?\s+(?={_REFERENCE}(?!\w))")
"""Stands before the reference that ends a comment of ours."""
_QUOTED = " \t\n\"'“”„«»‘’"
"""Blanks and marks around words that are quoted in a reply."""


def read_answers(data: bytes, name: str) -> AnsweredFile:
    """Return the answers in a file: a document with its comments and changes, or a text.

    Args:
        data: The bytes of the file.
        name: The name of the file.

    Raises:
        NoAnswers: no reference of ours is in it.
        IntakeError: it cannot be read, as ``read_bytes``.
    """
    if not data.startswith(ZIP):
        draft = read_bytes(data, name)
        return _read(draft, draft.text, name)
    if len(data) > LIMIT:
        raise TooLarge(name, len(data), LIMIT)
    draft = clean(read_document(_with_marks(data, name), name))
    found = _read(draft, draft.text, name)
    if not _has_our_comments(draft):
        return found
    rejected = clean(read_document(data, name, changes="rejected")).text
    return replace(found, accepted=_MARK.sub("", draft.text), rejected=rejected)


def _read(draft: Draft, text: str, name: str) -> AnsweredFile:
    threads = _Threads(draft.annotations)
    sheet = _Sheet(text)
    references = {*threads.references, *sheet.references}
    if not references and not sheet.marks:
        raise NoAnswers(name)
    answers = (*sheet.answers(), *threads.replies(), *_comments(threads, sheet))
    return AnsweredFile(name, answers, frozenset(references), threads.resolved)


def _has_our_comments(draft: Draft) -> bool:
    comments = (each for each in draft.annotations if each.kind is AnnotationKind.COMMENT)
    return any(_OURS.search(each.words) for each in comments)


# the sheet


@dataclass(frozen=True, slots=True)
class _Block:
    """A question of a sheet or the room for an answer, with its words and where it begins."""

    reference: HomeReference | None
    start: int
    lines: tuple[str, ...]
    mark: str = ""
    is_room: bool = False


class _Sheet:
    """The questions and the rooms of a sheet, as their lines follow each other."""

    def __init__(self, text: str) -> None:
        self._blocks = _blocks(text)
        self._after = _after_the_end(text) if self._blocks else ""
        asked = (block.reference for block in self._blocks)
        self.references = {each for each in asked if each is not None}
        self.marks = {block.mark for block in self._blocks if block.mark}

    def answers(self) -> Iterator[FoundAnswer]:
        """Yield what was written into rooms, beside questions, and below the end."""
        for block in self._blocks:
            words = _joined(block.lines if block.is_room else _beside(block.lines))
            if words:
                place = AnswerPlace.ROOM if block.is_room else AnswerPlace.BESIDE
                yield FoundAnswer(words, place, block.reference, block.mark)
        if self._after:
            yield FoundAnswer(self._after, AnswerPlace.BESIDE)

    def block_at(self, position: int) -> HomeReference | None:
        """Return the question that a place in the text belongs to."""
        before = [block for block in self._blocks if block.start <= position]
        return before[-1].reference if before else None


def _blocks(text: str) -> list[_Block]:
    """Cut a sheet at the lines that are ours."""
    found: list[_Block] = []
    lines: list[str] | None = None
    position = 0
    for line in text.split("\n"):
        marks = _MARK.findall(line)
        plain = _MARK.sub("", line)
        begun = _begun(plain, marks, position)
        if begun is not None:
            lines = [*begun.lines]
            found.append(begun)
        elif _END.fullmatch(plain):
            lines = None
        elif lines is not None:
            lines.append(plain)
            found[-1] = replace(found[-1], lines=(*found[-1].lines, plain))
        position += len(line) + 1
    return _without_quoted_starts(found)


def _begun(line: str, marks: Sequence[str], position: int) -> _Block | None:
    """Return the block that a line begins, if it is a line of ours."""
    if start := _START.match(line):
        return _Block(_first(start[1]), position, (line[start.end() :],))
    room, mark = _ROOM.match(line), marks[0] if marks else ""
    if room is None:
        # somebody wrote over the words at the bookmark
        return _Block(None, position, (line,), mark, is_room=True) if mark else None
    reference = _first(room[1] or room[2] or "")
    if reference is None and not mark:
        return None
    return _Block(reference, position, (line[room.end() :],), mark, is_room=True)


def _without_quoted_starts(blocks: Sequence[_Block]) -> list[_Block]:
    """Put a line into the answer above that only looks like the beginning of a question.

    It is one that the very same question follows, as somebody quoted its reference.
    """
    found: list[_Block] = []
    for block, after in zip(blocks, [*blocks, None][1:], strict=True):
        is_quoted = (
            not block.is_room
            and after is not None
            and not after.is_room
            and after.reference == block.reference
        )
        if is_quoted and found:
            line = f"Ref. {block.reference}{block.lines[0]}"
            kept = (*found[-1].lines, line, *block.lines[1:])
            found[-1] = replace(found[-1], lines=kept)
        else:
            found.append(block)
    return found


def _beside(lines: Sequence[str]) -> Sequence[str]:
    """Return the lines below a question that are not ours."""
    last = max((n for n, line in enumerate(lines) if _ASKED.match(line.strip(" >*_"))), default=-1)
    return lines[last + 1 :] if last >= 0 else ()


def _after_the_end(text: str) -> str:
    """Return what stands below the last line of ours."""
    lines = _MARK.sub("", text).split("\n")
    ends = [n for n, line in enumerate(lines) if _END.fullmatch(line)]
    if not ends:
        return ""
    below = "\n".join(lines[ends[-1] + 1 :]).split("\n\n")
    return _joined("\n\n".join(p for p in below if not _FURNITURE.search(p)).split("\n"))


def _joined(lines: Sequence[str]) -> str:
    """Return the lines of an answer, without the empty lines and the rules around it."""
    held = [line.rstrip() for line in lines]
    while held and _RULE.fullmatch(held[-1]):
        held.pop()
    while held and _RULE.fullmatch(held[0]):
        held.pop(0)
    if held and all(_RULE.fullmatch(line) or line.startswith("|") for line in held[1:]):
        # a cell that was drawn with signs
        held = [line.strip("| ") for line in held]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(held)).strip(" \n|")


def _first(words: str) -> HomeReference | None:
    return next(
        (each for each in references_in(words) if each.kind is HomeReferenceKind.QUERY), None
    )


# comments


@dataclass(frozen=True, slots=True)
class _Comment:
    """A comment of the file: a comment of ours with its reference, or the words of another.

    Words behind the reference of ours are an answer: a program quoted our comment above them, or
    somebody typed into ours.
    """

    made: DraftAnnotation
    words: str
    reference: HomeReference | None = None
    quoted: HomeReference | None = None

    @classmethod
    def of(cls, made: DraftAnnotation) -> "_Comment":
        """Return a comment as it is meant."""
        ends = [found.end() for found in _OURS.finditer(made.words)]
        rest = made.words[ends[-1] :] if ends else ""
        found = next(iter(references_in(rest)), None)
        if found is None:
            return cls(made, made.words.strip())
        words = re.sub(_REFERENCE, "", rest, count=1, flags=re.IGNORECASE).strip(_QUOTED)
        return cls(made, words, quoted=found) if words else cls(made, "", found)

    def may_answer(self, ours: "_Comment") -> bool:
        """Whether it was made after a comment of ours, at the same words or at their edge."""
        mine, its = self.made.span, ours.made.span
        if mine is None or its is None or not self.is_after(ours):
            return False
        is_mark = mine.start == mine.end and its.start - 1 <= mine.start <= its.end + 1
        return mine == its or is_mark

    def is_within(self, ours: "_Comment") -> bool:
        """Whether it was made after a comment of ours, on a part of the same words."""
        mine, its = self.made.span, ours.made.span
        if mine is None or its is None or not self.is_after(ours):
            return False
        return its.start <= mine.start < mine.end <= its.end

    def is_after(self, ours: "_Comment") -> bool:
        """Whether it was made after a comment of ours."""
        return self.made.at > ours.made.at


class _Threads:
    """The comments of a file by the threads they stand in."""

    def __init__(self, annotations: Sequence[DraftAnnotation]) -> None:
        comments = [
            _Comment.of(each) for each in annotations if each.kind is AnnotationKind.COMMENT
        ]
        self._by_id = {each.made.id: each for each in comments if each.made.id}
        self._threads: dict[int, list[_Comment]] = {}
        for each in comments:
            self._threads.setdefault(id(self._root(each)), []).append(each)
        self._ours = [each for each in comments if each.reference is not None]
        self.references = {each.reference for each in self._ours if each.reference is not None}
        self.references |= {each.quoted for each in comments if each.quoted is not None}
        said = [each for thread in self._threads.values() for each in _replies(thread)]
        answered = {reference for reference, _ in said}
        self._unclear = [reply for reference, reply in said if reference is None]
        self.resolved = tuple(
            each.reference
            for each in self._ours
            if each.made.resolved and each.reference and each.reference not in answered
        )

    def replies(self) -> Iterator[FoundAnswer]:
        """Yield the replies to our comments, in the order in which they were made."""
        for thread in self._threads.values():
            is_done = any(each.made.resolved for each in thread)
            told = [(ours, each) for ours, each in _replies(thread) if ours is not None]
            if all(each.made.at for _, each in told):
                told.sort(key=lambda reply: reply[1].made.at)
            for reference, each in told:
                answer = _found(each, each.words, AnswerPlace.REPLY, reference)
                yield replace(answer, resolved=is_done)

    def others(self) -> Iterator[tuple[_Comment, str]]:
        """Yield the threads without a comment of ours, and replies that may answer several.

        Of a thread it is the first comment, with all the words of the thread.
        """
        yield from ((each, each.words) for each in self._unclear)
        for thread in self._threads.values():
            if any(each.reference or each.quoted for each in thread):
                continue
            first, *rest = thread
            said = [first.words, *(f"{each.made.author}: {each.words}" for each in rest)]
            yield first, "\n\n".join(filter(None, said))

    def at_same_words(self, comment: _Comment) -> tuple[HomeReference, ...]:
        """Return the comments of ours that another at the same words may answer.

        Some programs forget which comment answers which. A query is what asks for an answer.
        """
        near = [each.reference for each in self._ours if comment.may_answer(each)]
        near = near or [each.reference for each in self._ours if comment.is_within(each)]
        for kind in (HomeReferenceKind.QUERY, HomeReferenceKind.CLAIM):
            found = {each for each in near if each is not None and each.kind is kind}
            if found:
                return tuple(found)
        return ()

    def is_new(self, comment: _Comment) -> bool:
        """Whether a comment was made after any of ours, and so by a reader of the file."""
        return any(comment.is_after(each) for each in self._ours)

    def _root(self, comment: _Comment) -> _Comment:
        seen = {id(comment)}
        while (parent := self._by_id.get(comment.made.parent)) is not None:
            if id(parent) in seen:
                break
            seen.add(id(parent))
            comment = parent
        return comment


def _replies(
    thread: Sequence[_Comment],
) -> Iterator[tuple[HomeReference | None, _Comment]]:
    """Yield the replies in a thread, each with the comment of ours that it answers.

    It is ``None`` where a program put all comments on the same words into one thread, and several
    of them are ours. Comments that were there before ours answer none.
    """
    ours = [each for each in thread if each.reference is not None]
    by_id = {each.made.id: each.reference for each in ours}
    if any(each.made.parent in by_id for each in ours):
        by_id = {}  # we answer no comment of ours: it is a thread of the same words
    for place, each in enumerate(thread):
        if each.reference is not None or not each.words:
            continue
        earlier = {o.reference for o in ours if _is_before(o, each, place, thread.index(o))}
        reference = each.quoted or by_id.get(each.made.parent)
        if reference is not None or earlier:
            yield reference or (earlier.pop() if len(earlier) == 1 else None), each


def _is_before(ours: _Comment, other: _Comment, place: int, place_of_ours: int) -> bool:
    """Whether a comment of ours was made before another; by their order where no time is said."""
    if ours.made.at and other.made.at:
        return ours.made.at < other.made.at
    return place_of_ours < place


def _found(
    comment: _Comment, words: str, place: AnswerPlace, reference: HomeReference | None
) -> FoundAnswer:
    made = comment.made
    return FoundAnswer(
        words, place, reference, author=made.author, at=made.at, resolved=made.resolved
    )


def _comments(threads: _Threads, sheet: _Sheet) -> Iterator[FoundAnswer]:
    """Yield the comments on the questions of a sheet, and those at the words of our comments."""
    for comment, words in threads.others():
        span: Span | None = comment.made.span
        if not words:
            continue
        if sheet.references:
            reference = sheet.block_at(span.start) if span is not None else None
            if reference is not None or span is None:
                yield _found(comment, words, AnswerPlace.COMMENT, reference)
        elif near := threads.at_same_words(comment):
            reference = near[0] if len(near) == 1 else None
            yield _found(comment, words, AnswerPlace.SAME_WORDS, reference)
        elif threads.is_new(comment):
            yield _found(comment, words, AnswerPlace.COMMENT, None)


# the bookmarks


def _with_marks(data: bytes, name: str) -> bytes:
    """Return the document with the ids of our bookmarks in its words, where the reader sees them.

    Raises:
        IntakeError: it is not sound, as ``OfficePackage``.
    """
    package = OfficePackage(data, name, LIMIT)
    package.check_parts()
    changed: dict[str, bytes] = {}
    with reading_document(name):
        for part in filter(_PARTS.fullmatch, package.names):
            content = package.read(part)
            if b'"q_' in content:
                changed[part] = _marked(package.parsed(content))
    if not changed:
        return data
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for part in sorted(package.names, key=lambda part: (part != "mimetype", part)):
            target.writestr(part, changed.get(part, package.read(part)))
    return packed.getvalue()


def _marked(root: Element) -> bytes:
    from lxml import etree

    for element in [*root.iter()]:
        found = _BOOKMARK.fullmatch(attribute(element, "name") or "")
        if found is None:
            continue
        words = f"{_SIGN}{found[1]}{_SIGN}"
        match short_name(element.tag):
            case "w:bookmarkStart":
                _put_run(element, words)
            case "text:bookmark" | "text:bookmark-start":
                element.tail = words + (element.tail or "")
    packed: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return packed


def _put_run(bookmark: Any, words: str) -> None:
    """Put a run behind a bookmark of Word, or into the paragraph that follows it."""
    parent = bookmark.getparent()
    space = bookmark.tag.partition("}")[0] + "}"
    run = bookmark.makeelement(f"{space}r")
    text = run.makeelement(f"{space}t")
    text.text = words
    run.append(text)
    if parent is not None and short_name(parent.tag) == "w:p":
        bookmark.addnext(run)
        return
    following = bookmark.getnext()
    paragraph = next(following.iter(f"{space}p"), None) if following is not None else None
    if paragraph is not None:
        paragraph.append(run)
