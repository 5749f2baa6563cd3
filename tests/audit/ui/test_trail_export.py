"""The trail that is shown, exported: whole, stopped, and where nothing can be written."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from threading import Event
from typing import BinaryIO

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from annotator.app.window.main_window import MainWindow
from annotator.audit.model import TrailEntry
from annotator.audit.service import export
from annotator.audit.service.reader import PAGE
from annotator.audit.ui.page import TrailPage
from tests.app.desks import press, until
from tests.audit.ui.trails import LEFT, page


def saving_to(monkeypatch: pytest.MonkeyPatch, target: Path) -> None:
    """Answer the next question where to save something."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))


@pytest.mark.parametrize("form", ["csv", "json"])
def test_what_is_shown_is_exported_whole(
    window: MainWindow,
    long_trail: TrailPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: str,
) -> None:
    saving_to(monkeypatch, tmp_path / "trail")
    QTest.mouseClick(getattr(long_trail, form), LEFT)
    target = tmp_path / f"trail.{form}"
    until(lambda: long_trail.state.text() == f"Saved: {target}")
    assert window.notice.words.text() == f"Audit trail saved: {target}"
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file)) if form == "csv" else json.load(file)
    changed = 2 * PAGE + 31
    assert len(rows) == changed + (2 if form == "csv" else 0)  # the first step made three things
    assert json.dumps(rows[0], ensure_ascii=False).count("Legal risk") >= 1


@pytest.mark.usefixtures("claim")
def test_an_export_is_stopped_by_a_key_and_leaves_nothing(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = Event(), Event()

    def held(_file: BinaryIO, entries: Iterable[TrailEntry]) -> None:
        begun.set()
        assert go_on.wait(20)
        list(entries)

    monkeypatch.setitem(export.FORMS, ".csv", held)
    folder = tmp_path / "out"
    folder.mkdir()
    saving_to(monkeypatch, folder / "trail.csv")
    found = page(window)
    QTest.mouseClick(found.csv, LEFT)
    until(begun.is_set)
    press(found, "Ctrl+.")
    go_on.set()
    until(lambda: found.state.text() == "Cancelled. Nothing was written.")
    assert list(folder.iterdir()) == []


@pytest.mark.usefixtures("claim")
def test_an_export_that_cannot_be_written_is_told(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving_to(monkeypatch, tmp_path / "gone" / "trail.csv")
    found = page(window)
    QTest.mouseClick(found.csv, LEFT)
    until(lambda: "could not be written" in found.state.text())
    assert "could not be written" in window.notice.words.text()
