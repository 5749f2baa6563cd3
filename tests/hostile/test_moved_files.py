"""What becomes of a project's file while its window is open: of twelve tags none is lost.

After the sixth something happens to the file; the user answers by the button of the notice,
and tags on. The tags are counted in the file that the window names at the end.
"""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from types import TracebackType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from annotator.app.startup.program import reporter
from annotator.app.window.main_window import MainWindow
from annotator.backups.policy import Reason
from annotator.backups.service import backups
from annotator.backups.ui.dialog import BackupsDialog
from annotator.kernel.errors import AnnotatorError
from annotator.project import Project
from annotator.sharing.ui.merge_dialog import MergeDialog
from tests.app.desks import answering, drag, open_window, press, span_of, until
from tests.app.window_fixtures import path as _path
from tests.hostile.taggers import Tagger, names
from tests.raw_file import raw_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="files in use stay there")

made = _path
HALF, ALL = 6, 12
_VERDICTS = cycle("13")


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    """The project in a folder of its own."""
    folder = tmp_path / "work"
    folder.mkdir()
    return made.rename(folder / "budget.sqlite")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """A window in which six tags were just given to one claim.

    An error with a sentence is told as in the program, where a read comes before the look at the
    file; a mistake of the program's own still fails the test.
    """
    found = open_window(qtbot, tmp_path, path)
    tell, mistaken = reporter(found), sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        (tell if isinstance(error, AnnotatorError) else mistaken)(kind, error, trace)

    monkeypatch.setattr(sys, "excepthook", hook)
    drag(found, span_of(found, "dredged in 1987"))
    press(found, "M")
    tag(found, HALF)
    return found


def tag(window: MainWindow, number: int) -> None:
    """Give the chosen claim so many tags, each another than the one before."""
    for _ in range(number):
        press(window, next(_VERDICTS))


def offers(window: MainWindow) -> dict[str, QPushButton]:
    """What the notice offers, by the words on its buttons."""
    notice = window.notice
    return {b.text(): b for b in (notice.button, *notice.others) if notice.isVisible()}


def choose(window: MainWindow, words: str) -> None:
    """Click on what is offered, once the window has seen what happened."""
    until(lambda: words in offers(window))
    QTest.mouseClick(offers(window)[words], Qt.MouseButton.LeftButton)


def notice(window: MainWindow) -> str:
    return window.notice.words.text()


def tags_in(path: Path, who: str = "Anna") -> int:
    """How many tags are in a file, which is sound."""
    project = Project.open(path)
    try:
        assert list(project.findings()) == []
        assert project.set_aside == ()
        steps = project.history.page(limit=1000)
        return sum(s.label.startswith("Tag claim") and s.checker == who for s in steps)
    finally:
        project.close()


def close(window: MainWindow) -> Path:
    """Close the window; the file that it named last."""
    until(lambda: window.status.saved.text().startswith("✓ Saved in"))
    found = window.session.project.path
    assert window.status.saved.text() == f"✓ Saved in {found.name}"
    assert found.stem in window.windowTitle()
    assert window.close()
    return found


def colleague_s(path: Path, target: Path) -> Path:
    """A copy of what is there by now, in which a colleague went on working."""
    shutil.copyfile(path, target)
    cleo = Tagger(target, "Cleo")
    assert len(cleo.write(1, 5)) == 5
    cleo.close()
    return target


def notes_in(path: Path) -> int:
    project = Project.open(path)
    try:
        return int(raw_file(project).value("SELECT count(*) FROM notes"))
    finally:
        project.close()


def settle(window: MainWindow) -> None:
    """Wait until all that is saved is in the file itself."""
    until(lambda: window.status.saved.text().startswith("✓ Saved in"))


def test_what_is_said_to_be_saved_is_in_the_file_itself(
    window: MainWindow, path: Path, tmp_path: Path
) -> None:
    for _ in range(5):
        settle(window)
        count = window.session.project.history.latest_seq()
        shutil.copyfile(path, tmp_path / "alone.sqlite")
        alone = Project.open(tmp_path / "alone.sqlite")
        assert alone.history.latest_seq() == count
        alone.close()
        (tmp_path / "alone.sqlite").unlink()
        tag(window, 3)


def test_a_file_renamed_is_followed(window: MainWindow, path: Path) -> None:
    new = path.rename(path.with_name("report.sqlite"))
    tag(window, HALF)
    window.notice.dismiss()  # that of the last tag
    assert "is now called report.sqlite" in notice(window)
    assert close(window) == new
    assert tags_in(new) == ALL
    assert names(path.parent) == ["report.sqlite"]


def test_a_file_renamed_again_and_again_is_followed(window: MainWindow, path: Path) -> None:
    here = path
    for n in range(HALF):
        here = here.rename(path.with_name(f"draft {n}.sqlite"))
        tag(window, 1)
    assert close(window) == here
    assert tags_in(here) == ALL
    assert names(path.parent) == [here.name]


