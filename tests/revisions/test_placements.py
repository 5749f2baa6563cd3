"""The places of claims in a new text: none is carried into another sentence without a question."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.kernel.errors import Cancelled
from annotator.kernel.positions import Span
from annotator.kernel.sentence_units import SentenceUnits, same_reading
from annotator.revisions.model import Placing
from annotator.revisions.placements import Placement, place_claims
from tests.revisions import newsroom
from tests.revisions.edits import EDITS, SCRIPTS, Draft, make_draft, measured


def placed(old: str, new: str, words: str, language: str = "en") -> Placement:
    start = old.index(words)
    place = Span(start, start + len(words))
    units = SentenceUnits(old, language), SentenceUnits(new, language)
    (found,) = place_claims(*units, [place])
    return found


OTHER = "The council met on Tuesday. It was a long day for all of them."


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("The tower is 300 m high.", "The mast is 300 m high.", "300 m"),
        ("The tower is 300 m high.", "The tower is not 300 m high.", "300 m"),
        ("The tower is 300 m high.", "It is false that the tower is 300 m high.", "300 m"),
        ("It is 300 m high, says Lind.", "It is 300 m high, denies Lind.", "300 m"),
        ("It is −5 °C.", "It is 5 °C.", "°C"),
        ("It rose by 5 %.", "It rose by 5.", "rose"),
        ("Is it 300 m high?", "It is 300 m high.", "300 m"),
        ("می‌خواهم برود.", "میخواهم برود.", "برود"),
        ("The church of St. Mary is open.", "The church of St. Mary is not open.", "church"),
        ("The tower is\n300 m high.", "The tower is not\n300 m high.", "300 m"),
        ("“It is safe.” Smith said.", "“It is safe.” Jones said.", "safe"),
        ("Wrong:\n\n• It is 300 m high.", "Right:\n\n• It is 300 m high.", "300 m"),
        ("City | 2023\nRome | 300", "City | 2024\nRome | 300", "300"),
        ("Is it new?\n\nYes.", "Is it old?\n\nYes.", "Yes"),
        ("Lind: “It is so. It is 300 m high.”", "Osei: “It is so. It is 300 m high.”", "300 m"),
        ("高さは300mだ。", "高さは300mではない。", "300"),
        ("ارتفاعه 300 متر.", "ليس ارتفاعه 300 متر.", "300"),
    ],
)
def test_a_sentence_that_reads_otherwise_is_asked_about(old: str, new: str, words: str) -> None:
    for around in ("{}", f"{OTHER}\n\n{{}}\n\n{OTHER[::-1]}"):
        found = placed(around.format(old), around.format(new), words, "")
        assert found.placing is Placing.SENTENCE_CHANGED
        assert found.proposals[0].of(around.format(new)) == words


@pytest.mark.parametrize(
    ("old", "new", "words", "now"),
    [
        ("The tower is 300 m high.", "The tower is 350 m high.", "300 m", "350 m"),
        ("The tower is 300 m high.", "The tower is 300 km high.", "300 m", "300 km"),
        ("It is 300 m high.", "It is 300m high.", "300 m high", "300m high"),
        ("It is very high.", "It is high.", "very high", "high"),
        (
            "In 2019 it fell. It rose later.",
            "In 2019 it fell, and it rose later.",
            "fell. It",
            None,
        ),
    ],
)
def test_words_that_differ_are_changed(old: str, new: str, words: str, now: str | None) -> None:
    found = placed(old, new, words)
    assert found.placing is Placing.CHANGED
    if now is not None:
        assert found.proposals[0].of(new) == now


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It is 300 m high. " + OTHER, "It is\u00a0300\nm high. " + OTHER),
        ("It is 300 m high.\n\n" + OTHER, OTHER + "\n\nIt is 300 m high."),
        ("• It is 300 m high.", "\u2060• It is 300 m hi\u00adgh."),
    ],
)
def test_a_sentence_that_reads_as_before_is_carried_over(old: str, new: str) -> None:
    found = placed(old, new, "300 m")
    assert found.placing is Placing.SAME
    assert same_reading(found.proposals[0].of(new)) == "300 m"


def test_a_sentence_that_moved_is_said_to_have_moved() -> None:
    first, second = "The tower is 300 m high today.", "The bridge was closed for nineteen days."
    text = f"{OTHER}\n\n{first}\n\n{second}"
    assert placed(text, f"{first}\n\n{OTHER}\n\n{second}", "300 m").moved
    assert not placed(text, f"{first}\n\n{OTHER}\n\n{second}", "nineteen").moved


def test_a_copy_is_not_taken_for_the_sentence() -> None:
    first, second = "Lind was charged in spring.", "Osei was charged in autumn."
    old = f"{first} He denies it. {second} She left."
    cut = f"{second} He denies it. She left."
    assert placed(old, cut, "denies").placing is Placing.AMBIGUOUS
    twice = f"{first} He denies it. {second} He denies it. She left."
    found = placed(old, twice, "denies")
    assert (found.placing, found.proposals[0].start) == (Placing.SAME, old.index("denies"))
    # both are there, and each has another before it
    swapped = placed(twice, f"{second} He denies it. {first} He denies it. She left.", "denies")
    assert swapped.placing is not Placing.SAME or swapped.proposals[0].start > len(first)


def test_a_copy_at_the_end_of_another_paragraph_is_not_taken_for_a_paragraph() -> None:
    copy = "The roads office was not available for comment on Wednesday."
    old = f"{copy}\n\n{OTHER}\n\nThe bridge was closed for nineteen days.\n\n{copy}"
    new = f"It is all new.\n\n{copy}\n\n{OTHER} It was so for days. {copy}"
    start = old.rindex("comment")
    units = SentenceUnits(old, "en"), SentenceUnits(new, "en")
    (found,) = place_claims(*units, [Span(start, start + 7)])
    assert found.placing is Placing.AMBIGUOUS


def test_a_sentence_that_is_cut_is_gone() -> None:
    text = f"{OTHER}\n\nThe tower is 300 m high.\n\nThe bridge was closed for nineteen days."
    found = placed(text, text.replace("The tower is 300 m high.\n\n", ""), "300 m")
    assert found == Placement(found.old, Placing.GONE)


def test_halves_of_a_sentence_keep_their_words() -> None:
    old = "The bridge was opened in 1974 and carries about 38,000 vehicles a day."
    new = "The bridge was opened in 1974. It carries about 38,000 vehicles a day."
    for words in ("opened in 1974", "38,000 vehicles"):
        found = placed(old, new, words)
        assert (found.placing, found.proposals[0].of(new)) == (Placing.SENTENCE_CHANGED, words)


def test_a_paragraph_that_moved_and_changed_is_found() -> None:
    moved = "The toll brought in 29.4 million euros last year, less than before."
    old = f"{moved}\n\n{OTHER}\n\nThe bridge was closed for nineteen days."
    new = f"{OTHER}\n\nThe bridge was closed for nineteen days.\n\n{moved.replace('29.4', '29.8')}"
    found = placed(old, new, "29.4 million")
    assert (found.placing, found.moved) == (Placing.CHANGED, True)
    assert found.proposals[0].of(new) == "29.8 million"


def test_empty_texts_have_no_places() -> None:
    empty, some = SentenceUnits(""), SentenceUnits("It is so.")
    assert place_claims(empty, some, []) == []
    assert place_claims(some, empty, [Span(0, 2)]) == [Placement(Span(0, 2), Placing.GONE)]


def test_the_work_can_be_stopped() -> None:
    units = SentenceUnits("It is so.")

    def stop(_done: int, _of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        place_claims(units, units, [Span(0, 2)], stop)


@st.composite
def drafts(draw: st.DrawFn) -> tuple[str, str]:
    """A text in a script, with sentences that stand several times, and the text edited."""
    random = Random(draw(st.integers(0, 2**32)))
    script = draw(st.sampled_from(SCRIPTS))
    before = make_draft(random, script, is_doubled=draw(st.booleans()))
    after = Draft(script, [list(one) for one in before.paragraphs])
    for edit in draw(st.lists(st.sampled_from(EDITS), max_size=12)):
        edit(random, after)
    return before.written()[0], after.written()[0]


def _all_places(text: str) -> list[Span]:
    return [Span(at, min(at + 7, len(text))) for at in range(0, len(text), 5)]


@given(drafts())
@settings(max_examples=100, deadline=None)
def test_no_place_is_carried_into_a_sentence_that_reads_otherwise(pair: tuple[str, str]) -> None:
    old, new = SentenceUnits(pair[0], "xx"), SentenceUnits(pair[1], "xx")
    for one in place_claims(old, new, _all_places(old.text)):
        if one.placing is not Placing.SAME:
            continue
        (place,) = one.proposals
        assert "".join(place.of(new.text).split()) == "".join(one.old.of(old.text).split())
        here, there = old.touched(one.old), new.touched(place)
        assert [old.readings[n] for n in here] == [new.readings[n] for n in there]


@given(drafts(), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_places_makes_no_difference(pair: tuple[str, str], random: Random) -> None:
    old, new = SentenceUnits(pair[0], "xx"), SentenceUnits(pair[1], "xx")
    places = _all_places(old.text)
    found = place_claims(old, new, places)
    shuffled = random.sample(places, len(places))
    assert sorted(place_claims(old, new, shuffled), key=lambda one: one.old.start) == found
    # and each place is told alike when it is asked about alone
    assert place_claims(old, new, places[:1]) == found[:1]


@given(drafts())
@settings(max_examples=50, deadline=None)
def test_a_text_without_changes_keeps_all_its_places(pair: tuple[str, str]) -> None:
    old = SentenceUnits(pair[0], "xx")
    places = [place for place in _all_places(old.text) if place.of(old.text).strip()]
    for one in place_claims(old, SentenceUnits(pair[0], "xx"), places):
        assert (one.placing, one.moved) == (Placing.SAME, False)
        assert one.proposals[0].of(old.text).strip() == one.old.of(old.text).strip()


def test_of_thousands_of_places_none_is_wrong() -> None:
    found = measured(4_000, 1, is_doubled=False)["all"]
    assert found.wrong == 0
    assert found.found_of_certain >= 0.995 * found.certain
    assert found.first >= 0.95 * found.asked
    assert found.said_gone >= 0.9 * found.gone


def test_of_thousands_of_places_in_texts_that_say_much_twice_none_is_wrong() -> None:
    found = measured(4_000, 1, is_doubled=True)["all"]
    assert found.wrong == 0
    assert found.first >= 0.95 * found.asked


def test_in_articles_of_all_kinds_of_blocks_none_is_wrong() -> None:
    for seed, language in enumerate(newsroom.LANGUAGES * 15):
        for one in newsroom.outcomes(Random(seed), language, 1 + seed % 12, 20):
            assert one.wrong == ""
