"""The sample project from the command line, with a display, without one, and without Qt's needs."""

import json
import sys
from pathlib import Path

import pytest

from tests.conftest import Annotator

PROJECT = "Sample project.sqlite"
REPORT = "Sample report.html"
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks for a Linux display")
WITHOUT_EGL = """
import ctypes
class Lacking(ctypes.CDLL):
    def __init__(self, name, *rest, **more):
        if name == "libEGL.so.1":
            raise OSError(name)
        super().__init__(name, *rest, **more)
ctypes.CDLL = Lacking
"""


@LINUX
def test_without_a_display_it_makes_the_sample_and_its_report(
    annotator: Annotator, tmp_path: Path
) -> None:
    done = annotator("demo", "here")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "There is no display to open a window on.",
        f"The sample project is here: {tmp_path / 'here' / PROJECT}",
        f"Its report, for a web browser, is here: {tmp_path / 'here' / REPORT}",
    ]
    assert sorted(path.name for path in (tmp_path / "here").iterdir()) == [PROJECT, REPORT]


@LINUX
def test_the_sample_shows_every_verdict_and_two_checkers(
    annotator: Annotator, tmp_path: Path
) -> None:
    annotator("demo", "here")
    project = tmp_path / "here" / PROJECT
    [article] = json.loads(annotator("list", project, "--json").stdout)
    tags = [tag for claim in article["claims"] for tag in claim["tags"]]
    assert {tag["verdict"] for tag in tags} == {"verified", "disputed", "unsupported"}
    assert len({tag["checker"] for tag in tags}) >= 2
    assert all(tag["conclusion"] for tag in tags)
    assert annotator("check", project).returncode == 0


@LINUX
def test_it_goes_among_the_documents_when_no_folder_is_named(
    annotator: Annotator, tmp_path: Path
) -> None:
    done = annotator("demo", XDG_DOCUMENTS_DIR=str(tmp_path / "Papers"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "Papers" / "Annotator sample" / PROJECT).exists()


@LINUX
def test_it_may_be_run_again_and_keeps_what_was_done_since(
    annotator: Annotator, tmp_path: Path
) -> None:
    annotator("demo", "here")
    assert annotator("undo", tmp_path / "here" / PROJECT).returncode == 0
    before = annotator("list", tmp_path / "here" / PROJECT, "--json").stdout
    assert annotator("demo", "here").returncode == 0
    assert annotator("list", tmp_path / "here" / PROJECT, "--json").stdout == before


@LINUX
def test_run_again_it_writes_the_same_report_and_never_over_another(
    annotator: Annotator, tmp_path: Path
) -> None:
    for _ in range(2):
        annotator("demo", "here")
    report = tmp_path / "here" / REPORT
    assert sorted(path.name for path in report.parent.iterdir()) == [PROJECT, REPORT]
    report.write_text("mine")
    annotator("demo", "here")
    assert report.read_text() == "mine"
    assert (tmp_path / "here" / "Sample report 2.html").exists()


def test_a_file_of_somebody_else_is_left_alone(annotator: Annotator, tmp_path: Path) -> None:
    (tmp_path / PROJECT).write_text("my thesis")
    done = annotator("demo", tmp_path)
    assert done.returncode == 1
    assert "not a project" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [PROJECT]


@LINUX
@pytest.mark.parametrize("platform", ["xcb", ""])
def test_a_display_that_does_not_answer_does_not_abort(
    annotator: Annotator, platform: str, tmp_path: Path
) -> None:
    done = annotator("demo", "here", DISPLAY=":98", QT_QPA_PLATFORM=platform)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "here" / REPORT).exists()


@LINUX
def test_without_qt_s_libraries_it_names_them_and_does_the_job(
    annotator: Annotator, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(WITHOUT_EGL)
    environment = {"PYTHONPATH": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = annotator("demo", "here", **environment)
    assert done.returncode == 0, done.stderr
    assert "sudo apt-get install libegl1 " in done.stdout
    assert (tmp_path / "here" / REPORT).exists()


@LINUX
def test_a_project_without_a_display_is_one_sentence(annotator: Annotator, made: Path) -> None:
    done = annotator(made)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "There is no display to open a window on.\n"


def test_the_window_opens_on_the_sample(annotator: Annotator) -> None:
    done = annotator("demo", "here", "--smoke", QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("The window works")


def test_the_window_opens_on_nothing_and_on_a_project(annotator: Annotator, made: Path) -> None:
    for arguments in (["--smoke"], [str(made), "--smoke"]):
        done = annotator(*arguments, QT_QPA_PLATFORM="offscreen")
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("The window works")
