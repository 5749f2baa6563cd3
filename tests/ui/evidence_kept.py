"""How tests enter evidence and find it again."""

from PySide6.QtTest import QTest

from annotator.domain.claims import Claim
from annotator.domain.evidence import Evidence
from annotator.ui.dialogs.evidence import EvidenceDialog
from annotator.ui.evidence.card import EvidenceCard
from annotator.ui.main_window import MainWindow
from tests.ui.desks import answering, drag, press, span_of, until


def mark(window: MainWindow, words: str) -> Claim:
    drag(window, span_of(window, words))
    press(window, "M")
    assert window.session.claim is not None
    return window.session.claim


def pieces(window: MainWindow) -> list[Evidence]:
    assert window.session.claim is not None
    return window.session.project.evidence.of_claims([window.session.claim.id])


def keep(window: MainWindow, *steps: tuple[str, ...]) -> Evidence:
    """Add evidence by the keyboard alone: each step types words, or presses keys."""

    def fill(dialog: EvidenceDialog) -> None:
        assert dialog.focusWidget() is dialog.source.title
        for kind, *what in steps:
            if kind == "type":
                field = dialog.focusWidget()
                assert field is not None
                QTest.keyClicks(field, what[0])
            else:
                press(dialog, *what)
        press(dialog, "Ctrl+Return")

    before = len(pieces(window))
    timer = answering(EvidenceDialog, fill)
    press(window, "E")
    assert not timer.isActive()
    until(lambda: len(window.claims.details.evidence.cards) == before + 1)
    return pieces(window)[-1]


def focused_card(window: MainWindow) -> EvidenceCard:
    window.activateWindow()
    until(window.isActiveWindow)
    card = window.claims.details.evidence.cards[0]
    card.setFocus()
    until(card.hasFocus)
    return card
