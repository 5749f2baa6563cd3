"""The test command installs the programs that judge ours where it can, or goes on without them."""

import os
import re
import stat
import subprocess
import time
from pathlib import Path

import pytest

from tests import run

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
posix = pytest.mark.skipif(os.name != "posix", reason="there is no apt-get")


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds all programs of this machine, for a user who may install more."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return tmp_path


def program(folder: Path, name: str, script: str = "") -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def apt_get(folder: Path, script: str = "") -> Path:
    """Make an apt-get that writes down its arguments, and return the file of its notes."""
    notes = folder / "notes"
    program(folder, "apt-get", f'echo "$*" >> {notes}\n{script}')
    return notes


def all_judges(folder: Path) -> None:
    for judge in run.JUDGES:
        program(folder, judge.programs[0])
        if judge.beside:
            (folder / judge.beside).touch()


@posix
def test_what_is_missing_is_installed(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notes = apt_get(bare)
    run.install_judges()
    asked = notes.read_text()
    assert all(judge.package in asked for judge in run.JUDGES)
    assert "--no-install-recommends" in asked
    assert "Not installed" in capsys.readouterr().err


@posix
def test_nothing_is_asked_for_what_is_there(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notes = apt_get(bare)
    all_judges(bare)
    run.install_judges()
    assert not notes.exists()
    assert capsys.readouterr().err == ""


@posix
def test_one_package_that_cannot_be_had_does_not_keep_the_others_away(
    bare: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lacking = next(judge for judge in run.JUDGES if judge.name == "Chromium")
    made = [judge for judge in run.JUDGES if judge is not lacking]
    cases = "\n".join(
        f"*{judge.package}*) cp {bare}/apt-get {bare}/{judge.programs[0]};"
        + (f": > {bare}/{judge.beside};" if judge.beside else "")
        + ";"
        for judge in made
    )
    apt_get(
        bare,
        f'PATH=/usr/bin:/bin\ncase "$*" in *{lacking.package}*) exit 100;;\n'
        f"*--download-only*);;\n{cases}\nesac",
    )
    run.install_judges()
    assert [judge.name for judge in run.JUDGES if judge.found() is None] == ["Chromium"]
    assert "Chromium" in capsys.readouterr().err.splitlines()[-1]


@posix
def test_a_server_that_never_answers_holds_nothing_up(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "PATIENCE", 0.5)
    apt_get(bare, "PATH=/usr/bin:/bin\nsleep 60")
    began = time.monotonic()
    run.install_judges()
    assert time.monotonic() - began < 20
    assert "Not installed" in capsys.readouterr().err


@posix
def test_a_person_who_may_not_install_is_not_asked(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = apt_get(bare)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    run.install_judges()
    assert not notes.exists()


def test_the_readme_says_which_tests_skip_without_a_judge() -> None:
    said = README[README.index("## Working on the program") :]
    assert [judge.name for judge in run.JUDGES if judge.name.split()[0] not in said] == []
    assert [judge.package for judge in run.JUDGES if judge.package not in said] == []


def test_programs_of_others_are_asked_in_one_place() -> None:
    """A test that looks for a judge itself would not hear how it has to be run here."""
    names = "|".join(name for judge in run.JUDGES for name in judge.programs)
    asking = re.compile(rf"""(?:which\(|\[|\*\()\s*["'](?:{names})["']""")
    shared = {Path(__file__).with_name("judges.py"), Path(run.__file__)}
    others = [
        str(path)
        for path in sorted(Path(__file__).parent.rglob("*.py"))
        if path not in shared and asking.search(path.read_text(encoding="utf-8"))
    ]
    assert others == []


def test_the_test_command_needs_no_more_than_python() -> None:
    """It runs before anything is installed, so it may import nothing but Python's own."""
    source = Path(run.__file__)
    command = ["python3", "-I", "-S", "-c", f"import runpy; runpy.run_path({str(source)!r})"]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
