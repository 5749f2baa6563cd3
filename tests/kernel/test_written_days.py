"""Days as people write them: read by rule, and never chosen between where they could be two."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.kernel.written_days import DayOrder, WrittenDay, read_written_day
from tests.kernel.texts import moderate

DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "words",
    [
        *("2026-04-03", "2026/4/3", "2026.04.03", "3.4.2026", "03. 04. 2026", "3 April 2026"),
        *("3rd of April 2026", "April 3, 2026", "3. April 2026", "3 avril 2026", "3 Apr 2026"),
        *("3 de abril de 2026", "3 aprile 2026", "3 de abril 2026", "3 april 2026"),
        *("3 апреля 2026 г.", "2026-04-03 10:30", "2026-04-03T10:30:00Z", "3 April 2026, 10:30"),
        "3-Apr-2026",
    ],
)
def test_a_day_is_read_in_the_words_of_many_countries(words: str) -> None:
    assert read_written_day(words) == WrittenDay("2026-04-03")


@pytest.mark.parametrize("words", ["03/04/2026", "3-4-2026"])
def test_a_day_that_could_be_two_is_left_open(words: str) -> None:
    assert read_written_day(words) == WrittenDay(could_be=("2026-04-03", "2026-03-04"))
    assert read_written_day(words, DayOrder.DAY_FIRST).iso == "2026-04-03"
    assert read_written_day(words, DayOrder.MONTH_FIRST).iso == "2026-03-04"


@pytest.mark.parametrize(
    ("words", "iso"),
    [("25/12/2026", "2026-12-25"), ("12/25/2026", "2026-12-25"), ("5/5/2026", "2026-05-05")],
)
def test_a_day_in_one_possible_order_is_read(words: str, iso: str) -> None:
    assert read_written_day(words).iso == iso


@pytest.mark.parametrize(
    "words", ["", "yesterday", "45000", "31.02.2026", "3.4.26", "13/13/2026", "2026", "May 2026"]
)
def test_other_words_are_no_day(words: str) -> None:
    assert read_written_day(words) == WrittenDay()


def test_a_year_of_two_figures_needs_the_order() -> None:
    assert read_written_day("3/4/26", DayOrder.DAY_FIRST).iso == "2026-04-03"


@moderate
@given(DAYS)
def test_a_day_is_never_read_as_another(day: date) -> None:
    """Whatever the order was, the day is among those that are told."""
    for form in ("%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y"):
        found = read_written_day(day.strftime(form))
        assert day.isoformat() in {found.iso, *found.could_be}
    assert read_written_day(day.strftime("%d.%m.%Y")).iso == day.isoformat()
    assert read_written_day(day.strftime("%d/%m/%Y"), DayOrder.DAY_FIRST).iso == day.isoformat()
    assert timedelta(0) == date.fromisoformat(read_written_day(day.isoformat()).iso) - day
