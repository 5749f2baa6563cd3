"""What a selection grows to and shrinks to: word, clause, sentence, paragraph."""

import re
from collections.abc import Callable

from annotator.kernel.positions import Span, snap_to_words
from annotator.kernel.sentences import Sentences

_BETWEEN_CLAUSES = re.compile(r"[,;:،؛]\s+|[、，；：]|(?<!\s)\s++[-–—]\s+|—")
_SEEN = re.compile(r"\S(?:.*\S)?", re.DOTALL)

Cover = Callable[[Span], Span | None]
"""The smallest run of whole units around a stretch; none where there is no such unit."""


class Units:
    """The units of one text, each inside the next."""

    def __init__(self, text: str, sentences: Sentences) -> None:
        self._text = text
        self._sentences = sentences
        self._covers: tuple[Cover, ...] = (self._words, self._clauses, self._whole, self._lines)

    def grown(self, start: int, end: int) -> Span | None:
        """The smallest unit larger than a stretch that holds it; ``start`` is ``end`` for a caret.

        White space around a stretch counts for nothing; a caret in it means the words nearest to
        it. None where nothing larger is left, or no text at all.
        """
        held = self._held(start, end)
        if held is None:
            return None
        is_seen = start <= held.start and held.end <= end
        for cover in self._covers:
            found = cover(held)
            if found and (found != held or not is_seen):
                return found
        return None

    def shrunk(self, span: Span) -> Span | None:
        """The largest unit smaller than a stretch with which it begins; none below a word."""
        first = self._held(span.start, span.end)
        if first is None:
            return None
        first = Span(first.start, first.start + 1)
        for cover in reversed(self._covers):
            found = cover(first)
            if found and span.start <= found.start and found.end <= span.end and found != span:
                return found
        return None

    def _held(self, start: int, end: int) -> Span | None:
        """What is to be seen in a stretch or, where that is nothing, the sign nearest to it."""
        seen = _SEEN.search(self._text, start, end)
        if seen:
            return Span(*seen.span())
        if start < len(self._text) and not self._text[start].isspace():
            return Span(start, start + 1)
        before = len(self._text[max(0, start - 1) : start].rstrip())
        if before:
            return Span(start - 1, start)
        one = self._sentences.after(start) or self._sentences.before(start)
        return Span(one.start, one.start + 1) if one else None

    def _words(self, held: Span) -> Span:
        return snap_to_words(self._text, held)

    def _clauses(self, held: Span) -> Span | None:
        whole = self._whole(held)
        if whole is None:
            return None
        start, end = whole.start, whole.end
        for mark in _BETWEEN_CLAUSES.finditer(self._text, whole.start, whole.end):
            if mark.end() <= held.start:
                start = mark.end()
            elif mark.start() >= held.end:
                end = mark.start()
                break
        return Span(start, end)

    def _whole(self, held: Span) -> Span | None:
        first, last = self._sentences.at(held.start), self._sentences.at(held.end - 1)
        return Span(first.start, last.end) if first and last else None

    def _lines(self, held: Span) -> Span | None:
        start = self._text.rfind("\n", 0, held.start) + 1
        end = self._text.find("\n", held.end)
        seen = _SEEN.search(self._text, start, end if end >= 0 else len(self._text))
        return Span(*seen.span()) if seen else None
