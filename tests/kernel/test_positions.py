"""Code points and UTF-16 units, both ways, exactly."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.kernel.positions import Span, Utf16Positions
from tests.kernel.texts import moderate, texts


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@moderate
@given(texts)
def test_every_code_point_begins_at_the_unit_that_the_encoder_counts(text: str) -> None:
    positions = Utf16Positions(text)
    for i in range(len(text) + 1):
        assert positions.to_utf16(i) == units(text[:i])


@moderate
@given(texts)
def test_every_unit_leads_back_to_its_code_point(text: str) -> None:
    positions = Utf16Positions(text)
    expected = [i for i, character in enumerate(text) for _ in range(units(character))]
    assert [positions.from_utf16(u) for u in range(units(text) + 1)] == [*expected, len(text)]


@moderate
@given(texts)
def test_the_length_in_units_is_that_of_the_encoded_text(text: str) -> None:
    assert Utf16Positions(text).units == units(text)


def test_a_text_without_characters_beyond_the_first_plane_keeps_no_table() -> None:
    assert not Utf16Positions("Ünïcode – 中文 – العربية")._astral


@given(st.integers(0, 9), st.integers(1, 9), st.integers(0, 9), st.integers(1, 9))
def test_two_spans_overlap_when_they_share_a_code_point(a: int, n: int, b: int, m: int) -> None:
    shared = set(range(a, a + n)) & set(range(b, b + m))
    assert Span(a, a + n).overlaps(Span(b, b + m)) is bool(shared)


def test_the_length_of_a_span_is_in_code_points() -> None:
    assert len(Span(2, 5)) == 3
