"""Annotated drafts of many kinds and programs, and a reader of their comments that is not ours.

The reader goes straight over the XML with lxml, by other rules than the program: it collects the
words that are written while a comment's range is open, and looks threads up by their ids.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

import docx
from lxml import etree

from tests.articles.intake.documents import paragraph, run, zipped
from tests.articles.intake.word.open_documents import odt
from tests.articles.intake.word.packages import BOX, word

BY = 'w:author="Kim Ö" w:date="2026-03-01T10:00:00Z"'


@dataclass(frozen=True, slots=True)
class JudgedComment:
    """A comment as the other reader finds it; ``on`` is ``None`` for a comment at no place."""

    words: str
    on: str | None
    author: str
    parent: str
    resolved: bool


# the parts of the documents


def on(name: str, *inner: str) -> str:
    return (
        f'<w:commentRangeStart w:id="{name}"/>{"".join(inner)}<w:commentRangeEnd w:id="{name}"/>'
        f'<w:r><w:commentReference w:id="{name}"/></w:r>'
    )


def begin(name: str) -> str:
    return f'<w:commentRangeStart w:id="{name}"/>'


def end(name: str) -> str:
    return f'<w:commentRangeEnd w:id="{name}"/><w:r><w:commentReference w:id="{name}"/></w:r>'


def said(name: str, *words: str, para: str = "", by: str = BY) -> str:
    inner = "".join(
        f'<w:p w14:paraId="{para}{n}">{run(each)}</w:p>' for n, each in enumerate(words)
    )
    return f'<w:comment w:id="{name}" {by}>{inner}</w:comment>'


def changed(kind: str, name: str, inner: str) -> str:
    return f'<w:{kind} w:id="{name}" {BY}>{inner}</w:{kind}>'


def gone(words: str) -> str:
    return f'<w:r><w:delText xml:space="preserve">{words}</w:delText></w:r>'


def bidi(words: str) -> str:
    return f'<w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def google(inner: str, number: int) -> str:
    tag = f'<w:sdtPr><w:tag w:val="goog_rdk_{number}"/></w:sdtPr>'
    return f"<w:sdt>{tag}<w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def cell(*blocks: str) -> str:
    return f"<w:tc>{''.join(blocks)}</w:tc>"


def draft(*body: str, comments: str, **parts: str) -> bytes:
    """Pack a document with its comments, of which the list of kinds says that they are some."""
    data = word(*body, files=None, comments=comments, **parts)
    with zipfile.ZipFile(BytesIO(data)) as package:
        files: dict[str, str | bytes] = {name: package.read(name) for name in package.namelist()}
    types = str(files["[Content_Types].xml"], "utf-8")  # type: ignore[arg-type]
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    added = f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>'
    return zipped(files | {"[Content_Types].xml": types.replace("</Types>", added)})


# the kinds


def threads_of_word() -> bytes:
    """A thread of three, of which the first is resolved, and a comment of two paragraphs."""
    extended = "".join(
        f'<w15:commentEx w15:paraId="{para}" {parent} w15:done="{done}"/>'
        for para, parent, done in (
            ("A0", "", 1),
            ("B0", 'w15:paraIdParent="A0"', 0),
            ("C0", 'w15:paraIdParent="A0"', 0),
            ("D1", "", 0),
        )
    )
    return draft(
        paragraph(run("The dam cost "), on("1", on("2", on("3", run("$412 million")))), run(".")),
        paragraph(on("4", run("Ninety families")), run(" were moved.")),
        comments=said("1", "Source?", para="A")
        + said("2", "The contract.", para="B")
        + said("3", "Seen it.", para="C")
        + said("4", "Land Board list,", "p. 4", para="D"),
        commentsExtended=extended,
    )


def google_docs() -> bytes:
    """No file of threads: answers have their comment's range; ranges stand in insertions."""
    thread = begin("0") + begin("1") + run("three bridges") + end("0") + end("1")
    inserted = changed("ins", "9", on("2", run("in May")))
    return draft(
        paragraph(run("They closed "), google(thread, 0), run(" ")),
        paragraph(run("and opened "), google(inserted, 1), run(".")),
        comments=said("0", "Which?") + said("1", "North, Mill, Old.") + said("2", "June?"),
    )


def overlapping() -> bytes:
    return draft(
        paragraph(
            *(run("In all "), begin("1"), run("forty "), begin("2"), run("homes "), end("1")),
            *(run("rose"), end("2"), run(" there.")),
        ),
        comments=said("1", "Count?") + said("2", "Which year?"),
    )


def over_paragraphs() -> bytes:
    return draft(
        paragraph(run("It rained. "), begin("1"), run("The ferry stopped.")),
        paragraph(run("Nobody came.")),
        paragraph(run("It sailed again"), end("1"), run(" in June.")),
        comments=said("1", "All three from the log."),
    )


