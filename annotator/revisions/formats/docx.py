"""A comparison as a document for Word: real tracked changes, by the newer version.

Rejecting all changes gives the older text, accepting all gives the newer text. Two line ends are
the end of a paragraph, a single line end is a line break within it. Passages that moved as they
were are moves. Claims stand at their places as comments with their number and verdict.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape

from annotator.kernel.moments import read_moment
from annotator.kernel.positions import Span
from annotator.reports.formats.deterministic_zip import parcel
from annotator.reports.formats.docx.styles import COMMENT, COMMENT_SIGN, furnish
from annotator.reports.formats.docx.writer import frame, parts_of
from annotator.reports.printable import printable, runs_left
from annotator.revisions.compared_versions import ComparedVersions, PlacedClaim
from annotator.revisions.comparison import Passage

_PARTS = re.compile(r"\n\n|\n|[^\n]+")
_WORDS = re.compile(r"\s+|\S+")
_TAGS = re.compile(r"<[^>]*>")
_FIRST_MOVE, _FIRST_CHANGE = 1_000_000, 2_000_000
"""Where the numbers of moves and of changes begin, apart from the numbers of comments."""
_CHUNK = 200
"""Paragraphs parsed at once."""


@dataclass(frozen=True, slots=True)
class _Step:
    """Words of a text or of both, and how Word marks them: ``ins``, ``del``, moves or not."""

    mark: str
    text: str
    old: Span | None
    new: Span | None
    move: int = 0


def render(compared: ComparedVersions) -> bytes:
    """Return the document; the same comparison gives the same bytes."""
    import docx

    package = docx.Document()
    furnish(package)
    frame(package, f"{compared.heading} – {compared.title}")
    markup = _Markup(compared)
    ending = package.element.body.sectPr
    waiting: list[str] = []
    for paragraph in markup.paragraphs():
        waiting.append(paragraph)
        if len(waiting) == _CHUNK:
            _put(ending, waiting)
    _put(ending, waiting)
    return _saved(package, compared, markup.comments)


def _put(ending: Any, markups: list[str]) -> None:
    """Move the written paragraphs into the document, before the properties that end it."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    for element in parse_xml(f"<w:body {nsdecls('w')}>{''.join(markups)}</w:body>"):
        ending.addprevious(element)
    markups.clear()


def _saved(package: Any, compared: ComparedVersions, comments: list[str]) -> bytes:
    from docx.oxml.ns import nsdecls

    about, made = package.core_properties, read_moment(compared.new.created_at, UTC)
    about.author = about.comments = about.last_modified_by = ""
    about.title = f"{compared.heading} – {compared.title}"
    if made is not None:
        about.created = about.modified = made.replace(tzinfo=None, microsecond=0)
    _ = package.comments  # gives the document the part for them
    held = parts_of(package.part.package)
    held["word/comments.xml"] = (
        f"<w:comments {nsdecls('w')}>{''.join(comments)}</w:comments>".encode()
    )
    return parcel(held)


# what Word is told of each passage


def _steps(compared: ComparedVersions) -> Iterator[_Step]:
    for number, passage in enumerate(compared.comparison.passages):
        if passage.other_end is None:
            for piece in passage.pieces:
                yield from _of_places(compared, piece.old, piece.new)
        elif passage.has_other_words:
            yield from _of_places(compared, passage.old, passage.new)
        else:
            yield _moved(compared, number, passage)


def _of_places(compared: ComparedVersions, old: Span | None, new: Span | None) -> Iterator[_Step]:
    if old and new:
        yield from _kept(compared, old, new)
    elif old:
        yield _Step("del", old.of(compared.comparison.old), old, None)
    elif new:
        yield _Step("ins", new.of(compared.comparison.new), None, new)


def _moved(compared: ComparedVersions, number: int, passage: Passage) -> _Step:
    # a move has the number of the end where its words stand now
    if passage.old is not None:
        words = passage.old.of(compared.comparison.old)
        return _Step("moveFrom", words, passage.old, None, (passage.other_end or 0) + 1)
    words = passage.new.of(compared.comparison.new) if passage.new else ""
    return _Step("moveTo", words, None, passage.new, number + 1)


def _kept(compared: ComparedVersions, old: Span, new: Span) -> Iterator[_Step]:
    """Yield the steps of words that read alike; spaces and unseen signs may differ in them."""
    before, after = old.of(compared.comparison.old), new.of(compared.comparison.new)
    if before == after:
        yield _Step("", after, old, new)
        return
    first, second = _WORDS.findall(before), _WORDS.findall(after)
    if [one.isspace() for one in first] != [other.isspace() for other in second]:
        yield _Step("del", before, old, None)
        yield _Step("ins", after, None, new)
        return
    here, there = old.start, new.start
    for one, other in zip(first, second, strict=True):
        places = Span(here, here + len(one)), Span(there, there + len(other))
        if one == other:
            yield _Step("", other, *places)
        else:
            yield _Step("del", one, places[0], None)
            yield _Step("ins", other, None, places[1])
        here, there = places[0].end, places[1].end


