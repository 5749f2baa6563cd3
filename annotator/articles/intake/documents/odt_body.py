"""The walk through an OpenDocument text, element by element.

As in the walk through a Word document, what is not in the table of elements is read through, and
every word is written, or named as left out.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from annotator.articles.intake.documents.annotated_text import AnnotatedText, TextMark, moment_of
from annotator.articles.intake.documents.equations import linear
from annotator.articles.intake.documents.names import (
    attribute,
    child_of,
    is_true,
    number_of,
    short_name,
)
from annotator.articles.intake.documents.odt_styles import OdtList, OdtNumbers, OdtStyles
from annotator.articles.intake.documents.package import DEEPEST, OfficePackage
from annotator.articles.intake.documents.symbol_fonts import with_signs
from annotator.articles.intake.documents.table_rows import RowMarkup
from annotator.articles.intake.documents.word_fields import CHECKED, UNCHECKED
from annotator.articles.intake.documents.word_sink import Dropping, RunState, WordSink
from annotator.articles.intake.elements import Element
from annotator.articles.intake.text_sources import TextSource
from annotator.articles.model import AnnotationKind, Changes, LeftOutKind
from annotator.kernel.errors import OddDocument

_SPACES = re.compile(r"[ \t\r\n]+")
_REPEATED = 64
"""The most cells that one repeated cell is written as."""
_NOTES = {"footnote": AnnotationKind.FOOTNOTE, "endnote": AnnotationKind.ENDNOTE}


@dataclass(slots=True)
class TrackedChange:
    """A tracked insertion or deletion; the words of a deletion stand apart from the text."""

    kind: AnnotationKind
    author: str
    at: str
    words: list[Element]


@dataclass(slots=True)
class OdtParts:
    """What the walk through each text of a document shares, and what it finds for the whole."""

    package: OfficePackage
    styles: OdtStyles
    numbers: OdtNumbers
    changes: Changes = "accepted"
    tracked: dict[str, TrackedChange] = field(default_factory=dict)
    notes: list[tuple[TextMark, str, Element]] = field(default_factory=list)
    comments: dict[str, TextMark] = field(default_factory=dict)
    forms: dict[str, Element] = field(default_factory=dict)
    knows_threads: bool = False


class OdtBody:
    """Reads a text of a document: its body, a note, a comment, a header."""

    def __init__(self, parts: OdtParts, out: AnnotatedText) -> None:
        self.out = out
        self._parts = parts
        self._sink = WordSink(out)
        self._depth = 0
        self._in_paragraph = 0
        self._after_space = True
        self._lists: list[OdtList] = []
        self._label: tuple[str, str] | None = None
        self._boxes: list[tuple[Element, list[Dropping]]] = []
        self._changes: dict[str, TextMark] = {}
        self._elements = self._table_of_elements()

    def read(self, element: Element) -> None:
        """Read all that is in an element, for example in a body."""
        self._inside(element)
        self._write_boxes()
        self.out.leave_lists()

    def _inside(self, element: Element | None) -> None:
        if element is None:
            return
        self._text(element.text, element)
        for child in element:
            self._element(child)
            self._text(child.tail, child, is_tail=True)

    def _element(self, element: Element) -> None:
        name = short_name(element.tag)
        self._depth += 1
        if self._depth > DEEPEST:
            raise OddDocument(self._parts.package.name)
        meaning = self._elements.get(name)
        with self._sourced(TextSource(element)):
            if meaning is not None:
                meaning(element)
            elif name not in _SILENT:
                self._inside(element)
        self._depth -= 1

    @contextmanager
    def _sourced(self, source: TextSource | None, said: str | None = None) -> Iterator[None]:
        """Let words stand in a source, or in none.

        Args:
            source: The source.
            said: Its words with all their spaces, where the text has fewer.
        """
        sources = self.out.sources
        if sources is None:
            yield
            return
        before = sources.source, sources.said
        sources.source, sources.said = source, said
        yield
        sources.source, sources.said = before

    # text

    def _text(self, text: str | None, element: Element, *, is_tail: bool = False) -> None:
        if not self._in_paragraph:
            if (text or "").strip():
                self.out.leave_out(LeftOutKind.OTHER, (text or "").strip())
            return
        words = _SPACES.sub(" ", text or "")
        if self._after_space:
            words = words.removeprefix(" ")
        if words:
            self._after_space = words.endswith(" ")
            with self._sourced(TextSource(element, is_tail), with_signs(text or "", self._font)):
                self._sink.say(with_signs(words, self._font))

    @property
    def _font(self) -> str:
        return self._sink.run.font

    def _say(self, words: str) -> None:
        self._after_space = False
        self._sink.say(words)

    def _spaces(self, element: Element) -> None:
        self._say(" " * min(max(number_of(attribute(element, "c"), 1), 0), 1000))

    def _tab(self, _element: Element) -> None:
        self._say("\t")

    def _break(self, _element: Element) -> None:
        if self._sink.is_dropping:
            self._say("\n")
        else:
            self.out.enter("br")
        self._after_space = True

    # paragraphs and lists

    def _paragraph(self, element: Element) -> None:
        if self._in_paragraph:  # a shape in a line
            self._boxes.append((element, self._sink.away()))
            return
        style = attribute(element, "style-name")
        hidden = self._parts.styles.hides("paragraph", style)
        tag = self._begin_paragraph(element, style)
        before = self._sink.run
        self._sink.run = RunState(before.is_hidden or hidden, self._parts.styles.font(style))
        self._in_paragraph, self._after_space = 1, True
        with self.out.titled(self._parts.styles.title(style)):
            self._inside(element)
        self._in_paragraph, self._sink.run = 0, before
        self.out.leave(tag)
        self._write_boxes()

    def _begin_paragraph(self, element: Element, style: str) -> str:
        """Begin a paragraph as an item, a heading or a plain one; return the tag to leave."""
        number, self._label = self._number(element, style), None
        if number and self._lists and short_name(element.tag) != "text:h":
            self.out.enter_item(len(self._lists), number)
            return "li"
        if not self._lists or number or short_name(element.tag) == "text:h":
            self.out.leave_lists()
        self.out.enter("p")
        if number and _has_words(element):
            with self._sourced(None):
                self._sink.say(f"{number} ")
        return "p"

    def _number(self, element: Element, style: str) -> str:
        if self._label is not None:
            start, _ = self._label
            return self._parts.numbers.count(self._lists[-1], len(self._lists), start, style)
        is_heading = short_name(element.tag) == "text:h" and not self._lists
        if is_heading and not is_true(attribute(element, "is-list-header", "false")):
            level = number_of(attribute(element, "outline-level"), 1)
            return self._parts.numbers.heading(level, attribute(element, "start-value"))
        return ""

    def _list(self, element: Element) -> None:
        style = attribute(element, "style-name")
        if self._lists:
            outer = self._lists[-1]
            self._lists.append(OdtList(style or outer.style, outer.name, outer.counts))
        else:
            self._lists.append(self._parts.numbers.begin(element))
        for item in element:
            name = short_name(item.tag)
            self._label = (attribute(item, "start-value"), "") if name == "text:list-item" else None
            self._element(item)
        self._label = None
        self._lists.pop()
        if not self._lists:
            self.out.leave_lists()

    @contextmanager
    def _apart(self) -> Iterator[None]:
        """Read blocks within others, as in a cell or a box, which no list of theirs reaches."""
        before = self._lists, self._label, self._in_paragraph, self._after_space
        self._lists, self._label, self._in_paragraph = [], None, 0
        yield
        self.out.leave_lists()
        self._lists, self._label, self._in_paragraph, self._after_space = before

    # words with properties

    def _span(self, element: Element) -> None:
        style = attribute(element, "style-name")
        styles, before = self._parts.styles, self._sink.run
        hidden = before.is_hidden or styles.hides("text", style)
        height = styles.height(style)
        height = before.height if height is None else height
        self._sink.run = RunState(hidden, styles.font(style) or before.font, height)
        colour = styles.colour(style)
        mark = self.out.open(AnnotationKind.HIGHLIGHT) if colour else None
        self._inside(element)
        if mark is not None:
            mark.colour = colour
            self.out.close(mark)
        self._sink.run = before

    def _link(self, element: Element) -> None:
        mark = self.out.open(AnnotationKind.LINK)
        mark.url = attribute(element, "href")
        self._inside(element)
        self.out.close(mark)

    def _ruby(self, element: Element) -> None:
        self._inside(child_of(element, "text:ruby-base"))
        reading = child_of(element, "text:ruby-text")
        if reading is not None and _has_words(reading):
            with self._sourced(None):
                self._say("(")
            self._inside(reading)
            with self._sourced(None):
                self._say(")")

    def _hidden_words(self, element: Element) -> None:
        """Read a field that shows its words, or hides them, by a condition."""
        if is_true(attribute(element, "is-hidden", "false")):
            words = attribute(element, "string-value") or "".join(element.itertext())
            self.out.drop(LeftOutKind.HIDDEN_TEXT, words)
        elif _has_words(element):
            self._inside(element)
        else:
            self._say(attribute(element, "string-value"))

    def _section(self, element: Element) -> None:
        shown = attribute(element, "display")
        is_hidden = shown == "none" or (
            shown == "condition" and is_true(attribute(element, "is-hidden", "true"))
        )
        self._reading(element, is_hidden=is_hidden)

    def _reading(self, element: Element, *, is_hidden: bool) -> None:
        if is_hidden:
            self._sink.dropping.append(Dropping(LeftOutKind.HIDDEN_TEXT))
        self._inside(element)
        if is_hidden:
            self._sink.dropping.pop()

    def _control(self, element: Element) -> None:
        """Read the words and the state of a control of a form."""
        control = self._parts.forms.get(attribute(element, "control"))
        if control is None:
            return
        words = [attribute(control, "label")]
        kind = short_name(control.tag)
        if kind in {"form:checkbox", "form:radio"}:
            state = attribute(control, "current-state") or attribute(control, "state")
            state = state or attribute(control, "current-selected")
            words.insert(0, CHECKED if state in {"checked", "true"} else UNCHECKED)
        else:
            value = attribute(control, "current-value") or attribute(control, "value")
            words += [value] if kind != "form:button" else []
            chosen = (one for one in control if attribute(one, "current-selected") == "true")
            words += [attribute(one, "label") for one in chosen]
        self._say(" ".join(filter(None, words)))

    # comments, notes and changes

    def _comment(self, element: Element) -> None:
        name = attribute(element, "name")
        mark = self.out.open(AnnotationKind.COMMENT)
        if name and name not in self._parts.comments:
            self._parts.comments[name] = mark
        self.out.close(mark)
        inner = AnnotatedText()
        reader = OdtBody(self._parts, inner)
        for child in element:
            if short_name(child.tag) in {"text:p", "text:list", "text:h"}:
                reader._element(child)
        words, _, left_out = inner.finished()
        for one in left_out:
            self.out.leave_out(one.kind, one.text)
        mark.words, mark.links = [words], inner.links_after(0)
        mark.author = _words(child_of(element, "dc:creator"))
        mark.at = moment_of(_words(child_of(element, "dc:date")))
        mark.resolved = is_true(attribute(element, "resolved", "false"))
        mark.id = name or f"comment {self.out.marks}"
        if self.out.sources is not None:
            self.out.sources.comments.setdefault(mark.id, element)
        mark.parent = attribute(element, "parent-name")
        self._parts.knows_threads = self._parts.knows_threads or bool(mark.parent)

    def _comment_ends(self, element: Element) -> None:
        mark = self._parts.comments.get(attribute(element, "name"))
        if mark is not None:
            self.out.close(mark)

    def _note(self, element: Element) -> None:
        body = child_of(element, "text:note-body")
        sign = _words(child_of(element, "text:note-citation"))
        if self._sink.is_dropping and body is not None:
            self.out.leave_out(LeftOutKind.FOOTNOTE, " ".join("".join(body.itertext()).split()))
            return
        kind = _NOTES.get(attribute(element, "note-class"), AnnotationKind.FOOTNOTE)
        mark = self.out.refer(kind, sign)
        self._after_space = False
        if body is not None:
            self._parts.notes.append((mark, sign, body))

    def _changed_regions(self, element: Element) -> None:
        for region in element:
            kinds = {"text:insertion": AnnotationKind.INSERTION, "text:deletion": _DELETION}
            for change in region:
                kind = kinds.get(short_name(change.tag))
                if kind is not None:
                    self._parts.tracked[attribute(region, "id")] = _tracked(kind, change)

    def _change_point(self, element: Element) -> None:
        """Read a deletion, whose words stand apart from the text."""
        change = self._parts.tracked.pop(attribute(element, "change-id"), None)
        if change is None:
            return
        is_in = self._parts.changes != "accepted"
        mark = self._change_mark(change, is_in=is_in)
        if not is_in:
            self._sink.dropping.append(Dropping(LeftOutKind.DELETED_TEXT, mark))
        for number, one in enumerate(change.words):
            if number and is_in:
                self.out.enter("br")
            elif number:
                self._sink.say("\n")
            self._after_space = True
            self._in_deletion(one)
        if is_in:
            self.out.close(mark)
        else:
            self._sink.dropping.pop()

    def _in_deletion(self, element: Element) -> None:
        before = self._in_paragraph
        if short_name(element.tag) in {"text:p", "text:h"}:
            self._in_paragraph = 1
            self._inside(element)
        else:
            self._in_paragraph = 0
            self._element(element)
        self._in_paragraph = before

    def _change_begins(self, element: Element) -> None:
        name = attribute(element, "change-id")
        change = self._parts.tracked.get(name)
        if change is None or change.kind is not AnnotationKind.INSERTION:
            return
        is_in = self._parts.changes != "rejected"
        mark = self._changes[name] = self._change_mark(change, is_in=is_in)
        if not is_in:
            self._sink.dropping.append(Dropping(LeftOutKind.OTHER, mark))

    def _change_ends(self, element: Element) -> None:
        mark = self._changes.pop(attribute(element, "change-id"), None)
        if mark is None:
            return
        if self._parts.changes != "rejected":
            self.out.close(mark)
        else:
            self._sink.dropping = [one for one in self._sink.dropping if one.mark is not mark]

    def _change_mark(self, change: TrackedChange, *, is_in: bool) -> TextMark:
        mark = self.out.open(change.kind) if is_in else self.out.point(change.kind)
        mark.author, mark.at = change.author, change.at
        return mark

    # tables

    def _table(self, element: Element) -> None:
        for name in ("table:title", "table:desc", "svg:title", "svg:desc"):
            words = _words(child_of(element, name))
            if words:
                self.out.leave_out(LeftOutKind.IMAGE_TEXT, words)
        if not self.out.is_in_row and not self._lists:
            self.out.leave_lists()
        self.out.enter("table")
        with self._apart():
            self._inside(element)
        self.out.leave("table")

    def _row(self, element: Element) -> None:
        with self.out.row(is_data=_ROWS.is_data(element)):
            self._inside(element)
        self._write_boxes()

    def _cell(self, element: Element) -> None:
        repeated = number_of(attribute(element, "number-columns-repeated"), 1)
        for _ in range(min(repeated, _REPEATED) - 1):
            self.out.enter("td")
            self.out.leave("td")
        self.out.enter("td")
        with self._apart():
            self._inside(element)
        self.out.leave("td")

    def _covered_cell(self, element: Element) -> None:
        """Read a cell that another covers; nobody sees its words."""
        if _has_words(element):
            with self._apart():
                self._reading(element, is_hidden=True)

    # drawings

    def _drawing(self, element: Element) -> None:
        if self._in_paragraph:
            self._boxes.append((element, self._sink.away()))
            if any(short_name(one.tag) == "draw:object" for one in element):
                self._inline_object(element)
            return
        self._write_box(element)

    def _inline_object(self, element: Element) -> None:
        """Write an equation that stands in a line there, and not after the paragraph."""
        for one in element:
            equation = self._equation(one) if short_name(one.tag) == "draw:object" else ""
            if equation:
                self._boxes.pop()
                self._say(equation)

    def _equation(self, element: Element) -> str:
        root = self._object_root(element)
        is_math = root is not None and short_name(root.tag) == "math:math"
        return linear(root) if root is not None and is_math else ""

    def _object_root(self, element: Element) -> Element | None:
        inner = next((one for one in element if short_name(one.tag)), None)
        if inner is not None:
            return inner
        path = attribute(element, "href").removeprefix("./").rstrip("/")
        return self._parts.package.tree(f"{path}/content.xml") if path else None

    def _write_boxes(self) -> None:
        """Write the frames and shapes that stand in a paragraph after it."""
        if self.out.is_in_row or self._in_paragraph:
            return
        boxes, self._boxes = self._boxes, []
        for element, dropping in boxes:
            before, self._sink.dropping = self._sink.dropping, dropping
            self._write_box(element)
            self._sink.dropping = before

    def _write_box(self, element: Element) -> None:
        for words in dict.fromkeys(_descriptions(element)):
            self.out.leave_out(LeftOutKind.IMAGE_TEXT, words)
        before, self._sink.run = self._sink.run, RunState()
        self.out.leave_lists()
        self.out.enter("div")
        with self._apart():
            if short_name(element.tag) in {"text:p", "text:h"}:
                self._paragraph(element)
            else:
                self._inside(element)
        self.out.leave("div")
        self._sink.run = before

    def _object(self, element: Element) -> None:
        """Name the words of a chart, a sheet or a drawing within the document."""
        equation = self._equation(element)
        if equation:
            self.out.enter("p")
            self._sink.say(equation)
            self.out.leave("p")
            return
        root = self._object_root(element)
        found = root.iter() if root is not None else ()
        lines = (one for one in found if short_name(one.tag) in {"text:p", "text:h"})
        words = (" ".join("".join(one.itertext()).split()) for one in lines)
        self.out.leave_out(LeftOutKind.OBJECT, "\n".join(filter(None, words)))

    def _picture(self, element: Element) -> None:
        """Name a picture that nobody describes; one beside an object is only how it looks."""
        frame = element.getparent()
        others = [short_name(one.tag) for one in frame] if frame is not None else []
        if not any(name in _DESCRIBED for name in others) and others.count("draw:image") == 1:
            self.out.leave_out(LeftOutKind.OBJECT)
        self._inside(element)

    def _table_of_elements(self) -> dict[str, Callable[[Element], None]]:
        shapes = dict.fromkeys((f"draw:{name}" for name in _SHAPES), self._drawing)
        return {
            **shapes,
            "text:p": self._paragraph,
            "text:h": self._paragraph,
            "text:s": self._spaces,
            "text:tab": self._tab,
            "text:line-break": self._break,
            "text:list": self._list,
            "text:span": self._span,
            "text:a": self._link,
            "text:ruby": self._ruby,
            "text:hidden-text": self._hidden_words,
            "text:hidden-paragraph": self._hidden_words,
            "text:section": self._section,
            "text:note": self._note,
            "text:tracked-changes": self._changed_regions,
            "text:change": self._change_point,
            "text:change-start": self._change_begins,
            "text:change-end": self._change_ends,
            "office:annotation": self._comment,
            "office:annotation-end": self._comment_ends,
            "table:table": self._table,
            "table:table-row": self._row,
            "table:table-cell": self._cell,
            "table:covered-table-cell": self._covered_cell,
            "draw:object": self._object,
            "draw:object-ole": self._object,
            "draw:image": self._picture,
            "draw:control": self._control,
        }


def _has_words(element: Element) -> bool:
    return any(words.strip() for words in element.itertext())


_ROWS = RowMarkup(
    cell="table:table-cell",
    table="table:table",
    paragraphs=frozenset({"text:p", "text:h"}),
    apart=frozenset({"office:annotation", "text:note", "draw:text-box"}),
    has_words=_has_words,
)
_DELETION = AnnotationKind.DELETION
_SHAPES = (
    *("frame", "custom-shape", "rect", "ellipse", "circle", "line", "polyline", "polygon", "path"),
    *("connector", "caption", "measure", "g", "regular-polygon"),
)
_DESCRIBED = {"svg:title", "svg:desc", "draw:object", "draw:object-ole", "draw:text-box"}
_SILENT = {
    *("text:sequence-decls", "text:user-field-decls", "text:variable-decls", "text:dde-connection"),
    *("svg:title", "svg:desc", "office:forms", "draw:enhanced-geometry", "draw:glue-point"),
    *("text:note-citation", "text:alphabetical-index-mark-start", "office:event-listeners"),
    *("table:title", "table:desc", "office:change-info", "text:table-of-content-source"),
    *("text:illustration-index-source", "text:table-index-source", "text:user-index-source"),
    *("text:alphabetical-index-source", "text:object-index-source", "text:bibliography-source"),
    *("text:script", "text:label"),
}


def _words(element: Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _tracked(kind: AnnotationKind, change: Element) -> TrackedChange:
    info = child_of(change, "office:change-info")
    return TrackedChange(
        kind,
        _words(child_of(info, "dc:creator")),
        moment_of(_words(child_of(info, "dc:date"))),
        [one for one in change if short_name(one.tag) != "office:change-info"],
    )


def _descriptions(drawing: Element) -> Iterator[str]:
    """The descriptions of a drawing itself; shapes within it have their own."""
    for one in drawing:
        if short_name(one.tag) in {"svg:title", "svg:desc"}:
            words = _words(one)
            if words:
                yield words
