"""Work done in a child of this process, which may die of it, and what is left to say of its end."""

import atexit
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from annotator.files import drafts

LONGEST = 120.0
"""Seconds after which a child is called hanging; most take a hundredth of a second."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended: its code, or the signal that killed it, and what it said."""

    code: int
    signal: int
    out: str
    err: str
    acknowledged: tuple[str, ...]
    hung: bool = False

    @property
    def killed(self) -> bool:
        """Whether it was killed at a call, as a fault asked for."""
        return self.signal == signal.SIGKILL and not self.hung


def run(scratch: Path, home: Path, work: Callable[[Callable[[str], None]], int]) -> Ended:
    """Do the work in a child, its output and what it acknowledges kept in the scratch folder."""
    files = {name: scratch / name for name in ("out", "err", "acknowledged")}
    for file in files.values():
        file.write_bytes(b"")
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        _be_the_child(files, home, work)
    status, hung = _wait(child)
    out, err, acknowledged = (f.read_text("utf-8", "replace") for f in files.values())
    killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else -1
    return Ended(code, killed, out, err, tuple(acknowledged.splitlines()), hung)


def _wait(child: int) -> tuple[int, bool]:
    begun, pause = time.monotonic(), 0.001
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status, False
        if time.monotonic() - begun > LONGEST:
            os.kill(child, signal.SIGKILL)
            return os.waitpid(child, 0)[1], True
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)


def _be_the_child(
    files: dict[str, Path], home: Path, work: Callable[[Callable[[str], None]], int]
) -> NoReturn:
    code = 70
    try:
        flags = os.O_WRONLY | os.O_APPEND
        for number, name in ((1, "out"), (2, "err")):
            os.dup2(os.open(files[name], flags), number)
        notes = os.open(files["acknowledged"], flags)
        _live_at(home)
        drafts._LIST.clear()  # the parent's list is not this process's
        code = work(lambda words: _note(notes, words))
        sys.stdout.flush()
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    except BaseException as error:  # noqa: BLE001 - told as the program's own hook tells it
        traceback.print_exc()
        sys.excepthook(type(error), error, error.__traceback__)
        code = 1
    finally:
        with suppress(Exception):
            atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _note(descriptor: int, words: str) -> None:
    os.write(descriptor, f"{words}\n".encode())


def _live_at(home: Path) -> None:
    os.environ.update(
        HOME=str(home),
        XDG_CONFIG_HOME=str(home / "config"),
        XDG_DATA_HOME=str(home / "data"),
        XDG_STATE_HOME=str(home / "state"),
        XDG_CACHE_HOME=str(home / "cache"),
        XDG_DOCUMENTS_DIR=str(home / "Documents"),
    )
