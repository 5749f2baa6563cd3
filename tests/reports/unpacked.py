"""The bytes of a document as they are once everything in it is unpacked."""

import io
import re
import zipfile
import zlib

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def unpacked(data: bytes) -> bytes:
    """The bytes themselves, with those of every part of a zip and every stream of a PDF."""
    parts = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                parts += [entry.filename.encode(), entry.comment, unpacked(archive.read(entry))]
    if data.startswith(b"%PDF"):
        parts += [_inflated(found) for found in _STREAM.findall(data)]
    return b"\n".join(parts)


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream
