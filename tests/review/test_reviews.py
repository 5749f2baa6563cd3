"""Reviews: what was reviewed, by whom it may be, and whether it is still what it was."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.claims.verdicts import DisputeReason, Standing, Tag, Verdict
from annotator.kernel.errors import MissingWhy, OwnTag
from annotator.review.model import (
    Decision,
    Review,
    check_review,
    claim_words,
    digest,
    digest_reviewed,
    layers,
    tag_digest,
    to_review,
)

TAG = Tag("t1", "c1", "a", "Anna", "v1", Verdict.VERIFIED, None, "So it is.", "", "2026-01-05")
tags = st.builds(
    Tag,
    *(st.sampled_from(two) for two in ("tu", "cd", "ab", ("Anna", "Ben"), "vw")),
    st.sampled_from(Verdict),
    st.one_of(st.none(), st.sampled_from(DisputeReason)),
    *(st.text(max_size=3), st.text(max_size=3), st.just("2026-01-05")),
)


def review(tag: Tag | None, words: str = "", by: str = "b") -> Review:
    of = tag.id if tag else ""
    return Review(
        "r", "c1", by, "Ben", of, Decision.ACCEPT, "", digest_reviewed(tag, words), "2026-01-06"
    )


@given(tags, tags, st.text(max_size=3), st.text(max_size=3))
def test_a_review_is_outdated_just_when_tag_or_claim_say_something_else(
    before: Tag, after: Tag, said: str, says: str
) -> None:
    after = replace(after, id=before.id)
    same = tag_digest(before) == tag_digest(after) and said == says
    assert review(before, said).is_outdated([after], says, []) is not same


@given(tags)
def test_a_digest_is_of_what_a_tag_says_alone(tag: Tag) -> None:
    again = replace(tag, version_id="later", tagged_at="2027", id="other", checker="Somebody")
    assert tag_digest(again) == tag_digest(tag)
    assert tag_digest(replace(tag, conclusion=tag.conclusion + ".")) != tag_digest(tag)
    assert tag_digest(replace(tag, search_note=tag.search_note + ".")) != tag_digest(tag)


@given(st.lists(st.text(max_size=4), max_size=4), st.lists(st.text(max_size=4), max_size=4))
def test_words_parted_otherwise_have_another_digest(one: list[str], other: list[str]) -> None:
    assert (digest(*one) == digest(*other)) is (one == other)


def test_a_review_is_outdated_once_the_tag_is_gone() -> None:
    assert review(TAG).is_outdated([], "", [])
    assert not review(None).is_outdated([TAG], "", [])


@given(st.lists(st.text(max_size=4)))
def test_a_claim_says_the_same_wherever_and_however_often_it_stands(quotes: list[str]) -> None:
    assert claim_words("S", quotes) == claim_words("S", [*reversed(quotes), *quotes])
    assert claim_words("S", quotes) != claim_words("T", quotes)


@pytest.mark.parametrize("decision", Decision)
def test_nobody_reviews_a_tag_of_their_own(decision: Decision) -> None:
    with pytest.raises(OwnTag, match="A colleague has to review it"):
        check_review(TAG, "a", decision, "because")


@pytest.mark.parametrize("decision", Decision)
def test_only_a_rejected_tag_needs_a_reason(decision: Decision) -> None:
    if decision is Decision.REJECT:
        with pytest.raises(MissingWhy, match="a rejected tag needs a reason"):
            check_review(TAG, "b", decision, " \n")
    else:
        assert check_review(TAG, "b", decision, " \n") == ""
    assert check_review(TAG, "b", decision, " Look again. ") == "Look again."


def test_a_tag_waits_for_me_until_i_review_it_and_again_when_it_changed() -> None:
    mine = replace(TAG, id="t2", checker_id="b", checker="Ben")
    assert to_review([mine, TAG], [], "b", "", []) == [TAG]
    assert to_review([mine, TAG], [review(TAG, by="c")], "b", "", []) == [TAG]
    assert to_review([mine, TAG], [review(TAG)], "b", "", []) == []
    changed = replace(TAG, conclusion="No.")
    assert to_review([mine, changed], [review(TAG)], "b", "", []) == [changed]
    assert to_review([mine, TAG], [review(TAG)], "b", "Said otherwise", []) == [TAG]


def test_my_layer_and_theirs_are_told_apart() -> None:
    ben = replace(TAG, id="t2", checker_id="b", verdict=Verdict.DISPUTED)
    cleo = replace(TAG, id="t3", checker_id="c", verdict=Verdict.UNSUPPORTED)
    (both,) = layers([TAG, ben], "a").values()
    assert (both.mine, both.theirs) == (Standing.VERIFIED, Standing.DISPUTED)
    (theirs,) = layers([ben, cleo], "a").values()
    assert (theirs.mine, theirs.theirs) == (Standing.UNTAGGED, Standing.DIFFERING)
    assert layers([], "a") == {}
