"""Backups of real files: when one is made, what is in it, and going back to it."""

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from annotator.articles.model import Draft
from annotator.articles.service import add_article
from annotator.backups.policy import LEAST, Policy, Reason
from annotator.backups.service import backups
from annotator.backups.service.backups import DayGuard, DueBackup
from annotator.backups.service.list import ChangesSince, backups_of, compare, told
from annotator.claims.highlights import find_quote
from annotator.claims.service import claims
from annotator.claims.verdicts import Verdict
from annotator.kernel.errors import BackupFailed, Cancelled, StoppedForBackup
from annotator.project import Project
from annotator.sharing.service import merge
from annotator.storage import backup_files as store
from annotator.storage.backup_files import Backups
from tests.projects import dump
from tests.sharing.merges import copy

posix = pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX systems")


class Wall:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 30, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def project(path: Path, wall: Wall) -> Iterator[Project]:
    """A project in which Anna worked two days ago."""
    found = Project.create(path, clock=wall)
    found.work_as("Anna")
    add_article(found, Draft("Crime fell by a third, the mayor said."))
    yield found
    found.close()


def guarded(project: Project) -> list[str]:
    said: list[str] = []
    project.guard = DayGuard(DueBackup.finish, said.append)
    return said


def kept(project: Project) -> list[Path]:
    found = Backups(project.path)
    return [found.path_of(one) for one in found.found()]


def rows(path: Path) -> object:
    found = Project.open(path)
    try:
        assert list(found.findings()) == []
        return dump(found)
    finally:
        found.close()


def add(project: Project, text: str = "A text like any other.") -> None:
    add_article(project, Draft(text))


def test_the_first_change_of_a_day_leaves_a_backup_of_the_state_before_it(
    project: Project, wall: Wall
) -> None:
    before = dump(project)
    said = guarded(project)
    wall.at += timedelta(days=1)
    add(project)
    add(project, "Another one.")
    (backup,) = kept(project)
    assert backup.name.endswith("first change of the day.sqlite")
    assert rows(backup) == before != dump(project)
    assert said == []


def test_every_day_with_changes_has_one_and_every_other_none(project: Project, wall: Wall) -> None:
    guarded(project)
    for _ in range(3):
        wall.at += timedelta(days=2)
        add(project)
    assert len(kept(project)) == 3


def test_undoing_is_a_change_too(project: Project, wall: Wall) -> None:
    guarded(project)
    wall.at += timedelta(days=1)
    project.undo()
    assert len(kept(project)) == 1


def test_a_project_begun_today_has_nothing_to_lose_yet(project: Project) -> None:
    guarded(project)
    add(project)
    assert kept(project) == []


def test_nobody_who_says_no_gets_one_daily(project: Project, wall: Wall) -> None:
    backups.settle(project.path, Policy(daily=False))
    guarded(project)
    wall.at += timedelta(days=1)
    add(project)
    assert kept(project) == []


def test_what_is_written_while_a_backup_waits_is_not_in_it(project: Project, wall: Wall) -> None:
    waiting: list[DueBackup] = []
    project.guard = DayGuard(waiting.append, pytest.fail)
    before = dump(project)
    wall.at += timedelta(days=1)
    for n in range(30):
        add(project, f"Text {n}. " * 2000)
    (due,) = waiting
    due.finish()
    assert rows(kept(project)[0]) == before


def test_a_backup_that_fails_is_said_and_the_work_goes_on(project: Project, wall: Wall) -> None:
    Backups(project.path).folder.write_text("in the way")
    said = guarded(project)
    wall.at += timedelta(days=1)
    add(project)
    add(project, "Another.")
    (sentence,) = said
    assert sentence.startswith(f"No backup of {project.path} could be made: ")
    assert sentence.endswith("Your work is saved and goes on; today has no backup yet.")
    assert len(project.articles.page()) == 3


