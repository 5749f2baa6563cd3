"""Where the name of somebody confidential could stay behind: looked at, place by place."""

import ast
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

import annotator
from annotator import program_log
from annotator.app.files.dialogs import file_to_read, file_to_write, files_to_read, folder_to_use
from annotator.app.startup.mistake_dialog import MistakeDialog, report
from annotator.app.startup.program import reporter
from annotator.app.window.main_window import MainWindow
from annotator.articles.model import OriginalFile
from annotator.claims.fields import Claim
from annotator.claims.service import queries
from annotator.cli import program
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import InvalidValue
from annotator.people.model import ContactDetails
from tests.app.desks import answering, article, open_window, press, until
from tests.app.shown import dialogs
from tests.app.window_fixtures import claim, path, window
from tests.conftest import HOME
from tests.hostile.marked_up import make_spoiled
from tests.window_code import name_module, window_modules

__all__ = ["claim", "path", "window"]

NAME = "Marguerite Verhoeven"
PACKAGE = Path(annotator.__file__).parent
PROGRAM = PACKAGE / "app/startup/program.py"
SILENCES = PACKAGE / "articles/intake/third_party_logging.py"
"""It silences what libraries would log."""


@pytest.fixture
def secret(window: MainWindow, claim: Claim) -> Claim:
    """A claim with a confidential source, a confidential contact and a file of theirs."""
    project = window.session.project
    source = SourceDetails(NAME, author=NAME, confidential=True, code_name="The clerk")
    evidence.add_evidence(project, claim, source, EvidenceDetails(note="Said so twice."))
    piece = project.evidence.of_claims([claim.id])[-1]
    evidence.attach(project, piece, OriginalFile("memo.txt", "text/plain", b"A memo."))
    contact = ContactDetails(NAME, NAME, confidential=True, code_name="The caller")
    queries.log_contact(project, claim, contact)
    window.session.choose_claim(claim.id)
    return claim