def test_a_file_renamed_in_the_middle_of_a_step_is_followed(window: MainWindow, path: Path) -> None:
    project = window.session.project
    with project.change("Tag claim 1 in passing") as under_way:
        new = path.rename(path.with_name("report.sqlite"))
        claim = window.session.claim
        assert claim is not None
        under_way.writer.update("claims", claim.id, {"statement": "Dredged."})
    tag(window, HALF - 1)
    assert close(window) == new
    assert tags_in(new) == ALL


def test_a_folder_moved_is_followed(window: MainWindow, path: Path, tmp_path: Path) -> None:
    path.parent.rename(tmp_path / "archive")
    tag(window, HALF)
    assert close(window) == tmp_path / "archive" / path.name
    assert tags_in(tmp_path / "archive" / path.name) == ALL
    assert names(tmp_path / "archive") == [path.name]


def test_a_window_that_rests_follows_too(window: MainWindow, path: Path) -> None:
    new = path.rename(path.with_name("report.sqlite"))
    until(lambda: window.session.project.path == new)
    tag(window, HALF)
    assert close(window) == new
    assert tags_in(new) == ALL


def test_a_file_that_a_newer_one_replaces_is_kept_as_a_copy(
    window: MainWindow, path: Path, tmp_path: Path
) -> None:
    theirs = colleague_s(path, tmp_path / "theirs.sqlite")
    before = theirs.read_bytes()
    theirs.replace(path)
    tag(window, 1)
    assert "taken the place" in notice(window)
    assert window.status.saved.text() == "Not saved"
    choose(window, "Keep mine as a copy")
    tag(window, HALF - 1)
    mine = path.with_name("budget (mine).sqlite")
    assert close(window) == mine
    assert tags_in(mine) == ALL
    assert path.read_bytes() == before


def test_a_replaced_file_gives_way_to_the_other_and_is_still_kept(
    window: MainWindow, path: Path, tmp_path: Path
) -> None:
    settle(window)
    theirs = colleague_s(path, tmp_path / "theirs.sqlite")
    theirs.replace(path)
    choose(window, "Use the other")
    tag_the_claim(window, HALF)
    assert close(window) == path
    assert tags_in(path) == ALL
    assert notes_in(path) == 5
    assert tags_in(path.with_name("budget (mine).sqlite")) == HALF


def tag_the_claim(window: MainWindow, number: int) -> None:
    """Choose the one claim by its words, and tag it."""
    article = window.session.article
    assert article is not None
    (claim,) = window.session.project.claims.of_article(article.id)
    window.session.choose_claim(claim.id)
    tag(window, number)


def test_a_replaced_file_and_the_other_are_merged(
    window: MainWindow, path: Path, tmp_path: Path
) -> None:
    settle(window)
    shutil.copyfile(path, tmp_path / "theirs.sqlite")
    tag(window, HALF)
    cleo = Tagger(tmp_path / "theirs.sqlite", "Cleo")
    cleo.write(1, 5)
    cleo.close()
    (tmp_path / "theirs.sqlite").replace(path)
    answers = answering(MergeDialog, lambda d: QTest.mouseClick(d.merge, Qt.MouseButton.LeftButton))
    choose(window, "Merge both")
    until(lambda: not answers.isActive())
    until(lambda: "Merged “" in notice(window))
    assert close(window) == path
    assert notes_in(path) == 5
    assert heard_tags(path) == ALL


def heard_tags(path: Path) -> int:
    """Steps of tagging that a file knows: its own, and those it heard of in a merge."""
    project = Project.open(path)
    try:
        assert list(project.findings()) == []
        return int(
            raw_file(project).value(
                """SELECT count(*) FROM (SELECT id FROM changes WHERE label LIKE 'Tag claim%'
                UNION SELECT id FROM heard_changes WHERE label LIKE 'Tag claim%')"""
            )
        )
    finally:
        project.close()


@pytest.mark.parametrize("answer", ["Keep mine", "Use the other"])
def test_a_sync_client_s_conflict_copy_loses_neither(
    window: MainWindow, path: Path, tmp_path: Path, answer: str
) -> None:
    """Ours gets another name, and theirs arrives under ours."""
    settle(window)
    theirs = colleague_s(path, tmp_path / "theirs.sqlite")
    ours = path.rename(path.with_name("budget (conflict).sqlite"))
    theirs.replace(path)
    choose(window, answer)
    tag_the_claim(window, HALF)
    chosen = ours if "mine" in answer else path
    assert close(window) == chosen
    assert tags_in(chosen) == ALL
    assert tags_in(path if chosen == ours else ours) == HALF
    assert notes_in(path) == 5
    assert names(path.parent) == [ours.name, path.name]


