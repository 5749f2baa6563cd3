"""What is wrong with a file or a command is said in one line, and nothing is lost."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.processes import assert_refused, verified
from tests.conftest import Annotator
from tests.hostile.attackers import plant

ASKING = ("list", "check", "history", "undo", "redo")


def test_export_never_takes_the_place_of_its_project(annotator: Annotator, project: Path) -> None:
    assert_refused(annotator("export", project, "--format", "html", "-o", project), 2, "project")
    assert annotator("check", project).returncode == 0


def test_a_missing_project_is_told_where_a_report_stands_already(
    annotator: Annotator, tmp_path: Path
) -> None:
    (tmp_path / "report.html").write_text("An older one.")
    assert_refused(annotator("export", "gone.sqlite", "-o", "report.html"), 1, "gone.sqlite")
    assert (tmp_path / "report.html").read_text() == "An older one."


def test_export_says_what_keeps_it_from_writing(annotator: Annotator, project: Path) -> None:
    done = annotator("export", project, "--format", "html", "-o", "no/such/folder/report.html")
    assert_refused(done, 1, "report.html")


def test_check_finds_what_was_changed_behind_the_log(annotator: Annotator, project: Path) -> None:
    verified(annotator, project)
    plant(project, "UPDATE highlights SET quote = 'fell on 13 May'")
    done = annotator("check", project)
    assert done.returncode == 1
    assert "fell on 13 May" in done.stdout
    assert all(line.endswith(".") for line in done.stdout.splitlines())


def test_a_damaged_project_is_said_to_be_one(annotator: Annotator, project: Path) -> None:
    data = project.read_bytes()
    project.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    done = annotator("check", project)
    assert done.returncode == 1
    assert "damaged" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ASKING)
def test_a_file_of_another_program_is_left_as_it_was(
    annotator: Annotator, tmp_path: Path, command: str
) -> None:
    foreign = tmp_path / "foreign.sqlite"
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE mine (x)")
    connection.close()
    before = foreign.read_bytes()
    assert_refused(annotator(command, foreign), 1, "not a project")
    assert foreign.read_bytes() == before


def test_a_missing_project_is_said_to_be_missing(annotator: Annotator) -> None:
    assert_refused(annotator("list", "nowhere.sqlite"), 1, "no project at nowhere.sqlite")
    assert_refused(annotator("nowhere.sqlite"), 1, "no project at nowhere.sqlite")


def test_a_misspelt_command_is_guessed(annotator: Annotator) -> None:
    assert_refused(annotator("exprot"), 1, "annotator export")


@pytest.mark.parametrize("arguments", [["list"], ["--frobnicate"], ["list", "a", "b"], ["export"]])
def test_a_mistake_in_the_command_is_a_usage_error(
    annotator: Annotator, arguments: list[str]
) -> None:
    assert_refused(annotator(*arguments), 2, "--help")


def test_a_reader_who_has_had_enough_is_no_error(project: Path) -> None:
    for arguments in (["list", str(project), "--json"], ["history", str(project)]):
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run(
            [sys.executable, "-m", "annotator", *arguments],
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
        os.close(writing)
        assert done.stderr == b""
        assert done.returncode == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_ctrl_c_ends_without_a_word(made: Path) -> None:
    # a shell lets what it runs in the background ignore the signal, this test run included
    heeding = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from annotator.__main__ import main; sys.exit(main())"
    )
    waiting = subprocess.Popen(
        [sys.executable, "-c", heeding, "add", made, "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with pytest.raises(subprocess.TimeoutExpired):
        waiting.wait(2)
    waiting.send_signal(signal.SIGINT)
    _, said = waiting.communicate(timeout=20)
    assert said.strip() == b""
    assert waiting.returncode == 130
