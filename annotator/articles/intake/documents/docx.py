"""Word documents: the text as it would be printed, and all else that stands in them by name.

Tracked changes are taken as accepted, unless they are asked for otherwise. Nothing outside of the
file is opened.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from posixpath import dirname, join

from annotator.articles.intake.documents.annotated_text import AnnotatedText, TextMark, moment_of
from annotator.articles.intake.documents.list_numbers import shown_number
from annotator.articles.intake.documents.names import attribute, child_of, is_true, short_name
from annotator.articles.intake.documents.package import (
    OfficePackage,
    PartRelations,
    reading_document,
)
from annotator.articles.intake.documents.rtf import RTF, read_rtf
from annotator.articles.intake.documents.word_body import WordBody
from annotator.articles.intake.documents.word_elements import value_of
from annotator.articles.intake.documents.word_parts import WordParts
from annotator.articles.intake.documents.word_styles import Numbering, Styles
from annotator.articles.intake.elements import Element
from annotator.articles.intake.html import decode_page, flat_page
from annotator.articles.intake.mail import is_message, read_message
from annotator.articles.intake.text_sources import TextSources
from annotator.articles.model import (
    AnnotationKind,
    Changes,
    Draft,
    LeftOutKind,
    Metadata,
    OriginalFile,
)
from annotator.kernel.errors import (
    AnnotatorError,
    DamagedFile,
    NotText,
    OddDocument,
)

_TYPES = "[Content_Types].xml"
_WORD = re.compile(rb"(?:wordprocessingml|ms-word)\.[\w.]+\.main\+xml")
_MAIN = "word/document.xml"
_CORE = "docProps/core.xml"
_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"
_ZIP = b"PK\x03\x04"
_DEEPEST_CHUNK = 3
"""Documents within each other."""
_GOOGLE = b"goog_rdk"
_NOTES = {
    AnnotationKind.FOOTNOTE: ("footnote", "footnotes"),
    AnnotationKind.ENDNOTE: ("endnote", "endnotes"),
}
"""The names of a note's element and of the part that holds the notes."""
_USUAL_SIGNS = {AnnotationKind.FOOTNOTE: "decimal", AnnotationKind.ENDNOTE: "lowerRoman"}


def read_docx(
    package: OfficePackage,
    data: bytes,
    *,
    changes: Changes = "accepted",
    sources: TextSources | None = None,
) -> Draft:
    """Return the document's text with its notes at the end, its annotations and its properties.

    Args:
        package: The document.
        data: The bytes of the file.
        changes: Whether tracked changes are accepted or rejected, or both words are in the text.
        sources: Take down where the words of the text stand in the parts of the document.

    Raises:
        DamagedFile, NotText: it cannot be read as a document.
        OddDocument: no person writes documents of this shape.
        EmptyText: no words are in it.
    """
    package.check_parts()
    with reading_document(package.name):
        metadata, remarks = _properties(package)
        out = AnnotatedText(sources)
        _WordDocument(package, changes).read(out, remarks)
        return out.draft(metadata, OriginalFile(package.name, _MIME, data))


def _properties(package: OfficePackage) -> tuple[Metadata, str]:
    """Return what the document says of itself, and the remarks on it there."""
    root = package.tree(_CORE)
    if root is None:
        return Metadata(), ""

    def value(tag: str) -> str:
        return " ".join("".join(root.itertext(tag)).split())

    metadata = Metadata(
        title=value(f"{_DC}title"),
        byline=value(f"{_DC}creator"),
        published=value(f"{_DCTERMS}modified") or value(f"{_DCTERMS}created"),
        language=value(f"{_DC}language"),
    )
    return metadata, value(f"{_DC}description")


