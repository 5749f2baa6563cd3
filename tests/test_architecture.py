"""The rules of the house: what each role may import, know and touch."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from statistics import median

import pytest

from tests.metrics.names import shared_class_names, verb_form_modules
from tests.metrics.roles import edges, place_of
from tests.metrics.source import Module, import_graph, imported_names, read_modules
from tests.metrics.structure import cycles, folder_sizes
from tests.metrics.table import (
    FOLDER_LARGEST,
    FOLDER_MEDIAN,
    MODULE_LINES,
    VERB_FORM_PERCENT,
)

ROOT = Path(__file__).parents[1]

VALUES = {"kernel", "schema", "model"}
DATA = {"assets", "appearance"}
MAY_IMPORT = {
    "kernel": {"kernel"},
    "schema": {*VALUES},
    "model": {*VALUES, "appearance"},  # the labels of verdicts are resources
    "files": {"kernel", "files"},
    "storage": {*VALUES, "files", "storage"},
    # SQL on a table is written a single time: a repository uses those of the features below
    "repository": {*VALUES, "files", "storage", "repository"},
    "project": {*VALUES, "files", "storage", "repository"},
    "formats": {*VALUES, *DATA, "files", "formats"},
    # Qt lays out a page of a PDF as it lays out the article in the window
    "pdf": {*VALUES, *DATA, "files", "formats", "own pdf", "ui base"},
    "service": {
        *(*VALUES, *DATA, "files", "storage", "project"),
        *("own repository", "formats", "own pdf", "service"),
    },
    "ui": {
        *(*VALUES, *DATA, "files", "project", "service"),
        *("own formats", "own pdf", "own ui", "ui base"),
    },
    "ui base": {
        *(*VALUES, *DATA, "files", "project", "service", "ui base"),
        *("program_log", "__init__"),
    },
    "app": {
        *(*VALUES, *DATA, "files", "project", "service", "ui", "ui base", "app"),
        *("sample_project", "program_log", "__init__"),
    },
    "cli": {
        *(*VALUES, *DATA, "files", "project", "service", "formats", "ui base", "app", "cli"),
        *("sample_project", "program_log", "__init__"),
    },
    "sample_project": {*VALUES, "assets", "files", "project", "service"},
    "appearance": {*VALUES, "assets"},
    "assets": {"assets"},
    "program_log": {"files", "__init__"},
    "__main__": {"cli"},
    "__init__": set[str](),
}
"""The roles that a module of a role may import, late and for types too.

