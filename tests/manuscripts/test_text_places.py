"""Words of a version that are found in the text that its file gives today."""

import random

import pytest

from annotator.articles.intake.text_sources import TextSources
from annotator.kernel.positions import Span
from annotator.manuscripts.formats.text_places import TextPlaces

LINES = [f"Line {n} says that the dam cost ${n * 7} million in May {1900 + n}." for n in range(200)]
TODAY = "\n\n".join(LINES)


def places_of(text: str, today: str = TODAY) -> TextPlaces:
    sources = TextSources()
    sources.text = today
    return TextPlaces(text, sources)


OTHERWISE = {
    "as it is": TODAY,
    "other ends of lines": "\n".join(LINES),
    "bullets": "\n".join(f"• {line}" for line in LINES),
    "numbers": "\n".join(f"{n}. {line}" for n, line in enumerate(LINES, 1)),
    "a beginning more": f"By Kim\n\n{TODAY}",
    "some lines less": "\n\n".join(line for n, line in enumerate(LINES) if n % 9),
    "words taken in": "\n\n".join(line.replace(" in May", " [not] in May") for line in LINES),
    "spaces": TODAY.replace(" that ", "  that "),
}


@pytest.mark.parametrize("kind", OTHERWISE)
def test_words_are_found_in_a_text_that_was_read_otherwise(kind: str) -> None:
    text = OTHERWISE[kind]
    places = places_of(text)
    for line in range(1, 200, 7):
        if LINES[line] not in text and line % 9 == 0:
            continue
        start = text.index("the dam cost", text.index(f"Line {line} says"))
        found = places.find(Span(start, start + len("the dam cost")))
        today = TODAY.index("the dam cost", TODAY.index(f"Line {line} says"))
        assert found == Span(today, today + len("the dam cost"))


def test_words_that_are_not_there_are_not_placed_on_others() -> None:
    text = TODAY.replace("Line 50 says that the dam", "Line 50 says that the lake")
    places = places_of(text)
    start = text.index("the lake")
    assert places.find(Span(start, start + 8)) is None
    assert places.find(Span(start, start + 3)) is not None


def test_words_are_found_whose_figures_were_read_on_the_line() -> None:
    places = places_of("\n\n".join([*LINES, "It is 106 g."]), "\n\n".join([*LINES, "It is 10⁶ g."]))
    start = len(TODAY) + 2
    found = places.find(Span(start, start + len("It is 106 g")))
    assert found is not None
    assert found.of(places.sources.text) == "It is 10⁶ g"


def test_chinese_words_are_found_beside_others() -> None:
    chance = random.Random(1)
    today = "".join(
        chance.choice("市政府周二表示去年建成的住房数量增长了百分之四") for _ in range(4_000)
    )
    text = today[:2_000] + "达到" + today[2_000:]
    found = places_of(text, today).find(Span(2_502, 2_512))
    assert found == Span(2_500, 2_510)


def test_parts_that_moved_are_found_where_they_stand_once() -> None:
    text = "\n\n".join([*LINES[150:], *LINES[:150]])
    start = text.index(LINES[170])
    found = places_of(text).find(Span(start, start + len(LINES[170])))
    assert found is not None
    assert found.of(TODAY) == LINES[170]
