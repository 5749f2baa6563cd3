"""Every test runs without a screen, in a home of its own, and off the network."""

import gc
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from annotator.files.drives import network_kind
from annotator.files.identities import KeptIds, identities_path
from annotator.people.model import Checker, Recognition
from annotator.people.repository import PersonRepository
from annotator.project import Project
from annotator.storage import opening
from annotator.storage.disk.file_state import new_token, read_alone
from annotator.storage.opening import fill
from annotator.storage.project_file import making
from tests import forked_program

OUTSIDE = dict(os.environ)
"""The environment the tests were started in, for those that need pip's settings."""
HOME = Path(tempfile.mkdtemp(prefix="annotator-home-"))

for _name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP", "QT_STYLE_OVERRIDE"):
    os.environ.pop(_name, None)
os.environ.update(
    {
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(HOME),
        "USERPROFILE": str(HOME),
        "XDG_CONFIG_HOME": str(HOME / "config"),
        "XDG_DATA_HOME": str(HOME / "data"),
        "XDG_STATE_HOME": str(HOME / "state"),
        "XDG_CACHE_HOME": str(HOME / "cache"),
        "XDG_DOCUMENTS_DIR": str(HOME / "Documents"),
    }
)

Finished = subprocess.CompletedProcess[str]
Annotator = Callable[..., Finished]


def pytest_unconfigure() -> None:
    _empty_clipboard()
    shutil.rmtree(HOME, ignore_errors=True)


def _empty_clipboard() -> None:
    """Free what Python put there: without a screen Qt does so after Python's end, and crashes."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui and gui.QGuiApplication.instance():
        gui.QGuiApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def _off_the_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that opens a connection to another machine fails, unless it is marked ``network``."""
    if request.node.get_closest_marker("network"):
        return
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, _local_only(getattr(socket.socket, name)))


@cache
def _empty_project() -> tuple[bytes, bytes]:
    """The bytes of a new project, made once for all tests of this process, and its token."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.sqlite"
        with making(path) as draft:
            fill(draft)
        return path.read_bytes(), read_alone(path).token.encode()


def _fill_quickly(draft: Path) -> None:
    if network_kind(draft):
        fill(draft)  # its journal is another one
    else:
        whole, token = _empty_project()
        draft.write_bytes(whole.replace(token, new_token().encode()))


@pytest.fixture(autouse=True)
def _new_projects_are_copies(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New projects are copies of one, for making the tables takes longer than most tests.

    A test of how they are made is marked ``makes_tables``.
    """
    if not request.node.get_closest_marker("makes_tables"):
        monkeypatch.setattr(opening, "fill", _fill_quickly)


_INTRODUCED: dict[str, str] = {}
"""The names of the people whom tests have let work in a project, by their ids."""


@pytest.fixture(autouse=True)
def _people_work_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever a test lets work in a project works at this computer: no window asks about them.

    A test on people of the same name is marked ``namesakes``.
    """
    identities_path().unlink(missing_ok=True)
    work_as = Project.work_as

    def introduce(project: Project, name: str, identity: str = "") -> Checker:
        known = work_as(project, name, identity)
        _INTRODUCED[known.id] = name
        return known

    recognize = PersonRepository.recognize

    def recognize_all(people: PersonRepository, name: str, ids: Sequence[str]) -> Recognition:
        found = recognize(people, name, ids)
        known = found.namesake and found.namesake.id in _INTRODUCED
        return Recognition(found.namesake) if known else found

    monkeypatch.setattr(Project, "work_as", introduce)
    if not _is_about_names(request):
        monkeypatch.setattr(PersonRepository, "recognize", recognize_all)


def _is_about_names(request: pytest.FixtureRequest) -> bool:
    return request.node.get_closest_marker("namesakes") is not None


def _keep_introduced(config: Path, told: set[str]) -> None:
    """Let the commands of a test know the people who work at this computer.

    Args:
        config: The folder of their settings.
        told: The ids that they know; all others are added to it.
    """
    kept = KeptIds(config / "Annotator" / "identities.json")
    for identity in [*_INTRODUCED][-_RECENT:]:
        if identity not in told:
            kept.keep(_INTRODUCED[identity], identity)
            told.add(identity)


_RECENT = 20
"""The number of people introduced last whom commands know; tests have few."""


@pytest.fixture(autouse=True)
def _without_dictionaries_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test finds no dictionary but its own, whatever this computer has."""
    monkeypatch.setattr("annotator.spelling.service.dictionary_patterns", tuple)


def _local_only(connect: Callable[..., Any]) -> Callable[..., Any]:
    def checked(self: socket.socket, address: Any) -> Any:
        local = isinstance(address, (str, bytes)) or address[0] in {"localhost", "127.0.0.1", "::1"}
        if not local:
            pytest.fail(f"a connection to {address} was tried")
        return connect(self, address)

    return checked


@pytest.fixture(scope="session")
def outside() -> dict[str, str]:
    """The environment from before the tests took it over."""
    return dict(OUTSIDE)


@pytest.fixture
def annotator(
    request: pytest.FixtureRequest, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Annotator:
    """Runs the program as a process of its own, in ``tmp_path`` and without a display."""
    told, number, known = tmp_path_factory.mktemp("told"), count(1), set[str]()

    def run(*arguments: str | Path, stdin: bytes = b"", **environment: str) -> Finished:
        words = [*map(str, arguments)]
        if not _is_about_names(request):
            _keep_introduced(told / "config", known)
        without_display = {k: v for k, v in os.environ.items() if k != "QT_QPA_PLATFORM"}
        # the ids of the people at this computer stand there
        apart = {"HOME": str(tmp_path / "home"), "XDG_CONFIG_HOME": str(told / "config")}
        variables = {**without_display, **apart, **environment}
        if forked_program.available(variables):
            place = told / str(next(number))
            code, out, err = forked_program.run(words, tmp_path, variables, stdin, place)
        else:
            code, out, err = start(words, tmp_path, variables, stdin)
        return subprocess.CompletedProcess(["annotator", *words], code, out.decode(), err.decode())

    return run


def start(
    words: list[str], folder: Path, variables: dict[str, str], stdin: bytes = b""
) -> tuple[int, bytes, bytes]:
    """Return the exit code and both outputs of the program, started as users start it."""
    done = subprocess.run(
        [sys.executable, "-m", "annotator", *words],
        cwd=folder,
        input=stdin,
        capture_output=True,
        env=variables,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A new, empty project."""
    path = tmp_path / "made.sqlite"
    Project.create(path).close()
    return path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files with slow tests first, so that no processor is left alone with one at the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_collection_finish() -> None:
    """Spare every collection of garbage the tests themselves: four hundred thousand objects."""
    gc.collect()
    gc.freeze()


_TESTS_BETWEEN = 50
_ended = count(1)


def pytest_runtest_teardown() -> None:
    """Free what windows leave behind: once there was one, only an event loop collects garbage."""
    if next(_ended) % _TESTS_BETWEEN == 0:
        gc.collect()
