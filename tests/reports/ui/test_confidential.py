"""Confidential sources in the dialog of a report: asked for each time, and confirmed."""

from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.reports.choices import ReportKind
from annotator.reports.ui.dialog import ReportDialog
from tests.app.desks import press, until
from tests.reports.ui.asking import Proposed, ask, choose_kind, counted, use


def test_kind_and_form_are_remembered_and_naming_the_confidential_never(
    window: MainWindow, claim: Claim, saved: Proposed
) -> None:
    del claim

    def first(dialog: ReportDialog) -> None:
        choose_kind(dialog, "C")
        press(dialog, "Alt+O", "P")
        use(dialog, "Alt+U", "Alt+Y")
        assert dialog.choices().show_confidential
        counted(dialog)
        press(dialog, "Alt+E")

    def again(dialog: ReportDialog) -> None:
        assert dialog.choices().kind is ReportKind.CORRECTIONS
        assert dialog.asked().form == "pdf"
        assert not dialog.confidential.wanted.isChecked()
        assert not dialog.choices().show_confidential
        press(dialog, "Escape")

    ask(window, first)
    until(lambda: bool(saved))
    ask(window, again)
    assert len(saved) == 1


def test_confidential_sources_are_named_only_after_a_second_yes(window: MainWindow) -> None:
    def answer(dialog: ReportDialog) -> None:
        use(dialog, "Alt+U")
        assert dialog.confidential.wanted.isChecked()
        assert dialog.confidential.warning.isVisible()
        assert "confidential sources" in dialog.confidential.warning.text()
        assert not dialog.ok.isEnabled()
        assert not dialog.preview.isEnabled()
        assert not dialog.choices().show_confidential
        use(dialog, "Alt+Y")
        assert dialog.ok.isEnabled()
        assert dialog.choices().show_confidential
        use(dialog, "Alt+U", "Alt+U")
        assert not dialog.choices().show_confidential
        press(dialog, "Escape")

    ask(window, answer)


def test_a_public_report_cannot_even_be_asked_to_name_them(window: MainWindow) -> None:
    def answer(dialog: ReportDialog) -> None:
        use(dialog, "Alt+U", "Alt+Y")
        dialog.kind.setCurrentIndex(dialog.kind.findData(ReportKind.PUBLIC))
        assert not dialog.confidential.wanted.isEnabled()
        assert not dialog.confidential.wanted.isChecked()
        assert not dialog.choices().checked().show_confidential
        press(dialog, "Escape")

    ask(window, answer)
