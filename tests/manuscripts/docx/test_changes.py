"""Proposed wordings that go into a writer's own Word document as tracked changes."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from annotator.articles.intake.reader import read_document
from annotator.articles.model import AnnotationKind, OriginalFile
from annotator.kernel.errors import Cancelled, IntakeError
from annotator.kernel.positions import Span
from annotator.manuscripts.formats.docx.writer import write_into
from annotator.manuscripts.model import NotPlaced, NotPlacedReason
from tests.articles.intake.documents import paragraph, run
from tests.articles.intake.word.packages import external, word
from tests.manuscripts.docx.corpus import BY, document
from tests.manuscripts.docx.manuscripts import (
    AUTHOR,
    NAME,
    change,
    comment,
    comments_in,
    places_in,
    returned,
    spot,
    text_of,
)
from tests.manuscripts.docx.stripping import parts_of, shape, w, without

LINK = f'<w:hyperlink r:id="list">{run("the ministry")}</w:hyperlink>'
MINE = f'<w:ins w:id="3" {BY}>{run("thrice or more")}</w:ins>'
NOTE = '<w:r><w:footnoteReference w:id="1"/></w:r>'
FOOTNOTES = f'<w:footnote w:id="1">{paragraph(run("Contract, p. 17"))}</w:footnote>'


def proposed(data: bytes, old: str, new: str) -> bytes:
    """A document with a proposed wording, which its readers may accept or reject."""
    made = returned(data, [], [change("it", spot(text_of(data), old), new)])
    assert made.not_placed == ()
    rejected = read_document(made.content, NAME, changes="rejected").text
    assert rejected == read_document(data, NAME, changes="rejected").text
    body = next(part for part in parts_of(data) if part.startswith("word/document"))
    new_tree = etree.fromstring(parts_of(made.content)[body])
    assert shape(without(new_tree, set(), AUTHOR)) == shape(etree.fromstring(parts_of(data)[body]))
    return made.content


def body_of(data: bytes) -> str:
    return parts_of(data)["word/document.xml"].decode()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The dam cost $412 million", "The dam cost $214 million"),
        ("dam cost", "lake cost"),
        ("$412 million in all", "a lot"),
        ("cost $412", ""),
        ("dam", "dam and the lake"),
        ("The", "All the"),
        ("by the ministry and", "by nobody and"),
        ("thrice or more by", "once by"),
        ("or", "and"),
        ("million in all", "million\tin\nall <of> it"),
    ],
)
def test_an_accepted_wording_stands_in_place_of_the_words(old: str, new: str) -> None:
    bold = '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">cost $412 </w:t></w:r>'
    data = word(
        paragraph(
            run("The dam "),
            bold,
            run("million in all, built "),
            MINE,
            run(" by "),
            LINK,
            run(" and others."),
        ),
        relations=external("list", "https://example.org/list"),
    )
    text = text_of(data)
    assert text_of(proposed(data, old, new)) == text.replace(old, new, 1)


def test_words_that_stay_are_not_touched() -> None:
    data = word(paragraph(run("Unemployment rose to 11 % in May.")))
    body = body_of(proposed(data, "rose to 11 % in", "rose to 7 % in"))
    assert re.findall(r"<w:delText[^>]*>([^<]*)<", body) == ["11"]
    inserted = etree.fromstring(body.encode()).find(f".//{w('ins')}")
    assert inserted is not None
    assert "".join(inserted.itertext()) == "7"
    assert inserted.get(w("author")) == AUTHOR
    assert inserted.get(w("date")) == "2026-11-30T10:00:00Z"


def test_new_words_look_like_the_first_of_the_old() -> None:
    look = '<w:rPr><w:i/><w:rPrChange w:id="9" w:author="Kim"><w:rPr/></w:rPrChange></w:rPr>'
    data = word(f"<w:p><w:r>{look}<w:t>The dam</w:t></w:r></w:p>")
    body = etree.fromstring(body_of(proposed(data, "dam", "lake")).encode())
    (inserted,) = body.iter(w("ins"))
    assert [one.tag for one in inserted.find(f"{w('r')}/{w('rPr')}")] == [w("i")]
    ids = [one.get(w("id")) for one in body.iter() if one.get(w("author"))]
    assert len(ids) == len({*ids})


def test_nothing_of_ours_stands_within_an_insertion_of_others() -> None:
    data = word(paragraph(run("Built "), MINE, run(" by 1999.")))
    body = etree.fromstring(body_of(proposed(data, "or", "and")).encode())
    for one in body.iter(w("ins")):
        assert one.getparent().tag == w("p")
    assert [one.get(w("author")) for one in body.iter(w("ins"))] == ["Kim", AUTHOR, "Kim"]
    assert [one.getparent().get(w("author")) for one in body.iter(w("del"))] == ["Kim"]


def test_a_note_within_the_words_stays() -> None:
    data = word(paragraph(run("It cost much"), NOTE, run(" money in all.")), footnotes=FOOTNOTES)
    kept = text_of(proposed(data, "much[1] money", "little[1] gold"))
    assert kept.startswith("It cost little[1] gold in all.")
    moved = text_of(proposed(data, "much[1] money", "little gold"))
    assert moved.startswith("It cost little gold[1] in all.")


def test_words_over_paragraphs_are_replaced_one_by_one_or_joined() -> None:
    data = word(paragraph(run("One dam.")), paragraph(run("Two lakes.")), paragraph(run("End.")))
    both = text_of(proposed(data, "dam.\n\nTwo", "wall.\n\nFive"))
    assert both == "One wall.\n\nFive lakes.\n\nEnd."
    joined = text_of(proposed(data, "dam.\n\nTwo", "wall and no"))
    assert joined == "One wall and no lakes.\n\nEnd."
    made = returned(data, [], [change("it", spot(text_of(data), "dam.\n\nTwo"), "a\n\nb\n\nc")])
    assert made.not_placed == (NotPlaced("it", NotPlacedReason.PARAGRAPHS),)
    assert made.content == data


def test_a_whole_field_within_the_words_is_taken_away() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    field = (
        begin.format("begin"),
        "<w:r><w:instrText> REF b1 </w:instrText></w:r>",
        begin.format("separate"),
        run("page 17"),
        begin.format("end"),
    )
    data = word(paragraph(run("See "), *field, run(" there.")))
    made = text_of(proposed(data, text_of(data), "Nothing of the kind."))
    assert made == "Nothing of the kind."


def test_a_change_and_comments_on_its_words_hold_together() -> None:
    data = word(paragraph(run("The dam cost $412 million in May.")))
    text = text_of(data)
    comments = [comment(one, spot(text, one)) for one in ("cost $412", "412", "million in")]
    made = returned(data, comments, [change("it", spot(text, "$412 million"), "a lot of money")])
    assert text_of(made.content) == "The dam cost a lot of money in May."
    assert (
        places_in(made.content)
        == {
            "cost $412": "cost",
            "412": "",
            "million in": "a lot of money in",
        }
        or len(comments_in(made.content)) == 3
    )
    rejected = read_document(made.content, NAME, changes="rejected")
    held = {
        one.words: one.span.of(rejected.text)
        for one in rejected.annotations
        if one.kind is AnnotationKind.COMMENT and one.span is not None
    }
    assert held == {one.id: one.id for one in comments}


def test_two_wordings_for_the_same_words_are_not_mixed() -> None:
    data = word(paragraph(run("The dam cost $412 million in May.")))
    text = text_of(data)
    both = [change("a", spot(text, "dam cost"), "x"), change("b", spot(text, "cost $412"), "y")]
    made = returned(data, [], both)
    assert made.not_placed == (NotPlaced("b", NotPlacedReason.OVERLAPPING),)
    assert text_of(made.content) == "The x $412 million in May."


@pytest.mark.parametrize("place", ["notes", "deleted", "nowhere"])
def test_words_that_cannot_be_changed_are_named(place: str) -> None:
    gone = f'<w:del w:id="1" {BY}><w:r><w:delText>for ever</w:delText></w:r></w:del>'
    data = word(paragraph(run("Built"), NOTE, gone, run(".")), footnotes=FOOTNOTES)
    text = text_of(data).replace("Built[1].", "Built[1]for ever. Not there.")
    words = {"notes": "Contract", "deleted": "for ever", "nowhere": "Not there"}[place]
    made = returned(data, [], [change("it", spot(text, words), "new")], text)
    reason = {
        "notes": NotPlacedReason.NOT_WRITABLE,
        "deleted": NotPlacedReason.DELETED,
        "nowhere": NotPlacedReason.NOT_IN_FILE,
    }[place]
    assert made.not_placed == (NotPlaced("it", reason),)
    assert made.content == data


_WORDS = st.text(st.sampled_from("ab é👩🏽\u200dא漢.,&<"), min_size=1, max_size=12)
_INNER = st.sampled_from(
    [
        "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>",
        '<w:r w:rsidR="00A1"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{}</w:t><w:tab/></w:r>',
        f'<w:ins w:id="7" {BY}><w:r><w:t xml:space="preserve">{{}}</w:t></w:r></w:ins>',
        f'<w:del w:id="8" {BY}><w:r><w:delText xml:space="preserve">{{}}</w:delText></w:r></w:del>',
        '<w:hyperlink w:anchor="x"><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:hyperlink>',
        "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
        "</w:sdtContent></w:sdt>",
        '<w:fldSimple w:instr="HYPERLINK x"><w:r><w:t xml:space="preserve">{}</w:t></w:r>'
        "</w:fldSimple>",
        '<w:bookmarkStart w:id="9" w:name="{0}"/><w:r><w:t xml:space="preserve">{0}</w:t><w:br/>'
        '<w:t xml:space="preserve">{0}</w:t></w:r><w:bookmarkEnd w:id="9"/>',
    ]
)
_PIECES = st.lists(st.tuples(_INNER, _WORDS), min_size=1, max_size=6)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body=st.lists(_PIECES, min_size=1, max_size=3), data=st.data())
def test_any_words_of_any_document_are_marked_and_given_back(
    body: list[list[tuple[str, str]]], data: st.DataObject
) -> None:
    safe = str.maketrans({"&": "&amp;", "<": "&lt;"})
    document = word(
        paragraph(run("First words.")),
        *(paragraph(*(one.format(words.translate(safe)) for one, words in p)) for p in body),
    )
    text = text_of(document)
    places = st.integers(0, len(text) - 1)
    spans = [
        Span(start, start + 1 + data.draw(st.integers(0, min(12, len(text) - start - 1))))
        for start in data.draw(st.lists(places, max_size=5))
    ]
    changed = [data.draw(st.sampled_from(spans))] if spans else []
    changes = [change("new", one, data.draw(_WORDS)) for one in changed]
    comments = [comment(f"c{n}", one) for n, one in enumerate(spans)]
    marked = returned(document, comments)
    unplaced = {one.id for one in marked.not_placed}
    assert text_of(marked.content) == text
    assert {name: words.split() for name, words in places_in(marked.content).items()} == {
        one.id: one.span.of(text).split() for one in comments if one.id not in unplaced
    }
    made = returned(document, comments, changes)
    old = read_document(document, NAME, changes="rejected")
    new = read_document(made.content, NAME, changes="rejected")
    assert new.text == old.text
    named = {one.id for one in made.not_placed}
    ours = {one.words: one for one in new.annotations if one.author == AUTHOR and one.id}
    assert {one.id for one in comments} - named == ours.keys() - {"new"}
    held = {one.id for one in new.annotations if one.words in ours and one.author == AUTHOR}
    tree = etree.fromstring(parts_of(made.content)["word/document.xml"])
    plain = etree.fromstring(parts_of(document)["word/document.xml"])
    assert shape(without(tree, held, AUTHOR)) == shape(plain)


def test_the_work_says_how_far_it_is_and_stops() -> None:
    data = document("Word")
    text = text_of(data)
    claims = [comment(f"c{n}", Span(n, n + 3)) for n in range(10)]
    told: list[tuple[int, int]] = []
    write_into(OriginalFile(NAME, "", data), text, claims, (), lambda *far: told.append(far))
    assert told == [(n, 10) for n in range(1, 11)]

    def stop(done: int, _total: int) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_into(OriginalFile(NAME, "", data), text, claims, (), stop)


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04",
        document("Word")[:-40],
        word(files={"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}),
        word("<w:p>" * 400 + "</w:p>" * 400),
        word(paragraph(run("x" * 51_000_000))),
    ],
)
def test_a_harmful_document_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(IntakeError) as told:
        write_into(OriginalFile(NAME, "", data), "text", [comment("c", Span(0, 4))])
    assert str(told.value).endswith(".")
