"""Attacks by files: bytes, values, rows and schemas of everything that is read, changed at random.

By the thousand: ``python -m tests.hostile.campaign_mutants --seconds 3600 --folder /dev/shm``.
"""

import os
from pathlib import Path

import pytest

from tests.hostile.campaigns import campaign, failures

pytestmark = pytest.mark.slow


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each try is a child of one process")
def test_a_sample_of_mutants_of_every_kind(tmp_path: Path) -> None:
    words = ("--seed", "1", "--tries", "2", "--seconds", "60")
    assert failures(campaign("campaign_mutants", tmp_path, *words)) == []
