"""The text of a document in the making, with the marks that people made on its words.

Readers of documents tell what they meet; the places of marks, notes and parts left out are worked
out here, so that they are the same for every kind of document.
"""

from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import attrgetter

from annotator.articles.intake.block_text import GRID_ROW, Height, Place, TextWriter
from annotator.articles.intake.text_sources import TextSources
from annotator.articles.model import (
    TRACKED_CHANGES,
    AnnotationKind,
    Draft,
    DraftAnnotation,
    LeftOut,
    LeftOutKind,
    Metadata,
    OriginalFile,
    filled_fields,
)
from annotator.kernel.canonical_text import canonical
from annotator.kernel.errors import EmptyText
from annotator.kernel.moments import kept_moment
from annotator.kernel.positions import Span

_BOM = "\ufeff"
_NOTES = {AnnotationKind.FOOTNOTE, AnnotationKind.ENDNOTE}
_ANCHORED = {AnnotationKind.COMMENT, *_NOTES}
TITLES = ("title", "subtitle")
"""The styles of the words that an article is called by, in the order in which they are trusted."""
_LONGEST_TITLE = 300
"""Code points of a title; a longer paragraph in its style is text."""
_TITLES = 20
"""The paragraphs in styles of titles that are looked at; more are no titles."""


def moment_of(written: str) -> str:
    """Return a moment as it is kept; one that names no zone stays as it was written."""
    try:
        moment = datetime.fromisoformat(written)
        return kept_moment(moment) if moment.tzinfo else written
    except (ValueError, OverflowError):
        return ""


@dataclass(slots=True, eq=False)
class TextMark:
    """A mark on words of a text that is being written.

    ``ahead`` is where the words begin that follow a mark without words, which is the first of its
    ``paragraph`` if ``is_first``.
    """

    kind: AnnotationKind
    start: Place
    end: Place | None = None
    author: str = ""
    at: str = ""
    id: str = ""
    parent: str = ""
    resolved: bool = False
    url: str = ""
    links: tuple[str, ...] = ()
    colour: str = ""
    words: list[str] = field(default_factory=list)
    block: int = 0
    note: "TextMark | None" = None
    ahead: Place | None = None
    paragraph: int = 0
    is_first: bool = False

    def joins(self, other: "TextMark", text: str) -> bool:
        """Whether another mark, a later one, goes on with this one, as over two paragraphs."""
        if self.kind in _ANCHORED or self.about != other.about:
            return False
        if self.words or other.words:
            return self.words != [] and other.words != [] and self._end() == other.start.position
        between = text[self._end() : other.start.position]
        return not between.strip() if self.kind in TRACKED_CHANGES else not between

    @property
    def about(self) -> tuple[str, ...]:
        """What is the same for marks that may be parts of one."""
        return self.kind, self.author, self.at, self.parent, self.url, self.colour, self.id

    def _end(self) -> int:
        return self.end.position if self.end else self.start.position


@dataclass(slots=True, eq=False)
class _LeftOutPart:
    kind: LeftOutKind
    place: Place
    words: list[str] = field(default_factory=list)


