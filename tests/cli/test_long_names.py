"""Projects whose names are as long as a system allows: they work, or nothing is made."""

import os
from pathlib import Path

import pytest

from tests.cli.processes import assert_refused
from tests.conftest import Annotator

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows counts whole paths")


def called(folder: Path, length: int) -> Path:
    return folder / f"{'x' * (length - 7)}.sqlite"


@pytest.mark.parametrize("length", [248, 251, 255])
def test_a_name_too_long_for_the_files_beside_is_refused_before_anything_is_made(
    annotator: Annotator, tmp_path: Path, length: int
) -> None:
    done = annotator("new", called(tmp_path, length))
    assert_refused(done, 1, "its name is too long")
    assert [*tmp_path.iterdir()] == []


def test_the_longest_name_does_everything(annotator: Annotator, tmp_path: Path) -> None:
    path = called(tmp_path, 247)
    for command in (("new",), ("check",), ("backups", "--make"), ("restore-backup", "newest")):
        done = annotator(command[0], path, *command[1:])
        assert done.returncode == 0, done.stderr


def test_one_that_came_with_too_long_a_name_is_told_as_that(
    annotator: Annotator, made: Path
) -> None:
    path = made.rename(called(made.parent, 253))
    assert_refused(annotator("check", path), 1, f"{path} cannot be opened: its name is too long")
