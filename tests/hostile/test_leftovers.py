"""Attacks on what a crash leaves: it goes at the next start, and nothing of anybody else's does."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from annotator.app.startup.program import Departure
from annotator.app.window.main_window import MainWindow
from annotator.articles.model import OriginalFile
from annotator.claims.fields import Claim
from annotator.claims.service.claims import tag
from annotator.claims.verdicts import Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.files import drafts
from annotator.files.identities import KeptIds
from annotator.project import Project
from tests.app.desks import write
from tests.app.window_fixtures import claim, path, window
from tests.evidence.ui.evidence_kept import form_of
from tests.hostile.test_writing import KILLED, names
from tests.projects import make_article, make_claim, make_project

__all__ = ["claim", "path", "window"]

pytest.importorskip("fcntl", reason="programs are ended like this on POSIX systems")

DRAFT = ".annotator-0123456789abcdef.part"

KEEPER = """
import sys
from pathlib import Path
from annotator.files import drafts as leftovers
from annotator.files.atomic_write import FileDraft

draft = FileDraft(Path(sys.argv[1]) / "report.pdf")
folder = leftovers.new_private_folder()
(folder / "proof.pdf").write_bytes(b"secret")
(folder / "proof.pdf").chmod(0o400)
print(draft.path, folder, sep="\\n", flush=True)
sys.stdin.read()
"""

WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from annotator.app.startup import program as app
from annotator.app.window.main_window import MainWindow
from annotator.app.preferences import Preferences

windows = []
opened = []
QDesktopServices.openUrl = lambda url: opened.append(url.toLocalFile())
shown = MainWindow.show

def show(window):
    windows.append(window)
    shown(window)

MainWindow.show = show
Preferences().checker = "Anna"

def type_words():
    window = windows[0]
    project = window.session.project
    claim = project.claims.of_article(project.articles.numbered(1).id)[0]
    window.session.choose_claim(claim.id)
    kept = project.evidence.of_claims([claim.id])[0].attachments[0]
    window.evidencing.open_file(kept)
    QTest.keyClicks(window.claims.details.mine.conclusion, "Typed and not left.")
    tell(0)

def tell(tries):
    if opened:
        print(opened[0], flush=True)
    elif tries < 500:
        QTimer.singleShot(20, lambda: tell(tries + 1))

QTimer.singleShot(0, type_words)
sys.exit(app.run(Path(sys.argv[1])))
"""


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where programs of this test write down what is under way."""
    folder, temporary = tmp_path / "state", tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(drafts, "_LIST", [])
    return folder / "annotator" / "under way"


@pytest.fixture
def keeper(tmp_path: Path) -> "Iterator[tuple[subprocess.Popen[str], Path, Path]]":
    """A program that has a draft and a private folder, and both."""
    process = subprocess.Popen(
        [sys.executable, "-c", KEEPER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    draft, folder = (Path(process.stdout.readline().rstrip("\n")) for _ in range(2))
    assert draft.exists()
    assert folder.stat().st_mode & 0o777 == 0o700
    yield process, draft, folder
    process.kill()
    process.communicate()


Kept = tuple["subprocess.Popen[str]", Path, Path]


def test_nothing_of_a_program_that_runs_is_removed(keeper: Kept) -> None:
    _, draft, folder = keeper
    for _ in range(3):
        assert drafts.clear() == []
    assert draft.exists()
    assert (folder / "proof.pdf").read_bytes() == b"secret"


def test_what_a_killed_program_left_goes_at_the_next_start(keeper: Kept, state: Path) -> None:
    process, draft, folder = keeper
    for end in ("-journal", "-wal", "-shm"):
        draft.with_name(draft.name + end).touch()
    process.kill()
    process.wait()
    assert {*drafts.clear()} == {draft, folder}
    assert not folder.exists()
    assert not [*draft.parent.glob(".annotator*")]
    assert [*state.iterdir()] == []
    assert drafts.clear() == []


def test_it_goes_too_when_the_next_program_writes_a_file(keeper: Kept, tmp_path: Path) -> None:
    process, draft, folder = keeper
    process.kill()
    process.wait()
    Project.create(tmp_path / "new.sqlite").close()
    assert not draft.exists()
    assert not folder.exists()


def test_what_lies_on_a_stick_that_is_away_goes_when_it_is_back(
    state: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / DRAFT).write_bytes(b"half")
    listed(state, {"path": str(stick / DRAFT)})
    away = stick.rename(tmp_path / "away")
    assert drafts.clear() == []
    away.rename(stick)
    assert drafts.clear() == [stick / DRAFT]
    assert [*state.iterdir()] == []


def test_a_stick_that_never_comes_back_is_forgotten(state: Path, tmp_path: Path) -> None:
    listed(state, {"path": str(tmp_path / "stick" / DRAFT)})
    (list_,) = state.iterdir()
    os.utime(list_, (0, 0))
    assert drafts.clear() == []
    assert [*state.iterdir()] == []


def listed(state: Path, *lines: object) -> None:
    """The list of a program that has ended."""
    state.mkdir(parents=True, exist_ok=True)
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    (state / "1-0123456789abcdef.list").write_text("\n".join(texts), encoding="utf-8")


def test_what_is_somebody_else_s_stays_whatever_the_list_says(state: Path, tmp_path: Path) -> None:
    thesis, other = tmp_path / "thesis.docx", tmp_path / "annotator-notes"
    thesis.write_bytes(b"mine")
    other.mkdir()
    (other / "notes.txt").write_bytes(b"mine")
    part = tmp_path / "film.mp4.part"
    part.write_bytes(b"mine")
    linked = tmp_path / DRAFT
    linked.symlink_to(thesis)
    private = tmp_path / "annotator-abcdefgh"
    private.symlink_to(other, target_is_directory=True)
    replaced = tmp_path / "annotator-ijklmnop"
    replaced.mkdir()
    (replaced / "x").write_bytes(b"mine")
    found = other.stat()
    listed(
        state,
        {"path": str(thesis)},
        {"path": str(other), "device": found.st_dev, "number": found.st_ino},
        {"path": str(part)},
        {"path": str(linked)},
        {"path": str(private), "device": found.st_dev, "number": found.st_ino},
        {"path": str(replaced), "device": 1, "number": 2},
        {"path": str(tmp_path)},
        {"path": "/"},
        {"path": ""},
        {"path": None},
        {"path": f"{tmp_path}\0/{DRAFT}"},
        {"path": f"{tmp_path}\0/annotator-abcdefgh"},
        {"no": "path"},
        ["a list"],
        "no JSON at all",
        "",
        '{"path": "cut sh',
        "[" * 50_000,
    )
    assert drafts.clear() == []
    for stays in (thesis, part, other / "notes.txt", replaced / "x", linked, private):
        assert stays.read_bytes() == b"mine" if stays.is_file() else stays.exists(), stays
    assert thesis.read_bytes() == b"mine"


def test_a_folder_with_a_draft_s_name_stays(state: Path, tmp_path: Path) -> None:
    (tmp_path / DRAFT).mkdir()
    listed(state, {"path": str(tmp_path / DRAFT)})
    assert drafts.clear() == []
    assert (tmp_path / DRAFT).is_dir()


def test_where_nothing_can_be_written_down_files_are_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "no folder").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "no folder"))
    Project.create(tmp_path / "new.sqlite").close()
    assert (tmp_path / "new.sqlite").exists()


def test_a_list_does_not_grow_and_goes_with_its_program(state: Path, tmp_path: Path) -> None:
    for number in range(30):
        Project.create(tmp_path / f"{number}.sqlite").close()
    (list_,) = state.iterdir()
    assert list_.stat().st_size == 0
    drafts._own().close()
    assert [*state.iterdir()] == []


# ended by the system


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=str)
def test_a_command_that_is_ended_leaves_nothing(tmp_path: Path, number: int) -> None:
    project = make_project(tmp_path / "p.sqlite")
    make_article(project)
    project.close()
    script = KILLED.replace("signal.SIGKILL", str(int(number))) + "\n"
    script = script.replace("main(sys.argv[1:])", "sys.exit(main(sys.argv[1:]))")
    folder = tmp_path / "out"
    folder.mkdir()
    arguments = ["package", str(project.path), "-o", str(folder / "p.sqlite"), "--as", "Anna"]
    arguments.append("--same-person")  # this computer keeps no identity
    done = subprocess.run(
        [sys.executable, "-c", script, "put_new", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (128 + number, "")
    assert names(folder) == set()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=str)
def test_the_window_saves_typed_words_and_takes_copies_away_when_it_is_ended(
    tmp_path: Path, number: int
) -> None:
    project = make_project(tmp_path / "p.sqlite")
    claim = make_claim(project, make_article(project))
    tag(project, [claim.id], Verdict.VERIFIED)
    original = OriginalFile("proof.pdf", "application/pdf", b"%PDF-1.7 secret")
    evidence.add_evidence(project, claim, SourceDetails("Register"), EvidenceDetails(), (original,))
    anna = project.work_as("Anna")
    KeptIds(tmp_path / "config/Annotator/identities.json").keep("Anna", anna.id)
    project.close()
    process = subprocess.Popen(
        [sys.executable, "-c", WINDOW, str(project.path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "config")},
    )
    assert process.stdout
    copy = Path(process.stdout.readline().rstrip("\n"))
    assert copy.read_bytes() == b"%PDF-1.7 secret"
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in said) == (0, False)
    assert not copy.parent.parent.exists()
    again = Project.open(project.path)
    assert again.tags.of_claims([claim.id])[0].conclusion == "Typed and not left."
    again.close()
    assert {name for name in names(tmp_path) if name.startswith("p.sqlite")} == {"p.sqlite"}


def test_words_are_saved_when_the_session_ends_and_the_window_stays(
    window: MainWindow, claim: Claim
) -> None:
    write(window.claims.details.mine.conclusion, "It was dredged.")
    assert Departure(window).save()
    (found,) = window.session.project.tags.of_claims([claim.id])
    assert found.conclusion == "It was dredged."
    assert window.isVisible()


def test_a_window_that_is_ended_closes_though_words_cannot_be_saved(
    window: MainWindow,
    claim: Claim,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    del claim
    monkeypatch.setattr("annotator.app.startup.program._TRIES", 1)
    path = window.session.project.path
    dialog = QDialog(window)
    dialog.open()
    write(window.claims.details.mine.conclusion, "It was dredged.")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    Departure(window).end()
    other.execute("ROLLBACK")
    other.close()
    assert not window.isVisible()
    assert not window.session.is_open
    assert "could not be saved" in capsys.readouterr().err
    assert isinstance(QApplication.instance(), QApplication)


def test_a_window_that_is_ended_while_evidence_is_typed_makes_no_mistake(
    window: MainWindow, claim: Claim
) -> None:
    window.evidencing.add()
    QTest.keyClicks(form_of(window, claim.id).source.title, "The register of harbours")
    Departure(window).end()
    assert not window.session.is_open
    QApplication.processEvents()  # a mistake in a slot fails the test


EXPORTER = """
import os, signal, sys
from datetime import date
from pathlib import Path
from annotator.reports.formats import xlsx
from annotator.reports.service.formats import export
from annotator.project import Project

xlsx._saved = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
export(Project.open(Path(sys.argv[1])), "xlsx", Path(sys.argv[2]), stated_date=date(2026, 1, 5))
"""


def test_a_killed_workbook_leaves_no_page_for_others_to_read(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p.sqlite")
    make_claim(project, make_article(project))
    project.close()
    target = tmp_path / "out.xlsx"
    done = subprocess.run(
        [sys.executable, "-c", EXPORTER, str(project.path), str(target)],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == -signal.SIGKILL
    temporary = tmp_path / "temporary"
    (left,) = temporary.iterdir()
    assert left.stat().st_mode & 0o777 == 0o700
    assert [*left.iterdir()] != []
    assert left in drafts.clear()
    assert [*temporary.iterdir()] == []
    assert not target.exists()
