"""What attackers do to a file, past all that the program itself looks at."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path


def execute(path: Path, *statements: str, writable_schema: bool = False) -> None:
    """Run SQL on a file as any program may, with no trigger or function of ours in the way."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        if writable_schema:
            connection.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            connection.execute(statement)


def plant(path: Path, *statements: str) -> None:
    """Run SQL on a file with its triggers, references and checks out of the way.

    The triggers stand there again afterwards, word by word, so that its schema tells nothing.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
            connection.execute(f"PRAGMA {pragma}")
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall()
        connection.execute("BEGIN")
        for name, _ in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            connection.execute(statement)
        for _, sql in triggers:
            connection.execute(sql)
        connection.execute("COMMIT")


def mutated(data: bytes, draw: random.Random) -> bytes:
    """Bytes changed in one to four places: bits turned, parts cut, doubled, swapped or filled."""
    changed = bytearray(data)
    for _ in range(draw.randint(1, 4)):
        if changed:
            draw.choice(_MUTATIONS)(changed, draw)
    return bytes(changed)


def _turn_bits(data: bytearray, draw: random.Random) -> None:
    for _ in range(draw.choice((1, 1, 4, 32))):
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)


def _fill(data: bytearray, draw: random.Random) -> None:
    start = draw.randrange(len(data))
    length = min(draw.choice((1, 4, 64, 4096)), len(data) - start)
    data[start : start + length] = draw.choice((b"\0", b"\xff", b"\x7f", b"<", b'"')) * length


def _cut_out(data: bytearray, draw: random.Random) -> None:
    start = draw.randrange(len(data))
    del data[start : start + draw.choice((1, 7, 512, 4096))]


def _cut_off(data: bytearray, draw: random.Random) -> None:
    del data[draw.randrange(len(data)) :]


def _double(data: bytearray, draw: random.Random) -> None:
    start = draw.randrange(len(data))
    part = data[start : start + draw.choice((1, 16, 512, 4096))]
    place = draw.randrange(len(data))
    data[place:place] = part


def _swap_pages(data: bytearray, draw: random.Random, page: int = 4096) -> None:
    pages = len(data) // page
    if pages > 1:
        one, two = (draw.randrange(pages) * page for _ in range(2))
        kept = data[one : one + page]
        data[one : one + page] = data[two : two + page]
        data[two : two + page] = kept


def _turn_header(data: bytearray, draw: random.Random) -> None:
    data[draw.randrange(min(100, len(data)))] = draw.randrange(256)


_MUTATIONS = (_turn_bits, _fill, _cut_out, _cut_off, _double, _swap_pages, _turn_header)
