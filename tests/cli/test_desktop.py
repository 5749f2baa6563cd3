"""A desktop on Linux finds the program, its icons, and the kinds of its files."""

import os
import shlex
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from annotator import __version__
from annotator.app.startup.program import DESKTOP_FILE
from annotator.assets import asset
from annotator.cli import desktop
from annotator.cli.desktop import with_command
from annotator.files.project_format import APPLICATION_ID, MAGIC
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.file_names import PACKAGE, PROJECT
from tests.conftest import Annotator

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other desktops need no such files")
NAMES = "{http://www.freedesktop.org/standards/shared-mime-info}"
KINDS = """
import sys
from PySide6.QtCore import QCoreApplication, QMimeDatabase
app = QCoreApplication([])
for name in sys.argv[1:]:
    print(QMimeDatabase().mimeTypeForFile(name).name())
"""


@pytest.fixture
def data(tmp_path: Path, annotator: Annotator) -> Path:
    """A user's folder for data in which the program was installed."""
    folder = tmp_path / "data"
    done = annotator("desktop", "install", XDG_DATA_HOME=str(folder))
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 21
    return folder


def exec_line(data: Path) -> str:
    entry = (data / "applications" / f"{DESKTOP_FILE}.desktop").read_text(encoding="utf-8")
    return next(line for line in entry.splitlines() if line.startswith("Exec="))


def test_the_entry_starts_the_program_with_what_is_opened(data: Path, tmp_path: Path) -> None:
    words = shlex.split(exec_line(data).removeprefix("Exec="))
    assert words[-1] == "%f"
    done = subprocess.run(
        [*words[:-1], "--version"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert __version__ in done.stdout


def test_what_was_installed_is_removed_again(data: Path, annotator: Annotator) -> None:
    annotator("desktop", "remove", XDG_DATA_HOME=str(data))
    left = {path.name for path in data.rglob("*") if path.is_file()}
    assert not [name for name in left if "fact-check-annotator" in name]


def test_a_project_is_known_by_its_content_and_by_its_name(
    data: Path, tmp_path: Path, annotator: Annotator
) -> None:
    names = ["a.factcheck.sqlite", "b.sqlite", "c", "d.review.sqlite"]
    for name in names[:3]:
        annotator("new", name)
    shutil.copy(tmp_path / "c", tmp_path / "d.review.sqlite")
    (tmp_path / "other.sqlite").write_bytes(MAGIC.ljust(4096, b"\0"))
    done = subprocess.run(
        [sys.executable, "-c", KINDS, *names, "other.sqlite"],
        env={**os.environ, "XDG_DATA_HOME": str(data)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    ours = "application/vnd.fact-check-annotator."
    *known, other = done.stdout.split()
    assert known[0] == known[2] == f"{ours}project"
    assert known[3] == f"{ours}review"
    assert not other.startswith(ours)


def test_the_kinds_are_those_of_the_program() -> None:
    root = ET.parse(asset("desktop", f"{DESKTOP_FILE}.xml")).getroot()  # noqa: S314 - our own
    patterns = {glob.attrib["pattern"] for glob in root.iter(f"{NAMES}glob")}
    assert patterns == {f"*{PROJECT}", f"*{PACKAGE}"}
    magic = {match.attrib["offset"]: match.attrib["value"] for match in root.iter(f"{NAMES}match")}
    assert magic["68"].encode() == APPLICATION_ID.to_bytes(4, "big")
    assert magic["0"].replace("\\000", "\0").encode() == MAGIC


@pytest.mark.parametrize("size", desktop._SIZES)
@pytest.mark.parametrize("name", ["program", "project"])
def test_icons_have_the_sizes_that_they_say(name: str, size: int) -> None:
    image = QImage(str(asset("desktop", f"{name}-{size}.png")))
    assert image.size() == QSize(size, size)
    assert image.pixelColor(size // 2, size // 2).alpha() == 255
    assert image.pixelColor(0, 0).alpha() == 0


def test_a_software_centre_is_told_this_version() -> None:
    told = asset("desktop", f"{DESKTOP_FILE}.metainfo.xml").read_text(encoding="utf-8")
    assert f'<release version="{__version__}"' in told
    assert f'<launchable type="desktop-id">{DESKTOP_FILE}.desktop' in told


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (("/opt/a b/annotator",), 'Exec="/opt/a b/annotator" %f'),
        (("/x/100%/py", "-m", "annotator"), 'Exec="/x/100%%/py" "-m" "annotator" %f'),
        (('/a"$`\\b',), 'Exec="/a\\\\"\\\\$\\\\`\\\\\\\\b" %f'),
    ],
)
def test_a_command_is_quoted_as_the_desktop_reads_it(command: tuple[str, ...], line: str) -> None:
    assert with_command("[Desktop Entry]\nExec=annotator %f\nX=1\n", command) == (
        f"[Desktop Entry]\n{line}\nX=1\n"
    )


def test_a_folder_that_no_entry_can_name_is_refused() -> None:
    with pytest.raises(AnnotatorError, match="no desktop entry"):
        with_command("Exec=annotator\n", ("/a\nb",))


@pytest.mark.parametrize(
    ("program", "arguments"),
    [
        ("desktop-file-validate", [f"{DESKTOP_FILE}.desktop"]),
        ("appstreamcli", ["validate", "--no-net", f"{DESKTOP_FILE}.metainfo.xml"]),
        ("xmllint", ["--noout", f"{DESKTOP_FILE}.xml"]),
    ],
)
def test_the_desktop_s_own_checks_find_nothing(program: str, arguments: list[str]) -> None:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"no {program} is installed")
    done = subprocess.run(
        [found, *arguments], cwd=asset("desktop"), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
