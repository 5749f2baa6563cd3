"""The import rule of the rooms: arrows point one way, and only the store knows SQL."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "annotator"

MAY_IMPORT = {
    "domain": {"domain"},
    "store": {"regular_files", "domain", "store"},
    "services": {"regular_files", "domain", "store", "services"},
    "intake": {"regular_files", "domain", "intake"},
    "report": {"regular_files", "domain", "services", "report", "appearance", "assets"},
    "ui": {"regular_files", "domain", "services", "intake", "report", "ui", "appearance", "assets"},
    "cli": {"regular_files", "domain", "services", "intake", "report", "ui", "cli", "assets"},
    "appearance": {"domain", "appearance", "assets"},
    "assets": {"assets"},
    "regular_files": {"regular_files"},
    "__main__": {"cli"},
    "__init__": set(),
}
ONLY_IN = {"PySide6": {"ui"}, "sqlite_utils": {"store"}, "sqlite3": {"store"}}
PURE = {"datetime.datetime.now", "time", "os", "pathlib", "io", "socket", "logging", "random"}
NETWORK = {"socket", "ssl", "urllib.request", "http", "ftplib", "smtplib", "requests", "httpx"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"{node.module}"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    for name in imported(path):
        top, _, rest = name.partition(".")
        if top == "annotator" and rest:
            assert rest.split(".")[0] in MAY_IMPORT[room(path)], f"{path} imports {name}"
        assert room(path) in ONLY_IN.get(top, {room(path)}), f"{path} imports {name}"
        assert not any(name == net or name.startswith(net + ".") for net in NETWORK), name
        if room(path) == "domain":
            assert top not in PURE, f"{path} imports {name}"


def test_every_module_says_what_it_is() -> None:
    for path in modules():
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_no_module_and_no_test_passes_six_hundred_lines() -> None:
    files = [*modules(), *Path(__file__).parent.rglob("*.py")]
    assert [p for p in files if len(p.read_text(encoding="utf-8").splitlines()) > 600] == []


def test_no_room_is_a_bucket() -> None:
    buckets = {"utils", "helpers", "common", "manager", "core"}
    assert [p for p in modules() if buckets & {*p.parts, p.stem}] == []