def in_place(source: Path, target: Path) -> None:
    """What ``cp`` does."""
    shutil.copyfile(source, target)


def in_parts(source: Path, target: Path) -> None:
    """What ``rsync --inplace`` does: the file is never shorter than it has to be."""
    data = source.read_bytes()
    with target.open("r+b") as stream:
        for start in range(0, len(data), 8192):
            stream.seek(start)
            stream.write(data[start : start + 8192])
        stream.truncate(len(data))


@pytest.mark.parametrize("copy", [in_place, in_parts])
def test_a_file_copied_over_in_place_is_left_alone_until_it_is_chosen(
    window: MainWindow, path: Path, tmp_path: Path, copy: Callable[[Path, Path], None]
) -> None:
    settle(window)
    theirs = colleague_s(path, tmp_path / "theirs.sqlite")
    copy(theirs, path)
    until(lambda: "written over" in notice(window))
    assert path.read_bytes() == theirs.read_bytes()
    choose(window, "Use the file there")
    tag_the_claim(window, HALF)
    assert close(window) == path
    assert tags_in(path) == ALL
    assert notes_in(path) == 5


@pytest.mark.parametrize("copy", [in_place, in_parts])
def test_an_older_state_copied_over_in_place_is_not_ruined(
    window: MainWindow, path: Path, tmp_path: Path, copy: Callable[[Path, Path], None]
) -> None:
    settle(window)
    shutil.copyfile(path, tmp_path / "older.sqlite")
    tag(window, HALF)
    settle(window)
    copy(tmp_path / "older.sqlite", path)
    until(lambda: "written over" in notice(window))
    tag(window, 1)
    window.close()
    assert path.read_bytes() == (tmp_path / "older.sqlite").read_bytes()
    assert tags_in(path) == HALF


def test_what_was_written_over_comes_back_from_a_backup(
    window: MainWindow, path: Path, tmp_path: Path
) -> None:
    settle(window)
    shutil.copyfile(path, tmp_path / "older.sqlite")
    tag(window, HALF)
    settle(window)
    backups.make(window.session.project, Reason.DAY)
    shutil.copyfile(tmp_path / "older.sqlite", path)
    until(lambda: "written over" in notice(window))

    def restore(dialog: BackupsDialog) -> None:
        until(lambda: dialog._work.task is None and dialog.chosen is not None)
        dialog.ok.click()

    answering(BackupsDialog, restore)
    choose(window, "Restore…")
    assert window.session.is_open
    assert close(window) == path
    assert tags_in(path) == ALL


