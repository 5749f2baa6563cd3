"""The program starts in every language, with whatever settings and whatever became of the disk."""

import errno
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QRect, QSettings
from pytestqt.qtbot import QtBot

from annotator.app.files.presence import Presence, presence_of
from annotator.app.preferences import Preferences, _key
from annotator.app.startup import program
from annotator.app.window.main_window import MainWindow
from annotator.project import Project

LOCALES = ("tr_TR", "az_AZ", "ku_TR", "lt_LT", "ar_EG")
HOSTILE_LINES = (
    b"a, b",
    b"@Invalid()",
    b"@ByteArray(\\x0\\xff\\x1)",
    b"@Rect(1 2 3 4)",
    b"@Size(-1 -2)",
    b"\xff\xfe\xc3",
    b'"unterminated',
    b"\\xffffffff",
    b"99999999999999999999999",
    b"-1",
    b"1e400",
    b"nan",
    b"@",
    b"a\\0b",
    b"\\x1b]0;x\\a",
    b"/",
    b"x" * 100_000,
    b"<img src=x>",
    "²".encode(),
    b"",
)
"""Values as a broken or changed file of settings may have them."""
KEYS: dict[str, Callable[[Preferences], object]] = {
    "checker": lambda p: p.checker,
    "scheme": lambda p: p.scheme,
    "font size": lambda p: p.font_size,
    "interface size": lambda p: p.interface_size,
    "recent commands": lambda p: p.recent_commands,
    "window": lambda p: p.window,
    "recent": lambda p: p.recent,
    "reopen": lambda p: p.reopens,
    "claim columns": lambda p: p.claim_columns,
    "claim order": lambda p: p.claim_order,
    "report kind": lambda p: p.report_kind,
    "report form": lambda p: p.report_form,
    "splits/panes": lambda p: p.split("panes"),
    "folded/Evidence": lambda p: p.is_folded("Evidence"),
    "identities/ID": lambda p: p.identity("ID"),
    "places/ID": lambda p: p.place("ID"),
    "watch": lambda p: p.watches_files,
    "article files": lambda p: p.article_file("ID"),
}


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the locales, made from what the system knows of them."""
    if not shutil.which("localedef") or not Path("/usr/share/i18n/locales/tr_TR").exists():
        pytest.skip("this system cannot make locales")
    folder = tmp_path_factory.mktemp("locales")
    for name in LOCALES:
        made = folder / f"{name}.UTF-8"
        command = ["localedef", "-i", name, "-f", "UTF-8", str(made)]
        subprocess.run(command, check=False, capture_output=True)
        assert made.exists()
    return folder


def start(home: Path, *arguments: str | Path, **environment: str) -> str:
    """Start the program as a process and end it after a frame; what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "annotator", "--smoke", *map(str, arguments)],
        env={**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home), **environment},
        capture_output=True,
        timeout=60,
        check=False,
    )
    said = done.stdout.decode() + done.stderr.decode()
    assert done.returncode == 0, said
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize("name", LOCALES)
def test_it_starts_in_every_language(name: str, locales: Path, tmp_path: Path, made: Path) -> None:
    said = start(tmp_path, made, LOCPATH=str(locales), LC_ALL=f"{name}.UTF-8")
    assert said.startswith("The window works")
    assert "It says" not in said


@pytest.mark.parametrize("language", ["tr_TR", "az_AZ"])
def test_commands_work_in_turkish(language: str, locales: Path, tmp_path: Path, made: Path) -> None:
    for command in (["check", made], ["list", made], ["--help"]):
        done = subprocess.run(
            [sys.executable, "-m", "annotator", *command],
            env={**os.environ, "LOCPATH": str(locales), "LC_ALL": f"{language}.UTF-8"},
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )
        assert b"mistake" not in done.stderr


def written(folder: Path, content: bytes) -> QSettings:
    path = folder / "settings.ini"
    path.write_bytes(content)
    return QSettings(str(path), QSettings.Format.IniFormat)


def line(key: str, value: bytes) -> bytes:
    folder, _, name = key.rpartition("/")
    name = name.replace(" ", "%20")
    return f"[{folder or 'General'}]\n{name}=".encode() + value + b"\n"


@pytest.mark.parametrize("value", HOSTILE_LINES, ids=lambda value: repr(value[:20]))
@pytest.mark.parametrize("key", KEYS)
def test_an_odd_setting_counts_as_not_set(key: str, value: bytes, tmp_path: Path) -> None:
    kept = key.replace("ID", _key("ID"))
    read = KEYS[key]
    usual = read(Preferences(written(tmp_path, b"")))
    preferences = Preferences(written(tmp_path, line(kept, value)))
    found = read(preferences)
    assert type(found) is type(usual) or (key.startswith("places") and isinstance(found, tuple))
    if isinstance(found, int):
        assert found == usual
    if isinstance(found, str):
        assert len(found) <= 4096
        assert "\x1b" not in found
        assert "\0" not in found
    if preferences.trouble():
        assert found == usual or isinstance(found, list)


