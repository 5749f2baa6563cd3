"""Writing a finished document to disk: whole, or not at all."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from annotator.domain.errors import ExportFailed


def write_whole(target: Path, data: bytes) -> None:
    """Put the bytes at ``target``; until all are on disk, what stands there stays.

    Raises:
        ExportFailed: they could not be written, and nothing was changed.
    """
    draft: Path | None = None
    try:
        target = target.resolve()  # a link goes on pointing at the file it points at
        draft = target.with_name(f".{secrets.token_hex(8)}.part")
        _write(draft, data)
        draft.replace(target)
        _keep_name(target.parent)
    except (OSError, ValueError) as error:
        raise ExportFailed(str(target), _reason(error)) from error
    finally:
        if draft is not None:
            with suppress(OSError):
                draft.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _keep_name(folder: Path) -> None:
    """Let the new name outlive a power cut, where the system lets folders be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(error: Exception) -> str:
    words = (error.strerror if isinstance(error, OSError) else str(error)) or "unknown reason"
    return words[:1].lower() + words[1:]
