"""One's own line on a claim, written in review mode, where it is put away at first."""

import pytest

from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.claims.service.claim_view import TypedWordsOfClaim
from annotator.search.model import HitKind
from tests.app.views import settle


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
        details.write(TypedWordsOfClaim(way))
    assert not details.mine.more.isHidden()
    window.session.refreshed.emit()
    settle(window)
    assert not details.mine.more.isHidden()
    assert claim.number == 1
