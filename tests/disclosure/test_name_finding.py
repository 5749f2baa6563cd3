"""A name is found however somebody writes it, and nothing else is taken for it."""

import pytest

from annotator.disclosure.confidential_names import NameFinder, numbers_in


def found(name: str, words: str) -> list[str]:
    return [as_written for as_written, _ in NameFinder([(name, "HERON")]).found_in(words)]


@pytest.mark.parametrize(
    ("name", "words", "as_written"),
    [
        ("Anna Sommerfeld", "So ANNA SOMMERFELD told us", "ANNA SOMMERFELD"),
        ("Anna Sommerfeld", "Anna\nSommerfeld’s words", "Anna\nSommerfeld"),
        ("Anna Sommerfeld", "Anna\u00a0Som\u00admer\u200bfeld", "Anna\u00a0Som\u00admer\u200bfeld"),
        ("Sommerfeld", "Sommerfelds Akte", "Sommerfeld"),
        ("José Müller", "jose  muller", "jose  muller"),
        ("Jose Muller", "Jose\u0301 Mu\u0308ller.", "Jose\u0301 Mu\u0308ller"),
        ("Rıza", "Riza told us", "Riza"),
        ("Riza", "RIZA, rıza", "RIZA"),
        ("İpek Şahin", "ipek sahin", "ipek sahin"),
        ("Franz Strauß", "FRANZ STRAUSS", "FRANZ STRAUSS"),
        ("Strauss", "Franz Strauß", "Strauß"),
        ("Łukasz", "lukasz", "lukasz"),
        ("Jo Li", "Jo-Li", "Jo-Li"),
        ("李雷", "据李雷说", "李雷"),
        ("김철수", "김철수는", "김철수"),
        ("محمد العلي", "قال محمد العلي ذلك", "محمد العلي"),
        ("Σωκράτης", "ΣΩΚΡΆΤΗΣ", "ΣΩΚΡΆΤΗΣ"),
        ("interview_anna.m4a", "see Interview_Anna.m4a.", "Interview_Anna.m4a"),
        ("Anna Sommerfeld", "AnnaSommerfeld.pdf", "AnnaSommerfeld"),
        ("Anna Sommerfeld", "@annasommerfeld", "annasommerfeld"),
        ("Anna Sommerfeld", "Anna\u200bSommerfeld", "Anna\u200bSommerfeld"),
        ("Anna Sommerfeld", "?q=Anna%20Sommerfeld&n=1", "Anna%20Sommerfeld"),
        ("Sommerfeld", "Sommerfeld2024.pdf, 2024Sommerfeld", "Sommerfeld"),
        ("Sommerfeld", "Sommerfeld\u02bcs words", "Sommerfeld"),
        ("anna@heron.example", "(Anna@Heron.example)", "Anna@Heron.example"),
    ],
)
def test_a_name_is_found_as_it_is_written(name: str, words: str, as_written: str) -> None:
    assert found(name, words) == [as_written]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Sommerfeld", "The summer field, the Sommerfelder Straße."),
        ("Li", "Li said so"),
        ("Jo Li", "Joli, Jo and Li"),
        ("Anna Sommerfeld", "Joannasommerfeld, AnnaSommerfelder"),
        ("Heron", "a heron, which is the code name"),
        ("", "nothing"),
        ("–", "a – b"),
        ("李", "李"),
    ],
)
def test_nothing_else_is_taken_for_it(name: str, words: str) -> None:
    assert found(name, words) == []


def test_a_name_is_told_once_and_the_longest_first() -> None:
    finder = NameFinder([("Anna Sommerfeld", "HERON"), ("Sommerfeld", "HERON"), ("Kranz", "OWL")])
    words = "Anna Sommerfeld, KRANZ, Kranz, Sommerfeld"
    assert [*finder.found_in(words)] == [
        ("Anna Sommerfeld", "HERON"),
        ("KRANZ", "OWL"),
        ("Sommerfeld", "HERON"),
    ]


@pytest.mark.parametrize("written", ["0170 1234567", "+49 (170) 123-45 67", "01701234567"])
def test_a_telephone_number_is_found_however_it_is_grouped(written: str) -> None:
    (number,) = numbers_in("Signal, +49 170 1234567, since 2025-03-04")
    assert len(found(number, f"Call {written}!")) == 1
    assert found(number, "1,234,568 and 12345678") == []


def test_a_word_is_no_telephone_number() -> None:
    assert [*numbers_in("telephone, 2025-03-04, room 12")] == []


def test_without_a_name_nothing_is_looked_for() -> None:
    assert not NameFinder([])
    assert not NameFinder([("Li", "HERON")])
    assert [*NameFinder([]).found_in("words")] == []
