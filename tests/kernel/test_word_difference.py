"""Two texts side by side: every word of both is told, and the words that differ are marked."""

import time

from hypothesis import given
from hypothesis import strategies as st

from annotator.kernel.word_difference import compare_words

_WORDS = st.lists(st.sampled_from(["did", "not", "rise", "rose", "in", "May", "日本", "e\u0301"]))
_TEXTS = st.tuples(_WORDS, st.sampled_from([" ", ", "])).map(lambda pair: pair[1].join(pair[0]))


@given(_TEXTS, _TEXTS)
def test_the_marks_are_the_difference(before: str, now: str) -> None:
    found = compare_words(before, now)
    kept = [
        "".join(words for words, differs in line.stretches if not differs)
        for line in (found.before, found.now)
    ]
    assert kept[0].split() == kept[1].split()
    assert (before.split() == now.split()) == (not (found.before.marks or found.now.marks))
    if max(len(before), len(now)) < 60:
        assert (found.before.words, found.now.words) == (before, now)


def test_a_word_that_was_left_out_is_marked() -> None:
    found = compare_words("The river did not rise in May", "The river rise in May")
    assert found.before.marked == ("did not",)
    assert found.now.marked == ()


def test_a_phrase_that_changed_is_marked_as_one() -> None:
    found = compare_words("It did not rise", "It went far up")
    assert found.before.marked == ("did not rise",)
    assert found.now.marked == ("went far up",)


def test_a_lengthened_passage_says_what_was_added() -> None:
    found = compare_words("The dam was finished in 1962", "The dam was finished in 1962 at last")
    assert found.before.marked == ()
    assert found.now.marked == ("at last",)


def test_words_far_from_the_difference_are_shortened() -> None:
    long = " ".join(f"word{n}" for n in range(100))
    found = compare_words(f"{long} not {long}", f"{long} {long}")
    told = found.before.words
    assert len(told) < 200
    assert (told[0], told[-1]) == ("…", "…")
    assert " not " in told
    assert found.before.marked == ("not",)


def test_two_long_texts_are_compared_at_once() -> None:
    one, other = " ".join(map(str, range(20_000))), " ".join(map(str, range(20_000, 0, -1)))
    begun = time.perf_counter()
    found = compare_words(one, other)
    assert time.perf_counter() - begun < 1
    assert len(found.before.words) < 1000
