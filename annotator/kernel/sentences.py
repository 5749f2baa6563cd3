"""Sentences of a text, and the units that a selection grows to: word, clause, sentence, paragraph.

Spans are in code points, in order. A sentence never crosses a line end: headlines and list items
have no full stop. It begins and ends with a visible character, and every visible character stands
in exactly one sentence. Where a script does not mark its sentences, as Thai, a line is a sentence.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate, takewhile
from operator import attrgetter

from annotator.kernel.languages import BorderWords, border_words, language_of
from annotator.kernel.positions import Span, snap_to_words

_SEEN = re.compile(r"\S")
_WHITE = re.compile(r"[^\S ]")
_JOINER = "\u200d"
_start, _end = attrgetter("start"), attrgetter("end")


class Sentences:
    """The sentences of a text, found line by line when they are asked for.

    ``language`` is the article's, as a code such as "pt-BR" or a name such as "Deutsch". With
    none, or with other words there, the language is found from the text.
    """

    def __init__(self, text: str, language: str = "") -> None:
        self._text = text
        self._language = language_of(text, language).partition("-")[0].lower()
        self._line: tuple[int, list[Span]] = (-1, [])
        self._all: list[Span] | None = None

    def __iter__(self) -> Iterator[Span]:
        return self._from(0)

    @property
    def length(self) -> int:
        """The text's length in code points."""
        return len(self._text)

    def all(self) -> list[Span]:
        """All sentences, kept once they are found; another thread may ask for them."""
        if self._all is None:
            self._all = list(self._from(0))
        return self._all

    def at(self, position: int) -> Span | None:
        """Return the sentence that holds a code point; ``None`` in the space between sentences.

        Args:
            position: The position in code points.
        """
        if not 0 <= position < len(self._text):
            return None
        line = self._line_at(position)
        found = line[bisect_right(line, position, key=_end) :][:1]
        return found[0] if found and found[0].start <= position else None

    def after(self, position: int) -> Span | None:
        """Return the first sentence that begins after a position.

        Args:
            position: The position in code points.
        """
        start = max(0, position)
        return next((s for s in self._from(start) if s.start > position), None)

    def before(self, position: int) -> Span | None:
        """Return the last sentence that begins before a position.

        Args:
            position: The position in code points.
        """
        end = min(position, len(self._text))
        while end > 0:
            found = [s for s in self._line_at(end - 1) if s.start < position]
            if found:
                return found[-1]
            end = self._start_of_line(end - 1)
        return None

    def within(self, stretch: Span) -> list[Span]:
        """Return every sentence with at least a code point in ``stretch``, in order."""
        if self._all is not None:
            first = bisect_right(self._all, stretch.start, key=_end)
            return self._all[first : bisect_left(self._all, stretch.end, key=_start)]
        reached = takewhile(lambda s: s.start < stretch.end, self._from(stretch.start))
        return [sentence for sentence in reached if sentence.end > stretch.start]

    def _from(self, position: int) -> Iterator[Span]:
        """The sentences from the line of ``position`` on, or from ``position`` on."""
        if self._all is not None:
            first = bisect_right(self._all, position, key=_end)
            yield from (self._all[n] for n in range(first, len(self._all)))
            return
        seen = _SEEN.search(self._text, self._start_of_line(position))
        while seen:
            line = self._line_at(seen.start())
            yield from line
            seen = _SEEN.search(self._text, line[-1].end)

    def _start_of_line(self, position: int) -> int:
        return self._text.rfind("\n", 0, position) + 1

    def _line_at(self, position: int) -> list[Span]:
        start, kept = self._start_of_line(position), self._line
        if start != kept[0]:
            end = self._text.find("\n", start)
            line = self._text[start : end if end >= 0 else None]
            self._line = kept = start, list(_sentences(line, start, self._language))
        return kept[1]


def sentences(text: str, language: str = "") -> list[Span]:
    """All sentences of a text; ``language`` is understood as by ``Sentences``."""
    return Sentences(text, language).all()


def _sentences(line: str, start: int, language: str) -> Iterator[Span]:
    begin = 0
    for border in _borders(line, language):
        # a mark, such as the one that makes an emoji of "!", belongs to what stands before it
        end = border
        while end < len(line) and _continues(line[end]):
            end += 1
        yield from _trimmed(line, begin, end, start)
        begin = max(begin, end)
    yield from _trimmed(line, begin, len(line), start)


def _borders(line: str, language: str) -> Iterator[int]:
    """Yield the ends of the sentences of a line, but the last: the library's, mended.

    The library reads the line without quotation marks: within them it sees no sentences. It takes
    all words before a stop for a single word where no space parts them, in a time that grows with
    the square of the line; so it does not see the stops about which it is not asked.
    """
    pieces = _pieces(_UNSPACED_ALONE.sub(_commas, _QUOTES.sub(" ", line)), language)
    told = [*accumulate(map(len, pieces))][:-1]
    if not told and len(pieces) == 1 and not _STOP.search(line):
        return
    words, begin, passed = border_words(language), 0, 0
    for found in _STOP.finditer(line):
        around = _GAP.match(line, found.end())
        reached = around.end() if around else found.end()
        first, last = bisect_left(told, found.end(1)), bisect_right(told, reached)
        for end in told[passed:first]:
            begin = _before_quotes(line, end)
            yield begin
        passed = max(passed, last)
        stop = _Stop(line, begin, found, reached, words, last > first)
        if reached < len(line) and stop.is_end:
            begin = found.end()
            yield begin
    for end in told[passed:]:
        yield _before_quotes(line, end)


