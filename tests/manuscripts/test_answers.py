"""Answers on query sheets: read however the sheet was saved, and each at its own query."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.kernel.errors import DamagedFile, IntakeError, NoAnswers
from annotator.manuscripts.answers import AnswerPlace, holds_answer, is_same_answer
from annotator.manuscripts.formats.answers import read_answers
from annotator.project import Project
from tests.judges import by_libreoffice
from tests.manuscripts.sheets import (
    in_word,
    make_asked,
    mark_of,
    packed,
    parts_of,
    queries,
    references,
    sheet,
    typed,
    without_labels,
)

FORMS = ("docx", "odt", "markdown")


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    project = make_asked(tmp_path_factory.mktemp("asked") / "asked.annotator")
    yield project
    project.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sheets")


def found(data: bytes, name: str = "sheet.docx") -> dict[str, str]:
    """What stands in the rooms of a sheet, by references."""
    answers = read_answers(data, name).answers
    assert {each.place for each in answers} <= {AnswerPlace.ROOM}
    return {str(each.reference): each.words for each in answers}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("with_text", [True, False])
def test_a_sheet_nobody_answered_has_its_questions_and_no_answer(
    asked: Project, folder: Path, form: str, with_text: bool
) -> None:
    read = read_answers(sheet(asked, form, folder, with_text=with_text), f"s.{form}")
    assert {str(each) for each in read.references} == {*references(asked)}
    assert read.answers == ()


def test_what_word_saves_is_read(asked: Project, folder: Path) -> None:
    one, two, _ = references(asked)
    said = {one: 'The "register" says so.\n\nIt\'s on p. 4.', two: "Euros. Answer: euros."}
    for tracked in (False, True):
        for bookmarks in (True, False):
            data = in_word(sheet(asked, "docx", folder), said, tracked=tracked, bookmarks=bookmarks)
            assert found(data) == {
                one: "The “register” says so.\n\nIt’s on p. 4.",
                two: "Euros. Answer: euros.",
            }


def test_words_behind_the_label_are_an_answer(asked: Project, folder: Path) -> None:
    one, two, three = references(asked)
    text = sheet(asked, "markdown", folder).decode()
    text = text.replace(f"{one}:**", f"{one}:** Jo says so.")
    text = text.replace(f"**Answer to {two}:**", f"answer to {two.upper()} - Euros")
    text = text.replace(f"**Answer to {three}:**", f"{three}: The trade register.")
    assert found(text.encode(), "s.md") == {
        one: "Jo says so.",
        two: "Euros",
        three: "The trade register.",
    }


def test_rooms_that_were_moved_take_their_references_along(asked: Project, folder: Path) -> None:
    one, two, three = references(asked)
    data = in_word(sheet(asked, "docx", folder), {one: "First", two: "Second", three: "Third"})
    parts = parts_of(data)
    body = parts["word/document.xml"].decode()
    tables = re.findall(r"<w:tbl>.*?</w:tbl>", body)
    for number, table in enumerate(tables):
        body = body.replace(table, f"@{number}@")
    for number, table in enumerate(reversed(tables)):
        body = body.replace(f"@{number}@", table)
    moved = packed(parts | {"word/document.xml": body.encode()})
    assert found(moved) == {one: "First", two: "Second", three: "Third"}


def test_a_bookmark_names_the_query_where_the_words_are_lost(asked: Project, folder: Path) -> None:
    one, *_ = references(asked)
    data = in_word(sheet(asked, "docx", folder), {one: "The register."})
    parts = parts_of(data)
    body = re.sub(
        r"Answer to (?:<(?!w:p).*?>)*?</w:t>.*?<w:t[^>]*>(?=[0-9a-f]{8}:)[0-9a-f]{8}:",
        "My answer",
        parts["word/document.xml"].decode(),
    )
    assert "Answer to" not in body
    (answer, *_) = read_answers(
        packed(parts | {"word/document.xml": body.encode()}), "s.docx"
    ).answers
    assert answer.reference is None
    assert answer.mark == mark_of(queries(asked)[0])
    assert "The register." in answer.words
    bare = read_answers(without_labels(sheet(asked, "docx", folder)), "s.docx")
    assert [each.mark for each in bare.answers] == [mark_of(q) for q in queries(asked)]


@pytest.mark.parametrize("way", [("odt",), ("docx",), ("odt", "docx"), ("docx", "odt"), ("html",)])
@pytest.mark.parametrize("form", ["docx", "odt"])
def test_what_passed_through_libreoffice_is_read(
    asked: Project, folder: Path, tmp_path: Path, form: str, way: tuple[str, ...]
) -> None:
    one, two, _ = references(asked)
    said = {one: "The register says so.\nOn p. 4.", two: "Euros, since 2002."}
    data = sheet(asked, form, folder)
    if form == "docx":
        data = in_word(data, said)
    else:
        content = parts_of(data)
        body = content["content.xml"].decode()
        for reference, words in said.items():
            lines = "".join(f"<text:p>{line}</text:p>" for line in words.split("\n"))
            room = re.search(
                rf"(Answer to {reference}:.*?</text:p>)<text:p.*?(?=</table:table-cell>)", body
            )
            assert room is not None
            body = body.replace(room[0], f"{room[1]}{lines}")
        data = packed(content | {"content.xml": body.encode()})
    name = f"sheet.{form}"
    for kind in way:
        data = by_libreoffice(data, name, kind, tmp_path)
        name = f"sheet.{kind}"
    answers = [each for each in read_answers(data, name).answers if each.reference]
    assert {str(each.reference): each.words.split() for each in answers} == {
        reference: words.split() for reference, words in said.items()
    }
    if way[-1] != "html":
        assert [each.mark for each in answers] == [mark_of(q) for q in queries(asked)[:2]]


LINES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=12)
WORDS = st.lists(
    st.one_of(
        LINES,
        st.sampled_from(
            ("Answer: yes", "Answer to the mayor: no", "- one", "2. two", "", "Ref. 12", "# Head")
        ),
    ),
    max_size=8,
).map("\n".join)


def is_answer(words: str) -> bool:
    """Whether an answer has words, and none that are lines of a sheet."""
    lines = words.split("\n")
    return bool(re.sub(r"[\s|+=*>_#•–-]", "", words)) and not any(
        re.fullmatch(r"[\s|>*_#•–.-]*", line) and line for line in lines
    )


@given(WORDS.filter(is_answer), WORDS.filter(is_answer))
def test_any_answer_is_read_as_it_was_typed(
    asked: Project, folder: Path, one: str, other: str
) -> None:
    first, second, _ = references(asked)
    data = typed(sheet(asked, "markdown", folder), {first: one, second: other})
    read = {str(each.reference): each.words for each in read_answers(data, "s.md").answers}
    assert {*read} == {first, second}
    for words, reference in ((one, first), (other, second)):
        assert " ".join(words.split()).strip("| ") in " ".join(read[reference].split())
        assert " ".join(read[reference].split()) in " ".join(words.split())


def test_a_quoted_reference_begins_no_question(asked: Project, folder: Path) -> None:
    one, two, _ = references(asked)
    words = f"As I said:\nRef. {two}\nEuros, that is."
    data = typed(sheet(asked, "markdown", folder), {one: words})
    assert found(data, "s.md") == {one: words}


def test_words_beside_and_below_the_questions_are_told_apart(asked: Project, folder: Path) -> None:
    one, *_ = references(asked)
    text = sheet(asked, "markdown", folder).decode()
    text = text.replace(f"**Answer to {one}:**", f"I was there.\n\n**Answer to {one}:**")
    text = text.replace("End of the questions.", "End of the questions.\n\nCall me on Friday.")
    beside, below = read_answers(text.encode(), "s.md").answers
    assert (str(beside.reference), beside.words, beside.place) == (
        *(one, "I was there.", AnswerPlace.BESIDE),
    )
    assert (below.reference, below.words) == (None, "Call me on Friday.")


def test_a_file_without_our_references_is_refused(folder: Path, asked: Project) -> None:
    with pytest.raises(NoAnswers, match="no question or comment that this program wrote"):
        read_answers(b"Answer: yes", "letter.txt")
    with pytest.raises(NoAnswers):
        read_answers(b"Answer to Q3: the number alone is not enough", "letter.txt")
    cut = sheet(asked, "docx", folder)
    with pytest.raises(DamagedFile):
        read_answers(cut[: len(cut) // 2], "sheet.docx")


def test_no_sheet_of_a_stranger_takes_long(asked: Project, folder: Path) -> None:
    one, *_ = references(asked)
    for hostile in (" " * 200_000, "|" * 200_000, "Answer to " + "- " * 100_000, "Ref. " * 50_000):
        text = f"{hostile}\n1 Ref. {one}\n{hostile}\nAnswer to {one}: yes\n{hostile}"
        (answer, *_) = [
            each for each in read_answers(text.encode(), "s.md").answers if each.words[:3] == "yes"
        ]
        assert str(answer.reference) == one


def test_entities_in_a_sheet_are_refused(asked: Project, folder: Path) -> None:
    parts = parts_of(sheet(asked, "docx", folder))
    body = parts["word/document.xml"].replace(b"?>", b'?><!DOCTYPE w [<!ENTITY a "a">]>', 1)
    with pytest.raises(IntakeError):
        read_answers(packed(parts | {"word/document.xml": body}), "s.docx")


def test_answers_are_compared_by_what_they_say() -> None:
    assert is_same_answer("“Yes” – he\xa0said", '"Yes" - he said')
    assert is_same_answer("• one\n• two", "- one\n\n- two")
    assert not is_same_answer("Yes", "yes, but no")
    assert holds_answer("No.\n\nYes.\n\nPerhaps.", "Yes.\nPerhaps.")
    assert not holds_answer("Yes, but no", "Yes")
    assert not holds_answer("Anything", " ")
