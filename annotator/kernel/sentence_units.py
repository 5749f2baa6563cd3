"""The sentences of a version as they are compared with another version.

A claim is judged in its sentence: a “not” anywhere in it may turn its words. Two sentences are the
same if they read alike letter by letter; white space between words, line ends and signs
without a shape do not count. Signs that join letters or turn the direction of words do: they change
words of Persian and Hindi, and the order of figures in Arabic.

Where it is not certain that a sentence ends, as behind “St.” or at the end of a line without a
full stop, both parts are taken together. A sentence is read with the words that lead it, if it has
no sense without them: the line that introduces a list, the first row of a table, the question
before a short answer, the speaker of a quotation of several sentences.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from annotator.kernel.positions import Span
from annotator.kernel.sentences import Sentences

_UNSEEN = "\u00ad\u200b\u2060\ufeff"
_GAP = re.compile(rf"[\s{_UNSEEN}]+")
_ONLY_UNSEEN = re.compile(f"[{_UNSEEN}]+")
_CLOSERS = "\"'”’»«“‘)\\]）」』›"
_CLOSING = '"”“’»«」』'
_OPENERS = "\"'“‘«„‹「『"
_ENDED = re.compile(rf"[.!?…‥。！？｡؟۔।॥։።:：;][{_CLOSERS}]*(?:\[\w{{1,4}}\]|[⁰¹²³⁴-⁹*†‡])*\Z")
_INTRODUCED = re.compile(r"[:：]\Z")
_ASKED = re.compile(rf"[?？؟][{_CLOSERS}]*\Z")
_POINT = re.compile(r"(?:[•◦▪‣·*–—-]\s|[#>]|\(?(?:\d{1,3}|[a-z]|[ivx]{2,4})[.)]\s)")
_ABBREVIATED = re.compile(
    r"(?:\b[A-ZÀ-ÞЀ-ЯΑ-Ω]\w{0,2}|(?<!\d)(?<!\d\s)\b[^\W\d_]|\.\w{1,3}|[\u0900-\u0dff]\S{0,3}|…|\.\.)"
    rf"[.…][{_CLOSERS}]*\Z"
)
"""Ends that may be those of an abbreviation, an initial or words that are left out."""
_ORDINAL = re.compile(rf"(?<!\d)\d{{1,2}}\.[{_CLOSERS}]*\Z")
"""Ends that may be those of an ordinal, if a capital letter or a figure follows."""
_COUNTED = re.compile(rf"\d\s?[^\W\d_]{{1,3}}\.[{_CLOSERS}]*\Z")
"""Ends that may be those of a unit, if a figure follows."""
_SAID = re.compile(rf"[.!?…‥。！？｡؟۔।][{_CLOSERS}]*[\"”’»«“‘」』›][{_CLOSERS}]*\Z")
_SEEN = re.compile(r"\S")
_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n")
_LONGEST_ROW = 500
"""The code points beside a sentence in which bars are looked for that part the cells of a row."""
_LOOKED_AT = 12
"""The code points of an end that show whether it is doubtful."""
_SPEAKER_WORDS = 5
"""The most words of a sentence behind a quotation that may tell whose it is."""
_ANSWER_WORDS, _FRAGMENT_WORDS = 5, 2
"""The most words of an answer, and of a sentence that says nothing without the one before it."""
_LABEL = re.compile(
    rf"[^\W\d_][^\s:：]*(?: [^\s:：]+){{0,3}}[:：](?:\s|(?=[{_OPENERS}]))"
    rf"|[^\W\d_][^\n:：{_OPENERS}]{{0,80}}[:：]\s?(?=[{_OPENERS}])"
)
"""A speaker's name, or another label, at the beginning of a line, and words before a quotation."""
_QUOTATION = re.compile(
    r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«|\"[^\"]*\"|「[^「」]*」|『[^『』]*』"
)
_OF_LINES = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_OF_NO_SPACES = rf"{_OF_LINES}\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_OF_NO_SPACES}]|[^\W{_OF_NO_SPACES}]+")
_UNSPACED = re.compile(f"[{_OF_LINES}]")
"""Letters of scripts that do not mark their sentences: a line is one."""
_MOST_LEADS = 6
"""The most stretches of words that lead a sentence, the nearest first."""
_LONG_LINE = 40
"""Code points of a line from which it may be part of a sentence that goes on with a capital."""
_NARROWEST, _WIDEST = 40, 120
"""Code points of the longest lines of a text whose lines are broken by hand."""
_FILLED = 0.7
"""The share of the width that such a line fills, unless it ends its paragraph."""
_MOST = 0.8
"""The share of lines within paragraphs that do, in a text whose lines are broken by hand."""


