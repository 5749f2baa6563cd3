"""The dialog refuses a public report with two verdicts on the same words, and leads to them."""

from functools import partial

from PySide6.QtWidgets import QLabel, QPushButton

from annotator.app.theme.scale import letters
from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.claims.service import claims
from annotator.claims.verdicts import DisputeReason, Standing, Verdict
from annotator.reports.ui.dialog import ReportDialog
from tests.app.desks import article, press, span_of, until
from tests.claims.standings import mark_apart
from tests.projects import as_another
from tests.reports.ui.asking import Proposed, ask, choose_kind, counted


def contradict(window: MainWindow, words: str) -> list[Claim]:
    """Two claims on the same words, as a blind merge brings them: verified, and disputed."""
    project, span = window.session.project, span_of(window, words)
    pair = [mark_apart(project, article(window), span) for _ in range(2)]
    other = as_another(project, "Ben")
    claims.tag(other, [pair[1].id], Verdict.DISPUTED, DisputeReason.MISLEADING)
    other.close()
    window.session.attempt(partial(claims.tag, project, [pair[0].id], Verdict.VERIFIED))
    return pair


def words_in(dialog: ReportDialog) -> str:
    return "\n".join(found.text() for found in dialog.findChildren(QLabel) if found.isVisible())


def test_the_dialog_names_them_and_leads_there(window: MainWindow, saved: Proposed) -> None:
    one, two = contradict(window, "the largest harbour")

    def leave(dialog: ReportDialog) -> None:
        choose_kind(dialog, "F")
        assert counted(dialog) == "This report cannot go out yet."
        said = f"claim {one.number} (Verified, Anna), claim {two.number} (Disputed, Ben)."
        until(lambda: f"“the largest harbour”: {said}" in words_in(dialog))
        buttons = (dialog.ok, dialog.print, dialog.preview)
        assert not any(button.isEnabled() for button in buttons)
        (there,) = (
            found
            for found in dialog.findChildren(QPushButton)
            if found.text() == f"Go to claim {two.number}"
        )
        there.setFocus()
        press(dialog, "Space")

    ask(window, leave)
    until(lambda: window.session.claim is not None and window.session.claim.id == two.id)
    assert saved == []


def test_many_scroll_and_the_dialog_stays_small(window: MainWindow) -> None:
    pairs = [
        contradict(window, words)
        for words in ("the largest harbour", "dredged in 1987", "4,200 people", "Nurses disagree")
    ]

    def look(dialog: ReportDialog) -> None:
        choose_kind(dialog, "F")
        assert counted(dialog) == "This report cannot go out yet."
        scroll = dialog._told.refused
        until(lambda: scroll.verticalScrollBar().maximum() > 0)
        assert scroll.height() <= letters(13)
        for pair in pairs:
            for claim in pair:
                link = f"Go to claim {claim.number}"
                assert [b.text() for b in dialog.findChildren(QPushButton)].count(link) == 1
        page = dialog._page
        until(lambda: not page.verticalScrollBar().maximum())
        # what the keyboard comes to is in view
        *_, before, last = (b for b in dialog.findChildren(QPushButton) if "Go to" in b.text())
        before.setFocus()
        press(dialog, "Tab")
        assert last.hasFocus()
        until(lambda: not last.visibleRegion().isEmpty())
        press(dialog, "Escape")

    ask(window, look)


def test_a_report_for_the_desk_goes_out(window: MainWindow) -> None:
    contradict(window, "the largest harbour")

    def look(dialog: ReportDialog) -> None:
        choose_kind(dialog, "E")
        assert "cannot go out" not in counted(dialog)
        assert dialog.ok.isEnabled()
        press(dialog, "Escape")

    ask(window, look)


def test_list_text_details_and_status_show_both(window: MainWindow) -> None:
    one, two = contradict(window, "the largest harbour")
    window.session.choose_claim(one.id)
    panel = window.claims.details.review
    until(panel.isVisible)
    said = [found.text() for found in panel.findChildren(QLabel) if found.isVisible()]
    assert f"Claim {two.number} on the same words: Disputed, Ben." in said
    model = window.claims.listing.model
    for claim in (one, two):
        row = model.claim_row(model.row_of(claim.id))
        assert row is not None
        assert row.standing is Standing.DIFFERING
    until(lambda: "2 differing" in window.status.here.text())
    (there,) = (b for b in panel.findChildren(QPushButton) if b.text().startswith("Go to claim"))
    there.setFocus()
    press(window, "Space")
    assert window.session.claim is not None
    assert window.session.claim.id == two.id
