"""Files changed at random: byte by byte, value by value, row by row, and in the schema."""

import io
import json
import random
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from tests.hostile.attackers import mutated

Mutate = Callable[[Path, random.Random], None]

VALUES: tuple[Any, ...] = (
    *(None, 0, -1, 1, 2, 2**31, 2**63 - 1, -(2**63), 1e308, float("inf"), True),
    *("", " ", "x", "VERIFIED", "later", "9999-99-99", "2026-02-30T25:61:61Z", "0"),
    *("\x1b[31m\x1b]0;x\x07", "\u202e", "<b>x</b><img src=file:///etc/passwd>", "../../x", "\r\n"),
    *(
        "a" * 70_000,
        "𝕏" * 300,
        "😀",
        "{}",
        '{"a": [',
        "[]",
        "null",
        "%s%n",
        "'; DROP TABLE tags; --",
        *("a\x00b", "\x00", "\ufeff", "\ufffe", "e\u0301" * 900, "\u2028", "\x85"),
    ),
)
"""What stands in the place of another value."""


def bytes_of(path: Path, draw: random.Random) -> None:
    """Change bytes anywhere in a file."""
    path.write_bytes(mutated(path.read_bytes(), draw))


def packed(path: Path, draw: random.Random) -> None:
    """Change what is in a packed file, and pack it again; or change the packed bytes."""
    if draw.random() < 0.3:
        bytes_of(path, draw)
        return
    with zipfile.ZipFile(path) as package:
        members = [(item.filename, package.read(item)) for item in package.infolist()]
    struck = draw.randrange(len(members))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for number, (name, data) in enumerate(members):
            package.writestr(name, mutated(data, draw) if number == struck else data)
    path.write_bytes(buffer.getvalue())


def json_of(path: Path, draw: random.Random) -> None:
    """Change one to three values of a JSON file, of any depth; or its bytes."""
    if draw.random() < 0.3:
        bytes_of(path, draw)
        return
    value = json.loads(path.read_text(encoding="utf-8"))
    for _ in range(draw.randint(1, 3)):
        _change_value(value, draw)
    text = json.dumps(value, ensure_ascii=draw.random() < 0.5)
    if draw.random() < 0.2:
        text = text.replace(*draw.choice(_TEXTS), 1)
    path.write_text(text, encoding="utf-8")


_TEXTS = (
    ('": "', '": "\\ud800'),
    ('": "', '": "\\u0000'),
    ('": ', '": NaN, "a": '),
    ('": ', f'": {"[" * 200_000}'),
    ('": ', f'": {"9" * 5_000}, "": '),
    ("{", '{"id": 1, "id": 2, '),
)
"""What no value of Python's stands for, in the place of what stands in the text of JSON."""


def _change_value(value: Any, draw: random.Random) -> None:
    while isinstance(value, (dict, list)) and value:
        keys = list(value) if isinstance(value, dict) else range(len(value))
        key = draw.choice(keys)
        inner = value[key]
        if isinstance(inner, (dict, list)) and inner and draw.random() < 0.9:
            value = inner
            continue
        _put(value, key, draw)
        return


def _put(within: Any, key: Any, draw: random.Random) -> None:
    what = draw.choice(("replace", "replace", "replace", "remove", "double", "deep"))
    if what == "remove":
        del within[key]
    elif what == "double" and isinstance(within, list):
        within.append(within[key])
    elif what == "deep":
        deep: Any = within[key]
        for _ in range(draw.choice((1, 200))):
            deep = [deep]
        within[key] = deep
    else:
        within[key] = draw.choice(VALUES)