def right_to_left() -> bytes:
    return draft(
        f"<w:p><w:pPr><w:bidi/></w:pPr>{bidi('بلغت الكلفة ')}{on('1', bidi('٤١٢ مليون دولار'))}"
        f"{bidi('.')}</w:p>",
        f"<w:p><w:pPr><w:bidi/></w:pPr>{bidi('הסכר ')}{on('2', bidi('נסגר במאי'))}"
        f"{bidi('.')}</w:p>",
        comments=said("1", "المصدر: تقرير الوزارة، ص ١٢") + said("2", "מקור: הדוח, עמ' 3"),
    )


def chinese_and_japanese() -> bytes:
    return draft(
        paragraph(run("大坝耗资"), on("1", run("四亿一千二百万")), run("美元。")),
        paragraph(run("橋は"), on("2", run("五月")), run("に閉じた。")),
        comments=said("1", "来源：合同，第12页") + said("2", "出典：河川白書"),
    )


def emoji() -> bytes:
    return draft(
        paragraph(
            run("She wrote 👩‍👧‍👦 and "), on("1", run("🇺🇳 e\u0301te\u0301 𝟙")), run(" too 🌊.")
        ),
        paragraph(run("🌊🌊 "), on("2", run("forty")), run(" homes.")),
        comments=said("1", "A screenshot? 🤔") + said("2", "Census, p. 4"),
    )


def tables() -> bytes:
    inner = f"<w:tbl><w:tr>{cell(paragraph(on('3', run('inner words'))))}</w:tr></w:tbl>"
    return draft(
        "<w:tbl><w:tr>"
        + cell(paragraph(on("1", run("Homes"))))
        + cell(paragraph(begin("2"), run("1,204")))
        + "</w:tr><w:tr>"
        + cell(paragraph(run("Fires"), end("2")))
        + cell(inner, paragraph(run("seven")))
        + "</w:tr></w:tbl>",
        comments=said("1", "Which?") + said("2", "Both from the survey.") + said("3", "Here too."),
    )


def text_boxes() -> bytes:
    box = BOX.replace("<w:r><w:t>{}</w:t></w:r>", on("1", run("boxed words")))
    return draft(
        paragraph(
            run("Beside it "), f"<w:r>{box}</w:r>", on("2", run("stands the text")), run(".")
        ),
        comments=said("1", "Box source.") + said("2", "Text source."),
    )


def notes() -> bytes:
    """Comments beside and within footnotes and endnotes."""
    return draft(
        paragraph(
            *(on("1", run("The dam cost $412 million")), run(".")),
            '<w:r><w:footnoteReference w:id="2"/></w:r>',
            *(run(" It rained."), '<w:r><w:endnoteReference w:id="2"/></w:r>'),
        ),
        comments=said("1", "Currency?") + said("2", "Which annex?") + said("3", "Day?"),
        footnotes=f'<w:footnote w:id="2">{paragraph(run("Contract, "), on("2", run("p. 17")))}'
        "</w:footnote>",
        endnotes=f'<w:endnote w:id="2">{paragraph(on("3", run("Weather log")), run(", 3 May"))}'
        "</w:endnote>",
    )


def tracked_moves() -> bytes:
    moved = run("The ferry stopped.")
    return draft(
        paragraph(
            f'<w:moveFromRangeStart w:id="7" w:name="m1" {BY}/>',
            changed("moveFrom", "8", moved),
            '<w:moveFromRangeEnd w:id="7"/>',
            run("Nobody came. "),
            f'<w:moveToRangeStart w:id="9" w:name="m1" {BY}/>',
            changed("moveTo", "10", on("1", moved)),
            '<w:moveToRangeEnd w:id="9"/>',
        ),
        paragraph(
            run("It was "),
            *(
                begin("2"),
                changed("del", "11", gone("twice ")),
                changed("ins", "12", run("thrice ")),
            ),
            *(run("as long"), end("2"), run(".")),
        ),
        comments=said("1", "Ferry log.") + said("2", "Who measured?"),
    )


def deleted_words() -> bytes:
    """A comment of which all words are deleted stands between words."""
    return draft(
        paragraph(
            run("It cost "), changed("del", "5", on("1", gone("nearly ")[:])), run("a third.")
        ),
        comments=said("1", "Cut this."),
    )


def headers_and_footers() -> bytes:
    return draft(
        paragraph(on("1", run("Homes rose.")), run(" It rained.")),
        "<w:sectPr/>",
        comments=said("1", "Census.") + said("2", "Old header.") + said("3", "Which edition?"),
        header1=paragraph(on("2", run("DRAFT 3"))),
        footer1=paragraph(on("3", run("Page of the Post"))),
    )


