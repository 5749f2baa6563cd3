"""The address, limits and settings of every connection, since any file may be an attacker's.

SQLite's own advice on files that are not trusted (“Defense against the dark arts”) is the measure.
"""

import sqlite3
import sys
from functools import cache
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from urllib.parse import quote_from_bytes

_VERBATIM = "//?/"
_VERBATIM_SHARE = "//?/UNC/"


def file_uri(path: Path, **parameters: str) -> str:
    """Return the URI of the file that a path of this computer leads to.

    Args:
        path: The path, with any characters in it.
        parameters: SQLite's own, such as ``mode="ro"``.
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


_LIMITS = {
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 100_000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 1,  # VACUUM needs one
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 10,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 10_000,
}
"""Far more than any statement of ours takes, and far less than SQLite would let a file take."""


def harden(connection: sqlite3.Connection) -> None:
    """Apply the limits and settings to a new connection, before it reads from its file."""
    for limit, most in _LIMITS.items():
        connection.setlimit(limit, most)
    keep_shadows(connection, keep=True)
    for pragma in pragmas():
        connection.execute(f"PRAGMA {pragma}")


def keep_shadows(connection: sqlite3.Connection, *, keep: bool) -> None:
    """Let no statement write to the tables in which SQLite keeps an index, or let them again.

    This is SQLite's defensive mode, which Python offers from 3.12 on.
    """
    if hasattr(connection, "setconfig"):
        defensive = getattr(sqlite3, "SQLITE_DBCONFIG_DEFENSIVE")  # noqa: B009 - mypy reads 3.11
        connection.setconfig(defensive, keep)


@cache
def pragmas() -> tuple[str, ...]:
    """Return the statements that keep a file from running code, and check pages before use.

    Our triggers for the log call JSON functions, which SQLite 3.40 by mistake takes for harmful.
    There the comparison of the schema has to do alone: a schema runs no code while a file is
    merely read, and only our own schema is used.
    """
    always = ("cell_size_check = ON", "mmap_size = 0")
    return ("trusted_schema = OFF", *always) if _json_is_harmless() else always


def _json_is_harmless() -> bool:
    """Whether this SQLite lets a schema that is not trusted use JSON functions."""
    probe = sqlite3.connect(":memory:")
    try:
        probe.execute("PRAGMA trusted_schema = OFF")
        probe.execute("CREATE TABLE probe (a CHECK (json_object('a', a) <> ''))")
        probe.execute("INSERT INTO probe VALUES (1)")
    except sqlite3.OperationalError:
        return False
    finally:
        probe.close()
    return True
