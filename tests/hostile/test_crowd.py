"""Attacks on what is saved: several programs at once on one file, killed now and then.

For longer: ``python -m tests.hostile.campaign_crowd --seconds 3600 --folder /dev/shm``.
"""

import sys
from pathlib import Path

import pytest

from tests.hostile.campaigns import campaign

pytestmark = pytest.mark.slow


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed as on POSIX systems")
def test_nothing_of_what_a_crowd_did_is_lost(tmp_path: Path) -> None:
    [told] = campaign("campaign_crowd", tmp_path, "--seconds", "12", "--seed", "1")
    assert told["found"] == []
    assert told["acts"] > 0
