"""A project on a network drive in the window: one works on it, the other is told who does."""

import json
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.files import drives
from annotator.storage.disk.drive_locks import lock_of
from tests.app.desks import drag, open_window, press, span_of, until

HELD = {"who": "nora", "computer": "DESK-3", "process": 1, "since": "2026-11-30T09:12:00Z"}


@pytest.fixture
def afar(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project, on what counts as a drive of the network."""
    monkeypatch.setitem(drives._LOOKS, sys.platform, lambda _path: "nfs4")
    return path


def test_work_goes_on_as_on_any_disk_and_others_can_see_who_works(
    qtbot: QtBot, tmp_path: Path, afar: Path
) -> None:
    window = open_window(qtbot, tmp_path, afar)
    assert "only one person at a time" in window.notice.words.text()
    drag(window, span_of(window, "dredged in 1987"))
    press(window, "1")
    assert window.session.claim is not None
    assert json.loads(lock_of(afar).read_text(encoding="utf-8"))["since"]
    press(window, "Ctrl+Z")
    until(lambda: window.session.claim is None)
    window.close()
    assert not lock_of(afar).exists()


def test_who_comes_second_is_told_and_may_remove_a_lock_that_was_left(
    qtbot: QtBot, tmp_path: Path, afar: Path
) -> None:
    lock_of(afar).write_text(json.dumps({**HELD, "token": "0" * 32}), encoding="utf-8")
    window = open_window(qtbot, tmp_path)
    assert not window.open(afar)
    assert "nora on DESK-3" in window.notice.words.text()
    window.notice.button.click()
    assert window.session.project.path == afar
    window.close()
    assert not lock_of(afar).exists()
