"""Other programs' offsets, as code points of the canonical text."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.exchange.anchoring.offset_detection import UnitFound, UnitUndecided, unit_of
from annotator.exchange.anchoring.offset_units import OffsetConvention, Offsets, OffsetUnit
from annotator.exchange.model import ImportedAnnotation
from annotator.kernel.canonical_text import canonical
from annotator.kernel.errors import BadOffset, BadSpan
from annotator.kernel.positions import Span
from tests.exchange.anchoring.foreign_texts import (
    ARTICLE,
    QUOTES,
    SPANS,
    UTF8,
    UTF16,
    counted,
    countings,
    pair,
    raw_texts,
)
from tests.kernel.texts import moderate

CODE_POINTS, UTF16_UNITS = (
    OffsetConvention(OffsetUnit.CODE_POINTS),
    OffsetConvention(OffsetUnit.UTF16),
)
BYTES = OffsetConvention(OffsetUnit.UTF8)


def annotation(offsets: tuple[int, int], quote: str = "") -> ImportedAnnotation:
    return ImportedAnnotation("here", offsets=(offsets,), quote=quote)


def quoted(offsets: tuple[tuple[int, int], ...]) -> list[ImportedAnnotation]:
    return [annotation(one, quote) for one, quote in zip(offsets, QUOTES, strict=True)]


@moderate
@given(raw_texts, countings)
def test_every_position_leads_back_to_its_code_point(raw: str, counting: OffsetConvention) -> None:
    offsets = Offsets(raw, counting)
    for position in range(len(canonical(raw)) + 1):
        offset = counted(raw, position, counting)
        if offset is not None:
            assert offsets.to_code_points(offset) == position


@moderate
@given(raw_texts, countings)
def test_no_other_offset_leads_anywhere(raw: str, counting: OffsetConvention) -> None:
    offsets = Offsets(raw, counting)
    positions = range(len(canonical(raw)) + 1)
    borders = {counted(raw, position, counting) for position in positions}
    for offset in set(range(5 * len(raw) + 3)) - borders:
        with pytest.raises(BadOffset, match="inside a character or beyond"):
            offsets.to_code_points(offset)


@pytest.mark.parametrize(
    ("unit", "start"), [(OffsetUnit.CODE_POINTS, 1), (OffsetUnit.UTF16, 1), (OffsetUnit.UTF8, 3)]
)
def test_a_byte_order_mark_counts_where_a_program_counted_it(unit: OffsetUnit, start: int) -> None:
    with_it = Offsets("\ufeffJobs", OffsetConvention(unit, counts_bom=True))
    assert with_it.span(start, start + 4) == Span(0, 4)
    assert with_it.span(0, start + 4) == Span(0, 4)
    assert Offsets("\ufeffJobs", OffsetConvention(unit)).span(0, 4) == Span(0, 4)


@pytest.mark.parametrize(("start", "end"), [(2, 2), (3, 1)])
def test_nothing_is_no_stretch(start: int, end: int) -> None:
    with pytest.raises(BadSpan):
        Offsets("Jobs", CODE_POINTS).span(start, end)


def test_an_end_inside_is_that_of_the_last_sign() -> None:
    assert Offsets("A😀B", OffsetConvention(OffsetUnit.UTF16, inclusive_end=True)).span(
        1, 2
    ) == Span(1, 2)


@pytest.mark.parametrize(
    ("offsets", "counting"),
    [
        (tuple((span.start, span.end) for span in SPANS), CODE_POINTS),
        (
            tuple((span.start, span.end - 1) for span in SPANS),
            OffsetConvention(CODE_POINTS.unit, inclusive_end=True),
        ),
        (UTF16, UTF16_UNITS),
        (UTF8, BYTES),
    ],
)
def test_the_unit_is_that_by_which_all_words_stand_where_they_should(
    offsets: tuple[tuple[int, int], ...], counting: OffsetConvention
) -> None:
    assert unit_of(ARTICLE, quoted(offsets)) == UnitFound(counting)


def test_line_ends_that_count_as_two_are_found_with_and_without_them() -> None:
    text = "One.\r\nTwo.\r\nThree."
    told = [annotation((12, 17), "Three")]
    for raw in (text, text.replace("\r\n", "\n")):
        found = unit_of(raw, told)
        assert isinstance(found, UnitFound)
        assert Offsets(raw, found.counting).span(12, 17) == Span(10, 15)
    assert unit_of(text, [annotation((10, 15), "Three")]) == UnitFound(CODE_POINTS)


def test_a_byte_order_mark_that_counts_is_found() -> None:
    found = unit_of("\ufeffJobs rose.", [annotation((6, 10), "rose")])
    assert found == UnitFound(OffsetConvention(OffsetUnit.CODE_POINTS, counts_bom=True))


def test_where_units_make_no_difference_none_is_asked_for() -> None:
    assert unit_of("Jobs rose.\nFew saw.", [annotation((0, 4))]) == UnitFound(CODE_POINTS)
    assert unit_of("Jobs rose 📈", [annotation((0, 4))]) == UnitFound(CODE_POINTS)
    assert unit_of("Jobs rose 📈", [annotation((0, 4), "Jobs")]) == UnitFound(CODE_POINTS)


def test_without_any_words_nothing_is_decided_where_units_differ() -> None:
    found = unit_of(ARTICLE, [annotation(one) for one in UTF16])
    assert isinstance(found, UnitUndecided)
    assert UTF16_UNITS in found.possible
    assert CODE_POINTS not in found.possible  # its last offset would be beyond the text


def test_where_repeated_words_fit_two_units_nothing_is_decided() -> None:
    found = unit_of("😀aaaa", [annotation((2, 4), "aa")])
    assert isinstance(found, UnitUndecided)
    assert found.possible[:2] == (CODE_POINTS, UTF16_UNITS)


def test_words_that_differ_in_layout_only_are_accepted_and_told() -> None:
    text = "Jobs 📈 rose to\u00a011\u00adper cent in a cafe\u0301."
    words = "rose to 11per cent in a café"
    loosely = annotation((8, 38), words)
    assert unit_of(text, [loosely]) == UnitFound(UTF16_UNITS, loosely=(loosely,))


def test_words_of_another_text_decide_nothing() -> None:
    assert unit_of(ARTICLE, quoted(((0, 9), (12, 20), (30, 40)))) == UnitUndecided()


def test_offsets_within_a_sentence_are_never_taken_for_those_of_the_text() -> None:
    told = [annotation((0, 3), "Two"), annotation((0, 5), "Three"), annotation((0, 3), "One")]
    assert unit_of("One 📈.\nTwo.\nThree.", told) == UnitUndecided()


def test_one_misfit_among_many_does_not_stop_the_others() -> None:
    good = [annotation(one, quote) for one, quote in zip(UTF16, QUOTES, strict=True)] * 2
    bad = annotation((45, 60), "words that were changed")
    assert unit_of(ARTICLE, [*good, bad]) == UnitFound(UTF16_UNITS, misfits=(bad,))


def test_too_many_misfits_decide_nothing() -> None:
    bad = annotation((45, 60), "words that were changed")
    assert unit_of(ARTICLE, [*quoted(UTF16), bad]) == UnitUndecided()


@moderate
@given(raw_texts, countings, st.data())
def test_a_unit_that_is_found_puts_every_annotation_where_it_was(
    raw: str, counting: OffsetConvention, data: st.DataObject
) -> None:
    text = canonical(raw)
    starts = data.draw(st.lists(st.integers(0, len(text) - 1), min_size=1, max_size=4))
    spans = [Span(start, data.draw(st.integers(start + 1, len(text)))) for start in starts]
    pairs = [pair(raw, span, counting) for span in spans]
    told = [
        (span, annotation(offsets, span.of(text)))
        for span, offsets in zip(spans, pairs, strict=True)
        if offsets is not None
    ]
    found = unit_of(raw, [one for _, one in told])
    if isinstance(found, UnitFound):
        assert not found.misfits
        offsets = Offsets(raw, found.counting)
        assert [offsets.span(*one.offsets[0]) for _, one in told] == [span for span, _ in told]
    else:
        assert found.possible


@moderate
@given(raw_texts, countings, st.data())
def test_without_words_too_no_unit_is_wrong(
    raw: str, counting: OffsetConvention, data: st.DataObject
) -> None:
    lost = counting.unit in (OffsetUnit.CODE_POINTS_CRLF, OffsetUnit.UTF16_CRLF)
    # No program counts otherwise without giving the words.
    assume(not counting.inclusive_end and counting.unit is not OffsetUnit.UTF8)
    assume("\r\n" in raw or not lost)
    text = canonical(raw)
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    offsets = pair(raw, span, counting)
    if offsets is not None:
        found = unit_of(raw, [annotation(offsets)])
        if isinstance(found, UnitFound):
            assert Offsets(raw, found.counting).span(*offsets) == span
