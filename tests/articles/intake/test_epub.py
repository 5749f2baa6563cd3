"""EPUB books: a draft a chapter, what is left out of them, locked and broken books."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from annotator.articles.intake.reader import SUFFIXES, read_articles, read_bytes
from annotator.articles.model import LeftOutKind
from annotator.kernel.errors import DamagedFile, EmptyText, EncryptedFile

_CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>"""
_OPF = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">
<metadata><dc:title>The Quay</dc:title><dc:creator>Ines Berg</dc:creator>
<dc:creator>Ed Moe</dc:creator><dc:date>2024-03-01</dc:date><dc:language>en-GB</dc:language>
</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"""
_PAGE = """<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head>
<title>{title}</title><script src="a.js"/></head><body>{body}</body></html>"""
_ITEM = '<item id="{id}" href="{id}.xhtml" media-type="application/xhtml+xml"{more}/>'

PARTS = {
    "cover": ("", '<img src="a.png" alt=""/><p>The Quay</p>', ""),
    "nav": (
        "Contents",
        "<nav><ol><li><a href='one.xhtml'>One</a></li></ol></nav>",
        ' properties="nav"',
    ),
    "one": ("The piles", "<h1>The piles</h1><a id='p1'/><p>Divers found 42 piles.</p>", ""),
    "two": ("The Quay", "<h1>The vote</h1><ul><li>It rained.</li></ul><p>They voted.</p>", ""),
}


def epub(parts: dict[str, tuple[str, str, str]] = PARTS, **more: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/epub+zip")
        package.writestr("META-INF/container.xml", _CONTAINER)
        for name, words in more.items():
            package.writestr(f"META-INF/{name}.xml", words)
        items = "".join(_ITEM.format(id=name, more=part[2]) for name, part in parts.items())
        spine = "".join(f'<itemref idref="{name}"/>' for name in parts)
        package.writestr("OEBPS/book.opf", _OPF.format(items=items, spine=spine))
        for name, (title, body, _) in parts.items():
            package.writestr(f"OEBPS/{name}.xhtml", _PAGE.format(title=title, body=body))
    return out.getvalue()


def test_each_chapter_is_an_article(tmp_path: Path) -> None:
    path = tmp_path / "quay.epub"
    data = epub()
    path.write_bytes(data)
    one, two = read_articles(path)
    assert one.text == "The piles\n\nDivers found 42 piles."
    assert two.text == "The vote\n\n• It rained.\n\nThey voted."
    assert one.metadata.title == "The piles"
    assert one.metadata.byline == "Ines Berg; Ed Moe"
    assert (one.metadata.outlet, one.metadata.published) == ("The Quay", "2024-03-01")
    assert one.metadata.language == "en-GB"
    assert one.original is not None
    assert (one.original.name, one.original.data) == ("quay.epub", data)


def test_cover_and_contents_are_named(tmp_path: Path) -> None:
    path = tmp_path / "quay.epub"
    path.write_bytes(epub())
    (one, two) = read_articles(path)
    assert [(part.kind, part.text) for part in one.left_out if part.text] == [
        (LeftOutKind.OTHER, "The Quay"),
        (LeftOutKind.CONTENTS, "1. One"),
    ]
    assert [part for part in two.left_out if part.text] == []


def test_a_long_part_that_is_called_cover_is_a_chapter(tmp_path: Path) -> None:
    path = tmp_path / "quay.epub"
    path.write_bytes(
        epub({"cover-story": ("Cover story", "<p>" + "Divers dived. " * 40 + "</p>", "")})
    )
    assert len(read_articles(path)) == 1


def test_where_one_article_is_asked_for_chapters_are_cited() -> None:
    draft = read_bytes(epub(), "quay.epub")
    assert draft.metadata.title == "The Quay"
    assert "Divers found 42 piles.\n\nThe vote" in draft.text
    first, second = draft.locators
    assert (first.position, first.words) == (0, "The piles")
    assert draft.text[second.position :].startswith("The vote")


def test_a_locked_book_is_refused() -> None:
    lock = (
        '<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:CipherReference '
        'URI="OEBPS/one.xhtml"/></encryption>'
    )
    with pytest.raises(EncryptedFile):
        read_bytes(epub(encryption=lock), "quay.epub")
    fonts = lock.replace("one.xhtml", "a.ttf")
    assert read_bytes(epub(encryption=fonts), "quay.epub").text


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (epub()[:300], DamagedFile),
        (epub().replace(b"book.opf", b"back.opf", 1), DamagedFile),
        (epub({"one": ("", "", "")}), EmptyText),
        (b"words", DamagedFile),
    ],
)
def test_a_book_that_cannot_be_read_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_bytes(data, "quay.epub")


def test_it_is_among_the_kinds() -> None:
    assert ".epub" in SUFFIXES
