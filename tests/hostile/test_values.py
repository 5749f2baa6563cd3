"""A wrong value in every column of every table is met at the door, whichever way it comes in."""

import json
import re
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from annotator.kernel.errors import DamagedProject, InvalidValue, ProjectError, UnsoundRow
from annotator.project import Project
from annotator.schema.kinds import TEXT, RefusedValue, ValueKind
from annotator.schema.tables import LOGGED, LONGEST, TABLES, TableColumn, TableSchema
from annotator.sharing.service import merge
from annotator.storage.examination.schema_comparison import expected_statements, fingerprint
from annotator.storage.migrations.schema import MIGRATIONS
from annotator.storage.migrations.steps import FINGERPRINTS
from tests.hostile.attackers import plant
from tests.hostile.one_of_each import one_of_each

CANDIDATES = (
    "perhaps",
    "",
    "a\0b",
    "  ",
    "2026-02-30T09:00:00.000Z",
    "2026-13-45",
    "[" * 5000,
    '{"a": 1}',
    -1,
    0,
    2,
    7,
    2**62,
)
"""Values of which each kind of column takes some and refuses others."""
NO_TEXT = "CAST(x'ff41' AS TEXT)"
"""Bytes that are no UTF-8, as SQLite keeps them."""
EVERY = [(t, c) for t in TABLES.values() for c in t.columns if c.name != "data"]


def wrong(column: TableColumn, *, is_text: bool) -> Sequence[object]:
    """Some values that a column may not hold, though the table takes them for its type."""
    if column.name in {"before", "after"}:
        return ['{"a": 1}', "[]", '{"id": "notes 1"}']  # rows of no table
    fitting = (value for value in CANDIDATES if isinstance(value, str) is is_text)
    return [value for value in fitting if not _takes(column.kind, value)][:3]


def _takes(kind: ValueKind, value: object) -> bool:
    try:
        kind.check(value)
    except RefusedValue:
        return False
    return True


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "sound.factcheck"
    one_of_each(path)
    return path


@pytest.fixture
def foreign(sound: Path, tmp_path: Path) -> Path:
    """The same file as it comes from somebody else."""
    return Path(shutil.copy(sound, tmp_path / "foreign.factcheck"))


def test_a_row_of_each_is_sound(foreign: Path) -> None:
    Project.open(foreign).close()


WORDY = [(t, c.name) for t in LOGGED.values() for c in t.columns if c.kind is TEXT and c.logged]


@pytest.mark.parametrize(("table", "column"), WORDY, ids=[f"{t.name}.{c}" for t, c in WORDY])
def test_no_field_holds_words_without_end(foreign: Path, table: TableSchema, column: str) -> None:
    plant(foreign, f"UPDATE {table.name} SET {column} = printf('%.*c', {LONGEST + 1}, 'x')")
    with pytest.raises(UnsoundRow, match=f"{column}.*longer than 10,000,000 characters"):
        Project.open(foreign)


def write_title(project: Project, title: str) -> None:
    (article, *_) = project.articles.page()
    with project.change("Write") as under_way:
        under_way.writer.update("articles", article.id, {"title": title})


def test_nobody_writes_words_without_end(foreign: Path) -> None:
    project = Project.open(foreign)
    with pytest.raises(InvalidValue, match="attach a file instead"):
        write_title(project, "x" * (LONGEST + 1))
    assert list(project.findings()) == []
    project.close()


def test_each_table_and_column_is_declared_as_the_migrations_make_it(sound: Path) -> None:
    with closing(sqlite3.connect(sound)) as connection:
        made = {
            name: tuple(
                column
                for (column,) in connection.execute(
                    "SELECT name FROM pragma_table_info(?) ORDER BY cid", [name]
                )
            )
            for (name,) in connection.execute(
                """SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
                AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
                AND name NOT IN ('_sqlite_migrations', 'file_state', 'standings')"""
            )
        }
        led = {
            (name, column): to
            for name in made
            for column, to in connection.execute(
                'SELECT "from", "table" FROM pragma_foreign_key_list(?)', [name]
            )
        }
    assert made == {table.name: table.names() for table in TABLES.values()}
    assert led == {(t.name, c): to for t in TABLES.values() for c, to in t.references.items()}


@pytest.mark.parametrize("version", [v for v in FINGERPRINTS if v])
def test_each_version_has_the_columns_that_are_declared_for_it(version: int) -> None:
    made = expected_statements(version)
    with closing(sqlite3.connect(":memory:")) as connection:
        for (kind, name), (_, sql) in made.items():
            if kind == "table" and sql and "_fts" not in name:
                connection.execute(sql)
        for table in TABLES.values():
            rows = connection.execute("SELECT name FROM pragma_table_info(?)", [table.name])
            names = tuple(name for (name,) in rows)
            assert names == (table.names(version) if table.since <= version else ())


@pytest.mark.parametrize("version", [v for v in FINGERPRINTS if v])
def test_the_fingerprint_of_each_version_is_that_of_its_migrations(version: int) -> None:
    assert fingerprint(expected_statements(version)) == FINGERPRINTS[version]


