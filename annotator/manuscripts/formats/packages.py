"""A document's package written anew: the parts that did not change stay byte for byte."""

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from annotator.articles.intake.file_types import zip_faults
from annotator.kernel.errors import DamagedFile

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_THEN = (0, 0x21)
"""The first moment that a zip can state: 1 January 1980."""
_DESCRIBED_BEHIND = 0x8
_UTF8_NAME = 0x800
_VERSION = 20
_UNIX_FILE = 0o100644 << 16


def with_parts(data: bytes, parts: Mapping[str, bytes], name: str) -> bytes:
    """Return a zip file with some of its parts changed, and further ones behind the others.

    All other parts are the same bytes, packed as they were, at their places in the order.

    Args:
        data: The zip file.
        parts: The bytes of each part that is changed or added, by its name.
        name: The name of the file, for messages.

    Raises:
        DamagedFile: its directory is broken.
    """
    faults: tuple[type[Exception], ...] = (*zip_faults(), struct.error)
    try:
        return _ChangedZip(data).written(parts)
    except faults as error:
        raise DamagedFile(name) from error


class _ChangedZip:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._zip = ZipFile(BytesIO(data))
        self._entries = self._zip.infolist()
        self._ends = self._ends_of_entries()
        self._out = bytearray()
        self._directory = b""
        self._count = 0

    def _ends_of_entries(self) -> dict[int, int]:
        """Map the place at which each entry begins to the place where the next one does."""
        places = sorted({entry.header_offset for entry in self._entries})
        return dict(zip(places, [*places[1:], self._zip.start_dir], strict=True))

    def written(self, parts: Mapping[str, bytes]) -> bytes:
        rest = dict(parts)
        first = min(self._ends, default=self._zip.start_dir)
        self._out += self._data[:first]
        central = self._central_headers()
        # the order of the bytes may be another than that of the directory
        placed: dict[int, bytes] = {}
        for number in sorted(central, key=lambda n: self._entries[n].header_offset):
            entry = self._entries[number]
            content = rest.pop(entry.filename, None)
            if content is None:
                placed[number] = self._copied(entry, central[number])
            else:
                placed[number] = self._changed(entry, central[number], content)
        headers = [placed[number] for number in sorted(placed)]
        headers += [self._added(part, content) for part, content in rest.items()]
        self._directory = b"".join(headers)
        self._count = len(headers)
        return self._finished()

    def _central_headers(self) -> dict[int, bytes]:
        found: dict[int, bytes] = {}
        at = self._zip.start_dir
        for number in range(len(self._entries)):
            fields = _CENTRAL.unpack_from(self._data, at)
            end = at + _CENTRAL.size + sum(fields[10:13])
            found[number] = self._data[at:end]
            at = end
        return found

    def _copied(self, entry: ZipInfo, header: bytes) -> bytes:
        place = len(self._out)
        self._out += self._data[entry.header_offset : self._ends[entry.header_offset]]
        fields = [*_CENTRAL.unpack_from(header)]
        fields[-1] = place
        return _CENTRAL.pack(*fields) + header[_CENTRAL.size :]

    def _changed(self, entry: ZipInfo, header: bytes, content: bytes) -> bytes:
        fields = [*_CENTRAL.unpack_from(header)]
        named = header[_CENTRAL.size : _CENTRAL.size + fields[10]]
        method = ZIP_STORED if entry.compress_type == ZIP_STORED else ZIP_DEFLATED
        return self._write(
            named,
            content,
            method,
            flags=fields[3] & _UTF8_NAME,
            moment=(fields[5], fields[6]),
            made=(fields[1], fields[-3], fields[-2]),
        )

    def _added(self, part: str, content: bytes) -> bytes:
        flags = 0 if part.isascii() else _UTF8_NAME
        return self._write(
            part.encode(),
            content,
            ZIP_DEFLATED,
            flags=flags,
            moment=_THEN,
            made=(_VERSION, 0, 0),
        )

    def _write(
        self,
        named: bytes,
        content: bytes,
        method: int,
        *,
        flags: int,
        moment: tuple[int, int],
        made: tuple[int, int, int],
    ) -> bytes:
        """Write an entry and return its header for the directory.

        Args:
            named: Its name, as bytes.
            content: What is in it.
            method: How it is packed, by the number that zip files have for that.
            flags: Those that are kept.
            moment: Its time and its day, as zip files state them.
            made: The version that made it, its inner and its outer attributes.
        """
        packed = content
        if method == ZIP_DEFLATED:
            press = zlib.compressobj(6, zlib.DEFLATED, -15)
            packed = press.compress(content) + press.flush()
        place = len(self._out)
        told = (method, *moment, zlib.crc32(content), len(packed), len(content), len(named))
        self._out += _LOCAL.pack(b"PK\x03\x04", _VERSION, flags, *told, 0) + named + packed
        return (
            _CENTRAL.pack(
                b"PK\x01\x02", made[0], _VERSION, flags, *told, 0, 0, 0, made[1], made[2], place
            )
            + named
        )

    def _finished(self) -> bytes:
        comment = self._zip.comment
        sizes = (len(self._directory), len(self._out), len(comment))
        end = _END.pack(b"PK\x05\x06", 0, 0, self._count, self._count, *sizes)
        return bytes(self._out + self._directory + end + comment)
