"""Making, opening, upgrading and copying project files."""

import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database, Migrations

from annotator.articles.model import Article
from annotator.backups.policy import Reason
from annotator.files.project_format import APPLICATION_ID
from annotator.kernel import errors
from annotator.project import Project
from annotator.storage import opening
from annotator.storage.backup_files import Backups
from annotator.storage.migrations.schema import MIGRATIONS
from annotator.storage.migrations.steps import VERSION
from annotator.storage.opening import create, open_file
from annotator.storage.project_file import ProjectFile
from tests.projects import dump, make_claim

LATER = Migrations("annotator")
LATER._migrations = [*MIGRATIONS._migrations]


@LATER(name="0002_colours")
def colours(db: Database) -> None:
    db.execute("ALTER TABLE claims ADD COLUMN colour TEXT NOT NULL DEFAULT 'plain'")


FAILING = Migrations("annotator")
FAILING._migrations = [*MIGRATIONS._migrations]


@FAILING(name="0002_broken")
def broken(db: Database) -> None:
    db.execute("CREATE TABLE half (id TEXT)")
    db.execute("ALTER TABLE nowhere ADD COLUMN colour TEXT")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()


def newer(path: Path) -> None:
    file = create(path)
    file.db.execute("PRAGMA user_version = 99")
    file.close()


def cut_short(path: Path) -> None:
    create(path).close()
    path.write_bytes(path.read_bytes()[:6000])


def barely_begun(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00 and then nothing")


def text(path: Path) -> None:
    path.write_text("Dear editor,\n" * 50, encoding="utf-8")


def empty(path: Path) -> None:
    path.touch()


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (foreign, errors.NotAProject),
        (text, errors.NotAProject),
        (empty, errors.NotAProject),
        (cut_short, errors.CutShort),
        (barely_begun, errors.DamagedProject),
        (newer, errors.NewerProject),
    ],
    ids=lambda value: value.__name__,
)
def test_what_cannot_be_opened_is_left_byte_for_byte(
    path: Path, make: Callable[[Path], None], refusal: type[errors.ProjectError]
) -> None:
    make(path)
    before = path.read_bytes()
    with pytest.raises(refusal, match=path.name):
        open_file(path)
    assert (path.read_bytes(), names(path.parent)) == (before, [path.name])


def test_a_file_that_is_not_there_is_told(path: Path) -> None:
    with pytest.raises(errors.ProjectNotFound, match=path.name):
        open_file(path)


def test_a_folder_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(errors.ProjectError, match="cannot be opened"):
        open_file(tmp_path)


def test_a_new_project_takes_nobody_s_place(path: Path) -> None:
    path.write_text("mine")
    with pytest.raises(errors.ProjectExists):
        create(path)
    assert path.read_text() == "mine"


def test_a_new_project_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(errors.ProjectError, match=r"No such file or directory\. Choose"):
        create(tmp_path / "nowhere" / "budget.factcheck")


@pytest.mark.makes_tables
def test_a_project_that_could_not_be_made_leaves_no_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.storage.opening.APPLICATION_ID", "what?")
    with pytest.raises(sqlite3.OperationalError):
        create(path)
    assert names(path.parent) == []


def test_closing_leaves_a_single_file(path: Path) -> None:
    create(path).close()
    assert names(path.parent) == [path.name]


def test_a_name_with_signs_that_addresses_use_is_a_name(tmp_path: Path) -> None:
    path = tmp_path / "50% done? #2 ü.factcheck"
    create(path).close()
    open_file(path).close()
    assert names(tmp_path) == [path.name]


def upgraded(project: Project) -> ProjectFile:
    project.close()
    return open_file(project.path, migrations=LATER)


def test_an_older_file_is_upgraded(project: Project) -> None:
    file = upgraded(project)
    assert "colour" in {c.name for c in file.db["claims"].columns}
    assert file.value("PRAGMA user_version") == VERSION + 1
    file.close()


