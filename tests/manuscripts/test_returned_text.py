"""What became of a proposed wording, told from the texts of a file that came home."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.kernel.positions import Span
from annotator.manuscripts.answers import ProposalOutcome, ReturnedText


@pytest.mark.parametrize(
    ("given", "now", "quote", "proposed", "outcome"),
    [
        ("The very old mill.", "The mill.", "very old ", "", ProposalOutcome.ACCEPTED),
        ("A mill stood.", "A mill, now gone, stood.", "mill", "mill, now gone,", "accepted"),
        ("It rose 6 percent.", "It rose 5 percent.", "6 percent", "5 percent", "accepted"),
        ("It rose 6 percent.", "Indeed it rose 6 percent.", "6 percent", "5 percent", "rejected"),
        ("One.\n\nTwo.\n\nSix.", "One.\n\nNew.\n\nTwo.\n\nSeven.", "Six", "Seven", "accepted"),
        ("One.\n\nSix.", "One.", "Six", "Seven", "worded otherwise"),
        ("Six. Six. Six.", "Six. Seven. Six.", "Six", "Seven", "rejected"),
        ("It is the best.", "It is one of the best.", "the best", "one of the best", "accepted"),
        ("It rose at once.", "It rose slowly at once.", "rose", "rose slowly", "accepted"),
        (
            "It rose. Then, no.",
            "It rose. Even then. Then, no.",
            "rose.",
            "rose. Even then.",
            "accepted",
        ),
    ],
)
def test_a_place_is_found_by_what_is_around_it(
    given: str, now: str, quote: str, proposed: str, outcome: str
) -> None:
    start = given.index(quote)
    found = ReturnedText(given, now, now).outcome(Span(start, start + len(quote)), proposed)
    assert found.outcome == outcome


FEW = ("mill", "the", "of", "town", "a")
PARAGRAPHS = st.lists(
    st.lists(st.sampled_from(FEW), min_size=4, max_size=12).map(" ".join),
    min_size=1,
    max_size=4,
    unique=True,
)


@given(PARAGRAPHS, st.data())
def test_what_became_of_a_wording_is_seen_however_often_its_words_stand_there(
    paragraphs: list[str], data: st.DataObject
) -> None:
    text = "\n\n".join(paragraphs)
    at = data.draw(st.integers(0, len(paragraphs) - 1))
    first = sum(len(one) + 2 for one in paragraphs[:at])
    words = paragraphs[at].split()
    begin = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(begin + 1, len(words)))
    start = first + len(" ".join([*words[:begin], ""]))
    span = Span(start, start + len(" ".join(words[begin:end])))
    proposed = " ".join(data.draw(st.lists(st.sampled_from(FEW), max_size=4)))
    assume(proposed != span.of(text))
    changed = f"{text[: span.start]}{proposed}{text[span.end :]}"
    assume(changed.split() != text.split())
    for now, without, outcome in (
        (changed, changed, ProposalOutcome.ACCEPTED),
        (text, text, ProposalOutcome.REJECTED),
        (changed, text, ProposalOutcome.UNDECIDED),
    ):
        assert ReturnedText(text, now, without).outcome(span, proposed).outcome is outcome


@pytest.mark.parametrize(
    ("accepted", "rejected", "outcome"),
    [
        ("It has 46 floors, six of them empty.", "It has 46 floors.", "not decided"),
        ("It has 46 floors, nine of them empty.", "It has 46 floors.", "rejected"),
        ("It has 46 floors, six of them empty.", "It has 46 floors, six", "worded otherwise"),
        ("It has 46 floors, six of them empty.", "It has six of them empty.", "accepted"),
        ("It has 46 floors.", "It has 46 floors.", "worded otherwise"),
    ],
)
def test_a_wording_for_words_that_the_writer_put_in_is_read(
    accepted: str, rejected: str, outcome: str
) -> None:
    given, quote = "It has 46 floors, nine of them empty.", "nine of them empty"
    start = given.index(quote)
    found = ReturnedText(given, accepted, rejected).outcome(
        Span(start, start + len(quote)), "six of them empty"
    )
    assert found.outcome == outcome