class _Comments:
    """The comments on claims of a text, by the places at which they begin and end."""

    def __init__(self, claims: Sequence[PlacedClaim], first: int) -> None:
        self._starts = defaultdict[int, list[int]](list)
        self._ends = defaultdict[int, list[int]](list)
        for number, claim in enumerate(claims, start=first):
            self._starts[claim.span.start].append(number)
            self._ends[claim.span.end].append(number)
        self._places = sorted({*self._starts, *self._ends})

    def cuts(self, span: Span) -> list[int]:
        """Return the places within a stretch at which a comment begins or ends."""
        first, last = (bisect_left(self._places, place) for place in (span.start, span.end + 1))
        return self._places[first:last]

    def at_start(self, place: int) -> str:
        """Return the signs for the comments that begin at a place."""
        numbers = self._starts.get(place, ())
        return "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in numbers)

    def at_end(self, place: int) -> str:
        """Return the signs for the comments that end at a place."""
        return "".join(
            f'<w:commentRangeEnd w:id="{number}"/><w:r><w:rPr><w:rStyle w:val="{COMMENT_SIGN}"/>'
            f'</w:rPr><w:commentReference w:id="{number}"/></w:r>'
            for number in self._ends.get(place, ())
        )


class _Markup:
    """Writes paragraphs, with ``comments`` on the claims in either text.

    A claim that stands in both is named where it stands now.
    """

    def __init__(self, compared: ComparedVersions) -> None:
        made = read_moment(compared.new.created_at, UTC) or datetime(1970, 1, 1, tzinfo=UTC)
        # Word takes no moment with parts of a second
        moment = made.replace(microsecond=0, tzinfo=None).isoformat() + "Z"
        self._by = f'w:author="Version {compared.new.number}" w:date="{moment}"'
        self._compared = compared
        self._changes = 0
        self._line: list[str] = []
        there = {claim.id for claim in compared.new_claims}
        left = [claim for claim in compared.old_claims if claim.id not in there]
        self._new = _Comments(compared.new_claims, 0)
        self._old = _Comments(left, len(compared.new_claims))
        self.comments = [
            *(self._comment(n, c, "") for n, c in enumerate(compared.new_claims)),
            *(
                self._comment(n, c, f" (in version {compared.old.number})")
                for n, c in enumerate(left, start=len(compared.new_claims))
            ),
        ]

    def paragraphs(self) -> Iterator[str]:
        """Yield the paragraphs of both texts as elements."""
        for step in _steps(self._compared):
            if step.move:
                self._line.append(self._border(step, "Start", f" {self._by}"))
            for found in _PARTS.finditer(step.text):
                if found[0] == "\n\n":
                    yield self._paragraph(step.mark)
                else:
                    self._line += self._runs(step, found.start(), found[0])
            if step.move:
                self._line.append(self._border(step, "End"))
        yield self._paragraph("")

    def _paragraph(self, mark: str) -> str:
        """Return the paragraph that ends here; its end is marked as words are."""
        inner, self._line = "".join(self._line), []
        ended = f"<w:rPr><w:{mark} {self._told()}/></w:rPr>" if mark else ""
        bidi = "<w:bidi/>" if runs_left(_TAGS.sub("", inner)) else ""
        style = '<w:pStyle w:val="ArticleText"/>'
        return f"<w:p><w:pPr>{style}{bidi}{ended}</w:pPr>{inner}</w:p>"

    def _runs(self, step: _Step, at: int, words: str) -> Iterator[str]:
        """Yield words, cut where comments begin and end."""
        new, old = (span.start + at if span else None for span in (step.new, step.old))
        places = [(n, self._new) for n in (new,) if n is not None]
        places += [(n, self._old) for n in (old,) if n is not None]
        cuts = {0, len(words)}
        for base, comments in places:
            cuts |= {cut - base for cut in comments.cuts(Span(base, base + len(words)))}
        for start, end in pairwise(sorted(cuts)):
            yield from (comments.at_start(base + start) for base, comments in places)
            yield self._marked(step.mark, words[start:end])
            yield from (comments.at_end(base + end) for base, comments in places)

    def _marked(self, mark: str, words: str) -> str:
        run = _run(words, "delText" if mark == "del" else "t")
        return f"<w:{mark} {self._told()}>{run}</w:{mark}>" if mark else run

    def _border(self, step: _Step, which: str, by: str = "") -> str:
        """Return the sign for an end of a passage that moved."""
        number = _FIRST_MOVE + 2 * step.move + (step.mark == "moveTo")
        named = f' w:name="move{step.move}"' if which == "Start" else ""
        return f'<w:{step.mark}Range{which} w:id="{number}"{named}{by}/>'

    def _told(self) -> str:
        self._changes += 1
        return f'w:id="{_FIRST_CHANGE + self._changes}" {self._by}'

    def _comment(self, number: int, claim: PlacedClaim, where: str) -> str:
        style = f'<w:pPr><w:pStyle w:val="{COMMENT}"/></w:pPr>'
        said = f"{claim.in_words}{where}"
        by = f'w:id="{number}" {self._by} w:initials="{escape(str(claim.number))}"'
        return f"<w:comment {by}><w:p>{style}{_run(said, 't')}</w:p></w:comment>"


def _run(words: str, element: str) -> str:
    rtl = "<w:rPr><w:rtl/></w:rPr>" if runs_left(words) else ""
    inner = "<w:br/>".join(
        "<w:tab/>".join(
            f'<w:{element} xml:space="preserve">{escape(part)}</w:{element}>' if part else ""
            for part in line.split("\t")
        )
        for line in printable(words).split("\n")
    )
    return f"<w:r>{rtl}{inner}</w:r>"
