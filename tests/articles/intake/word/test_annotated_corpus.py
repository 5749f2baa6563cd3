"""Every annotation of a corpus stands at its words, or is named as standing at none.

A reader of our own tests, which shares no code with the program, python-docx and LibreOffice judge.
"""

import subprocess
from io import BytesIO
from pathlib import Path

import docx
import pytest

from annotator.articles.intake.reader import read_bytes
from annotator.articles.model import AnnotationKind, Draft, DraftAnnotation
from annotator.exchange.service.annotated_draft import add_annotated, plan_taking
from annotator.exchange.service.taking_summary import left_out_told
from annotator.project import Project
from tests.articles.intake.word.annotated_corpus import (
    GOOGLE,
    MARKDOWN,
    WORD,
    JudgedComment,
    bare,
    judged,
    note,
    open_document,
)
from tests.articles.intake.word.open_documents import odt
from tests.judges import by_libreoffice, judge
from tests.projects import make_project

K = AnnotationKind
KINDS = {f"{name}.docx": make for name, make in WORD.items()} | {"open_document.odt": open_document}


def comments(draft: Draft) -> dict[str, DraftAnnotation]:
    return {one.id: one for one in draft.annotations if one.kind is K.COMMENT}


def as_judged(draft: Draft) -> dict[str, JudgedComment]:
    """The comments of a draft in the other reader's form."""
    return {
        name: JudgedComment(
            bare(one.words),
            None if one.span is None else bare(one.span.of(draft.text)),
            one.author,
            one.parent,
            one.resolved,
        )
        for name, one in comments(draft).items()
    }


def check(data: bytes, name: str) -> Draft:
    """Read a document, and hold its comments to the other reader's."""
    draft = read_bytes(data, name)
    found = judged(data, by_range=name.partition(".")[0] in GOOGLE)
    assert found
    assert as_judged(draft) == found
    return draft


def test_there_are_twelve_kinds_and_more() -> None:
    assert len(KINDS) >= 12


@pytest.mark.parametrize("name", KINDS)
def test_every_comment_stands_at_its_words_or_at_none(name: str) -> None:
    draft = check(KINDS[name](), name)
    for said in draft.annotations:
        if said.span is not None:
            assert 0 <= said.span.start <= said.span.end <= len(draft.text)


@pytest.mark.parametrize("name", KINDS)
def test_every_annotation_is_taken_over_or_named(tmp_path: Path, name: str) -> None:
    project: Project = make_project(tmp_path / "p.factcheck")
    draft = read_bytes(KINDS[name](), name)
    plan = plan_taking(draft)
    told = "\n".join(left_out_told(plan))
    shown = [one for item in plan.items for one in item.said]
    assert sorted(map(repr, shown)) == sorted(map(repr, draft.annotations))
    for item in plan.items:
        for one in item.said:
            if not item.is_taken and one.words:
                assert " ".join(one.words.split()) in told
        if item.span is None:
            assert not item.is_taken
            assert "stands at no words of the text" in told
    place = add_annotated(project, plan).change.place
    version = project.articles.get(place.article_id).version.id
    assert project.articles.annotations_of(version) == draft.annotations
    assert [*project.findings()] == []


@pytest.mark.parametrize("name", WORD)
def test_another_library_knows_the_same_comments(name: str) -> None:
    data = WORD[name]()
    theirs = {str(one.comment_id): one for one in docx.Document(BytesIO(data)).comments}
    ours = comments(read_bytes(data, f"{name}.docx"))
    assert {n: (bare(c.text), c.author) for n, c in theirs.items()} == {
        n: (bare(c.words), c.author) for n, c in ours.items()
    }


def test_threads_and_places_are_those_that_the_drafts_were_made_with() -> None:
    """The other reader itself is held to what was written."""
    found = judged(WORD["threads_of_word"]())
    assert [one.parent for one in found.values()] == ["", "1", "1", ""]
    assert [one.resolved for one in found.values()] == [True, False, False, False]
    assert found["1"].on == found["3"].on == "$412million"
    found = judged(WORD["google_docs"](), by_range=True)
    assert [(one.on, one.parent) for one in found.values()] == [
        ("threebridges", ""),
        ("threebridges", "0"),
        ("inMay", ""),
    ]
    found = judged(WORD["headers_and_footers"]())
    assert [one.on for one in found.values()] == ["Homesrose.", None, None]
    found = judged(WORD["tables"]())
    assert [one.on for one in found.values()] == ["Homes", "1,204Fires", "innerwords"]
    found = judged(open_document())
    assert (found["c2"].parent, found["c1"].resolved, found["c8"].on) == ("c1", True, "")
    assert (found["c4"].on, found["c6"].on) == ("homesrose", "Itrained.Itsailed")


@pytest.mark.parametrize("name", ["notes.docx", "open_document.odt"])
def test_every_note_stands_on_its_sentence(name: str) -> None:
    draft = read_bytes(KINDS[name](), name)
    found = [one for one in draft.annotations if one.kind in (K.FOOTNOTE, K.ENDNOTE)]
    said = [one.span.of(draft.text) if one.span else "" for one in found]
    expected = ["The dam cost $412 million.", "It rained."]
    assert said == expected[: len(said)]
    assert [one.words for one in found] == ["Contract, p. 17", "Weather log, 3 May"][: len(said)]


@pytest.mark.slow
@pytest.mark.parametrize("after", ["docx", "odt"])
@pytest.mark.parametrize("name", sorted(KINDS.keys() - {"notes.docx"}))
def test_what_libreoffice_saves_of_it_keeps_to_its_words(
    name: str, after: str, tmp_path: Path
) -> None:
    # LibreOffice opens no document with comments in its notes
    saved = by_libreoffice(KINDS[name](), name, after, tmp_path)
    found = judged(saved)
    draft = read_bytes(saved, f"saved.{after}")
    assert found
    # a comment without a name has an id of ours
    assert sorted((c.words, c.on, c.author) for c in as_judged(draft).values()) == sorted(
        (c.words, c.on, c.author) for c in found.values()
    )


@pytest.mark.slow
def test_what_pandoc_writes_keeps_to_its_words(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(MARKDOWN)
    made = tmp_path / "a.docx"
    subprocess.run([judge("pandoc"), tmp_path / "a.md", "-o", made], check=True)
    draft = check(made.read_bytes(), "a.docx")
    assert [one.on for one in as_judged(draft).values()] == ["$412million", "Ninetyfamilies"]
    (footnote,) = (one for one in draft.annotations if one.kind is K.FOOTNOTE)
    assert footnote.words == "Contract, p.\N{NO-BREAK SPACE}17"


def test_comments_on_the_headers_of_an_open_document_are_named() -> None:
    margin = (
        '<style:master-page style:name="S"><style:{0}><text:p>Draft 3{1}</text:p></style:{0}>'
        "</style:master-page>"
    )
    margins = margin.format("header", note("h1", "Old header.")) + margin.format(
        "footer", note("f1", "Which edition?")
    )
    draft = read_bytes(odt("<text:p>Homes rose.</text:p>", margins=margins), "a.odt")
    assert [(one.words, one.span, one.author) for one in comments(draft).values()] == [
        ("Old header.", None, "Kim Ö"),
        ("Which edition?", None, "Kim Ö"),
    ]
