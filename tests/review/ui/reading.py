"""What tests read in the pane of a claim under review."""

from PySide6.QtWidgets import QLabel

from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.claims.verdicts import Tag
from annotator.review.model import Decision, Review
from annotator.review.ui.panel import ReviewPanel

QUOTES = ("dredged in 1987", "Some 4,200 people work there", "never closed a single berth")


def claim(window: MainWindow) -> Claim:
    assert window.session.claim is not None
    return window.session.claim


def panel(window: MainWindow) -> ReviewPanel:
    return window.claims.details.review


def words(window: MainWindow) -> list[str]:
    found = panel(window)
    return [label.text() for label in found.findChildren(QLabel) if label.isVisibleTo(found)]


def reviews(window: MainWindow) -> list[Review]:
    return window.session.project.reviews.of_claims([claim(window).id])


def decision(window: MainWindow) -> Decision:
    (review,) = reviews(window)
    assert review.checker == "Anna"
    return review.decision


def tags(window: MainWindow) -> dict[str, Tag]:
    found = window.session.project.tags.of_claims([claim(window).id])
    return {tag.checker: tag for tag in found}
