"""Which claims are the same, which may be, and which are none of it."""

from collections.abc import Iterable, Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.claims.same_claims import (
    ClaimToCompare,
    ComparedRows,
    QuotedPlace,
    SameClaimsFound,
    find_same,
)
from annotator.claims.same_words import share_words
from annotator.claims.verdicts import Tag, Verdict
from annotator.kernel.errors import Cancelled
from annotator.kernel.positions import Span
from tests.kernel.texts import moderate

Claims = dict[str, tuple[Sequence[tuple[int, int]], str]]
"""By the claim's name its places and who found it, a letter each."""


def rows_of(claims: Claims, *apart: tuple[str, str]) -> ComparedRows:
    rows = ComparedRows()
    for number, (name, (places, who)) in enumerate(claims.items(), start=1):
        rows.claims[name] = ClaimToCompare(name, "article", number, number)
        for start, end in places:
            place = QuotedPlace("version", Span(start, end), "x" * (end - start))
            rows.places[f"{name} {start} {end}"] = name, place
        for checker in who:
            tag = Tag("", name, checker, checker, "version", Verdict.VERIFIED, None, "", "", "")
            rows.tags[f"{name} {checker}"] = tag
    rows.apart.update({f"{one} {other}": (one, other) for one, other in apart})
    return rows


def identical(found: SameClaimsFound) -> list[tuple[str, ...]]:
    return [group.ids for group in found.identical]


def overlapping(found: SameClaimsFound) -> list[tuple[str, ...]]:
    return [group.ids for group in found.overlapping]


def test_claims_on_the_very_same_words_are_the_same_whoever_marked_them() -> None:
    claims: Claims = {
        "anna": ([(0, 9)], "A"),
        "ben": ([(0, 9)], "B"),
        "nobody": ([(0, 9)], ""),
        "twice": ([(20, 30)], "A"),
        "again": ([(20, 30)], "A"),
        "alone": ([(40, 50)], "B"),
    }
    found = find_same(rows_of(claims))
    assert identical(found) == [("anna", "ben", "nobody"), ("twice", "again")]
    assert overlapping(found) == []


def test_overlapping_claims_of_two_people_may_be_the_same_those_of_one_person_are_not() -> None:
    claims: Claims = {
        "sentence": ([(0, 30)], "A"),
        "part": ([(0, 9)], "A"),
        "ben": ([(0, 28)], "B"),
        "mark": ([(1, 30)], ""),
    }
    assert overlapping(find_same(rows_of(claims))) == [
        *(("sentence", "ben"), ("sentence", "mark"), ("part", "ben"), ("part", "mark")),
        ("ben", "mark"),
    ]


def test_less_than_half_of_the_shorter_is_not_the_same() -> None:
    claims: Claims = {"anna": ([(0, 10)], "A"), "ben": ([(6, 30)], "B")}
    assert not find_same(rows_of(claims))


def test_a_claim_with_two_places_ties_those_on_either_of_them() -> None:
    claims: Claims = {
        "first": ([(0, 9)], "A"),
        "both": ([(0, 9), (20, 29)], "B"),
        "second": ([(20, 29)], "A"),
    }
    assert identical(find_same(rows_of(claims))) == [("first", "both", "second")]


def test_the_eldest_stands_for_its_group_in_a_pair() -> None:
    claims: Claims = {
        "old": ([(0, 20)], "A"),
        "young": ([(0, 20)], "B"),
        "carla": ([(0, 15)], "C"),
    }
    found = find_same(rows_of(claims))
    assert (identical(found), overlapping(found)) == ([("old", "young")], [("old", "carla")])
    assert found.overlapping[0].likeness == 0.75


def test_a_claim_without_a_known_number_is_the_youngest() -> None:
    rows = rows_of({"z": ([(0, 9)], "A"), "b": ([(0, 9)], "B")})
    rows.claims["a"] = ClaimToCompare("a", "article", 0, 0, is_here=False)
    rows.places["a"] = "a", QuotedPlace("version", Span(0, 9), "x" * 9)
    assert identical(find_same(rows)) == [("z", "b", "a")]


def test_what_is_kept_apart_is_not_proposed_whichever_of_the_same_claims_was_named() -> None:
    claims: Claims = {
        "old": ([(0, 20)], "A"),
        "young": ([(0, 20)], "B"),
        "carla": ([(0, 15)], "C"),
    }
    assert overlapping(find_same(rows_of(claims, ("carla", "young")))) == []


def test_identical_words_that_were_kept_apart_are_told_and_left_to_a_person() -> None:
    claims: Claims = {
        "anna": ([(0, 20)], "A"),
        "ben": ([(0, 20)], "B"),
        "carla": ([(0, 15)], "C"),
        "dora": ([(0, 20)], "D"),
        "emil": ([(40, 50)], "E"),
        "fay": ([(40, 50)], "F"),
    }
    found = find_same(rows_of(claims, ("anna", "ben")))
    assert identical(found) == [("anna", "ben", "dora"), ("emil", "fay")]
    assert [group.were_apart for group in found.all] == [True, False, False]
    assert [group.ids for group in found.certain] == [("emil", "fay")]
    # nor does a third bring them together
    assert overlapping(found) == [("anna", "carla")]
    assert found.one_to_one() == [("emil", "fay")]


def place_of(text: str, words: str) -> QuotedPlace:
    start = text.index(words)
    return QuotedPlace("version", Span(start, start + len(words)), words)


@pytest.mark.parametrize("other", ["Nine men died.", "“Nine men died", " Nine men died.” "])
def test_signs_at_the_ends_of_a_place_make_no_other_words(other: str) -> None:
    text = "So “Nine men died.” he said. “Nine men died.” "
    rows = rows_of({"anna": ([], "A"), "ben": ([], "B")})
    rows.places["1"] = "anna", place_of(text, "Nine men died")
    rows.places["2"] = "ben", place_of(text, other.strip(" "))
    (group,) = find_same(rows).identical
    assert (group.ids, group.likeness, group.can_be_two) == (("anna", "ben"), 1, False)