def rows_of(path: Path, draw: random.Random) -> None:
    """Change one to five values in the tables of a project, past its triggers and checks."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        for _ in range(draw.randint(1, 5)):
            with suppress(sqlite3.Error):
                _change_row(connection, draw)
        for _, sql in triggers:
            connection.execute(sql)


def _change_row(connection: sqlite3.Connection, draw: random.Random) -> None:
    tables = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '*_fts*'"
            " AND name NOT GLOB 'sqlite_*'"
        )
    ]
    table = draw.choice(tables)
    columns = [row[1] for row in connection.execute(f'PRAGMA table_xinfo("{table}")')]
    column = draw.choice(columns)
    rows = [row for (row,) in connection.execute(f'SELECT rowid FROM "{table}"')]
    if not rows:
        return
    row, act = draw.choice(rows), draw.random()
    if act < 0.1:
        connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', [row])
    elif act < 0.2:
        sql = f'UPDATE "{table}" SET "{column}" = CAST(x\'ff41fe\' AS TEXT) WHERE rowid = ?'
        connection.execute(sql, [row])
    else:
        sql = f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?'
        connection.execute(sql, [_value(connection, table, column, draw), row])


def _value(connection: sqlite3.Connection, table: str, column: str, draw: random.Random) -> Any:
    if draw.random() < 0.3:  # somebody else's, which fits but should not stand here
        found = connection.execute(
            f'SELECT "{column}" FROM "{table}" ORDER BY random() LIMIT 1'
        ).fetchone()
        return found[0]
    return draw.choice(VALUES)


_STATEMENTS = (
    "CREATE TRIGGER t AFTER INSERT ON changes BEGIN UPDATE tags SET verdict = 'verified'; END",
    "CREATE TRIGGER t BEFORE UPDATE ON settings BEGIN SELECT RAISE(ABORT, 'no'); END",
    "CREATE TRIGGER t INSTEAD OF INSERT ON v BEGIN SELECT 1; END",
    "CREATE VIEW v AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c) SELECT x FROM c",
    "CREATE VIEW v AS SELECT * FROM tags",
    "CREATE TABLE other (a)",
    "CREATE VIRTUAL TABLE other USING fts5(a)",
    "CREATE INDEX i ON tags (id || verdict)",
    "ALTER TABLE tags ADD COLUMN more TEXT",
    'ALTER TABLE tags ADD COLUMN "x, y) ; --" TEXT',
    "ALTER TABLE claims ADD COLUMN made AS (randomblob(1000000000))",
    "ALTER TABLE articles ADD COLUMN made TEXT AS (load_extension('x'))",
    "DROP TABLE merges",
    "DROP TABLE settings",
    "ALTER TABLE tags RENAME TO older; CREATE VIEW tags AS SELECT * FROM older",
    "ALTER TABLE comments RENAME COLUMN body TO words",
    "DROP INDEX IF EXISTS claims_by_article",
    "PRAGMA user_version = {number}",
    "PRAGMA application_id = {number}",
    "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, 'TEXT', 'BLOB')",
    "PRAGMA writable_schema = ON; UPDATE sqlite_master SET rootpage = rootpage + 1",
    "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = sql || ' '",
    "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = NULL WHERE type = 'trigger'",
    "PRAGMA writable_schema = ON; UPDATE sqlite_master SET tbl_name = 'tags'",
    "PRAGMA writable_schema = ON; DELETE FROM sqlite_master WHERE type = 'trigger'",
    "PRAGMA writable_schema = ON; DELETE FROM sqlite_master",
    "PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM",
    "PRAGMA encoding = 'UTF-16'; PRAGMA auto_vacuum = FULL; VACUUM",
)


def schema_of(path: Path, draw: random.Random) -> None:
    """Change the schema of a project as an attacker or another program may."""
    statements = draw.choice(_STATEMENTS).format(number=draw.choice((0, 1, 2, 3, 4, 5, 99, -1)))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for name, arguments in (("holds", 2), ("name_key", 1), ("digest", -1)):
            connection.create_function(name, arguments, lambda *_: "", deterministic=True)
        for statement in statements.split("; "):
            with suppress(sqlite3.Error):
                connection.execute(statement)
