"""What is given to users: the wheel, the source archive, and the program installed from them."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RESOURCES = ROOT / "resources"


def tracked(folder: str) -> set[str]:
    """The files of a folder that git keeps or would keep."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("only git knows which files are ours, and this is no checkout")
    done = subprocess.run(
        [
            git,
            "-c",
            "safe.directory=*",
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
            folder,
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return {name for name in done.stdout.split("\0") if name and (ROOT / name).exists()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, outside: dict[str, str]) -> Path:
    """A folder with the wheel and the source archive, built without asking the network."""
    target = tmp_path_factory.mktemp("built")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target), str(ROOT)]
    done = subprocess.run(
        build, cwd=target, env=outside, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return target


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    [found] = built.glob("fact_check_annotator-*.whl")
    return found


@pytest.fixture(scope="module")
def in_wheel(wheel: Path) -> set[str]:
    """The names in the wheel without its metadata."""
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def test_the_pictures_of_the_readme_are_in_the_source_archive_alone(
    built: Path, in_wheel: set[str]
) -> None:
    [found] = built.glob("*.tar.gz")
    with tarfile.open(found) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    pictures = tracked("resources/guide")
    assert pictures
    assert pictures <= names
    assert not {name for name in in_wheel if "/guide/" in name}


def test_the_wheel_has_every_resource_and_nothing_foreign(in_wheel: set[str]) -> None:
    modules = {name for name in tracked("annotator") if name.endswith(".py")}
    resources = {
        name.replace("resources", "annotator/_resources", 1)
        for name in tracked("resources") - tracked("resources/guide")
    }
    pages = {f"annotator/_resources/{name}" for name in ("README.md", "LICENSE")}
    assert in_wheel == modules | resources | pages


def test_the_wheel_says_under_which_licence_it_stands(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        [metadata] = [name for name in archive.namelist() if name.endswith("/METADATA")]
        lines = archive.read(metadata).decode().splitlines()
        licence = archive.read(metadata.replace("METADATA", "licenses/LICENSE"))
    assert {"License-Expression: MIT", "License-File: LICENSE"} <= {*lines}
    assert licence == (ROOT / "LICENSE").read_bytes()


def test_the_source_archive_has_all_that_a_build_and_the_tests_need(built: Path) -> None:
    [found] = built.glob("*.tar.gz")
    with tarfile.open(found) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = tracked("annotator") | tracked("resources") | tracked("tests")
    pages = {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"}
    assert wanted | pages | {"build.spec", ".ci/run"} <= names


@pytest.fixture(scope="module")
def installed(
    wheel: Path, outside: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The commands of a fresh environment in which nothing but the wheel was installed."""
    home = tmp_path_factory.mktemp("fresh")
    venv.create(home, with_pip=True)
    commands = home / ("Scripts" if os.name == "nt" else "bin")
    patient = {"PIP_DEFAULT_TIMEOUT": "60", **outside}
    pip = [str(commands / "python"), "-m", "pip", "install", "--quiet", "--retries", "10"]
    done = subprocess.run(
        [*pip, str(wheel)], env=patient, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return commands


def do_the_main_job(annotator: Path, folder: Path) -> None:
    """Make the sample, read it and check it, all without a display."""
    without_display = {k: v for k, v in os.environ.items() if k != "QT_QPA_PLATFORM"}

    def run(*arguments: str, **environment: str) -> str:
        done = subprocess.run(
            [annotator, *arguments],
            cwd=folder,
            env={**without_display, **environment},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    assert run("--version").startswith("annotator, version ")
    if sys.platform.startswith("linux"):
        assert "no display" in run("demo", "sample")
        assert (folder / "sample" / "Sample report.html").stat().st_size > 1000
    assert run("demo", "sample", "--smoke", QT_QPA_PLATFORM="offscreen").startswith("The window")
    project = str(folder / "sample" / "Sample project.sqlite")
    (folder / "page.html").write_text("<html><body><p>A page of one sentence.</p></body></html>")
    assert run("add", project, "page.html").startswith("Added article 2")
    assert json.loads(run("list", project, "--json"))[0]["claims"]
    assert run("check", project).rstrip().endswith(" is sound.")


@pytest.mark.slow
@pytest.mark.network
def test_the_installed_program_does_its_main_job(installed: Path, tmp_path: Path) -> None:
    do_the_main_job(installed / "annotator", tmp_path)


@pytest.mark.slow
@pytest.mark.skipif(find_spec("PyInstaller") is None, reason="needs what “.[build]” installs")
def test_the_frozen_program_does_its_main_job(tmp_path: Path, outside: dict[str, str]) -> None:
    command = [sys.executable, "-m", "PyInstaller", str(ROOT / "build.spec"), "--noconfirm"]
    where = [f"--distpath={tmp_path / 'dist'}", f"--workpath={tmp_path / 'build'}"]
    done = subprocess.run(
        [*command, *where], cwd=tmp_path, env=outside, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    made = tmp_path / "dist" / "annotator"
    do_the_main_job(made / "annotator", tmp_path)
    places = [str(place).encode() for place in (ROOT, tmp_path, Path.home())]
    files = [file for file in made.rglob("*") if file.is_file()]
    telling = [file for file in files if any(place in file.read_bytes() for place in places)]
    assert telling == [], "the builder’s folders stand in it"
