"""OpenDocument texts, as LibreOffice writes them and Google Docs offers them for download."""

from annotator.articles.intake.documents.annotated_text import AnnotatedText
from annotator.articles.intake.documents.names import attribute, child_of, short_name
from annotator.articles.intake.documents.odt_body import OdtBody, OdtParts
from annotator.articles.intake.documents.odt_styles import OdtNumbers, OdtStyles
from annotator.articles.intake.documents.package import OfficePackage, reading_document
from annotator.articles.intake.elements import Element
from annotator.articles.intake.text_sources import TextSources
from annotator.articles.model import (
    AnnotationKind,
    Changes,
    Draft,
    DraftAnnotation,
    LeftOutKind,
    Metadata,
    OriginalFile,
)
from annotator.kernel.errors import DamagedFile, EncryptedFile

_MIME = "application/vnd.oasis.opendocument.text"
CONTENT, _STYLES, _META, _MANIFEST = (
    "content.xml",
    "styles.xml",
    "meta.xml",
    "META-INF/manifest.xml",
)
_KINDS = {_MIME, f"{_MIME}-template", f"{_MIME}-master"}


def is_odt(package: OfficePackage) -> bool:
    """Whether a package says that it is an OpenDocument text."""
    return package.read("mimetype").decode("ascii", "replace").strip() in _KINDS


def read_odt(
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
        DamagedFile, EncryptedFile: it cannot be read.
        OddDocument: no person writes documents of this shape.
        EmptyText: no words are in it.
    """
    with reading_document(package.name):
        _check_passwords(package)
        package.check_parts()
        metadata, remarks = _properties(package)
        out = AnnotatedText(sources)
        _read(package, out, changes, remarks)
        return out.draft(metadata, OriginalFile(package.name, _MIME, data))


def _check_passwords(package: OfficePackage) -> None:
    manifest = package.tree(_MANIFEST)
    if manifest is None:
        return
    if any(short_name(one.tag) == "manifest:encryption-data" for one in manifest.iter()):
        raise EncryptedFile(package.name)


def _properties(package: OfficePackage) -> tuple[Metadata, str]:
    """Return what the document says of itself, and the remarks on it there."""
    meta = child_of(package.tree(_META), "office:meta")

    def value(*names: str) -> str:
        found = (child_of(meta, name) for name in names)
        words = (" ".join("".join(one.itertext()).split()) for one in found if one is not None)
        return next(filter(None, words), "")

    metadata = Metadata(
        title=value("dc:title"),
        byline=value("meta:initial-creator", "dc:creator"),
        published=value("dc:date", "meta:creation-date"),
        language=value("dc:language"),
    )
    return metadata, value("dc:description")


def _read(package: OfficePackage, out: AnnotatedText, changes: Changes, remarks: str) -> None:
    content, common = _content(package, out), package.tree(_STYLES)
    body = child_of(content, "office:body", "office:text")
    if body is None:
        raise DamagedFile(package.name)
    styles = OdtStyles(common, content)
    parts = OdtParts(package, styles, OdtNumbers(styles), changes)
    parts.forms = dict(_controls(body))
    if remarks:
        out.leave_out(LeftOutKind.OTHER, remarks)
    margins = _margins(common, parts, out)
    for words in margins[0]:
        out.leave_out(LeftOutKind.HEADER, words)
    OdtBody(parts, out).read(body)
    _read_notes(parts, out)
    for words in margins[1]:
        out.leave_out(LeftOutKind.HEADER, words)
    for change in parts.tracked.values():
        words = "\n".join("".join(one.itertext()).strip() for one in change.words)
        if words.strip():
            out.leave_out(LeftOutKind.DELETED_TEXT, words)
    if not parts.knows_threads:
        out.thread_by_place()


def _content(package: OfficePackage, out: AnnotatedText) -> Element | None:
    content = package.tree(CONTENT)
    if out.sources is not None:
        out.sources.main = content
    return content


def _controls(body: Element) -> list[tuple[str, Element]]:
    forms = (one for one in body if short_name(one.tag) == "office:forms")
    controls = (one for form in forms for one in form.iter())
    return [(attribute(one, "id"), one) for one in controls if attribute(one, "id")]


def _margins(
    root: Element | None, parts: OdtParts, out: AnnotatedText
) -> tuple[list[str], list[str]]:
    """Return the words of all headers, and of all footers, each once.

    Comments on them stand at no words of the text.
    """
    found: tuple[dict[str, None], dict[str, None]] = ({}, {})
    for element in root.iter() if root is not None else ():
        name = short_name(element.tag)
        if name.startswith(("style:header", "style:footer")) and not name.endswith("style"):
            inner = AnnotatedText()
            OdtBody(parts, inner).read(element)
            words, marks, _ = inner.finished()
            for one in marks:
                if one.kind is AnnotationKind.COMMENT:
                    _unplace(one, out)
            words = words.strip()
            if words:
                found[name.startswith("style:footer")][words] = None
    return [*found[0]], [*found[1]]


def _unplace(one: DraftAnnotation, out: AnnotatedText) -> None:
    mark = out.unplaced(one.kind)
    mark.words, mark.links = [one.words], one.links
    mark.author, mark.at, mark.resolved = one.author, one.at, one.resolved
    mark.id, mark.parent = f"{one.id} beside the text", one.parent


def _read_notes(parts: OdtParts, out: AnnotatedText) -> None:
    notes = sorted(parts.notes, key=lambda note: note[0].kind is AnnotationKind.ENDNOTE)
    if notes:
        out.enter("ol")
    # notes within notes, which no program makes, come after the others
    parts.notes = notes
    for mark, sign, body in parts.notes:
        written, before = out.open_note(mark, sign), out.marks
        OdtBody(parts, out).read(body)
        out.close_note(written)
        mark.links = out.links_after(before)
    if notes:
        out.leave("ol")
