"""A refusal leaves nothing unsaved and nothing to try again; a failure to save does both."""

from functools import partial

import pytest
from PySide6.QtWidgets import QPushButton

from annotator.app.window.main_window import MainWindow
from annotator.claims.service import claims
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import (
    AnnotatorError,
    DamagedProject,
    DiskFull,
    NobodyAtWork,
    NothingToUndo,
    StalePlan,
)
from tests.app.desks import article, press, span_of, until
from tests.kernel.test_retrying import all_errors

KINDS = sorted({*all_errors()} - {DamagedProject}, key=lambda kind: kind.__name__)
"""Damage is told of in a dialog of its own, with backups to choose from."""


NOT_SAVED = "Last step not saved"


def _fail(window: MainWindow, error: AnnotatorError) -> None:
    def act() -> None:
        raise error

    window.session.attempt(act)  # type: ignore[arg-type]  # it never returns


def _raise(kind: type[AnnotatorError]) -> AnnotatorError:
    error = kind.__new__(kind)
    Exception.__init__(error, "It could not be done.")
    return error


def _dismiss(window: MainWindow) -> None:
    buttons = window.notice.findChildren(QPushButton)
    next(button for button in buttons if button.text() == "Dismiss").click()


def test_every_error_offers_what_helps_and_says_what_is_saved(window: MainWindow) -> None:
    wrong = list[tuple[str, object, object]]()
    for kind in KINDS:
        _fail(window, _raise(kind))
        offered = not window.notice.button.isHidden()
        lost = window.status.saved.text() == NOT_SAVED
        if (offered, lost) != (kind.can_be_retried,) * 2:
            wrong.append((kind.__name__, offered, lost))
        _dismiss(window)
        if window.status.saved.text() == NOT_SAVED:
            wrong.append((kind.__name__, "dismissed", window.status.saved.text()))
    assert wrong == []


@pytest.mark.parametrize("way", ["at once", "aside", "long"])
def test_an_act_that_lacks_a_name_though_one_is_given_is_told_of_once(
    window: MainWindow, way: str
) -> None:
    tries = list[str]()

    def act(*_: object) -> Outcome:
        tries.append(way)
        raise NobodyAtWork if len(tries) < 9 else NothingToUndo

    match way:
        case "at once":
            window.session.attempt(act)
        case "aside":
            window.session.attempt_aside(act)
        case _:
            window.session.attempt_long(lambda *_: "Work", act, lambda _: None, lambda: None)
    until(window.notice.isVisible)
    assert (tries, window.notice.words.text()) == ([way], str(NobodyAtWork()))
    assert window.notice.button.isHidden()


@pytest.mark.usefixtures("claim")
def test_undo_of_nothing_leaves_the_file_saved(window: MainWindow) -> None:
    for _ in range(4):
        press(window, "Ctrl+Z")
    _fail(window, NothingToUndo())
    assert window.status.saved.text() != NOT_SAVED
    assert window.notice.button.isHidden()


def test_a_step_that_goes_well_later_is_saved(window: MainWindow) -> None:
    _fail(window, DiskFull("a.sqlite"))
    act = partial(
        claims.mark, window.session.project, article(window), span_of(window, "dredged in 1987")
    )
    assert window.session.attempt(act) is not None
    assert window.status.saved.text() != NOT_SAVED


def _let_a_colleague_mark(window: MainWindow) -> None:
    other = window.session.project.another()
    other.begin_as("Ben")
    claims.mark(other, article(window), span_of(window, "the largest harbour"))
    other.close()
    until(lambda: window.claims.listing.model.rowCount() > 0)


def test_a_step_of_a_colleague_does_not_save_ones_own(window: MainWindow) -> None:
    _fail(window, DiskFull("a.sqlite"))
    _let_a_colleague_mark(window)
    assert window.status.saved.text() == NOT_SAVED
    assert window.notice.button.text() == "Try again"


def test_a_second_try_is_offered_though_a_colleague_went_on(window: MainWindow) -> None:
    tried = list[str]()

    def stale(*_: object) -> Outcome:
        raise StalePlan

    window.session.attempt_long(
        lambda *_: "Work", stale, lambda _: None, lambda: None, again=lambda: tried.append("again")
    )
    until(window.notice.isVisible)
    _let_a_colleague_mark(window)
    assert window.notice.button.text() == "Try again"
    window.notice.button.click()
    assert tried == ["again"]


@pytest.mark.usefixtures("claim")
def test_words_that_cannot_be_saved_stay_unsaved_when_the_notice_is_dismissed(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_more: object) -> None:
        raise DiskFull("a.sqlite")

    monkeypatch.setattr(claims, "conclude", full)
    conclusion = window.claims.details.mine.conclusion
    conclusion.setFocus()
    conclusion.insertPlainText("So it was.")
    window.session.save_typed()
    _dismiss(window)
    assert window.status.saved.text() == NOT_SAVED
    window.leave()