def test_a_merge_is_stopped_where_no_backup_can_be_made_and_can_go_on_without(
    project: Project, tmp_path: Path
) -> None:
    other = copy(project, tmp_path / "ben.sqlite", "Ben")
    add(other, "Ben’s text.")
    other.close()
    before = dump(project)
    Backups(project.path).folder.write_text("in the way")
    planned = merge.plan(project, tmp_path / "ben.sqlite")
    with pytest.raises(StoppedForBackup, match="go on without a backup"):
        merge.merge(project, planned, {})
    assert dump(project) == before
    assert merge.merge(project, planned, {}, backup=False).rows


@posix
@pytest.mark.parametrize(("mode", "folder"), [(0o600, 0o700), (0o640, 0o750), (0o660, 0o770)])
def test_a_backup_is_open_to_nobody_more_than_its_project(
    project: Project, mode: int, folder: int
) -> None:
    project.path.chmod(mode)
    backup = backups.make(project, Reason.MERGE)
    assert stat.S_IMODE(backup.stat().st_mode) == mode
    assert stat.S_IMODE(backup.parent.stat().st_mode) == folder


def test_there_are_never_more_than_the_number(project: Project, wall: Wall) -> None:
    backups.settle(project.path, Policy(LEAST))
    mine = Backups(project.path).folder / "mine.sqlite"
    mine.write_bytes(b"not yours")
    for _ in range(3 * LEAST):
        wall.at += timedelta(days=1)
        newest = backups.make(project, Reason.DAY)
        assert newest in kept(project)
    assert len(kept(project)) == LEAST
    assert mine.read_bytes() == b"not yours"


def test_two_of_one_second_are_two(project: Project) -> None:
    first, second = (backups.make(project, Reason.MERGE) for _ in range(2))
    assert first != second
    assert len(kept(project)) == 2


def test_one_that_is_stopped_leaves_nothing(project: Project) -> None:
    def stop(_done: int, _of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        backups.make(project, Reason.MERGE, stop)
    assert [*Backups(project.path).folder.iterdir()] == []


@posix
def test_a_full_disk_is_told_and_leaves_nothing(project: Project) -> None:
    from tests.obstacles import largest_file  # noqa: PLC0415 - POSIX alone

    add(project, "All is well in the city. " * 40_000)
    with largest_file(200_000), pytest.raises(BackupFailed, match="the disk is full"):
        backups.make(project, Reason.MERGE)
    assert [*Backups(project.path).folder.iterdir()] == []
    assert backups.make(project, Reason.MERGE).exists()


def test_a_damaged_copy_is_no_backup(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = count()
    monkeypatch.setattr(store, "counts", lambda _file: {"articles": next(answers)})
    with pytest.raises(BackupFailed, match="is not what was copied"):
        backups.make(project, Reason.MERGE)
    assert kept(project) == []


def test_the_list_says_what_is_in_each(project: Project) -> None:
    backups.make(project, Reason.MERGE)
    add(project)
    backups.make(project, Reason.IMPORT)
    broken = Backups(project.path).folder / "2026-01-01 10.00.00 +0000 before merging.sqlite"
    broken.write_bytes(b"SQLite format 3\x00" + bytes(500))
    found = backups_of(project.path)
    assert [dict(one.counts)["articles"] if one.counts else None for one in found] == [2, 1, None]


def test_what_was_done_since_is_told(project: Project) -> None:
    article = project.articles.page()[0]
    text = project.articles.text(article.version.id)
    gone = claims.mark(project, article, find_quote(text, "Crime")).change.place.claim_id
    stays = claims.mark(project, article, find_quote(text, "third")).change.place.claim_id
    backup = backups.make(project, Reason.MERGE)
    claims.remove(project, [gone])
    claims.tag(project, [stays], Verdict.VERIFIED)
    add(project)
    found = compare(backup, project)
    assert found.counts[ChangesSince.REMOVED, "claims"] == 1
    assert found.counts[ChangesSince.ADDED, "tags"] == 1
    assert found.counts[ChangesSince.ADDED, "articles"] == 1
    assert "1 article" in told(found)
    assert {line.case for line in found.lines} == {*ChangesSince}
    assert told(compare(backups.make(project, Reason.MERGE), project)) == (
        "Nothing has changed since this backup was made."
    )