class _WordDocument:
    """Reads the parts of a document in their order: headers, body, notes, comments.

    Raises:
        NotText: a zip file, but no Word document.
        DamagedFile: its main part is missing.
    """

    def __init__(self, package: OfficePackage, changes: Changes, depth: int = 0) -> None:
        self._package = package
        self._changes = changes
        self._depth = depth
        self._main = main_part(package)
        self._relations = PartRelations(package, self._main)
        self._of_parts = {self._main: self._relations}
        styles = Styles(self._tree("styles"))
        self._parts = WordParts(
            package, styles, Numbering(self._tree("numbering"), styles), changes
        )
        self._parts.read_chunk = self._read_chunk

    def read(self, out: AnnotatedText, remarks: str = "") -> None:
        """Write the document into a text."""
        root = self._package.tree(self._main)
        if root is None:
            raise DamagedFile(self._package.name)
        if out.sources is not None and not self._depth:
            out.sources.main = root
        self._parts.fields.find(root)
        self._parts.signs = dict(self._signs(root))
        if remarks:
            out.leave_out(LeftOutKind.OTHER, remarks)
        self._leave_out_margins(out, "header")
        body = next((one for one in root if short_name(one.tag) == "w:body"), root)
        WordBody(self._parts, out, self._relations).read(body)
        self._read_notes(out)
        self._leave_out_margins(out, "footer")
        self._read_comments(out)

    def _part(self, kind: str) -> str:
        """Return the part of a kind, by its relation or by its usual name."""
        found = self._relations.of_type(kind)
        return found[0] if found else join(dirname(self._main), f"{kind}.xml")

    def _relations_of(self, part: str) -> PartRelations:
        if part not in self._of_parts:
            self._of_parts[part] = PartRelations(self._package, part)
        return self._of_parts[part]

    def _tree(self, kind: str) -> Element | None:
        return self._package.tree(self._part(kind))

    def _signs(self, root: Element) -> Iterator[tuple[AnnotationKind, Callable[[int], str]]]:
        """Yield for each kind of note how it is numbered: by the last section, or for all."""
        sections = [one for one in root.iter() if short_name(one.tag) == "w:sectPr"]
        for kind, (name, _) in _NOTES.items():
            said = [child_of(one, f"w:{name}Pr") for one in (*sections, self._tree("settings"))]
            forms = filter(None, (value_of(one, "w:numFmt") for one in reversed(said)))
            form = next(forms, _USUAL_SIGNS[kind])
            yield kind, partial(shown_number, form)

    def _leave_out_margins(self, out: AnnotatedText, kind: str) -> None:
        found = []
        for part in dict.fromkeys(self._relations.of_type(kind)):
            root = self._package.tree(part)
            if root is not None:
                found.append(self._words(root, part)[0])
        for words in dict.fromkeys(filter(None, found)):
            out.leave_out(LeftOutKind.HEADER, words)

    def _words(
        self, element: Element, part: str, out: AnnotatedText | None = None
    ) -> tuple[str, tuple[str, ...]]:
        """Return the words in a part of another text, and the addresses of its links.

        Args:
            element: The part.
            part: The name of the part of the package that it is in.
            out: The text in which it is named whatever is left out of those words.
        """
        self._parts.fields.find(element)
        inner, known = AnnotatedText(), {*self._parts.comments}
        WordBody(self._parts, inner, self._relations_of(part)).read(element)
        words, _, left_out = inner.finished()
        for name in {*self._parts.comments} - known:
            del self._parts.comments[name]  # it stands at no words of the text
        if out is not None:
            for one in left_out:
                out.leave_out(one.kind, one.text)
        return words.strip(), inner.links_after(0)

    def _read_notes(self, out: AnnotatedText) -> None:
        if self._parts.notes:
            out.enter("ol")
        for kind, (_, parts) in _NOTES.items():
            part = self._part(parts)
            root = self._package.tree(part)
            if root is not None:
                self._read_notes_of(kind, root, part, out)
        if self._parts.notes:
            out.leave("ol")

    def _read_notes_of(
        self, kind: AnnotationKind, root: Element, part: str, out: AnnotatedText
    ) -> None:
        self._parts.fields.find(root)
        relations = self._relations_of(part)
        elements = {attribute(one, "id"): one for one in root}
        for note in [one for one in self._parts.notes if one.kind is kind]:
            element = elements.pop(note.id, None)
            written, before = out.open_note(note.mark, note.sign), out.marks
            if element is not None:
                WordBody(self._parts, out, relations).read(element)
            out.close_note(written)
            note.mark.links = out.links_after(before)
        for element in elements.values():
            words, _ = self._words(element, part, out)
            if words:
                out.leave_out(LeftOutKind.FOOTNOTE, words)

    def _read_comments(self, out: AnnotatedText) -> None:
        part = self._part("comments")
        root = self._package.tree(part)
        marks = self._parts.comments
        threads = _CommentThreads(self._package, self._relations)
        answers: list[tuple[TextMark, list[str]]] = []
        for element in root if root is not None else ():
            name = attribute(element, "id")
            mark = marks.pop(name, None) or out.unplaced(AnnotationKind.COMMENT)
            words, mark.links = self._words(element, part, out)
            mark.words = [words]
            mark.id, mark.author = name, attribute(element, "author")
            paragraphs = [attribute(p, "paraId") for p in element.iter() if _is_paragraph(p)]
            threads.add(mark.id, paragraphs)
            mark.at = moment_of(threads.moment(paragraphs) or attribute(element, "date"))
            mark.resolved = threads.is_done(paragraphs)
            answers.append((mark, paragraphs))
        for mark, paragraphs in answers:
            mark.parent = threads.parent(paragraphs)
        for mark in marks.values():
            out.forget(mark)
        if _GOOGLE in self._package.read(self._main) and not threads.are_known:
            out.thread_by_place()

    def _read_chunk(self, out: AnnotatedText, part: str) -> None:
        """Write the words of a file within the document: a page, a text, another document."""
        data = self._package.read(part)
        try:
            if data.startswith(_ZIP):
                self._read_inner(out, data)
            elif data.startswith(RTF):
                self._write_draft(out, read_rtf(data, part))
            else:
                self._read_page(out, data, part)
        except (AnnotatorError, ValueError):
            out.leave_out(LeftOutKind.OBJECT, part)

    def _read_inner(self, out: AnnotatedText, data: bytes) -> None:
        if self._depth >= _DEEPEST_CHUNK:
            raise OddDocument(self._package.name)
        inner = self._package.within(data)
        inner.check_parts()
        _WordDocument(inner, self._changes, self._depth + 1).read(out)

    def _read_page(self, out: AnnotatedText, data: bytes, part: str) -> None:
        is_page = part.lower().endswith(("html", "htm", "mht", "mhtml", "xml"))
        parts = [data]
        if is_message(data):
            message = read_message(data, part)
            parts = [one.data for one in message.body]
            is_page = True
        for page in parts:
            words = decode_page(page, part).text
            if is_page:
                words, _ = flat_page(words.encode())
            _write_words(out, words)

    @staticmethod
    def _write_draft(out: AnnotatedText, draft: Draft) -> None:
        """Write the words of a draft; its comments are told without their places."""
        _write_words(out, draft.text)
        for part in draft.left_out:
            out.leave_out(part.kind, part.text)
        for one in draft.annotations:
            if one.kind is AnnotationKind.COMMENT:
                mark = out.unplaced(one.kind)
                mark.words, mark.links = [one.words], one.links
                mark.author, mark.at = one.author, one.at


