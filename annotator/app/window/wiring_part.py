"""The connections of review mode with the panes, the menus and the status bar."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.app.commands.table import DECISIONS
from annotator.claims.service.claim_view import Words

if TYPE_CHECKING:
    from annotator.app.window.main_window import MainWindow


def wire_review(window: "MainWindow") -> None:
    """Let review mode show itself everywhere, and every intent in it reach its slot."""
    reviewing, deciding, claims = window.reviewing, window.reviewing.deciding, window.claims
    panel, bar, listing = claims.details.review, claims.review_bar, claims.listing
    reviewing.switched.connect(window.menus.actions["review"].setChecked)
    reviewing.switched.connect(window.allow)
    reviewing.counted.connect(bar.show_counts)
    reviewing.counted.connect(window.status.show_review)
    window.status.review.clicked.connect(reviewing.next_claim)
    bar.next_asked.connect(reviewing.next_claim)
    bar.toggled.connect(lambda aspect: listing.bar.toggle("reviews", aspect))
    listing.bar.asked.connect(lambda shown, _order: bar.show_filter(shown))
    panel.decisions.offer([window.menus.actions[name] for name in DECISIONS])
    panel.comparison.edit_asked.connect(lambda: window.moving.write(Words.CONCLUSION))
    panel.claim_asked.connect(window.session.choose_claim)
    panel.taken_back.connect(deciding.take_back_one)
    panel.ruling.settle_asked.connect(deciding.settle)
    panel.ruling.take_back_asked.connect(deciding.take_ruling_back)
    claims.details.comments.remove_asked.connect(deciding.remove_comment)


def review_slots(window: "MainWindow") -> dict[str, Callable[[], object]]:
    """The slot of every command of the review menu, by the command's id."""
    reviewing, deciding = window.reviewing, window.reviewing.deciding
    return {
        "review": reviewing.switch,
        "next_review": reviewing.next_claim,
        "accept": deciding.accept,
        "reject": deciding.reject,
        "leave": deciding.leave,
        "propose": deciding.propose,
        "no_claim": deciding.no_claim,
        "take_review_back": deciding.take_back,
        "comment": reviewing.comment,
        "ask_author": reviewing.ask_author,
        "settle": deciding.settle,
        "settle_agreed": deciding.settle_agreed,
    }
