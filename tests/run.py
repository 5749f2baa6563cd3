"""Passes the tests from a bare machine: sets up all they need, then runs pytest.

What is given on the command line goes to pytest. Python 3.11 or newer is all that must be there;
Qt's system libraries are installed where that can be done without asking (as root on Debian or
Ubuntu), and named where it cannot. It may be run again; what is set up already stays.
"""

from __future__ import annotations  # so that even an old Python can say that it is too old

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "set-up-for"
OLDEST = (3, 11)
FONTS = {
    "DejaVu Sans:style=Book": "fonts-dejavu-core",
    ":lang=hi": "fonts-lohit-deva",
    ":lang=und-zsye:color=true": "fonts-noto-color-emoji",
}
"""Debian's packages, by what fc-list finds once they are installed."""
INSTALL = ("install", "-y", "--no-install-recommends")
PATIENCE = 600
"""The seconds for which the judges may be fetched, and for which some that came may be set up."""


class Judge(NamedTuple):
    """Another program that tests ask about our work, and Debian's package that it comes in.

    ``beside`` is a file next to the program itself, for a part of it that comes in a package alone.
    """

    name: str
    programs: tuple[str, ...]
    package: str
    beside: str = ""

    def found(self) -> str | None:
        """Return the path of the program, if it is installed."""
        found = next(filter(None, map(shutil.which, self.programs)), None)
        if found and self.beside and not Path(found).resolve().with_name(self.beside).exists():
            return None
        return found


JUDGES = (
    Judge("LibreOffice Writer", ("soffice",), "libreoffice-writer-nogui", "libswlo.so"),
    Judge("LibreOffice Calc", ("soffice",), "libreoffice-calc-nogui", "libsclo.so"),
    Judge("Chromium", ("chromium", "chromium-browser", "google-chrome", "chrome"), "chromium"),
    Judge("poppler", ("pdftotext",), "poppler-utils"),
    Judge("pandoc", ("pandoc",), "pandoc"),
)


def main() -> int:
    """Set up, and run pytest."""
    with_a_new_enough_python()
    make_venv()
    install_project()
    install_qt_libraries()
    install_judges()
    install_fonts()
    os.chdir(ROOT)
    return subprocess.run([PYTHON, "-m", "pytest", *arguments()], check=False).returncode


def arguments() -> list[str]:
    """Return the arguments for pytest: those given, and a worker process for each processor.

    Speed is measured by one process alone, and whoever names a number of workers means it.
    """
    given = sys.argv[1:]
    alone = ("-n", "--numprocesses", "--benchmark", "--pdb", "--trace")
    if any(argument.startswith(alone) for argument in given):
        return given
    # a file at a time, so that what its tests share is made once, and those with slow tests first
    files = ("--dist", "loadfile", "--no-loadscope-reorder")
    return ["-n", "auto", *files, "--benchmark-disable", *given]


def with_a_new_enough_python() -> None:
    """Go on with a newer Python of this machine if this one is too old."""
    if sys.version_info >= OLDEST:
        return
    names = [f"python3.{minor}" for minor in range(16, OLDEST[1] - 1, -1)]
    newer = next(filter(None, map(shutil.which, names)), None)
    if newer is None:
        sys.exit("Python 3.11 or newer is needed.")
    sys.exit(subprocess.run([newer, *sys.argv], check=False).returncode)