def points() -> bytes:
    """Comments without a range, and one that no mark in the text refers to."""
    return draft(
        paragraph(run("Homes rose"), '<w:r><w:commentReference w:id="1"/></w:r>', run(" in May.")),
        comments=said("1", "By how much?") + said("2", "A remark on all of it."),
    )


def another_library() -> bytes:
    """As python-docx writes comments."""
    document = docx.Document()
    first = document.add_paragraph("The dam cost ")
    words = first.add_run("$412 million")
    first.add_run(" in all.")
    second = document.add_table(1, 2).cell(0, 1).paragraphs[0].add_run("Ninety families")
    document.add_comment(words, text="Source?", author="Kim", initials="K")
    document.add_comment(second, text="List, p. 4", author="Rana", initials="R")
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


_BEGUN = '.comment-start id="{}" author="Rana" date="2026-03-01T10:00:00Z"'
MARKDOWN = f"""
The dam cost [Source?]{{{_BEGUN.format(1)}}}$412 million[]{{.comment-end id="1"}}.[^1]

[Which homes?]{{{_BEGUN.format(2)}}}Ninety

families[]{{.comment-end id="2"}} were *moved*.

[^1]: Contract, p. 17
"""
"""A draft that pandoc makes a document of."""


def note(name: str, words: str, *, more: str = "") -> str:
    return (
        f'<office:annotation office:name="{name}" {more}><dc:creator>Kim Ö</dc:creator>'
        f"<dc:date>2026-03-01T10:00:00</dc:date><text:p>{words}</text:p></office:annotation>"
    )


def ended(name: str) -> str:
    return f'<office:annotation-end office:name="{name}"/>'


def open_document() -> bytes:
    """As LibreOffice writes it: a resolved thread, overlaps, cells, notes, a point, a box."""
    answers, done = 'loext:parent-name="c1"', 'loext:resolved="true"'
    return odt(
        f"<text:p>The dam cost {note('c1', 'Source?', more=done)}"
        f"{note('c2', 'The contract.', more=answers)}$412 million{ended('c1')}{ended('c2')}."
        '<text:note text:id="ftn1" text:note-class="footnote"><text:note-citation>1'
        "</text:note-citation><text:note-body><text:p>Contract, p. 17</text:p></text:note-body>"
        "</text:note></text:p>",
        f"<text:p>In all {note('c3', 'Count?')}forty {note('c4', 'Year?')}homes {ended('c3')}rose"
        f"{ended('c4')} there.</text:p>",
        "<table:table><table:table-row><table:table-cell>"
        f"<text:p>{note('c5', 'Which?')}Fires{ended('c5')}</text:p></table:table-cell>"
        "<table:table-cell><text:p>seven</text:p></table:table-cell></table:table-row></table:table>",
        f"<text:p>{note('c6', 'Both days?')}It rained.</text:p>"
        f"<text:p>It sailed{ended('c6')} in June 🌊.</text:p>",
        f"<text:p>بلغت {note('c7', 'المصدر؟')}الكلفة{ended('c7')} ٤١٢.</text:p>",
        f"<text:p>Beside it{note('c8', 'A point.')} stands more.</text:p>",
    )


WORD: dict[str, Callable[[], bytes]] = {
    each.__name__: each
    for each in (
        *(threads_of_word, google_docs, overlapping, over_paragraphs, right_to_left),
        *(chinese_and_japanese, emoji, tables, text_boxes, notes, tracked_moves, deleted_words),
        *(headers_and_footers, points, another_library),
    )
}
GOOGLE = {"google_docs"}
"""The kinds that keep no threads but by ranges."""


# the other reader


def judged(data: bytes, *, by_range: bool = False) -> dict[str, JudgedComment]:
    """Return the comments of a document by their ids, as the other reader finds them.

    Args:
        data: The bytes of a Word document or an OpenDocument text.
        by_range: Whether comments on the same words are answers to the first of them.
    """
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    if "content.xml" in parts:
        found = _judged_open(etree.fromstring(parts["content.xml"]))
    else:
        found = _judged_word(parts)
    if by_range:
        first: dict[str, str] = {}
        for name, one in found.items():
            before = first.setdefault(one.on or name, name)
            if before != name:
                changes = (one.words, one.on, one.author, before, one.resolved)
                found[name] = JudgedComment(*changes)
    return found


def bare(words: str) -> str:
    """Return words without space and without the signs that a text has for notes and cells."""
    return re.sub(r"[\s|•]|\[\d+\]|\[[ivx]+\]", "", words)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _value(element: etree._Element, name: str) -> str:
    return next((v for k, v in element.attrib.items() if etree.QName(k).localname == name), "")


