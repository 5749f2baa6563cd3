"""What SQLite says of the system, told in the user's words: the rare cases."""

import sqlite3
from pathlib import Path

import pytest

from annotator.kernel import errors
from annotator.storage import sqlite_errors
from annotator.storage.sqlite_errors import translate_errors


def say(path: Path, code: int | None, words: str = "disk I/O error") -> None:
    """Let SQLite say what it says with this code."""
    error = sqlite3.OperationalError(words)
    if code is not None:
        error.sqlite_errorcode = code
    with translate_errors(path):
        raise error


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "budget.factcheck"
    path.write_bytes(b"SQLite format 3\x00")
    return path


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (sqlite3.SQLITE_BUSY_SNAPSHOT, errors.ProjectBusy),
        (sqlite3.SQLITE_LOCKED_SHAREDCACHE, errors.ProjectBusy),
        (sqlite3.SQLITE_CORRUPT_INDEX, errors.DamagedProject),
        (sqlite3.SQLITE_NOTADB, errors.DamagedProject),
        (sqlite3.SQLITE_FULL, errors.DiskFull),
        (sqlite3.SQLITE_READONLY_DIRECTORY, errors.ProjectReadOnly),
        (sqlite3.SQLITE_READONLY_DBMOVED, errors.ProjectGone),
        (sqlite3.SQLITE_CANTOPEN, errors.UnreadableProject),
        (sqlite3.SQLITE_IOERR_READ, errors.DoesNotAnswer),
        (sqlite3.SQLITE_IOERR_FSYNC, errors.WriteFailed),
    ],
)
def test_each_situation_has_its_sentence(
    path: Path, code: int, sentence: type[errors.ProjectError]
) -> None:
    with pytest.raises(sentence, match=path.name):
        say(path, code)


def test_an_input_error_of_a_file_that_is_gone_says_that_it_is_gone(path: Path) -> None:
    path.unlink()
    with pytest.raises(errors.ProjectGone):
        say(path, sqlite3.SQLITE_IOERR_WRITE)


def test_bytes_that_are_no_text_are_damage(path: Path) -> None:
    with pytest.raises(errors.DamagedProject):
        say(path, None, "Could not decode to UTF-8 column 'text'")


@pytest.mark.parametrize("code", [None, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT_UNIQUE])
def test_mistakes_of_ours_pass_through(path: Path, code: int | None) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        say(path, code, "no such table: nowhere")


def test_where_nothing_can_be_tried_the_disk_is_not_called_full(tmp_path: Path) -> None:
    assert not sqlite_errors._no_room(tmp_path / "nowhere" / "p.factcheck")
