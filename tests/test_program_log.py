"""The log says what kind of thing happened and where, and never a word of anybody's."""

import os
import stat
import sys
from pathlib import Path
from typing import get_type_hints

import pytest

from annotator import __version__, program_log
from annotator.cli import program
from annotator.kernel.errors import ProjectNotFound
from annotator.program_log import LARGEST, NAME, Event, MistakeReport

PERSON = "Marguerite Verhoeven"


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The log, in a folder that is not there yet."""
    folder = tmp_path / "state" / "log"
    monkeypatch.setattr(program_log, "folder", lambda: folder)
    return folder / NAME


def test_a_start_is_taken_down_with_the_versions(log: Path) -> None:
    program_log.note_start()
    program_log.note(Event.OPENED, read_only=True)
    first, second = log.read_text(encoding="utf-8").splitlines()
    assert f"started: Annotator {__version__}, Python" in first
    assert second.endswith(" opened a project: read_only=1")


def test_of_an_error_only_its_kind_is_taken_down(log: Path) -> None:
    program_log.note_error(Event.REFUSED, ProjectNotFound(f"/home/{PERSON}/x.sqlite"))
    assert log.read_text(encoding="utf-8").endswith(": ProjectNotFound\n")


def test_of_a_mistake_its_places_are_taken_down(log: Path) -> None:
    words = PERSON
    try:
        raise KeyError(words)
    except KeyError as error:
        program_log.note_mistake(MistakeReport(type(error), error, error.__traceback__))
    told = log.read_text(encoding="utf-8")
    assert "made a mistake\n    KeyError; Annotator" in told
    assert "test_of_a_mistake_its_places_are_taken_down in /test_program_log.py:" in told
    assert PERSON not in told


def test_no_words_can_be_given_to_the_log() -> None:
    hints = get_type_hints(program_log.note)
    assert hints["numbers"] is int
    with pytest.raises(ValueError, match="invalid literal"):
        program_log.note(Event.OPENED, path=PERSON)  # type: ignore[arg-type]  # the fault under test


def test_a_command_that_fails_is_taken_down(log: Path, tmp_path: Path) -> None:
    assert program.main(["check", str(tmp_path / f"{PERSON}.sqlite")]) == 1
    told = log.read_text(encoding="utf-8")
    assert "could not do a command: ProjectNotFound" in told
    assert PERSON not in told


def test_a_log_that_has_grown_is_begun_anew_and_two_are_kept(log: Path) -> None:
    for number in range(5):
        program_log.note(Event.OPENED, number=number)
        log.write_bytes(log.read_bytes().ljust(LARGEST, b"\n"))
    program_log.note(Event.ENDED)
    kept = {file.name: file.read_text(encoding="utf-8").strip() for file in log.parent.iterdir()}
    assert sorted(kept) == [NAME, f"{NAME}.1", f"{NAME}.2"]
    assert kept[NAME].endswith(" ended")
    assert kept[f"{NAME}.1"].endswith("number=4")
    assert kept[f"{NAME}.2"].endswith("number=3")


@pytest.mark.skipif(os.name == "nt", reason="the user's folder sees to it on Windows")
def test_only_its_owner_reads_the_log(log: Path) -> None:
    program_log.note(Event.ENDED)
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("kind", ["folder", "pipe", "link", "file above"])
def test_a_log_that_cannot_be_written_stops_nothing(log: Path, tmp_path: Path, kind: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    if kind == "file above":
        log.parent.parent.write_text("")
    else:
        log.parent.mkdir(parents=True)
    if kind == "folder":
        log.mkdir()
    elif kind == "pipe":
        if sys.platform == "win32":
            pytest.skip("Windows has no such pipes")
        os.mkfifo(log)
    elif kind == "link":
        log.symlink_to(elsewhere)
    program_log.note(Event.ENDED)
    assert not elsewhere.exists()
