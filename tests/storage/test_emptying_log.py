"""The log is emptied into the file, on a disk however slow, and keeps nobody from saving."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from annotator.storage.opening import create
from annotator.storage.project_file import ProjectFile

TRUNCATE = "PRAGMA wal_checkpoint(TRUNCATE)"
PASSIVE = "PRAGMA wal_checkpoint(PASSIVE)"
_MOMENT = 0.08
"""Seconds that a step at the window waits for others."""


@pytest.fixture
def file(tmp_path: Path) -> Iterator[ProjectFile]:
    found = create(tmp_path / "project.sqlite", patience=_MOMENT)
    found.begin_watching()
    yield found
    found.close()


def write(file: ProjectFile) -> None:
    with file.writing():
        pass


class Busy:
    """A connection during whose work somebody else saves a step, as happens on a slow disk."""

    def __init__(self, connection: sqlite3.Connection, other: ProjectFile, steps: int) -> None:
        self._connection, self._other, self._steps = connection, other, steps
        self.done: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
        if "wal_checkpoint" in sql:
            self.done.append(sql)
        if sql == TRUNCATE:
            left = self._connection.execute(PASSIVE).fetchone()
            assert left[1] == left[2], "it would be copied while nobody can save"
        cursor = self._connection.execute(sql, *parameters)
        if sql == PASSIVE and self._steps:
            self._steps -= 1
            write(self._other)
        return cursor


@pytest.mark.parametrize(
    ("steps", "done"),
    [
        (0, [PASSIVE, TRUNCATE]),
        (1, [PASSIVE, PASSIVE, TRUNCATE]),
        (9, [PASSIVE, PASSIVE, PASSIVE]),
    ],
)
def test_a_log_into_which_steps_come_is_copied_before_it_is_cut(
    file: ProjectFile, steps: int, done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(file)
    twin = file.another()
    busy = Busy(twin.connection, file, steps)
    monkeypatch.setattr(twin, "connection", busy)
    assert twin.empty_log() == (done[-1] == TRUNCATE)
    assert busy.done == done
    monkeypatch.undo()
    assert twin.empty_log()
    assert not file.log_size()
    twin.close()


def test_a_log_that_somebody_reads_is_left_and_keeps_nobody_from_saving(
    file: ProjectFile,
) -> None:
    write(file)
    reader = file.another()
    emptied: list[bool] = []

    def empty() -> None:
        twin = file.another()
        emptied.append(twin.empty_log())
        twin.close()

    with reader.still():
        reader.value("SELECT count(*) FROM claims")
        write(file)
        thread = Thread(target=empty)
        thread.start()
        while thread.is_alive():
            write(file)
    assert emptied == [False]
    assert file.empty_log()
    assert not file.log_size()
    reader.close()