def test_signs_alone_are_the_same_where_they_are_the_same_signs() -> None:
    rows = rows_of({"anna": ([], "A"), "ben": ([], "B"), "cem": ([], "C")})
    for name, end in (("anna", 3), ("ben", 3), ("cem", 2)):
        rows.places[name] = name, QuotedPlace("version", Span(0, end), "..."[:end])
    found = find_same(rows)
    assert (identical(found), overlapping(found)) == ([("anna", "ben")], [("anna", "cem")])


def test_only_what_a_claim_asked_for_is_part_of_is_told() -> None:
    claims: Claims = {
        "a": ([(0, 9)], "A"),
        "b": ([(0, 9)], "B"),
        "c": ([(0, 8)], "C"),
        "d": ([(20, 29)], "A"),
        "e": ([(20, 29)], "B"),
        "f": ([(20, 28)], "C"),
    }
    found = find_same(rows_of(claims), {"b"})
    assert (identical(found), overlapping(found)) == ([("a", "b")], [("a", "c")])
    assert overlapping(find_same(rows_of(claims), {"f"})) == [("d", "f")]


def test_all_that_is_the_same_is_paired_one_to_one_the_best_first() -> None:
    claims: Claims = {
        "sentence": ([(0, 30)], "A"),
        "good": ([(0, 25)], "B"),
        "better": ([(0, 28)], "B"),
        "carla": ([(0, 29)], "C"),
        "same": ([(0, 30)], "D"),
    }
    found = find_same(rows_of(claims))
    assert found.one_to_one() == [("sentence", "better", "carla", "same")]
    apart = find_same(rows_of(claims, ("better", "carla")))
    assert apart.one_to_one() == [("sentence", "good", "carla", "same")]


def test_a_search_is_stopped_when_it_is_asked_to() -> None:
    def stop(done: int, _: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        find_same(rows_of({"a": ([(0, 9)], "A")}), progress=stop)


places = st.lists(
    st.tuples(st.integers(0, 15), st.integers(1, 6)).map(lambda p: (p[0], sum(p))),
    min_size=1,
    max_size=2,
    unique=True,
)
finds = st.lists(st.tuples(places, st.sampled_from(["", "A", "B", "C", "AB"])), max_size=7).map(
    lambda found: {f"c{n}": claim for n, claim in enumerate(found)}
)


@moderate
@given(finds, st.data())
def test_groups_and_pairs_are_those_of_the_rule_word_for_word(
    claims: Claims, data: st.DataObject
) -> None:
    names = [*claims]
    pairs = [*combinations(names, 2)]
    apart = data.draw(st.lists(st.sampled_from(pairs), max_size=2)) if pairs else []
    groups = [{name} for name in names]
    for one, other in pairs:
        if {*claims[one][0]} & {*claims[other][0]}:
            first, second = (next(g for g in groups if each in g) for each in (one, other))
            if first is not second:
                first |= second
                groups.remove(second)
    together = {name: sorted(group) for group in groups for name in group}
    expected = {
        tuple(sorted((together[one][0], together[other][0])))
        for one, other in pairs
        if together[one] != together[other]
        and any(
            share_words(Span(*here), Span(*there))
            for here in claims[one][0]
            for there in claims[other][0]
        )
        and not {w for c in together[one] for w in claims[c][1]}
        & {w for c in together[other] for w in claims[c][1]}
        and not any(
            {together[a][0], together[b][0]} == {together[one][0], together[other][0]}
            for a, b in apart
        )
    }
    found = find_same(rows_of(claims, *apart))
    assert sorted(identical(found)) == sorted(
        {tuple(group) for group in together.values() if len(group) > 1}
    )
    assert sorted(overlapping(found)) == sorted(expected)
    _check_pairing(found, claims, together)


def _check_pairing(found: SameClaimsFound, claims: Claims, together: dict[str, list[str]]) -> None:
    """Pairs are one to one, and none that could be is left; an unknown marker is a person, too."""

    def who(names: Iterable[str]) -> set[str]:
        return {w for name in names for w in claims[name][1] or ["?"]}

    groups = [{*group} for group in found.one_to_one()]
    assert sum(map(len, groups)) == len(set().union(*groups))
    for group in groups:
        parts = {tuple(together[name]) for name in group}
        assert group == {name for part in parts for name in part}
        assert sum(len(who(part)) for part in parts) == len(who(group))
    left = {claim_id for group in found.doubtful for claim_id in group.ids}
    assert left.isdisjoint(set().union(*groups))
    for pair in found.overlapping:
        if not left.isdisjoint(pair.ids):
            # a person decides first whether what was kept apart is one by now
            continue
        one, other = (
            next((g for g in groups if name in g), {*together[name]}) for name in pair.ids
        )
        split = any(frozenset((a, b)) in found.apart for a in one for b in other)
        assert one == other or split or who(one) & who(other)


def test_words_that_lie_within_others_of_their_claim_are_told_once() -> None:
    def at(start: int, quote: str, version: str = "v1") -> QuotedPlace:
        return QuotedPlace(version, Span(start, start + len(quote)), quote)

    whole, stopped, part = at(3, "It fell by a third"), at(3, "It fell by a third."), at(6, "fell")
    other, older = at(40, "fell"), at(6, "fell", "v0")
    claim = ClaimToCompare("a", "x", 1, 1, places=(whole, stopped, part, other, older))
    assert claim.outer_places == (stopped, other, older)
    assert claim.quotes == ("It fell by a third.", "fell")