def same_reading(words: str) -> str:
    """Return words so that two stretches which read alike are equal."""
    return _GAP.sub(_gap, words).strip()


def _gap(found: "re.Match[str]") -> str:
    return "" if _ONLY_UNSEEN.fullmatch(found[0]) else " "


def seen_places(words: str) -> list[int]:
    """Return the places of the characters that count for the reading of words."""
    return [n for n, sign in enumerate(words) if not sign.isspace() and sign not in _UNSEEN]


class SentenceUnits:
    """The sentences of a text by number, with their readings.

    ``readings`` hold the words that lead a sentence as well, and tell sentences that are the same.
    ``leads`` hold, by number, the stretches of the text in which the leading words stand, the
    nearest first.

    Args:
        text: The canonical text.
        language: The language of the article, as a code or a name, or empty.
        sentences: The sentences of the text or of a part of it, if they are known.
        is_broken: Whether the lines of the text are broken by hand, if it is known.
    """

    def __init__(
        self,
        text: str,
        language: str = "",
        sentences: Sequence[Span] | None = None,
        *,
        is_broken: bool | None = None,
    ) -> None:
        self.text = text
        if sentences is None:
            sentences = Sentences(text, language).all()
        if is_broken is None:
            is_broken = is_broken_by_hand(text)
        self.spans = [*_whole_sentences(text, sentences, is_broken=is_broken)]
        self._starts = [span.start for span in self.spans]
        own = [same_reading(text[span.start : span.end]) for span in self.spans]
        self.leads = _Leads(text, self.spans, own).found
        self.readings = [*own]
        for number, leads in self.leads.items():
            led = (same_reading(lead.of(text)) for lead in reversed(leads))
            self.readings[number] = "\n".join((*led, own[number]))

    def __len__(self) -> int:
        return len(self.spans)

    def touched(self, place: Span) -> range:
        """Return the numbers of the sentences that a place touches; empty for a place in none."""
        first = max(0, bisect_right(self._starts, place.start) - 1)
        if first < len(self.spans) and self.spans[first].end <= place.start:
            first += 1
        last = bisect_right(self._starts, place.end - 1) - 1
        return range(first, max(first, last + 1))

    def stretch(self, numbers: range) -> Span:
        """Return the stretch of sentences in a row."""
        return Span(self.spans[numbers[0]].start, self.spans[numbers[-1]].end)


def units_around(text: str, place: Span, sentences: Sentences, *, is_broken: bool) -> SentenceUnits:
    """Return the sentences that hold a place, with sentences before that may lead them.

    They read as in the units of the whole text, at a cost that follows the paragraph, list or table
    around the place.

    Args:
        text: The canonical text.
        place: Code points of the text.
        sentences: Its sentences.
        is_broken: Whether its lines are broken by hand.
    """
    start, end = _start_of_paragraph(text, place.start), _PARAGRAPHS.search(text, place.end)
    while start and _depends(text, start):
        start = _start_of_paragraph(text, len(text[:start].rstrip()) - 1)
    while end and (after := _SEEN.search(text, end.end())):
        before = len(text[: end.start()].rstrip())
        if not _goes_on_beyond(text, before, after.start()):
            break
        end = _PARAGRAPHS.search(text, after.start())
    window = Span(start, end.start() if end else len(text))
    held = sentences.within(window) if len(window) else []
    return SentenceUnits(text, sentences=held, is_broken=is_broken)


