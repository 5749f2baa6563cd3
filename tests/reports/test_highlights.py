"""The annotated text, cut into segments, is still the text."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.claims.highlights import Highlight, anchor
from annotator.kernel.positions import Span
from annotator.reports.entries.annotated_text import SegmentMark, annotate_text, together

TEXTS = st.text(st.sampled_from("ab \n\téא😀"), max_size=60)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Highlight]]:
    text = draw(TEXTS)
    if not text:
        return text, []
    ends = st.tuples(*[st.integers(0, len(text))] * 2).filter(lambda pair: pair[0] < pair[1])
    pairs = draw(st.lists(ends, max_size=12))
    return text, [make(text, start, end, f"c{n % 4}", n) for n, (start, end) in enumerate(pairs)]


def make(text: str, start: int, end: int, claim: str = "c", name: int = 0) -> Highlight:
    return Highlight(f"h{name:02}", claim, "v", anchor(text, Span(start, end)))


@given(marked())
def test_the_segments_together_are_the_text(case: tuple[str, list[Highlight]]) -> None:
    text, highlights = case
    assert together(annotate_text(text, highlights)) == text


@given(marked())
def test_every_code_point_is_covered_by_its_claims(case: tuple[str, list[Highlight]]) -> None:
    text, highlights = case
    position = 0
    for paragraph in annotate_text(text, highlights):
        for piece in (*paragraph.segments, *paragraph.gap):
            over = [h for h in highlights if h.span.start <= position < h.span.end]
            assert sorted(m.claim_id for m in piece.marks) == sorted(h.claim_id for h in over)
            position += len(piece.text)


@given(marked())
def test_every_highlight_opens_once_and_closes_once(case: tuple[str, list[Highlight]]) -> None:
    text, highlights = case
    marks = [
        mark
        for paragraph in annotate_text(text, highlights)
        for piece in (*paragraph.segments, *paragraph.gap)
        for mark in piece.marks
    ]
    opened = [(mark.claim_id, mark.place) for mark in marks if mark.opens]
    closed = [(mark.claim_id, mark.place) for mark in marks if mark.closes]
    assert len(set(opened)) == len(opened) == len(highlights)
    assert sorted(opened) == sorted(closed)


@given(marked())
def test_marks_over_a_segment_lie_in_different_lanes(case: tuple[str, list[Highlight]]) -> None:
    for paragraph in annotate_text(*case):
        for piece in paragraph.segments:
            found = [mark.lane for mark in piece.marks]
            assert found == sorted(set(found))


def test_blank_lines_part_paragraphs_and_single_line_ends_do_not() -> None:
    paragraphs = annotate_text("One\ntwo\n\n \nthree", [])
    assert ["".join(s.text for s in p.segments) for p in paragraphs] == ["One\ntwo", "three"]


def test_without_blank_lines_every_line_is_a_paragraph() -> None:
    assert len(annotate_text("One\ntwo\nthree", [])) == 3


def test_an_inner_highlight_is_cut_out_of_the_outer_one() -> None:
    text = "all of it"
    (paragraph,) = annotate_text(text, [make(text, 0, 9, "outer"), make(text, 4, 6, "inner", 1)])
    assert [piece.text for piece in paragraph.segments] == ["all ", "of", " it"]
    assert paragraph.segments[1].marks == (
        SegmentMark("outer", 1, 0, opens=False, closes=False),
        SegmentMark("inner", 1, 1, opens=True, closes=True),
    )
