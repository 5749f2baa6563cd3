"""What a selection grows to and shrinks to."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.kernel.positions import Span
from annotator.kernel.sentences import Sentences, Units
from tests.kernel.texts import canonical_texts

TEXT = (
    "It rose. The harbour was dredged in 1987, the council says – and closed.\n\n"
    "قالت، نعم. 市长说，是。"
)
UNITS = Units(TEXT, Sentences(TEXT, "en"))


def grown(start: int, end: int) -> list[str]:
    """All that a stretch grows to, one after the other."""
    found = []
    while (span := UNITS.grown(start, end)) is not None:
        start, end = span.start, span.end
        found.append(span.of(TEXT))
    return found


def test_a_caret_grows_to_word_clause_sentence_and_paragraph() -> None:
    caret = TEXT.index("dredged") + 2
    assert grown(caret, caret) == [
        "dredged",
        "The harbour was dredged in 1987",
        "The harbour was dredged in 1987, the council says – and closed.",
        "It rose. The harbour was dredged in 1987, the council says – and closed.",
    ]


def test_a_selection_across_clauses_grows_to_all_of_them() -> None:
    start, end = TEXT.index("1987"), TEXT.index("council") + 3
    assert grown(start, end)[:2] == [
        "1987, the council",
        "The harbour was dredged in 1987, the council says",
    ]


def test_clauses_are_known_in_other_scripts() -> None:
    start = TEXT.index("قالت")
    assert grown(start, start)[:2] == ["قالت", "قالت، نعم."]
    start = TEXT.index("是")
    assert grown(start, start)[1] == "是。"


def test_a_caret_behind_a_word_grows_to_it() -> None:
    caret = TEXT.index(" dredged")
    assert grown(caret, caret)[0] == "was"


def test_a_caret_on_an_empty_line_grows_to_what_comes() -> None:
    caret = TEXT.index("\n\n") + 1
    assert grown(caret, caret)[0] == "قالت"


def test_a_paragraph_shrinks_to_its_first_words() -> None:
    span, found = Span(0, TEXT.index("\n")), []
    while (smaller := UNITS.shrunk(span)) is not None:
        found.append(smaller.of(TEXT))
        span = smaller
    assert found == ["It rose.", "It"]


def test_nothing_grows_where_there_is_nothing() -> None:
    units = Units(" \n", Sentences(" \n"))
    assert units.grown(0, 0) is None
    assert units.shrunk(Span(0, 2)) is None


@given(canonical_texts, st.data())
def test_growing_and_shrinking_come_to_an_end(text: str, data: st.DataObject) -> None:
    units = Units(text, Sentences(text))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    while (larger := units.grown(start, end)) is not None:
        if words := text[start:end].strip():
            assert words in larger.of(text)
            assert len(larger) > len(words)
        start, end = larger.start, larger.end
    if start < end:
        span = Span(start, end)
        while (smaller := units.shrunk(span)) is not None:
            assert len(smaller) < len(span)
            assert span.start <= smaller.start < smaller.end <= span.end
            span = smaller
