"""Damaged and hostile projects: what can be read comes into a clean file, and the rest is told."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from annotator.backups.salvage import Salvaged
from annotator.kernel.errors import (
    Cancelled,
    NewerProject,
    NothingToSalvage,
    ProjectError,
    ProjectExists,
    ProjectInUse,
    UnreadableProject,
)
from annotator.project import Project
from annotator.schema.tables import LOGGED, TABLES
from annotator.storage.salvage.raw_pages import RawPages
from annotator.storage.salvage.raw_rows import RawRows
from annotator.storage.salvage.salvage import salvage
from tests.hostile.attackers import execute, mutated
from tests.hostile.damage import HARMS, PAGE, work
from tests.projects import dump, works

AT = "2026-11-29T12:00:00.000Z"
WORDS = ("articles", "versions", "claims", "highlights", "tags", "notes", "evidence", "comments")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A sound project."""
    path = tmp_path_factory.mktemp("sound") / "sound.sqlite"
    work(path, articles=2, claims=8)
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, data: bytes) -> Path:
    found = tmp_path / "bad.sqlite"
    found.write_bytes(data)
    return found


def counts(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in TABLES
        }


def saved(path: Path, new: Path) -> tuple[Salvaged, Project]:
    """What was saved, in a project that is sound."""
    before = path.read_bytes(), sorted(path.parent.iterdir())
    found = salvage(path, new, AT)
    assert (path.read_bytes(), [p for p in sorted(path.parent.iterdir()) if p != new]) == before
    assert found.findings == ()
    project = Project.open(new)
    assert list(project.findings()) == []
    assert dict(found.kept) == {t: n for t, n in counts(new).items() if t in found.kept}
    return found, project


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return tmp_path / "new.sqlite"


def test_of_a_sound_file_nothing_is_lost(path: Path, new: Path) -> None:
    sound = Project.open(path)
    before, steps = dump(sound), sound.history.latest_seq()
    sound.close()
    found, project = saved(path, new)
    assert found.is_complete
    assert dump(project) == before
    assert project.history.latest_seq() == steps + 1
    assert project.history.page(limit=1)[0].label == "Salvaged from “bad.sqlite”"
    project.work_as("Anna")
    assert works(project)
    step = project.to_undo()
    assert step is not None
    project.undo()
    project.close()


