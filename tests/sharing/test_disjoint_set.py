"""Conflicts that are decided together go by the same row, in whatever order that was found."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from annotator.sharing.row_merge import DisjointSet, Key

KEYS = [("claims", letter) for letter in "abcdef"]
pairs = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)))


@given(pairs, st.randoms())
def test_the_order_does_not_matter(shared: list[tuple[Key, Key]], chance: Random) -> None:
    one, other = DisjointSet(), DisjointSet()
    for pair in shared:
        one.share(*pair)
    chance.shuffle(shared)
    for first, second in shared:
        other.share(second, first)
    assert [one.of(key) for key in KEYS] == [other.of(key) for key in KEYS]


def test_a_group_goes_by_its_first_row() -> None:
    fates = DisjointSet()
    fates.share(KEYS[3], KEYS[1])
    fates.share(KEYS[5], KEYS[3])
    assert {fates.of(KEYS[n]) for n in (1, 3, 5)} == {KEYS[1]}
    assert fates.differ(KEYS[0], KEYS[5])
    assert not fates.differ(KEYS[1], KEYS[5])
