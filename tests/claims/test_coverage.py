"""Coverage: which sentences were looked at, what is left, and where to go on."""

from collections.abc import Iterable
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from annotator.claims.coverage import (
    coverage,
    next_left,
    scaled,
    touching,
    unite_spans,
    untouched,
    without,
)
from annotator.kernel.positions import Span
from annotator.kernel.sentences import Sentences
from tests.kernel.texts import moderate

LENGTH = 120
spans = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 30)).map(
    lambda pair: Span(pair[0], min(LENGTH, sum(pair)))
)
stretches = st.lists(spans, max_size=12)
sentence_lists = st.lists(st.booleans(), min_size=LENGTH, max_size=LENGTH).map(
    lambda ends: _between([0, *(i for i, end in enumerate(ends) if end), LENGTH])
)


def _between(ends: list[int]) -> list[Span]:
    return [Span(a, b) for a, b in pairwise(ends) if a < b]


def points(found: Iterable[Span]) -> set[int]:
    return {point for span in found for point in range(span.start, span.end)}


@moderate
@given(sentence_lists, stretches)
def test_a_sentence_is_looked_at_when_a_stretch_touches_it(
    sentences: list[Span], looked_at: list[Span]
) -> None:
    left = [s for s in sentences if not any(s.overlaps(t) for t in looked_at)]
    found = coverage(sentences, looked_at)
    assert [*found.left] == left
    assert (found.sentences, found.looked_at) == (len(sentences), len(sentences) - len(left))


@moderate
@given(stretches)
def test_united_stretches_hold_the_same_and_do_not_meet(several: list[Span]) -> None:
    found = unite_spans(several)
    assert points(found) == points(several)
    assert all(a.end < b.start for a, b in pairwise(found))


@moderate
@given(stretches, spans)
def test_stretches_touching_one_are_found(several: list[Span], one: Span) -> None:
    assert [*touching(unite_spans(several), one)] == [
        s for s in unite_spans(several) if s.overlaps(one)
    ]


@moderate
@given(spans, stretches)
def test_what_is_taken_out_is_gone_and_the_rest_stays(one: Span, taken: list[Span]) -> None:
    assert points(without(one, taken)) == points([one]) - points(taken)


@moderate
@given(stretches, st.integers(1, 200))
def test_scaled_stretches_cover_just_the_parts_they_stand_in(
    several: list[Span], parts: int
) -> None:
    stood_in = {point * parts // LENGTH for point in points(several)}
    found = points(scaled(several, LENGTH, parts))
    assert stood_in <= found <= set(range(parts))
    assert parts > LENGTH or found == stood_in


@moderate
@given(
    st.lists(st.sampled_from(["One. ", "Two two! ", "\n", "٤٪. ", "👩‍👩‍👧‍👦? "]), max_size=20),
    stretches,
    st.integers(-1, LENGTH + 1),
    st.sampled_from(["read", "unread"]),
)
@example(["One. "] * 5, [], 5, "read")
def test_the_next_sentence_left_is_sought_round_the_end(
    words: list[str], looked_at: list[Span], position: int, state: str
) -> None:
    sentences = Sentences("".join(words), "en")
    left = [*untouched(Sentences("".join(words), "en").all(), unite_spans(looked_at))]
    if state == "read":
        sentences.all()
    expected = next((s for s in left if s.start >= position), left[0] if left else None)
    assert next_left(sentences, position, lambda _: looked_at) == expected
    assert coverage(sentences.all(), looked_at).next_left(position) == expected


def test_the_way_to_the_next_sentence_decides_what_is_asked_for() -> None:
    asked: list[Span] = []

    def looked_at(stretch: Span) -> list[Span]:
        asked.append(stretch)
        return [Span(0, 40_000)]

    sentences = Sentences("It is so. " * 100_000, "en")
    sentences.all()
    assert next_left(sentences, 0, looked_at) == Span(40_000, 40_009)
    assert asked[-1].end < 50_000


def test_a_sentence_is_sought_within_reach_only() -> None:
    sentences = Sentences("It is so. " * 10_000, "en")
    assert next_left(sentences, 10, lambda _: [Span(0, 500)], reach=400) is None
    assert next_left(sentences, 10, lambda _: [Span(0, 500)], reach=600) == Span(500, 509)
    assert next_left(sentences, 600, lambda _: [Span(500, 100_000)], reach=99_400) is None


def test_sentences_left_are_counted_in_a_stretch() -> None:
    sentences = _between([*range(0, 101, 10)])
    found = coverage(sentences, [Span(25, 26)])
    assert found.left_in(Span(0, 100)) == 9
    assert found.left_in(Span(20, 30)) == 0
    assert found.left_in(Span(15, 35)) == 2


def test_a_text_without_sentences_is_looked_at() -> None:
    assert coverage([], []).looked_at == 0
    assert next_left(Sentences(" \n"), 0, lambda _: []) is None
