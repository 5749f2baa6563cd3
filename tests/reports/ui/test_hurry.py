"""An export in a hurry: two keys, and still nothing goes out before its warning was seen."""

from typing import Any

import pytest

from annotator.app.files.disclosure_check import DisclosuresDialog
from annotator.app.session.jobs import Job
from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.claims.service import claims, queries
from annotator.kernel.errors import NotFound
from annotator.reports.ui.dialog import ReportDialog
from annotator.reports.ui.tally import ReportTally
from tests.app.desks import answering, press, until
from tests.reports.ui.asking import Proposed, ask, counted, use
from tests.reports.ui.test_choices import SECRET


def test_two_keys_write_the_report_under_its_title(
    window: MainWindow, claim: Claim, saved: Proposed
) -> None:
    del claim
    ask(window, lambda dialog: press(dialog, "Return"))
    assert saved == ["The harbour – fact-check report.html"]


def test_whoever_is_quicker_than_the_count_sees_the_warning_first(
    window: MainWindow, claim: Claim, saved: Proposed
) -> None:
    project = window.session.project
    window.session.attempt(lambda: queries.log_contact(project, claim, SECRET))
    window.session.attempt(lambda: claims.conclude(project, claim, "Mara Voss says so.", ""))

    def answer(dialog: ReportDialog) -> None:
        dialog.text.click()
        dialog.ok.click()
        until(dialog.warning.isVisible)
        assert dialog.isVisible()
        assert saved == []
        press(dialog, "Return")

    names = answering(DisclosuresDialog, lambda dialog: dialog.go_on.click())
    ask(window, answer)
    until(lambda: len(saved) == 1)
    assert not names.isActive()


@pytest.mark.usefixtures("claim")
def test_another_choice_takes_the_hurried_key_back(window: MainWindow, saved: Proposed) -> None:
    def answer(dialog: ReportDialog) -> None:
        dialog.text.click()
        dialog.ok.click()
        dialog.text.click()
        counted(dialog)
        assert dialog.isVisible()
        use(dialog, "Escape")

    ask(window, answer)
    assert saved == []


def test_a_count_that_fails_is_told_and_the_dialog_stays(window: MainWindow) -> None:
    def fail(_choices: object, _whole: object, _told: object, failed: object) -> None:
        assert callable(failed)
        failed(NotFound("The article"))

    dialog = ReportDialog(window, [], None, "", fail)
    dialog.begin("internal", "html")
    dialog.show()
    dialog.ok.click()
    assert "The article" in dialog.count.text()
    assert dialog.isVisible()
    dialog.reject()


def test_what_is_counted_for_choices_of_before_is_given_up(
    window: MainWindow, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    del claim
    jobs: list[Job] = []
    run = window.session.lookups.run

    def noted(*arguments: Any, **named: Any) -> Job:
        jobs.append(run(*arguments, **named))
        return jobs[-1]

    monkeypatch.setattr(window.session.lookups, "run", noted)

    def answer(dialog: ReportDialog) -> None:
        dialog.claims.mine.click()
        assert [job.is_to_stop() for job in jobs[:-1]] == [True] * (len(jobs) - 1)
        assert not jobs[-1].is_to_stop()
        use(dialog, "Escape")

    ask(window, answer)
    assert all(job.is_to_stop() for job in jobs)


def test_what_was_counted_of_the_whole_project_does_not_do_for_a_report(window: MainWindow) -> None:
    told: list[Any] = []
    dialog = ReportDialog(window, [], None, "", lambda _c, _w, tell, _f: told.append(tell))
    dialog.begin("internal", "json")
    told[-1](ReportTally(1, 1, (), (), frozenset(), "The harbour"))
    assert dialog.asked().tally is not None
    dialog.form.setCurrentIndex(dialog.form.findData("html"))
    assert dialog.asked().tally is None
    dialog.reject()
