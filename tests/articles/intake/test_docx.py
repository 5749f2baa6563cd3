import zipfile
import zlib
from contextlib import suppress
from io import BytesIO

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.articles.intake import reader
from annotator.articles.intake.reader import read_bytes
from annotator.articles.model import Metadata
from annotator.kernel.errors import (
    DamagedFile,
    EmptyText,
    EncryptedFile,
    IntakeError,
    NotText,
    OldDocument,
    TooLarge,
)
from tests.articles.intake.documents import RELS, TYPES, docx, paragraph, repacked, run, zipped
from tests.articles.intake.test_html import FRAGILE

ROSE = docx(paragraph(run("Homes rose.")))


def text(*body: str, **parts: str) -> str:
    return read_bytes(docx(*body, **parts), "a.docx").text


@pytest.mark.parametrize("words", FRAGILE.values(), ids=FRAGILE)
def test_characters_that_cannot_be_seen_survive(words: str) -> None:
    assert text(paragraph(run(f"It said: {words}."))) == f"It said: {words}."


words = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Z"], exclude_characters="\ufeff")
    | st.sampled_from("\u00a0\u202f\u3000\u200c\u200d\u200f\u00ad "),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(words)
def test_any_words_are_quoted_as_they_stand(said: str) -> None:
    escaped = said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert text(paragraph(run(f"Said: {escaped}."))) == f"Said: {said}."


CHANGED = (
    '<w:ins w:id="1" w:author="A">' + run("very ") + "</w:ins>",
    '<w:del w:id="2" w:author="A"><w:r><w:delText>hardly </w:delText></w:r></w:del>',
)
CONTROL = f"<w:sdt><w:sdtContent>{run('four')}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (run("Homes ") + "".join(CHANGED) + run("rose."), "Homes very rose."),
        (run("Up ") + CONTROL + run(" per cent."), "Up four per cent."),
        (
            run("Face ") + '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>',
            "Face ☺",
        ),
        ("<w:r><w:t>Grund</w:t><w:softHyphen/><w:t>gesetz</w:t></w:r>", "Grund\u00adgesetz"),
        ("<w:r><w:t>e</w:t><w:noBreakHyphen/><w:t>mail</w:t></w:r>", "e\u2011mail"),
        ("<w:r><w:t>Rose Street</w:t><w:br/><w:t>York</w:t></w:r>", "Rose Street\nYork"),
        ("<w:r><w:t>A</w:t><w:tab/><w:t>B</w:t></w:r>", "A\tB"),
        (run("Two  spaces."), "Two  spaces."),
        (f"<w:hyperlink>{run('A link')}</w:hyperlink>", "A link"),
    ],
    ids=["changes", "control", "symbol", "soft hyphen", "hyphen", "line", "tab", "spaces", "link"],
)
def test_what_would_be_printed_is_read(inner: str, expected: str) -> None:
    assert text(paragraph(inner)) == expected


def test_paragraphs_inside_a_content_control_are_read() -> None:
    inside = f"<w:sdt><w:sdtContent>{paragraph(run('Two.'))}</w:sdtContent></w:sdt>"
    assert text(paragraph(run("One.")), inside) == "One.\n\nTwo."


def test_a_document_by_another_program_is_read_as_it_is_laid_out() -> None:
    document = python_docx.Document()
    document.add_heading("Homes", 1)
    document.add_paragraph("They rose by 4\u00a0%.")
    document.add_paragraph("One", style="List Bullet")
    document.add_paragraph("Two", style="List Bullet")
    table = document.add_table(2, 2)
    for at, words in enumerate(("Year", "Homes", "2023", "1,204")):
        table.cell(at // 2, at % 2).text = words
    buffer = BytesIO()
    document.save(buffer)
    expected = "Homes\n\nThey rose by 4\u00a0%.\n\n• One\n• Two\n\nYear | Homes\n2023 | 1,204"
    assert read_bytes(buffer.getvalue(), "a.docx").text == expected


def test_properties_of_the_document_are_found_metadata() -> None:
    document = python_docx.Document()
    document.add_paragraph("Homes rose.")
    document.core_properties.title = "Homes"
    document.core_properties.author = "Ann Writer"
    document.core_properties.language = "en-GB"
    buffer = BytesIO()
    document.save(buffer)
    draft = read_bytes(buffer.getvalue(), "a.docx")
    about = draft.metadata
    assert (about.title, about.byline, about.language) == ("Homes", "Ann Writer", "en-GB")
    assert draft.found == {"title", "byline", "language", "published"}


def test_a_document_without_properties_has_no_metadata() -> None:
    draft = read_bytes(ROSE, "a.docx")
    assert (draft.metadata, draft.found, draft.encoding) == (Metadata(), frozenset(), "")


def test_notes_stand_at_the_end_under_the_mark_they_have_in_the_text() -> None:
    note = '<w:footnote w:id="1">' + paragraph(run("Census, 2023.")) + "</w:footnote>"
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    assert text(paragraph(run("Homes rose."), mark), footnotes=note).split("\n\n") == [
        "Homes rose.[1]",
        "[1] Census, 2023.",
    ]


def test_comments_in_the_margin_are_left_out() -> None:
    comment = '<w:comment w:id="1">' + paragraph(run("Check this.")) + "</w:comment>"
    mark = '<w:r><w:commentReference w:id="1"/></w:r>'
    assert text(paragraph(run("Homes rose."), mark), comments=comment) == "Homes rose."


def test_a_document_without_words_is_said_to_be_empty() -> None:
    with pytest.raises(EmptyText):
        text(paragraph(), paragraph(run("  ")))


def test_a_document_cut_at_any_byte_is_said_to_be_damaged() -> None:
    for end in range(1, len(ROSE), 3):
        with pytest.raises(DamagedFile, match="cut short"):
            read_bytes(ROSE[:end], "a.docx")


@pytest.mark.parametrize(("way", "data"), repacked(ROSE).items())
def test_a_document_packed_in_any_other_way_is_refused(way: str, data: bytes) -> None:
    with pytest.raises(DamagedFile):
        read_bytes(data, f"{way}.docx")


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, len(ROSE) - 1), byte=st.integers(0, 255))
def test_a_document_with_a_wrong_byte_is_read_or_refused_in_a_sentence(at: int, byte: int) -> None:
    data = ROSE[:at] + bytes([byte]) + ROSE[at + 1 :]
    with suppress(IntakeError):
        assert read_bytes(data, "a.docx").text == "Homes rose."