class AnnotatedText:
    """Writes a text, its marks and what is left out of it.

    ``sources`` take down where its words stand in the document, if anybody asks for that.
    """

    def __init__(self, sources: TextSources | None = None) -> None:
        self.sources = sources
        self._writer = TextWriter(keep_spaces=True, sources=sources)
        self._levels: list[str] = []
        self._marks: list[TextMark] = []
        self._left_out: list[_LeftOutPart] = []
        self._dropped: _LeftOutPart | None = None
        self._is_apart = False
        self._signs: list[tuple[Place, Place]] = []
        self._nowhere: list[TextMark] = []
        self._forgotten: set[TextMark] = set()
        self._block = 0
        self._paragraph = 0
        self._with_words: set[int] = set()
        self._titles: list[tuple[str, Place, Place]] = []
        self.is_in_row = False

    def enter(self, tag: str, mark: str = "•") -> None:
        """Begin an element, by its name on web pages."""
        self.begin_block()
        self._paragraph += tag != "br"
        self._writer.enter(tag, mark)

    def begin_block(self) -> None:
        """Hear of another paragraph, which need not stand apart in the text."""
        self._is_apart = True
        self._block += 1

    def leave(self, tag: str) -> None:
        """End an element."""
        self._is_apart = True
        self._writer.leave(tag)

    @contextmanager
    def row(self, *, is_data: bool) -> Iterator[None]:
        """Write a row; one of data stands on a line, with all that is in it."""
        before = self.is_in_row
        tag = GRID_ROW if is_data and not before else "tr"
        self.enter(tag)
        self.is_in_row = before or is_data
        yield
        self.is_in_row = before
        self.leave(tag)

    @contextmanager
    def titled(self, style: str) -> Iterator[None]:
        """Write words in a style of titles, or in none."""
        start = self._writer.place_ahead() if style else None
        yield
        if start is not None:
            self._titles.append((style, start, self._writer.place()))

    def enter_item(self, depth: int, mark: str) -> None:
        """Begin an item of a list.

        Args:
            depth: How many lists it is in, from 1.
            mark: The bullet, or the number as it is shown.
        """
        while len(self._levels) > depth:
            self._leave_list()
        while len(self._levels) < depth:
            self._levels.append("ul")
            self._writer.enter("ul")
        self.enter("li", mark)

    def leave_lists(self, depth: int = 0) -> None:
        """End the lists that are open, down to a depth."""
        while len(self._levels) > depth:
            self._leave_list()

    @property
    def depth(self) -> int:
        """How many lists are open."""
        return len(self._levels)

    def _leave_list(self) -> None:
        self._writer.leave(self._levels.pop())

    def say(self, words: str, height: Height = Height.ON_LINE) -> None:
        """Write words, which may be raised or lowered."""
        if words.strip():
            self._dropped = None
            self._with_words.add(self._paragraph)
        self._writer.say(words, height)

    def drop(self, kind: LeftOutKind, words: str) -> None:
        """Leave words out that stood here; they join the words dropped just before."""
        if not words:
            return
        if self._dropped is None or self._dropped.kind is not kind:
            self._dropped = self._left_out_here(kind)
            if self.sources is not None:
                self.sources.begin_dropped()
        elif self._is_apart:
            self._dropped.words.append("\n")
        self._is_apart = False
        self._dropped.words.append(words)
        if self.sources is not None:
            self.sources.drop(words)

    def leave_out(self, kind: LeftOutKind, words: str = "") -> None:
        """Leave a part out that stood here."""
        self._left_out_here(kind).words = [words] if words else []
        self._dropped = None

    def _left_out_here(self, kind: LeftOutKind) -> _LeftOutPart:
        part = _LeftOutPart(kind, self._writer.place())
        self._left_out.append(part)
        return part

    def open(self, kind: AnnotationKind) -> TextMark:
        """Begin a mark before the next words."""
        ahead = self._writer.place_ahead()
        mark = TextMark(kind, ahead, block=self._block, ahead=ahead)
        self._marks.append(mark)
        return mark

    def close(self, mark: TextMark) -> None:
        """End a mark after the words written so far."""
        mark.end = self._writer.place()
        self._settle(mark)

    def _settle(self, mark: TextMark) -> None:
        mark.paragraph = self._paragraph
        mark.is_first = self._paragraph not in self._with_words

    def point(self, kind: AnnotationKind) -> TextMark:
        """Make a mark at the end of the words written so far."""
        place = self._writer.place()
        mark = TextMark(kind, place, place, ahead=self._writer.place_ahead())
        self._settle(mark)
        self._marks.append(mark)
        return mark

    def unplaced(self, kind: AnnotationKind) -> TextMark:
        """Make a mark that stands at no place."""
        mark = TextMark(kind, Place())
        self._nowhere.append(mark)
        return mark

    def forget(self, mark: TextMark) -> None:
        """Take a mark back."""
        self._forgotten.add(mark)

    def thread_by_place(self) -> None:
        """Take comments on the same words for a thread, where a file does not tell threads."""
        first: dict[tuple[int, int], str] = {}
        for mark in self._marks:
            if mark.kind is AnnotationKind.COMMENT and mark.end is not None:
                place = mark.start.position, mark.end.position
                parent = first.setdefault(place, mark.id)
                mark.parent = parent if parent != mark.id and place[0] < place[1] else ""

    @property
    def moves(self) -> list[TextMark]:
        """The places of words that were moved."""
        return [mark for mark in self._marks if mark.kind is AnnotationKind.MOVE]

    def leave_out_at(self, mark: TextMark, kind: LeftOutKind) -> None:
        """Leave the words of a mark out, where it stands."""
        self._left_out.append(_LeftOutPart(kind, mark.start, [*mark.words]))

    def refer(self, kind: AnnotationKind, sign: str) -> TextMark:
        """Write the sign of a note; the note is told later, with its words."""
        start = self._writer.place_ahead()
        self.say(f"[{sign}]")
        mark = TextMark(kind, start, self._writer.place())
        self._signs.append((mark.start, mark.end or start))
        self._marks.append(mark)
        return mark

    def open_note(self, mark: TextMark, sign: str) -> TextMark:
        """Begin a note at the end of the text."""
        self.enter("li", f"[{sign}]")
        start = self._writer.place_ahead()
        mark.note = TextMark(mark.kind, start)
        return mark.note

    def close_note(self, note: TextMark) -> None:
        """End a note."""
        self.leave_lists()
        note.end = self._writer.place()
        self.leave("li")

    def links_after(self, marks: int) -> tuple[str, ...]:
        """Return the addresses of the links among the later marks.

        Args:
            marks: How many marks, from the first on, are not looked at.
        """
        found = (mark.url for mark in self._marks[marks:] if mark.kind is AnnotationKind.LINK)
        return tuple(dict.fromkeys(url for url in found if url))

    @property
    def marks(self) -> int:
        """How many marks were made."""
        return len(self._marks)

    def draft(self, metadata: Metadata, original: OriginalFile) -> Draft:
        """Return the text as an article, with the title that it shows, or the file tells.

        Raises:
            EmptyText: no words are in it.
        """
        text, annotations, left_out = self.finished(metadata.language)
        if not text.strip():
            raise EmptyText(original.name)
        shown, deck = (self._title(style, text) for style in TITLES)
        metadata = replace(metadata, title=shown or metadata.title or deck)
        return Draft(
            text=text,
            metadata=metadata,
            found=filled_fields(metadata),
            original=original,
            left_out=left_out,
            annotations=annotations,
        )

    def _title(self, style: str, text: str) -> str:
        for one, start, end in self._titles[:_TITLES]:
            words = self._without_signs(self._at(start), self._at(end), text)
            if one == style and 0 < len(words) <= _LONGEST_TITLE:
                return words
        return ""

    def _without_signs(self, start: int, end: int, text: str) -> str:
        """Return words on a line, without the signs of notes in them."""
        words = []
        for sign, behind in ((self._at(sign), self._at(behind)) for sign, behind in self._signs):
            if start <= sign < end:
                words.append(text[start:sign])
                start = behind
        return " ".join("".join([*words, text[start:end]]).split())

    def finished(
        self, language: str = ""
    ) -> tuple[str, tuple[DraftAnnotation, ...], tuple[LeftOut, ...]]:
        """Return the canonical text, its annotations and what was left out, in its order."""
        self.leave_lists()
        written = self._writer.text()
        text = canonical(written)
        self._shift = len(text) - len(written)
        left_out = sorted(self._left_out, key=lambda part: part.place.position)
        return text, tuple(self._annotations(text, language)), tuple(self._told(left_out))

    def _told(self, parts: list[_LeftOutPart]) -> Iterator[LeftOut]:
        for part in parts:
            words = "".join(part.words).strip()
            if words or not part.words:
                yield LeftOut(part.kind, words, self._at(part.place))

    def _at(self, place: Place) -> int:
        return max(0, place.position + self._shift)

    def _annotations(self, text: str, language: str) -> Iterator[DraftAnnotation]:
        for mark in self._marks:
            if mark.end is None:
                mark.end = mark.start
        sentences = _NoteSentences(
            text, [(self._at(start), self._at(end)) for start, end in self._signs], language
        )
        for mark in self._joined(text):
            start, end = self._at(mark.start), self._at(mark.end or mark.start)
            span = Span(min(start, end), end)
            if mark.kind in _NOTES:
                yield self._annotation(mark, sentences.ended_at(span.start), self._note(mark, text))
                continue
            yield from self._placed(mark, _trimmed(text, span), text)
        for mark in self._nowhere:
            yield self._annotation(mark, None, "".join(mark.words).strip())

    def _placed(self, mark: TextMark, span: Span, text: str) -> Iterator[DraftAnnotation]:
        if mark.kind in TRACKED_CHANGES and not mark.words:
            words = span.of(text)
        else:
            words = "".join(mark.words).strip()
        if mark.kind is AnnotationKind.COMMENT and not len(span):
            yield self._annotation(mark, self._wordless(mark, span.start, text), words)
        elif len(span) or words:
            yield self._annotation(mark, span, words)

    def _wordless(self, mark: TextMark, before: int, text: str) -> Span | None:
        """Return the place of a comment on no words: in its paragraph, or on the line of it.

        Args:
            mark: The comment.
            before: Where the words before it end.
            text: The whole text.
        """
        if mark.is_first and mark.paragraph in self._with_words:
            before = self._at(mark.ahead or mark.start)
        elif mark.is_first:
            if text[before : before + 2] != "\n\n":
                return None
            before += 1
        return Span(before, before)

    def _joined(self, text: str) -> list[TextMark]:
        """The marks in the order of the text; what goes on over runs and paragraphs is one."""
        last: dict[AnnotationKind, TextMark] = {}
        found: list[TextMark] = []
        kept = (mark for mark in self._marks if mark not in self._forgotten)
        for mark in sorted(kept, key=lambda mark: mark.start.position):
            before = last.get(mark.kind)
            if before is not None and before.joins(mark, text):
                before.end = mark.end
                if before.words and before.block != mark.block:
                    before.words.append("\n")
                before.words += mark.words
                before.block = mark.block
            else:
                found.append(mark)
                last[mark.kind] = mark
        return found

    def _note(self, mark: TextMark, text: str) -> str:
        note = mark.note
        if note is None or note.end is None:
            return "".join(mark.words).strip()
        return text[self._at(note.start) : self._at(note.end)].strip()

    @staticmethod
    def _annotation(mark: TextMark, span: Span | None, words: str) -> DraftAnnotation:
        return DraftAnnotation(
            kind=mark.kind,
            span=span,
            words=words,
            author=mark.author,
            at=mark.at,
            id=mark.id,
            parent=mark.parent,
            resolved=mark.resolved,
            url=mark.url,
            links=mark.links,
            colour=mark.colour,
        )


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    if not words.strip():
        return Span(span.start, span.start)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


class _NoteSentences:
    """Finds the sentence that the sign of a note ends, past the signs of other notes."""

    def __init__(self, text: str, signs: list[tuple[int, int]], language: str) -> None:
        from annotator.kernel.sentences import Sentences

        pieces, last = [], 0
        for start, end in sorted(signs):
            pieces += [text[last:start], " " * (end - start)]
            last = end
        self._text = "".join([*pieces, text[last:]])
        self._sentences = Sentences(self._text, language) if signs else None
        self._line = Span(0, 0)
        self._in_line: list[Span] = []

    def ended_at(self, position: int) -> Span:
        """Return the sentence before a sign, up to the sign.

        Args:
            position: Where the sign begins, in code points.
        """
        start = self._text.rfind("\n", 0, position) + 1
        if self._sentences and not self._line.start <= start < self._line.end:
            stop = self._text.find("\n", position)
            self._line = Span(start, stop if stop >= 0 else len(self._text))
            self._in_line = self._sentences.within(self._line)
        at = bisect_left(self._in_line, position, key=attrgetter("start")) - 1
        begin = self._in_line[at].start if at >= 0 else position
        words = self._text[begin:position].rstrip()
        return Span(begin, begin + len(words)) if words else Span(position, position)
