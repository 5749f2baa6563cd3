"""What people mark in PDF files: comments at their words, answers, changes, links, form fields."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from annotator.articles.intake.page_boxes import Area
from annotator.articles.intake.reader import read_bytes
from annotator.articles.model import AnnotationKind, Draft, DraftAnnotation, LeftOutKind
from tests.articles.intake.pdf_files import LEADING, LEFT, TOP, WIDTH, lines, pdf

FERRY = (
    "The ferry between the two towns has been out of service since March, and the council says "
    "that nobody knows when the new engine will arrive. Passengers take the bus."
)
ROWS = lines(FERRY)


def area_of(words: str) -> Area:
    """Return the edges of words on a line: left, foot, right, head."""
    row = next(row for row in ROWS if words in row.text)
    left = LEFT + WIDTH * row.text.index(words)
    return left, row.y - 2, left + WIDTH * len(words), row.y + 9


def numbers(*values: float) -> ArrayObject:
    return ArrayObject(FloatObject(value) for value in values)


def mark(kind: str, *places: str, area: Area | None = None, **more: Any) -> DictionaryObject:
    """Return a mark on words, or in an area beside them."""
    areas = [area] if area else [area_of(words) for words in places]
    corners = [
        value
        for left, foot, right, head in areas
        for value in (left, head, right, head, left, foot, right, foot)
    ]
    edges = [*zip(*areas, strict=True)]
    found = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(f"/{kind}"),
            NameObject("/Rect"): numbers(*map(min, edges[:2]), *map(max, edges[2:])),
        }
    )
    if places:
        found[NameObject("/QuadPoints")] = numbers(*corners)
    for key, value in more.items():
        is_words = type(value) is str  # names of the format are strings, too
        found[NameObject(f"/{key}")] = TextStringObject(value) if is_words else value
    return found


def marked(*marks: DictionaryObject, fields: bool = False) -> Draft:
    """Read a page with marks; one that names another by its number in ``IRT`` answers it."""
    writer = PdfWriter(clone_from=BytesIO(pdf(ROWS)))
    added = [writer._add_object(one) for one in marks]
    for one in marks:
        if "/IRT" in one:
            one[NameObject("/IRT")] = added[int(str(one["/IRT"]))]
    writer.pages[0][NameObject("/Annots")] = ArrayObject(added)
    if fields:
        writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
            {
                NameObject("/Fields"): ArrayObject(added),
                NameObject("/NeedAppearances"): BooleanObject(value=True),
            }
        )
    out = BytesIO()
    writer.write(out)
    return read_bytes(out.getvalue(), "a.pdf")


def only(draft: Draft) -> DraftAnnotation:
    (one,) = draft.annotations
    return one


def words_under(draft: Draft, one: DraftAnnotation) -> str:
    assert one.span is not None
    return one.span.of(draft.text)


YELLOW = numbers(1, 1, 0)


@pytest.mark.parametrize("kind", ["Highlight", "Underline", "Squiggly", "StrikeOut"])
def test_a_comment_stands_on_its_words(kind: str) -> None:
    draft = marked(
        mark(
            *(kind, "out of service"),
            Contents="Since when?\rAsk.",
            T="Kim",
            M="D:20260304120000+01'00'",
            NM="k1",
        )
    )
    one = only(draft)
    assert draft.text == FERRY
    assert words_under(draft, one) == "out of service"
    assert (one.kind, one.words) == (AnnotationKind.COMMENT, "Since when?\nAsk.")
    assert (one.author, one.at, one.id) == ("Kim", "2026-03-04T11:00:00.000Z", "k1")


def test_a_comment_goes_over_the_end_of_a_line() -> None:
    end, start = ROWS[0].text.split()[-2:], ROWS[1].text.split()[:2]
    draft = marked(mark("Highlight", " ".join(end), " ".join(start), Contents="Why?"))
    assert words_under(draft, only(draft)) == " ".join([*end, *start])


@pytest.mark.parametrize("contents", ["", "out of  service"])
def test_a_highlight_without_words_of_its_own_is_a_colour(contents: str) -> None:
    draft = marked(mark("Highlight", "out of service", Contents=contents, C=YELLOW))
    one = only(draft)
    assert (one.kind, one.words, one.colour) == (AnnotationKind.HIGHLIGHT, "", "#ffff00")
    assert words_under(draft, one) == "out of service"


@pytest.mark.parametrize("kind", ["Text", "FreeText", "Square", "Stamp", "Ink"])
def test_a_note_beside_a_line_stands_in_it(kind: str) -> None:
    area = (20, ROWS[1].y, 40, ROWS[1].y + 10)
    draft = marked(mark(kind, area=area, Contents="Check this line"))
    one = only(draft)
    assert one.span is not None
    assert one.words == "Check this line"
    assert one.span.start == one.span.end == draft.text.index(ROWS[1].text)


def test_answers_make_a_thread_and_states_resolve_it() -> None:
    draft = marked(
        mark("Highlight", "new engine", Contents="When?", T="Kim", NM="q"),
        mark("Highlight", "new engine", Contents="In May.", T="Bo", IRT=NumberObject(0)),
        mark(
            *("Text", "new engine"),
            Contents="Completed",
            IRT=NumberObject(0),
            StateModel="Review",
            State="Completed",
        ),
        mark("Text", "nobody", Contents="Sure?", T="Bo"),
    )
    question, answer, other = draft.annotations
    assert [one.words for one in draft.annotations] == ["When?", "In May.", "Sure?"]
    assert answer.parent == question.id == "q"
    assert question.resolved
    assert not other.resolved
    assert not other.parent


def test_struck_words_and_carets_are_changes() -> None:
    left, foot, _, head = area_of("March")
    draft = marked(
        mark("StrikeOut", "March", T="Kim"),
        mark("Caret", area=(left - 2, foot, left + 2, head), Contents="April", RT="Group"),
    )
    deletion, insertion = draft.annotations
    assert (deletion.kind, deletion.words) == (AnnotationKind.DELETION, "March")
    assert (insertion.kind, insertion.words) == (AnnotationKind.INSERTION, "April")
    assert insertion.span is not None
    assert abs(insertion.span.start - draft.text.index("March")) <= 1


def test_links_stand_on_their_words() -> None:
    action = DictionaryObject(
        {
            NameObject("/S"): NameObject("/URI"),
            NameObject("/URI"): TextStringObject("https://example.org/ferry"),
        }
    )
    draft = marked(mark("Link", "the council", A=action))
    one = only(draft)
    assert (one.kind, one.url) == (AnnotationKind.LINK, "https://example.org/ferry")
    assert words_under(draft, one) == "the council"


def test_drawings_and_files_without_words_are_named_as_left_out() -> None:
    ink = mark("Ink", area=area_of("March"))
    file = mark("FileAttachment", area=area_of("bus"), Contents="minutes.pdf")
    draft = marked(ink, file)
    assert draft.annotations == ()
    assert [(part.kind, part.text) for part in draft.left_out] == [
        (LeftOutKind.OBJECT, ""),
        (LeftOutKind.OBJECT, "minutes.pdf"),
    ]


def test_what_is_typed_into_a_form_is_named_as_left_out() -> None:
    typed = mark("Widget", area=(60, 600, 200, 620), FT=NameObject("/Tx"), V="Ines Berg", T="name")
    empty = mark("Widget", area=(60, 560, 200, 580), FT=NameObject("/Tx"), T="town")
    tick = mark(
        *("Widget",),
        area=(60, 500, 70, 510),
        FT=NameObject("/Btn"),
        T="agree",
        TU="I agree",
        V=NameObject("/Yes"),
        AS=NameObject("/Yes"),
        AP=DictionaryObject(
            {
                NameObject("/N"): DictionaryObject(
                    {NameObject("/Yes"): DictionaryObject(), NameObject("/Off"): DictionaryObject()}
                )
            }
        ),
    )
    draft = marked(typed, empty, tick, fields=True)
    assert draft.annotations == ()
    assert {(part.kind, part.text) for part in draft.left_out} == {
        (LeftOutKind.OTHER, "Ines Berg"),
        (LeftOutKind.OTHER, "☒ I agree"),
    }
    assert len(draft.left_out) == 2


def test_marks_that_no_program_shows_are_named() -> None:
    draft = marked(mark("Text", "March", Contents="Secret", F=NumberObject(2)))
    assert draft.annotations == ()
    assert [(part.kind, part.text) for part in draft.left_out] == [
        (LeftOutKind.HIDDEN_TEXT, "Secret")
    ]


def test_thousands_of_marks_take_seconds() -> None:
    word = "Passengers"
    draft = marked(*(mark("Highlight", word, Contents=f"Note {n}") for n in range(3000)))
    assert len(draft.annotations) == 3000
    assert {words_under(draft, one) for one in draft.annotations} == {word}


def test_the_space_between_lines_is_no_word() -> None:
    gap = (LEFT, ROWS[0].y - LEADING + 9, LEFT + 200, ROWS[0].y - LEADING + 9.5)
    draft = marked(mark("Highlight", area=gap, Contents="Where?"))
    one = only(draft)
    assert one.span is not None
    assert one.span.start == one.span.end


def test_moments_are_read_as_files_tell_them() -> None:
    assert [
        only(marked(mark("Highlight", "March", Contents="x", M=moment))).at
        for moment in ("D:20260304", "D:20260304120000Z", "D:20260304120000-0530", "yesterday")
    ] == ["2026-03-04T00:00:00", "2026-03-04T12:00:00.000Z", "2026-03-04T17:30:00.000Z", ""]


def test_the_top_of_the_page_is_where_tests_say() -> None:
    assert ROWS[0].y == TOP