def test_an_older_file_is_backed_up_as_it_was(project: Project, article: Article) -> None:
    make_claim(project, article)
    before = dump(project)
    upgraded(project).close()
    kept = Backups(project.path)
    (found,) = kept.found()
    assert found.reason is Reason.UPGRADE
    backup = Project.open(kept.path_of(found))
    assert dump(backup) == before
    assert list(backup.findings()) == []
    backup.close()


def test_what_an_upgrade_adds_is_no_finding(project: Project, article: Article) -> None:
    make_claim(project, article)
    upgraded(project).close()
    again = Project(open_file(project.path, migrations=LATER), project._clock)
    assert list(again.findings()) == []
    again.close()


def test_steps_from_before_an_upgrade_can_be_undone(project: Project, article: Article) -> None:
    claim = make_claim(project, article)
    checker = project.checker
    again = Project(upgraded(project), project._clock)
    again.checker = checker
    again.undo()
    assert again.claims.count(article.id) == 0
    again.redo()
    assert again.claims.get(claim.id) == claim
    again.close()


def test_an_upgrade_that_fails_leaves_the_tables_as_they_were(project: Project) -> None:
    project.close()
    with pytest.raises(errors.WriteFailed):
        open_file(project.path, migrations=FAILING)
    file = open_file(project.path)
    assert not file.db["half"].exists()
    file.close()


def test_an_older_file_that_cannot_be_written_is_not_upgraded(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.close()
    monkeypatch.setattr("annotator.storage.project_file.os.access", lambda *_, **__: False)
    with pytest.raises(errors.ProjectReadOnly):
        open_file(project.path, migrations=LATER)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "copy.factcheck"


def test_a_copy_holds_everything(project: Project, article: Article, target: Path) -> None:
    make_claim(project, article)
    project.copy_to(target)
    copy = Project.open(target)
    assert dump(copy) == dump(project)
    copy.close()


def test_a_copy_is_a_project_of_its_own(project: Project, target: Path) -> None:
    project.copy_to(target)
    copy = Project.open(target)
    settings = [copy._file.value(f"PRAGMA {p}") for p in ("journal_mode", "application_id")]
    assert settings == ["wal", APPLICATION_ID]
    copy.close()


def test_a_copy_takes_nobody_s_place(project: Project, target: Path) -> None:
    target.write_text("mine")
    with pytest.raises(errors.ProjectExists):
        project.copy_to(target)
    assert target.read_text() == "mine"


def test_a_copy_needs_a_folder(project: Project, tmp_path: Path) -> None:
    with pytest.raises(errors.ProjectError, match="No such file or directory"):
        project.copy_to(tmp_path / "nowhere" / "copy.factcheck")


def test_a_file_written_by_a_window_elsewhere_is_read_only_where_it_must_be(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.storage.project_file.os.access", lambda *_, **__: False)
    reader = Project.open(project.path)
    with pytest.raises(errors.ProjectReadOnly):
        reader.work_as("Ben")
    assert (reader.read_only, reader.people.checkers()) == (True, project.people.checkers())
    reader.close()


@pytest.mark.skipif(sys.platform == "win32", reason="files in use stay there")
@pytest.mark.parametrize("last", ["c.sqlite", "a.sqlite"], ids=["to a new name", "back"])
def test_a_file_that_is_moved_on_while_it_is_followed_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    path, second, third = (tmp_path / name for name in ("a.sqlite", "b.sqlite", last))
    file = create(path)
    path.rename(second)

    def moving_on(where: Path, **options: Any) -> ProjectFile:
        if second.exists():
            second.rename(third)
        return open_file(where, **options)

    monkeypatch.setattr(opening, "open_file", moving_on)
    opening.open_anew(file, second)
    assert file.path == third
    assert file.look().is_in_place
    file.close()
    assert names(tmp_path) == [last]


def test_a_file_that_is_gone_when_it_is_to_be_followed_is_told(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.sqlite"
    file = create(path)
    path.unlink()
    with pytest.raises(errors.ProjectNotFound):
        opening.open_anew(file, tmp_path / "b.sqlite")
