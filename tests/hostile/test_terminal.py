"""What the command line prints of hostile texts: nothing of it is obeyed by a terminal."""

import ast
import json
import os
import re
import subprocess
import sys
import unicodedata
from functools import partial
from pathlib import Path

import pytest

from annotator import cli
from annotator.cli import program
from annotator.cli.terminal import visible
from annotator.project import Project
from annotator.sharing.packages import Contents
from annotator.sharing.service import packages
from tests.conftest import Annotator, Finished
from tests.hostile.marked_up import make_spoiled

ESCAPES = "\x1b]0;owned\x07\x1b[2J\x1b]52;c;b3duZWQ=\x07\x9b31m\x9d0;x\x9c\x85\x7f\r\x08\x0b\x0c"
TURNED = "\u202egnp.exe\u2066\u2069\u2028\u2029\ufff9"
FORGED = "made.sqlite is sound."
BAD = f"{ESCAPES}{TURNED}\n{FORGED}"
"""An OSC that names the window, one that fills the clipboard, and a line as of ours."""


def spoil(words: str) -> str:
    """Words with all of it around them."""
    return f"{words} {BAD} {words}"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("spoilt") / "kept.sqlite"
    make_spoiled(path, spoil)
    return path


@pytest.fixture
def folder(tmp_path: Path, kept: Path) -> Path:
    """Where commands run: the project, a package, a whole project as JSON, a foreign file."""
    (tmp_path / "p.sqlite").write_bytes(kept.read_bytes())
    project = Project.open(tmp_path / "p.sqlite")
    project.work_as(spoil("Eve"))
    article_id = project.articles.page()[0].id
    packages.send_for_review(project, tmp_path / "package.sqlite", Contents((article_id,)))
    project.close()
    page = f"<html><head><title>T {ESCAPES}</title></head><body><p>One word here.</p></body></html>"
    (tmp_path / f"a{TURNED[:2]}\x1b[31m.html").write_text(page, encoding="utf-8")
    quotes = {"text": spoil("x"), "quote": "the tram", "verdict": spoil("y"), "user": spoil("z")}
    answered = f"1. {BAD}\n\nRef. Q1-00000000\n\nAnswer: {BAD}\n"
    (tmp_path / "answers.md").write_text(answered, encoding="utf-8", errors="replace")
    (tmp_path / "foreign.json").write_text(json.dumps({"rows": [quotes], "total": 1}))
    return tmp_path


def assert_harmless(done: Finished, arguments: list[str]) -> None:
    for said in (done.stdout, done.stderr):
        for letter in said:
            assert letter == "\n" or not obeyed(letter), (arguments, hex(ord(letter)), said)
        assert FORGED not in [line.strip() for line in said.splitlines()], (arguments, said)
        assert "Traceback" not in said, said
        assert "please report it" not in said, said


def obeyed(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Zl", "Zp"} or letter in TURNED.replace(
        "gnp.exe", ""
    )


PAGE = ("--article", "1", "--claim", "1", "--url", "https://register.example/a")

