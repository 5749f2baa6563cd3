"""Backups on the command line: listed, made, settled, and one put in the project's place."""

import json
from pathlib import Path

import pytest

from tests.cli.processes import assert_refused, verified
from tests.conftest import Annotator


@pytest.fixture
def tagged(annotator: Annotator, project: Path) -> Path:
    """A project with a backup, in which a claim was tagged since."""
    assert annotator("backups", project, "--make").returncode == 0
    verified(annotator, project)
    return project


def test_they_are_listed_newest_first(annotator: Annotator, tagged: Path) -> None:
    done = annotator("backups", tagged, "--make")
    first, second, last = done.stdout.splitlines()
    assert first.endswith("1 article, 1 claim, 1 tag")
    assert second.endswith("1 article, 0 claims, 0 tags")
    assert last == "At most 20 are kept; one is made on each day with changes."


def test_programs_get_them_as_json(annotator: Annotator, tagged: Path) -> None:
    found = json.loads(annotator("backups", tagged, "--json").stdout)
    (backup,) = found.pop("backups")
    assert found == {"keep": 20, "daily": True}
    assert Path(backup["file"]).exists()
    assert (backup["reason"], backup["sound"]) == ("made by hand", True)
    assert backup["counts"] == {"articles": 1, "claims": 0, "tags": 0}


def test_there_may_be_none(annotator: Annotator, made: Path) -> None:
    assert annotator("backups", made).stdout.startswith(f"There are no backups of {made}.\n")


def test_what_is_kept_can_be_settled(annotator: Annotator, made: Path) -> None:
    done = annotator("backups", made, "--keep", "50", "--no-daily")
    assert done.stdout.endswith("At most 50 are kept; none is made on each day with changes.\n")
    assert "At most 50" in annotator("backups", made).stdout
    assert annotator("backups", made, "--keep", "1").returncode == 2


def test_going_back_says_what_was_done_since(annotator: Annotator, tagged: Path) -> None:
    trial = annotator("restore-backup", tagged, "newest", "--dry-run")
    assert trial.stdout.startswith("1 person, 1 claim, 1 highlight and 1 tag were added since")
    assert trial.stdout.endswith("Trial run: nothing was restored.\n")
    done = annotator("restore-backup", tagged, "newest")
    assert done.returncode == 0, done.stderr
    assert f"Restored {tagged} from " in done.stdout
    assert "The file before it is kept as " in done.stdout
    assert "1 claim" not in annotator("list", tagged).stdout
    assert annotator("check", tagged).returncode == 0
    again = annotator("restore-backup", tagged, "1")
    assert again.returncode == 0, again.stderr
    assert json.loads(annotator("list", tagged, "--json").stdout)[0]["claims"]


def test_a_damaged_project_is_told_and_comes_back(annotator: Annotator, tagged: Path) -> None:
    tagged.write_bytes(tagged.read_bytes()[:5000])
    done = annotator("restore-backup", tagged, "newest")
    assert done.returncode == 0, done.stderr
    assert "Changes since this backup are unknown." in done.stderr
    assert annotator("check", tagged).returncode == 0


@pytest.mark.parametrize("which", ["newest", "1", "7"])
def test_one_that_is_not_there_is_told(annotator: Annotator, made: Path, which: str) -> None:
    done = annotator("restore-backup", made, which)
    assert done.returncode == 1
    assert "is not in this project" in done.stderr or "There is no" in done.stderr


@pytest.mark.parametrize("which", ["7", "no-such-file.sqlite"])
def test_what_is_called_no_backup_is_told_as_that(
    annotator: Annotator, tagged: Path, which: str
) -> None:
    done = annotator("restore-backup", tagged, which)
    assert_refused(done, 1, f"There is no backup {which} of {tagged}.")


def test_the_list_has_the_numbers_that_restoring_takes(annotator: Annotator, tagged: Path) -> None:
    first, second, _ = annotator("backups", tagged, "--make").stdout.splitlines()
    assert (first.split()[0], second.split()[0]) == ("1.", "2.")
    trial = annotator("restore-backup", tagged, "2", "--dry-run")
    assert "1 tag were added since" in trial.stdout


def test_what_can_be_read_of_a_damaged_project_is_saved(annotator: Annotator, tagged: Path) -> None:
    data = bytearray(tagged.read_bytes())
    data[:100] = bytes(100)
    tagged.write_bytes(data)
    assert annotator("check", tagged).returncode == 1
    new = tagged.with_name("new.sqlite")
    done = annotator("salvage", tagged, "-o", new)
    assert done.returncode == 0, done.stderr
    first, second, third, fourth = done.stdout.splitlines()
    assert first.startswith(f"Made {new}. Saved: ")
    assert "1 article" in first
    assert "1 tag" in first
    assert third == f"Row by row: {new.with_name('new - what was lost.txt')}"
    assert fourth.startswith("Newest good backup: ")
    assert annotator("check", new).returncode == 0
    assert tagged.read_bytes() == data
    assert second in new.with_name("new - what was lost.txt").read_text(encoding="utf-8")
