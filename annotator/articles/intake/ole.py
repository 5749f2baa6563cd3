"""The container of old Office files, which also wraps new ones that ask for a password."""

from annotator.kernel.errors import DamagedFile, EncryptedFile, IntakeError, NotText

_ENTRY = 128  # bytes of a directory entry, which begins with its name


def refusal(data: bytes, name: str) -> IntakeError:
    """Why the file is not read: it has a password, it is cut short, or it is of an old kind."""
    if _has_stream(data, "EncryptedPackage"):
        return EncryptedFile(name)
    if name.lower().endswith(".docx") and not _has_stream(data, "WordDocument"):
        return DamagedFile(name)
    return NotText(name)


def _has_stream(data: bytes, stream: str) -> bool:
    wanted = f"{stream}\0".encode("utf-16-le")
    at = data.find(wanted)
    while at != -1 and at % _ENTRY:
        at = data.find(wanted, at + 1)
    return at != -1