def test_what_stands_in_the_side_file_alone_comes_along(path: Path, new: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from annotator.project import Project;"
        "from annotator.articles.service import add_article;"
        "from annotator.articles.model import Draft;"
        "p = Project.open(Path(sys.argv[1])); add_article(p, Draft('In the side file.'));"
        "os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    found, project = saved(path, new)
    assert found.kept["articles"] == 3
    project.close()


def _variants(many: int) -> Iterator[object]:
    for name in HARMS:
        for seed in range(many):
            yield pytest.param(name, seed, marks=[pytest.mark.slow] if seed >= 4 else [])


@pytest.mark.parametrize(("name", "seed"), [*_variants(15)])
def test_whatever_is_damaged_what_comes_over_is_sound_and_the_rest_is_told(
    path: Path, new: Path, data: bytes, name: str, seed: int
) -> None:
    harmed = bytearray(data)
    HARMS[name](Random(f"{name}{seed}"), harmed)
    path.write_bytes(harmed)
    try:
        found, project = saved(path, new)
    except NothingToSalvage:
        assert name == "cut"
        assert len(harmed) < 60 * PAGE
        return
    project.close()
    whole, there = _counts_of(data, path.parent), counts(new)
    missing = {t for t in WORDS if there[t] < whole[t]}
    assert not missing or found.bad_pages or not found.is_complete or len(harmed) < len(data)


def _counts_of(data: bytes, folder: Path) -> dict[str, int]:
    path = folder / "sound.sqlite"
    path.write_bytes(data)
    return counts(path)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_mutants_end_in_a_sound_file_or_a_sentence(
    path: Path, new: Path, data: bytes, seed: int
) -> None:
    path.write_bytes(mutated(data, Random(seed)))
    try:
        saved(path, new)[1].close()
    except (NothingToSalvage, NewerProject):
        assert not new.exists()


@pytest.mark.parametrize("table", [t for t in WORDS if t != "highlights"])
def test_rows_whose_pages_are_lost_come_back_from_the_history(
    path: Path, new: Path, table: str
) -> None:
    before = counts(path)
    for page in _pages_of(path, table):
        _overwrite(path, page)
    found, project = saved(path, new)
    assert found.from_history[table] == before[table]
    assert {t: found.kept[t] for t in WORDS} == {t: before[t] for t in WORDS}
    assert found.lost.get(table, 0) == 0
    project.close()


def test_a_lost_text_is_put_together_from_its_highlights(path: Path, new: Path) -> None:
    before = counts(path)
    for page in _pages_of(path, "texts"):
        _overwrite(path, page)
    found, project = saved(path, new)
    assert {t: found.kept[t] for t in WORDS} == {t: before[t] for t in WORDS}
    article = project.articles.page()[0]
    text = project.articles.text(article.version.id)
    assert "took in 1803 ships" in text
    assert "·····" in text
    assert any(loss.table == "texts" and loss.words == "Harbours 0" for loss in found.losses)
    project.close()


def test_what_hangs_on_what_is_lost_gets_a_stand_in_or_is_told(path: Path, new: Path) -> None:
    for table in ("change_rows", "claims", "sources", "checkers", "articles"):
        for page in _pages_of(path, table):
            _overwrite(path, page)
    found, project = saved(path, new)
    assert found.kept["tags"] == 32
    assert found.kept["claims"] == 16
    with closing(sqlite3.connect(new)) as connection:
        secret = connection.execute("SELECT min(confidential) FROM sources").fetchone()
        assert secret == (1,)
    assert {"claims", "sources", "checkers", "articles"} <= {loss.table for loss in found.losses}
    project.close()


def test_files_without_bytes_are_known_as_missing(path: Path, new: Path) -> None:
    for page in _pages_of(path, "contents"):
        _overwrite(path, page)
    found, project = saved(path, new)
    assert found.kept["attachments"] == 0
    assert found.kept["settings"] == counts(path)["attachments"]
    assert sum(loss.table == "contents" for loss in found.losses) >= found.kept["settings"]
    project.close()


def test_nothing_of_a_hostile_file_is_run(path: Path, new: Path) -> None:
    execute(
        path,
        "DROP TRIGGER find_notes_insert",
        "CREATE TRIGGER evil AFTER INSERT ON tags BEGIN UPDATE tags SET verdict = 'verified'; END",
        "ALTER TABLE notes ADD COLUMN \"x', (SELECT group_concat(name) FROM sources), '\" TEXT",
        "CREATE VIEW secrets AS SELECT * FROM sources",
    )
    execute(
        path,
        "UPDATE sqlite_schema SET sql = 'CREATE TABLE claims (id, evil AS (randomblob(1e9)))' "
        "WHERE name = 'claims'",
        writable_schema=True,
    )
    found, project = saved(path, new)
    with closing(sqlite3.connect(new)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
        schema = " ".join(
            str(sql) for (sql,) in connection.execute("SELECT sql FROM sqlite_schema")
        )
    assert not {"evil", "secrets"} & names
    assert "randomblob" not in schema
    assert "group_concat" not in schema
    assert found.kept["notes"] == 16
    assert found.kept["claims"] == 16
    project.close()


def test_columns_in_another_order_are_known_by_their_names(path: Path, new: Path) -> None:
    execute(
        path,
        "DROP TABLE comments",
        "CREATE TABLE comments (id TEXT PRIMARY KEY, more TEXT, body TEXT, created_at TEXT, "
        "checker_id TEXT, claim_id TEXT) WITHOUT ROWID",
        "INSERT INTO comments SELECT 'c' || id, 'x', 'Other order', "
        "'2026-01-01T00:00:00.000Z', (SELECT id FROM checkers LIMIT 1), id FROM claims",
    )
    found, project = saved(path, new)
    told = [loss for loss in found.losses if "Other order" in loss.words]
    assert len(told) == 16  # no step of the history has made them
    project.close()


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("tags", "verdict", "'likely'"),
        ("claims", "status", "'on fire'"),
        ("claims", "importance", "99"),
        ("articles", "created_at", "'yesterday'"),
        ("highlights", '"end"', "99999999"),
        ("sources", "type", "'rumour'"),
        ("notes", "body", "CAST(x'00' AS TEXT)"),
    ],
)
def test_values_that_no_project_holds_do_not_come_over(
    path: Path, new: Path, table: str, column: str, value: str
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        triggers = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(f"UPDATE {table} SET {column} = {value}")
    before = counts(path)
    found, project = saved(path, new)
    # the history has them as they were
    assert found.from_history[table] == before[table] == found.kept[table]
    project.close()


def _loop(data: bytearray) -> None:
    """Every inner page leads to itself, and every page says that it goes on there."""
    for page in range(1, len(data) // PAGE):
        begin = page * PAGE
        if data[begin] in (2, 5):
            data[begin + 8 : begin + 12] = (page + 1).to_bytes(4, "big")
        elif data[begin] == 0:
            data[begin : begin + 4] = (page + 1).to_bytes(4, "big")


def _all_cells_are_one(data: bytearray) -> None:
    for page in range(1, len(data) // PAGE):
        begin = page * PAGE
        if data[begin] in (10, 13):
            data[begin + 3 : begin + 5] = (2000).to_bytes(2, "big")


def _huge_rows(data: bytearray) -> None:
    for page in range(1, len(data) // PAGE):
        begin = page * PAGE
        if data[begin] in (10, 13):
            first = int.from_bytes(data[begin + 8 : begin + 10], "big")
            data[begin + first : begin + first + 9] = b"\xff" * 9


def _endless_free_list(data: bytearray) -> None:
    data[32:36] = (2).to_bytes(4, "big")
    data[PAGE : PAGE + 8] = (2).to_bytes(4, "big") + (2**32 - 1).to_bytes(4, "big")


@pytest.mark.parametrize("harm", [_loop, _all_cells_are_one, _huge_rows, _endless_free_list])
def test_what_leads_in_circles_or_claims_too_much_ends(
    path: Path, new: Path, data: bytes, harm: Callable[[bytearray], None]
) -> None:
    harmed = bytearray(data)
    harm(harmed)
    path.write_bytes(harmed)
    saved(path, new)[1].close()


def test_rows_that_lie_over_each_other_cost_no_more_than_a_few_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size, cells = 65536, 20_000
    first = 8 + 2 * cells
    places = b"".join((first + n).to_bytes(2, "big") for n in range(cells))
    page = b"\x0d" + bytes(2) + cells.to_bytes(2, "big") + bytes(3) + places
    head = b"SQLite format 3\0" + (1).to_bytes(2, "big")
    file = tmp_path / "crowded.sqlite"
    file.write_bytes(head.ljust(size, b"\0") + page.ljust(size, b"\x7f"))
    read = []

    def count(payload: bytes, _size: int) -> tuple[tuple[()], bytes]:
        read.append(len(payload))
        return (), b""

    monkeypatch.setattr("annotator.storage.salvage.raw_rows._values", count)
    with RawPages(file) as pages:
        rows = RawRows(pages)
        assert len([*rows.rows(2)]) < cells
        assert rows.bad
    assert size < sum(read) <= 4 * size


def test_it_can_be_stopped_and_leaves_nothing(path: Path, new: Path) -> None:
    calls = 0

    def stop(_done: int, _of: int) -> None:
        nonlocal calls
        calls += 1
        if calls > 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        salvage(path, new, AT, stop)
    assert [*path.parent.iterdir()] == [path]


@pytest.mark.skipif(os.name != "posix", reason="these bad days are those of POSIX systems")
def test_on_a_full_disk_nothing_is_left(path: Path, new: Path) -> None:
    from tests.obstacles import largest_file  # noqa: PLC0415 - POSIX alone

    for size in (1_000, 50_000, 200_000):
        with largest_file(size), pytest.raises(ProjectError):
            salvage(path, new, AT)
        assert [*path.parent.iterdir()] == [path]
    saved(path, new)[1].close()


def test_an_open_project_is_not_salvaged(path: Path, new: Path) -> None:
    project = Project.open(path)
    with pytest.raises(ProjectInUse):
        salvage(path, new, AT)
    project.close()
    assert not new.exists()


@pytest.mark.parametrize(
    "content", [b"", b"x", b"SQLite format 3\x00", b"A letter. " * 900, bytes(50_000)]
)
def test_in_what_never_was_a_project_nothing_is_found(
    path: Path, new: Path, content: bytes
) -> None:
    path.write_bytes(content)
    with pytest.raises(NothingToSalvage):
        salvage(path, new, AT)
    assert [*path.parent.iterdir()] == [path]


def test_a_newer_project_is_not_taken_for_a_damaged_one(path: Path, new: Path) -> None:
    execute(path, "PRAGMA user_version = 40")
    with pytest.raises(NewerProject):
        salvage(path, new, AT)


def test_what_stands_in_the_new_place_stays(path: Path, new: Path) -> None:
    new.write_text("mine")
    with pytest.raises(ProjectExists):
        salvage(path, new, AT)
    assert new.read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_is_not_waited_for(path: Path, new: Path) -> None:
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(UnreadableProject):
        salvage(path, new, AT)


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX systems")
def test_the_new_file_is_open_to_nobody_more(path: Path, new: Path) -> None:
    path.chmod(0o600)
    saved(path, new)[1].close()
    assert stat.S_IMODE(new.stat().st_mode) == 0o600


def _pages_of(path: Path, table: str) -> list[int]:
    """The pages of a table's own tree, from 1."""
    assert table in LOGGED or table == "change_rows"
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = ? AND type = 'table'", [table]
        ).fetchone()
    with RawPages(path) as pages:
        return RawRows(pages).tree(root)


def _overwrite(path: Path, page: int) -> None:
    with path.open("r+b") as stream:
        stream.seek((page - 1) * PAGE)
        stream.write(b"\xee" * PAGE)


def _with_token(path: Path, token: str) -> None:
    """Tie a file to its log, as a row on a page of its own does."""
    execute(
        path,
        "CREATE TABLE IF NOT EXISTS file_state (id INTEGER PRIMARY KEY CHECK (id = 1), "
        "token TEXT NOT NULL, previous TEXT NOT NULL) STRICT",
        f"INSERT OR REPLACE INTO file_state VALUES (1, '{token * 32}', '{'0' * 32}')",
    )


@pytest.mark.parametrize(("own", "articles"), [(True, 3), (False, 2)])
def test_a_strangers_log_is_not_laid_over_what_is_left(
    path: Path, new: Path, tmp_path: Path, data: bytes, articles: int, *, own: bool
) -> None:
    other = tmp_path / "other" / "bad.sqlite"
    other.parent.mkdir()
    other.write_bytes(data)
    _with_token(path, "a")
    _with_token(other, "a" if own else "b")
    code = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('PRAGMA journal_mode = WAL'); c.execute('PRAGMA wal_autocheckpoint = 0');"
        "[c.execute(f'DROP TRIGGER {n}') for (n,) in c.execute(\"SELECT name FROM sqlite_schema "
        "WHERE type = 'trigger'\").fetchall()];"
        "c.execute(\"UPDATE file_state SET previous = token, token = '\" + 'c' * 32 + \"'\");"
        "c.execute(\"INSERT INTO articles (id, number, created_at) VALUES ('x', 9, "
        "'2026-01-01T00:00:00.000Z')\");"
        'c.execute("INSERT INTO change_rows (change_seq, tbl, row_id, after) SELECT '
        "max(change_seq), 'articles', 'x', NULL FROM change_rows\"); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(other)], check=False)
    if own:
        path.write_bytes(other.read_bytes())
    Path(f"{path}-wal").write_bytes(Path(f"{other}-wal").read_bytes())
    found = salvage(path, new, AT)
    assert found.kept["articles"] == articles
