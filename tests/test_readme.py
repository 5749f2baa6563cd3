"""What the README tells people to type works as it stands."""

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.cli.program import commands

ROOT = Path(__file__).parents[1]
README = ROOT.joinpath("README.md").read_text(encoding="utf-8")
TEST_COMMAND = "python3 tests/run.py"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_test_command_is_the_one_that_ci_runs() -> None:
    assert f"{TEST_COMMAND}\n" in blocks("sh")
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert f'exec {TEST_COMMAND} "$@"' in script


@pytest.mark.skipif(os.name == "nt", reason="Windows has no executable bit")
def test_ci_run_can_be_run() -> None:
    assert (ROOT / ".ci" / "run").stat().st_mode & stat.S_IXUSR


def test_the_main_job_is_one_line_that_sets_up_and_opens_the_sample() -> None:
    assert any(
        b.startswith("python3 -m venv") and b.endswith("annotator demo\n") for b in blocks("sh")
    )
    assert blocks("powershell")[0].endswith("annotator demo\n")


def test_every_command_is_in_the_table() -> None:
    shown = [name for name, command in commands.commands.items() if not command.hidden]
    missing = [name for name in shown if not re.search(rf"`(annotator )?{name}\b", README)]
    assert missing == []


@pytest.mark.skipif(os.name == "nt", reason="the examples are for a Unix shell")
def test_the_examples_of_the_command_line_run_as_they_stand(tmp_path: Path) -> None:
    [example] = [block for block in blocks("sh") if "annotator new" in block]
    shell = f'set -e\nannotator() {{ "{sys.executable}" -m annotator "$@"; }}\n{example}'
    done = subprocess.run(
        ["sh", "-c", shell], cwd=tmp_path, capture_output=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr.decode()
    said = done.stdout.decode()
    assert "Maria tagged claim 1 disputed (contradicted): “300 m high”" in said
    assert "Maria tagged claim 2 unsupported: “It was painted green in May.”" in said
    assert json.loads(said[said.index("[\n") : said.index("\n]\n") + 3])[0]["title"] == "The tower"
    assert (tmp_path / "report.html").exists()


def test_links_to_files_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert "://" in target or (ROOT / target).exists(), target


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_module_that_is_named_is_there(page: str) -> None:
    words = ROOT.joinpath(page).read_text(encoding="utf-8")
    named = {*re.findall(r"`([\w/]+\.(?:py|toml|spec))`", words)}
    files = [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.*")]
    here = [path for path in files if path.startswith(("annotator/", "tests/", "resources/"))]
    missing = [name for name in named if not any(f"/{path}".endswith(f"/{name}") for path in here)]
    assert named if page == "CONTRIBUTING.md" else True
    assert [name for name in missing if not (ROOT / name).exists()] == []