EVERY: dict[str, list[list[str]]] = {
    "new": [["new.sqlite"], [f"no/{BAD}.sqlite"], ["p.sqlite"]],
    "add": [["p.sqlite", "a\u202eg\x1b[31m.html"], ["p.sqlite", f"none {BAD}"]],
    "tag": [
        ["p.sqlite", "--article", "1", "--span", "0:5", "--verdict", "verified", "--as", BAD],
        ["p.sqlite", "--article", "1", "--quote", BAD, "--verdict", "verified"],
        ["p.sqlite", "--article", "1", "--span", BAD, "--verdict", "verified"],
        ["p.sqlite", "--article", "1", "--span", "0:5", "--verdict", "disputed", "--reason", BAD],
        ["p.sqlite", "--article", "1", "--span", "0:5", "--verdict", BAD],
    ],
    "evidence": [
        ["p.sqlite", *PAGE, "--as", BAD, "--title", BAD, "--quote", BAD, "--locator", BAD],
        ["p.sqlite", *PAGE, "--stance", BAD],
        ["p.sqlite", *PAGE[:-1], BAD],
        ["p.sqlite", *PAGE[:-1], f"https://{BAD}"],
    ],
    "revise": [
        ["p.sqlite", "a\u202eg\x1b[31m.html", "--article", "1", "--sure"],
        ["p.sqlite", "answers.md", "--article", "1", "--sure", "--dry-run"],
        ["p.sqlite", "answers.md", "--article", "1", "--sure", "--dry-run", "--json"],
        ["p.sqlite", "answers.md", "--article", "1"],
        ["p.sqlite", f"none {BAD}", "--article", "1"],
        ["p.sqlite", "answers.md", "--article", "1", "--encoding", BAD],
    ],
    "place": [
        ["p.sqlite", "--article", "1"],
        ["p.sqlite", "--article", "1", "--json"],
        ["p.sqlite", "--article", "1", "--claim", "1", "--quote", BAD, "--as", BAD],
        ["p.sqlite", "--article", "1", "--claim", "1", "--span", BAD],
    ],
    "undo": [["p.sqlite"], ["p.sqlite", "--as", BAD]],
    "redo": [["p.sqlite"]],
    "list": [
        ["p.sqlite", "--unread", "--since", "1"],
        ["p.sqlite"],
        ["p.sqlite", "--json"],
        [f"none {BAD}"],
        [f"--{BAD}"],
    ],
    "check": [["p.sqlite"]],
    "compare": [
        ["p.sqlite", "--article", "1"],
        ["p.sqlite", "--article", "1", "--json"],
        ["p.sqlite", "--article", "1", "--html", f"r{BAD.replace('/', '')}.html"],
        ["p.sqlite", "--article", "1", "--from", BAD],
        ["p.sqlite", "--article", BAD],
    ],
    "history": [
        ["p.sqlite"],
        ["p.sqlite", "--details"],
        ["p.sqlite", "--json"],
        ["p.sqlite", "--checker", BAD],
        ["p.sqlite", "--since", BAD],
    ],
    "export": [
        ["p.sqlite", "-o", "r.html", "--show-confidential"],
        ["p.sqlite", "-o", f"r{BAD.replace('/', '')}.html"],
        ["p.sqlite", "-o", f"r.{BAD}"],
        ["p.sqlite", "-o", "r.json", "--format", "json"],
        ["p.sqlite", "-o", "r.html", "--checker", BAD],
    ],
    "return": [
        ["p.sqlite", "--article", "1", "--dry-run"],
        ["p.sqlite", "--article", "1", "--dry-run", "--json", "--to", BAD],
        ["p.sqlite", "--article", "1", "-o", f"r{BAD.replace('/', '')}.docx"],
        ["p.sqlite", "--article", "1", "-o", "r.docx", "--checker", BAD],
        ["p.sqlite", "--article", BAD],
    ],
    "answers": [
        ["p.sqlite", "answers.md", "--dry-run"],
        ["p.sqlite", "answers.md", "--dry-run", "--json"],
        ["p.sqlite", "answers.md", "--as", BAD],
        ["p.sqlite", f"none {BAD}"],
    ],
    "proof": [
        ["p.sqlite", "--article", "1", "a\u202eg\x1b[31m.html", "-o", "proof.html"],
        ["p.sqlite", "--article", "1", "a\u202eg\x1b[31m.html", "--json"],
        ["p.sqlite", "--article", "1", "answers.md"],
        ["p.sqlite", "--article", "1", f"none {BAD}"],
        ["p.sqlite", "--article", "1", "answers.md", "-o", f"r.{BAD}"],
    ],
    "templates": [[f"t{BAD}"]],
    "published": [
        ["p.sqlite", "--article", "1"],
        [
            "p.sqlite",
            "--article",
            "1",
            "--on",
            "2026-11-30",
            "--url",
            f"https://{BAD}",
            "--as",
            BAD,
        ],
        ["p.sqlite", "--article", "1", "--on", BAD],
        ["p.sqlite", "--article", BAD],
    ],
    "corrections": [
        ["p.sqlite"],
        ["p.sqlite", "--json"],
        ["p.sqlite", "--html", f"r{BAD.replace('/', '')}.html"],
        ["p.sqlite", "-o", f"r.{BAD}"],
    ],
    "publisher": [
        ["p.sqlite", "--name", BAD, "--as", "Eve"],
        ["p.sqlite", "--rating", f"{BAD}=1"],
        ["p.sqlite", "--rating", f"verified={BAD}"],
        ["p.sqlite"],
    ],
    "restore": [["again.sqlite", "r.json"], ["again.sqlite", f"none {BAD}"]],
    "package": [["p.sqlite", "-o", "out.sqlite", "--as", BAD], ["p.sqlite", "-o", "out.sqlite"]],
    "send-back": [["package.sqlite", "-o", "reply.sqlite", "--as", BAD]],
    "merge": [
        ["p.sqlite", "package.sqlite", "--dry-run"],
        ["p.sqlite", "package.sqlite", "--dry-run", "--json"],
        ["p.sqlite", "package.sqlite", "--as", BAD],
        ["p.sqlite", f"none {BAD}"],
    ],
    "import": [
        ["p.sqlite", "foreign.json", "--dry-run"],
        ["p.sqlite", "foreign.json", "--article", "1", "--as", BAD, "--skip-bad"],
        ["p.sqlite", f"none {BAD}"],
    ],
    "people": [
        ["p.sqlite"],
        ["p.sqlite", "--json"],
        ["p.sqlite", "--join", BAD, BAD],
        ["p.sqlite", "--as-id", BAD, "--join", BAD, BAD],
    ],
    "same-claims": [
        ["p.sqlite"],
        ["p.sqlite", "--json"],
        ["p.sqlite", "--join", "all", "--as", BAD],
        ["p.sqlite", "--keep-apart", BAD, BAD],
    ],
    "agreement": [["p.sqlite"], ["p.sqlite", "--json"], ["p.sqlite", "--checker", BAD]],
    "backups": [["p.sqlite"], ["p.sqlite", "--make"], ["p.sqlite", "--json"]],
    "restore-backup": [["p.sqlite", "newest", "--dry-run"], ["p.sqlite", BAD]],
    "salvage": [["p.sqlite", "-o", "s.sqlite"], [f"none {BAD}", "-o", "t.sqlite"]],
    "demo": [[f"d{BAD}"]],
    "completion": [["bash"], [BAD]],
    "desktop": [["install", f"--{BAD}"], [BAD]],
    "window": [[f"none {BAD}"]],
}


