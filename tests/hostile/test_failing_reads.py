"""A disk that does not give its bytes proves nothing about whose file stands there."""

import sqlite3
from pathlib import Path

import pytest

from annotator.articles.model import Metadata
from annotator.articles.service import describe_article
from annotator.kernel.file_whereabouts import FileFate
from annotator.project import Project
from annotator.storage.disk import file_state
from annotator.storage.project_file import ProjectFile
from tests.projects import make_article, make_project

OF_THE_DISK = (
    sqlite3.SQLITE_IOERR_READ,
    sqlite3.SQLITE_IOERR_MMAP,
    sqlite3.SQLITE_IOERR_CORRUPTFS,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_NOMEM,
)
OF_CONTENT = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT_VTAB)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "budget.sqlite"
    project = make_project(path)
    make_article(project, "Crime fell by a third.")
    project.close()
    return path


def fail_to_read(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """From now on a look at a file alone ends with an error of this code."""

    def read(path: Path, known_seq: int = 0) -> file_state.Alone:
        error = sqlite3.OperationalError(f"{path} of {known_seq}")
        error.sqlite_errorcode = code
        raise error

    monkeypatch.setattr(file_state, "read_alone", read)


def opened(path: Path) -> ProjectFile:
    file = ProjectFile(path, read_only=False, patience=1)
    file.begin_watching()
    return file


def write(path: Path) -> Project:
    """Write through another connection, and leave it open: what it wrote is in the log."""
    project = Project.open(path)
    (article,) = project.articles.page()
    describe_article(project, article, Metadata(byline="Ines"))
    return project


@pytest.mark.parametrize("code", OF_THE_DISK)
def test_a_file_that_cannot_be_read_is_not_taken_for_another(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    file = opened(path)
    other = write(path)
    fail_to_read(monkeypatch, code)
    assert file.look().fate is FileFate.UNREACHABLE
    monkeypatch.undo()
    assert file.look().is_in_place
    file.close()
    other.close()


@pytest.mark.parametrize("code", OF_CONTENT)
def test_a_file_of_other_content_is_told_from_one_that_is_not_read(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    file = opened(path)
    other = write(path)
    fail_to_read(monkeypatch, code)
    assert file.look().fate is FileFate.OVERWRITTEN
    monkeypatch.undo()
    file.close()
    other.close()


def test_a_look_alone_passes_on_that_it_could_not_read() -> None:
    class Failing:
        def execute(self, _: str, *__: object) -> None:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
            raise error

    with pytest.raises(sqlite3.OperationalError):
        file_state.look_alone(Failing())  # type: ignore[arg-type]  # only asked to execute


def test_only_the_last_connection_empties_a_log(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = opened(path), opened(path)
    other = write(path)
    size = first.log_size()
    fail_to_read(monkeypatch, sqlite3.SQLITE_NOTADB)
    second.close()
    assert first.log_size() == size > 0
    monkeypatch.undo()
    other.close()
    first.close()
    project = Project.open(path)
    assert [article.metadata.byline for article in project.articles.page()] == ["Ines"]
    project.close()
