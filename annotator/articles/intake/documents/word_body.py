"""The walk through the text of a Word document, element by element.

Every element is in the table at the end, with its meaning, or is silent. The words of an element
that is not there are read as if it were not around them; words that stand straight in it are named
as left out. So no word is lost in silence.
"""

from collections.abc import Callable

from annotator.articles.intake.documents.annotated_text import AnnotatedText, TextMark, moment_of
from annotator.articles.intake.documents.equations import linear
from annotator.articles.intake.documents.names import attribute, child_of, is_true, short_name
from annotator.articles.intake.documents.package import DEEPEST, PartRelations
from annotator.articles.intake.documents.symbol_fonts import with_signs
from annotator.articles.intake.documents.word_elements import (
    ROWS,
    WORDS,
    chosen_branch,
    descriptions,
    drawn_content,
    is_layout,
    switch,
    texts_after,
    value_of,
)
from annotator.articles.intake.documents.word_fields import (
    CHECKED,
    UNCHECKED,
    OpenField,
    button_words,
    form_words,
    link_address,
    symbol_of,
)
from annotator.articles.intake.documents.word_parts import WordNote, WordParts
from annotator.articles.intake.documents.word_sink import Dropping, RunState, WordSink
from annotator.articles.intake.elements import Element
from annotator.articles.model import AnnotationKind, LeftOutKind
from annotator.kernel.errors import OddDocument

_FIELDS = 50
"""The most fields, for example links and tables of contents, that may be open at once."""
_TAKEN_AWAY = {"w:del", "w:moveFrom"}
_BROUGHT = {"w:ins", "w:moveTo"}


