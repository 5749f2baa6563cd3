"""Garbage is collected where the event loop is, and no background job takes Qt's objects apart."""

import gc
import threading
import weakref

from annotator.ui.main_window import MainWindow
from tests.ui.desks import until


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
