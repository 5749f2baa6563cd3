"""One's own line on a claim, written in review mode, where it is put away at first."""

import pytest

from annotator.domain.claim_fields import Claim
from annotator.domain.search import HitKind
from annotator.ui.claims.view import Words
from annotator.ui.main_window import MainWindow
from tests.ui.views import settle


@pytest.mark.parametrize("way", ["conclusion", "found"])
def test_what_is_missing_in_my_tag_comes_with_its_line(
    window: MainWindow, claim: Claim, way: str
) -> None:
    if not window.reviewing.on:
        window.reviewing.switch()
    settle(window)
    details = window.claims.details
    assert details.mine.more.isHidden()
    if way == "found":
        details.look_at(HitKind.TAG)
    else:
        details.write(Words(way))
    assert not details.mine.more.isHidden()
    window.session.refreshed.emit()
    settle(window)
    assert not details.mine.more.isHidden()
    assert claim.number == 1