def test_there_is_a_fingerprint_for_each_version() -> None:
    with Database(memory=True, execute_plugins=False) as nothing:
        assert [*FINGERPRINTS] == [*range(len(MIGRATIONS.pending(nothing)) + 1)]


@pytest.mark.parametrize(("table", "column"), EVERY, ids=[f"{t.name}.{c.name}" for t, c in EVERY])
def test_no_wrong_value_comes_in(
    sound: Path, tmp_path: Path, table: TableSchema, column: TableColumn
) -> None:
    met, is_text = 0, _is_text(sound, table, column)
    for value in (*wrong(column, is_text=is_text), *([None] if is_text else [])):
        path = Path(shutil.copy(sound, tmp_path / f"{met}.factcheck"))
        words = NO_TEXT if value is None else "(SELECT value FROM planted)"
        try:
            _plant(path, table, column, words, value)
        except sqlite3.Error:
            continue  # not even SQLite takes it
        before = path.read_bytes()
        if table.name == "texts" and value is None:
            continue  # what is damaged of an article's text is told when it is read
        with pytest.raises((UnsoundRow, DamagedProject)):
            Project.open(path)
        assert path.read_bytes() == before, value
        assert met or [*Project.findings_in(path)], value
        met += 1
    assert met, f"no value of {table.name}.{column.name} is ever refused"


def _plant(path: Path, table: TableSchema, column: TableColumn, words: str, value: object) -> None:
    key = next(iter(table.names()))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("CREATE TEMP TABLE planted (value)")
        connection.execute("INSERT INTO planted VALUES (?)", [value])
        connection.execute(
            f'UPDATE {table.name} SET "{column.name}" = {words} '
            f'WHERE "{key}" = (SELECT max("{key}") FROM {table.name})'
        )
        for _, sql in triggers:
            connection.execute(sql)


def _is_text(path: Path, table: TableSchema, column: TableColumn) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        kinds = dict(
            connection.execute("SELECT name, type FROM pragma_table_info(?)", [table.name])
        )
    return bool(kinds[column.name] == "TEXT")


WAYS = (
    "UPDATE claims SET status = 'settled'",
    "UPDATE sources SET type = 'dream'",
    "UPDATE claims SET importance = 9",
    "UPDATE claims SET kinds = 'number gossip'",
    "UPDATE heard_rows SET tbl = 'sqlite_schema'",
    "UPDATE heard_changes SET kind = 'hack'",
    "UPDATE causes SET register = 'body; DROP TABLE claims'",
    """UPDATE heard_rows SET after = json_set(after, '$.body"', 'x')""",
    "UPDATE heard_rows SET after = json_set(after, '$.id', 'another')",
    "UPDATE change_rows SET after = replace(after, '\"name\"', '\"name'', (SELECT 1), ''x\"')",
    "INSERT INTO settings VALUES ('package', '[]')",
    "INSERT INTO settings VALUES ('missing file x/y', '{}')",
)


@pytest.mark.parametrize("statement", WAYS)
def test_a_merge_refuses_what_no_project_holds(
    foreign: Path, tmp_path: Path, statement: str
) -> None:
    plant(foreign, statement)
    ours = Project.create(tmp_path / "ours.factcheck")
    ours.work_as("Anna")
    before = ours.history.latest_seq()
    with pytest.raises(ProjectError):
        merge.plan(ours, foreign)
    assert ours.history.latest_seq() == before
    assert list(ours.findings()) == []
    ours.close()


def test_what_a_later_version_may_know_is_said_so(foreign: Path) -> None:
    plant(foreign, "UPDATE claims SET status = 'settled'")
    with pytest.raises(UnsoundRow, match="newer version of this program"):
        Project.open(foreign)


def test_a_known_file_is_not_looked_through_again(
    foreign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Project.open(foreign).close()
    looked: list[object] = []

    def look(*_: object) -> bool:
        looked.append(1)
        return True

    monkeypatch.setattr("annotator.storage.opening.examine_readable", look)
    Project.open(foreign).close()
    assert looked == []
    plant(foreign, "UPDATE claims SET statement = 'Other'")
    Project.open(foreign).close()
    assert looked == [1]


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
values = (
    texts
    | st.integers(-3, 2**70)
    | st.none()
    | st.booleans()
    | st.floats(allow_nan=False)
    | st.sampled_from([c for c in CANDIDATES if isinstance(c, str)])
    | st.sampled_from(["verified", "disputed", "open", "2026-01-05T09:00:00.000Z", "a b", "{}"])
)


@given(st.sampled_from([(t, c) for t in LOGGED.values() for c in t.columns if c.logged]), values)
def test_the_pattern_of_a_column_lets_nothing_by_that_its_kind_refuses(
    place: tuple[TableSchema, TableColumn], value: object
) -> None:
    _, column = place
    for said in (json.dumps(value), json.dumps(value, ensure_ascii=False)):
        if re.fullmatch(column.kind.pattern, said):
            column.kind.check(json.loads(said))