def test_a_file_copied_over_before_its_log_was_emptied_is_not_ruined(
    window: MainWindow, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(window)
    shutil.copyfile(path, tmp_path / "older.sqlite")
    tag(window, 3)
    settle(window)
    monkeypatch.setattr(Project, "empty_log", lambda _project: False)
    tag(window, 3)
    shutil.copyfile(tmp_path / "older.sqlite", path)
    until(lambda: "written over" in notice(window))
    monkeypatch.undo()
    window.close()
    assert path.read_bytes() == (tmp_path / "older.sqlite").read_bytes()
    (kept,) = path.parent.glob("*.set-aside-*")
    assert kept.stat().st_size
    assert tags_in(path) == HALF


def test_a_file_cut_short_is_told_and_not_written_to(window: MainWindow, path: Path) -> None:
    settle(window)
    os.truncate(path, 40_000)
    before = path.read_bytes()
    tag(window, 1)
    assert "cut short" in notice(window)
    window.close()
    assert path.read_bytes() == before


def test_a_deleted_file_is_put_back(window: MainWindow, path: Path) -> None:
    path.unlink()
    tag(window, 1)
    assert "deleted" in notice(window)
    choose(window, "Put it back")
    tag(window, HALF - 1)
    assert close(window) == path
    assert tags_in(path) == ALL


def test_a_window_on_a_deleted_file_asks_before_it_closes(window: MainWindow, path: Path) -> None:
    path.unlink()
    until(lambda: "Keep a copy" in offers(window))
    assert not window.close()
    choose(window, "Keep a copy")
    tag(window, HALF)
    assert close(window) == path.with_name("budget (mine).sqlite")
    assert tags_in(path.with_name("budget (mine).sqlite")) == ALL


def test_a_file_in_the_trash_is_not_followed_there(
    window: MainWindow, path: Path, tmp_path: Path
) -> None:
    (tmp_path / ".local/share/Trash/files").mkdir(parents=True)
    path.rename(tmp_path / ".local/share/Trash/files" / path.name)
    choose(window, "Put it back")
    tag(window, HALF)
    assert close(window) == path
    assert tags_in(path) == ALL


def test_a_second_name_is_told_and_costs_nothing(window: MainWindow, path: Path) -> None:
    os.link(path, path.with_name("second.sqlite"))
    until(lambda: "second name" in notice(window))
    other = Tagger(path.with_name("second.sqlite"), "Cleo")
    other.process.communicate()
    assert other.first == ""  # it was refused
    tag(window, HALF)
    assert close(window) == path
    path.with_name("second.sqlite").unlink()
    assert tags_in(path) == ALL


@pytest.fixture
def link(path: Path) -> Path:
    found = path.with_name("link.sqlite")
    found.symlink_to(path.name)
    return found


def test_a_symbolic_link_that_is_turned_is_told(
    qtbot: QtBot, tmp_path: Path, path: Path, link: Path
) -> None:
    shutil.copyfile(path, path.with_name("other.sqlite"))
    window = open_window(qtbot, tmp_path, link)
    drag(window, span_of(window, "dredged in 1987"))
    press(window, "M")
    tag(window, HALF)
    link.unlink()
    link.symlink_to("other.sqlite")
    choose(window, "Keep mine")
    tag(window, HALF)
    assert close(window) == path
    assert tags_in(path) == ALL
    assert tags_in(path.with_name("other.sqlite")) == 0


def test_two_programs_and_a_rename_lose_nothing_of_either(window: MainWindow, path: Path) -> None:
    ben = Tagger(path)
    saved = ben.write(1, 10)
    tag(window, HALF // 2)
    saved += ben.write(11, 20)
    settle(window)
    new = path.rename(path.with_name("report.sqlite"))
    assert ben.say("note-21") == "ProjectGone"
    ben.close()
    tag(window, HALF // 2)
    assert close(window) == new
    assert tags_in(new) == ALL
    assert notes_in(new) == len(saved) == 20
    assert names(path.parent) == ["report.sqlite"]


def test_two_programs_on_one_file_lose_nothing(window: MainWindow, path: Path) -> None:
    ben = Tagger(path)
    saved = []
    for n in range(HALF):
        saved += ben.write(n, n)
        tag(window, 1)
    ben.close()
    assert close(window) == path
    assert tags_in(path) == ALL
    assert notes_in(path) == len(saved) == HALF


@pytest.mark.parametrize("writes_on", [False, True])
def test_a_lock_that_was_lost_costs_nothing(
    window: MainWindow,
    path: Path,
    writes_on: bool,
) -> None:
    """Whatever opens and closes the file in this process, a file dialog say, drops its locks."""
    settle(window)
    path.read_bytes()
    ben = Tagger(path)
    saved = ben.write(1, 5)
    if not writes_on:
        ben.close()  # it believes that it is the last, and takes the log away
    tag(window, HALF)
    if writes_on:
        saved += ben.write(6, 10)
        ben.close()
    assert close(window) == path
    assert tags_in(path) == ALL
    assert notes_in(path) == len(saved)


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[Path]:
    """A folder on a drive that can be taken away."""
    real, drive = tmp_path / "far", tmp_path / "drive"
    real.mkdir()
    drive.mkdir()
    if (
        os.geteuid() != 0
        or subprocess.run(["mount", "--bind", real, drive], check=False).returncode
    ):
        pytest.skip("nothing can be mounted here")
    yield drive
    subprocess.run(["umount", "-l", drive], check=False)


def test_a_drive_that_goes_away_and_comes_back(
    qtbot: QtBot, tmp_path: Path, path: Path, drive: Path
) -> None:
    shutil.move(path, drive / path.name)
    window = open_window(qtbot, tmp_path, drive / path.name)
    drag(window, span_of(window, "dredged in 1987"))
    press(window, "M")
    tag(window, HALF)
    subprocess.run(["umount", "-l", drive], check=True)
    tag(window, 1)
    assert "cannot be reached" in notice(window)
    subprocess.run(["mount", "--bind", tmp_path / "far", drive], check=True)
    choose(window, "Try again")
    until(lambda: not window.session.keeper.trouble)
    settle(window)
    tag(window, HALF - 1)
    assert close(window) == drive / path.name
    assert tags_in(drive / path.name) == ALL


@pytest.mark.parametrize("code", ["EIO", "ESTALE", "ENOTCONN", "EACCES"])
def test_a_share_that_answers_with_an_error_is_told(
    window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    stat = Path.stat

    def failing(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if self == path:
            raise OSError(getattr(errno, code), "gone")
        return stat(self, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", failing)
    tag(window, 1)
    assert "cannot be reached" in notice(window)
    assert window.status.saved.text() == "Not saved"
    monkeypatch.undo()
    until(lambda: not window.session.keeper.trouble)
    settle(window)
    tag(window, HALF - 1)
    assert close(window) == path
    assert tags_in(path) == ALL
