"""EPUB books: each chapter an article, with what the book says of itself; parts are web pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from annotator.articles.intake.documents.package import OfficePackage, reading_document
from annotator.articles.intake.elements import Element
from annotator.articles.intake.html import read_html
from annotator.articles.model import (
    Draft,
    LeftOut,
    LeftOutKind,
    Locator,
    Metadata,
    OriginalFile,
    filled_fields,
)
from annotator.kernel.errors import DamagedFile, EmptyText, EncryptedFile, IntakeError

EPUB_SUFFIXES = (".epub",)
_MIME = "application/epub+zip"
_CONTAINER = "META-INF/container.xml"
_LOCKS = "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_COVER = re.compile(r"(?:^|[^a-z])cover(?:[^a-z]|$)", re.IGNORECASE)
_CHAPTERS = 2000
"""The most parts of a book that are read."""
_COVER_LETTERS = 300
"""The most code points of a cover; a longer part is a chapter that is called so."""
_CLOSED = re.compile(rb"<([a-zA-Z][\w:.-]*)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)/>")
_EMPTY = frozenset(
    b"area base br col embed hr img input link meta param source track wbr image".split()
)


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A part of a book; ``kind`` says why it is no chapter, or is empty."""

    part: str
    kind: LeftOutKind | None


def is_epub(package: OfficePackage) -> bool:
    """Return whether a zip file holds a book."""
    return package.read("mimetype").strip() == _MIME.encode() or _CONTAINER in package.names


def read_epub(package: OfficePackage, data: bytes) -> tuple[Draft, ...]:
    """Return a draft for each chapter, in the order of the book.

    Args:
        package: The book.
        data: The bytes of the file.

    Raises:
        DamagedFile, OddDocument: it cannot be read as a book.
        EncryptedFile: its chapters are locked to a reader's account.
        EmptyText: no words are in it.
    """
    with reading_document(package.name):
        book = _Book(package)
        original = OriginalFile(package.name, _MIME, data)
        drafts = [*book.drafts(original)]
    if not drafts:
        raise EmptyText(package.name)
    return tuple(drafts)


def as_one(chapters: tuple[Draft, ...]) -> Draft:
    """Return chapters as a single article, in which each is cited by its title."""
    text, locators, left_out = "", [], []
    for number, chapter in enumerate(chapters, start=1):
        start = len(text) + (2 if text else 0)
        text += ("\n\n" if text else "") + chapter.text.strip("\n")
        locators.append(Locator(start, chapter.metadata.title or f"chapter {number}"))
        left_out += [replace(one, position=one.position + start) for one in chapter.left_out]
    metadata = replace(chapters[0].metadata, title=chapters[0].metadata.outlet, outlet="")
    return replace(
        chapters[0],
        text=text,
        metadata=metadata,
        found=filled_fields(metadata),
        locators=tuple(locators),
        left_out=tuple(left_out),
    )


class _Book:
    """The chapters of a book and its metadata, by its package document."""

    def __init__(self, package: OfficePackage) -> None:
        self._package = package
        container = package.tree(_CONTAINER)
        roots = [] if container is None else [*_named(container, "rootfile")]
        path = roots[0].get("full-path", "") if roots else ""
        root = package.tree(normpath(path)) if path else None
        if root is None:
            raise DamagedFile(package.name)
        self._folder = dirname(path)
        self._root = root
        self._check_locks()

    def drafts(self, original: OriginalFile) -> Iterator[Draft]:
        """Yield the chapters; parts that are none are named with the chapter behind them."""
        waiting: list[LeftOut] = []
        last: Draft | None = None
        for chapter in self._chapters():
            draft = self._draft(chapter.part, original)
            if draft is None:
                waiting += [LeftOut(LeftOutKind.OBJECT)] if chapter.kind is None else []
            elif self._is_aside(chapter, draft):
                waiting.append(LeftOut(chapter.kind or LeftOutKind.OTHER, draft.text.strip()))
            else:
                if last is not None:
                    yield last
                last = replace(draft, left_out=(*waiting, *draft.left_out))
                waiting = []
        if last is not None:
            behind = (replace(one, position=len(last.text)) for one in waiting)
            yield replace(last, left_out=(*last.left_out, *behind))

    @staticmethod
    def _is_aside(chapter: _Chapter, draft: Draft) -> bool:
        if chapter.kind is LeftOutKind.CONTENTS:
            return True
        return chapter.kind is not None and len(draft.text) <= _COVER_LETTERS

    def _chapters(self) -> list[_Chapter]:
        items = {item.get("id", ""): item for item in _named(self._root, "item")}
        guide = {
            self._path(one.get("href", "")): one.get("type", "")
            for one in _named(self._root, "reference")
        }
        found = []
        for reference in [*_named(self._root, "itemref")][:_CHAPTERS]:
            item = items.get(reference.get("idref", ""))
            if item is not None and item.get("media-type", "") in _PAGES:
                part = self._path(item.get("href", ""))
                found.append(_Chapter(part, _kind(item, guide.get(part, ""))))
        return found

    def _draft(self, part: str, original: OriginalFile) -> Draft | None:
        """Return a chapter, or nothing where it has no words."""
        page = _CLOSED.sub(_opened, self._package.read(part))
        try:
            draft = read_html(page, self._package.name, whole=True)
        except EmptyText:
            return None
        except IntakeError:
            if not page:
                return None
            raise
        book = self._value("title")
        title = draft.metadata.title
        metadata = Metadata(
            title="" if title == book else title,
            byline="; ".join(self._values("creator")),
            outlet=book,
            published=self._value("date"),
            language=draft.metadata.language or self._value("language"),
        )
        return replace(
            draft,
            metadata=metadata,
            found=filled_fields(metadata),
            original=original,
            encoding="",
            encodings=(),
        )

    def _check_locks(self) -> None:
        locks = self._package.tree(_LOCKS)
        locked = (
            {} if locks is None else {r.get("URI", "") for r in _named(locks, "CipherReference")}
        )
        if any(unquote(uri).lower().endswith(("html", "htm", "xml")) for uri in locked):
            raise EncryptedFile(self._package.name)

    def _path(self, href: str) -> str:
        return normpath(join(self._folder, unquote(href.partition("#")[0])))

    def _value(self, name: str) -> str:
        return next(iter(self._values(name)), "")

    def _values(self, name: str) -> list[str]:
        words = (" ".join("".join(one.itertext()).split()) for one in _named(self._root, name))
        return [each for each in words if each]


def _kind(item: Element, in_guide: str) -> LeftOutKind | None:
    if "nav" in item.get("properties", "").split() or in_guide == "toc":
        return LeftOutKind.CONTENTS
    called = in_guide == "cover" or _COVER.search(f"{item.get('id')} {item.get('href')}")
    return LeftOutKind.OTHER if called else None


def _named(root: Element, name: str) -> Iterator[Element]:
    """Yield the elements beneath a root that have a name, in any namespace."""
    for one in root.iter():
        if isinstance(one.tag, str) and one.tag.rpartition("}")[2] == name:
            yield one


def _opened(tag: re.Match[bytes]) -> bytes:
    """Return an empty element as web pages write it: one that closes itself has no end there."""
    if tag[1].lower() in _EMPTY:
        return tag[0]
    return b"<%s%s></%s>" % (tag[1], tag[2], tag[1])