“Own” keeps to the same feature: a service imports the repository of its feature, no other.
"""

WITH_SQL = {"storage", "repository"}
WITH_QT = {"ui", "ui base", "app", "pdf"}
ONLY_IN = {"PySide6": WITH_QT, "sqlite_utils": WITH_SQL, "sqlite3": WITH_SQL}
NETWORK = {"socket", "ssl", "urllib.request", "http", "ftplib", "smtplib", "requests", "httpx"}
IMPURE = {
    *("time", "os", "io", "pathlib", "shutil", "tempfile", "subprocess", "threading"),
    *("socket", "logging", "random", "secrets", "uuid", "locale", "platformdirs"),
}
MAY_NAME_PATHS = {"reports/choices.py": "the folder of a template, as it was chosen"}
CLOCKS = {"now", "today", "utcnow", "fromtimestamp"}


@cache
def modules() -> tuple[Module, ...]:
    return read_modules(ROOT)


@cache
def graph() -> dict[str, frozenset[str]]:
    return import_graph(modules())


def role(module: Module) -> str:
    return place_of(module.path).role


def where(module: Module) -> str:
    return module.path.as_posix()


def may_import(module: Module, target: Module) -> bool:
    """Return whether the table lets a module import another."""
    here, there = place_of(module.path), place_of(target.path)
    own = here.folder == there.folder and f"own {there.role}" in MAY_IMPORT[here.role]
    return own or there.role in MAY_IMPORT[here.role]


def test_imports_keep_to_the_roles() -> None:
    by_name = {module.name: module for module in modules()}
    found = {
        where(module): forbidden
        for module in modules()
        if (
            forbidden := {
                where(by_name[target])
                for target in graph()[module.name]
                if not may_import(module, by_name[target])
            }
        )
    }
    assert found == {}


def test_no_two_features_read_each_others_rows() -> None:
    repositories = [module for module in modules() if role(module) == "repository"]
    names = {module.name for module in repositories}
    inner = {name: graph()[name] & names for name in names}
    assert repositories
    assert cycles(edges(repositories, inner, by="folder")) == []


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_stays_in_its_roles(library: str) -> None:
    found = [
        where(module)
        for module in modules()
        if role(module) not in ONLY_IN[library] and library in top_names(module)
    ]
    assert found == []


def top_names(module: Module) -> set[str]:
    return {name.partition(".")[0] for name in imported_names(module.tree)}


def test_no_module_imports_a_library_for_the_network() -> None:
    found = [
        f"{where(module)}: {name}"
        for module in modules()
        for name in imported_names(module.tree)
        if any(name == net or name.startswith(net + ".") for net in NETWORK)
    ]
    assert found == []


def test_values_touch_neither_files_nor_clocks_nor_chance() -> None:
    found = []
    for module in modules():
        if role(module) in VALUES:
            allowed = {"pathlib"} if where(module) in MAY_NAME_PATHS else set[str]()
            found += [f"{where(module)}: {name}" for name in IMPURE & top_names(module) - allowed]
            found += [
                f"{where(module)}:{call.lineno}: {ast.unparse(call)}"
                for name, owner, call in calls(module)
                if name in {*TOUCHES, *CLOCKS} or (name, owner) == ("open", "")
            ]
    assert found == []


def test_every_class_has_a_name_of_its_own() -> None:
    assert shared_class_names(modules()) == {}


def test_modules_are_named_by_nouns() -> None:
    named = verb_form_modules(modules())
    assert 100 * len(named) / len(modules()) <= VERB_FORM_PERCENT, named


def test_folders_stay_small() -> None:
    sizes = folder_sizes(modules())
    assert {path: size for path, size in sizes.items() if size > FOLDER_LARGEST} == {}
    assert median(sizes.values()) <= FOLDER_MEDIAN


def test_every_module_says_what_it_is() -> None:
    assert [where(module) for module in modules() if not ast.get_docstring(module.tree)] == []


def test_no_module_and_no_test_passes_six_hundred_lines() -> None:
    lengths = {where(module): module.lines for module in modules()}
    for path in Path(__file__).parent.rglob("*.py"):
        lengths[str(path)] = len(path.read_text(encoding="utf-8").splitlines())
    assert {path: lines for path, lines in lengths.items() if lines > MODULE_LINES} == {}


def test_no_folder_is_a_bucket() -> None:
    buckets = {"utils", "helpers", "common", "manager", "core"}
    assert [m.name for m in modules() if buckets & {*m.name.split(".")}] == []


WRITERS = {
    *("files/atomic_write.py", "files/drafts.py"),  # each file is written by these
    "storage/disk/drive_locks.py",  # the lock beside a project on a network drive
    "storage/examination/known_files.py",  # no person's file, but the program's own memory
    "backups/repository/replacement.py",  # moves a damaged project aside, or copies it to a draft
    "storage/disk/side_files.py",  # keeps strangers' logs, copies a file with its log to look at
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
    "app/help/controller.py": "the program's own guide",
    "app/help/licences.py": "the licences that come with the program",
}
"""Modules of the window that read files, and the files."""
TOUCHES = {
    *("read_text", "read_bytes", "unlink", "rename", "mkdir", "rmdir", "chmod", "iterdir", "glob"),
    *WRITES,
}


@cache
def calls(module: Module) -> tuple[tuple[str, str, ast.Call], ...]:
    """Return the name of each called function, its owner's, and the call."""
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            found.append((node.func.attr, ast.unparse(node.func.value), node))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found.append((node.func.id, "", node))
    return tuple(found)


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
    for module in modules():
        for name, owner, call in calls(module):
            wrong = name in WRITES | BY_QT or opens_to_write(name, owner, call)
            wrong |= owner == "shutil" and name.startswith(("copy", "move", "make_archive"))
            # into memory, or not at all
            wrong |= name == "save" and any("path" in ast.unparse(a) for a in call.args)
            wrong |= name == "QPdfWriter" and ast.unparse(call.args[0]) != "buffer"
            if wrong and where(module) not in WRITERS:
                found.append(f"{where(module)}:{call.lineno}: {ast.unparse(call)}")
    assert found == []


def test_no_widget_reads_or_changes_files() -> None:
    found = []
    for module in modules():
        if role(module) not in WITH_QT:
            continue
        for name, owner, call in calls(module):
            touches = name in TOUCHES or (name == "open" and owner in {"", "os", "io"})
            touches |= owner in {"os", "shutil", "tempfile"} and name in {"remove", "replace"}
            if touches and where(module) not in MAY_TOUCH:
                found.append(f"{where(module)}:{call.lineno}: {ast.unparse(call)}")
    assert found == []


def test_only_one_module_hands_things_to_other_programs() -> None:
    found = {
        where(module)
        for module in modules()
        if any(name.endswith(".QDesktopServices") for name in imported_names(module.tree))
        or any(name == "setOpenExternalLinks" for name, _, _ in calls(module))
    }
    assert found == {"app/files/external_programs.py"}


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
    heirs = heirs_of_qt(module.tree for module in modules())
    found = [
        f"{where(module)}:{call.lineno}"
        for module in modules()
        if role(module) in WITH_QT
        for call in makers_of_qt(module.tree, heirs)
        if call.keywords
    ]
    assert found == []


READS = {"read_bytes", "read_text"}
OWN_FILES = {
    *("assets.py", "appearance.py", "app/help/controller.py", "app/help/licences.py"),
    "files/regular_files.py",
}


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
        f"{module.path.name}: {ast.unparse(call)}"
        for module in modules()
        if where(module) not in OWN_FILES
        for call in reads(module.tree)
        if "asset(" not in ast.unparse(call)
    ]
    bundled = {"templates.py: bundled[own].read_bytes()", "templates.py: path.read_bytes()"}
    kernels_own = {"drives.py: Path('/proc/self/mountinfo').open('rb')"}
    assert {*found} <= bundled | kernels_own


RAW = {"file", "_file", "db", "connection", "writer", "execute", "execute_many", "executescript"}
"""Attributes that lead past the doors of a project to its rows."""
RAW_NAMES = {"ProjectFile", "ChangeWriter", "OpenChange", "Database", "Connection", "opening"}
SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|PRAGMA|WITH)\b")


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
    services = [module for module in modules() if role(module) == "service"]
    found = [f"{where(m)}: {way}" for m in services for way in ways_past_the_doors(m.tree)]
    assert services
    assert found == []
