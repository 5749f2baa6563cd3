"""Garbage is collected where the event loop is, and no background job takes Qt's objects apart."""

import gc
import threading
import weakref
from threading import Event

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.app.session.gui_gc import GarbageCollector
from annotator.app.window.main_window import MainWindow
from tests.app.desks import until


class Ring:
    """Something that only a collection frees."""

    def __init__(self) -> None:
        self.itself = self


def test_garbage_goes_in_the_thread_of_the_window(window: MainWindow) -> None:
    assert not gc.isenabled()
    collected_in: list[threading.Thread] = []
    ring = Ring()
    gone = weakref.ref(ring, lambda _: collected_in.append(threading.current_thread()))
    del ring
    rings = [[Ring() for _ in range(800)] for _ in range(4)]
    window.session.jobs.run(lambda _: [Ring() for _ in range(20_000)], lambda _: None)
    until(lambda: gone() is None)
    assert collected_in == [threading.main_thread()]
    assert len(rings) == 4


def test_not_everything_is_looked_through_while_a_job_makes_much(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    # windows of other tests, which may still wait for a job, are none of this one's business
    application = QApplication.instance()
    assert application is not None
    found = application.findChild(GarbageCollector)
    assert found is not None
    monkeypatch.setattr(found, "_at_work", {window.session.lookups})
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, 99))
    monkeypatch.setattr(gc, "collect", looked.append)
    until(lambda: bool(looked))
    let_go, has_begun = Event(), Event()

    def work(_: object) -> None:
        has_begun.set()
        let_go.wait(10)

    window.session.lookups.run(work, lambda _: None)
    until(has_begun.is_set)
    looked.clear()
    QTest.qWait(700)
    assert looked == []
    let_go.set()
    until(lambda: bool(looked))
    assert {*looked} == {2}
