"""What may be wrong with a zip file, and what of it is never unpacked."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zipfile import ZipFile


def zip_faults() -> tuple[type[Exception], ...]:
    """What zipfile raises of broken files, beside its own error."""
    from zipfile import BadZipFile  # noqa: PLC0415 - rarely needed
    from zlib import error as deflate_error  # noqa: PLC0415 - rarely needed

    return BadZipFile, deflate_error, EOFError, OSError, ValueError, RuntimeError


def is_packed_as_usual(package: "ZipFile") -> bool:
    """Whether all parts are stored or deflated, as in every document.

    Other ways of packing may ask for any amount of memory, and have errors of their own.
    """
    from zipfile import ZIP_DEFLATED, ZIP_STORED  # noqa: PLC0415 - rarely needed

    return all(one.compress_type in {ZIP_STORED, ZIP_DEFLATED} for one in package.infolist())
