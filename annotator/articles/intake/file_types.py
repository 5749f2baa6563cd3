"""Telling text from pictures, programs and other kinds of file by their bytes."""

# Tab, line feed, form feed, carriage return and escape stand in texts; the others do not.
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27} | {127})
_FEW = 3
_PER_CENT = 100

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")

# Kinds of file that are, or begin as, text, but whose text is not what a reader sees.
_OTHER_KINDS = (
    b"%PDF-",
    b"{\\rtf",
    b"%!PS",
    b"\x1f\x8b",
    b"\xff\xd8\xff",
    b"GIF8",
    b"MIME-Version:",
)


def looks_binary(data: bytes) -> bool:
    """Whether there is a NUL in the bytes, or more control characters than a text has."""
    if b"\x00" in data:
        return True
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls > _FEW and controls * _PER_CENT > len(data)


def is_other_kind(data: bytes) -> bool:
    """Whether the bytes begin as a kind of file that is not read, such as PDF or RTF."""
    return data.startswith(_OTHER_KINDS)
