"""Other programs' annotations in an article: at their words, or nowhere, with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange.anchoring.anchorer import Anchored, Anchorer, Orphan, place
from annotator.exchange.anchoring.offset_detection import UnitFound, unit_of
from annotator.exchange.anchoring.offset_units import OffsetConvention, OffsetUnit
from annotator.exchange.model import ImportedAnnotation
from annotator.kernel.canonical_text import canonical
from annotator.kernel.positions import Span, visible_part
from tests.exchange.anchoring.foreign_texts import (
    ARTICLE,
    QUOTES,
    SPANS,
    UTF16,
    countings,
    pair,
    raw_texts,
)
from tests.kernel.texts import moderate, texts

CODE_POINTS, UTF16_UNITS = (
    OffsetConvention(OffsetUnit.CODE_POINTS),
    OffsetConvention(OffsetUnit.UTF16),
)
TWICE = "Rents rose by 4 %. Wages fell by 2 %. Then rents rose by 4 %."


def at(
    *offsets: tuple[int, int], quote: str = "", prefix: str = "", suffix: str = "", own: str = ""
) -> ImportedAnnotation:
    return ImportedAnnotation(
        "here", text_key=own, offsets=offsets, quote=quote, prefix=prefix, suffix=suffix
    )


def spans(
    text: str, annotation: ImportedAnnotation, counting: OffsetConvention | None = None
) -> list[str]:
    found = place(text, annotation, counting)
    assert isinstance(found, Anchored), found
    return [span.of(text) for span in found.spans]


def why(text: str, annotation: ImportedAnnotation, counting: OffsetConvention | None = None) -> str:
    found = place(text, annotation, counting)
    assert isinstance(found, Orphan), found
    return found.why


@pytest.mark.parametrize(("span", "offsets", "quote"), [*zip(SPANS, UTF16, QUOTES, strict=True)])
def test_words_stand_where_the_file_counts_them(
    span: Span, offsets: tuple[int, int], quote: str
) -> None:
    assert place(ARTICLE, at(offsets, quote=quote, own="a"), UTF16_UNITS) == Anchored((span,))
    assert place(ARTICLE, at(quote=quote)) == Anchored((span,), by_quote=True)


def test_a_text_with_other_line_ends_is_the_same_text() -> None:
    raw = "\ufeffRents rose.\r\nWages fell."
    placer = Anchorer(canonical(raw), raw)
    assert placer.place(at((12, 17), own="a"), CODE_POINTS) == Anchored((Span(12, 17),))
    found = placer.place(at((13, 18), own="a"), OffsetConvention(OffsetUnit.CODE_POINTS_CRLF))
    assert found == Anchored((Span(12, 17),))


def test_words_of_the_files_own_text_are_found_in_another_version() -> None:
    own = "Rents rose by 4 %. Wages fell."
    placer = Anchorer("A headline.\n\n" + TWICE, own)
    there = at((0, 17), own="a")
    assert placer.place(there, CODE_POINTS) == Anchored((Span(13, 30),), by_quote=True)


def test_what_is_no_longer_in_another_version_is_not_placed() -> None:
    placer = Anchorer("Rents rose by 7 %.", "Rents rose by 4 %.")
    found = placer.place(at((0, 17), own="a"), CODE_POINTS)
    why = "The words “Rents rose by 4 %” are not in the article."
    assert found == Orphan(why, is_absent=True)


def test_a_quote_goes_before_a_position_on_another_page() -> None:
    assert spans(TWICE, at((0, 5), quote="Wages fell"), CODE_POINTS) == ["Wages fell"]


def test_a_quote_goes_before_a_position_that_has_the_same_words_in_another_context() -> None:
    annotation = at((6, 17), quote="rose by 4 %", prefix="Then rents ", suffix=".")
    assert place(TWICE, annotation, CODE_POINTS) == Anchored((Span(49, 60),), by_quote=True)


def test_a_position_chooses_between_equal_words_where_nothing_else_does() -> None:
    assert place(TWICE, at((49, 60), quote="rose by 4 %"), CODE_POINTS) == Anchored((Span(49, 60),))


def test_words_that_contradict_their_own_text_are_not_looked_for_elsewhere() -> None:
    said = why(TWICE, at((0, 5), quote="Wages fell", own="a"), CODE_POINTS)
    assert said == "The words “Wages fell” are not where its file says."


@pytest.mark.parametrize(
    ("prefix", "suffix", "start"),
    [
        ("Then rents ", "", 49),
        ("Then  rents\n", "", 49),
        ("rents ", ".", 49),
        ("Rents ", " Wages fell", 6),
        ("", ". Wages", 6),
        ("… by 3 %. Then rents ", ". And so on", 49),
    ],
)
def test_the_context_tells_which_of_the_same_words_are_meant(
    prefix: str, suffix: str, start: int
) -> None:
    annotation = at(quote="rose by 4 %", prefix=prefix, suffix=suffix)
    assert place(TWICE, annotation) == Anchored((Span(start, start + 11),), by_quote=True)


@pytest.mark.parametrize(
    ("prefix", "suffix"),
    [("", ""), ("", "."), ("ents ", "."), ("Then rents ", ". Wages fell"), ("Costs ", "!")],
)
def test_where_nothing_clear_tells_which_words_are_meant_none_is_taken(
    prefix: str, suffix: str
) -> None:
    said = why(TWICE, at(quote="rose by 4 %", prefix=prefix, suffix=suffix))
    assert said == (
        "The words “rose by 4 %” are in the article 2 times, "
        "and the file does not say which is meant."
    )


def test_words_with_another_kind_of_space_are_as_good_as_those_with_the_same() -> None:
    text = "Rents rose by 7\u00a0% in May. Wages rose by 7 % in June."
    found = place(text, at(quote="7 %", prefix="Rents rose by "))
    assert found == Anchored((Span(14, 17),), loosely=True, by_quote=True)
    assert "are in the article 2 times" in why(text, at(quote="7 %"))


@pytest.mark.parametrize("text", ["It rose by 17 %.", "It rose by 1.7 %.", "It rose by 1,7 %."])
def test_a_part_of_a_number_is_another_number(text: str) -> None:
    assert "are not" in why(text, at(quote="7 %"))
    assert "are not" in why(text, at(quote="7 %", prefix="It rose by ", suffix="."))
    assert "are not" in why("In 2024 it rose.", at(quote="202"))
    assert spans(text, at(quote="7 %", prefix=text[: text.index("7")])) == ["7 %"]


def test_few_words_in_another_context_are_not_taken_for_the_same() -> None:
    text = "Nobody asked whether costs fell."
    assert why(text, at(quote="fell", prefix="Wages, he said, ", suffix=" in May")) == (
        "The words “fell” are in the article only once, "
        "and the words around them are not those that the file quotes."
    )
    assert spans(text, at(quote="fell", prefix="that costs ")) == ["fell"]
    assert spans(text, at(quote="asked whether costs fell", prefix="He ")) == [
        "asked whether costs fell"
    ]


def test_whole_words_go_before_the_same_letters_inside_of_others() -> None:
    assert place("The party was a work of art.", at(quote="art")) == Anchored(
        (Span(24, 27),), by_quote=True
    )


@pytest.mark.parametrize(
    ("text", "quote", "words"),
    [
        ("It rose\nby  4\u00a0% in May.", "rose by 4 %", "rose\nby  4\u00a0%"),
        ("The unem\u00adployment rose.", "unemployment rose", "unem\u00adployment rose"),
        ("In a cafe\u0301 there.", "café there", "cafe\u0301 there"),
        ("In a café there.", "cafe\u0301 there", "café there"),
        ("It rose. ", "  rose.  ", "rose."),
        ("\n\n It\u2003 rose.", "It rose", "It\u2003 rose"),
        ("It rose by “4 %”.", 'rose by "4 %"', "rose by “4 %”"),
        ("In 1990–91 it rose.", "1990-91 it", "1990–91 it"),
        ("It rose by 4 %.", "Rose By 4 %", "rose by 4 %"),
        ("In a café there.", "In a cafe there", "In a café there"),
        ("Die Straße ist lang.", "STRASSE IST", "Straße ist"),
    ],
)
def test_words_laid_out_otherwise_are_found_and_told_to_be(
    text: str, quote: str, words: str
) -> None:
    found = place(text, at(quote=quote))
    assert isinstance(found, Anchored)
    assert found.loosely
    assert [span.of(text) for span in found.spans] == [words]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("US units help us.", 0),
        ("It helps us; US units, us.", 13),
        ("The cafe\u0301, a café, the US.", 23),
    ],
)
def test_the_very_letters_go_before_other_cases(text: str, start: int) -> None:
    assert place(text, at(quote="US")) == Anchored((Span(start, start + 2),), by_quote=True)


def test_the_very_accents_go_before_others() -> None:
    text = "A resume, a re\u0301sume\u0301, a Résumé."
    assert spans(text, at(quote="résumé")) == ["re\u0301sume\u0301"]
    assert spans(text, at(quote="Resumé")) == ["Résumé"]


@pytest.mark.parametrize("quote", ["rose by 5 %", "rose by 4%", "rose by 4 °"])
def test_other_words_are_not_taken_for_the_same(quote: str) -> None:
    assert why("It rose by 4 %.", at(quote=quote)).endswith("are not in the article.")


def test_pieces_are_each_placed_and_never_what_is_between() -> None:
    text = "Rents, he said, rose by 4 %."
    annotation = at((0, 5), (16, 20), quote="Rents rose", own="a")
    assert spans(text, annotation, CODE_POINTS) == ["Rents", "rose"]
    wrong = at((0, 5), (16, 20), quote="Rents fell", own="a")
    assert "are not where" in why(text, wrong, CODE_POINTS)
    assert "2 pieces" in why(text, at((1, 5), (9, 10), quote="Rents rose"), CODE_POINTS)


def test_pieces_in_another_version_are_each_found() -> None:
    placer = Anchorer("Today rents, he said, rose again.", "rents, he said, rose again")
    found = placer.place(at((0, 5), (16, 20), quote="rents rose", own="a"), CODE_POINTS)
    assert found == Anchored((Span(6, 11), Span(22, 26)), by_quote=True)


def test_what_splits_words_or_signs_stays_as_given_and_is_told() -> None:
    assert place("Rents rose", at((2, 5), own="a"), CODE_POINTS) == Anchored(
        (Span(2, 5),), splits_words=True
    )
    found = place("👩🏽‍⚕️ nurses", at((0, 2), own="a"), CODE_POINTS)
    assert isinstance(found, Anchored)
    assert found.spans == (Span(0, 2),)
    assert found.splits_signs


@pytest.mark.parametrize("quote", ["", "Rents"])
def test_what_covers_nothing_is_not_placed(quote: str) -> None:
    said = why(TWICE, at((4, 4), quote=quote, own="a"), CODE_POINTS)
    assert said == "It covers no words: it starts where it ends."


@pytest.mark.parametrize(
    ("annotation", "counting", "said"),
    [
        (at(), None, "It names no words of the article."),
        (at((0, 5)), None, "how its file counts is not known"),
        (at((0, 5000)), CODE_POINTS, "is not in this text"),
        (at((0, 5000), own="a"), CODE_POINTS, "beyond the end of its text"),
        (at((1, 13), own="a"), UTF16_UNITS, "inside a character"),
        (at(quote=" \n"), None, "only white space"),
        (at(quote="no such words " * 9), None, "no…” are not"),
    ],
)
def test_every_reason_is_a_sentence(
    annotation: ImportedAnnotation, counting: OffsetConvention | None, said: str
) -> None:
    found = why("Jobs report 📈\n", annotation, counting)
    assert said in found
    assert found[0].isupper()
    assert found.endswith(".")


def test_words_that_stand_everywhere_are_not_gone_through_for_ever() -> None:
    assert "at least 1000 times" in why("a " * 5000, at(quote="a", prefix=" a "))


def test_overlapping_labels_on_the_same_words_are_each_placed() -> None:
    placer = Anchorer(TWICE)
    same = [placer.place(at((0, 17), own="a"), CODE_POINTS) for _ in range(3)]
    assert same == [Anchored((Span(0, 17),))] * 3
    assert placer.place(at((6, 25), own="a"), CODE_POINTS) == Anchored(
        (Span(6, 25),), splits_words=False
    )


@moderate
@given(raw_texts, countings, st.data())
def test_whatever_is_placed_is_where_it_was(
    raw: str, counting: OffsetConvention, data: st.DataObject
) -> None:
    text = canonical(raw)
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    offsets = pair(raw, span, counting)
    quote = data.draw(st.sampled_from([span.of(text), ""]))
    told = at(*([offsets] if offsets else []), quote=quote, own="a")
    unit = unit_of(raw, [told])
    if quote and isinstance(unit, UnitFound):
        found = Anchorer(text, raw).place(told, unit.counting)
        if offsets and visible_part(text, span) is None:
            assert isinstance(found, Orphan)
            assert "white space or invisible" in found.why
        elif offsets:
            assert isinstance(found, Anchored)
            assert found.spans == (span,)
            assert not found.by_quote


@moderate
@given(texts.map(canonical).filter(bool), st.data())
def test_words_with_all_that_is_around_them_are_found_or_not_unique(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote, prefix, suffix = text[start:end], text[:start], text[end:]
    found = place(text, at(quote=quote, prefix=prefix, suffix=suffix))
    if isinstance(found, Anchored):
        assert found.spans == (Span(start, end),)
    else:
        assert "times" in found.why or "white space" in found.why


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("Rents fell.\n\nThen came rain.", "fell.Then came", "fell.\n\nThen came"),
        ("Rents fell.\n• Then.\n  • Rain.", "fell.Then.Rain", "fell.\n• Then.\n  • Rain"),
        ("So:\n1. Rents fell.\n2. Rain.", "Rents fell.Rain.", "Rents fell.\n2. Rain."),
        ("1. Rents fell.\n\n2. Rain.", "fell.2. Rain.", "fell.\n\n2. Rain."),
        ("a) Rents.\nb) Rain.\nc) Snow.", "Rents.Rain.Snow", "Rents.\nb) Rain.\nc) Snow"),
        ("2024 | 1200\n2025 | 1450", "120020251450", "1200\n2025 | 1450"),
        ("2024 | | 1200", "2024\n1200", "2024 | | 1200"),
        ("„Rents“ fell.\n\nThen.", '"Rents" fell.Then', "„Rents“ fell.\n\nThen"),
    ],
)
def test_words_of_pages_without_spaces_between_blocks_are_found(
    text: str, quote: str, found: str
) -> None:
    placed = place(text, at(quote=quote))
    assert isinstance(placed, Anchored)
    assert [span.of(text) for span in placed.spans] == [found]
    assert placed.loosely


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("He has no table.", "notable"),
        ("Rents fell.\n\nRents. Then came rain.", "fell.Then came"),
        ("Rents fell.\n\nThen came rain.", "fell.Th en came"),
        ("It was 7.\n\nThen 3.", "It was 7.3."),
    ],
)
def test_no_space_within_a_block_is_passed_over(text: str, quote: str) -> None:
    assert isinstance(place(text, at(quote=quote)), Orphan)


def test_equal_words_are_told_apart_by_a_context_without_spaces_between_blocks() -> None:
    text = "• Wages rose.\n• The union said so.\n\nRain fell.\n\nThe union said so.\n\nSnow."
    first = at(quote="The union said so.", prefix="Wages rose.", suffix="Rain fell.The")
    second = at(quote="The union said so.", prefix="so.Rain fell.", suffix="Snow.")
    for quoted, start in ((first, 16), (second, 48)):
        assert place(text, quoted) == Anchored((Span(start, start + 18),), by_quote=True)


def test_a_text_made_of_what_is_sought_is_not_searched_to_its_end() -> None:
    text = "a " * 200_000
    assert isinstance(place(text, at(quote="aa" * 500)), Orphan)
    assert isinstance(place(" " * 200_000 + "a\n", at(quote="b")), Orphan)