def _start_of_paragraph(text: str, position: int) -> int:
    """Return where the lines begin that no blank line parts from a position."""
    at = text.rfind("\n", 0, max(0, position))
    while at > 0:
        line = text.rfind("\n", 0, at)
        if not text[line + 1 : at].strip():
            return at + 1
        at = line
    return 0


def _depends(text: str, start: int) -> bool:
    """Whether a paragraph may have words before it that lead it."""
    before = text[max(0, start - _LOOKED_AT * 2) : start].rstrip()
    first = _SEEN.search(text, start)
    if first is None or _INTRODUCED.search(before) or _ASKED.search(before):
        return True
    if _goes_on_beyond(text, len(text[:start].rstrip()), first.start(), is_led=True):
        return True
    end = text.find("\n", first.start())
    end = len(text) if end < 0 else end
    return _POINT.match(text, first.start()) is not None or _is_row(text, first.start(), end)


def _whole_sentences(text: str, sentences: Sequence[Span], *, is_broken: bool) -> Iterator[Span]:
    """Yield sentences, joined where they may be parts of the same."""
    start = None
    for number, span in enumerate(sentences):
        start = span.start if start is None else start
        after = sentences[number + 1] if number + 1 < len(sentences) else None
        if after is None or not goes_on(text, span, after, is_broken=is_broken):
            yield Span(start, span.end)
            start = None


def goes_on(text: str, span: Span, after: Span, *, is_broken: bool) -> bool:
    """Return whether a stretch and the next may be parts of the same sentence.

    Args:
        text: The text.
        span: The first stretch.
        after: The next stretch.
        is_broken: Whether the lines of the text are broken by hand.
    """
    breaks = text.count("\n", span.end, after.start)
    if not breaks:
        return _is_doubtful(text, span, after) or _are_in_row(text, span, after)
    is_row = _is_row(text, span.start, span.end) or _is_row(text, after.start, after.end)
    if is_row or _POINT.match(text, after.start):
        return False
    if breaks > 1:
        return _goes_on_beyond(text, span.end, after.start)
    if _ENDED.search(text, max(span.start, span.end - _LOOKED_AT), span.end):
        return text[span.end - 1] not in ":：" and _is_doubtful(text, span, after)
    is_whole = _UNSPACED.search(text, max(span.start, span.end - _LOOKED_AT), span.end)
    return not is_whole and (is_broken or _may_go_on(text, span, text[after.start]))


def _goes_on_beyond(text: str, end: int, start: int, *, is_led: bool = False) -> bool:
    """Whether a sentence goes on in small letters after a blank line, as over two pages.

    Args:
        text: The text.
        end: Where the words before the blank line end, in code points.
        start: Where the words after it begin.
        is_led: Whether a figure counts as well, which may belong to the words before.
    """
    if _ENDED.search(text, max(0, end - _LOOKED_AT), end):
        return False
    return text[start].islower() or (is_led and text[start].isdecimal())


def _are_in_row(text: str, span: Span, after: Span) -> bool:
    """Whether two sentences of a line are in a row of a table; in a long row, beside its bars."""
    start = text.rfind("\n", max(0, span.start - _LONGEST_ROW), span.start)
    end = text.find("\n", after.end, after.end + _LONGEST_ROW)
    start = max(0, span.start - _LONGEST_ROW) if start < 0 else start
    return _is_row(text, start + 1, end if end >= 0 else after.end + _LONGEST_ROW)


def _is_row(text: str, start: int, end: int) -> bool:
    return text.find(" |", start, end) >= 0 or text.startswith("| ", start)