@pytest.mark.parametrize("value", HOSTILE_LINES, ids=lambda value: repr(value[:20]))
def test_the_window_opens_with_every_setting_odd(
    value: bytes, tmp_path: Path, made: Path, qtbot: QtBot
) -> None:
    lines = {key: line(key, value) for key in KEYS if "ID" not in key}
    preferences = Preferences(written(tmp_path, b"".join(lines.values())))
    window = program.begin(preferences, made)
    qtbot.addWidget(window)
    assert window.session.is_open
    assert window.screen().availableGeometry().intersects(window.frameGeometry())
    window.close()


def test_all_of_a_first_window_is_on_a_small_screen(
    tmp_path: Path, made: Path, qtbot: QtBot
) -> None:
    window = program.begin(Preferences(written(tmp_path, b"")), made)
    qtbot.addWidget(window)
    screen = window.screen().availableGeometry()
    assert screen.height() < 860
    assert window.height() < screen.height()
    window.close()


def geometry(rect: QRect) -> QByteArray:
    """What Qt keeps of a window that stood at a rectangle (qwidget.cpp, saveGeometry)."""
    corners = (rect.left(), rect.top(), rect.right(), rect.bottom())
    numbers = b"".join(n.to_bytes(4, "big", signed=True) for n in corners)
    head = bytes.fromhex("01d9d0cb00030000")
    return QByteArray(head + 2 * numbers + bytes(4) + bytes(2) + bytes(4) + numbers)


@pytest.mark.parametrize(
    "rect",
    [
        QRect(0, 0, 2_000_000_000, 2_000_000_000),
        QRect(-2_000_000_000, -2_000_000_000, 10, 10),
        QRect(1_000_000, 1_000_000, 800, 600),
        QRect(0, 0, 0, 0),
        QRect(0, 0, -5, -5),
    ],
)
def test_a_window_that_stood_beyond_the_screen_is_seen(
    rect: QRect, tmp_path: Path, qtbot: QtBot
) -> None:
    preferences = Preferences(written(tmp_path, b""))
    preferences.window = geometry(rect)
    window = program.begin(preferences)
    qtbot.addWidget(window)
    screen = window.screen().availableGeometry()
    assert screen.intersects(window.frameGeometry())
    # what is put back is cut to the screen, and what is not put back is as wide as at first
    assert window.width() <= max(screen.width(), 1360)
    assert window.height() <= max(screen.height(), 860)


SETTINGS_FILES: dict[str, Callable[[Path], object]] = {
    "rubbish": lambda path: path.write_bytes(bytes(range(256)) * 40),
    "no text": lambda path: path.write_bytes(b"\xff\xfe\x00\xd8" * 999),
    "a number of bytes that nobody has": lambda path: path.write_bytes(
        line("recent", b"@Variant(\\0\\0\\0\\xc\\0\\xff\\xff\\xff\\xf0)")
    ),
    "a list without end": lambda path: path.write_bytes(
        line("recent", b"@Variant(\\0\\0\\0\\t\\xff\\xff\\xff\\xf0)")
    ),
    "huge": lambda path: path.write_bytes(line("recent", b"x" * 5_000_000)),
    "a pipe": os.mkfifo,
    "a folder": lambda path: path.mkdir(),
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
    "a link to itself": lambda path: path.symlink_to(path),
    "a link to nothing": lambda path: path.symlink_to("/nowhere/at/all"),
}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="settings are kept elsewhere")
@pytest.mark.parametrize("kind", SETTINGS_FILES)
def test_it_starts_whatever_stands_where_the_settings_were(
    kind: str, tmp_path: Path, made: Path
) -> None:
    place = tmp_path / "Annotator" / "Annotator.conf"
    place.parent.mkdir()
    SETTINGS_FILES[kind](place)
    said = start(tmp_path, made)
    assert said.startswith("The window works")
    if kind != "a link to nothing":
        assert "settings could not be read" in said
        assert (place.parent / "Annotator.conf.unreadable").is_symlink() or (
            place.parent / "Annotator.conf.unreadable"
        ).exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="settings are kept elsewhere")
def test_it_starts_where_nothing_can_be_kept(tmp_path: Path, made: Path) -> None:
    for home in ("/proc", "/dev/null", "/nonexistent"):
        if os.geteuid() == 0 and home == "/nonexistent":
            continue  # root can make it
        said = start(tmp_path, made, HOME=home, XDG_CONFIG_HOME=home)
        assert said.startswith("The window works")
        assert "cannot be saved" in said


def test_it_starts_without_a_home_and_without_fonts(tmp_path: Path, made: Path) -> None:
    (tmp_path / "fonts").mkdir()
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{tmp_path / 'fonts'}</dir></fontconfig>")
    bare = {"HOME": "", "XDG_CONFIG_HOME": "", "XDG_RUNTIME_DIR": "", "USER": "", "LOGNAME": ""}
    assert "The window works" in start(tmp_path, made, **{**bare, "HOME": str(tmp_path)})
    said = start(tmp_path, made, FONTCONFIG_FILE=str(config), QT_QPA_FONTDIR=str(tmp_path))
    assert "The window works" in said


