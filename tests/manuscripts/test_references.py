"""References that bring answers home."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from annotator.manuscripts.model import HomeReferenceKind, reference_to, references_in

IDS = st.uuids().map(str)


@given(st.sampled_from(HomeReferenceKind), st.integers(1, 9_999_999), IDS, st.text(), st.text())
def test_a_reference_is_found_in_any_words(
    kind: HomeReferenceKind, number: int, record_id: str, before: str, after: str
) -> None:
    reference = reference_to(kind, number, record_id)
    found = references_in(f"{before} {reference} {after}")
    assert reference in found
    assert reference.is_of(record_id)


@given(IDS, IDS)
def test_a_reference_means_one_record(one: str, other: str) -> None:
    reference = reference_to(HomeReferenceKind.QUERY, 1, one)
    assert reference.is_of(other) == (UUID(one).hex[:8] == UUID(other).hex[:8])


def test_words_that_only_look_like_it_are_no_reference() -> None:
    assert references_in("Q12-3f9a2c1bb, XQ1-3f9a2c1b, Q0-3f9a2c1b, Q1-3f9a2c1") == ()
