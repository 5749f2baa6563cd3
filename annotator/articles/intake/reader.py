"""The way in: a file, its bytes, or pasted text becomes a draft of an article."""

import re
from bisect import bisect_left
from dataclasses import asdict, replace
from pathlib import Path, PurePath

from annotator.articles.intake.documents.docx import read_docx
from annotator.articles.intake.documents.odt import is_odt, read_odt
from annotator.articles.intake.documents.package import OfficePackage
from annotator.articles.intake.documents.rtf import RTF, RTF_SUFFIXES, read_rtf
from annotator.articles.intake.encodings import Decoded, decode
from annotator.articles.intake.epub import EPUB_SUFFIXES, as_one, is_epub, read_epub
from annotator.articles.intake.file_types import OLE, ZIP, is_other_kind, refusal
from annotator.articles.intake.html import is_page, read_html, read_saved_page
from annotator.articles.intake.mail import (
    MAIL_SUFFIXES,
    SAVED_PAGE_SUFFIXES,
    is_message,
    read_message,
)
from annotator.articles.intake.mail_article import read_mail
from annotator.articles.intake.pdf_document import PDF_SUFFIXES, is_pdf, read_pdf
from annotator.articles.intake.subtitles import SUBTITLE_SUFFIXES, is_subtitles, read_subtitles
from annotator.articles.model import (
    Changes,
    Draft,
    Metadata,
    OriginalFile,
    dropped_controls,
    filled_fields,
)
from annotator.files.regular_files import FileTooLarge, read_regular
from annotator.kernel.canonical_text import without_controls
from annotator.kernel.errors import DamagedFile, EmptyText, NotText, TooLarge, UnreadableFile
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched

MARKDOWN_SUFFIXES = (".md", ".markdown")
_LONGEST = 120
"""Code points of the longest first line that is taken for a title."""
_SENTENCE_ENDS = ".,;:…。،؛"
_FENCED = re.compile(r"^ {0,3}(```|~~~).*?(?:^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^ {0,3}#[ \t]+(\S.*?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)


def read_plain(decoded: Decoded, data: bytes, name: str) -> Draft:
    """Return the text as it stands; its title is the main heading of Markdown or a headline.

    Raises:
        EmptyText: only space is in it.
    """
    text, dropped = without_controls(decoded.text)
    if not text.strip():
        raise EmptyText(name)
    is_markdown = name.lower().endswith(MARKDOWN_SUFFIXES)
    metadata = Metadata(title=_first_heading(text) if is_markdown else headline(text))
    return Draft(
        text=text,
        metadata=metadata,
        found=filled_fields(metadata),
        original=OriginalFile(name, "text/markdown" if is_markdown else "text/plain", data),
        encoding=decoded.encoding,
        encodings=decoded.alternatives,
        left_out=dropped_controls(dropped),
    )


def headline(text: str) -> str:
    """Return the first line of a text if it reads as a title: short, no sentence, and set apart."""
    first, _, rest = text.strip().partition("\n")
    title = first.strip()
    is_apart = rest.startswith("\n") and rest.strip() != ""
    return title if is_apart and len(title) <= _LONGEST and title[-1] not in _SENTENCE_ENDS else ""


def _first_heading(text: str) -> str:
    match = _HEADING.search(_FENCED.sub("", text))
    return match[1] if match else ""


LIMIT = 50_000_000  # bytes, of a file and of what is unpacked from it

_PLAIN_PAGES = (".html", ".htm", ".xhtml")
PAGE_SUFFIXES = (*_PLAIN_PAGES, *SAVED_PAGE_SUFFIXES)
_WORD = (".docx", ".docm")
_OPEN_DOCUMENT = (".odt", ".ott")
_DOCUMENTS = (*_WORD, *_OPEN_DOCUMENT)
SUFFIXES: tuple[str, ...] = (
    *(".txt", ".text", *MARKDOWN_SUFFIXES, *PAGE_SUFFIXES, *_DOCUMENTS),
    *(*MAIL_SUFFIXES, *SUBTITLE_SUFFIXES, *PDF_SUFFIXES),
    *(*RTF_SUFFIXES, *EPUB_SUFFIXES),
)


def read_file(
    path: Path,
    *,
    encoding: str | None = None,
    whole: bool = False,
    changes: Changes = "accepted",
    progress: Progress = unwatched,
) -> Draft:
    """The article in a file, as ``read_bytes``; its size is looked at before it is read.

    Args:
        path: The file.
        encoding: The encoding that its bytes are read with, instead of the likeliest.
        whole: Whether all of a web page is taken, and not the article in it alone.
        changes: How the tracked changes of a document are taken.
        progress: Told how many pages of a PDF file were read.

    Raises:
        UnreadableFile: the system does not let it be read, for the reason given.
        IntakeError: as ``read_bytes``.
    """
    data = _bytes_of(path)
    return read_bytes(
        data, path.name, encoding=encoding, whole=whole, changes=changes, progress=progress
    )


def read_articles(
    path: Path,
    *,
    encoding: str | None = None,
    whole: bool = False,
    changes: Changes = "accepted",
    progress: Progress = unwatched,
) -> tuple[Draft, ...]:
    """The articles in a file: each chapter of a book, or a single one.

    Args:
        path: The file.
        encoding: The encoding that its bytes are read with, instead of the likeliest.
        whole: Whether all of a web page is taken, and not the article in it alone.
        changes: How the tracked changes of a document are taken.
        progress: Told how many pages of a PDF file were read.

    Raises:
        UnreadableFile, IntakeError: as ``read_file``.
    """
    data = _bytes_of(path)
    if data.startswith(ZIP):
        package = OfficePackage(data, path.name, LIMIT)
        if is_epub(package):
            return tuple(map(clean, read_epub(package, data)))
    draft = read_bytes(
        data, path.name, encoding=encoding, whole=whole, changes=changes, progress=progress
    )
    return (draft,)


def _bytes_of(path: Path) -> bytes:
    try:
        return read_regular(path, LIMIT)
    except FileTooLarge as error:
        raise TooLarge(path.name, error.size, LIMIT) from error
    except OSError as error:
        raise UnreadableFile(path.name, error.strerror or str(error)) from error


def read_bytes(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    whole: bool = False,
    changes: Changes = "accepted",
    progress: Progress = unwatched,
) -> Draft:
    """Return the article in a file's bytes, whose kind is told by its content, then by its name.

    ``encoding`` is used instead of the likeliest; a document has no choice of it. Of a web page the
    ``whole`` page is taken if that is asked for. The tracked ``changes`` of a document are taken as
    accepted, as rejected, or with both words in the text.

    Raises:
        EmptyText: no readable word is in it.
        NotText: it is no text, or an unreadable kind of file.
        WrongEncoding: ``encoding`` cannot read it.
        EncryptedFile, DamagedFile, TooLarge: it asks for a password, is broken, or is too much.
        ScannedFile, HarmfulFile: of a PDF file, as ``read_pdf``.
        Cancelled: ``progress`` asked to stop.
    """
    if len(data) > LIMIT:
        raise TooLarge(name, len(data), LIMIT)
    if not data:
        raise EmptyText(name)
    if data.startswith(ZIP):
        return clean(read_document(data, name, changes=changes))
    return clean(_read(data, name, encoding, progress, whole=whole))


def clean(draft: Draft) -> Draft:
    """Return a draft whose text has no control character; its parts keep to their words."""
    text, dropped = without_controls(draft.text)
    fields = {name: _one_line(words) for name, words in asdict(draft.metadata).items()}
    if fields != asdict(draft.metadata):
        draft = replace(draft, metadata=Metadata(**fields))
    if not dropped:
        return draft if text == draft.text else replace(draft, text=text)
    before = [place + n for n, place in enumerate(dropped)]

    def moved(position: int) -> int:
        return position - bisect_left(before, position)

    left_out = [replace(one, position=moved(one.position)) for one in draft.left_out]
    marks = [
        replace(one, span=Span(moved(one.span.start), moved(one.span.end)))
        if one.span is not None
        else one
        for one in draft.annotations
    ]
    return replace(
        draft,
        text=text,
        left_out=(*left_out, *dropped_controls(dropped)),
        locators=tuple(replace(one, position=moved(one.position)) for one in draft.locators),
        annotations=tuple(marks),
        line_starts=tuple(map(moved, draft.line_starts)),
    )


def _one_line(words: str) -> str:
    return " ".join(without_controls(words)[0].split("\n"))


def _read(
    data: bytes, name: str, encoding: str | None, progress: Progress, *, whole: bool
) -> Draft:
    if data.startswith(OLE):
        raise refusal(data, name)
    if data.startswith(RTF):
        return _titled(read_rtf(data, name))
    if is_pdf(data):
        return _titled(read_pdf(data, name, LIMIT, progress))
    if is_other_kind(data):
        raise NotText(name)
    return _read_text(data, name, encoding, whole=whole)


def read_document(data: bytes, name: str, *, changes: Changes = "accepted") -> Draft:
    """Return the article in a document of a word processor, told by what is in it.

    Args:
        data: The bytes of the file.
        name: The name of the file.
        changes: Whether tracked changes are accepted or rejected, or both words are in the text.

    Raises:
        IntakeError: as ``read_bytes``.
    """
    package = OfficePackage(data, name, LIMIT)
    if is_epub(package):
        return as_one(read_epub(package, data))
    read = read_odt if is_odt(package) else read_docx
    return read(package, data, changes=changes)


def _titled(draft: Draft) -> Draft:
    """Return the draft with the headline above its text as its title, where it has none."""
    title = draft.metadata.title or headline(draft.text)
    if title == draft.metadata.title:
        return draft
    metadata = replace(draft.metadata, title=title)
    return replace(draft, metadata=metadata, found=filled_fields(metadata))


def read_pasted(text: str, metadata: Metadata = Metadata()) -> Draft:  # noqa: B008 - immutable
    """Return the article in text that was pasted or typed, with the user's metadata.

    A headline above the text is its title, as found, where the user gives none.

    Raises:
        EmptyText: only space was given.
    """
    usable, dropped = without_controls(text)
    if not usable.strip():
        raise EmptyText("Pasted text")
    found = "" if metadata.title else headline(usable)
    described = replace(metadata, title=metadata.title or found)
    return Draft(
        usable,
        described,
        frozenset({"title"} if found else ()),
        left_out=dropped_controls(dropped),
    )


def _read_text(data: bytes, name: str, encoding: str | None, *, whole: bool) -> Draft:
    suffix = PurePath(name).suffix.lower()
    if suffix in (*PDF_SUFFIXES, *EPUB_SUFFIXES, *RTF_SUFFIXES):
        raise DamagedFile(name)
    if suffix in _DOCUMENTS and any(mark.startswith(data) for mark in (*ZIP, OLE)):
        raise DamagedFile(name)
    if is_page(data) or (suffix in _PLAIN_PAGES and b"<" in data):
        return read_html(data, name, encoding, whole=whole)
    if is_message(data, named=suffix in (*MAIL_SUFFIXES, *SAVED_PAGE_SUFFIXES)):
        message = read_message(data, name)
        if message.is_saved_page or suffix in SAVED_PAGE_SUFFIXES:
            original = OriginalFile(name, "multipart/related", data)
            return read_saved_page(message, original, encoding, whole=whole)
        original = OriginalFile(name, "message/rfc822", data)
        return read_mail(message, original, encoding)
    try:
        return _read_words(data, name, encoding)
    except NotText as error:
        if suffix in _DOCUMENTS:
            raise DamagedFile(name) from error
        raise


def _read_words(data: bytes, name: str, encoding: str | None) -> Draft:
    decoded = decode(data, name, encoding)
    if is_subtitles(decoded.text, named=name.lower().endswith(SUBTITLE_SUFFIXES)):
        return read_subtitles(decoded, data, name)
    return read_plain(decoded, data, name)
