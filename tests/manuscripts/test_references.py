"""References that bring answers home."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.manuscripts.model import HomeReferenceKind, reference_to, references_in
from annotator.storage.ids import new_id

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
    assert reference.is_of(other) == (UUID(one).hex[-8:] == UUID(other).hex[-8:])


def test_words_that_only_look_like_it_are_no_reference() -> None:
    assert references_in("Q12-3f9a2c1bb, XQ1-3f9a2c1b, Q0-3f9a2c1b, Q1-3f9a2c1") == ()


def test_records_made_together_have_references_of_their_own() -> None:
    made = [new_id() for _ in range(200)]
    codes = {reference_to(HomeReferenceKind.QUERY, 1, each).code for each in made}
    assert len(codes) == len(made)


@pytest.mark.parametrize("dash", ["-", "\u00ad", "\u2010", "\u2011", "\u2013", "\u2212"])
def test_a_reference_is_known_as_other_programs_write_it(dash: str) -> None:
    plain = references_in("Q3-3f9a2c1b")
    assert references_in(f"(q3{dash}3F9A2C1B)") == plain != ()
