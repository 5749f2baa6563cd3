"""The runs of a Word document, and how they are split where a comment or a change begins.

Edits are planned for all runs first, and written once: a run that is split at several places, for
comments that overlap, is written as its pieces.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from annotator.articles.intake.documents.names import attribute, child_of, is_true, short_name
from annotator.articles.intake.elements import Element
from annotator.manuscripts.formats.docx.parts import FreeNumbers
from annotator.manuscripts.formats.text_places import PlacedWords
from annotator.manuscripts.formats.xml_edits import EditedXml, Prefixes

_AROUND_RUNS = {
    *("w:p", "w:hyperlink", "w:ins", "w:del", "w:moveTo", "w:moveFrom", "w:sdt", "w:sdtContent"),
    *("w:fldSimple", "w:smartTag", "w:customXml", "w:dir", "w:bdo"),
}
"""The elements in which a comment may begin or end between two runs."""
_TEXTS = {"w:t": "delText", "w:instrText": "delInstrText", "w:delText": "", "w:delInstrText": ""}
"""The elements with words, and their names in a deletion."""
BROUGHT = {"w:ins", "w:moveTo"}
"""The elements around words that somebody inserted."""
_PASSED = {"w:hyperlink", "w:fldSimple", "w:smartTag", "w:sdt", "w:sdtContent", "w:dir", "w:bdo"}
_NO_CONTENT = {"w:sdtPr", "w:sdtEndPr", "w:smartTagPr", "w:fldData"}
_NO_WORDS = {"w:rPr", "w:lastRenderedPageBreak"}
_ID = re.compile(r"""(\s[\w.-]+:id\s*=\s*)(?:"[^"]*"|'[^']*')""")
_BRANCHES = {"mc:Choice", "mc:Fallback"}
_SPACE = re.compile(r"""\s+xml:space\s*=\s*(?:"[^"]*"|'[^']*')""")


def ancestors(element: Element) -> Iterator[Element]:
    """The elements that an element is in, from the nearest on."""
    parent = element.getparent()
    while parent is not None:
        yield parent
        parent = parent.getparent()


def paragraph_of(element: Element) -> Element | None:
    """Return the paragraph that an element is in."""
    return next((one for one in ancestors(element) if short_name(one.tag) == "w:p"), None)


def story_of(element: Element) -> Element | None:
    """Return the text box that an element is in, or nothing for the body."""
    return next((one for one in ancestors(element) if short_name(one.tag) == "w:txbxContent"), None)


class Host(NamedTuple):
    """The run, or another element among the runs of a paragraph, that holds words.

    ``child`` is the part of the run that they are in, or the element itself.
    """

    element: Element
    child: Element

    @property
    def is_run(self) -> bool:
        """Whether the element is a run, which can be split."""
        return short_name(self.element.tag) == "w:r"

    def has_text(self, source: Element) -> bool:
        """Return whether the words of a source can be split within the run."""
        return self.is_run and source is self.child and short_name(source.tag) in _TEXTS


def host_of(element: Element) -> Host | None:
    """Return the host of an element's words; nothing where no comment can stand."""
    chain = [element]
    for one in ancestors(element):
        if short_name(chain[0].tag) == "w:p":
            break
        chain.insert(0, one)
    if short_name(chain[0].tag) != "w:p" or len(chain) == 1:
        return None
    at = 0
    while at + 1 < len(chain) and short_name(chain[at].tag) in _AROUND_RUNS:
        at += 1
    return Host(chain[at], chain[min(at + 1, len(chain) - 1)])


class Cut(NamedTuple):
    """A place in a host: before its ``child``-th child, or ``offset`` code points into its text."""

    child: int
    offset: int


_START, _END = Cut(0, 0), Cut(10**9, 0)


@dataclass(slots=True)
class Marks:
    """The markup that goes to a place: new words, what ends there, and what begins there."""

    words: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)
    starts: list[str] = field(default_factory=list)

    def markup(self) -> str:
        """Return the markup in its order."""
        return "".join((*self.words, *self.ends, *self.starts))


class Slot(NamedTuple):
    """The marks at a place of a host, or of what is around it."""

    host: Element
    marks: Marks


StartTag = Callable[[Element], str]
"""Makes the start tag of a tracked change at an element."""


@dataclass(slots=True)
class _Deletion:
    start: Cut
    end: Cut
    tag: StartTag


@dataclass(slots=True)
class _PlannedHost:
    marks: dict[Cut, Marks] = field(default_factory=lambda: defaultdict(Marks))
    deletions: list[_Deletion] = field(default_factory=list)

    def deletion(self, start: Cut, end: Cut) -> _Deletion | None:
        """Return what takes a stretch away."""
        around = (one for one in self.deletions if one.start <= start and end <= one.end)
        return next(around, None)