def _commas(found: re.Match[str]) -> str:
    return "，" * len(found.group())


def _before_quotes(line: str, end: int) -> int:
    while end and (line[end - 1] in _OPENING or line[end - 1].isspace()):
        end -= 1
    return end


def _pieces(line: str, language: str) -> list[str]:
    from sentencex import segment  # noqa: PLC0415 - a compiled library, late for a quick start

    try:
        # it fails on an initial after a no-break space, and knows fewer abbreviations there
        pieces: list[str] = segment(language, _WHITE.sub(" ", line))
    except BaseException as error:
        # what it raises then has no name to import, and a line whole is better than none
        if type(error).__name__ == "PanicException":
            return [line]
        raise
    return pieces


def _continues(character: str) -> bool:
    return character == _JOINER or unicodedata.category(character).startswith("M")


def _trimmed(line: str, begin: int, end: int, start: int) -> Iterator[Span]:
    words = line[begin:end]
    begin, end = begin + len(words) - len(words.lstrip()), begin + len(words.rstrip())
    if begin < end:
        yield Span(start + begin, start + end)


_STOP = re.compile(
    r"([.!?…。！？｡．]+)((?:[\"”’»›)\]」』》〉）】]|(?<=[.!?…])[“«]|\s»(?=[\s,.;:]|$))*)"
)
"""Marks at the end of a sentence, and the quotation marks and brackets that close after them."""
_GAP = re.compile(r"[\s\"“„«‹»‘'(\[¿¡—–「『（【-]*")
"""White space and marks between a stop and the next word."""
_QUOTES = re.compile(r"[\"“”„«»‹›‘「」『』]")
_OPENING = '"“„«‹‘「『'
_WORD_BEFORE = re.compile(r"(?:\b([^\W\d_]{1,3}\.)[ \u00a0])?([^\s(\[\"“„«‹‘—]+)$")
_NEXT_WORD = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)(?![\w.-])")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,3}\.-?)*[^\W\d_]")
_ADDRESS = re.compile(r"\S*(?:@|\w\w\.)[\w-]*\.?[a-z]{2,}")
_ROMAN = re.compile(r"[IVXLC]{2,}")
_NUMBER_BEFORE = re.compile(r"\d[ \u00a0]?$")
_UNSPACED = re.compile(r"[。！？｡．]")
_UNSPACED_ALONE = re.compile(r"(?<=\w)[。！？｡．]+(?=\s?(?:\w|$))")
"""Stops about which the library is not asked: our own rule decides, and no other mark is near."""
_SAYS = re.compile(r"[^，。！？；]{1,8}[说說道问問喊答称稱写寫叫][，。：]")
_AFTER_QUOTATION = ("と", "って", "など", "の", "が", "を", "は", "も", "に", "で", "や")
_BULLETS = " \t•⁃‣·*-–—"
_LONG_ENOUGH = 4
"""Letters of a word in small letters that is hardly an abbreviation."""


