"""The address by which SQLite is told which file to open, whatever the file is called."""

import sys
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from urllib.parse import quote_from_bytes

_VERBATIM = "//?/"
_VERBATIM_SHARE = "//?/UNC/"


def file_uri(path: Path, **parameters: str) -> str:
    """Return the URI of the file that a path of this computer leads to.

    ``parameters`` are SQLite's own, such as ``mode="ro"``.
    """
    kind = PureWindowsPath if sys.platform == "win32" else PurePosixPath
    return uri_of(kind(path.resolve()), **parameters)


def uri_of(path: PurePath, **parameters: str) -> str:
    """Return the URI of an absolute path, in which no part of the path counts as a host.

    SQLite takes no host: a share stands in the path, behind a host that is empty.
    """
    asked = "&".join(f"{name}={value}" for name, value in parameters.items())
    return f"file://{_quoted(path)}" + (f"?{asked}" if asked else "")


def _quoted(path: PurePath) -> str:
    if not isinstance(path, PureWindowsPath):
        return quote_from_bytes(str(path).encode("utf-8", "surrogateescape"))
    name = path.as_posix()
    # SQLite writes slashes, which Windows takes literally behind these prefixes
    if name.startswith(_VERBATIM_SHARE):
        name = "//" + name.removeprefix(_VERBATIM_SHARE)
    name = name.removeprefix(_VERBATIM)
    if not name.startswith("/"):
        name = f"/{name}"
    return quote_from_bytes(name.encode("utf-8", "surrogatepass"), safe="/:")
