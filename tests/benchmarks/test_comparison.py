"""Comparing two versions of a long article, and showing what became of it."""

import random
from functools import cache

import pytest
from pytestqt.qtbot import QtBot

from annotator.app.theme.theme import Theme
from annotator.articles.model import Version
from annotator.claims.ui.text.reading_text import ReadingText
from annotator.kernel.sentence_units import SentenceUnits
from annotator.revisions.compared_versions import ComparedVersions
from annotator.revisions.comparison import compare_texts
from annotator.revisions.formats import docx, html
from annotator.revisions.ui.compared_text import ComparisonText
from tests.benchmarks.conftest import MEGABYTE, Measure
from tests.benchmarks.projects import text_of

COMPARE = "compare texts of 1 MB, {} (floor: cut both into sentences)"
SHOW = "show a comparison of 1 MB, its first screen (floor: the text in the article view)"
WRITE = "write a comparison of 20,000 letters as {} (floor: compare them)"
EDITS = 1_000


def edited(text: str, edits: int) -> str:
    """A text with sentences that were changed, cut, added and moved, as many of each."""
    chance = random.Random(5)
    sentences = text.replace("\n\n", "\n\n ").split(". ")
    for number in range(edits):
        place = chance.randrange(len(sentences))
        if number % 4 == 0:
            sentences[place] = sentences[place].replace(" ", " not ", 1)
        elif number % 4 == 1:
            del sentences[place]
        elif number % 4 == 2:
            sentences.insert(place, f"The {number} people who came later were all new to it")
        else:
            sentences.insert(chance.randrange(len(sentences)), sentences.pop(place))
    return ". ".join(sentences)


@cache
def units(kind: str) -> tuple[SentenceUnits, SentenceUnits]:
    text = text_of(MEGABYTE)
    other = edited(text, EDITS) if kind == "1,000 edits" else text_of(MEGABYTE, 2)
    return SentenceUnits(text), SentenceUnits(other)


def compared(length: int, edits: int) -> ComparedVersions:
    text = text_of(length)
    old, new = SentenceUnits(text), SentenceUnits(edited(text, edits))
    first, second = (
        Version(f"v{n}", "a", n, "", 0, "", "2026-03-02T12:00:00.000Z") for n in (1, 2)
    )
    return ComparedVersions("Towers", first, second, compare_texts(old, new))


@pytest.mark.parametrize("kind", ["1,000 edits", "of which nothing is shared"])
@pytest.mark.parametrize("side", ["floor", "ours"])
def test_compare(measure: Measure, side: str, kind: str) -> None:
    old, new = units(kind)
    call = (
        (lambda: [SentenceUnits(text) for text in (old.text, new.text)])
        if side == "floor"
        else (lambda: compare_texts(old, new))
    )
    measure(COMPARE.format(kind), side, 4, call, rounds=3)


@pytest.mark.parametrize("side", ["floor", "ours"])
def test_show(qtbot: QtBot, measure: Measure, side: str) -> None:
    theme, found = Theme("light"), compared(MEGABYTE, EDITS)
    _ = found.lengths, found.rows_of_changes
    text, view = ReadingText(theme), ComparisonText(theme)
    for widget in (text, view):
        qtbot.addWidget(widget)
        widget.resize(1200, 800)
        widget.show_font_size(12)
        widget.show()

    def fill() -> None:
        text.fill(found.comparison.new)
        text.grab()

    def show() -> None:
        view.show_comparison(found)
        view.grab()

    measure(SHOW, side, 3, fill if side == "floor" else show, rounds=8)


@pytest.mark.parametrize("form", ["html", "docx"])
@pytest.mark.parametrize("side", ["floor", "ours"])
def test_write(measure: Measure, side: str, form: str) -> None:
    found = compared(20_000, 40)
    render = html.render if form == "html" else docx.render
    call = (lambda: compared(20_000, 40)) if side == "floor" else (lambda: render(found))
    measure(WRITE.format(form.upper()), side, 10, call, rounds=5)
