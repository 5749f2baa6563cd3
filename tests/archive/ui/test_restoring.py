"""A project made again of its JSON at the window, from real files."""

import json
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.archive import reader
from annotator.archive.ui.controller import RestoreDialog
from annotator.claims.fields import Claim
from annotator.reports.service.formats import export
from tests.app.desks import answering, open_window, press, until

DAY = date(2026, 1, 5)


@pytest.fixture
def whole(window: MainWindow, claim: Claim, tmp_path: Path) -> Path:
    """The open project with its claim, as JSON."""
    del claim
    target = tmp_path / "whole.json"
    export(window.session.project, "json", target, stated_date=DAY)
    return target


@pytest.fixture
def place(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Save the restored project; both file dialogs are answered."""
    found = tmp_path / "again.sqlite"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(whole), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(found), ""))
    return found


def restore(window: MainWindow) -> None:
    window.menus.actions["restore"].trigger()


def test_the_project_comes_back_and_is_opened(
    window: MainWindow, whole: Path, place: Path, tmp_path: Path
) -> None:
    restore(window)
    assert window.session.project.path == place
    assert window.session.article is not None
    assert window.notice.words.text() == (
        "Restored: 1 article, 1 claim. Confidential sources and contacts were withheld from the "
        "file: code names only."
    )
    again = tmp_path / "again.json"
    export(window.session.project, "json", again, stated_date=DAY)
    assert json.loads(again.read_bytes())["articles"] == json.loads(whole.read_bytes())["articles"]


def test_it_can_be_done_while_nothing_is_open(qtbot: QtBot, tmp_path: Path, place: Path) -> None:
    empty = open_window(qtbot, tmp_path)
    assert not empty.session.is_open
    restore(empty)
    assert empty.session.project.path == place


def test_a_harmed_file_is_told_and_leaves_all_as_it_was(
    window: MainWindow, whole: Path, place: Path
) -> None:
    before = window.session.project.path
    whole.write_text(whole.read_text(encoding="utf-8").replace("1987", "1978"), encoding="utf-8")
    restore(window)
    assert "“whole.json” cannot be restored" in window.notice.words.text()
    assert window.session.project.path == before
    assert [path.name for path in place.parent.glob(f"{place.stem}*")] == []


def test_what_stands_in_the_place_is_left_alone(window: MainWindow, place: Path) -> None:
    place.write_bytes(b"mine")
    restore(window)
    assert place.read_bytes() == b"mine"
    assert str(place) in window.notice.words.text()


def test_escape_stops_it_and_leaves_nothing(
    window: MainWindow, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, released = window.session.project.path, Event()
    checked = reader.check

    def check(*found: Any) -> None:
        assert released.wait(20)
        checked(*found)

    def stop(dialog: RestoreDialog) -> None:
        until(dialog.line.isVisible)
        press(dialog, "Escape")
        assert dialog.isVisible()
        released.set()

    monkeypatch.setattr(reader, "check", check)
    timer = answering(RestoreDialog, stop)
    restore(window)
    assert not timer.isActive()
    assert window.session.project.path == before
    assert not place.exists()


def test_a_long_name_is_read_whole_and_nothing_moves_when_the_line_comes(
    qtbot: QtBot, window: MainWindow
) -> None:
    dialog = RestoreDialog(window, "What the council says of the harbour, in eight parts " * 3)
    qtbot.addWidget(dialog)
    dialog.show()
    title = dialog.findChild(QLabel, "title")
    assert isinstance(title, QLabel)
    before = title.geometry()
    assert before.height() >= title.heightForWidth(before.width())
    dialog.line.show()
    until(dialog.line.isVisible)
    assert title.geometry() == before
