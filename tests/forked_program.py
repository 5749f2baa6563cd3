"""Runs the program as processes of its own, each the fork of one that has loaded it already.

Python and the program's modules take most of the time of a short command to load. What a run is
given is a line of JSON, and what it says goes into files, as a shell's ``>`` does.
"""

import atexit
import json
import os
import runpy
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from annotator import cli

LOADED = ("annotator.cli.program", "annotator.project", "sqlite_utils")
"""What nearly every command loads; all else each of them loads for itself."""
OF_PYTHON_S_START = ("PYTHON", "LC_", "LANG", "LD_", "LOCPATH")
"""Variables that are read when Python starts, which a fork does not."""
_IN, _OUT, _ERR = "in", "out", "err"


def available(environment: Mapping[str, str]) -> bool:
    """Return whether a fork would run as a new Python with this environment does."""
    return hasattr(os, "fork") and not any(
        name.startswith(OF_PYTHON_S_START) and os.environ.get(name) != value
        for name, value in environment.items()
    )


def run(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str], stdin: bytes, told: Path
) -> tuple[int, bytes, bytes]:
    """Return the exit code and both outputs of ``annotator`` with these arguments.

    Args:
        arguments: The words after ``annotator``.
        folder: Where it is run.
        environment: All its variables.
        stdin: What it reads on its standard input.
        told: A folder of this run alone, for what goes in and out.
    """
    told.mkdir()
    (told / _IN).write_bytes(stdin)
    asked = {"arguments": arguments, "folder": str(folder), "told": str(told)}
    process = _loaded_program()
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps({**asked, "environment": dict(environment)}) + "\n")
    process.stdin.flush()
    code = int(process.stdout.readline())
    return code, (told / _OUT).read_bytes(), (told / _ERR).read_bytes()


@cache
def _loaded_program() -> subprocess.Popen[str]:
    """Return a process that has loaded the program, and ends with this one."""
    root = str(Path(cli.__file__).parents[2])
    command = [sys.executable, "-m", "tests.forked_program"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, encoding="utf-8")
    atexit.register(process.communicate)
    return process


def serve() -> None:
    """Run what is asked for on the standard input, until nobody asks any more."""
    for name in LOADED:
        import_module(name)
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            _be_the_program(**asked)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(f"{code}\n")
        sys.stdout.flush()


def _be_the_program(
    arguments: list[str], folder: str, environment: dict[str, str], told: str
) -> NoReturn:
    code = 70
    try:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        time.tzset()
        _take_streams(Path(told))
        sys.argv = ["annotator", *arguments]
        runpy.run_module("annotator", run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException as error:  # noqa: BLE001 - told as Python tells what nothing catches
        sys.excepthook(type(error), error, error.__traceback__)
        code = 1
    finally:
        with suppress(Exception):
            atexit._run_exitfuncs()
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _take_streams(told: Path) -> None:
    new = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    for number, name, how in ((0, _IN, os.O_RDONLY), (1, _OUT, new), (2, _ERR, new)):
        opened = os.open(told / name, how)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - open to the end
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - likewise
    sys.stderr = open(2, "w", 1, "utf-8", "backslashreplace", closefd=False)  # noqa: SIM115 - likewise


if __name__ == "__main__":
    serve()
