"""The import rule of the rooms: arrows point one way, and only the store knows SQL."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.window_code import name_module, window_modules

PACKAGE = Path(__file__).parents[1] / "annotator"

MAY_IMPORT = {
    "domain": {"domain"},
    "store": {"regular_files", "domain", "store"},
    "services": {"regular_files", "domain", "store", "services"},
    "intake": {"regular_files", "domain", "intake"},
    "report": {"regular_files", "domain", "services", "report", "appearance", "assets"},
    "ui": {
        *("__version__", "regular_files", "domain", "services", "intake", "report", "ui"),
        *("appearance", "assets", "guide", "licences", "program_log"),
    },
    "cli": {
        *("__version__", "regular_files", "domain", "services", "intake", "report", "ui", "cli"),
        *("assets", "program_log"),
    },
    "appearance": {"domain", "appearance", "assets"},
    "assets": {"assets"},
    "regular_files": {"regular_files"},
    "licences": {"__version__", "assets"},
    "program_log": {"__version__", "regular_files"},
    "guide": {"assets"},
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


WRITERS = {
    *("files/atomic_write.py", "files/drafts.py"),  # each file is written by these
    "storage/disk/drive_locks.py",  # the lock beside a project on a network drive
    "storage/examination/known_files.py",  # what the program remembers for itself
    "backups/repository/replacement.py",  # moves a damaged project aside, or copies it
    "storage/disk/side_files.py",  # keeps logs of strangers, and copies a file with its log
    "storage/disk/whereabouts.py",  # opens to know the name alone
    "files/regular_files.py",  # opens to read alone
    "program_log.py",  # adds to the log, in the user's folder for logs
    "cli/program.py",  # the null device, in place of an output that nobody reads any more
}
WRITES = {"write_text", "write_bytes", "touch", "hardlink_to", "symlink_to"}
BY_QT = {"QFile", "QSaveFile", "QTemporaryFile", "QPrinter.setOutputFileName"}
MAY_TOUCH = {
    "app/theme/theme.py": "the program's own style sheet and icons",
    "reports/formats/pdf/style.py": "the program's own style sheet",
}
"""Modules of the window that read files, and which."""
TOUCHES = {
    *("read_text", "read_bytes", "unlink", "rename", "mkdir", "rmdir", "chmod", "iterdir", "glob"),
    *WRITES,
}


def calls(path: Path) -> Iterator[tuple[str, str, ast.Call]]:
    """The name of what is called, what it belongs to, and the call."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, ast.unparse(node.func.value), node
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, "", node


def opens_to_write(name: str, owner: str, call: ast.Call) -> bool:
    """Whether a file is opened in a way in which it can be written."""
    if (owner, name) == ("os", "open"):
        return "O_RDONLY" not in ast.unparse(call)
    if name not in {"open", "fdopen"}:
        return False
    given = [*call.args, *(word.value for word in call.keywords)]
    modes = [v.value for v in given if isinstance(v, ast.Constant) and isinstance(v.value, str)]
    return any({*mode} <= {*"rwxabt+"} and {*mode} & {*"wxa+"} for mode in modes)


def test_each_file_is_written_by_the_one_writer() -> None:
    found = []
    for path in modules():
        where = path.relative_to(PACKAGE).as_posix()
        for name, owner, call in calls(path):
            wrong = name in WRITES | BY_QT or opens_to_write(name, owner, call)
            wrong |= owner == "shutil" and name.startswith(("copy", "move", "make_archive"))
            # into memory, or not at all
            wrong |= name == "save" and any("path" in ast.unparse(a) for a in call.args)
            wrong |= name == "QPdfWriter" and ast.unparse(call.args[0]) != "buffer"
            if wrong and where not in WRITERS:
                found.append(f"{where}:{call.lineno}: {ast.unparse(call)}")
    assert found == []


def test_no_widget_reads_or_changes_files() -> None:
    found = []
    for path in window_modules():
        where = name_module(path)
        for name, owner, call in calls(path):
            touches = name in TOUCHES or (name == "open" and owner in {"", "os", "io"})
            touches |= owner in {"os", "shutil", "tempfile"} and name in {"remove", "replace"}
            if touches and where not in MAY_TOUCH:
                found.append(f"{where}:{call.lineno}: {ast.unparse(call)}")
    assert found == []


