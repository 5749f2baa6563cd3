"""Rulings: what they need, when they are stale, and what all tags agree on."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.claims.verdicts import DisputeReason, Tag, Verdict
from annotator.kernel.errors import MissingReason, MissingWhy
from annotator.review.rulings import (
    Ruling,
    Settlement,
    all_agree,
    find_agreed_settlement,
    is_only_author,
    settles,
)

NAMES = {"a": "Anna", "b": "Ben", "c": "Cleo"}


def tag(checker: str, verdict: Verdict, reason: DisputeReason | None, conclusion: str = "") -> Tag:
    name = NAMES[checker]
    return Tag(f"t-{checker}", "c1", checker, name, "v", verdict, reason, conclusion, "", "2026")


one_tag = st.builds(
    tag,
    st.sampled_from("abc"),
    st.sampled_from([Verdict.VERIFIED, Verdict.UNSUPPORTED]),
    st.none(),
    st.sampled_from(["", " ", "So.", "No."]),
) | st.builds(
    tag,
    st.sampled_from("abc"),
    st.just(Verdict.DISPUTED),
    st.sampled_from(DisputeReason),
    st.just(""),
)
some_tags = st.lists(one_tag, max_size=3, unique_by=lambda t: t.checker_id)


def over(tags: list[Tag]) -> Ruling:
    said = Settlement(Verdict.VERIFIED)
    return Ruling("r", "c1", "b", "Ben", said, settles(tags), "2026-01-06")


@given(some_tags, some_tags)
def test_a_ruling_is_stale_just_when_its_tags_are_others(before: list[Tag], now: list[Tag]) -> None:
    stale = over(before).is_stale(now)
    assert stale is (sorted(map(hash, before)) != sorted(map(hash, now)))
    assert bool(over(before).changes(now)) is stale


def test_a_ruling_tells_what_happened_since() -> None:
    anna, ben = tag("a", Verdict.VERIFIED, None), tag("b", Verdict.VERIFIED, None)
    assert over([anna]).changes([replace(anna, conclusion="Hm.")]) == ["Anna’s tag has changed."]
    assert over([anna]).changes([anna, ben]) == ["Ben has tagged it, too."]
    assert over([anna, ben]).changes([ben]) == ["1 tag was taken off."]
    assert over([anna, ben]).changes([]) == ["2 tags were taken off."]
    assert over([anna]).changes([replace(anna, version_id="later")]) == []


@given(some_tags)
def test_all_agree_when_two_or_more_say_the_same(tags: list[Tag]) -> None:
    same = {(t.verdict, t.reason) for t in tags}
    assert all_agree(tags) is (len(tags) >= 2 and len(same) == 1)
    assert all_agree(tags[::-1]) is all_agree(tags)
    if all_agree(tags):
        said = find_agreed_settlement(tags)
        assert said.checked(tags).verdict is tags[0].verdict
        assert said.conclusion.strip() or not any(t.conclusion.strip() for t in tags)


def test_one_tag_alone_is_no_agreement() -> None:
    assert not all_agree([tag("a", Verdict.VERIFIED, None)])
    assert not all_agree([])


def test_another_verdict_than_anybody_gave_needs_a_reason() -> None:
    tags = [tag("a", Verdict.VERIFIED, None), tag("b", Verdict.UNSUPPORTED, None)]
    assert Settlement(Verdict.VERIFIED).checked(tags).why == ""
    said = Settlement(Verdict.DISPUTED, DisputeReason.MISLEADING)
    with pytest.raises(MissingWhy, match="a verdict that nobody gave"):
        said.checked(tags)
    assert replace(said, why=" It is. ").checked(tags).why == "It is."


def test_a_dispute_needs_its_kind_and_nothing_else_has_one() -> None:
    tags = [tag("a", Verdict.VERIFIED, None)]
    with pytest.raises(MissingReason):
        Settlement(Verdict.DISPUTED, why="It is.").checked(tags)
    assert Settlement(Verdict.VERIFIED, DisputeReason.MISLEADING).checked(tags).reason is None


def test_who_settles_only_their_own_tag_is_told() -> None:
    anna, ben = tag("a", Verdict.VERIFIED, None), tag("b", Verdict.VERIFIED, None)
    assert is_only_author([anna], "a")
    assert not is_only_author([anna], "b")
    assert not is_only_author([anna, ben], "a")
    assert not is_only_author([], "a")
