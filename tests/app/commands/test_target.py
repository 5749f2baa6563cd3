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
    ClaimTarget,
    NoTarget,
    Sight,
    Target,
    UnseenTarget,
    Verb,
    WordsTarget,
    target,
)
from annotator.kernel.positions import Span

SPAN = Span(4, 9)
WORDS, A, B, BOTH = (
    WordsTarget(SPAN),
    ClaimTarget(("a",)),
    ClaimTarget(("b",)),
    ClaimTarget(("a", "b")),
)
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
ONE_ONLY = NoTarget("2 claims are chosen. Choose one of them for this.")
VERBS = (MARK, TAG, CLAIMS, CLAIM, WRITE, PLACE, REMOVE)
TABLE: tuple[tuple[Sight, tuple[Target, ...]], ...] = (
    (FREE, (WORDS, WORDS, *[NoTarget(UNMARKED)] * 3, A, NoTarget(UNMARKED))),
    (WITHIN, (WORDS, WORDS, B, B, B, A, B)),
    (ON_CHOSEN, (WORDS, WORDS, A, A, A, A, A)),
    (ON_TWO, (WORDS, WORDS, *[NoTarget(AMBIGUOUS)] * 3, A, NoTarget(AMBIGUOUS))),
    (
        FAR_WORDS,
        (UnseenTarget(WORDS), UnseenTarget(WORDS), *[UnseenTarget(B)] * 3, A, UnseenTarget(B)),
    ),
    (SEVERAL, (NoTarget(NO_WORDS), BOTH, BOTH, ONE_ONLY, ONE_ONLY, B, BOTH)),
    (CHOSEN, (NoTarget(NO_WORDS), A, A, A, A, A, A)),
    (AT_OTHER, (NoTarget(NO_WORDS), A, A, A, A, A, A)),
    (
        FAR,
        (
            NoTarget(NO_WORDS),
            UnseenTarget(A),
            UnseenTarget(A),
            UnseenTarget(A),
            A,
            A,
            UnseenTarget(A),
        ),
    ),
    (FAR_AT_OTHER, (NoTarget(NO_WORDS), B, B, B, B, A, B)),
    (FAR_AT_CARET, (NoTarget(NO_WORDS), A, A, A, A, A, A)),
    (AT_CARET, (NoTarget(NO_WORDS), B, B, B, B, NoTarget(NO_CLAIM), B)),
    (IN_LIST, (NoTarget(NO_WORDS), A, A, A, A, A, NoTarget(IN_OTHER_LIST))),
    (EMPTY, (NoTarget(NO_WORDS), *[NoTarget(NO_CLAIM)] * 6)),
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
