"""Where dialogs for files begin: beside what a file belongs to, never in the current directory."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from annotator.app.files.dialogs import file_to_read, file_to_write, files_to_read, folder_to_use
from annotator.app.files.start_folders import PLACES, FilePurpose
from annotator.app.window.main_window import MainWindow

Begun = list[Path]


@pytest.fixture
def documents(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = tmp_path / "Documents"
    folder.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(folder))
    return folder


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> Begun:
    """Where each dialog began; nobody chooses anything in it."""
    found: Begun = []
    answers: dict[str, object] = {
        "getSaveFileName": ("", ""),
        "getOpenFileName": ("", ""),
        "getOpenFileNames": ([], ""),
        "getExistingDirectory": "",
    }
    for name, answer in answers.items():

        def ask(_parent: object, _title: str, at: str, *_: object, answer: object = answer):  # type: ignore[no-untyped-def]  # as Qt's own
            found.append(Path(at))
            return answer

        monkeypatch.setattr(QFileDialog, name, ask)
    return found


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    """No folders from before, and none left behind."""
    PLACES.follow(lambda: None)
    yield
    PLACES.follow(lambda: None)


ASKS: list[Callable[[FilePurpose], object]] = [
    lambda place: file_to_write(None, "Where?", "Report.html", place=place),
    lambda place: file_to_read(None, "Which?", place=place),
    lambda place: files_to_read(None, "Which?", place=place),
    lambda place: folder_to_use(None, "Which?", place),
]


@pytest.mark.parametrize("place", FilePurpose)
def test_without_a_project_every_dialog_begins_in_documents(
    documents: Path, begun: Begun, place: FilePurpose
) -> None:
    for ask in ASKS:
        ask(place)
    assert begun == [documents / "Report.html", *[documents] * 3]


def test_documents_that_are_not_there_give_way_to_the_home_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, begun: Begun
) -> None:
    where = {QStandardPaths.StandardLocation.DocumentsLocation: str(tmp_path / "gone")}
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda at: where.get(at, str(tmp_path)))
    file_to_write(None, "New project", "Fact-check", place=FilePurpose.NEW_PROJECT)
    assert begun == [tmp_path / "Fact-check"]


def test_dialogs_begin_beside_the_project_and_new_projects_in_documents(
    window: MainWindow, path: Path, documents: Path, begun: Begun
) -> None:
    filing = window.filing
    for ask in (filing.open_project, filing.add_from_file, filing.save_copy):
        ask()
    assert begun == [path.parent, path.parent, path.parent / "project copy.sqlite"]
    filing.new_project()
    assert begun[-1] == documents / "Fact-check.factcheck.sqlite"


@pytest.mark.parametrize("place", [FilePurpose.EXPORT, FilePurpose.INCOMING, FilePurpose.TEMPLATES])
def test_the_folder_chosen_last_is_where_the_next_one_begins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, begun: Begun, place: FilePurpose
) -> None:
    chosen = tmp_path / "chosen"
    chosen.mkdir()
    ask = QFileDialog.getSaveFileName
    with monkeypatch.context() as patch:
        patch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen / "a.html"), ""))
        file_to_write(None, "Where?", "Report.html", place=place)
    assert QFileDialog.getSaveFileName is ask
    file_to_read(None, "Which?", place=place)
    assert begun == [chosen]


@pytest.mark.usefixtures("documents")
def test_the_folders_of_one_project_are_forgotten_with_it(
    window: MainWindow, tmp_path: Path, path: Path, begun: Begun
) -> None:
    PLACES.remember(FilePurpose.EXPORT, tmp_path / "Documents")
    assert window.open(tmp_path / "other.sqlite", new=True)
    file_to_write(window, "Where?", "Report.html")
    assert begun == [path.parent / "Report.html"]
