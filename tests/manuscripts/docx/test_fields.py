"""Words that a program computes: comments stand around the whole field, and no change within it."""

from pathlib import Path

import pytest
from lxml import etree

from annotator.manuscripts.model import NotPlaced, NotPlacedReason
from tests.articles.intake.documents import paragraph, run
from tests.articles.intake.word.packages import word
from tests.judges import text_by_libreoffice
from tests.manuscripts.docx.manuscripts import (
    NAME,
    change,
    comment,
    places_in,
    returned,
    spot,
    text_of,
)
from tests.manuscripts.docx.stripping import parts_of, w

FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {} '
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
ONE_RUN = (
    '<w:r><w:t>Since </w:t><w:fldChar w:fldCharType="begin"/><w:instrText> {} </w:instrText>'
    '<w:fldChar w:fldCharType="separate"/><w:t>May the first</w:t>'
    '<w:fldChar w:fldCharType="end"/><w:t> it stands.</w:t></w:r>'
)
SIMPLE = '<w:fldSimple w:instr=" {} ">{}</w:fldSimple>'
DATE = 'DATE \\@ "MMMM"'
RESULT = run("May ") + run("the first")


def sentence(field: str) -> bytes:
    return word(paragraph(run("Since "), field, run(" it stands.")))


COMPUTED = {
    "complex": sentence(FIELD.format(DATE, RESULT)),
    "simple": sentence(SIMPLE.format("REF b1 \\h", RESULT)),
    "one run": word(paragraph(ONE_RUN.format("PAGE"))),
    "a link within": sentence(FIELD.format("REF b1", FIELD.format('HYPERLINK "x"', RESULT))),
    "in a link": sentence(f'<w:hyperlink w:anchor="x">{FIELD.format(DATE, RESULT)}</w:hyperlink>'),
}
WRITTEN = {
    "link": sentence(FIELD.format('HYPERLINK "https://example.org/"', RESULT)),
    "form": sentence(FIELD.format("FORMTEXT", RESULT)),
    "smart tag": sentence(f'<w:smartTag w:element="date">{RESULT}</w:smartTag>'),
    "control": sentence(f"<w:sdt><w:sdtPr/><w:sdtContent>{RESULT}</w:sdtContent></w:sdt>"),
}


@pytest.mark.parametrize("kind", COMPUTED)
def test_a_comment_stands_around_a_computed_field(kind: str) -> None:
    data = COMPUTED[kind]
    text = text_of(data)
    claims = {
        "the": "May the first",
        "Since May": "Since May the first",
        "first it": "May the first it",
    }
    made = returned(data, [comment(one, spot(text, one)) for one in claims])
    assert made.not_placed == ()
    assert places_in(made.content) == claims
    assert text_of(made.content) == text
    assert marks_in_fields(made.content) == []


def marks_in_fields(data: bytes) -> list[str]:
    """The marks of comments between the beginning and the end of a field."""
    body = etree.fromstring(parts_of(data)["word/document.xml"])
    found, depth = [], 0
    for one in body.iter():
        name = etree.QName(one).localname
        if name == "fldChar":
            depth += {"begin": 1, "end": -1}.get(one.get(w("fldCharType")), 0)
        elif name.startswith("comment"):
            is_simple = any(above.tag == w("fldSimple") for above in one.iterancestors())
            found += [name] if depth or is_simple else []
    assert depth == 0
    return found


def test_a_comment_stands_around_a_field_over_paragraphs() -> None:
    begin, end = FIELD.format('TOC \\o "1-2"', "|").split("|")
    data = word(
        paragraph(run("Contents: "), begin, run("Dams 3")),
        paragraph(run("Lakes 4"), end, run(" and so on")),
    )
    made = returned(data, [comment("c", spot(text_of(data), "Lakes"))])
    assert places_in(made.content) == {"c": "Dams 3\n\nLakes 4"}
    assert marks_in_fields(made.content) == []


@pytest.mark.parametrize("kind", COMPUTED)
@pytest.mark.parametrize("words", ["the", "May the first", "Since May", "first it"])
def test_no_change_is_written_into_a_computed_field(kind: str, words: str) -> None:
    data = COMPUTED[kind]
    made = returned(data, [], [change("it", spot(text_of(data), words), "quite other")])
    assert made.not_placed == (NotPlaced("it", NotPlacedReason.NOT_WRITABLE),)
    assert made.content == data


def test_a_change_beside_a_computed_field_leaves_it() -> None:
    data = COMPUTED["complex"]
    text = text_of(data)
    wording = change("it", spot(text, "Since May the first it"), "After May the first it")
    made = returned(data, [], [wording])
    assert made.not_placed == ()
    assert text_of(made.content) == text.replace("Since", "After")


@pytest.mark.parametrize("kind", WRITTEN)
def test_words_that_a_person_wrote_are_written_into(kind: str) -> None:
    data = WRITTEN[kind]
    text = text_of(data)
    said = spot(text, "the")
    made = returned(data, [comment("c", said)], [change("it", spot(text, "first"), "last")])
    assert made.not_placed == ()
    assert places_in(made.content) == {"c": "the"}
    assert text_of(made.content) == text.replace("first", "last")


@pytest.mark.slow
@pytest.mark.parametrize("kind", COMPUTED)
def test_libre_office_takes_no_comment_for_text(kind: str, tmp_path: Path) -> None:
    data = COMPUTED[kind]
    text = text_of(data)
    before = "".join(text_by_libreoffice(data, NAME, tmp_path).split())
    claims = [
        comment(f"Verdict {n}", spot(text, one)) for n, one in enumerate(("the", "first it"), 1)
    ]
    wording = change("it", spot(text, "stands"), "stood")
    made = returned(data, claims, [wording])
    after = "".join(text_by_libreoffice(made.content, NAME, tmp_path).split())
    assert "Verdict" not in after
    assert "stood" in after
    assert after.startswith(before.partition("stands")[0])