def _judged_word(parts: dict[str, bytes]) -> dict[str, JudgedComment]:
    trees = {name: etree.fromstring(data) for name, data in parts.items() if name.endswith(".xml")}
    in_text = [
        tree
        for name, tree in trees.items()
        if re.search(r"word/(document|footnotes|endnotes)", name)
    ]
    words: dict[str, str] = {}
    for tree in in_text:
        words |= _words_in_ranges(tree)
    comments = trees.get("word/comments.xml")
    rows = trees.get("word/commentsExtended.xml")
    extended = {_value(row, "paraId"): row for row in (rows if rows is not None else ())}
    owners = {
        _value(p, "paraId"): _value(one, "id")
        for one in (comments if comments is not None else ())
        for p in one.iter()
        if _name(p) == "p"
    }
    found = {}
    for one in comments if comments is not None else ():
        paragraphs = [p for p in one.iter() if _name(p) == "p"]
        row = next(
            (extended[_value(p, "paraId")] for p in paragraphs if _value(p, "paraId") in extended),
            None,
        )
        told = "".join(t.text or "" for t in one.iter() if _name(t) == "t")
        parent = owners.get(_value(row, "paraIdParent"), "") if row is not None else ""
        done = row is not None and _value(row, "done") == "1"
        name = _value(one, "id")
        found[name] = JudgedComment(
            bare(told), words.get(name), _value(one, "author"), parent, done
        )
    return found


def _words_in_ranges(tree: etree._Element) -> dict[str, str]:
    """Return the words, without space, that stand in each range; a point has none.

    The words of a text box are no part of a range that begins around it.
    """
    found: dict[str, str] = {}
    is_open: dict[str, tuple[etree._Element, ...]] = {}
    for element in _shown(tree):
        name, boxes = _name(element), _boxes(element)
        if name == "commentRangeStart":
            is_open[_value(element, "id")] = boxes
            found.setdefault(_value(element, "id"), "")
        elif name == "commentRangeEnd":
            is_open.pop(_value(element, "id"), None)
        elif name == "commentReference":
            found.setdefault(_value(element, "id"), "")
        elif name == "t":
            for one, within in is_open.items():
                if within == boxes:
                    found[one] += bare(element.text or "")
    return found


def _boxes(element: etree._Element) -> tuple[etree._Element, ...]:
    return tuple(e for e in element.iterancestors() if _name(e) == "txbxContent")


def _shown(element: etree._Element) -> Iterator[etree._Element]:
    """Yield elements in order, without the words of deletions and of second drawings."""
    yield element
    for child in element:
        if _name(child) in ("moveFrom", "Fallback"):
            yield from (e for e in child.iter() if _name(e).startswith("comment"))
        else:
            yield from _shown(child)


class _OpenReader:
    """Goes through an OpenDocument text, with the words of each comment that is open."""

    def __init__(self, tree: etree._Element) -> None:
        self.found: dict[str, JudgedComment] = {}
        self.words: dict[str, str] = {}
        self._ends = {_value(e, "name") for e in tree.iter() if _name(e) == "annotation-end"}
        self._open: list[str] = []
        self._walk(tree)

    def _walk(self, element: etree._Element) -> None:
        name = _name(element)
        if name == "annotation":
            self._begin(element)
        elif name == "annotation-end":
            self._open.remove(_value(element, "name"))
        elif name in ("text-box", "custom-shape"):
            around, self._open = self._open, []
            self._inside(element)
            self._open = around
        elif name not in ("note-citation", "tracked-changes", "note-body"):
            self._inside(element)

    def _inside(self, element: etree._Element) -> None:
        self._add(element.text)
        for child in element:
            self._walk(child)
            self._add(child.tail)

    def _add(self, text: str | None) -> None:
        for name in self._open:
            self.words[name] += bare(text or "")

    def _begin(self, element: etree._Element) -> None:
        key = _value(element, "name") or f"nameless {len(self.found)}"
        creator = "".join(e.text or "" for e in element if _name(e) == "creator")
        told = "".join("".join(e.itertext()) for e in element if _name(e) in ("p", "list"))
        is_done = _value(element, "resolved") == "true"
        parent = _value(element, "parent-name")
        self.found[key] = JudgedComment(bare(told), "", creator, parent, is_done)
        self.words[key] = ""
        if key in self._ends:
            self._open.append(key)


def _judged_open(tree: etree._Element) -> dict[str, JudgedComment]:
    read = _OpenReader(tree)
    return {
        name: JudgedComment(one.words, read.words[name], one.author, one.parent, one.resolved)
        for name, one in read.found.items()
    }
