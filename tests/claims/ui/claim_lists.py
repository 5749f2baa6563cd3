"""How tests use the list of claims, and what they read there."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.app.window.main_window import MainWindow
from annotator.claims.filters import ClaimOrder, OrderBy
from annotator.claims.service import claims
from annotator.claims.verdicts import DisputeReason, Verdict
from tests.app.desks import PLAIN

QUOTES = (
    "dredged in 1987",
    "Some 4,200 people",
    "the largest harbour",
    "إن الأجور ارتفعت 4٪",
    "never closed a single berth",
)
"""In the order of the text; claim 1 is the last of them, claim 5 the first."""


def numbers(window: MainWindow) -> list[int]:
    """The numbers of the claims as the list shows them."""
    model = window.claims.model
    rows = [model.claim_row(row) for row in range(model.rowCount())]
    return [row.number for row in rows if row]


def tag(window: MainWindow, claim_id: str, verdict: Verdict = Verdict.VERIFIED) -> None:
    project, reason = window.session.project, DisputeReason.MISLEADING
    claim = project.claims.get(claim_id)
    window.session.attempt(lambda: claims.tag(project, [claim.id], verdict, reason))


def verdicts(window: MainWindow, claims: list[str]) -> list[str]:
    tags = window.session.project.tags.of_claims(claims)
    return sorted(tag.verdict.value for tag in tags)


def order_by(window: MainWindow, by: OrderBy, *, reverse: bool = False) -> None:
    window.claims.listing.bar.show_order(ClaimOrder(by, reverse))


def click_row(window: MainWindow, row: int, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    view = window.claims.list
    place = view.visualRect(view.at(row)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def said(window: MainWindow) -> str:
    return window.claims.listing.bar.count.text()


def hidden(window: MainWindow) -> str:
    return window.claims.listing.bar.hidden.text()
