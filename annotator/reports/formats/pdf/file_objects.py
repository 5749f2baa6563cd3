"""A PDF file written of its objects (ISO 32000-1, 7.5)."""

import zlib
from collections.abc import Iterator, Mapping
from struct import pack

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_AT_ONCE = 200
"""Objects that are packed together; a reader unpacks all of them to find one."""
_FREE, _PLAIN, _PACKED = 0, 1, 2
_LAST_GENERATION = 65535


def stream(number: int, content: bytes, told: bytes = b"") -> bytes:
    """Return an object of a stream with this content, and what is told of it (7.3.8)."""
    data = zlib.compress(content)
    about = (number, told, len(data))
    head = b"%d 0 obj\n<< %b/Length %d /Filter /FlateDecode >>\nstream\n" % about
    return head + data + b"\nendstream\nendobj\n"


def written_file(
    objects: Mapping[int, bytes], packed: Mapping[int, bytes], root: int, info: int, name: bytes
) -> bytes:
    """Return a file of objects, with their table and their trailer in a stream (7.5.8).

    Args:
        objects: The objects as they stand in the file, by their numbers.
        packed: The bodies of small objects, which are packed together (7.5.7).
        root: The number of the catalogue.
        info: The number of the properties.
        name: The identifier of the file.
    """
    first = max((*objects, *packed)) + 1
    packs, places = _packs(packed, first)
    table = first + len(packs)
    parts, length = [_HEAD], len(_HEAD)
    rows = {0: (_FREE, 0, _LAST_GENERATION)} | places
    for number, written in sorted({**objects, **packs}.items()):
        rows[number] = (_PLAIN, length, 0)
        parts.append(written)
        length += len(written)
    rows[table] = (_PLAIN, length, 0)
    free = (_FREE, 0, 0)
    listed = b"".join(pack(">BIH", *rows.get(number, free)) for number in range(table + 1))
    told = b"/Type /XRef /W [1 4 2] /Size %d /Root %d 0 R /Info %d 0 R /ID [<%b> <%b>] "
    said = name.hex().encode()
    parts.append(stream(table, listed, told % (table + 1, root, info, said, said)))
    parts.append(b"startxref\n%d\n%%%%EOF\n" % length)
    return b"".join(parts)


def _packs(
    packed: Mapping[int, bytes], first: int
) -> tuple[dict[int, bytes], dict[int, tuple[int, int, int]]]:
    """Return the streams that hold small objects, from a number on, and the places in them."""
    numbers = sorted(packed)
    parts = [numbers[start : start + _AT_ONCE] for start in range(0, len(numbers), _AT_ONCE)]
    streams = dict[int, bytes]()
    places = dict[int, tuple[int, int, int]]()
    for number, part in enumerate(parts, start=first):
        places |= {inner: (_PACKED, number, place) for place, inner in enumerate(part)}
        starts = b" ".join(_starts(part, packed)) + b"\n"
        bodies = b"\n".join(packed[inner] for inner in part)
        told = b"/Type /ObjStm /N %d /First %d " % (len(part), len(starts))
        streams[number] = stream(number, starts + bodies, told)
    return streams, places


def _starts(part: list[int], packed: Mapping[int, bytes]) -> Iterator[bytes]:
    start = 0
    for inner in part:
        yield b"%d %d" % (inner, start)
        start += len(packed[inner]) + 1