class WordBody:
    """Reads a text of a document: its body, a note, a comment, a header."""

    def __init__(self, parts: WordParts, out: AnnotatedText, relations: PartRelations) -> None:
        self.out = out
        self._sink = WordSink(out)
        self._parts = parts
        self._relations = relations
        self._depth = 0
        self._style_hides = False
        self._move = ""
        self._moved_away: list[TextMark] = []
        self._boxes: list[tuple[Element | str, list[Dropping]]] = []
        self._open_paragraph = ""
        self._elements = self._table_of_elements()

    def read(self, element: Element) -> None:
        """Read all that is in an element, for example in a body."""
        self._inside(element)
        self._end_paragraph()
        self._write_boxes()
        self.out.leave_lists()
        self._name_lost_moves()

    # elements

    def _inside(self, element: Element | None) -> None:
        for child in element if element is not None else ():
            self._element(child)

    def _element(self, element: Element) -> None:
        name = short_name(element.tag)
        self._depth += 1
        if self._depth > DEEPEST:
            raise OddDocument(self._parts.package.name)
        sources = self.out.sources
        around = sources.stand_at(element) if sources is not None else None
        meaning = self._elements.get(name)
        if meaning is not None:
            meaning(element)
        elif name not in _SILENT:
            self._unknown(element)
        if sources is not None:
            sources.source = around
        self._depth -= 1

    def _unknown(self, element: Element) -> None:
        words = (element.text or "").strip()
        if words and not is_layout(element):
            self.out.leave_out(LeftOutKind.OTHER, words)
        self._inside(element)

    # text

    def _text(self, element: Element) -> None:
        self._sink.say(with_signs(element.text or "", self._sink.run.font))

    def _deleted_text(self, element: Element) -> None:
        if self._sink.dropping or self._parts.changes != "accepted":
            self._text(element)
        else:
            self.out.drop(LeftOutKind.DELETED_TEXT, element.text or "")

    def _break(self, _element: Element) -> None:
        if self._sink.is_dropping:
            self._sink.say("\n")
        else:
            self.out.enter("br")

    def _tab(self, _element: Element) -> None:
        self._sink.say("\t")

    def _no_break_hyphen(self, _element: Element) -> None:
        self._sink.say("\u2011")

    def _soft_hyphen(self, _element: Element) -> None:
        self._sink.say("\u00ad")

    def _symbol(self, element: Element) -> None:
        try:
            code = int(attribute(element, "char"), 16)
        except ValueError:
            return
        self._sink.sign(attribute(element, "font"), code)

    # paragraphs

    def _paragraph(self, element: Element) -> None:
        properties = child_of(element, "w:pPr")
        style = value_of(properties, "w:pStyle")
        before = self._style_hides
        self._style_hides = self._parts.styles.hides(style)
        for one in self._sink.dropping:
            if one.mark is not None and one.mark.words:
                one.mark.words.append("\n")
        self.out.begin_block()
        goes_on = self._goes_on(properties)
        if not goes_on or self._has_words(element):
            self._begin_paragraph(properties, style, has_words=self._has_words(element))
        with self.out.titled(self._parts.styles.title(style)):
            self._inside(element)
        if not goes_on:
            self._end_paragraph()
        self._style_hides = before
        self._write_boxes()

    def _begin_paragraph(self, properties: Element | None, style: str, *, has_words: bool) -> None:
        if self._open_paragraph:
            return
        label = self._parts.numbering.label(properties, style)
        is_heading = self._parts.styles.is_heading(style)
        if label and label[1] and not is_heading and has_words:
            self.out.enter_item(label[0] + 1, label[1])
            self._open_paragraph = "li"
            return
        self.out.leave_lists()
        self.out.enter("p")
        self._open_paragraph = "p"
        if label and label[1] and has_words and not self._sink.dropping:
            self.out.say(f"{label[1]} ")

    def _end_paragraph(self) -> None:
        if self._open_paragraph:
            self.out.leave(self._open_paragraph)
        self._open_paragraph = ""

    def _goes_on(self, properties: Element | None) -> bool:
        """Whether the next paragraph goes on with this one, whose mark is deleted or hidden."""
        mark = child_of(properties, "w:rPr")
        if mark is None or self._parts.changes == "marked":
            return bool(switch(mark, "w:specVanish"))
        gone = _TAKEN_AWAY if self._parts.changes == "accepted" else _BROUGHT
        is_gone = any(child_of(mark, name) is not None for name in gone)
        return is_gone or bool(switch(mark, "w:specVanish"))

    def _has_words(self, element: Element) -> bool:
        """Whether an element has words that are not taken away."""
        gone = {"accepted": _TAKEN_AWAY, "rejected": _BROUGHT, "marked": set[str]()}
        without = gone[self._parts.changes] | {"w:pPr", "w:rPr"}
        rest = [element]
        while rest:
            one = rest.pop()
            name = short_name(one.tag)
            if name in WORDS:
                return True
            if name not in without:
                rest.extend(one)
        return False

    def _paragraph_apart(self, element: Element) -> None:
        """Read a paragraph of a drawing, whose runs have no properties that matter here."""
        self.out.enter("p")
        self._inside(element)
        self.out.leave("p")

    # runs

    def _read_run(self, element: Element) -> None:
        before, self._sink.run = self._sink.run, self._properties(child_of(element, "w:rPr"))
        colour = self._parts.styles.colour(child_of(element, "w:rPr"))
        mark = self.out.open(AnnotationKind.HIGHLIGHT) if colour else None
        self._inside(element)
        if mark is not None:
            mark.colour = colour
            self.out.close(mark)
        self._sink.run = before

    def _properties(self, properties: Element | None) -> RunState:
        styles, style = self._parts.styles, value_of(properties, "w:rStyle")
        own = switch(properties, "w:vanish")
        is_hidden = self._style_hides != bool(style and styles.hides(style))
        fonts = child_of(properties, "w:rFonts")
        if fonts is None and style:
            fonts = styles.run_value(style, "w:rFonts")
        font = attribute(fonts, "ascii") or attribute(fonts, "hAnsi")
        return RunState(is_hidden if own is None else own, font, styles.height(properties))

    def _ruby(self, element: Element) -> None:
        self._inside(child_of(element, "w:rubyBase"))
        reading = child_of(element, "w:rt")
        if reading is not None and self._has_words(reading):
            self._sink.say("(")
            self._inside(reading)
            self._sink.say(")")

    def _control(self, element: Element) -> None:
        content = child_of(element, "w:sdtContent")
        box = child_of(element, "w:sdtPr")
        box = (
            next((one for one in box if short_name(one.tag).endswith(":checkbox")), None)
            if (box is not None)
            else None
        )
        self._inside(content)
        if box is not None and (content is None or not self._has_words(content)):
            checked = next((one for one in box if one.tag.endswith("}checked")), None)
            is_checked = is_true(attribute(checked, "val", "1")) if checked is not None else False
            self._sink.say(CHECKED if is_checked else UNCHECKED)

    def _equation(self, element: Element) -> None:
        gone = {"accepted": ("del", "moveFrom"), "rejected": ("ins", "moveTo"), "marked": ()}
        without = gone[self._parts.changes]
        for part in element.iter():
            if short_name(part.tag) in {f"w:{name}" for name in without}:
                self.out.drop(LeftOutKind.DELETED_TEXT, linear(part))
        self._sink.say(linear(element, without))

    # tracked changes

    def _inserted(self, element: Element) -> None:
        self._change(AnnotationKind.INSERTION, element, is_in=self._parts.changes != "rejected")

    def _deleted(self, element: Element) -> None:
        self._change(AnnotationKind.DELETION, element, is_in=self._parts.changes != "accepted")

    def _moved_to(self, element: Element) -> None:
        self._change(AnnotationKind.MOVE, element, is_in=self._parts.changes != "rejected")

    def _moved_from(self, element: Element) -> None:
        is_in = self._parts.changes != "accepted"
        self._change(AnnotationKind.MOVE, element, is_in=is_in, is_origin=True)

    def _change(
        self,
        kind: AnnotationKind,
        element: Element,
        *,
        is_in: bool,
        is_origin: bool = False,
        read: Callable[[Element], None] | None = None,
    ) -> None:
        mark = self.out.open(kind) if is_in else self.out.point(kind)
        mark.author = attribute(element, "author")
        mark.at = moment_of(attribute(element, "date"))
        if kind is AnnotationKind.MOVE:
            mark.id = "" if is_origin else self._move
            mark.parent = self._move if is_origin else ""
        if not is_in:
            left = LeftOutKind.DELETED_TEXT if kind is AnnotationKind.DELETION else None
            left = LeftOutKind.OTHER if kind is AnnotationKind.INSERTION else left
            self._sink.dropping.append(Dropping(left, mark))
            if kind is AnnotationKind.MOVE:
                self._moved_away.append(mark)
        (read or self._inside)(element)
        if is_in:
            self.out.close(mark)
        else:
            self._sink.dropping.pop()

    def _move_begins(self, element: Element) -> None:
        self._move = attribute(element, "name") or attribute(element, "id")

    def _move_ends(self, _element: Element) -> None:
        self._move = ""

    def _name_lost_moves(self) -> None:
        """Name moved words as left out where the place that they moved to is not in the text."""
        if not self._moved_away:
            return
        arrived = {mark.id for mark in self.out.moves if mark.id}
        for mark in self._moved_away:
            other = mark.parent or mark.id
            if not other or other not in arrived:
                self.out.leave_out_at(mark, LeftOutKind.DELETED_TEXT)
        self._moved_away = []

    # comments, notes, links and fields

    def _comment_begins(self, element: Element) -> None:
        name = attribute(element, "id")
        if name not in self._parts.comments:
            self._parts.comments[name] = self.out.open(AnnotationKind.COMMENT)

    def _comment_ends(self, element: Element) -> None:
        mark = self._parts.comments.get(attribute(element, "id"))
        if mark is not None and mark.end is None:
            self.out.close(mark)

    def _comment_refers(self, element: Element) -> None:
        name = attribute(element, "id")
        mark = self._parts.comments.get(name)
        if mark is None:
            self._parts.comments[name] = self.out.point(AnnotationKind.COMMENT)
        elif mark.end is None:
            self.out.close(mark)

    def _footnote(self, element: Element) -> None:
        self._note(AnnotationKind.FOOTNOTE, element)

    def _endnote(self, element: Element) -> None:
        self._note(AnnotationKind.ENDNOTE, element)

    def _note(self, kind: AnnotationKind, element: Element) -> None:
        if self._sink.is_dropping:
            return  # named with the notes that nothing refers to
        if is_true(attribute(element, "customMarkFollows", "0")):
            sign = "".join(t.text or "" for t in texts_after(element))
        else:
            sign = self._parts.next_sign(kind)
        mark = self.out.refer(kind, sign)
        self._parts.notes.append(WordNote(kind, attribute(element, "id"), sign, mark))

    def _run_with_note(self, element: Element) -> None:
        """Read a run; the sign that a note has of its own is not written twice."""
        own = next(
            (
                one
                for one in element
                if short_name(one.tag) in {"w:footnoteReference", "w:endnoteReference"}
                and is_true(attribute(one, "customMarkFollows", "0"))
            ),
            None,
        )
        if own is None or self._sink.is_dropping:
            self._read_run(element)
            return
        for one in element:
            self._element(one)
            if one is own:
                break

    def _hyperlink(self, element: Element) -> None:
        address = self._relations.by_id.get(attribute(element, "id"), "")
        anchor = attribute(element, "anchor")
        mark = self.out.open(AnnotationKind.LINK)
        mark.url = f"{address}#{anchor}" if anchor and "#" not in address else address
        self._inside(element)
        self.out.close(mark)

    def _field_mark(self, element: Element) -> None:
        if element not in self._parts.fields:
            return
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            if len(self._sink.fields) >= _FIELDS:
                raise OddDocument(self._parts.package.name)
            self._sink.fields.append(OpenField(child_of(element, "w:ffData")))
        elif kind == "separate" and self._sink.fields:
            self._begin_result(self._sink.fields[-1])
        elif kind == "end" and self._sink.fields:
            self._end_field(self._sink.fields.pop())

    def _begin_result(self, one: OpenField) -> None:
        one.has_result = True
        address = link_address(one.instruction)
        if address:
            one.link = self.out.open(AnnotationKind.LINK)
            one.link.url = address

    def _end_field(self, one: OpenField) -> None:
        if one.link is not None:
            self.out.close(one.link)
        if not one.has_result:
            self._show_field(one.instruction, one.data)

    def _show_field(self, instruction: str, data: Element | None = None) -> None:
        """Write a field that is shown without a result: a check box, a choice, a sign, a button."""
        symbol = symbol_of(instruction)
        if symbol is not None:
            self._sink.sign(*symbol)
        else:
            self._sink.say(form_words(data) or button_words(instruction))

    def _instruction(self, element: Element) -> None:
        if self._sink.fields:
            self._sink.fields[-1].words.append(element.text or "")

    def _simple_field(self, element: Element) -> None:
        instruction = attribute(element, "instr")
        address = link_address(instruction)
        mark = self.out.open(AnnotationKind.LINK) if address else None
        self._inside(element)
        if mark is not None:
            mark.url = address
            self.out.close(mark)
        elif not self._has_words(element):
            self._show_field(instruction)

    # tables

    def _table(self, element: Element) -> None:
        self._end_paragraph()
        if not self.out.is_in_row:
            self.out.leave_lists()
        properties = child_of(element, "w:tblPr")
        for name in ("w:tblCaption", "w:tblDescription"):
            words = value_of(properties, name)
            if words:
                self.out.leave_out(LeftOutKind.IMAGE_TEXT, words)
        self.out.enter("table")
        self._inside(element)
        self.out.leave("table")

    def _row(self, element: Element) -> None:
        properties = child_of(element, "w:trPr")
        inserted, deleted = child_of(properties, "w:ins"), child_of(properties, "w:del")
        is_hidden = switch(properties, "w:hidden")
        if is_hidden:
            self._sink.dropping.append(Dropping(LeftOutKind.HIDDEN_TEXT))
        if deleted is not None:
            is_in = self._parts.changes != "accepted"
            kind = AnnotationKind.DELETION
            self._change(kind, deleted, is_in=is_in, read=lambda _: self._cells(element))
        elif inserted is not None:
            is_in = self._parts.changes != "rejected"
            kind = AnnotationKind.INSERTION
            self._change(kind, inserted, is_in=is_in, read=lambda _: self._cells(element))
        else:
            self._cells(element)
        if is_hidden:
            self._sink.dropping.pop()

    def _cells(self, element: Element) -> None:
        with self.out.row(is_data=ROWS.is_data(element)):
            self._inside(element)
        self._write_boxes()

    def _cell(self, element: Element) -> None:
        self.out.enter("td")
        self._inside(element)
        self._end_paragraph()
        self.out.leave_lists()
        self.out.leave("td")

    # drawings and other parts

    def _drawing(self, element: Element) -> None:
        texts = dict.fromkeys(descriptions(element))
        for words in texts:
            self.out.leave_out(LeftOutKind.IMAGE_TEXT, words)
        is_empty = not texts
        for part in drawn_content(element):
            name = short_name(part.tag)
            is_empty = False
            if name == "v:textpath":
                self._boxes.append((attribute(part, "string"), self._sink.away()))
            elif name in {"c:chart", "dgm:relIds", "cx:chart"}:
                target = attribute(part, "dm") or attribute(part, "id")
                self._outer_part(self._relations.by_id.get(target, ""))
            else:
                self._boxes.append((part, self._sink.away()))
        if is_empty or any(short_name(one.tag) == "o:OLEObject" for one in element.iter()):
            self.out.leave_out(LeftOutKind.OBJECT)

    def _outer_part(self, part: str) -> None:
        """Name the words of a chart or a diagram, which is drawn from another part."""
        root = self._parts.package.tree(part)
        words = [
            (one.text or "").strip()
            for one in (root.iter() if root is not None else ())
            if short_name(one.tag) in {"a:t", "c:v", "cx:pt", "cx:v"}
        ]
        self.out.leave_out(LeftOutKind.OBJECT, "\n".join(filter(None, words)))

    def _write_boxes(self) -> None:
        """Write the text boxes that hang on a paragraph after it."""
        if self.out.is_in_row or self._open_paragraph:
            return
        boxes, self._boxes = self._boxes, []
        for content, dropping in boxes:
            before = self._sink.dropping, self._sink.fields, self._sink.run, self._style_hides
            self._sink.dropping, self._sink.fields, self._sink.run = dropping, [], RunState()
            self._style_hides = False
            self.out.leave_lists()
            self.out.enter("div")
            if isinstance(content, str):
                self._sink.say(content)
            elif short_name(content.tag) == "w:txbxContent":
                self._inside(content)
            else:
                self._element(content)
            self._end_paragraph()
            self.out.leave_lists()
            self.out.leave("div")
            self._sink.dropping, self._sink.fields, self._sink.run, self._style_hides = before
            self._write_boxes()

    def _alternative(self, element: Element) -> None:
        chosen = chosen_branch(element)
        if chosen is not None:
            self._inside(chosen)

    def _chunk(self, element: Element) -> None:
        self._end_paragraph()
        self.out.leave_lists()
        self._parts.read_chunk(self.out, self._relations.by_id.get(attribute(element, "id"), ""))

    def _outer_document(self, element: Element) -> None:
        self.out.leave_out(
            LeftOutKind.OBJECT, self._relations.by_id.get(attribute(element, "id"), "")
        )

    def _table_of_elements(self) -> dict[str, Callable[[Element], None]]:
        return {
            "w:p": self._paragraph,
            "w:r": self._run_with_note,
            "w:t": self._text,
            "a:p": self._paragraph_apart,
            "a:t": self._text,
            "a:br": self._break,
            "w:delText": self._deleted_text,
            "w:tab": self._tab,
            "w:ptab": self._tab,
            "w:br": self._break,
            "w:cr": self._break,
            "w:noBreakHyphen": self._no_break_hyphen,
            "w:softHyphen": self._soft_hyphen,
            "w:sym": self._symbol,
            "w:ruby": self._ruby,
            "w:sdt": self._control,
            "m:oMath": self._equation,
            "w:ins": self._inserted,
            "w:del": self._deleted,
            "w:moveTo": self._moved_to,
            "w:moveFrom": self._moved_from,
            "w:moveToRangeStart": self._move_begins,
            "w:moveFromRangeStart": self._move_begins,
            "w:moveToRangeEnd": self._move_ends,
            "w:moveFromRangeEnd": self._move_ends,
            "w:commentRangeStart": self._comment_begins,
            "w:commentRangeEnd": self._comment_ends,
            "w:commentReference": self._comment_refers,
            "w:footnoteReference": self._footnote,
            "w:endnoteReference": self._endnote,
            "w:hyperlink": self._hyperlink,
            "w:fldChar": self._field_mark,
            "w:instrText": self._instruction,
            "w:fldSimple": self._simple_field,
            "w:tbl": self._table,
            "w:tr": self._row,
            "w:tc": self._cell,
            "w:drawing": self._drawing,
            "w:pict": self._drawing,
            "w:object": self._drawing,
            "mc:AlternateContent": self._alternative,
            "w:altChunk": self._chunk,
            "w:subDoc": self._outer_document,
        }


_SILENT = {
    *("w:pPr", "w:rPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:sectPr", "w:sdtPr"),
    *("w:sdtEndPr", "w:smartTagPr", "w:customXmlPr", "w:tblPrEx", "w:rubyPr", "w:footnoteRef"),
    *("w:endnoteRef", "w:annotationRef", "w:separator", "w:continuationSeparator", "w:fldData"),
    *("w:lastRenderedPageBreak", "w:bookmarkStart", "w:bookmarkEnd", "w:proofErr", "w:ffData"),
    *("w:permStart", "w:permEnd", "a:rPr", "a:pPr", "a:endParaRPr", "w:delInstrText"),
}