def make_venv() -> None:
    """Make .venv, unless one is there that works."""
    if works([PYTHON, "-c", f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"]):
        return
    if find_spec("ensurepip") is None:
        apt_install(f"python3.{sys.version_info.minor}-venv")
    say(f"Making {VENV}")
    run([sys.executable, "-m", "venv", "--clear", VENV])


def install_project() -> None:
    """Install the project and what its tests need, unless that was done for these settings."""
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    # the README's command for users may have put a copy of the project into the same place
    here = "import annotator, sys; sys.exit(annotator.__path__[0] != sys.argv[1])"
    if (
        STAMP.exists()
        and STAMP.read_text() == wanted
        and works([PYTHON, "-I", "-c", here, str(ROOT / "annotator")])
    ):
        return
    say("Installing the project and what its tests need")
    patient = {"PIP_DEFAULT_TIMEOUT": "60", "PIP_DISABLE_PIP_VERSION_CHECK": "1", **os.environ}
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "--quiet", "--retries", "10"]
    run([*pip, "--editable", f"{ROOT}[test]"], environment=patient, attempts=3)
    STAMP.write_text(wanted)


def install_qt_libraries() -> None:
    """See to the system libraries that Qt loads to draw without a screen."""
    if not sys.platform.startswith("linux"):
        return
    sys.path.insert(0, str(ROOT))
    from annotator.app.display import DRAWING, missing, packages  # noqa: PLC0415 - found from here on

    lacking = missing(DRAWING)
    if lacking:
        apt_install(*packages(lacking, "debian").split(), fedora=packages(lacking, "fedora"))
    if missing(DRAWING):
        sys.exit("Qt still lacks " + " ".join(library.file for library in missing(DRAWING)))


def install_fonts() -> None:
    """Install fonts that some tests draw with, where no question is asked for them.

    They are for Devanagari, and for emoji as pictures. Elsewhere the tests that are about a kind of
    font skip, and say which is missing; all others say the same with any fonts.
    """
    listing = shutil.which("fc-list")
    if not listing or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    for pattern, package in FONTS.items():
        found = subprocess.run([listing, pattern], check=False, capture_output=True).stdout
        if not found:
            apt_install(package)


def install_judges() -> None:
    """Install the programs that judge ours, where no question is asked for them.

    None of them is needed: tests that ask one skip without it, and say so. So nothing here ends the
    run, neither a package that cannot be had nor a server that does not answer.
    """
    lacking = [judge for judge in JUDGES if judge.found() is None]
    if not lacking or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    say("Installing programs that judge ours: " + ", ".join(judge.name for judge in lacking))
    until = time.monotonic() + PATIENCE
    apt_tried(until, "update")
    if not apt_tried_packages(until, *(judge.package for judge in lacking)):
        for judge in lacking:  # a system may have all but one under these names
            apt_tried_packages(until, judge.package)
    missing = ", ".join(judge.name for judge in lacking if judge.found() is None)
    if missing:
        say(f"Not installed, and tests that ask them skip: {missing}")


def apt_tried_packages(until: float, *names: str) -> bool:
    """Whether packages were installed in time; from a slow server they come not at all."""
    return apt_tried(until, *INSTALL, "--download-only", *names) and apt_tried(
        time.monotonic() + PATIENCE, *INSTALL, "--no-download", *names
    )


def apt_tried(until: float, *arguments: str) -> bool:
    """Whether apt-get did something in time.

    Args:
        until: When it has to be over, as time.monotonic() counts.
        arguments: Those of apt-get.
    """
    patience = ("Acquire::Retries=2", "Acquire::http::Timeout=20", "DPkg::Lock::Timeout=60")
    options = (part for option in patience for part in ("-o", option))
    # in a session of its own, so that what it started can be ended with it
    process = subprocess.Popen(
        ["apt-get", "-qq", *options, *arguments],
        env=unasked(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(max(0, until - time.monotonic())) == 0
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return process.wait() == 0


def apt_install(*names: str, fedora: str = "") -> None:
    """Install Debian packages, or say which ones a person has to install."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        other = f", on Fedora: sudo dnf install {fedora}" if fedora else ""
        sys.exit(
            "Missing from this system. On Debian or Ubuntu: "
            f"sudo apt-get install {' '.join(names)}{other}"
        )
    say(f"Installing {' '.join(names)}")
    apt = ["apt-get", "-qq", "-o", "Acquire::Retries=5"]
    run([*apt, "update"], environment=unasked(), attempts=3)
    run([*apt, *INSTALL, *names], environment=unasked(), attempts=3)


def unasked() -> dict[str, str]:
    """Return the environment in which packages ask a person nothing."""
    return {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}


def run(
    command: list[str | Path], *, environment: dict[str, str] | None = None, attempts: int = 1
) -> None:
    """Run a command that must succeed; one that asks the network may be tried again."""
    for attempt in range(1, attempts + 1):
        # what succeeds needs no words; what fails says why on standard error
        done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
        if done.returncode == 0:
            return
        if attempt < attempts:
            say(f"Trying again: {command[0]}")
            time.sleep(5 * attempt)
    sys.exit(f"This failed: {' '.join(map(str, command))}")


def works(command: list[str | Path]) -> bool:
    """Whether a command can be run and succeeds."""
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def say(sentence: str) -> None:
    """Tell what is under way."""
    sys.stderr.write(f"{sentence} …\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
