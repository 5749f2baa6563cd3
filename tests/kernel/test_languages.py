"""Languages: by their codes and names, and from the text alone."""

import sys

import pytest

from annotator.kernel.languages import language_of, language_tag
from annotator.kernel.sentences import sentences

GERMAN = (
    "Am 3. Oktober kam Dr. Müller nach Berlin. Er blieb bis zum 5. November. "
    "Das Haus wurde im 19. Jahrhundert gebaut. Es ist 300 m hoch. Es steht leer. Warum?"
)


@pytest.mark.parametrize(
    ("said", "tag"),
    [
        ("Deutsch", "de"),
        ("German", "de"),
        ("allemand", "de"),
        ("GER", "de"),
        ("de_AT", "de-AT"),
        ("français", "fr"),
        ("Francais", "fr"),
        ("Englisch", "en"),
        ("English (UK)", "en"),
        ("German, Austria", "de"),
        ("en-GB", "en-GB"),
        ("  pt-BR ", "pt-BR"),
        ("日本語", "ja"),
        ("xx", "xx"),
        ("Klingon", ""),
        ("", ""),
    ],
)
def test_a_language_is_understood_by_its_code_or_its_name(said: str, tag: str) -> None:
    assert language_tag(said) == tag


@pytest.mark.parametrize("said", ["", "de", "Deutsch", "German", "de-CH", "unbekannt"])
def test_german_is_cut_as_german_however_its_language_is_said(said: str) -> None:
    assert len(sentences(GERMAN, said)) == 6


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("", "en"),
        ("300", "en"),
        ("Prices fell.", "en"),
        ("Prices fell twice, and then they rose again in the autumn of the same year.", "en"),
        ("Les prix ont baissé deux fois, puis ils ont remonté en automne.", "fr"),
        ("Цены упали.", "ru"),
        (
            "Ціни впали двічі, а потім знову зросли восени того року, і більше вже не падали.",
            "uk",
        ),
        ("価格が下がった。", "ja"),
        ("קרה משהו בעיר הגדולה, ואף אחד לא ידע למה הדברים קרו באותו היום בבוקר.", "he"),
    ],
)
def test_a_language_is_found_from_the_text(text: str, tag: str) -> None:
    assert language_of(text) == tag


def test_what_was_said_counts_more_than_the_text() -> None:
    assert language_of(GERMAN, "Englisch") == "en"
    assert language_of(GERMAN, "unbekannt") == "de"


def test_a_text_is_read_where_there_is_no_detector(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gcld3", None)
    assert language_of(f"{GERMAN} Nun denn.") == "en"
    assert language_of("Цены упали дважды, а потом снова выросли осенью того же года.") == "ru"