def _is_doubtful(text: str, span: Span, after: Span) -> bool:
    """Whether a sentence and the next, in the same line, may be a single sentence."""
    first, begin = text[after.start], max(span.start, span.end - _LOOKED_AT)
    if first.islower() or _ABBREVIATED.search(text, begin, span.end):
        return True
    if _SAID.search(text, begin, span.end) and first not in _OPENERS:
        # the speaker may be named there: “Is it safe?” Smith asked.
        return _has_at_most(_SPEAKER_WORDS, text, after)
    if first.isdecimal() and _COUNTED.search(text, begin, span.end):
        return True
    is_next = first.isupper() or first.isdecimal()
    return is_next and _ORDINAL.search(text, begin, span.end) is not None


def _may_go_on(text: str, span: Span, first: str) -> bool:
    """Whether a line without an end may go on in the next.

    Args:
        text: The text.
        span: The last sentence of the line.
        first: The first character of the next.
    """
    if first.islower():
        return True
    line = span.end - text.rfind("\n", 0, span.end) - 1
    return line >= _LONG_LINE or not (first.isupper() or first in _OPENERS)


def _has_at_most(count: int, text: str, span: Span) -> bool:
    found = _WORD.finditer(text, span.start, span.end)
    return next((False for n, _ in enumerate(found) if n >= count), True)


def is_broken_by_hand(text: str) -> bool:
    """Return whether lines end where they are full, and not where a sentence or paragraph ends."""
    lines = [line.rstrip() for line in text.split("\n")]
    within = [len(line) for line, after in pairwise(lines) if line and after]
    if not within:
        return False
    width = sorted(within)[int(len(within) * 0.95)]
    full = sum(width * _FILLED <= length <= width for length in within)
    return _NARROWEST <= width <= _WIDEST and full >= _MOST * len(within)


