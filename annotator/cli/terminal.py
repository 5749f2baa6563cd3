"""Prints the output of commands without control characters that a terminal would obey.

Titles, names, file names and errors hold any letters a person typed. To a terminal, some
letters are commands: they move its cursor, change its title or its clipboard, turn words around,
or begin a line that looks like a line of the program. They are made visible here, with or
without a terminal: output in a file or a log is shown on a terminal later. ``--json`` is exact,
for JSON has another way to write control characters.
"""

import io
import json
import re
import sys
from collections.abc import Callable
from typing import BinaryIO

import click

_PICTURES, _DELETE, _ESCAPED = 0x2400, 0x7F, "\ufffd"
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u206f\ufff9-\ufffb]")
"""C0, DEL and C1, separators of lines, and marks that override the direction of nearby words.

The marks that only state their own direction (U+200E, U+200F, U+061C) stay: Arabic and Hebrew
need them.
"""


def visible(words: str) -> str:
    """Return words with each letter that a terminal obeys replaced by a sign for it."""
    return _OBEYED.sub(lambda found: _sign(ord(found[0])), words)


def say(words: object, *, err: bool = False) -> None:
    """Print a line, to standard error if need be, with all control characters made visible."""
    click.echo(visible(str(words)), err=err)


def say_json(value: object) -> None:
    """Print a value for programs, in UTF-8."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.buffer.write(_escaped(text).encode() + b"\n")


def print_json(write: Callable[[BinaryIO], object]) -> None:
    """Print the JSON that a function writes, bit by bit."""
    write(_EscapedStream(sys.stdout.buffer))  # type: ignore[arg-type]  # a stream that only writes


def print_csv(write: Callable[[BinaryIO], object]) -> None:
    """Print the table that a function writes: to a terminal as lines, or else byte for byte."""
    if not sys.stdout.isatty():
        write(sys.stdout.buffer)
        return
    table = io.BytesIO()
    write(table)
    for line in table.getvalue().decode("utf-8-sig").removesuffix("\r\n").split("\r\n"):
        say(line)


class _EscapedStream(io.BufferedIOBase):
    """Passes JSON on, with escapes for the letters that a terminal obeys."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]  # Buffer is of Python 3.12
        self._stream.write(_escaped(bytes(data).decode()).encode())
        return len(data)


def _escaped(text: str) -> str:
    """Return JSON that means the same and holds no letter but its own newlines that is obeyed."""
    return _OBEYED.sub(
        lambda found: found[0] if found[0] == "\n" else f"\\u{ord(found[0]):04x}", text
    )


def _sign(code: int) -> str:
    if code < 0x20:
        return chr(_PICTURES + code)
    return "\u2421" if code == _DELETE else _ESCAPED
