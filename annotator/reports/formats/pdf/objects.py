"""Objects of a PDF as they are written (ISO 32000-1, 7.3)."""

import zlib


def stream(number: int, content: bytes) -> bytes:
    """Return an object of a stream with this content (7.3.8)."""
    data = zlib.compress(content)
    head = b"%d 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n" % (number, len(data))
    return head + data + b"\nendstream\nendobj\n"
