"""The rule by which a command finds what it acts on, as a table: no window is needed for it."""

import pytest

from annotator.app.commands.target import (
    AMBIGUOUS,
    CLAIM,
    CLAIMS,
    IN_OTHER_LIST,
    MARK,
    NO_CLAIM,
    NO_WORDS,
    PLACE,
    REMOVE,
    TAG,
    UNMARKED,
    WRITE,
    Claims,
    Nothing,
    Sight,
    Target,
    Unseen,
    Verb,
    Words,
    target,
)
from annotator.kernel.positions import Span

SPAN = Span(4, 9)
WORDS, A, B, BOTH = Words(SPAN), Claims(("a",)), Claims(("b",)), Claims(("a", "b"))
FREE = Sight(SPAN, chosen="a")
WITHIN = Sight(SPAN, in_words=("b",), chosen="a")
ON_CHOSEN = Sight(SPAN, in_words=("b", "a"), chosen="a")
ON_TWO = Sight(SPAN, in_words=("b", "c"), chosen="a")
FAR_WORDS = Sight(SPAN, words_in_view=False, in_words=("b",), chosen="a")
SEVERAL = Sight(several=("a", "b"), chosen="b")
CHOSEN = Sight(chosen="a")
AT_OTHER = Sight(chosen="a", at_caret=("b",))
FAR = Sight(chosen="a", chosen_in_view=False)
FAR_AT_OTHER = Sight(chosen="a", chosen_in_view=False, at_caret=("b", "c"))
FAR_AT_CARET = Sight(chosen="a", chosen_in_view=False, at_caret=("c", "a"))
AT_CARET = Sight(at_caret=("b",))
IN_LIST = Sight(chosen="a", in_list=True)
EMPTY = Sight()
ONE_ONLY = Nothing("2 claims are chosen. Choose one of them for this.")
VERBS = (MARK, TAG, CLAIMS, CLAIM, WRITE, PLACE, REMOVE)
TABLE: tuple[tuple[Sight, tuple[Target, ...]], ...] = (
    (FREE, (WORDS, WORDS, *[Nothing(UNMARKED)] * 3, A, Nothing(UNMARKED))),
    (WITHIN, (WORDS, WORDS, B, B, B, A, B)),
    (ON_CHOSEN, (WORDS, WORDS, A, A, A, A, A)),
    (ON_TWO, (WORDS, WORDS, *[Nothing(AMBIGUOUS)] * 3, A, Nothing(AMBIGUOUS))),
    (FAR_WORDS, (Unseen(WORDS), Unseen(WORDS), *[Unseen(B)] * 3, A, Unseen(B))),
    (SEVERAL, (Nothing(NO_WORDS), BOTH, BOTH, ONE_ONLY, ONE_ONLY, B, BOTH)),
    (CHOSEN, (Nothing(NO_WORDS), A, A, A, A, A, A)),
    (AT_OTHER, (Nothing(NO_WORDS), A, A, A, A, A, A)),
    (FAR, (Nothing(NO_WORDS), Unseen(A), Unseen(A), Unseen(A), A, A, Unseen(A))),
    (FAR_AT_OTHER, (Nothing(NO_WORDS), B, B, B, B, A, B)),
    (FAR_AT_CARET, (Nothing(NO_WORDS), A, A, A, A, A, A)),
    (AT_CARET, (Nothing(NO_WORDS), B, B, B, B, Nothing(NO_CLAIM), B)),
    (IN_LIST, (Nothing(NO_WORDS), A, A, A, A, A, Nothing(IN_OTHER_LIST))),
    (EMPTY, (Nothing(NO_WORDS), *[Nothing(NO_CLAIM)] * 6)),
)


@pytest.mark.parametrize(
    ("sight", "verb", "expected"),
    [
        (sight, verb, expected)
        for sight, row in TABLE
        for verb, expected in zip(VERBS, row, strict=True)
    ],
)
def test_a_command_acts_on_what_is_visibly_chosen(
    sight: Sight, verb: Verb, expected: Target
) -> None:
    assert target(sight, verb) == expected
