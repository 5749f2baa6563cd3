"""A file that is built otherwise than a project is runs nothing of its own, whoever looks at it."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.kernel.errors import (
    Cancelled,
    DamagedProject,
    InconsistentFile,
    NewerProject,
    OtherSchema,
    UnfinishedProject,
    UnsoundRow,
)
from annotator.project import Project
from annotator.schema.tables import TABLES
from annotator.sharing.packages import Contents
from annotator.sharing.repository.other_file import other_file
from annotator.sharing.service import merge, packages
from annotator.storage import connection
from annotator.storage.changes import ChangeWriter
from annotator.storage.examination.schema_comparison import differences
from annotator.storage.migrations.steps import VERSION
from tests.conftest import Annotator
from tests.hostile.attackers import execute
from tests.hostile.one_of_each import one_of_each
from tests.raw_file import raw_file

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
THEFT = """body', t."body" || (SELECT group_concat(title || note) FROM sources), 'x"""


def in_schema(name: str, old: str, new: str) -> str:
    """The statement that changes what a file says of something that it has."""
    return f"UPDATE sqlite_schema SET sql = replace(sql, '{old}', '{new}') WHERE name = '{name}'"


ATTACKS = {
    "a trigger that flips a verdict": [
        """CREATE TRIGGER flip AFTER INSERT ON tags BEGIN
        UPDATE tags SET verdict = 'unsupported' WHERE id = new.id; END"""
    ],
    "a trigger that drops writes": [
        "CREATE TRIGGER lose BEFORE INSERT ON tags BEGIN SELECT RAISE(IGNORE); END"
    ],
    "a trigger without end": [
        f"CREATE TRIGGER hang BEFORE INSERT ON changes BEGIN SELECT ({ENDLESS}); END"
    ],
    "a view": ["CREATE VIEW gift AS SELECT 1"],
    "a view without end in place of a table": [
        "ALTER TABLE joined RENAME TO kept",
        f"CREATE VIEW joined AS SELECT 'a' id, ({ENDLESS}) into_id",
    ],
    "a virtual table": ["CREATE VIRTUAL TABLE gift USING fts5 (words)"],
    "a table": ["CREATE TABLE gift (a)"],
    "a column named as SQL": [
        f"""ALTER TABLE comments ADD COLUMN "{THEFT.replace('"', '""')}" TEXT"""
    ],
    "a generated column": ["ALTER TABLE sources ADD COLUMN both TEXT AS (title || code_name)"],
    "a column more": ["ALTER TABLE sources ADD COLUMN note TEXT DEFAULT 'x'"],
    "an index on an expression": ["CREATE INDEX gift ON sources (upper(title))"],
    "an index fewer": ["DROP INDEX claims_of_article"],
    "a trigger fewer": ["DROP TRIGGER log_tags_update"],
    "a trigger of ours made otherwise": [
        "DROP TRIGGER keep_versions",
        "CREATE TRIGGER keep_versions BEFORE UPDATE ON versions BEGIN SELECT 1; END",
    ],
    "thousands of tables": ["BEGIN", *(f"CREATE TABLE gift{n} (a)" for n in range(1500)), "COMMIT"],
    "a schema of megabytes": [f"CREATE VIEW gift AS SELECT '{'x' * 3_000_000}'"],
    "statements of migrations": ["ALTER TABLE _sqlite_migrations ADD COLUMN more TEXT DEFAULT 'x'"],
    "version 0": ["PRAGMA user_version = 0"],
    "version -1": ["PRAGMA user_version = -1"],
    "an older version than it is": ["PRAGMA user_version = 1"],
}
WRITTEN = {
    "a check that is another": in_schema("tags", "verified", "verifiex"),
    "a table that is not strict": in_schema("tags", "STRICT, ", ""),
    "a default that is another": in_schema("notes", "body TEXT NOT NULL", "body TEXT"),
    "a trigger under another table": "UPDATE sqlite_schema SET tbl_name = 'notes' "
    "WHERE name = 'log_tags_insert'",
    "a trigger twice": "INSERT INTO sqlite_schema SELECT * FROM sqlite_schema "
    "WHERE name = 'log_tags_insert'",
    "words that are no SQL": in_schema("claims_of_article", "CREATE", "CRATE"),
}
EVERY = [*ATTACKS, *WRITTEN]
HARMLESS = ("ANALYZE", "VACUUM", "PRAGMA optimize", "REINDEX")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "sound.factcheck"
    one_of_each(path)
    return path


def attacked(sound: Path, folder: Path, attack: str) -> Path:
    path = Path(shutil.copy(sound, folder / "from somebody.sqlite"))
    execute(path, *ATTACKS.get(attack, ()))
    if attack in WRITTEN:
        execute(path, WRITTEN[attack], writable_schema=True)
    return path


