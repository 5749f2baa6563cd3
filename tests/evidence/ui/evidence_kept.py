"""How tests enter evidence and find it again."""

from PySide6.QtTest import QTest

from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.evidence.model import Evidence
from annotator.evidence.ui.form import EVIDENCE, EvidenceForm
from annotator.evidence.ui.list import EvidenceCard
from tests.app.desks import drag, press, span_of, until


def mark(window: MainWindow, words: str) -> Claim:
    drag(window, span_of(window, words))
    press(window, "M")
    assert window.session.claim is not None
    return window.session.claim


def pieces(window: MainWindow) -> list[Evidence]:
    assert window.session.claim is not None
    return window.session.project.evidence.of_claims([window.session.claim.id])


def open_form(window: MainWindow) -> EvidenceForm:
    """The form for new evidence on the chosen claim, opened by its key."""
    press(window, "E")
    assert window.session.claim is not None
    return form_of(window, window.session.claim.id)


def form_of(window: MainWindow, claim_id: str, target: str = "") -> EvidenceForm:
    """The form that is open about evidence."""
    form = window.claims.details.forms.find(EVIDENCE, claim_id, target)
    assert isinstance(form, EvidenceForm)
    return form


def keep(window: MainWindow, *steps: tuple[str, ...]) -> Evidence:
    """Add evidence by the keyboard alone: each step types words, or presses keys."""

    before = len(pieces(window))
    form = open_form(window)
    assert window.focusWidget() is form.source.title
    for kind, *what in steps:
        if kind == "type":
            QTest.keyClicks(window.focusWidget(), what[0])
        else:
            press(window, *what)
    press(window, "Ctrl+Return")
    until(lambda: len(window.claims.details.evidence.cards) == before + 1)
    return pieces(window)[-1]


def focused_card(window: MainWindow) -> EvidenceCard:
    window.activateWindow()
    until(window.isActiveWindow)
    card = window.claims.details.evidence.cards[0]
    card.setFocus()
    until(card.hasFocus)
    return card