def test_every_command_is_tried() -> None:
    assert {*program.commands.commands} == {*EVERY}


@pytest.mark.parametrize("command", EVERY)
def test_nothing_that_a_terminal_obeys_is_printed(
    annotator: Annotator, folder: Path, command: str
) -> None:
    if command == "restore":
        annotator("export", "p.sqlite", "-o", "r.json", "--format", "json")
    assert folder.exists()
    for arguments in EVERY[command]:
        assert_harmless(annotator(command, *arguments), [command, *arguments])


def test_json_is_exact(annotator: Annotator, folder: Path) -> None:
    listed = json.loads(annotator("list", folder / "p.sqlite", "--json").stdout)
    project = Project.open(folder / "p.sqlite")
    assert listed[0]["title"] == project.articles.page()[0].metadata.title
    assert "\x1b]0;owned\x07" in listed[0]["title"]
    project.close()


def test_csv_for_another_program_is_exact(annotator: Annotator, folder: Path) -> None:
    annotator("history", folder / "p.sqlite", "--csv", "h.csv")
    printed = annotator("history", folder / "p.sqlite", "--csv", "-").stdout
    assert printed.encode() == (folder / "h.csv").read_bytes()
    assert "\x1b" in printed


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
def test_csv_on_a_terminal_is_harmless(folder: Path) -> None:
    import pty  # noqa: PLC0415 - not on Windows

    terminal, end = pty.openpty()
    command = [sys.executable, "-m", "annotator", "history", "p.sqlite", "--csv", "-"]
    done = subprocess.Popen(command, cwd=folder, stdout=end)
    os.close(end)
    said = b"".join(iter(partial(_read, terminal), b""))
    assert done.wait() == 0
    os.close(terminal)
    words = said.decode().replace("\r\n", "\n")
    assert "What was done" in words
    assert [hex(ord(x)) for x in words if x != "\n" and obeyed(x)] == []


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # so Linux says that nobody writes any more
        return b""


# what keeps it so


def test_commands_print_in_one_place_only() -> None:
    for path in Path(cli.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        used |= {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        prints = {name for name in used if re.search("echo|secho|print$|buffer$|progressbar", name)}
        allowed = {"sys.stdin.buffer", "_print"}
        assert path.stem == "terminal" or prints <= allowed, (path, prints)


@pytest.mark.parametrize("code", [*range(0x20), 0x7F, *range(0x80, 0xA0), 0x2028, 0x202E, 0x2066])
def test_every_control_gets_a_sign(code: int) -> None:
    assert len(visible(chr(code))) == 1
    assert not obeyed(visible(chr(code)))


def test_letters_of_every_script_stay() -> None:
    words = "Ελλάδα عربى\u200f עברית\u200e नेपाली 👩🏽‍🚒 e\u0301 \u00a0–\u200c\u200d"
    assert visible(words) == words
