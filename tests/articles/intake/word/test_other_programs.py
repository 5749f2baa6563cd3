"""Drafts as other programs save them: the marks are still at their words."""

from io import BytesIO
from pathlib import Path

import docx
import pytest

from annotator.articles.intake.reader import read_bytes
from annotator.articles.model import AnnotationKind, Draft
from tests.articles.intake.word.drafts import marked_document, marked_open_document
from tests.judges import by_libreoffice

KINDS = {"docx": marked_document, "odt": marked_open_document}


def marks(draft: Draft) -> list[tuple[AnnotationKind, str, str]]:
    """Return what was marked, the words it stands on, and its own words or address."""
    return [
        (one.kind, one.span.of(draft.text) if one.span else "nowhere", one.url or one.words)
        for one in draft.annotations
    ]


def test_a_draft_reads_alike_as_word_and_as_open_document() -> None:
    drafts = [read_bytes(make(), f"draft.{ending}") for ending, make in KINDS.items()]
    assert drafts[0].text == drafts[1].text
    assert marks(drafts[0]) == marks(drafts[1])


@pytest.mark.slow
@pytest.mark.parametrize("before", KINDS)
@pytest.mark.parametrize("after", KINDS)
def test_a_draft_that_libreoffice_saved_keeps_its_marks(
    before: str, after: str, tmp_path: Path
) -> None:
    ours = read_bytes(KINDS[before](), f"draft.{before}")
    saved = by_libreoffice(KINDS[before](), f"draft.{before}", after, tmp_path)
    theirs = read_bytes(saved, f"draft.{after}")
    assert theirs.text == ours.text
    assert marks(theirs) == marks(ours)


def test_the_comments_of_another_library_stand_at_their_words() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The dam cost ")
    run = paragraph.add_run("$412 million")
    paragraph.add_run(" in all.")
    document.add_comment(run, text="Source?", author="Kim", initials="K")
    buffer = BytesIO()
    document.save(buffer)
    draft = read_bytes(buffer.getvalue(), "draft.docx")
    assert marks(draft) == [(AnnotationKind.COMMENT, "$412 million", "Source?")]
    assert draft.annotations[0].author == "Kim"
    assert draft.annotations[0].at.endswith("Z")
