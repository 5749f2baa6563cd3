"""Whose work the program is made of is said in the program, and in what is built of it."""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import annotator
from annotator import assets
from annotator.app.help import licences

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
BUILDER = "/home/builder/secret-client"
TOLD_BY_PIP = ("direct_url.json", "RECORD", "INSTALLER", "REQUESTED", "uv_cache.json")


def test_the_program_is_installed_under_a_name_of_its_own() -> None:
    assert PROJECT["name"] == annotator.DISTRIBUTION == "fact-check-annotator"
    assert "annotator" in PROJECT["scripts"]


def test_every_library_that_is_asked_for_is_named() -> None:
    wanted = {re.split(r"[<>=!\[ ]", line)[0] for line in PROJECT["dependencies"]}
    assert {*licences.NEEDED} == wanted


def test_every_part_says_its_licence() -> None:
    parts = {part.name.casefold(): part for part in licences.parts()}
    assert {"annotator", "python", "pyside6_essentials", "shiboken6"} < {*parts}
    assert {"markupsafe", "babel"} < {*parts}, "what libraries need is a part, too"
    assert [part.name for part in parts.values() if not (part.version and part.licence)] == []
    assert [part.name for part in parts.values() if len(part.text) < 40] == []


@pytest.mark.parametrize("name", ["pyside6_essentials", "shiboken6"])
def test_the_lgpl_of_qt_is_there_whole(name: str) -> None:
    [part] = [part for part in licences.parts() if part.name.casefold() == name]
    assert "The Qt Company" in part.text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in part.text
    assert "Combined Works" in part.text
    assert "END OF TERMS AND CONDITIONS" in part.text, "the LGPL refers to the GPL"


@pytest.fixture
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The resources of a frozen program, of which there is no metadata."""
    monkeypatch.setattr(assets, "__file__", str(tmp_path / "annotator" / "assets.py"))
    folder = tmp_path / "annotator" / "_resources"
    folder.mkdir(parents=True)
    assets._root.cache_clear()
    yield folder
    assets._root.cache_clear()


def test_a_frozen_program_reads_what_was_written_as_it_was_built(frozen: Path) -> None:
    assets._root.cache_clear()
    part = licences.Part("Qt", "6", "LGPL", "The text.")
    written = json.dumps([{"name": "Qt", "version": "6", "licence": "LGPL", "text": "The text."}])
    (frozen / licences.BUNDLED).write_text(written, encoding="utf-8")
    assert licences.parts() == (part,)


class Build:
    """Runs the build's file as PyInstaller does, and keeps what it collects."""

    def __init__(self, folder: Path) -> None:
        self.collected: list[tuple[str, str, str]] = []
        self.asked: dict[str, Any] = {}
        names = {
            "SPECPATH": str(ROOT),
            "DISTPATH": str(folder / "dist"),
            "workpath": str(folder),
            "Analysis": self.analyse,
            "PYZ": lambda _pure: None,
            "EXE": lambda *_parts, **_options: None,
            "COLLECT": lambda *parts, **_options: self.collected.extend(parts[-1]),
        }
        code = compile((ROOT / "build.spec").read_text(encoding="utf-8"), "build.spec", "exec")
        exec(code, names)  # noqa: S102 - this is what PyInstaller does

    def analyse(self, _scripts: object, **asked: Any) -> Any:
        """Answer as PyInstaller does, whose hooks bring metadata and code of their own along."""
        self.asked = asked
        told = [f"lxml-6.dist-info/{name}" for name in (*TOLD_BY_PIP, "METADATA")]
        told += ["docx/__pycache__/api.cpython-311.pyc", "x/__pycache__/api.pyc", "old.pth"]
        datas = [(name, f"{BUILDER}/{name}", "DATA") for name in told]
        for source, where in asked["datas"]:
            datas += [(f"{where}/{inner}", str(file), "DATA") for inner, file in _files(source)]
        analysis = ModuleType("analysis")
        vars(analysis).update(binaries=[], datas=datas, pure=[], scripts=[])
        return analysis


def _files(source: str) -> Iterator[tuple[str, Path]]:
    """Yield a file, or the files of a folder, by their names in it."""
    path = Path(source)
    if not path.is_dir():
        yield path.name, path
    for file in path.rglob("*"):
        if file.is_file():
            yield file.relative_to(path).as_posix(), file


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    hooks = ModuleType("PyInstaller.utils.hooks")
    vars(hooks)["collect_data_files"] = lambda library: [
        (f"{BUILDER}/{library}/default-header.xml", library)
    ]
    vars(hooks)["collect_dynamic_libs"] = lambda library: [(f"{BUILDER}/{library}.so", ".")]
    for name, module in {
        "PyInstaller": ModuleType("PyInstaller"),
        "PyInstaller.utils": ModuleType("PyInstaller.utils"),
        "PyInstaller.utils.hooks": hooks,
    }.items():
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(sys, "path", [*sys.path])
    return Build(tmp_path)


def test_nothing_that_tells_of_the_builder_is_put_into_the_program(build: Build) -> None:
    names = {Path(name).name for name, _, _ in build.collected}
    assert "METADATA" in names, "what the program may ask a library for stays"
    assert not names & {*TOLD_BY_PIP}
    assert not {name for name in names if name.endswith((".pyc", ".pth"))}


def test_the_pictures_of_the_readme_are_left_out_of_the_program(build: Build) -> None:
    pictures = [name for name, source, _ in build.collected if "/resources/guide/" in source]
    assert any(ROOT.glob("resources/guide/*.png"))
    assert pictures == []


def test_the_guide_and_every_licence_are_put_into_the_program(build: Build) -> None:
    found = {name: source for name, source, _ in build.collected}
    for name in ("README.md", "LICENSE", licences.BUNDLED, "templates/report-article.html.j2"):
        assert f"annotator/_resources/{name}" in found
    told = Path(found[f"annotator/_resources/{licences.BUNDLED}"]).read_text(encoding="utf-8")
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in told
    assert str(ROOT) not in told
    assert "pip" not in {part["name"] for part in json.loads(told)}