class _Stop:
    """A stop in a line, and the rules that tell whether a sentence ends there.

    The library knows the stops of some 300 languages, but takes an abbreviation for the middle of
    a sentence also where it ends with it, and cuts after ordinal numbers and numbers of lists.
    """

    def __init__(
        self,
        line: str,
        begin: int,
        found: re.Match[str],
        reached: int,
        words: BorderWords,
        is_told: bool,  # noqa: FBT001 - it is what the library told, beside what is seen
    ) -> None:
        self._line, self._begin, self._words = line, begin, words
        self._is_told = is_told
        self._marks, self._closers = found.groups()
        self._between, self._next = line[found.end() : reached], line[reached : reached + 40]
        self._sentence = line[begin : found.start()]
        before = _WORD_BEFORE.search(self._sentence[-40:])
        self._word = before.group(2) if before else ""
        self._two = f"{before.group(1) or ''}{self._word}".casefold() if before else ""
        opener = _NEXT_WORD.match(self._next)
        self._is_before_opener = bool(opener and opener.group(1).casefold() in words.openers)

    @property
    def is_end(self) -> bool:
        """Whether a sentence ends here: by the first rule that says so, or else by the library."""
        for rule in (
            self._of_unspaced_script,
            self._inside_a_word,
            self._after_a_number_of_a_list,
            self._before_small_letters,
            self._after_a_bracket,
            self._of_other_marks,
            self._after_a_number,
            self._after_an_abbreviation,
            self._after_initials,
            self._after_a_word,
        ):
            told = rule()
            if told is not None:
                return told
        return self._is_told

    def _of_unspaced_script(self) -> bool | None:
        if not _UNSPACED.search(self._marks):
            return None
        if self._marks == "．" and self._sentence[-1:].isdecimal():
            return not self._next[0].isdecimal() and not self._is_number_of_list
        is_said = bool(self._closers) and bool(_SAYS.match(self._next))
        is_quoted = bool(self._closers) or self._marks[-1] in "！？"
        goes_on = is_quoted and self._next.startswith(_AFTER_QUOTATION)
        is_title = self._closers.endswith("》") or "《" in self._sentence.rpartition("》")[2]
        return not (is_said or goes_on or is_title or self._next[0] in "、，,；：")

    def _inside_a_word(self) -> bool | None:
        """A stop without white space after it: 2.5, example.org, Yahoo!ニュース."""
        has_space = any(map(str.isspace, self._between + self._closers))
        return None if has_space or self._between[:1] in ("—", "–") else False

    @property
    def _is_number_of_list(self) -> bool:
        """Whether the sentence is but "1", "a" or "• 1" up to the stop."""
        label = self._sentence.strip(_BULLETS)
        return label.isdecimal() or (len(label) == 1 and label.islower())

    def _after_a_number_of_a_list(self) -> bool | None:
        return False if self._marks == "." and self._is_number_of_list else None

    def _before_small_letters(self) -> bool | None:
        after = self._next[0]
        if after.isupper() or after.isdecimal():
            return None
        is_small = after.islower() or after in ",;:"
        is_usual = next((c.islower() for c in self._line[self._begin :] if c.isalpha()), False)
        return self._is_told and (is_usual or not is_small)

    def _after_a_bracket(self) -> bool | None:
        is_whole = self._sentence.lstrip()[:1] in ("(", "[") and {*self._closers} & {")", "]"}
        return True if is_whole else None

    def _of_other_marks(self) -> bool | None:
        if self._marks == ".":
            return True if self._word[-1:] in ("»", "”", "“", ")") else None
        is_elision = "." in self._marks or "…" in self._marks
        return self._is_told or (is_elision and self._is_before_opener)

    def _after_a_number(self) -> bool | None:
        if self._word.isdecimal():
            is_ordinal = self._words.has_dotted_ordinals and len(self._word) < _LONG_ENOUGH
            if not is_ordinal:
                return True
            return self._is_before_opener if self._words.openers else self._is_told
        is_unit = self._word.casefold() in self._words.units
        is_counted = is_unit and _NUMBER_BEFORE.search(self._sentence.removesuffix(self._word))
        return True if is_counted or self._word[:1] in ("°", "%") else None

    def _after_an_abbreviation(self) -> bool | None:
        word = re.split("['’]", self._word.casefold())[-1]
        if self._two in self._words.finals or word in self._words.finals:
            return True
        if self._two in self._words.inside or word in self._words.inside:
            return False
        if self._two in self._words.either or word in self._words.either:
            return self._is_before_opener
        return None

    def _after_initials(self) -> bool | None:
        if not _INITIALS.fullmatch(self._word) or not any(map(str.isupper, self._word)):
            return None
        is_degrees = self._sentence.removesuffix(self._word).rstrip().endswith("°")
        return is_degrees or self._is_before_opener

    def _after_a_word(self) -> bool | None:
        is_roman = bool(_ROMAN.fullmatch(self._word)) and not self._words.has_dotted_ordinals
        is_word = bool(self._words.openers) and len(self._word) >= _LONG_ENOUGH
        is_small = self._word.islower() or self._next[:4].isdecimal()
        is_plain = is_word and is_small and self._word.isalpha()
        is_clear = self._is_before_opener or is_roman or is_plain
        return True if is_clear or _ADDRESS.fullmatch(self._word) else None


_BETWEEN_CLAUSES = re.compile(r"[,;:،؛]\s+|[、，；：]|(?<!\s)\s++[-–—]\s+|—")
_UNITS_SEEN = re.compile(r"\S(?:.*\S)?", re.DOTALL)

Cover = Callable[[Span], Span | None]
"""The smallest run of whole units around a stretch; ``None`` without a unit there."""


class Units:
    """The units of a text, each inside the next."""

    def __init__(self, text: str, sentences: Sentences) -> None:
        self._text = text
        self._sentences = sentences
        self._covers: tuple[Cover, ...] = (self._words, self._clauses, self._whole, self._lines)

    def grown(self, start: int, end: int) -> Span | None:
        """Return the smallest unit larger than a stretch that holds it, or ``None``.

        White space around a stretch does not count; a caret in it means the words nearest to it.

        Args:
            start: The start of the stretch in code points; equal to ``end`` for a caret.
            end: The end of the stretch in code points.
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
        """Return the visible part of a stretch, or the visible sign nearest to it."""
        seen = _UNITS_SEEN.search(self._text, start, end)
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
        seen = _UNITS_SEEN.search(self._text, start, end if end >= 0 else len(self._text))
        return Span(*seen.span()) if seen else None