class RunEdits:
    """What is to be written into the runs of a document.

    ``numbers`` are for what is written anew and must have an id of its own.
    """

    def __init__(self, xml: EditedXml, space: str, numbers: FreeNumbers) -> None:
        self._xml = xml
        self._space = space
        self._numbers = numbers
        self._hosts: dict[Element, _PlannedHost] = defaultdict(_PlannedHost)
        self._twins = _TwinElements()

    def before(self, words: PlacedWords, *, in_link: bool = False) -> list[Slot]:
        """Return the place before words; two places in a text box that is written twice.

        It is before whatever begins with the words: a link, a field, an insertion. ``in_link`` asks
        for a place within links and fields.
        """
        host = self.host(words)
        cut = self._start(host, words)
        return [self._slot(one, cut, in_link=in_link) for one in self._all(host.element)]

    def after(self, words: PlacedWords, *, in_link: bool = False) -> list[Slot]:
        """Return the place after words, as ``before``."""
        host = self.host(words)
        cut = self._end(host, words)
        return [self._slot(one, cut, in_link=in_link) for one in self._all(host.element)]

    def delete(self, words: PlacedWords, tag: StartTag) -> None:
        """Take words of a run away, as a tracked change.

        Args:
            words: The words.
            tag: Makes the start tag of a deletion.
        """
        host = self.host(words)
        start, end = self._start(host, words), self._end(host, words)
        for one in self._all(host.element):
            self._hosts[one].deletions.append(_Deletion(start, end, tag))

    def delete_child(self, run: Element, child: Element, tag: StartTag) -> None:
        """Take a part of a run away, for example a line break, as a tracked change.

        Args:
            run: The run.
            child: The part.
            tag: Makes the start tag of a deletion.
        """
        host = Host(run, child)
        for one in self._all(run):
            deletion = _Deletion(self._before(host), self._behind(host), tag)
            self._hosts[one].deletions.append(deletion)

    @staticmethod
    def host(words: PlacedWords) -> Host:
        """Return the host of words that are known to have one."""
        source = words.piece.source
        host = host_of(source.element) if source is not None else None
        if host is None:
            raise LookupError(words.words)
        return host

    def _all(self, element: Element) -> list[Element]:
        return [element, *self._twins.of(element)]

    def _slot(self, element: Element, cut: Cut, *, in_link: bool) -> Slot:
        passed = BROUGHT if in_link else BROUGHT | _PASSED
        parent = element.getparent()
        while parent is not None and short_name(parent.tag) in passed and cut in {_START, _END}:
            siblings = [one for one in parent if short_name(one.tag) not in _NO_CONTENT]
            if siblings[0 if cut == _START else -1] is not element:
                break
            element, parent = parent, parent.getparent()
        return Slot(element, self._hosts[element].marks[cut])

    def _start(self, host: Host, words: PlacedWords) -> Cut:
        if words.start > 0 and self._is_text(host, words):
            return Cut([*host.element].index(host.child), words.start)
        return self._before(host)

    def _end(self, host: Host, words: PlacedWords) -> Cut:
        if words.end < len(words.piece.said) and self._is_text(host, words):
            return Cut([*host.element].index(host.child), words.end)
        return self._behind(host)

    @staticmethod
    def _is_text(host: Host, words: PlacedWords) -> bool:
        source = words.piece.source
        return source is not None and host.has_text(source.element)

    @staticmethod
    def _before(host: Host) -> Cut:
        children = [*host.element]
        if not host.is_run or host.child is host.element:
            return _START
        at = children.index(host.child)
        is_first = all(short_name(one.tag) in _NO_WORDS for one in children[:at])
        return _START if is_first else Cut(at, 0)

    @staticmethod
    def _behind(host: Host) -> Cut:
        children = [*host.element]
        if not host.is_run or host.child is host.element:
            return _END
        at = children.index(host.child) + 1
        # the sign of a note is said by the reference to it
        is_sign = is_true(attribute(host.child, "customMarkFollows", "0"))
        return _END if at == len(children) or is_sign else Cut(at, 0)

    def prefixes(self, element: Element) -> Prefixes:
        """Return how Word's own names are written at an element."""
        return Prefixes(element, self._space, "wml")

    def copied(self, markup: str) -> str:
        """Return a copy of markup whose tracked changes have ids of their own."""
        return _ID.sub(lambda found: f'{found[1]}"{self._numbers.take()}"', markup)

    # writing

    def write(self) -> None:
        """Write all that was planned."""
        for element in sorted(self._hosts, key=self._xml.number):
            _HostWriter(self._xml, element, self._hosts[element], self).write()


