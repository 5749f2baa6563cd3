"""Zipped documents that are the same bytes for the same content, whenever they are made."""

import io
import zipfile
from collections.abc import Mapping
from typing import IO, TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from _typeshed import SizedBuffer

_THEN = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can state."""


class DeterministicZip(zipfile.ZipFile):
    """A zip whose parts state no time, for libraries that would state the clock's time.

    A clock before 1980, or after 2107, is outside the range of a zip, and they fail.
    """

    def __init__(self, file: IO[bytes], mode: Literal["w"], compression: int) -> None:
        super().__init__(file, mode, compression, strict_timestamps=False)

    def writestr(
        self,
        zinfo_or_arcname: str | zipfile.ZipInfo,
        data: "SizedBuffer | str",
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Add a part, by its name or with all that is said of it."""
        entry = zinfo_or_arcname
        if isinstance(entry, str):
            entry = zipfile.ZipInfo(entry, _THEN)
            entry.compress_type = self.compression
        super().writestr(entry, data, compress_type, compresslevel)


def parcel(parts: Mapping[str, bytes], *, stored_first: bool = False) -> bytes:
    """Return a zip of the parts in their order.

    Args:
        parts: The bytes of each part by its name.
        stored_first: Whether the first part is stored uncompressed.
    """
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for place, (name, content) in enumerate(parts.items()):
            entry = zipfile.ZipInfo(name, _THEN)
            entry.create_system = 3  # else it would name the system that it was made on
            entry.external_attr = 0o644 << 16
            stored = stored_first and place == 0
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return data.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """Return the bytes of each part of a zip by its name, in its order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
