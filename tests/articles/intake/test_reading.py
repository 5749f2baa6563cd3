import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.articles.intake import reader
from annotator.articles.intake.reader import (
    SUFFIXES,
    clean,
    read_bytes,
    read_file,
    read_pasted,
)
from annotator.articles.model import (
    AnnotationKind,
    Draft,
    DraftAnnotation,
    LeftOut,
    LeftOutKind,
    Locator,
    Metadata,
)
from annotator.kernel.errors import (
    DamagedFile,
    EmptyText,
    IntakeError,
    NotText,
    TooLarge,
    UnreadableFile,
)
from annotator.kernel.positions import Span
from tests.articles.intake.documents import docx, page, paragraph, run

DOCX = docx(paragraph(run("Homes rose.")))
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAGE = page("<p>Homes rose.</p>").encode()


@pytest.mark.parametrize(
    ("data", "name", "mime"),
    [
        (b"Homes rose.", "a.txt", "text/plain"),
        (b"Homes rose.", "a", "text/plain"),
        (b"Homes rose.", "a.html", "text/plain"),
        (b"Homes rose.", "a.docx", "text/plain"),
        (b"# Homes\n\nrose.", "a.MD", "text/markdown"),
        (PAGE, "a.html", "text/html"),
        (PAGE, "a.txt", "text/html"),
        (PAGE, "a.doc", "text/html"),
        (b"<!-- saved -->\n" + PAGE, "a", "text/html"),
        (PAGE.decode().encode("utf-16"), "a.txt", "text/html"),
        (b"<p>Homes rose.</p>", "a.htm", "text/html"),
        (b"<p>Homes rose.</p>", "a.txt", "text/plain"),
        (DOCX, "a.docx", WORD),
        (DOCX, "a.txt", WORD),
    ],
)
def test_the_kind_is_told_by_the_content_before_the_name(data: bytes, name: str, mime: str) -> None:
    original = read_bytes(data, name).original
    assert original is not None
    assert (original.name, original.mime, original.data) == (name, mime, data)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.docx"])
@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", "\u2003\u00a0".encode()])
def test_nothing_readable_is_said_to_be_nothing(data: bytes, name: str) -> None:
    with pytest.raises(EmptyText, match="nothing to check"):
        read_bytes(data, name)


@pytest.mark.parametrize(
    "data",
    [b"%!PS-Adobe-3.0\n", b"GIF89a,,,", b"\x1f\x8b\x08abc"],
    ids=["PostScript", "GIF", "gzip"],
)
def test_other_kinds_of_file_are_refused_by_their_content(data: bytes) -> None:
    with pytest.raises(NotText, match="paste it"):
        read_bytes(data, "a.txt")


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\u2028", "\u2029"])
def test_every_end_of_line_becomes_a_line_feed(end: str) -> None:
    assert read_bytes(f"One{end}two".encode(), "a.txt").text == "One\ntwo"


def test_text_is_neither_trimmed_nor_composed() -> None:
    text = "  Cafe\u0301 \u00a0 4\u202f%  \n\n"
    assert read_bytes(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    ("markdown", "title"),
    [
        ("# Homes rise\n\nText", "Homes rise"),
        ("Intro\n\n# Homes rise #\n# Later", "Homes rise"),
        ("# Written in C#\n", "Written in C#"),
        ("## Second rank\n\n#hashtag\n", ""),
        ("```\n# a comment\n```\n\n# Homes", "Homes"),
    ],
)
def test_markdown_is_titled_by_its_first_main_heading(markdown: str, title: str) -> None:
    draft = read_bytes(markdown.encode(), "a.md")
    assert (draft.text, draft.metadata.title) == (markdown, title)
    assert draft.found == ({"title"} if title else set())


def test_no_title_is_guessed_for_a_text() -> None:
    draft = read_bytes(b"# Homes rise", "a.txt")
    assert (draft.metadata, draft.found) == (Metadata(), frozenset())


def test_the_encoding_asked_for_reaches_text_and_page() -> None:
    for name, data in {"a.txt": b"caf\xe9", "a.html": b"<p>caf\xe9</p>"}.items():
        draft = read_bytes(data, name, encoding="windows-1251")
        assert (draft.text, draft.encoding) == ("cafй", "windows-1251")


def test_a_file_is_read_with_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "Häuser.txt"
    path.write_text("Homes rose.", encoding="utf-8")
    draft = read_file(path)
    assert draft.original is not None
    assert (draft.text, draft.original.name) == ("Homes rose.", "Häuser.txt")


def test_a_file_that_is_not_there_is_told_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.txt.*No such file"):
        read_file(tmp_path / "a.txt")


def test_a_folder_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        read_file(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableFile, match="not a file"):
        read_file(tmp_path / "pipe")


def test_a_file_beyond_the_limit_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.truncate(reader.LIMIT + 1)
    with pytest.raises(TooLarge, match=r"50\.0 MB"):
        read_file(path)


def test_bytes_beyond_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LIMIT", 10)
    with pytest.raises(TooLarge):
        read_bytes(b"eleven char", "a.txt")


def test_pasted_text_is_kept_with_what_its_user_says_of_it() -> None:
    draft = read_pasted("One\r\ntwo", Metadata(title="Homes"))
    assert (draft.text, draft.metadata.title) == ("One\ntwo", "Homes")
    assert (draft.original, draft.encoding, draft.found) == (None, "", frozenset())