def lasting(folder: Path, *paths: Path | str) -> Preferences:
    found = Preferences(written(folder, b""))
    found.checker = "Anna"
    found._settings.setValue("recent", [str(path) for path in paths])
    return found


def begun(qtbot: QtBot, preferences: Preferences) -> MainWindow:
    window = program.begin(preferences)
    qtbot.addWidget(window)
    return window


def test_a_last_project_that_is_gone_is_told(tmp_path: Path, qtbot: QtBot) -> None:
    window = begun(qtbot, lasting(tmp_path, tmp_path / "gone.sqlite"))
    assert not window.session.is_open
    assert "gone.sqlite, is no longer there" in window.notice.words.text()


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b", "\udcff\ud800", "..", "", "~", "//"])
def test_a_last_project_of_an_impossible_name_stops_no_start(
    name: str, tmp_path: Path, qtbot: QtBot
) -> None:
    window = begun(qtbot, lasting(tmp_path, name))
    assert window.isVisible()
    assert not window.session.is_open


def sockets(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(path.parent)  # the system limits the length of such names
        server.bind(path.name)
        os.chdir(here)


SPECIAL: dict[str, Callable[[Path], object]] = {
    "pipe": os.mkfifo,
    "folder": lambda path: path.mkdir(),
    "socket": sockets,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "memory": lambda path: path.symlink_to("/proc/self/mem"),
    "loop": lambda path: path.symlink_to(path),
}


@pytest.mark.parametrize("kind", SPECIAL)
def test_a_last_project_that_is_no_file_stops_no_start(
    kind: str, tmp_path: Path, qtbot: QtBot
) -> None:
    SPECIAL[kind](tmp_path / "last.sqlite")
    window = begun(qtbot, lasting(tmp_path, tmp_path / "last.sqlite"))
    assert not window.session.is_open
    assert "last.sqlite" in window.notice.words.text()


@pytest.mark.parametrize("code", [errno.EACCES, errno.EIO, errno.ENOTCONN, errno.ESTALE])
def test_a_last_project_behind_a_disk_that_fails_stops_no_start(
    code: int, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.stat

    def failing(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if self.name == "far.sqlite":
            raise OSError(code, os.strerror(code))
        return real(self, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", failing)
    window = begun(qtbot, lasting(tmp_path, tmp_path / "far.sqlite"))
    said = "in a folder that you may not read" if code == errno.EACCES else "does not respond"
    assert said in window.notice.words.text()
    window.menus.actions  # noqa: B018 - the menus stand
    assert not window.session.is_open


@pytest.fixture
def silent_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A share that nobody gets an answer from, while the test lasts."""
    real, over = Path.stat, list[bool]()

    def silent(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        while self.name == "far.sqlite" and not over:
            time.sleep(0.01)
        return real(self, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", silent)
    yield
    over.append(True)


@pytest.mark.usefixtures("silent_disk")
def test_a_share_that_does_not_answer_holds_up_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    far = tmp_path / "far.sqlite"
    window = begun(qtbot, lasting(tmp_path, far, tmp_path / "near.sqlite"))
    assert "does not respond" in window.notice.words.text()
    (tmp_path / "near.sqlite").touch()
    found = presence_of([far, tmp_path / "near.sqlite", tmp_path / "none"])
    assert [*found.values()] == [Presence.SILENT, Presence.THERE, Presence.GONE]


WITHOUT_PRIVILEGE = """
import ctypes, os, sys
if os.geteuid() == 0:  # root may enter every folder, unless it gives that up (capabilities(7))
    for capability in (1, 2):
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
os.execv(sys.executable, [sys.executable, "-m", "annotator", *sys.argv[1:]])
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux's permissions")
def test_a_project_in_a_folder_that_nobody_may_enter(tmp_path: Path) -> None:
    closed, home = tmp_path / "closed", tmp_path / "home" / "Annotator"
    closed.mkdir()
    home.mkdir(parents=True)
    last = closed / "last.sqlite"
    Project.create(last).close()
    (home / "Annotator.conf").write_bytes(line("recent", os.fsencode(last)) + b"checker=Anna\n")

    def run(*arguments: str | Path) -> str:
        done = subprocess.run(
            [sys.executable, "-c", WITHOUT_PRIVILEGE, *arguments],
            env={**os.environ, "HOME": str(home.parent), "XDG_CONFIG_HOME": str(home.parent)},
            capture_output=True,
            check=False,
        )
        return done.stdout.decode() + done.stderr.decode()

    closed.chmod(0)
    try:
        assert "in a folder that you may not read" in run("--smoke")
        commands: list[list[str | Path]] = [
            *([name, last] for name in ("check", "list", "window", "undo", "new")),
            ["merge", last, last],
            ["restore", last, last],
            ["demo", closed],
            ["--smoke", last],
        ]
        for command in commands:
            said = run(*command)
            assert said
            assert "mistake" not in said, (command, said)
            assert "Traceback" not in said, (command, said)
    finally:
        closed.chmod(0o700)
