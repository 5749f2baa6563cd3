"""What becomes of a row in two files, and of numbers that two files gave: rules without a file."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.schema.numbering import Numbered, numbers
from annotator.sharing.column_groups import (
    EXISTENCE,
    WHOLE,
    State,
    registers_changed,
    registers_differing,
    with_registers,
)
from annotator.sharing.row_merge import Events, MergeCase, RowMerge, Side, meet

KEY = "claims", "c"
FIELDS = ("speaker", "statement", "status")
states = st.none() | st.fixed_dictionaries({name: st.sampled_from("ab") for name in FIELDS})
events = st.dictionaries(
    st.sampled_from([EXISTENCE, *FIELDS]), st.sets(st.sampled_from("xyz"), min_size=1), max_size=3
)


def claim(**values: str) -> State:
    return dict.fromkeys(FIELDS, "a") | values


def turned(side: Side) -> Side:
    return Side.THEIRS if side is Side.MINE else Side.MINE


@given(states, states, events, events)
def test_both_files_come_to_the_same(
    ours: State | None, theirs: State | None, our_news: Events, their_news: Events
) -> None:
    here = meet(KEY, ours, theirs, our_news, their_news)
    there = meet(KEY, theirs, ours, their_news, our_news)
    assert here.contested == there.contested
    for side in Side:
        one, other = here.result({KEY: side}), there.result({KEY: turned(side)})
        if ours and theirs and _explained(ours, theirs, our_news, their_news):
            assert one == other


def _explained(ours: State, theirs: State, our_news: Events, their_news: Events) -> bool:
    """Whether every difference comes from a change that one of the files knows of."""
    known = {*our_news, *their_news}
    return EXISTENCE in known or registers_differing("claims", ours, theirs) <= known


def test_what_only_one_side_changed_is_taken_from_there() -> None:
    met = meet(KEY, claim(), claim(speaker="b"), {}, {"speaker": {"x"}})
    assert (met.case, met.if_mine) == (MergeCase.NEWER, claim(speaker="b"))
    met = meet(KEY, claim(speaker="b"), claim(), {"speaker": {"x"}}, {})
    assert (met.case, met.if_mine) == (MergeCase.NEWER_HERE, claim(speaker="b"))


def test_parts_changed_apart_come_together_and_the_same_part_is_a_conflict() -> None:
    ours, theirs = claim(speaker="b"), claim(statement="b")
    met = meet(KEY, ours, theirs, {"speaker": {"x"}}, {"statement": {"y"}})
    assert met.if_mine == met.if_theirs == claim(speaker="b", statement="b")
    met = meet(KEY, ours, claim(speaker="c"), {"speaker": {"x"}}, {"speaker": {"y"}})
    assert (met.case, met.contested, met.conflict) == (
        MergeCase.CONFLICT,
        frozenset({"speaker"}),
        KEY,
    )


def test_the_same_change_made_twice_is_no_conflict() -> None:
    met = meet(KEY, claim(status="b"), claim(status="b"), {"status": {"x"}}, {"status": {"y"}})
    assert met.case is MergeCase.SAME


@pytest.mark.parametrize(
    ("ours", "theirs", "our_news", "their_news", "case"),
    [
        (None, claim(), {}, {EXISTENCE: {"x"}}, MergeCase.NEW),
        (claim(), None, {EXISTENCE: {"x"}}, {}, MergeCase.NEWER_HERE),
        (claim(), None, {}, {EXISTENCE: {"x"}}, MergeCase.REMOVED),
        (None, claim(), {EXISTENCE: {"x"}}, {}, MergeCase.NEWER_HERE),
        (claim(), None, {"speaker": {"x"}}, {EXISTENCE: {"y"}}, MergeCase.CONFLICT),
        (None, claim(), {EXISTENCE: {"x"}}, {"speaker": {"y"}}, MergeCase.CONFLICT),
        (None, None, {EXISTENCE: {"x"}}, {EXISTENCE: {"y"}}, MergeCase.SAME),
    ],
)
def test_a_row_that_is_on_one_side_only(
    ours: State | None, theirs: State | None, our_news: Events, their_news: Events, case: MergeCase
) -> None:
    assert meet(KEY, ours, theirs, our_news, their_news).case is case


def test_a_decision_is_needed_only_for_a_conflict() -> None:
    settled = RowMerge(KEY, MergeCase.NEW, None, claim(), claim(), claim())
    assert settled.result({}) == claim()
    with pytest.raises(KeyError):
        settled.contested_with(KEY, if_mine=None, if_theirs=claim()).result({})


def test_a_verdict_and_its_reason_are_one_register_and_numbers_are_none() -> None:
    assert registers_changed("tags", {"verdict": "a"}, {"verdict": "b"}) == {WHOLE}
    assert registers_changed("tags", None, {"verdict": "b"}) == {EXISTENCE}
    assert registers_changed("claims", {"number": 1}, {"number": 2}) == frozenset()
    source = {"title": "t", "confidential": 0, "code_name": ""}
    hidden = {"title": "u", "confidential": 1, "code_name": "X"}
    assert registers_changed("sources", source, hidden) == {"title", "confidential"}
    taken = with_registers("sources", source, hidden, ["confidential"])
    assert taken == {"title": "t", "confidential": 1, "code_name": "X"}


born = st.lists(st.tuples(st.uuids().map(str), st.integers(1, 9)), unique_by=lambda pair: pair[0])


@given(born, st.randoms())
def test_numbers_are_each_given_once_in_whatever_order_things_come(
    pairs: list[tuple[str, int]], chance: random.Random
) -> None:
    things = [Numbered(identity, number) for identity, number in pairs]
    given_ = numbers(things)
    assert len({*given_.values()}) == len(things)
    assert all(given_[thing.id] >= thing.born for thing in things)
    for thing in things:
        if thing.id == min(other.id for other in things if other.born == thing.born):
            assert given_[thing.id] == thing.born
    chance.shuffle(things)
    assert numbers(things) == given_


def test_what_was_renumbered_once_stays_so_when_more_is_made() -> None:
    before = [Numbered("a", 1), Numbered("b", 2), Numbered("c", 2)]
    assert numbers(before) == {"a": 1, "b": 2, "c": 3}
    assert numbers([*before, Numbered("d", 4)]) == {"a": 1, "b": 2, "c": 3, "d": 4}
