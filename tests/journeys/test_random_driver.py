"""A real window, driven at random: whatever the order of acts, what is shown and saved is true.

For half an hour: ``python -m tests.journeys.random_driver --minutes 30 --seed 7``.
"""

from pathlib import Path

import pytest

from tests.hostile.campaigns import failures, told
from tests.journeys.driven_acts import ACTS
from tests.journeys.random_driver import day, parse_script, script_of


@pytest.mark.slow
def test_whatever_is_done_in_whatever_order_holds(tmp_path: Path) -> None:
    words = ("--seed", "1", "--days", "4", "--seconds", "100", "--folder", str(tmp_path))
    assert failures(told(tmp_path, "-m", "tests.journeys.random_driver", *words)) == []


def test_a_seed_draws_the_same_acts_again_and_a_script_says_them() -> None:
    assert day(7) == day(7) != day(8)
    assert parse_script(script_of(day(7))) == day(7)
    assert len(ACTS) > 60
