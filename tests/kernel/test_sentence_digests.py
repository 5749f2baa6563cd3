"""The sentences of a place in short: as in the whole text, and other for every other sentence."""

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.kernel.positions import Span
from annotator.kernel.sentence_digests import SentenceDigests, digest_in
from annotator.kernel.sentence_units import SentenceUnits

PARTS = st.sampled_from(
    [
        *("The tower is 300 m high.", "It is\n300 m.", "The following is wrong:", "Yes.", "Dr."),
        *(
            "• It is 300 m.",
            "City | Height",
            "Berlin | 5 m. In use. | x",
            "塔高300米。",
            "Is it so?",
        ),
        *("“It is safe.” Smith said.", "SMITH: It is safe. It was tested.", "a line", "البرج عال."),
    ]
)
GAPS = st.sampled_from(["\n\n", "\n", " ", "\n \n\n"])


@given(st.lists(st.tuples(PARTS, GAPS), min_size=1, max_size=10), st.data())
@settings(max_examples=300, deadline=None)
def test_a_place_has_the_digest_that_it_has_in_the_whole_text(
    parts: list[tuple[str, str]], data: st.DataObject
) -> None:
    text = "".join(part + gap for part, gap in parts)
    start = data.draw(st.integers(0, len(text) - 1))
    place = Span(start, data.draw(st.integers(start + 1, len(text))))
    assert SentenceDigests(text, "en").of(place) == digest_in(SentenceUnits(text, "en"), place)


def test_many_places_of_a_text_have_the_digests_that_each_has_alone() -> None:
    text = "\n".join(f"The tower is {n} m high, they say, and so it is." for n in range(300))
    digests = SentenceDigests(text, "en")
    for start in range(0, len(text) - 5, 20):
        place = Span(start, start + 5)
        assert digests.of(place) == SentenceDigests(text, "en").of(place)


def digest(text: str, words: str, occurrence: int = 1) -> str:
    start = -1
    for _ in range(occurrence):
        start = text.index(words, start + 1)
    return SentenceDigests(text, "en").of(Span(start, start + len(words)))


def test_the_digest_is_that_of_the_sentence_and_the_place_in_it() -> None:
    one = digest("Rain came. The tower is 300 m high. It is old.", "300 m")
    assert digest("The tower is\n300\u00a0m high. It is new.", "300\u00a0m") == one
    assert digest("The mast is 300 m high. It is old.", "300 m") != one
    assert digest("The tower is not 300 m high. It is old.", "300 m") != one
    assert digest("The tower is 300 m high, and so it is.", "300 m") != one


def test_signs_before_the_first_letter_of_a_place_make_no_difference() -> None:
    text = "He said: “It fell by 5 %, and rose by 5 %.”"
    assert digest(text, "“It fell") == digest(text, "It fell")


def test_the_same_words_elsewhere_in_a_sentence_are_another_place() -> None:
    text = "It fell by 5 %, and rose by 5 %."
    assert digest(text, "5 %") != digest(text, "5 %", 2)