class _Leads:
    """The words that lead sentences, line by line."""

    def __init__(self, text: str, spans: Sequence[Span], readings: Sequence[str]) -> None:
        self._text, self._spans, self._readings = text, spans, readings
        self._starts = [span.start for span in spans]
        self.found: dict[int, tuple[Span, ...]] = {}
        self._points: list[tuple[int, int]] = []
        self._introduced_by: int | None = None
        self._header: int | None = None
        for line in self._lines():
            self._of_line(line)
            self._within_line(line)

    def _lines(self) -> Iterator[range]:
        """Yield the numbers of the sentences of each line, with lines that may go on from it."""
        first = 0
        for number in range(1, len(self._spans) + 1):
            if number == len(self._spans) or self._begins(first, number):
                yield range(first, number)
                first = number

    def _begins(self, first: int, number: int) -> bool:
        """Whether a sentence begins a line that stands for itself.

        Args:
            first: The number of the first sentence of the lines before.
            number: The number of the sentence.
        """
        breaks, start = self._between(number).count("\n"), self._spans[number].start
        if breaks != 1:
            return breaks > 1
        return (
            _INTRODUCED.search(self._readings[number - 1]) is not None
            or _POINT.match(self._text, start) is not None
            or _LABEL.match(self._text, start) is not None
            or _is_row(self._text, start, self._spans[number].end)
            or _is_row(self._text, self._spans[first].start, self._spans[first].end)
        )

    def _between(self, number: int) -> str:
        return self._text[self._spans[number - 1].end : self._spans[number].start]

    def _add(self, number: int, leads: Iterable[Span]) -> None:
        known = self.found.get(number, ())
        fresh = [lead for lead in leads if not any(lead.overlaps(one) for one in known)]
        self.found[number] = (*known, *fresh)[:_MOST_LEADS]

    def _of_line(self, line: range) -> None:
        """Find the words before a line that lead all its sentences."""
        start = self._spans[line.start].start
        before = line.start - 1 if line.start else None
        lead: int | None = None
        if _is_row(self._text, start, self._spans[line.start].end):
            if self._header is not None and self._between(line.start).count("\n") == 1:
                lead = self._header
            else:
                self._header = line.start
                lead = self._introduction(before)
            self._points = []
        elif _POINT.match(self._text, start):
            lead, self._header = self._parent_of_point(line.start, before), None
        else:
            self._points, self._header = [], None
            lead = self._introduction(before)
            if (
                lead is None
                and before is not None
                and _goes_on_beyond(self._text, self._spans[before].end, start, is_led=True)
            ):
                lead = before
            if lead is None and before is not None and self._answers(line.start, before):
                self._add(line.start, [self._spans[before]])
        if lead is not None:
            for number in line:
                self._add(number, (self._spans[lead], *self.found.get(lead, ())))

    def _introduction(self, before: int | None) -> int | None:
        """Return the sentence before a line if it introduces it."""
        is_one = before is not None and _INTRODUCED.search(self._readings[before])
        return before if is_one else None

    def _parent_of_point(self, number: int, before: int | None) -> int | None:
        """Return the line that introduces a point of a list, or the point that it belongs to."""
        start = self._spans[number].start
        indent = start - self._text.rfind("\n", 0, start) - 1
        if self._introduction(before) is not None:
            self._points = []
        if not self._points:
            is_open = before is not None and not _ENDED.search(self._readings[before])
            self._introduced_by = before if is_open else self._introduction(before)
        while self._points and self._points[-1][0] >= indent:
            self._points.pop()
        parent = self._points[-1][1] if self._points else self._introduced_by
        self._points.append((indent, number))
        return parent

    def _answers(self, number: int, before: int) -> bool:
        """Whether a sentence is but a short answer to the question before it."""
        is_asked = _ASKED.search(self._readings[before]) is not None
        return is_asked and _has_at_most(_ANSWER_WORDS, self._text, self._spans[number])

    def _within_line(self, line: range) -> None:
        """Find the words of a line that lead other sentences of it."""
        for number in line[1:]:
            is_fragment = _has_at_most(_FRAGMENT_WORDS, self._text, self._spans[number])
            if is_fragment or self._answers(number, number - 1):
                self._add(number, [self._spans[number - 1]])
        if len(line) == 1:
            return
        start, end = self._spans[line.start].start, self._spans[line[-1]].end
        self._of_label(line, start, end)
        before = None
        for found in _QUOTATION.finditer(self._text, start, end):
            quotation = Span(*found.span())
            self._of_quotation(quotation)
            if before is not None:
                self._of_next_quotation(before, quotation)
            before = quotation

    def _of_label(self, line: range, start: int, end: int) -> None:
        """Find the label of a line, which leads its sentences, or its quotation if that follows.

        Args:
            line: The numbers of the sentences of the line.
            start: Where the line begins, in code points.
            end: Where it ends.
        """
        label = _LABEL.match(self._text, start, end)
        if label is None:
            return
        is_quoted = self._text[label.end()] in _OPENERS
        closers = (self._text.rfind(sign, label.end() + 1, end) for sign in _CLOSING)
        reach = max(closers) if is_quoted else end
        for number in line[1:]:
            if self._spans[number].start < reach:
                self._add(number, [Span(label.start(), label.end())])

    def _of_next_quotation(self, before: Span, quotation: Span) -> None:
        """Find the speaker of a quotation that goes on behind the words of who speaks."""
        number = bisect_left(self._starts, quotation.start)
        if number == len(self._starts) or self._starts[number] != quotation.start or not number:
            return
        said = Span(before.end, max(before.end, self._spans[number - 1].end))
        if self._spans[number - 1].start <= before.end and _WORD.search(
            self._text, said.start, said.end
        ):
            while number < len(self._starts) and self._starts[number] < quotation.end:
                self._add(number, [said])
                number += 1

    def _of_quotation(self, quotation: Span) -> None:
        """Find the words around a quotation of several sentences that tell its speaker."""
        first = bisect_right(self._starts, quotation.start) - 1
        held = range(first, bisect_left(self._starts, quotation.end))
        if len(held) == 1:
            return
        before = Span(self._spans[held[0]].start, quotation.start)
        after = Span(quotation.end, self._spans[held[-1]].end)
        for part, home in ((before, held[0]), (after, held[-1])):
            if _WORD.search(self._text, part.start, part.end):
                for number in held:
                    if number != home:
                        self._add(number, [part])
