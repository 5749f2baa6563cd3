"""The chips in the margin: a claim has one on a line, and one for places that overlap."""

import pytest
from PySide6.QtCore import QRect

from annotator.app.window.main_window import MainWindow
from annotator.claims.service import claims, places
from annotator.kernel.positions import Span
from tests.app.desks import article, until
from tests.app.window_fixtures import TEXT


def chips(window: MainWindow) -> list[str]:
    """The words of the chips, from the top."""
    view = window.text.view
    whole = QRect(0, 0, view.gutter.width(), view.gutter.height())
    return [view.gutter._words(shown) for _, shown in view.gutter._placed(view._marks(whole))]


@pytest.mark.parametrize(
    ("first", "second", "number"),
    [
        (Span(0, 9), Span(4, 15), 1),
        (Span(0, 9), Span(12, 17), 1),
        (Span(0, TEXT.index("\n") + 4), Span(TEXT.index("\n") + 2, TEXT.index("\n") + 12), 1),
        (Span(0, 9), Span(TEXT.index("Nurses"), TEXT.index("Nurses") + 6), 2),
    ],
)
def test_a_claim_has_one_chip_for_places_that_overlap_or_share_a_line(
    window: MainWindow, first: Span, second: Span, number: int
) -> None:
    project = window.session.project
    outcome = claims.mark(project, article(window), first)
    (claim_id,) = outcome.touched("claims")
    places.add_places(project, project.claims.get(claim_id), article(window).version, [second])
    window.session._catch_up()
    until(lambda: bool(chips(window)))
    assert len(project.highlights.of_claim(claim_id)) == 2
    assert len(chips(window)) == number
