"""Small documents that once lost words, where they are at hand beside the checkout."""

from pathlib import Path

import pytest

from annotator.articles.intake.reader import read_file
from annotator.articles.model import AnnotationKind, LeftOutKind, annotations_in_words

CASES = Path(__file__).parents[5] / "shared" / "cases" / "docx"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="needs documents beside the checkout")
SEEN = {
    "altchunk": ["CHUNKWORD"],
    "cr": ["one\nCRWORD"],
    "dir-bdo": ["DIRWORD", "BDOWORD"],
    "field-simple": ["FLDWORD"],
    "libreoffice_ruby": ["RUBYBASE", "RUBYTEXT", "FRAMEWORD", "SHAPEWORD", "[i] ENDNOTEWORD"],
    "nested-field": ["IFRESULT"],
    "omml": ["MATHX"],
    "ruby": ["東京RUBYBASE"],
    "sdt-checkbox": ["☒ CHECKWORD"],
    "textbox-nofallback": ["BOXWORD"],
    "vanish": ["TAILWORD"],
}
UNSEEN = {"nested-field": "INNERRES", "vanish": "HIDDENWORD"}


@pytest.mark.parametrize("name", SEEN)
def test_the_words_that_a_reader_sees_arrive(name: str) -> None:
    text = read_file(CASES / f"{name}.docx").text
    assert [words for words in SEEN[name] if words not in text] == []


@pytest.mark.parametrize("name", UNSEEN)
def test_the_words_that_no_reader_sees_are_named(name: str) -> None:
    draft = read_file(CASES / f"{name}.docx")
    assert UNSEEN[name] not in draft.text
    assert [one.text for one in draft.left_out if one.kind is LeftOutKind.HIDDEN_TEXT] == [
        UNSEEN[name]
    ]


def test_a_reporters_draft_arrives_with_its_sources() -> None:
    draft = read_file(CASES / "annotated_draft.docx")
    assert annotations_in_words(draft.annotations) == (
        "3 comments, 2 footnotes, 2 tracked changes, 1 link, 1 highlight"
    )
    comments = [one for one in draft.annotations if one.kind is AnnotationKind.COMMENT]
    spans = [one.span.of(draft.text) for one in comments if one.span]
    assert spans == ["March 2019", "$412 million", "$412 million"]
    kinds = {one.kind for one in draft.left_out}
    assert {LeftOutKind.HEADER, LeftOutKind.IMAGE_TEXT, LeftOutKind.DELETED_TEXT} <= kinds
