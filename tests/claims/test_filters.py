"""Filters and orders of claim lists."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.claims.filters import ClaimFilter, ClaimOrder, ListEntry, Value, Whose
from annotator.claims.model import ClaimKind, ClaimStatus
from annotator.claims.verdicts import Standing
from annotator.kernel.text_folding import fold

entries = st.lists(
    st.builds(ListEntry, st.tuples(st.integers(0, 3)), st.integers(0, 9), st.uuids().map(str)),
    unique_by=lambda entry: entry.id,
)
orders = st.builds(ClaimOrder, reverse=st.booleans())


def test_a_filter_that_asks_for_nothing_hides_nothing() -> None:
    assert not ClaimFilter().hides
    assert not ClaimFilter(words="  \t").hides


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("standings", Standing.DIFFERING),
        ("statuses", ClaimStatus.OPEN),
        ("kinds", ClaimKind.NUMBER),
        ("speakers", ""),
        ("whose", Whose.MINE),
        ("warned", True),
        ("legal_risk", True),
    ],
)
def test_what_is_asked_for_can_be_taken_away_again(field: str, value: Value) -> None:
    asked = ClaimFilter().toggled(field, value)
    assert asked.hides
    assert asked.criteria() == ((field, value),)
    assert asked.asks(field, value)
    assert asked.toggled(field, value) == ClaimFilter()


def test_criteria_stand_in_a_steady_order() -> None:
    asked = ClaimFilter(
        standings=frozenset({Standing.DISPUTED, Standing.UNTAGGED}),
        speakers=frozenset({"Zoë", "", "Ann"}),
        legal_risk=True,
    )
    assert asked.criteria() == (
        ("standings", Standing.UNTAGGED),
        ("standings", Standing.DISPUTED),
        ("speakers", ""),
        ("speakers", "Ann"),
        ("speakers", "Zoë"),
        ("legal_risk", True),
    )


@given(entries, orders)
def test_an_entry_goes_where_arranging_anew_would_put_it(
    found: list[ListEntry], order: ClaimOrder
) -> None:
    whole = order.arranged(found)
    for place, entry in enumerate(whole):
        rest = [other for other in whole if other != entry]
        assert order.place(rest, entry) == place
        assert order.place(whole, entry) == place


@given(entries)
def test_claims_that_are_alike_follow_by_number_either_way_round(found: list[ListEntry]) -> None:
    for reverse in (False, True):
        whole = ClaimOrder(reverse=reverse).arranged(found)
        for one, other in pairwise(whole):
            if one.rank == other.rank:
                assert (one.number, one.id) < (other.number, other.id)
            else:
                assert (one.rank > other.rank) is reverse


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("MINISTER", "the minister said"),
        ("nunez", "Ms Núñez"),
        ("nun\u0303ez", "Ms Núñez"),
        ("STRASSE", "die Straße"),
        ("ΣΊΣΥΦΟΣ", "Σίσυφος"),
        ("Йод", "ЙОД"),
        ("שלום", "שָׁלוֹם"),
        ("हिन्दी", "यह हिन्दी में है"),
        ("犯罪率", "市长说犯罪率下降了"),
        ("한국", "한국어".encode().decode()),
        ("4", "４ Prozent"),
    ],
)
def test_words_are_found_in_any_script_and_case(typed: str, words: str) -> None:
    assert fold(typed) in fold(words)


def test_letters_that_differ_are_not_folded_together() -> None:
    assert fold("חרב") not in fold("חרכ")
    assert fold("ä") != fold("ö")