def _write_words(out: AnnotatedText, words: str) -> None:
    for paragraph in words.split("\n\n"):
        out.enter("p")
        for line in paragraph.splitlines():
            out.say(line)
            out.enter("br")
        out.leave("p")


def main_part(package: OfficePackage) -> str:
    """Return the name of the part with the body, told by its relation.

    Raises:
        NotText: a zip file, but no Word document.
    """
    found = PartRelations(package, "").of_type("officeDocument")
    main = next((part for part in found if part in package.names), _MAIN)
    if main not in package.names and not _WORD.search(package.read(_TYPES)):
        raise NotText(package.name)
    root = package.tree(main)
    if root is not None and short_name(root.tag) not in {"w:document", "w:glossaryDocument"}:
        raise NotText(package.name)
    return main


def _is_paragraph(element: Element) -> bool:
    return short_name(element.tag) == "w:p"


class _CommentThreads:
    """Which comment answers which, and which are resolved, by the ids of their paragraphs."""

    def __init__(self, package: OfficePackage, relations: PartRelations) -> None:
        def rows(kind: str) -> list[Element]:
            parts = relations.of_type(kind) or [f"word/{kind}.xml"]
            root = package.tree(parts[0])
            return [*root] if root is not None else []

        extended = rows("commentsExtended")
        self.are_known = bool(extended)
        self._extended = {attribute(one, "paraId"): one for one in extended}
        ids = {attribute(one, "durableId"): one for one in rows("commentsIds")}
        self._moments = {
            attribute(ids.get(attribute(one, "durableId")), "paraId"): attribute(one, "dateUtc")
            for one in rows("commentsExtensible")
        }
        self._comments: dict[str, str] = {}

    def add(self, comment: str, paragraphs: list[str]) -> None:
        """Take note of the paragraphs of a comment, by their ids."""
        self._comments.update(dict.fromkeys(filter(None, paragraphs), comment))

    def moment(self, paragraphs: list[str]) -> str:
        """Return when a comment was made, in UTC; empty if only its local time is said."""
        return next((self._moments[one] for one in paragraphs if self._moments.get(one)), "")

    def is_done(self, paragraphs: list[str]) -> bool:
        """Return whether a comment is resolved."""
        rows = (self._extended.get(one) for one in paragraphs)
        return any(is_true(attribute(row, "done", "0")) for row in rows)

    def parent(self, paragraphs: list[str]) -> str:
        """Return the comment that a comment answers."""
        rows = (self._extended.get(one) for one in paragraphs)
        parents = (self._comments.get(attribute(row, "paraIdParent"), "") for row in rows)
        return next(filter(None, parents), "")