def test_only_one_module_hands_things_to_other_programs() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in modules()
        if "QDesktopServices" in imported_names(path)
        or any(name == "setOpenExternalLinks" for name, _, _ in calls(path))
    }
    assert found == {"app/files/external_programs.py"}


def imported_names(path: Path) -> set[str]:
    return {name.rpartition(".")[2] for name in imported(path)}


def of_qt(tree: ast.Module) -> set[str]:
    """The names that a module has from PySide6."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6")
        for alias in node.names
    }


def heirs_of_qt(trees: Iterable[ast.Module]) -> set[str]:
    """Qt's classes, and ours that leave it to Qt how they are made."""
    trees = [*trees]
    found = set[str]().union(*map(of_qt, trees))
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    for _ in classes:
        made = {
            node.name
            for node in classes
            if any(isinstance(base, ast.Name) and base.id in found for base in node.bases)
            and not any(isinstance(f, ast.FunctionDef) and f.name == "__init__" for f in node.body)
        }
        if made <= found:
            break
        found |= made
    return found


def makers_of_qt(tree: ast.Module, heirs: set[str]) -> Iterator[ast.Call]:
    """The calls that make an object of Qt: by a class of it, or from within a class that is one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in heirs:
                yield node
        elif isinstance(node, ast.ClassDef) and heirs & {ast.unparse(b) for b in node.bases}:
            calls = (one for one in ast.walk(node) if isinstance(one, ast.Call))
            yield from (c for c in calls if ast.unparse(c.func) == "super().__init__")


def test_no_object_of_qt_is_made_with_keywords() -> None:
    # PySide6 makes the setter of “interval” by the system's language: not so in Turkish
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in modules()}
    heirs = heirs_of_qt(trees.values())
    found = [
        f"{path.name}:{call.lineno}"
        for path, tree in trees.items()
        if path in window_modules()
        for call in makers_of_qt(tree, heirs)
        if call.keywords
    ]
    assert found == []


READS = {"read_bytes", "read_text"}
OWN_FILES = {"assets.py", "guide.py", "appearance.py", "licences.py", "regular_files.py"}


def reads(tree: ast.Module) -> Iterator[ast.Call]:
    """The calls that read a file by its path, other than one of the program's own."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
        opens = name == "open" and any(
            isinstance(a, ast.Constant) and a.value in ("r", "rb") for a in call.args
        )
        if (name in READS and not call.args) or opens:
            yield call


def test_files_that_somebody_names_are_read_in_one_way() -> None:
    # a pipe or device among them would hold up the program for ever
    found = [
        f"{path.name}: {ast.unparse(call)}"
        for path in modules()
        if path.name not in OWN_FILES
        for call in reads(ast.parse(path.read_text(encoding="utf-8")))
        if "asset(" not in ast.unparse(call)
    ]
    bundled = {"templates.py: bundled[own].read_bytes()", "templates.py: path.read_bytes()"}
    kernels_own = {"drives.py: Path('/proc/self/mountinfo').open('rb')"}
    assert {*found} <= bundled | kernels_own


RAW = {"file", "_file", "db", "connection", "writer", "execute", "execute_many", "executescript"}
"""Attributes that lead past the doors of a project to its rows."""
RAW_NAMES = {"ProjectFile", "ChangeWriter", "OpenChange", "Database", "Connection", "opening"}
SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|PRAGMA|WITH)\b")


def is_service(path: Path) -> bool:
    """Whether a module has the role of a service."""
    parts = path.relative_to(PACKAGE).parts
    return any(part.startswith("service") for part in parts)


def ways_past_the_doors(tree: ast.Module) -> Iterator[str]:
    """The places of a module that reach the raw file, its connection or its rows."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in RAW:
            if ast.unparse(node) != "csv.writer":
                yield f"{node.lineno}: {ast.unparse(node)}"
        elif isinstance(node, ast.ImportFrom):
            names = {alias.name for alias in node.names} & RAW_NAMES
            yield from (f"{node.lineno}: {name}" for name in names)
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value)
        ):
            yield f"{node.lineno}: {node.value[:40]}"


def test_no_service_reaches_past_the_doors_of_a_project() -> None:
    # what is missing gets a name: a reader on Project, or a writer in UnitOfWork
    services = [path for path in modules() if is_service(path)]
    found = [
        f"{path.name}: {way}"
        for path in services
        for way in ways_past_the_doors(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert services
    assert found == []