@settings(max_examples=60, deadline=None)
@given(st.text("<>&/w:ptr\"'= ", max_size=40))
def test_a_document_of_broken_xml_is_read_or_refused_in_a_sentence(xml: str) -> None:
    with suppress(IntakeError):
        assert "Homes rose." in read_bytes(docx(paragraph(run("Homes rose.")), xml), "a.docx").text


@pytest.mark.parametrize(
    "parts",
    [
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"},
        {"[Content_Types].xml": TYPES.replace("wordprocessingml.document", "sheet")},
        {"photo.jpg": b"\xff\xd8\xff"},
        {},
    ],
    ids=["ODS", "workbook", "pictures", "empty"],
)
def test_a_zip_file_that_is_no_document_is_refused(parts: dict[str, str | bytes]) -> None:
    with pytest.raises(NotText):
        read_bytes(zipped(parts), "a.docx")


def test_a_document_without_its_main_part_is_damaged() -> None:
    with pytest.raises(DamagedFile):
        read_bytes(zipped({"[Content_Types].xml": TYPES, "_rels/.rels": RELS}), "a.docx")


def test_a_document_that_unpacks_beyond_the_limit_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reader, "LIMIT", 100_000)
    bomb = zipped({"word/document.xml": b" " * 100_001})
    assert len(bomb) < 1000
    with pytest.raises(TooLarge):
        read_bytes(bomb, "a.docx")


def test_a_part_that_is_longer_than_it_says_is_not_unpacked() -> None:
    honest, data = len(b"<a/>" * 500), zipped({"word/document.xml": b"<a/>" * 500})
    liar = data.replace(honest.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(DamagedFile):
        read_bytes(liar, "a.docx")


def test_a_zip_file_with_a_password_asks_for_a_copy_without() -> None:
    # The flag stands at byte 6 of the file's header, and at byte 8 of its directory entry.
    data = bytearray(zipped({"word/document.xml": b"<a/>"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(EncryptedFile, match="password"):
        read_bytes(bytes(data), "a.docx")


ENTITIES = '<!DOCTYPE d [<!ENTITY e "Homes"><!ENTITY f SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("entity", ["&e;", "&f;", ""])
def test_a_document_that_defines_entities_is_refused(entity: str) -> None:
    with pytest.raises(DamagedFile):
        read_bytes(docx(paragraph(run(f"Rose {entity}")), doctype=ENTITIES), "a.docx")


def test_pictures_outside_the_document_are_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    rels = RELS.replace("officeDocument", "image").replace(
        'Target="word/document.xml"', 'Target="file:///etc/hostname" TargetMode="External"'
    )
    picture = (
        '<w:r><w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        'wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:r="http://'
        'schemas.openxmlformats.org/officeDocument/2006/relationships"><wp:inline><a:graphic>'
        '<a:graphicData><pic:pic><pic:blipFill><a:blip r:link="rId1"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    body = docx(paragraph(picture, run("Homes rose.")))
    data = _with_part(body, "word/_rels/document.xml.rels", rels)

    def refuse(*_args: object) -> None:
        raise AssertionError("something outside was opened")

    monkeypatch.setattr("builtins.open", refuse)
    monkeypatch.setattr("io.open", refuse)
    monkeypatch.setattr("socket.socket.connect", refuse)
    assert read_bytes(data, "a.docx").text == "Homes rose."


def _with_part(data: bytes, name: str, content: str) -> bytes:
    buffer = BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr(name, content)
    return buffer.getvalue()


def _container(*streams: str) -> bytes:
    entries = b"".join(stream.encode("utf-16-le").ljust(128, b"\0") for stream in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries + zlib.compress(b"x")


@pytest.mark.parametrize(
    ("streams", "name", "error"),
    [
        (["Root Entry", "EncryptionInfo", "EncryptedPackage"], "a.docx", EncryptedFile),
        (["Root Entry", "EncryptedPackage"], "a", EncryptedFile),
        (["Root Entry", "WordDocument", "1Table"], "a.doc", OldDocument),
        (["Root Entry", "WordDocument"], "a.docx", OldDocument),
        (["Root Entry", "__properties_version1.0"], "a.msg", OldDocument),
        (["Root Entry", "Workbook"], "a.xls", OldDocument),
        (["Root Entry", "Contents"], "a.bin", NotText),
        ([], "a.docx", DamagedFile),
    ],
)
def test_old_containers_are_told_apart(
    streams: list[str], name: str, error: type[IntakeError]
) -> None:
    with pytest.raises(error):
        read_bytes(_container(*streams), name)


def test_an_old_document_says_how_to_bring_it_in() -> None:
    with pytest.raises(OldDocument, match=r"a\.doc.*Word.*save it as \.docx"):
        read_bytes(_container("Root Entry", "WordDocument"), "a.doc")