class _HostWriter:
    """Writes a host as its pieces, with the marks between them."""

    def __init__(
        self, xml: EditedXml, host: Element, planned: _PlannedHost, edits: RunEdits
    ) -> None:
        self._xml = xml
        self._host = host
        self._children = [*host]
        self._planned = planned
        self._edits = edits

    def write(self) -> None:
        planned, places = self._planned, self._xml.places(self._host)
        bounds = {cut for one in planned.deletions for cut in (one.start, one.end)}
        cuts = sorted({_START, _END, *planned.marks, *bounds})
        pieces = [planned.deletion(start, end) for start, end in pairwise(cuts)]
        self._xml.insert(places.start, self._marks(_START) + self._opening(pieces[0]))
        for cut, (left, right) in zip(cuts[1:-1], pairwise(pieces), strict=True):
            self._part(cut, left, right)
        self._name_deleted([*pairwise(cuts)], pieces)
        self._xml.insert(places.end, self._closing(pieces[-1]) + self._marks(_END))

    def _marks(self, cut: Cut) -> str:
        """Return the marks at a place; an insertion of somebody's is parted there.

        Not every reader sees marks within one, and our words are not inserted by its author.
        """
        marks = self._planned.marks.get(cut)
        markup = marks.markup() if marks is not None else ""
        if not markup:
            return ""
        around: list[Element] = []
        for one in ancestors(self._host):
            if short_name(one.tag) not in BROUGHT:
                break
            around.append(one)
        closing = "".join(f"</{self._xml.name(one)}>" for one in around)
        opening = "".join(self._edits.copied(self._xml.tag(one)) for one in reversed(around))
        return f"{closing}{markup}{opening}"

    def _opening(self, deletion: _Deletion | None) -> str:
        return deletion.tag(self._host) if deletion is not None else ""

    def _closing(self, deletion: _Deletion | None) -> str:
        prefix = self._edits.prefixes(self._host).prefix
        return f"</{prefix}:del>" if deletion is not None else ""

    @property
    def _prefix(self) -> str:
        name = self._xml.name(self._host)
        return name[: name.find(":") + 1]

    def _part(self, cut: Cut, left: _Deletion | None, right: _Deletion | None) -> None:
        """Part a run in two at a place."""
        properties = child_of(self._host, "w:rPr")
        between = (
            f"</{self._xml.name(self._host)}>{self._closing(left)}{self._marks(cut)}"
            f"{self._opening(right)}{self._xml.tag(self._host)}"
            f"{self._edits.copied(self._xml.of(properties)) if properties is not None else ''}"
        )
        child = self._children[cut.child]
        if not cut.offset:
            self._xml.insert(self._xml.places(child).start, between)
            return
        place, in_cdata = self._xml.in_text(child, cut.offset)
        between = (
            f"</{self._text_name(child, is_deleted=left is not None)}>{between}"
            f"<{self._text_name(child, is_deleted=right is not None)}"
            f'{self._attributes(child)} xml:space="preserve">'
        )
        self._xml.insert(place, between, in_cdata=in_cdata)

    def _text_name(self, child: Element, *, is_deleted: bool) -> str:
        deleted = _TEXTS.get(short_name(child.tag), "")
        return f"{self._prefix}{deleted}" if is_deleted and deleted else self._xml.name(child)

    def _attributes(self, child: Element) -> str:
        """Return the attributes of a text as they are written, without that for spaces."""
        tag = self._xml.tag(child).rstrip("/>")
        return _SPACE.sub("", tag[1 + len(self._xml.name(child)) :]).rstrip()

    def _name_deleted(
        self, stretches: list[tuple[Cut, Cut]], pieces: list[_Deletion | None]
    ) -> None:
        """Give texts the names that they have in deletions, and keep the spaces at their ends."""
        for at, child in enumerate(self._children):
            if short_name(child.tag) not in _TEXTS or self._xml.places(child).is_closed_at_once:
                continue
            within = [
                deletion
                for (start, end), deletion in zip(stretches, pieces, strict=True)
                if start < Cut(at + 1, 0) and end > Cut(at, 0)
            ]
            places, name = self._xml.places(child), self._xml.name(child)
            first = self._text_name(child, is_deleted=within[0] is not None)
            last = self._text_name(child, is_deleted=within[-1] is not None)
            if first != name:
                self._xml.replace(places.start + 1, places.start + 1 + len(name), first)
            if len(within) > 1 and not _SPACE.search(self._xml.tag(child)):
                self._xml.insert(places.content - 1, ' xml:space="preserve"')
            if last != name:
                self._xml.replace(places.content_end + 2, places.content_end + 2 + len(name), last)


class _TwinElements:
    """The elements of text boxes that are written twice, for new programs and for old ones."""

    def __init__(self) -> None:
        self._known: dict[Element, list[dict[Element, Element]]] = {}

    def of(self, element: Element) -> list[Element]:
        """Return the elements that say the same as an element of a text box."""
        branch = next((a for a in ancestors(element) if short_name(a.tag) in _BRANCHES), None)
        box = story_of(element)
        if branch is None or box is None:
            return []
        if box not in self._known:
            self._known[box] = [*self._twins(branch, box)]
        return [twins[element] for twins in self._known[box]]

    @staticmethod
    def _twins(branch: Element, box: Element) -> Iterator[dict[Element, Element]]:
        ours = [*box.iter()]
        alternatives = branch.getparent()
        place = _boxes(branch).index(box)
        for other in alternatives if alternatives is not None else ():
            boxes = _boxes(other)
            if other is branch or place >= len(boxes):
                continue
            theirs = [*boxes[place].iter()]
            if [(one.tag, one.text) for one in ours] == [(one.tag, one.text) for one in theirs]:
                yield dict(zip(ours, theirs, strict=True))


def _boxes(branch: Element) -> list[Element]:
    return [one for one in branch.iter() if short_name(one.tag) == "w:txbxContent"]