@pytest.mark.parametrize("text", ["", " \n", "\ufeff", "\u00a0"])
def test_blank_pasted_text_is_refused(text: str) -> None:
    with pytest.raises(EmptyText, match="Pasted text"):
        read_pasted(text)


CONTROLS = [*map(chr, (*range(9), *range(14, 32), 0x7F, 0x80, 0x9F, 0xFDD0, 0xFFFF, 0x1FFFE))]


@pytest.mark.parametrize("text", ["Homes{} rose.", "{}Homes rose.", "Homes rose.{}"])
@pytest.mark.parametrize("control", [*CONTROLS, "\ud83d"], ids=ascii)
def test_a_control_character_is_dropped_and_counted(text: str, control: str) -> None:
    told = (LeftOut(LeftOutKind.CONTROL_CHARACTERS, position=text.index("{"), number=1),)
    for draft in (read_pasted(text.format(control)), *read_as_files(text.format(control))):
        assert draft.text == "Homes rose."
        assert draft.left_out == told


def read_as_files(text: str) -> Iterator[Draft]:
    with suppress(UnicodeEncodeError):
        yield read_bytes(text.encode(), "a.txt")
        yield read_bytes(text.encode("utf-16"), "a.txt")


@pytest.mark.parametrize("space", ["\f", "\v", "\x85"])
def test_rare_white_space_parts_lines(space: str) -> None:
    for draft in (read_pasted(f"One{space}two"), *read_as_files(f"One{space}two")):
        assert (draft.text, draft.left_out) == ("One\ntwo", ())


def test_a_page_with_control_characters_is_read() -> None:
    for control in CONTROLS:
        source = page(f"<script>x='{control}'</script><p>Homes{control} rose.</p>")
        draft = read_bytes(source.encode(), "a.html")
        assert "Homes rose." in draft.text
        assert [one.kind for one in draft.left_out] == [LeftOutKind.CONTROL_CHARACTERS]


@pytest.mark.parametrize("space", ["\f", "\v", "\x85"])
def test_rare_white_space_of_a_page_is_space(space: str) -> None:
    draft = read_bytes(page(f"<p>Homes{space}rose.</p>").encode(), "a.html")
    assert "Homes rose." in draft.text


def test_many_control_characters_are_told_as_one_part() -> None:
    words = "word\x01 " * 400
    assert read_pasted(words).left_out == (
        LeftOut(LeftOutKind.CONTROL_CHARACTERS, position=4, number=400),
    )


def test_what_stands_behind_a_dropped_character_moves_with_its_words() -> None:
    note = DraftAnnotation(AnnotationKind.COMMENT, Span(3, 5))
    draft = clean(
        Draft(
            "a\x01b cd\x02 e",
            left_out=(LeftOut(LeftOutKind.CAPTION, "f", 7),),
            locators=(Locator(0, "p. 1"), Locator(8, "p. 2")),
            annotations=(replace(note, span=Span(4, 6)), note, replace(note, span=None)),
        )
    )
    assert draft.text == "ab cd e"
    assert [one.position for one in draft.left_out] == [5, 1]
    assert [one.position for one in draft.locators] == [0, 6]
    assert [one.span for one in draft.annotations] == [Span(3, 5), Span(2, 4), None]


def test_what_is_said_of_an_article_has_no_control_characters() -> None:
    draft = clean(Draft("Homes.", Metadata("Homes\x00\x0brise", "\ud800Anna")))
    assert draft.metadata == Metadata("Homes rise", "Anna")


def test_a_document_without_control_characters_is_left_alone() -> None:
    draft = Draft("Homes rose.")
    assert clean(draft) is draft


def test_what_the_file_dialog_offers_is_what_is_read() -> None:
    assert {".txt", ".md", ".html", ".htm", ".docx"} <= set(SUFFIXES)
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in SUFFIXES)


@pytest.mark.parametrize("data", [b"P", b"PK", b"PK\x03", b"\xd0\xcf", bytes(400)])
def test_a_word_document_of_a_few_bytes_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedFile):
        read_bytes(data, "a.docx")


@settings(deadline=None)  # the first of them loads the detector
@given(data=st.binary(max_size=200), name=st.sampled_from(["a.txt", "a.html", "a.docx", "a.md"]))
def test_any_bytes_become_a_draft_or_a_sentence(data: bytes, name: str) -> None:
    with suppress(IntakeError):
        assert read_bytes(data, name).text.strip()


def test_heavy_libraries_wait_until_a_file_needs_them() -> None:
    heavy = {"trafilatura", "charset_normalizer", "chardet", "lxml", "zipfile"}
    program = "import sys, annotator.articles.intake.reader; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert heavy.isdisjoint(loaded.stdout.decode().split())


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Homes rose\n\nThe mayor said so.", "Homes rose"),
        ("\n\n  Who rose?  \n\nHomes.", "Who rose?"),
        ("Homes rose.\n\nThe mayor said so.", ""),
        ("Homes rose\nin the north.", ""),
        ("Homes rose", ""),
        ("Homes rose\n\n \n", ""),
        ("H" * 121 + "\n\nThe mayor said so.", ""),
    ],
)
def test_a_headline_is_the_title_until_a_person_says_more(text: str, title: str) -> None:
    for draft in (read_pasted(text), read_bytes(text.encode(), "a.txt")):
        assert draft.metadata.title == title
        assert draft.found == ({"title"} if title else frozenset())
    assert read_pasted(text, Metadata("Mine")).metadata.title == "Mine"