@pytest.fixture
def telling(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """A window on a project every text of which holds the name."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    path = tmp_path / "Harbour.sqlite"
    make_spoiled(path, lambda words: f"{words} {NAME}")
    shown = open_window(qtbot, tmp_path, path)
    shown.session.choose_claim(shown.session.project.claims.of_article(article(shown).id)[0].id)
    return shown


def holding(folder: Path, name: str = NAME) -> Iterator[Path]:
    """The files that hold the name, or are called by it, in any of the usual encodings."""
    forms = [name.encode(), name.encode("utf-16-le"), name.replace(" ", "%20").encode()]
    for file in folder.rglob("*"):
        data = file.read_bytes() if file.is_file() else b""
        if name in str(file) or any(form in data for form in forms):
            yield file


def test_a_session_leaves_the_name_in_no_file_but_the_project(
    qtbot: QtBot, telling: MainWindow, tmp_path: Path
) -> None:
    window = telling
    for name, dialog in dialogs(window):
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)
        dialog.show()
        QApplication.processEvents()
        assert name
        dialog.close()
    press(window, "Ctrl+Shift+F")
    window.searching.page.field.setText(NAME)
    until(lambda: "hit" in window.searching.page.state.text())
    window.finding.open_palette()
    window.finding.palette.field.setText(NAME)
    window.close()
    projects = {".sqlite", ".sqlite-wal", ".sqlite-shm"}
    assert [file for file in holding(tmp_path) if file.suffix not in projects] == []
    assert list((tmp_path / "temporary").iterdir()) == []
    assert "settings.ini" in {file.name for file in tmp_path.iterdir()}
    assert list(holding(HOME)) == []


def test_no_title_of_a_window_holds_what_is_in_the_project(
    qtbot: QtBot, telling: MainWindow
) -> None:
    titles = {telling.windowTitle()}
    for _, dialog in dialogs(telling):
        qtbot.addWidget(dialog)
        titles.add(dialog.windowTitle())
    assert "Harbour – Annotator" in titles
    assert not [title for title in titles if NAME in title]


def test_a_copied_claim_calls_them_by_the_code_name(window: MainWindow, secret: Claim) -> None:
    assert secret.id
    QGuiApplication.clipboard().clear()
    window.menus.actions["copy_claim"].trigger()
    until(lambda: "Copied claim" in window.notice.words.text())
    data = QGuiApplication.clipboard().mimeData()
    forms = [bytes(data.data(kind).data()) for kind in data.formats()]
    assert any(b"The clerk" in form for form in forms)
    assert not any(NAME.encode() in form for form in forms)


def test_a_print_job_is_named_after_nothing() -> None:
    assert QPrinter().docName() == ""
    for file in PACKAGE.rglob("*.py"):
        assert "setDocName" not in file.read_text(encoding="utf-8"), file


# Qt's own dialog for files


@pytest.mark.parametrize("ask", [file_to_write, file_to_read, files_to_read, folder_to_use])
def test_the_dialog_for_files_keeps_no_folder(qtbot: QtBot, tmp_path: Path, ask: object) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    folder = tmp_path / NAME
    folder.mkdir()
    (folder / "a.txt").touch()
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.setValue("FileDialog/history", ["file:///there/before"])
    settings.remove("FileDialog/lastVisited")
    settings.sync()
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        dialog.setDirectory(str(folder))
        if ask is not folder_to_use:
            dialog.selectFile("a.txt")
        seen.append(dialog.directory().path())
        dialog.reject()

    QTimer.singleShot(300, look)
    ask(parent, "Which?")  # type: ignore[operator]  # a row of the cases
    assert seen == [str(folder)]
    settings.sync()
    assert settings.value("FileDialog/history") in (
        ["file:///there/before"],
        "file:///there/before",
    )
    assert list(holding(HOME)) == []


def test_files_are_asked_for_in_one_place_only() -> None:
    asks = {
        name_module(file)
        for file in window_modules()
        if "QFileDialog" in file.read_text(encoding="utf-8")
    }
    assert asks == {"app/files/dialogs.py"}


# mistakes of the program's own


def _failing(name: str) -> None:
    held_by_a_variable = name
    raise KeyError(held_by_a_variable)


def test_a_mistake_tells_nothing_of_the_project(
    window: MainWindow, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[str] = []

    def read(dialog: MistakeDialog) -> None:
        seen.append(dialog.report.toPlainText())
        press(dialog, "Esc")

    timer = answering(MistakeDialog, read)
    try:
        _failing(NAME)
    except KeyError as error:
        reporter(window)(type(error), error, error.__traceback__)
    assert not timer.isActive()
    for told in (seen[0], capsys.readouterr().err):
        assert "KeyError" in told
        assert NAME not in told
        assert "held_by_a_variable" not in told


def test_a_report_has_no_folder_of_the_user() -> None:
    try:
        _failing(NAME)
    except KeyError as error:
        told = report(type(error), error, error.__traceback__)
    assert "_failing in /test_traces.py:" in told
    assert str(Path(__file__).parent) not in told


def test_a_mistake_of_a_command_tells_no_name(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        _failing(NAME)
    except KeyError as error:
        program._tell_mistake(type(error), error, error.__traceback__)
    told = capsys.readouterr().err
    assert NAME not in told
    assert "KeyError at test_traces.py:" in told


def test_a_mistake_in_a_thread_tells_no_name(tmp_path: Path) -> None:
    code = (
        "import click, threading\n"
        "from annotator.cli import program\n"
        "@click.command()\n"
        "def break_():\n"
        f"    thread = threading.Thread(target=lambda: [].index({NAME!r}))\n"
        "    thread.start()\n"
        "    thread.join()\n"
        "program.commands.add_command(break_, 'break')\n"
        "program.main(['break'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert "failed; please report it" in done.stderr
    assert NAME not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_a_crash_leaves_no_image_of_the_memory(tmp_path: Path) -> None:
    code = (
        "import os, resource\n"
        "hard = resource.getrlimit(resource.RLIMIT_CORE)[1]\n"
        "resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))\n"
        "from annotator.cli.program import main\n"
        "main(['--version'])\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE)[0], flush=True)\n"
        "os.abort()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.returncode < 0
    assert done.stdout.split()[-1] in ("0", "1")
    assert list(tmp_path.iterdir()) == []


def test_only_the_log_of_kinds_is_kept() -> None:
    for file in PACKAGE.rglob("*.py"):
        if file == SILENCES:
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        called = {ast.unparse(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
        imported = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
        assert "logging" not in imported, file
        assert not {"print", "qDebug", "qWarning", "traceback.print_exc"} & called, file
        for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call)):
            if ast.unparse(call.func) == "sys.stderr.write" and file != PROGRAM:
                assert isinstance(call.args[0], ast.Constant), file


def test_the_log_of_a_session_holds_no_name_and_no_path(
    tmp_path: Path, telling: MainWindow
) -> None:
    window = telling
    log = program_log.folder() / program_log.NAME
    before = len(log.read_text(encoding="utf-8"))
    folder = tmp_path / NAME
    folder.mkdir()
    hers = folder / f"{NAME}.sqlite"
    window.session.project.copy_to(hers)
    (folder / "no project.sqlite").write_text(NAME)
    assert not window.open(folder / "no project.sqlite")
    assert not window.open(folder / "gone.sqlite")
    assert window.open(hers)
    window.session.attempt(partial(_refuse, NAME))
    try:
        _failing(NAME)
    except KeyError as error:
        timer = answering(MistakeDialog, lambda dialog: press(dialog, "Esc"))
        reporter(window)(type(error), error, error.__traceback__)
        assert not timer.isActive()
    window.close()
    told = log.read_text(encoding="utf-8")[before:]
    for kind in ("NotAProject", "ProjectNotFound", "opened a project", "InvalidValue", "KeyError"):
        assert kind in told
    assert [part for part in (NAME, *NAME.split(), str(tmp_path), "Harbour") if part in told] == []


def _refuse(name: str) -> Outcome:
    raise InvalidValue("Name", name)


def test_the_window_tells_a_session_manager_of_no_project() -> None:
    code = PROGRAM.read_text(encoding="utf-8")
    assert "QApplication(sys.argv[:1])" in code
