"""The pages of a database file as they lie on the disk, read without SQLite.

A damaged or hostile file is read so, because none of its code is then ever run: no trigger, no
view, and no code of SQLite's that trusts a page.
"""

import re
import struct
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from annotator.files.regular_files import is_file, open_regular

HEADER = 100
"""The bytes at the beginning of every SQLite file."""
_USUAL_SIZE = 4096
_SIZES = {1 << n for n in range(9, 17)}
_LOG_HEADER, _FRAME_HEADER = 32, 24
_TOKENS = re.compile(rb"\x44\x01\x04\x00\x4d\x4d([0-9a-f]{32})([0-9a-f]{32})")
"""The row, alone on its page, that ties a file and its log together: two tokens."""
_BIG, _LITTLE = 0x377F0683, 0x377F0682
"""The first bytes of a write-ahead log, by the order of bytes in its checksums."""


class RawPages:
    """The pages of a file, with the pages of its write-ahead log laid over; a context manager.

    Pages count from 1. ``usable`` is the number of bytes of each page that SQLite uses.
    """

    def __init__(self, path: Path) -> None:
        """Open a file for reading; raises OSError where it cannot be."""
        self._stream = open_regular(path)
        self._log: BinaryIO | None = None
        self._frames: dict[int, int] = {}
        self._logged_tokens: set[bytes] = set()
        header = self._stream.read(HEADER)
        self.version, self.page_size, reserved = _said_by(header)
        self.usable = self.page_size - reserved
        size = self._stream.seek(0, 2)
        self.count = -(-size // self.page_size)
        self._read_log(path.with_name(path.name + "-wal"))

    def __enter__(self) -> "RawPages":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._stream.close()
        if self._log is not None:
            self._log.close()

    def page(self, number: int) -> bytes:
        """Return the bytes of a page: fewer than a page where the file is cut short."""
        if self._log is not None and number in self._frames:
            self._log.seek(self._frames[number])
            return self._log.read(self.page_size)
        if not 1 <= number <= self.count:
            return b""
        self._stream.seek((number - 1) * self.page_size)
        return self._stream.read(self.page_size)

    def free(self) -> set[int]:
        """Return the free pages, as far as their list can be read."""
        found: set[int] = set()
        trunk = _number(self.page(1), 32)
        while 1 < trunk <= self.count and trunk not in found:
            found.add(trunk)
            page = self.page(trunk)
            many = min(_number(page, 4), self.usable // 4 - 2)
            found.update(_number(page, 8 + 4 * n) for n in range(many))
            trunk = _number(page, 0)
        return found

    def _read_log(self, path: Path) -> None:
        """Find the newest page of each number among the steps that ended, as SQLite would."""
        if not is_file(path):
            return
        self._log = open_regular(path)
        header = self._log.read(_LOG_HEADER)
        if len(header) < _LOG_HEADER:
            return
        magic, _, size, _, *salts = struct.unpack(">6I", header[:24])
        if magic not in (_BIG, _LITTLE) or size != self.page_size:
            return
        order = ">" if magic == _BIG else "<"
        sums = _checksum(header[:24], (0, 0), order)
        if sums != struct.unpack(">2I", header[24:]):
            return
        self._read_frames(salts, sums, order)
        if not self._is_own_log():
            self._frames = {}
            self.count = -(-self._stream.seek(0, 2) // self.page_size)

    def _is_own_log(self) -> bool:
        """Return whether the log was made for this file, as far as their tokens tell.

        A stranger's log, laid over the file, would ruin the rest of it.
        """
        logged, frames = self._logged_tokens, self._frames
        if not frames or not logged:
            return True
        self._frames = {}
        own = {t[0] for n in range(1, self.count + 1) if (t := _tokens_on(self.page(n)))}
        self._frames = frames
        return not own or bool(own & logged)

    def _read_frames(self, salts: list[int], sums: tuple[int, int], order: str) -> None:
        assert self._log is not None  # noqa: S101 - its one caller has opened it
        begun: dict[int, int] = {}
        while True:
            place = self._log.tell() + _FRAME_HEADER
            frame = self._log.read(_FRAME_HEADER + self.page_size)
            if len(frame) < _FRAME_HEADER + self.page_size:
                return
            number, size, *rest = struct.unpack(">6I", frame[:_FRAME_HEADER])
            sums = _checksum(frame[:8], sums, order)
            sums = _checksum(frame[_FRAME_HEADER:], sums, order)
            if rest[:2] != salts or (rest[2], rest[3]) != sums:
                return
            begun[number] = place
            self._logged_tokens |= {*_tokens_on(frame[_FRAME_HEADER:])}
            if size:
                self._frames |= begun
                begun = {}
                self.count = max(self.count, size)


def _said_by(header: bytes) -> tuple[int, int, int]:
    """Schema version, bytes of a page and bytes kept free in each, as a header says them."""
    size = int.from_bytes(header[16:18], "big")
    size = 65536 if size == 1 else size
    if size not in _SIZES:
        size = _USUAL_SIZE
    reserved = header[20] if len(header) > 20 else 0
    return _number(header, 60), size, reserved if size - reserved >= 480 else 0


def _tokens_on(page: bytes) -> tuple[bytes, ...]:
    """Return the tokens on a page, the newest first, if it is the page of the tokens."""
    if page[:1] != b"\x0d" or page[3:5] != b"\x00\x01":
        return ()
    found = _TOKENS.match(page, int.from_bytes(page[8:10], "big"))
    return found.groups() if found else ()


def _checksum(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for n in range(0, len(words), 2):
        first = (first + words[n] + second) & 0xFFFFFFFF
        second = (second + words[n + 1] + first) & 0xFFFFFFFF
    return first, second


def _number(data: bytes, place: int) -> int:
    return int.from_bytes(data[place : place + 4], "big")