@pytest.fixture(params=EVERY)
def hostile(sound: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return attacked(sound, tmp_path, request.param)


def test_nothing_of_it_is_opened_checked_or_merged(hostile: Path, tmp_path: Path) -> None:
    before = hostile.read_bytes()
    with pytest.raises((OtherSchema, DamagedProject, UnfinishedProject)) as refused:
        Project.open(hostile)
    assert str(hostile) in str(refused.value)
    found = [*Project.findings_in(hostile)] if refused.type is OtherSchema else ["damaged."]
    assert found
    assert all(finding.endswith(".") for finding in found)
    ours = Project.create(tmp_path / "ours.factcheck")
    ours.work_as("Anna")
    seq = ours.history.latest_seq()
    with pytest.raises((OtherSchema, DamagedProject, UnfinishedProject)):
        merge.plan(ours, hostile)
    assert ours.history.latest_seq() == seq
    ours.close()
    assert hostile.read_bytes() == before
    assert sorted(p.name for p in tmp_path.glob("from*")) == [hostile.name]


@pytest.mark.parametrize("command", ["check", "list", "history", "undo", "merge"])
@pytest.mark.parametrize(
    "attack", ["a view without end in place of a table", "a trigger that flips a verdict"]
)
def test_every_command_says_so_in_a_sentence(
    annotator: Annotator, sound: Path, tmp_path: Path, attack: str, command: str
) -> None:
    hostile = attacked(sound, tmp_path, attack)
    ours = Path(shutil.copy(sound, tmp_path / "ours.sqlite"))
    done = annotator(command, *([ours] if command == "merge" else []), hostile)
    assert done.returncode == 1
    assert "is not built as a project" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("statement", HARMLESS)
def test_what_keepers_of_databases_do_is_no_attack(
    sound: Path, tmp_path: Path, statement: str
) -> None:
    path = Path(shutil.copy(sound, tmp_path / "kept.factcheck"))
    execute(path, statement)
    Project.open(path).close()
    assert not any("built" in finding for finding in Project.findings_in(path))


def test_a_newer_file_is_told_as_one(sound: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sound, tmp_path / "newer.factcheck"))
    execute(path, "PRAGMA user_version = 99")
    with pytest.raises(NewerProject):
        Project.open(path)


def test_a_schema_changed_while_it_is_open_is_met_before_the_next_write(
    sound: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(sound, tmp_path / "open.factcheck"))
    project = Project.open(path)
    execute(path, *ATTACKS["a trigger that flips a verdict"])
    before = project.history.latest_seq()
    with pytest.raises(OtherSchema, match="a trigger “flip”"):
        project.work_as("Ben")
    assert project.history.latest_seq() == before
    project.close()


@pytest.mark.parametrize("attack", ["a trigger that flips a verdict", "a column named as SQL"])
def test_a_package_and_a_reply_are_held_to_the_same(
    sound: Path, tmp_path: Path, attack: str
) -> None:
    project = Project.open(Path(shutil.copy(sound, tmp_path / "ours.factcheck")))
    project.checker = project.people.checkers()[0]
    contents = Contents(("articles 1",))
    target = tmp_path / "package.review.sqlite"
    packages.send_for_review(project, target, contents)
    Project.open(target).close()
    execute(target, *ATTACKS[attack])
    with pytest.raises(OtherSchema):
        Project.open(target)
    with pytest.raises(OtherSchema):
        merge.plan(project, target)
    project.close()


def test_whoever_stops_a_job_stops_what_it_reads_of_the_other_file(
    sound: Path, tmp_path: Path
) -> None:
    ours = Project.create(tmp_path / "ours.factcheck")
    foreign = Path(shutil.copy(sound, tmp_path / "foreign.factcheck"))
    stop: list[bool] = []
    with ours.stopping_when(lambda: bool(stop)), other_file(foreign, raw_file(ours)) as other:
        stop.append(True)
        with pytest.raises(Cancelled):
            other.value(ENDLESS)
        stop.clear()
    ours.close()


def test_every_connection_is_hardened(sound: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sound, tmp_path / "open.factcheck"))
    project = Project.open(path)
    for file in (raw_file(project), raw_file(project.another())):
        assert file.value("PRAGMA cell_size_check") == 1
        assert file.value("PRAGMA mmap_size") in (0, None)
        trusted = file.value("PRAGMA trusted_schema")
        assert trusted == (0 if "trusted_schema = OFF" in connection.pragmas() else 1)
        assert file.connection.getlimit(sqlite3.SQLITE_LIMIT_ATTACHED) == 1
    project.close()


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("sqlite_schema", {"id": "x"}),
        ("tags; DROP TABLE tags", {"id": "x"}),
        ("tags", {"id": "x", 'verdict") VALUES (1); --': "x"}),
        ("change_rows", {"id": "x"}),
    ],
)
def test_nothing_but_names_of_ours_becomes_sql(
    sound: Path, tmp_path: Path, table: str, row: dict[str, object]
) -> None:
    project = Project.open(Path(shutil.copy(sound, tmp_path / "open.factcheck")))
    writer = ChangeWriter(raw_file(project))
    with pytest.raises(ValueError, match="no "):
        writer.insert(table, row)
    with pytest.raises(ValueError, match="no "):
        writer.update(table, "x", row | {"more": 1})
    if table != "tags":
        with pytest.raises(ValueError, match="no "):
            writer.delete(table, "x")
    project.close()


def test_an_undo_writes_only_what_a_project_holds(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(sound, tmp_path / "open.factcheck"))
    monkeypatch.setattr("annotator.storage.opening.examine_readable", lambda *_: True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(
            """INSERT INTO changes (id, kind, label, checker_id, at, article_id, claim_id,
            target_id, open) VALUES ('z', 'do', 'Trap', '', '2026-01-05T09:00:00.000Z', '', '',
            '', 0)"""
        )
        connection.execute(
            """INSERT INTO change_rows (change_seq, tbl, row_id, before, after) VALUES
            ((SELECT max(seq) FROM changes), 'comments', 'x',
            '{"id": "x", "body\\" = (SELECT 1); --": "x"}', NULL)"""
        )
    project = Project.open(path)
    with pytest.raises((UnsoundRow, InconsistentFile)):
        project.undo()
    assert raw_file(project).value("SELECT count(*) FROM comments") == 1
    project.close()


def test_every_table_is_declared() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        said = [*differences(connection, Path("empty"), VERSION)]
    for name in TABLES:
        assert f"a table “{name}” is missing in it" in said
